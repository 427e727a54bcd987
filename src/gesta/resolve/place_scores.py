"""Which of the places of a name a document means: an additive score of named reasons, in a few rounds."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from gesta.knowledge.place_names import fold, without_unit
from gesta.knowledge.places import Gazetteer, Named, Place
from gesta.model.terms import PlaceLevel
from gesta.model.values import Reason
from gesta.resolve.place_reasons import (
    OF_TEXT,
    Context,
    Told,
    Unit,
    flat_km,
    is_outdone,
    of_container,
    of_contents,
    of_context,
    of_dateline,
    of_name,
)
from gesta.resolve.place_weights import weights

_ROUNDS = 3
_KEPT = 16
"""Places of one name that are weighed, the likeliest first; "San Jose" alone has some two hundred."""
_OTHERS_SEEN = 40
_ACCEPTED = 0.6
"""Score from which a name counts as resolved: below it stand nameless villages in countries the text never mentions."""
_SHARPNESS = 1.5
_HINT = 0.3
"""Mentions that a name counts for which is no place of the document, such as the town in a hospital's name."""


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name in a text. ``containers``: names that the text says hold it ("Paris, Texas"); ``unit``: the level
    that a word beside it tells ("Anbar province"); ``strict``: only a curated place will do (a facility's name);
    ``stated``: a comma or an apposition, and no list, says what holds it; ``missed``: the tagger did not call it a
    place, so that something in the document must speak for it; ``body``: the name of the police, court or school that
    it stands in; ``doubted``: a street or a hotel bears it, so that a unit or a place near by must speak for it;
    ``hint``: no place of the document, it only speaks for others; ``filed``: it stands in a dateline or in the name of
    the outlet."""

    start: int
    end: int
    name: str
    containers: tuple[str, ...] = ()
    unit: PlaceLevel | None = None
    strict: bool = False
    missed: bool = False
    body: str = ""
    stated: bool = False
    doubted: bool = False
    hint: bool = False
    filed: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """What a name was taken for: the place, or None; its reasons; the runners-up with their scores in [0, 1]."""

    place: Place | None
    score: float
    reasons: tuple[Reason, ...] = ()
    others: tuple[tuple[Place, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Weighed:
    """A place that a name may mean with everything that speaks for and against it; ``share`` in [0, 1] of the name's
    places, ``total`` the sum of weight and strength of the reasons."""

    named: Named
    total: float
    share: float
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Hints:
    """What the document tells about where it plays: a weight for each country, from demonyms and the like."""

    countries: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A place of a name; ``told``: reasons that do not depend on the rest of the document, ``start`` their sum;
    ``outdone``: a capital bears the name."""

    named: Named
    told: tuple[Told, ...]
    start: float
    outdone: bool

    def in_context(self, context: Context) -> Iterator[Told]:
        return of_context(self.named.place, context, outdone=self.outdone)


@dataclass(frozen=True, slots=True)
class _Around:
    """What the text says of where a name lies: the names that hold it, the places they may mean, and the places of
    the names that it holds itself; ``filed``: a dateline or an outlet gives it alone."""

    containers: Sequence[str]
    holders: Sequence[Place]
    contents: Sequence[Place]
    filed: bool


@dataclass(slots=True)
class _Sense:
    """One distinct name with its places; all its mentions have one sense unless their containers differ."""

    name: str
    mentions: float
    candidates: list[_Candidate]
    totals: list[float]


@dataclass(frozen=True, slots=True)
class _Own:
    countries: Mapping[str, float]
    admin1: Mapping[Unit, float]
    best: tuple[Place, float] | None
    name: str
    bare: str


@dataclass(frozen=True, slots=True)
class _Votes:
    own: tuple[_Own, ...]
    countries: Mapping[str, float]
    admin1: Mapping[Unit, float]


def choose(
    toponyms: Sequence[Toponym], hints: Hints, gazetteer: Gazetteer, table: Mapping[str, float] | None = None
) -> tuple[Choice, ...]:
    """The choice for each name, in order: same input, same choice, whatever the order of the gazetteer's rows."""
    table = table or weights()
    return tuple(_decide(each, table) for each in explained(toponyms, hints, gazetteer, table))


def explained(
    toponyms: Sequence[Toponym], hints: Hints, gazetteer: Gazetteer, table: Mapping[str, float]
) -> tuple[tuple[Weighed, ...], ...]:
    """For each name its places with their reasons under the weights of the table, the likeliest first."""
    senses, of = _senses(toponyms, gazetteer, table)
    for _ in range(_ROUNDS):
        votes = _votes(senses, hints)
        totals = [_weigh(sense, _context(number, votes), table) for number, sense in enumerate(senses)]
        for sense, each in zip(senses, totals, strict=True):
            sense.totals = each
    votes = _votes(senses, hints)
    found = [_explained(sense, _context(number, votes), table) for number, sense in enumerate(senses)]
    return tuple(found[number] for number in of)


def _senses(
    toponyms: Sequence[Toponym], gazetteer: Gazetteer, table: Mapping[str, float]
) -> tuple[list[_Sense], list[int]]:
    words = {name for each in toponyms for name in (each.name, *each.containers)}
    found = gazetteer.named(sorted(words))
    told: dict[str, tuple[str, ...]] = {}
    contents: defaultdict[str, list[Place]] = defaultdict(list)
    filed = {fold(each.name) for each in toponyms if each.filed and not any(found[name] for name in each.containers)}
    for each in toponyms:
        if each.containers:
            told.setdefault(fold(each.name), each.containers)
        for name in each.containers:
            contents[fold(name)] += [named.place for named in found[each.name]]
    senses: dict[tuple[str, tuple[str, ...], PlaceLevel | None], _Sense] = {}
    numbers: dict[tuple[str, tuple[str, ...], PlaceLevel | None], int] = {}
    of: list[int] = []
    for each in toponyms:
        containers = each.containers or told.get(fold(each.name), ())
        key = (fold(each.name), containers, each.unit)
        if key not in senses:
            holders = [named.place for name in containers for named in found[name]]
            places = [n for n in found[each.name] if n.place.curated or not each.strict]
            numbers[key] = len(senses)
            around = _Around(containers, holders, contents.get(key[0], ()), key[0] in filed)
            senses[key] = _sense(each, around, places, gazetteer, table)
        senses[key].mentions += _HINT if each.hint else 1.0
        of.append(numbers[key])
    return list(senses.values()), of


def _sense(
    each: Toponym, around: _Around, places: list[Named], gazetteer: Gazetteer, table: Mapping[str, float]
) -> _Sense:
    found: list[_Candidate] = []
    for named in places:
        base = (*of_name(named, places, each.unit, gazetteer), *of_contents(named.place, around.contents))
        base = (*base, *(of_dateline(named.place, gazetteer) if around.filed else ()))
        held = tuple(of_container(named.place, around.holders, around.containers))
        outdone = not held and is_outdone(named.place, places, gazetteer)
        found.append(_Candidate(named, (*base, *held), _sum((*base, *held), table), outdone))
    found.sort(key=_order)
    kept = found[:_KEPT]
    if not any(name == "container" for candidate in kept for name, _, _ in candidate.told):
        kept = sorted((_uncontained(candidate, table) for candidate in kept), key=_order)
    return _Sense(each.name, 0.0, kept, [candidate.start for candidate in kept])


def _uncontained(candidate: _Candidate, table: Mapping[str, float]) -> _Candidate:
    """The candidate without the container that the text seems to tell, which fits no place of the name."""
    told = tuple(reason for reason in candidate.told if reason[0] != "other container")
    return replace(candidate, told=told, start=_sum(told, table))


def _order(candidate: _Candidate) -> tuple[float, str]:
    return -candidate.start, candidate.named.place.id


def _sum(told: Iterable[Told], table: Mapping[str, float]) -> float:
    return sum(table[name] * strength for name, strength, _ in told)


def _votes(senses: Sequence[_Sense], hints: Hints) -> _Votes:
    """What every name says in this round of countries and units, and where its likeliest place lies."""
    own: list[_Own] = []
    for sense in senses:
        countries: defaultdict[str, float] = defaultdict(float)
        admin1: defaultdict[Unit, float] = defaultdict(float)
        best: tuple[Place, float] | None = None
        weight = math.sqrt(sense.mentions)
        for candidate, share in zip(sense.candidates, _shares(sense.totals), strict=True):
            place = candidate.named.place
            if share > 0.05 and place.country:
                countries[place.country] += weight * share
                if place.admin1:
                    admin1[place.country, place.admin1] += weight * share
            if best is None or share > best[1]:
                best = (place, share)
        if best is not None:
            best = (best[0], best[1] * min(1.0, weight))
        name = fold(sense.name)
        near = best if best and best[0].level != "country" else None
        own.append(_Own(countries, admin1, near, name, without_unit(name) or name))
    total: defaultdict[str, float] = defaultdict(float, hints.countries)
    units: defaultdict[Unit, float] = defaultdict(float)
    for each in own:
        for code, value in each.countries.items():
            total[code] += value
        for unit, value in each.admin1.items():
            units[unit] += value
    return _Votes(tuple(own), total, units)


def _context(number: int, votes: _Votes) -> Context:
    """The votes of all other names; on units and neighbours none of the same name with or without its unit word, for
    a town and a county of one name lie side by side in many states."""
    mine = votes.own[number]
    countries = {code: value - mine.countries.get(code, 0.0) for code, value in votes.countries.items()}
    same = [each for each in votes.own if each.name == mine.name]
    admin1 = {unit: value - sum(each.admin1.get(unit, 0.0) for each in same) for unit, value in votes.admin1.items()}
    total, units = sum(countries.values()) + 0.5, sum(admin1.values()) + 0.5
    others = [each for each in votes.own if each.bare != mine.bare]
    return Context(
        {code: weight / total for code, weight in countries.items() if weight > 1e-9},
        {unit: weight / units for unit, weight in admin1.items() if weight > 1e-9},
        [each.best for each in others if each.best is not None][:_OTHERS_SEEN],
        frozenset(each.name for each in others if each.countries),
    )


def _shares(totals: Sequence[float]) -> list[float]:
    if not totals:
        return []
    top = max(totals)
    raised = [math.exp(_SHARPNESS * (total - top)) for total in totals]
    whole = sum(raised)
    return [value / whole for value in raised]


def _weigh(sense: _Sense, context: Context, table: Mapping[str, float]) -> list[float]:
    return [each.start + _sum(each.in_context(context), table) for each in sense.candidates]


def _explained(sense: _Sense, context: Context, table: Mapping[str, float]) -> tuple[Weighed, ...]:
    told = [(*each.told, *each.in_context(context)) for each in sense.candidates]
    totals = _weigh(sense, context, table)
    weighed = [
        Weighed(candidate.named, total, round(share, 3), reasons)
        for candidate, total, share, reasons in zip(sense.candidates, totals, _shares(totals), told, strict=True)
    ]
    return tuple(sorted(weighed, key=lambda each: (-each.total, each.named.place.id)))


def _decide(weighed: Sequence[Weighed], table: Mapping[str, float]) -> Choice:
    if not weighed:
        return Choice(None, 0.0)
    first = weighed[0]
    place = first.named.place
    others = tuple((each.named.place, each.share) for each in weighed if _another(each.named.place, place))
    if first.total < _ACCEPTED:
        return Choice(None, 0.0, (), ((place, first.share), *others)[:5])
    return Choice(place, _confidence(first.total, first.share), tuple(_reasons(first, table)), others[:5])


def _reasons(weighed: Weighed, table: Mapping[str, float]) -> Iterator[Reason]:
    """One reason for all that the name alone says, then those of the text around it and of the document."""
    name = [each for each in weighed.told if each[0] not in OF_TEXT]
    yield Reason("name", round(_sum(name, table), 3), f"{weighed.named.kind} name, {weighed.named.place.level}")
    for reason, strength, detail in weighed.told:
        if reason in OF_TEXT:
            yield Reason(reason, round(table[reason] * strength, 3), detail)


def _another(candidate: Place, chosen: Place) -> bool:
    return candidate.id != chosen.id and (
        candidate.level != "site" or candidate.curated or flat_km(candidate, chosen) > 25
    )


def _confidence(total: float, share: float) -> float:
    """In [0, 1]: the share against the other places of the name, less where nothing but the name speaks for it."""
    return round(share * min(1.0, 0.4 + total / 6), 3)
