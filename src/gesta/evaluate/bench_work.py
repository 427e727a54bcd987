"""The work that the benchmark measures: the whole chain, its stages, the triage, archives; each gives its rows.

Every function here runs in a process of its own (``bench_meter.alone``), so that its memory is its own too.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import msgspec

from gesta.batch.running import Summary
from gesta.evaluate.bench_inputs import archive, page_reports, pages, reports
from gesta.evaluate.bench_meter import Cost, metered, peak_mb
from gesta.model.analysis import Analysis, renamed
from gesta.model.jsonl import encode
from gesta.pipeline.engines import Settings, engine_of, run
from gesta.readers.encoder import Encoder, encoder
from gesta.readers.heads import Floats
from gesta.readers.linguistics import analyse_one
from gesta.readers.neural import NeuralReader
from gesta.readers.triage import triage
from gesta.resolve.actors import actors
from gesta.resolve.counts import counts
from gesta.resolve.places import places
from gesta.resolve.times import times
from gesta.resolve.weapons import weapons
from gesta.text.documents import document
from gesta.text.glance import glance, language

_WARM_UP = 3
"""Documents read before the clock starts."""
Result = TypeVar("Result")


class Row(msgspec.Struct, frozen=True):
    """One measurement. ``workers``: processes at a time; ``peak_mb``: memory of the largest of them at its highest,
    None where it was not taken."""

    name: str
    documents: int
    words: int
    cost: Cost
    workers: int = 1
    peak_mb: int | None = None


def cold(text: str) -> Row:
    """One document by ``gesta read``, with the start of the process."""
    with tempfile.TemporaryDirectory(prefix="gesta-") as folder:
        path = Path(folder) / "report.txt"
        path.write_text(text, encoding="utf-8")
        with metered() as meter:
            process = subprocess.Popen(
                [sys.executable, "-m", "gesta.cli.main", "read", str(path), "--format", "jsonl"],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
    return Row("cold: start and first document", 1, _words([text]), meter.cost, peak_mb=used.ru_maxrss // 1024)


def warm(made: Sequence[str], workers: int) -> Row:
    """Full reading once everything is loaded."""
    settings, found = Settings(), reports(made)
    for record in run(found[:_WARM_UP], settings):
        encode(record)
    with metered() as meter:
        for record in run(found, settings, workers):
            encode(record)
    return Row("warm: full reading", len(made), _words(made), meter.cost, workers, peak_mb())


@dataclass
class _Watch:
    """Seconds of a processor, by name."""

    spent: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))

    def timed(self, name: str, work: Callable[..., Result], *arguments: object) -> Result:
        """What the work gives; what it took is added up under the name."""
        began = time.process_time()
        try:
            return work(*arguments)
        finally:
            self.spent[name] += time.process_time() - began


@dataclass(frozen=True)
class _Watched(Encoder):
    """The encoder under the watch."""

    watch: _Watch

    def vectors(self, analysis: Analysis, sentences: range) -> tuple[list[int], Floats]:
        return self.watch.timed("encoder", super().vectors, analysis, sentences)


def stages(made: Sequence[str]) -> dict[str, float]:
    """Seconds of a processor that each stage took over the documents.

    Each document is read twice: words and names are remembered, and what the first reading took beyond the second
    stands under a name of its own. Claims, accounts and the record are what the stages leave of the second.
    """
    engine, watch, loaded = engine_of(Settings()), _Watch(), encoder()
    reader = NeuralReader(engine.codebook, lambda: _Watched(loaded.session, loaded.tokenizer, loaded.heads, watch))
    found = reports(made)
    for report in found[:_WARM_UP]:
        engine.read(report)
    whole, records = 0.0, []
    for report in found:
        watch.timed("words and names met first", engine.read, report)
        began = time.process_time()
        record = engine.read(report)
        whole += time.process_time() - began
        doc = watch.timed("text", document, report)
        analysis = watch.timed("linguistics", analyse_one, doc)
        inside = watch.spent["encoder"]
        read = watch.timed("acts, roles, realis, tolls", reader.read, doc, analysis)
        watch.spent["acts, roles, realis, tolls"] -= watch.spent["encoder"] - inside
        if read.names is not None:
            analysis = renamed(analysis, read.names)
        named = watch.timed("places", places, doc, analysis, engine.gazetteer)
        watch.timed("times", times, doc, analysis)
        watch.timed("actors", actors, doc, analysis, engine.actors, named)
        watch.timed("weapons and counts", weapons, doc, analysis)
        watch.timed("weapons and counts", counts, doc, analysis)
        records.append(record)
    first = watch.spent.pop("words and names met first")
    watch.spent["claims, accounts, record"] = max(0.0, whole - sum(watch.spent.values()))
    watch.spent["words and names met first"] = max(0.0, first - whole)
    watch.timed("JSON", lambda: [encode(record) for record in records])
    return dict(watch.spent)


def looks(made: Sequence[str]) -> tuple[Row, Row]:
    """The triage over the texts as they are, and over pages of 50 KB whose text has to be found."""
    chosen, plain, marked = triage(), reports(made), page_reports(pages(made))
    for report in (*plain[:_WARM_UP], *marked[:_WARM_UP]):
        chosen.decide(glance(report), report.title, language(glance(report)))
    rows = []
    for name, found in (("triage of texts", plain), ("triage of pages", marked)):
        with metered() as meter:
            for report in found:
                text = glance(report)
                chosen.decide(text, report.title, language(text))
        rows.append(Row(name, len(found), _words(made), meter.cost, 1, peak_mb()))
    return rows[0], rows[1]


def decided(made: Sequence[str], workers: int) -> Row:
    """An archive of the pages to decisions, by ``gesta batch --only-decide``, without the start of its processes."""
    with tempfile.TemporaryDirectory(prefix="gesta-") as folder:
        source = Path(folder) / "pages.warc.gz"
        source.write_bytes(archive(pages(made)))
        command = [sys.executable, "-m", "gesta.cli.main", "batch", f"{folder}/out", str(source), "--only-decide",
                   "--piece", "50", "--jobs", str(workers), "--json"]  # fmt: skip
        done = subprocess.run(command, check=True, capture_output=True)
    summary = msgspec.json.decode(done.stdout, type=Summary)
    cost = Cost(summary.stages["read"].seconds, summary.seconds, None)
    return Row("archive to decision", len(made), _words(made), cost, workers)


def _words(made: Sequence[str]) -> int:
    return sum(len(text.split()) for text in made)
