"""Invented accounts and profiles, and records of invented texts; every quote stands in its text."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import msgspec
import pytest

from gesta.merge.across.fuse import fuse
from gesta.merge.across.words import hashed, packed
from gesta.model.documents import Published, Report, report_id
from gesta.model.incidents import (
    Claim,
    Codes,
    Context,
    Counts,
    DocumentRef,
    Incident,
    IncidentActor,
    IncidentWeapon,
    MentionRef,
    Record,
    ReportRef,
    Responsibility,
    Speaker,
)
from gesta.model.judgements import Judgement
from gesta.model.merged import Copy, Member, MergedIncident
from gesta.model.profiles import Profile
from gesta.model.spans import Quote, Span
from gesta.model.terms import ClaimId, ConceptId, IncidentId, PlaceId, Realis, ReportId, SpeakerKind
from gesta.model.values import Count, Score, When, Where
from gesta.text.documents import document


@dataclass(frozen=True)
class Fig:
    """A figure to tell: its words, bounds and speaker; ``lead``: the account leads with it."""

    low: int | None
    high: int | None
    words: str
    by: str | None = None
    kind: SpeakerKind = "media"
    name: str = "killed"
    lead: bool = True
    realis: Realis = "actual"
    parts: dict[str, int] = field(default_factory=dict)


def fig(number: int, by: str | None = None, kind: SpeakerKind = "media", **more: object) -> Fig:
    """An exact figure in digits."""
    return Fig(number, number, str(number), by, kind, **more)  # type: ignore[arg-type]


def member(
    outlet: str | None,
    published: str | None,
    figures: Sequence[Fig] = (),
    *,
    source: str = "",
    concept: str = "bombing",
    realis: Realis = "actual",
    when: When | None = None,
    where: Where | None = None,
    actors: Sequence[IncidentActor] = (),
    weapons: Sequence[IncidentWeapon] = (),
    responsibility: tuple[str, str | None] | None = None,
    copy_of: ReportId | None = None,
    version_of: ReportId | None = None,
    replaced_by: ReportId | None = None,
    withdrawn: bool = False,
    salt: str = "",
) -> Member:
    """An account of a blast with the figures given, each in a sentence of its own."""
    text, quotes = "A blast struck Arvel on Monday." + salt, []
    for each in figures:
        who = each.by or "The paper"
        start = len(text) + 1
        text += f" {who} said {each.words} were {each.name}."
        at = start + len(who) + 6
        quotes.append((Quote(at, at + len(each.words), each.words), Quote(start, start + len(who), who)))
    tail = len(text)
    text += " Those who did it are known."
    source = source or f"https://{(outlet or 'paper').replace(' ', '').lower()}.example/{published}"
    identity = report_id(text.encode(), source, outlet, published)
    claims, counts = [], {}
    speaks = outlet or "the report"
    for number, (each, (words, who)) in enumerate(zip(figures, quotes, strict=True)):
        speaker = Speaker(each.by, each.kind) if each.by else Speaker(speaks, "media")
        key = hashlib.sha256(f"{identity}{number}".encode()).hexdigest()[:16]
        evidence = (words, who) if each.by else (words,)
        bounds = {"low": each.low, "high": each.high}
        claims.append(Claim(ClaimId(f"clm_{key}"), f"counts.{each.name}", bounds, speaker, each.realis, evidence, 0.9))
        if each.lead and each.name not in counts:
            counts[each.name] = Count(each.low, each.high, "exact", each.words, each.parts, (words,))
    blast, place, day = Quote(2, 7, "blast"), Quote(15, 20, "Arvel"), Quote(24, 30, "Monday")
    when = when or When("2021-03-01", "2021-03-01", "day", "weekday before publication", "Monday", (day,))
    where = where or Where("Arvel", "city", (), "Nord", "XA", 10.0, 20.0, 3.0, None, "named", (), (place,))
    told = {"start": when.start, "end": when.end, "precision": when.precision}
    spot = {"name": where.name, "country": where.country, "lat": where.lat, "lon": where.lon}
    for name, value, quote in (("type", concept, blast), ("when", told, day), ("where", spot, place)):
        key = hashlib.sha256(f"{identity}{name}".encode()).hexdigest()[:16]
        claims.append(Claim(ClaimId(f"clm_{key}"), name, value, Speaker(speaks, "media"), realis, (quote,), 0.9))
    stated = Responsibility()
    if responsibility:
        evidence = (Quote(tail + 1, tail + 6, "Those"),)
        stated = Responsibility(responsibility[0], responsibility[1], None, evidence)  # type: ignore[arg-type]
    incident = Incident(
        IncidentId(f"inc_{identity[7:23]}"), "event", ConceptId(concept), concept, Codes(), realis, False, when, where,
        tuple(actors), tuple(weapons), Counts(**counts), stated, tuple(claims), (), (),
        (MentionRef(2, 7, "blast", "blast", ConceptId(concept), realis, False),), Score(0.9),
    )  # fmt: skip
    date = Published(published, published, "day", "given") if published else Published()
    sentences = []
    position = 0
    for part in text.split(". "):
        sentences.append(Span(position, min(len(text), position + len(part) + 1)))
        position += len(part) + 2
    record = Record(
        "0", "m", "c", "k", ReportRef(identity, source, outlet, date),
        DocumentRef(None, "en", text, (), tuple(sentences)), (), (incident,), Context(), (),
    )  # fmt: skip
    copy = Copy(identity, copy_of, 1.0, "earliest") if copy_of else None
    return Member(incident.id, record, incident, copy, version_of, replaced_by, withdrawn)


def merged(members: Sequence[Member], judgements: Sequence[Judgement] = (), **more: object) -> MergedIncident:
    """The members fused; "blast" is wider than "bombing" and all else is apart."""
    return fuse(IncidentId("inc_all"), members, (), judgements, _specific, str.upper, **more)  # type: ignore[arg-type]


def _specific(one: ConceptId, other: ConceptId) -> bool:
    return (one, other) == ("bombing", "blast")


@dataclass(frozen=True)
class Make:
    """What the tests of this folder use."""

    member: Callable[..., Member] = member
    fig: Callable[..., Fig] = fig
    words: Callable[..., Fig] = Fig
    merged: Callable[..., MergedIncident] = merged


@pytest.fixture(scope="session")
def make() -> Make:
    return Make()


def make_record(
    text: str, outlet: str | None = None, published: str | None = None, title: str | None = None, source: str = ""
) -> Record:
    """The record of a text as ``gesta read`` would make it, without incidents."""
    content = f"{title}\n\n{text}" if title else text
    source = source or f"{outlet or 'somewhere'} {published}.txt"
    identity = report_id(content.encode(), source, outlet, published)
    read = document(Report(identity, source, "text", content, title=title, outlet=outlet, published=published))
    reference = ReportRef(identity, source, read.outlet, read.published, author=read.author)
    shown = DocumentRef(read.title, "en", read.text, read.blocks, read.sentences)
    return Record("0", "none", "core", "base", reference, shown, (), (), Context(), ())


AGENCY = (
    "Gunmen on motorcycles attacked a market in the town of Kesra on Tuesday, killing 12 people, officials said.",
    "The attackers arrived shortly before noon and fired into the crowd for about twenty minutes.",
    "Colonel Idris Maloum, the district commander, said soldiers had pursued the gunmen towards the border.",
    "No group has claimed responsibility for the raid, the third on the road to Darbo since January.",
    "Hospital director Hawa Senussi said 31 wounded people were being treated, among them five children.",
    "Traders have asked the government for years to post a garrison at the market.",
)
"""An invented agency text, a sentence an item."""


@pytest.fixture(scope="session")
def record() -> Callable[..., Record]:
    return make_record


@pytest.fixture(scope="session")
def agency() -> tuple[str, ...]:
    return AGENCY


DAY = date(2023, 5, 8).toordinal()


def hashes(words: Iterable[str]) -> bytes:
    return packed(map(hashed, words))


@pytest.fixture
def account() -> Callable[..., Profile]:
    """``account("a", killed=(3, 3), named="Musa Bello")``: words for the packed fields, values for the rest."""

    def make(name: str, **values: Any) -> Profile:
        for packed_field in ("named", "people", "spots", "words", "near"):
            if packed_field in values:
                values[packed_field] = hashes(values[packed_field].casefold().split())
        return msgspec.structs.replace(_plain(name), **values)

    return make


def _plain(name: str) -> Profile:
    return Profile(
        account=IncidentId(f"inc_{name}"),
        report=ReportId(f"report {name}"),
        cls="event",
        concept=ConceptId("bombing"),
        family="remote_violence",
        kinds=(ConceptId("bombing"),),
        realis="actual",
        background=False,
        main=True,
        outlet=f"{name}.example",
        published=DAY + 1,
        first_day=DAY,
        last_day=DAY,
        day_loose=False,
        clock=None,
        lat=12.0,
        lon=8.52,
        radius_km=9.0,
        level="city",
        country="NG",
        admin1="Kano",
        place="kano",
        place_id=PlaceId("town:kano"),
        place_loose=False,
        killed=None,
        injured=None,
        doers=(),
        done_to=(),
        weapons=(),
        ages=(),
        named=b"",
        people=b"",
        spots=b"",
        words=b"",
        near=b"",
    )
