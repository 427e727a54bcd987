"""Made-up incidents to measure exports with: as many as are asked for, made as they are wanted and never kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cached_property
from random import Random

from gesta.codebook.load import load
from gesta.codebook.records import Codebook
from gesta.model.documents import Published
from gesta.model.incidents import (
    Claim,
    Codes,
    Context,
    Counts,
    DocumentRef,
    IncidentActor,
    IncidentWeapon,
    MentionRef,
    Record,
    ReportRef,
    Responsibility,
    Speaker,
)
from gesta.model.judgements import Judgement
from gesta.model.merged import Figure, Grade, MergedIncident, SourceReport, TollStep, View
from gesta.model.spans import Quote, Span
from gesta.model.terms import ClaimId, ConceptId, IncidentId, PlaceId, Policy, ReportId
from gesta.model.values import Count, Reason, Score, When, Where

_FIRST = date(2001, 1, 1)
_TYPES = ("bombing", "shelling", "shooting", "armed_clash", "protest", "arrest", "abduction", "arson")
_TOWNS = ("Tarmin", "Beled Qarn", "Ost Harbour", "Sarai Dol", "Vellamo", "Kisanga", "Puerto Alba", "Nové Pole")
_OUTLETS = ("Northern Wire", "Tigris Daily", "Harbour Post", "Canal News", "Plateau Times", "Radio Delta")
_POLICIES: tuple[Policy, ...] = ("lead", "conservative", "best_low_high", "majority", "latest_official")
_SENTENCE = "At least {killed} people were killed when armed men attacked the market of {town} on Monday, police said."


class MadeSource:
    """So many incidents of one to four reports with about ten claims each, the same for every call."""

    def __init__(self, count: int) -> None:
        self._count = count
        self.name = f"{count} made-up incidents"
        self.asked = "everything"
        self.versions = {"gesta": "made up"}

    @cached_property
    def codebook(self) -> Codebook:
        """The shipped one."""
        return load()

    def incidents(self) -> Iterator[MergedIncident]:
        """The incidents by day, then id."""
        return (made_incident(number) for number in range(self._count))

    def reports(self) -> Iterator[ReportId]:
        """The reports, in order of id."""
        for number in range(self._count):
            for place in range(_told_by(number)):
                yield _report_id(number, place)

    def record(self, report: ReportId) -> Record:
        """What was read from the report."""
        number, place = (int(part) for part in report.removeprefix("made:").split("."))
        text = _text(number)
        return Record(
            "made up", "none", "core@1", "base@1",
            ReportRef(report, f"https://news.example/{number}/{place}", _outlet(number, place), _published(number)),
            DocumentRef(None, "en", text, (), (Span(0, len(text)),)),
            (), (), Context(), (),
        )  # fmt: skip

    def judgements(self) -> tuple[Judgement, ...]:
        """None."""
        return ()


def _told_by(number: int) -> int:
    return 1 + number % 7 % 4


def _report_id(number: int, place: int) -> ReportId:
    return ReportId(f"made:{number:09}.{place}")


def _outlet(number: int, place: int) -> str:
    return _OUTLETS[(number + place) % len(_OUTLETS)]


def _day(number: int) -> date:
    return _FIRST + timedelta(days=number // 200)


def _published(number: int) -> Published:
    day = (_day(number) + timedelta(days=1)).isoformat()
    return Published(day, day, "day", "given")


def _text(number: int) -> str:
    return _SENTENCE.format(killed=number % 40, town=_TOWNS[number % len(_TOWNS)])


def made_incident(number: int) -> MergedIncident:
    """The incident of the number."""
    dice = Random(number)
    identity, day, killed = IncidentId(f"inc_{number:016x}"), _day(number).isoformat(), number % 40
    text, town = _text(number), _TOWNS[number % len(_TOWNS)]
    reports = tuple(_source(number, place, identity) for place in range(_told_by(number)))
    claims = tuple(claim for place in range(len(reports)) for claim in _claims(number, place, text))
    first = Quote(0, text.index(" were"), text[: text.index(" were")], reports[0].id)
    count = Count(killed, None if killed % 3 == 0 else killed, "exact", first.exact, {}, (first,))
    figure = Figure(killed, killed, count.high, (claims[0].id,), "the newest that most tell")
    concept = _TYPES[number % len(_TYPES)]
    return MergedIncident(
        id=identity, cls="event", type=ConceptId(concept), label=concept.replace("_", " ").capitalize(),
        codes=Codes(acled=("Battles", "Armed clash"), plover=("ASSAULT", "firearms"), cameo="190", gtd=2, ucdp=1),
        realis="actual", background=False,
        when=When(day, day, "day", "weekday before publication", "Monday", (first,)),
        where=Where(town, "city", (), "Ost", "IQ", round(dice.uniform(-60, 60), 5), round(dice.uniform(-180, 180), 5),
                    3.0, PlaceId(f"made:{number % 8}"), "named", (), (first,)),
        actors=(IncidentActor("perpetrator", "armed men", None, "unknown", "IQ", (first,)),
                IncidentActor("target", f"the market of {town}", None, "facility", "IQ", (first,))),
        weapons=(IncidentWeapon("firearm", None, None, (first,)),),
        counts=Counts(killed=count), responsibility=Responsibility("unclaimed", None, day, (first,)),
        claims=claims, disagreements=(), related=(),
        mentions=(MentionRef(first.start, first.end, first.exact, "killed", ConceptId(concept), "actual", False,
                             reports[0].id),),
        score=Score(0.9, (Reason("trigger", 0.9),)),
        reports=reports, sources=len(reports),
        views=tuple(View(policy, {"killed": figure}) for policy in _POLICIES),
        history=(TollStep("killed", count, Speaker("police", "police"), reports[0].id, reports[0].outlet, day,
                          claims[0].id),),
        links=(), confidence=Score(0.7, (Reason("sources", 0.7),)), grade=Grade("F", "3", "one source"),
    )  # fmt: skip


def _source(number: int, place: int, account: IncidentId) -> SourceReport:
    return SourceReport(
        _report_id(number, place), None, f"https://news.example/{number}/{place}", _outlet(number, place),
        _published(number), f"Attack number {number}", 1, account,
    )  # fmt: skip


def _claims(number: int, place: int, text: str) -> Iterator[Claim]:
    words = Quote(0, len(text), text, _report_id(number, place))
    for field in ("counts.killed", "type", "when", "where"):
        yield Claim(
            ClaimId(f"clm_{number:09x}{place}{field[:6]}"), field, {"low": number % 40, "high": None},
            Speaker("police", "police"), "actual", (words,), 0.9,
        )  # fmt: skip
