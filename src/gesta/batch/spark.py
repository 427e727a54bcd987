"""The tasks of a stage on Spark: each is a partition, and Spark's Python workers do it as any other process would."""

from __future__ import annotations

import os
import pickle
import sys
import threading
import warnings
from collections.abc import Iterator, Sequence
from importlib.resources import as_file, files
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import pyarrow as pa

from gesta.batch.folder import Folder
from gesta.batch.tasks import Outcome, Task, do, done
from gesta.errors import UsageError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_LOOK = 1.0
"""Seconds between two looks at what is done."""
_TRIES = 8
"""Times that Spark tries a task whose process died; a page that ends its process takes 4."""


def spark(tasks: Sequence[Task], folder: Folder, workers: int, master: str | None = None) -> Iterator[Outcome]:
    """On the cluster at ``master``, or on this machine with so many workers; the folder is one that every worker sees.

    Raises UsageError where PySpark or Java is missing.
    """
    if not tasks:
        return
    session = _session(master or f"local[{workers},{_TRIES}]", is_here=master is None or master.startswith("local"))
    job = _Job(session, tasks, folder)
    stage, told = tasks[0].stage, set[str]()
    while job.is_running:
        job.wait(_LOOK)
        for name in sorted({each.name for each in tasks} & _done(folder, stage) - told):
            outcome = done(folder, stage, name)
            if outcome is not None:
                told.add(name)
                yield outcome
    yield from (each for each in job.outcomes() if each.name not in told)


def _done(folder: Folder, stage: str) -> set[str]:
    """The names of the tasks that have a checkpoint."""
    return {PurePosixPath(name).name.removesuffix(".json") for name in folder.names(f"work/{stage}/done")}


class _Job:
    """One run of tasks on Spark, beside which this process can look at what is done."""

    def __init__(self, session: SparkSession, tasks: Sequence[Task], folder: Folder) -> None:
        self._session = session
        self._rows = [(pickle.dumps((task, folder)),) for task in tasks]
        self._outcomes: list[Outcome] = []
        self._fault: Exception | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    @property
    def is_running(self) -> bool:
        """True until every task is done or one has failed for good."""
        return self._thread.is_alive()

    def wait(self, seconds: float) -> None:
        """So long at most."""
        self._thread.join(seconds)

    def outcomes(self) -> list[Outcome]:
        """All of them; raises what Spark raised."""
        if self._fault is not None:
            raise self._fault
        return self._outcomes

    def _run(self) -> None:
        try:
            rows = self._session.sparkContext.parallelize(self._rows, len(self._rows))
            frame = self._session.createDataFrame(rows, "task binary")
            for row in frame.mapInArrow(_do, "outcome binary").collect():
                self._outcomes.append(pickle.loads(row.outcome))
        except Exception as error:  # Thread edge: it is raised again where the outcomes are asked for.
            self._fault = error


def _do(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    """What a worker of Spark runs: the tasks of its partition."""
    for batch in batches:
        outcomes = [pickle.dumps(do(*pickle.loads(cell.as_py()))) for cell in batch.column(0)]
        yield pa.RecordBatch.from_arrays([pa.array(outcomes, pa.binary())], ["outcome"])


def _session(master: str, *, is_here: bool) -> SparkSession:
    """The session of this process, begun where there is none; quiet."""
    try:
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError:
        raise UsageError("--engine spark needs PySpark and Java 17: pip install 'gesta[spark]'") from None
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    warnings.filterwarnings("ignore", category=FutureWarning, module=r"pyspark\.")
    with as_file(files("gesta.batch") / "log4j2.properties") as quiet:
        builder = (
            SparkSession.builder.master(master)
            .appName("gesta batch")
            .config("spark.ui.enabled", "false")
            .config("spark.ui.showConsoleProgress", "false")
            .config("spark.task.maxFailures", str(_TRIES))
            .config("spark.driver.extraJavaOptions", f"-Dlog4j2.configurationFile={quiet.as_uri()}")
        )
        if is_here:
            builder = builder.config("spark.driver.bindAddress", "127.0.0.1").config("spark.driver.host", "127.0.0.1")
            os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
            builder = builder.config("spark.executorEnv.PYTHONWARNINGS", "ignore::FutureWarning")
            builder = builder.config("spark.executorEnv.PYTHONPATH", os.pathsep.join(filter(None, sys.path)))
        try:
            session: SparkSession = builder.getOrCreate()
        except (PySparkException, OSError, RuntimeError) as fault:
            raise UsageError(f"Spark does not start: {str(fault)[:300]} (is there a Java 17 on the path?)") from None
    session.sparkContext.setLogLevel("OFF")
    return session
