"""Invented incidents with everything that a format may stumble over, and a source of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from gesta.codebook.load import load
from gesta.codebook.records import Codebook
from gesta.evaluate.export_made import MadeSource, made_incident
from gesta.model.incidents import Counts, IncidentActor, Record
from gesta.model.judgements import Anchor, Judgement
from gesta.model.merged import Figure, MergedIncident, View
from gesta.model.terms import IncidentId, JudgementId, PlaceId, ReportId
from gesta.model.values import Count, PlaceCandidate, When, Where

HOSTILE = (
    '=HYPERLINK("https://evil.example","click")',
    "+1-2",
    "-1+cmd|' /C calc'!A0",
    "@SUM(A1:A9)",
    "\tstarts with tab",
    'say "no"; a, b',
    "line\nbreak\r\nand more",
    "before\0after",
    "\u202eright to left\u202c",
    "<script>alert(1)</script>",
    "]]> & &amp; <b>",
    "\x07bell \x1b[31m",
    "𝔘nicode 🕊️ Кирилл عربي",
    "x" * 40_000,
    "'quoted",
    "＝1+1",
    "\ufffe",
)
"""Names that come from outside."""


BOOK = load()


class FixedSource:
    """The incidents given, in the order given; records are made up."""

    name = "fixed.db"
    asked = "everything"

    def __init__(self, incidents: Sequence[MergedIncident], judgements: tuple[Judgement, ...] = ()) -> None:
        self._incidents = tuple(incidents)
        self._judgements = judgements
        self._made = MadeSource(len(self._incidents))
        self.versions = {"gesta": "0.1.0", "model": "en@1", "codebook": "core@1", "knowledge": "base@1"}
        self.codebook: Codebook = BOOK

    def incidents(self) -> Iterator[MergedIncident]:
        return iter(self._incidents)

    def reports(self) -> Iterator[ReportId]:
        return iter(sorted({report.id for each in self._incidents for report in each.reports}))

    def record(self, report: ReportId) -> Record:
        return self._made.record(report)

    def judgements(self) -> tuple[Judgement, ...]:
        return self._judgements


def incident(number: int = 0, **own: object) -> MergedIncident:
    """An ordinary incident, with the fields given otherwise."""
    return msgspec.structs.replace(made_incident(number), **own)


def hostile() -> list[MergedIncident]:
    """An incident for each hostile name, which stands wherever text from outside may stand."""
    found = []
    for number, text in enumerate(HOSTILE):
        base = incident(number)
        reports = tuple(msgspec.structs.replace(each, outlet=text, title=text, source=text) for each in base.reports)
        actors = (msgspec.structs.replace(base.actors[0], name=text), *base.actors[1:])
        where = msgspec.structs.replace(base.where, name=text, admin1=text)
        found.append(msgspec.structs.replace(base, reports=reports, actors=actors, where=where, label=text))
    return found


def varied() -> list[MergedIncident]:
    """Incidents with unknowns, zeros, open bounds, areas, candidates, minutes, and a figure that a person set."""
    first = incident(1)
    unknown = incident(2, when=When(), where=Where(), counts=Counts(), views=(), actors=(), weapons=())
    none = Figure(0, 0, 0, first.views[0].counts["killed"].claims, "nobody")
    other = PlaceCandidate(PlaceId("made:9"), "Tarmin", "SY", None, 35.5, 40.25, 0.2)
    return [
        first,
        unknown,
        incident(3, counts=Counts(killed=Count(0, 0, "exact", "no one")), views=(View("lead", {"killed": none}),)),
        incident(4, where=Where("Ost", "admin1", (), "Ost", "IQ", 33.0, 44.0, 120.0, PlaceId("made:8"), "named")),
        incident(5, where=msgspec.structs.replace(incident(5).where, candidates=(other,))),
        incident(6, when=When("2023-05-01T18:00", "2023-05-01T22:30", "part_of_day", "named", "evening")),
        incident(7, counts=Counts(killed=Count(99, 99, "exact", "set by anna"))),
        incident(9, actors=(IncidentActor("perpetrator", None, None, "unknown", None, ()),), id=IncidentId("inc_last")),
    ]


def judgements() -> tuple[Judgement, ...]:
    """A value, and a decision that was undone."""
    anchor = Anchor(ReportId("made:000000007.0"), 0, 8, "At least")
    return (
        Judgement(JudgementId("jdg_1"), "value", (anchor,), "anna", "2031-05-02T08:00:00Z", "=why", "counts.killed",
                  {"low": 99, "high": 99}),
        Judgement(JudgementId("jdg_2"), "wrong", (anchor,), "ben", "2031-05-02T09:00:00Z"),
        Judgement(JudgementId("jdg_3"), "undo", (), "ben", "2031-05-02T09:30:00Z", undoes=JudgementId("jdg_2")),
    )  # fmt: skip
