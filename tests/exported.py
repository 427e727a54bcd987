"""Things to export in tests: an invented project as a source, and a source of one report with any marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from gesta.codebook.records import Codebook
from gesta.model.documents import Block, Published, Report, report_id
from gesta.model.incidents import (
    Codes,
    Context,
    Counts,
    DocumentRef,
    Incident,
    IncidentActor,
    MentionRef,
    Record,
    ReportRef,
    Responsibility,
)
from gesta.model.judgements import Judgement
from gesta.model.merged import Grade, MergedIncident, SourceReport
from gesta.model.spans import Quote
from gesta.model.terms import ConceptId, IncidentId, ReportId
from gesta.model.values import Score, When, Where
from gesta.pipeline.engines import Settings, engine_of
from gesta.pipeline.recode import read_new
from gesta.pipeline.settling import settle
from gesta.store.store import Store

AT = "2023-04-01T00:00:00Z"
STORIES = (
    ("Wire", "https://wire.example/kirkuk?a=1&b=2", "2023-03-02",
     "Bomb kills five in Kirkuk market 💥\n\nA bomb exploded in a market in Kirkuk, Iraq, on Wednesday, killing five "
     "people and wounding twelve, police said. Ahmed Saleh (أحمد صالح) sold fruit there. No group claimed "
     "responsibility."),
    ("Gazette", "https://gazette.example/1", "2023-03-02",
     "Explosion in Kirkuk kills five\n\nFive people were killed when a bomb exploded at a crowded market in Kirkuk "
     "on Wednesday, medics said."),
    ("Courier", "/home/somebody/reports/kirkuk.txt", "2023-03-02",
     "Kirkuk bomb\n\nA bomb exploded in a Kirkuk market on Wednesday, killing five people, hospital officials said."),
    ("Wire", "https://wire.example/mogadishu", "2023-03-05",
     "Two killed in Mogadishu\n\nAl-Shabaab shot dead two policemen in Mogadishu, Somalia, on Saturday, police "
     "said. «Страшно», said Ольга Иванова 😢."),
    ("Gazette", "https://gazette.example/2", "2023-03-06",
     "Protest in Basra\n\nDozens of protesters marched in Basra, Iraq, on Sunday. Police arrested three people."),
    ("Leaflet", "notes.txt", None,
     "Clash & <fire>\n\nRebels attacked an army post near Homs, Syria, and burnt a truck."),
)  # fmt: skip


def filled(path: Path) -> None:
    """The stories stand in a new project at the path, read by rules and merged."""
    with Store.create(path) as store:
        for outlet, source, published, text in STORIES:
            identity = report_id(text.encode(), source, outlet, published)
            store.add_report(Report(identity, source, "text", text, outlet=outlet, published=published), AT)
        settings = Settings(reader="patterns")
        assert len(list(read_new(store, settings, 1, lambda: AT))) == len(STORIES)
        settle(store, engine_of(settings).codebook, AT)


@dataclass
class Project:
    """A project as a source, all of it or the types named."""

    store: Store
    book: Codebook
    types: frozenset[str] = frozenset()
    name: str = "iraq.db"
    asked: str = "everything"

    @property
    def versions(self) -> dict[str, str]:
        return {"gesta": "0.1.0", "model": "en@1", "codebook": "core@1", "knowledge": "base@1"}

    @property
    def codebook(self) -> Codebook:
        return self.book

    def incidents(self) -> Iterator[MergedIncident]:
        for incident in self.store.incidents():
            if not self.types or incident.type in self.types:
                yield incident

    def reports(self) -> Iterator[ReportId]:
        yield from sorted({report.id for incident in self.incidents() for report in incident.reports})

    def record(self, report: ReportId) -> Record:
        return self.store.record(report)

    def judgements(self) -> tuple[Judgement, ...]:
        return self.store.judgements()


@dataclass
class Told:
    """Losses as they are told."""

    rows: list[tuple[str, str, str, str]] = field(default_factory=list)

    def tell(self, incident: IncidentId, field: str, value: str, why: str) -> None:
        self.rows.append((incident, field, value, why))

    def of(self, incident: str) -> list[str]:
        return [name for one, name, _, _ in self.rows if one == incident]


def record_of(text: str, triggers: Sequence[tuple[int, int, str]], victims: Sequence[tuple[int, int]] = ()) -> Record:
    """A record of one account, whose triggers and victims stand at these places."""
    report = report_id(text.encode("utf-8"), "test", "Wire", "2023-03-02")
    mentions = tuple(
        MentionRef(start, end, text[start:end], text[start:end], ConceptId(label), "actual", False)
        for start, end, label in triggers
    )
    actors = tuple(
        IncidentActor("victim", "people", None, "civilians", None, (Quote(start, end, text[start:end]),))
        for start, end in victims
    )
    account = Incident(
        IncidentId("inc_1a2b"), "event", ConceptId("bombing"), "Bombing", Codes(), "actual", False, When(), Where(),
        actors, (), Counts(), Responsibility(), (), (), (), mentions, Score(0.9),
    )  # fmt: skip
    published = Published("2023-03-02", "2023-03-02", "day", "given")
    document = DocumentRef(None, "en", text, (Block("body", 0, len(text)),))
    return Record(
        "0.1.0", "en@1", "core@1", "base@1", ReportRef(report, "test", "Wire", published), document, (), (account,),
        Context(), (),
    )  # fmt: skip


@dataclass
class Single:
    """One record as a source."""

    one: Record
    book: Codebook
    name: str = "read.jsonl"
    asked: str = "everything"

    @property
    def versions(self) -> dict[str, str]:
        return {"gesta": "0.1.0"}

    @property
    def codebook(self) -> Codebook:
        return self.book

    def incidents(self) -> Iterator[MergedIncident]:
        for account in self.one.incidents:
            report = self.one.report
            told = SourceReport(report.id, None, report.source, report.outlet, report.published, None, 1, account.id)
            fields = {name: getattr(account, name) for name in Incident.__struct_fields__}
            yield MergedIncident(
                **fields, reports=(told,), sources=1, views=(), history=(), links=(), confidence=Score(0.5),
                grade=Grade("F", "6", "no outlet is rated"),
            )  # fmt: skip

    def reports(self) -> Iterator[ReportId]:
        yield self.one.report.id

    def record(self, report: ReportId) -> Record:
        return self.one

    def judgements(self) -> tuple[Judgement, ...]:
        return ()
