"""Invented incidents and a source of them, for the tests of the shapes of other projects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

import msgspec
from hypothesis import strategies as st

from gesta.codebook.load import load
from gesta.codebook.records import Codebook
from gesta.model.documents import Block, Published
from gesta.model.entities import ActorEntity, PlaceEntity
from gesta.model.incidents import (
    Claim,
    Codes,
    Context,
    Counts,
    DocumentRef,
    IncidentActor,
    IncidentWeapon,
    MentionRef,
    Quotation,
    Record,
    ReportRef,
    Responsibility,
    Speaker,
)
from gesta.model.judgements import Judgement
from gesta.model.merged import Figure, Grade, MergedIncident, SourceReport, TollStep, View
from gesta.model.spans import Quote, Span
from gesta.model.terms import ClaimId, ConceptId, IncidentId, Policy, ReportId
from gesta.model.values import Count, Score, When, Where

core = cache(load)
"""The shipped codebook, read once."""
REPORT = ReportId("sha256:" + "a" * 64)
POLICIES: tuple[Policy, ...] = ("lead", "conservative", "best_low_high", "majority", "latest_official")


def actor(role: str, name: str | None, kind: str = "unknown", country: str | None = None, known: str | None = None,
          words: str | None = None) -> IncidentActor:  # fmt: skip
    quote = (Quote(0, len(words or name or ""), words or name or "", REPORT),) if name else ()
    return IncidentActor(role, name, known, kind, country, quote)  # type: ignore[arg-type]


def count(low: int | None, high: int | None = None, text: str | None = None, **parts: int) -> Count:
    high = low if high is None and text is None else high
    return Count(low, high, "exact" if low == high else "range", text, parts)


def views(**told: Figure) -> tuple[View, ...]:
    """The same figures under every policy."""
    return tuple(View(policy, dict(told)) for policy in POLICIES)  # type: ignore[arg-type]


def same(number: int, parts: dict[str, int] | None = None) -> Figure:
    return Figure(number, number, number, (ClaimId("clm_1"),), "told", parts or {"unknown": number})


def incident(**given: object) -> MergedIncident:
    """A bomb on a market in Kirkuk on 1 March 2023: five dead by the police, told by one report."""
    base = MergedIncident(
        id=IncidentId("inc_0123456789abcdef"), cls="event", type=ConceptId("bombing"),
        label="Bombing, remote explosive, mine or IED", codes=Codes(), realis="actual", background=False,
        when=When("2023-03-01", "2023-03-01", "day", "named", "Wednesday"),
        where=Where("Kirkuk", "city", ("Kirkuk District",), "Kirkuk", "IQ", 35.46806, 44.39222, 8.0,
                    "geonames:94787", "named"),  # type: ignore[arg-type]
        actors=(actor("perpetrator", "gunmen"), actor("victim", "traders", "civilians")),
        weapons=(IncidentWeapon("bomb", None, None, ()),), counts=Counts(killed=count(5), injured=count(12)),
        responsibility=Responsibility(),
        claims=(Claim(ClaimId("clm_1"), "counts.killed", {"low": 5, "high": 5}, Speaker("police", "police"), "actual",
                      (Quote(10, 21, "five people", REPORT),), 0.9),),
        disagreements=(), related=(),
        mentions=(MentionRef(2, 6, "bomb", "bomb", ConceptId("bombing"), "actual", False, REPORT),),
        score=Score(0.9),
        reports=(SourceReport(REPORT, None, "https://north.example/bomb", "Northern Wire",
                              Published("2023-03-02", "2023-03-02", "day", "given"), "Bomb kills five", 1,
                              IncidentId("inc_a")),),
        sources=1, views=views(killed=same(5), injured=same(12)),
        history=(TollStep("killed", count(5), Speaker("police", "police"), REPORT, "Northern Wire", "2023-03-02",
                          ClaimId("clm_1")),),
        links=(), confidence=Score(0.6), grade=Grade("F", "3", "one source"),
    )  # fmt: skip
    return msgspec.structs.replace(base, **given)


def record(text: str = "A bomb exploded.", entities: Sequence[ActorEntity | PlaceEntity] = (),
           quotes: Sequence[Quotation] = ()) -> Record:  # fmt: skip
    blocks = (Block("body", 0, len(text)),)
    return Record(
        "0.1.0", "en@1", "core@1", "base@1",
        ReportRef(REPORT, "https://north.example/bomb", "Northern Wire",
                  Published("2023-03-02", "2023-03-02", "day", "given")),
        DocumentRef("Bomb kills five", "en", text, blocks, (Span(0, len(text)),)), tuple(entities), (),
        Context((), tuple(quotes)), (),
    )  # fmt: skip


def named(text: str, name: str, kind: str = "unknown", known: str | None = None, basis: str = "named") -> ActorEntity:
    start = text.index(name)
    return ActorEntity(start, start + len(name), name, name, known, kind, None, None, basis)  # type: ignore[arg-type]


@dataclass
class Given:
    """A source of the incidents given."""

    given: Sequence[MergedIncident]
    kept: Record = field(default_factory=record)
    name: str = "invented"
    asked: str = "everything"

    @property
    def versions(self) -> dict[str, str]:
        return {"gesta": "0.1.0", "codebook": "core@1"}

    @property
    def codebook(self) -> Codebook:
        return core()

    def incidents(self) -> Iterator[MergedIncident]:
        return iter(self.given)

    def reports(self) -> Iterator[ReportId]:
        return iter((REPORT,))

    def record(self, report: ReportId) -> Record:
        if report != REPORT:
            raise KeyError(report)
        return self.kept

    def judgements(self) -> tuple[Judgement, ...]:
        return ()


@dataclass
class Told:
    """Losses as they are told."""

    rows: list[tuple[str, str, str, str]] = field(default_factory=list)

    def tell(self, incident: IncidentId, field: str, value: str, why: str) -> None:
        self.rows.append((incident, field, value, why))

    def whys(self, field: str) -> list[str]:
        return [why for _, name, _, why in self.rows if name == field]


_number = st.none() | st.integers(0, 400)
_KINDS = (
    "military police government rebel militia terrorist gang protesters rioters civilians party leader international "
    "ngo media business religious ethnic facility unknown"
).split()
_NAMES = (None, "gunmen", "Grey Falcons", "=cmd()", "a\tb\n“c”", "Omar Darvel", "soldiers", "Šárka Ødegård")


@st.composite
def figures(draw: st.DrawFn) -> Figure:
    """Figures that a policy may give: bounds in order, or open; parts that may be too many."""
    known = sorted(draw(st.lists(st.integers(0, 300), min_size=3, max_size=3)))
    low, best, high = (draw(st.sampled_from([number, None])) for number in known)
    parts = draw(st.dictionaries(st.sampled_from(["deaths_a", "deaths_b", "civilians", "unknown"]),
                                 st.integers(0, 50)))  # fmt: skip
    return Figure(low, best, high, (ClaimId("clm_1"),), "drawn", parts)


@st.composite
def incidents(draw: st.DrawFn) -> MergedIncident:
    """Incidents with every type, realis, place level, interval and cast."""
    first = draw(st.dates(min_value=date(1990, 1, 1)))
    length = draw(st.sampled_from([0, 1, 6, 7, 30, 45, 400]))
    last = date.fromordinal(min(first.toordinal() + length, 3_600_000))
    level = draw(st.sampled_from("site neighbourhood city district admin1 country region unknown".split()))
    around = tuple(draw(st.lists(st.sampled_from(["Old Town", "Nerra", "Nerra District"]), max_size=3, unique=True)))
    country = draw(st.sampled_from(["IQ", "US", "XK", "SU", None, "ZZ"]))
    cast = draw(st.lists(st.tuples(
        st.sampled_from("perpetrator target victim participant mediator speaker addressee".split()),
        st.sampled_from(_NAMES), st.sampled_from(_KINDS), st.sampled_from(["IQ", "RU", None]),
    ), max_size=5))  # fmt: skip
    killed = draw(st.none() | figures())
    told = draw(st.none() | st.just(count(None, None, "dozens")) | st.builds(count, st.integers(0, 9)))
    at = draw(st.none() | st.tuples(st.floats(-90, 90), st.floats(-180, 180)))
    book = core()
    concept = draw(st.sampled_from(sorted(book.concepts)))
    return incident(
        id=IncidentId(f"inc_{draw(st.integers(0, 2**64 - 1)):016x}"), type=concept, cls=book.concept(concept).cls,
        realis=draw(st.sampled_from(["actual", "attempted", "alleged", "negated", "planned", "threatened"])),
        when=draw(st.sampled_from([When(first.isoformat(), last.isoformat(), "day"), When(first.isoformat()), When()])),
        where=Where("Nerra", level, around, draw(st.sampled_from(["Upper Nerra", None])), country,  # type: ignore[arg-type]
                    at and at[0], at and at[1]),
        actors=tuple(actor(*each) for each in cast),
        weapons=tuple(IncidentWeapon(kind, None, None, ())
                      for kind in draw(st.lists(st.sampled_from(["bomb", "firearm", "tear_gas", "odd"]), max_size=5))),
        counts=Counts(killed=told, injured=draw(st.none() | st.just(count(3)))),
        views=views(**({"killed": killed} if killed else {})),
        responsibility=Responsibility(draw(st.sampled_from(["not_mentioned", "claimed", "unclaimed"])), "Grey Falcons"),
        status=draw(st.sampled_from(["machine", "withdrawn"])), background=draw(st.booleans()),
    )  # fmt: skip
