"""A batch from its inputs to its data set, in stages of tasks; stopped at any time, it goes on where it was."""

from __future__ import annotations

import fcntl
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from gesta.batch.deciding import triage_of
from gesta.batch.engines import Engine
from gesta.batch.folder import Folder
from gesta.batch.merging import merge
from gesta.batch.planning import PAGES, Input, inputs, plan, planned
from gesta.batch.reading import How, ReadPiece
from gesta.batch.tasks import Outcome, Task, done
from gesta.errors import UsageError
from gesta.pipeline.engines import engine_of, settle

_BATCH = "batch.json"
_SUMMARY = "summary.json"


class Made(msgspec.Struct, frozen=True):
    """What a batch is made of and with; a folder holds one batch. ``triage``: the version, None for none."""

    stamp: str
    published: str | None
    outlet: str | None
    triage: str | None
    read: bool
    pages: int
    inputs: list[Input]


class Stage(msgspec.Struct):
    """What became of a stage. ``seconds``: of processors, over all workers and runs."""

    tasks: int = 0
    seconds: float = 0.0
    counts: dict[str, int] = {}


class Summary(msgspec.Struct):
    """What became of a batch. ``seconds``: of the clock, ``pages_a_second`` by it, both of the last run alone."""

    folder: str
    state: str = "begun"
    seconds: float = 0.0
    pages_a_second: float = 0.0
    stages: dict[str, Stage] = {}


@dataclass(frozen=True)
class Progress:
    """One more task is done, or a stage begins (``outcome`` None). ``done``: of how many ``tasks`` of the stage;
    ``earlier``: of those, by earlier runs."""

    stage: str
    tasks: int
    done: int
    earlier: int
    outcome: Outcome | None = None


@dataclass
class Batch:
    """One batch in its folder. Raises UsageError for a folder that holds something else."""

    folder: Folder
    sources: Sequence[str]
    how: How
    pages: int = PAGES
    is_merged: bool = True
    summary: Summary = field(init=False)

    def __post_init__(self) -> None:
        self.summary = Summary(self.folder.address)

    def run(self, engine: Engine, workers: int) -> Iterator[Progress]:
        """Everything that is not done yet is done; ``summary`` is whole afterwards, and stands in the folder.

        Where nothing is left to do, it is the one of the run that did the last of it.
        """
        began = time.monotonic()
        is_merged = self.is_merged and self.how.is_read
        state = "merged" if is_merged else "read" if self.how.is_read else "decided"
        with _locked(self.folder):
            files = inputs(self.sources, self.folder.address)
            self._claim(files)
            if self.folder.has(_SUMMARY) and (there := status(self.folder)).state in (state, "merged"):
                self.summary = there
                return
            pieces = planned(self.folder) or plan(self.folder, files, self.how.given, self.pages)
            engine_of(self.how.settings)
            settle()
            run = _Run(engine)
            tasks = [ReadPiece(piece, self.how) for piece in pieces]
            yield from run.told(run.engine(tasks, self.folder, workers))
            if is_merged:
                yield from run.told(merge(self.folder, run.engine, workers, self.how.settings.codebooks))
            seconds = round(time.monotonic() - began, 1)
            rate = round(run.pages / max(seconds, 0.1), 1)
            self.summary = Summary(self.folder.address, state, seconds, rate, run.stages)
            self.folder.write_bytes(_SUMMARY, msgspec.json.format(msgspec.json.encode(self.summary)))

    def _claim(self, files: Sequence[Input]) -> None:
        """The folder is of this batch, or becomes so."""
        how = self.how
        looks = triage_of(how.settings).version if how.is_triaged else None
        made = Made(how.stamp, how.given.published, how.given.outlet, looks, how.is_read, self.pages, list(files))
        if not self.folder.has(_BATCH):
            if any(not name.startswith("work/") for name in self.folder.names("")):
                raise UsageError(f"{self.folder.address}: the folder is not empty and holds no batch")
            self.folder.write_bytes(_BATCH, msgspec.json.format(msgspec.json.encode(made)))
            return
        differing = _differing(_made(self.folder), made)
        if differing:
            raise UsageError(
                f"{self.folder.address}: the folder holds another batch; give a folder of its own for this one\n"
                + "\n".join(differing)
            )


