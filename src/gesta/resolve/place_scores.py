"""Which of the places of a name a document means: an additive score of named reasons, in a few rounds."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gesta.knowledge.place_names import fold
from gesta.knowledge.places import Gazetteer, Named, Place
from gesta.model.terms import PlaceLevel
from gesta.model.values import Reason

_PRIOR: dict[PlaceLevel, float] = {
    "country": 4.4, "region": 2.4, "admin1": 1.8, "city": 0.4, "district": 0.3, "neighbourhood": 0.2,
    "site": 0.0, "unknown": 0.0,
}  # fmt: skip
"""What a level adds before anything of the document is known: names of larger units are named more often."""
_PER_DECADE = 0.3
"""What each power of ten of the population adds."""
_CURATED = 1.6
_KIND = {"main": 0.0, "alternate": -0.35, "variant": -0.5}
_COUNTRY, _ADMIN1, _NEAR = 3.2, 1.2, 1.6
_CONTAINER, _OTHER_CONTAINER = 4.0, -1.5
_UNIT, _NOT_UNIT = 2.0, -1.5
_CAPITAL, _ENCLOSED = 0.6, 1.0
_TO_COUNTRY, _TO_TOWN = -3.0, -1.2
_NEAR_KM = 120.0
_ROUNDS = 3
_KEPT = 16
"""Places of one name that are weighed, the likeliest first; "San Jose" alone has some two hundred."""
_OTHERS_SEEN = 40
_ACCEPTED = 0.6
"""Score from which a name counts as resolved: below it stand nameless villages in countries the text never mentions."""
_SHARPNESS = 1.5


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name in a text. ``containers``: names that the text says hold it ("Paris, Texas"); ``unit``: the level
    that a word beside it tells ("Anbar province"); ``strict``: only a curated place will do (a facility's name);
    ``missed``: the tagger did not call it a place, so that something in the document must speak for it."""

    start: int
    end: int
    name: str
    containers: tuple[str, ...] = ()
    unit: PlaceLevel | None = None
    strict: bool = False
    missed: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """What a name was taken for: the place, or None; its reasons; the runners-up with their scores in [0, 1]."""

    place: Place | None
    score: float
    reasons: tuple[Reason, ...] = ()
    others: tuple[tuple[Place, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Hints:
    """What the document tells about where it plays: a weight for each country, from demonyms and the like."""

    countries: Mapping[str, float]


@dataclass(slots=True)
class _Sense:
    """One distinct name with its places; all its mentions have one sense unless their containers differ."""

    name: str
    containers: tuple[str, ...]
    unit: PlaceLevel | None
    mentions: int
    places: list[Named]
    base: list[float]
    held: list[float]
    totals: list[float]


_Unit = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Own:
    countries: Mapping[str, float]
    admin1: Mapping[_Unit, float]
    best: tuple[Place, float] | None
    name: str


@dataclass(frozen=True, slots=True)
class _Votes:
    own: tuple[_Own, ...]
    countries: Mapping[str, float]
    admin1: Mapping[_Unit, float]


@dataclass(frozen=True, slots=True)
class _Context:
    countries: Mapping[str, float]
    admin1: Mapping[_Unit, float]
    chosen: Sequence[tuple[Place, float]]
    names: frozenset[str]


def choose(toponyms: Sequence[Toponym], hints: Hints, gazetteer: Gazetteer) -> tuple[Choice, ...]:
    """The choice for each name, in order: same input, same choice, whatever the order of the gazetteer's rows."""
    senses, of = _senses(toponyms, gazetteer)
    for _ in range(_ROUNDS):
        votes = _votes(senses, hints)
        weighed = [_weigh(sense, _context(number, votes)) for number, sense in enumerate(senses)]
        for sense, totals in zip(senses, weighed, strict=True):
            sense.totals = totals
    votes = _votes(senses, hints)
    decided = [_decide(sense, _context(number, votes)) for number, sense in enumerate(senses)]
    return tuple(decided[number] for number in of)


def _senses(toponyms: Sequence[Toponym], gazetteer: Gazetteer) -> tuple[list[_Sense], list[int]]:
    words = {name for each in toponyms for name in (each.name, *each.containers)}
    found = gazetteer.named(sorted(words))
    told: dict[str, tuple[str, ...]] = {}
    for each in toponyms:
        if each.containers:
            told.setdefault(fold(each.name), each.containers)
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
            senses[key] = _sense(each, containers, places, holders, gazetteer)
        senses[key].mentions += 1
        of.append(numbers[key])
    return list(senses.values()), of


def _sense(
    each: Toponym, containers: tuple[str, ...], places: list[Named], holders: list[Place], gazetteer: Gazetteer
) -> _Sense:
    scored: list[tuple[float, float, float, Named]] = []
    for named in places:
        held = _held(named.place, holders) if holders else 0.0
        base = _prior(named, each.unit) + _namesake(named, places, each.unit)
        base += _CAPITAL if gazetteer.is_capital(named.place) else 0.0
        scored.append((base + held, base, held, named))
    scored.sort(key=lambda item: (-item[0], item[3].place.id))
    kept = scored[:_KEPT]
    if not any(held > 0 for _, _, held, _ in kept):
        kept = [(base, base, 0.0, named) for _, base, _, named in scored[:_KEPT]]
        kept.sort(key=lambda item: (-item[0], item[3].place.id))
    return _Sense(
        each.name,
        containers,
        each.unit,
        0,
        [k[3] for k in kept],
        [k[1] for k in kept],
        [k[2] for k in kept],
        [k[0] for k in kept],
    )


def _prior(named: Named, unit: PlaceLevel | None) -> float:
    place = named.place
    weight = _PRIOR[place.level] + _KIND[named.kind] + (_CURATED if place.curated else 0.0)
    if place.level != "country":
        weight += _PER_DECADE * math.log10(place.population + 1)
    if unit is not None:
        fits = place.level == unit or (unit == "admin1" and place.level == "district")
        weight += (_UNIT if fits else _NOT_UNIT) + (0.5 if place.level == unit else 0.0)
    return weight


def _namesake(named: Named, places: Sequence[Named], unit: PlaceLevel | None) -> float:
    """What a place loses to a namesake, where no word such as "province" tells them apart: a town to its country
    ("Guatemala") or to a curated unit ("Gaza"), a unit to the town that it is called after ("Alexandria")."""
    place = named.place
    if place.level == "country" or unit is not None or (place.curated and place.level != "city"):
        return 0.0
    if any(n.place.level == "country" and n.kind != "variant" and n.place.country == place.country for n in places):
        return _TO_COUNTRY
    if place.level == "city":
        units = (n.place for n in places if n.place.curated and n.place.level == "admin1")
        return _TO_COUNTRY if any(unit.country == place.country for unit in units) else 0.0
    if place.level not in ("admin1", "district"):
        return 0.0
    towns = (n.place for n in places if n.place.level == "city" and n.kind != "variant")
    return _TO_TOWN if any((t.country, t.admin1) == (place.country, place.admin1) for t in towns) else 0.0


def _held(place: Place, holders: Sequence[Place]) -> float:
    return _CONTAINER if any(holds(holder, place) for holder in holders) else _OTHER_CONTAINER


def holds(holder: Place, place: Place) -> bool:
    """True when the place lies in the holder: by its units, or near the middle of a town or site that holds it."""
    if holder.id == place.id or (holder.country is not None and holder.country != place.country):
        return False
    if holder.level == "country":
        return place.level != "country"
    if holder.level == "admin1":
        return place.admin1 == holder.name and place.level not in ("country", "admin1")
    return holder.name in place.within or _km(holder, place) < holder.radius_km + 25


def _votes(senses: Sequence[_Sense], hints: Hints) -> _Votes:
    """What every name says in this round of countries and units, and where its likeliest place lies."""
    own: list[_Own] = []
    for sense in senses:
        countries: defaultdict[str, float] = defaultdict(float)
        admin1: defaultdict[_Unit, float] = defaultdict(float)
        best: tuple[Place, float] | None = None
        weight = math.sqrt(sense.mentions)
        for named, share in zip(sense.places, _shares(sense.totals), strict=True):
            place = named.place
            if share > 0.05 and place.country:
                countries[place.country] += weight * share
                if place.admin1:
                    admin1[place.country, place.admin1] += weight * share
            if best is None or share > best[1]:
                best = (place, share)
        own.append(_Own(countries, admin1, best if best and best[0].level != "country" else None, fold(sense.name)))
    total: defaultdict[str, float] = defaultdict(float, hints.countries)
    units: defaultdict[_Unit, float] = defaultdict(float)
    for each in own:
        for code, value in each.countries.items():
            total[code] += value
        for unit, value in each.admin1.items():
            units[unit] += value
    return _Votes(tuple(own), total, units)


def _context(number: int, votes: _Votes) -> _Context:
    """The votes of all other names."""
    mine = votes.own[number]
    countries = {code: value - mine.countries.get(code, 0.0) for code, value in votes.countries.items()}
    admin1 = {unit: value - mine.admin1.get(unit, 0.0) for unit, value in votes.admin1.items()}
    total, units = sum(countries.values()) + 0.5, sum(admin1.values()) + 0.5
    others = [each for other, each in enumerate(votes.own) if other != number]
    return _Context(
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


def _weigh(sense: _Sense, context: _Context) -> list[float]:
    return [
        base + held + sum(weight for _, weight, _ in _contextual(named.place, context))
        for named, base, held in zip(sense.places, sense.base, sense.held, strict=True)
    ]


def _contextual(place: Place, context: _Context) -> list[tuple[str, float, str]]:
    found: list[tuple[str, float, str]] = []
    share = context.countries.get(place.country or "", 0.0)
    if share:
        found.append(("country", _COUNTRY * share, place.country or ""))
    if place.level not in ("country", "admin1", "region"):
        unit = context.admin1.get((place.country or "", place.admin1 or ""), 0.0)
        if unit:
            found.append(("admin1", _ADMIN1 * unit, place.admin1 or ""))
        if any(fold(name) in context.names for name in (*place.within, place.admin1 or "")):
            found.append(("within", _ENCLOSED, ", ".join(place.within) or place.admin1 or ""))
        near, name = _nearest(place, context.chosen)
        if near > 0.02:
            found.append(("near", _NEAR * near, name))
    return found


def _nearest(place: Place, chosen: Sequence[tuple[Place, float]]) -> tuple[float, str]:
    best, name = 0.0, ""
    for other, share in chosen:
        if abs(other.lat - place.lat) < 4 and other.id != place.id:
            reach = _NEAR_KM + other.radius_km
            value = share * math.exp(-_km(other, place) / reach) * (0.5 if other.level in ("admin1", "region") else 1.0)
            if value > best:
                best, name = value, other.name
    return best, name


def _km(first: Place, second: Place) -> float:
    """Kilometres on a flat map about the two places; good to a per cent over the distances that count here."""
    gap = abs(first.lon - second.lon)
    east = min(gap, 360.0 - gap) * math.cos(math.radians((first.lat + second.lat) / 2))
    return 111.195 * math.hypot(first.lat - second.lat, east)


def _decide(sense: _Sense, context: _Context) -> Choice:
    if not sense.places:
        return Choice(None, 0.0)
    totals = _weigh(sense, context)
    shares = _shares(totals)
    order = sorted(range(len(totals)), key=lambda i: (-totals[i], sense.places[i].place.id))
    first = order[0]
    place = sense.places[first].place
    others = tuple(
        (sense.places[i].place, round(shares[i], 3)) for i in order if _another(sense.places[i].place, place)
    )
    if totals[first] < _ACCEPTED:
        listed = ((place, round(shares[first], 3)), *others)
        return Choice(None, 0.0, (), listed[:5])
    reasons = [Reason("name", round(sense.base[first], 3), f"{sense.places[first].kind} name, {place.level}")]
    if sense.held[first]:
        reasons.append(Reason("container", sense.held[first], ", ".join(sense.containers)))
    reasons += [Reason(name, round(weight, 3), detail) for name, weight, detail in _contextual(place, context)]
    return Choice(place, _confidence(totals[first], shares[first]), tuple(reasons), others[:5])


def _another(candidate: Place, chosen: Place) -> bool:
    return candidate.id != chosen.id and (candidate.level != "site" or candidate.curated or _km(candidate, chosen) > 25)


def _confidence(total: float, share: float) -> float:
    """In [0, 1]: the share against the other places of the name, less where nothing but the name speaks for it."""
    return round(share * min(1.0, 0.4 + total / 6), 3)
