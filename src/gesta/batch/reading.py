"""The task that reads a piece: every page looked at, those that may matter read whole, what is wrong kept apart."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from gesta.batch.careful import LONGEST, OutOfTime, Watch, limited, watched
from gesta.batch.deciding import Decider, Verdict, by_triage, read_all
from gesta.batch.folder import Folder
from gesta.batch.pages import pages
from gesta.batch.planning import Piece
from gesta.batch.rows import PROBLEMS, REPORTS, accounts, records, table
from gesta.batch.tasks import Counts
from gesta.errors import Problem
from gesta.intake.rows import Given
from gesta.intake.warc import Captured, Skipped
from gesta.model.documents import Report
from gesta.model.incidents import Record
from gesta.pipeline.engines import Settings, engine_of
from gesta.pipeline.recode import reading
from gesta.store.records import Reading

STAGE = "read"
_FAULT = "this is a fault of Gesta; please report it with the page"


@dataclass(frozen=True)
class How:
    """How pages are read, the same for the whole batch.

    ``stamp``: ``recode.stamp_of`` the settings; ``longest``: seconds of a processor that a page may take.
    """

    settings: Settings
    given: Given
    stamp: str
    is_triaged: bool = True
    is_read: bool = True
    longest: float = LONGEST

    def decider(self) -> Decider:
        """What looks at the pages first."""
        return by_triage(self.settings) if self.is_triaged else read_all


@dataclass(frozen=True)
class ReadPiece:
    """Reads one piece: its reports, records, accounts and problems stand in the folder afterwards."""

    piece: Piece
    how: How

    @property
    def stage(self) -> str:
        """The stage it is of."""
        return STAGE

    @property
    def name(self) -> str:
        """The piece."""
        return self.piece.name

    def run(self, folder: Folder) -> Counts:
        """The files of the piece are written."""
        with watched(folder, self.stage, self.name) as watch:
            found = _Found(self.how, watch)
            for captured in pages(self.piece, folder, self.how.given):
                found.take(captured)
        folder.write_table(f"reports/{self.name}.parquet", table(found.reports, REPORTS))
        folder.write_table(f"records/{self.name}.parquet", records(found.readings))
        folder.write_table(f"work/read/accounts/{self.name}.parquet", accounts(found.readings))
        folder.write_table(f"problems/{self.name}.parquet", table(found.problems, PROBLEMS))
        return found.counts


@dataclass
class _Found:
    """What a piece has given so far."""

    how: How
    watch: Watch
    reports: list[dict[str, object]] = field(default_factory=list)
    problems: list[dict[str, object]] = field(default_factory=list)
    readings: list[tuple[int, Reading]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    seen: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.decide = self.how.decider()
        self.engine = engine_of(self.how.settings)

    def take(self, captured: Captured) -> None:
        """One page is looked at, and read where it may matter."""
        item, place = captured.item, captured.place
        if isinstance(item, Skipped):
            self.counts[f"left out: {item.why}"] += 1
        elif isinstance(item, Problem):
            self.counts["lost"] += 1
            self._problem(place, item.where, None, "capture", item, lost=True)
        elif item.id in self.seen:
            self._report(captured, item, "repeated", Verdict(False, None, "the same page again"))
        else:
            self.seen.add(item.id)
            self._look(captured, item)

    def _look(self, captured: Captured, report: Report) -> None:
        fault: Problem
        stage: Literal["decide", "read"] = "decide"
        if self.watch.is_deadly(captured.place):
            fault = Problem(report.source, "reading it ended the process, again and again", _FAULT)
        else:
            try:
                with limited(self.how.longest):
                    verdict = self.decide(report)
                    if not (verdict.keep and self.how.is_read):
                        self._report(captured, report, "kept" if verdict.keep else "dropped", verdict)
                        return
                    stage = "read"
                    record = self.engine.read(report)
                    made = reading(record, self.how.stamp, "", self.engine.codebook.family)
                self._keep(captured, report, verdict, made)
                return
            except OutOfTime:
                what = f"it was given up after {self.how.longest:g} seconds of a processor"
                fault = Problem(report.source, what, _FAULT)
            except Exception as error:  # Process edge: one page that breaks the reader must not stop the batch.
                what = f"could not be read: {type(error).__name__}: {str(error)[:500]}"
                fault = Problem(report.source, what, _FAULT)
        self._report(captured, report, "lost", Verdict(False), problems=1)
        self._problem(captured.place, report.source, report.row_id, stage, fault, lost=True)

    def _keep(self, captured: Captured, report: Report, verdict: Verdict, made: Reading) -> None:
        record = made.record
        self.readings.append((captured.place, made))
        self.counts["accounts"] += len(made.accounts)
        self._report(captured, report, "read", verdict, record, len(record.problems))
        for problem in record.problems:
            self._problem(captured.place, report.source, report.row_id, "read", problem, lost=False)

    def _report(
        self,
        captured: Captured,
        report: Report,
        decision: Literal["read", "kept", "dropped", "repeated", "lost"],
        verdict: Verdict,
        record: Record | None = None,
        problems: int = 0,
    ) -> None:
        self.counts["pages"] += 1
        self.counts[decision] += 1
        if decision == "dropped":
            self.counts[f"dropped: {verdict.reason or 'no reason'}"] += 1
        words = verdict.words if record is None else len(record.document.text.split())
        self.counts["words"] += words or 0
        self.reports.append(
            {
                "place": captured.place,
                "report": report.id,
                "source": report.source,
                "row_id": report.row_id,
                "outlet": record.report.outlet if record else report.outlet,
                "title": record.document.title if record else report.title,
                "published": record.report.published.start if record else report.published,
                "captured": captured.at,
                "media": report.media,
                "decision": decision,
                "score": verdict.score,
                "reason": verdict.reason,
                "words": words,
                "incidents": len(record.incidents) if record else 0,
                "problems": problems,
            }
        )

    def _problem(
        self, place: int, source: str, row_id: str | None, stage: str, problem: Problem, *, lost: bool
    ) -> None:
        self.counts["problems"] += 1
        self.problems.append(
            {
                "place": place,
                "source": source,
                "row_id": row_id,
                "stage": stage,
                "lost": lost,
                "where": problem.where,
                "what": problem.what,
                "hint": problem.hint,
            }
        )