class _Run:
    """One run of the stages, counted."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._planned: dict[str, tuple[int, int]] = {}
        self.stages: dict[str, Stage] = {}
        self.pages = 0
        """Pages that this run looked at."""

    def engine(self, tasks: Sequence[Task], folder: Folder, workers: int) -> Iterator[Outcome]:
        """An engine that does only what earlier runs have left."""
        earlier = [each for each in (done(folder, task.stage, task.name) for task in tasks) if each is not None]
        if tasks:
            self._planned[tasks[0].stage] = len(tasks), len(earlier)
        yield from earlier
        known = {each.name for each in earlier}
        left = [task for task in tasks if task.name not in known]
        if left:
            yield from self._engine(left, folder, workers)

    def told(self, outcomes: Iterable[Outcome]) -> Iterator[Progress]:
        """The progress that the outcomes are, stage by stage."""
        for outcome in outcomes:
            name = outcome.stage
            tasks, earlier = self._planned.get(name, (1, 0))
            if name not in self.stages:
                self.stages[name] = Stage()
                yield Progress(name, tasks, 0, earlier)
            stage = self.stages[name]
            _add(stage, outcome)
            if stage.tasks > earlier:
                self.pages += outcome.counts.get("pages", 0)
            yield Progress(name, tasks, stage.tasks, earlier, outcome)


def stamp_in(folder: Folder) -> str | None:
    """What the batch in the folder was read with (``recode.stamp_of``); None where there is no batch."""
    return _made(folder).stamp if folder.has(_BATCH) else None


def _made(folder: Folder) -> Made:
    return msgspec.json.decode(folder.read_bytes(_BATCH), type=Made)


def status(folder: Folder) -> Summary:
    """How far the batch in the folder is: the summary of one that is whole, or the counts of what is done.

    Raises UsageError where there is none.
    """
    if folder.has(_SUMMARY):
        return msgspec.json.decode(folder.read_bytes(_SUMMARY), type=Summary)
    if not folder.has(_BATCH):
        raise UsageError(f"{folder.address}: there is no batch")
    summary = Summary(folder.address, "planned" if planned(folder) is not None else "begun")
    for name in folder.names("work"):
        stage, within, task = name.removeprefix("work/").rpartition("/done/")
        outcome = done(folder, stage, task.removesuffix(".json")) if within else None
        if outcome is not None:
            _add(summary.stages.setdefault(stage, Stage()), outcome)
    return summary


def _add(stage: Stage, outcome: Outcome) -> None:
    stage.tasks += 1
    stage.seconds = round(stage.seconds + outcome.seconds, 3)
    stage.counts = dict(sorted((Counter(stage.counts) + Counter(outcome.counts)).items()))


def _differing(held: Made, given: Made) -> list[str]:
    """What differs between two batches, a line each."""
    names = {"stamp": "what reads", "published": "--published", "outlet": "--outlet", "triage": "--triage",
             "read": "reads (--only-decide)",
             "pages": "--piece"}  # fmt: skip
    found = [
        f"{said}: {getattr(held, name)} there, {getattr(given, name)} now"
        for name, said in names.items()
        if getattr(held, name) != getattr(given, name)
    ]
    before, now = ({each.path: each for each in made.inputs} for made in (held, given))
    changed = sorted(path for path in {*before, *now} if before.get(path) != now.get(path))
    if changed:
        more = f" and {len(changed) - 1} more" if len(changed) > 1 else ""
        found.append(f"inputs: {changed[0]}{more} changed, came or went")
    return found


@contextmanager
def _locked(folder: Folder) -> Iterator[None]:
    """No other batch writes in the folder meanwhile, where the file system knows locks."""
    if "://" in folder.address:
        yield  # tasks may be done twice at the same time: it costs time, and nothing else
        return
    path = Path(folder.address) / "work" / "lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as lock:
        try:
            fcntl.lockf(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise UsageError(f"{folder.address}: another gesta batch is at work there") from None
        except OSError:
            pass  # a file system without locks: see above
        yield
