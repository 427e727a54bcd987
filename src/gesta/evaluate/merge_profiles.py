"""Made-up profiles in any number, with the skew of news: a few occurrences told by very many reports.

Nothing stands for a real place, person or report. What is taken from the development data are shapes only: how many
reports tell one occurrence, how many accounts a report has, how often a day, a place or a toll is told at all.
"""

from __future__ import annotations

import random
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from gesta.merge.across.words import frozen_idf, packed
from gesta.model.profiles import Profile
from gesta.model.terms import ConceptId, IncidentId, PlaceId, ReportId

FAMOUS = 0.02
"""Share of all reports that tell one famous occurrence."""
_FIRST_DAY = 736_000
_DAYS = 365
"""Days that 10,000 accounts are spread over; the span grows with the square root of their number, so that a larger
project has both a longer time and more reports a day."""
_TOWNS, _TOWN_SKEW = 4_000, 0.9
_REPORTS_SKEW, _MOST_REPORTS = 2.6, 400
"""Reports of an occurrence: a power law by which 67 % have one and 8 % five or more; of GVA's incidents, which editors
filed by hand, 54 % and 3 %."""
_OWN_WORDS, _OTHER_WORDS, _KEPT = 30, 40, 0.35
"""Words of an occurrence, words of a report that many others have, and the share of the former a report repeats."""
_FIRST_NAMES, _LAST_NAMES = 400, 20_000
_ACTS = (("shooting", "violence_against_civilians", 6), ("armed_clash", "battle", 1), ("robbery", "property", 1))
_AFTER = (("arrest", "coercion", 0.6), ("accusation", "verbal", 0.5), ("conviction", "coercion", 0.2))
"""What a report tells beside the act, and how often."""
_ACCOUNTS = 1 + sum(chance for *_, chance in _AFTER)
"""Accounts of a report on average."""
_TELLS_DAY, _TELLS_HOUR, _TELLS_PLACE, _TELLS_TOLL, _NAMES = 0.6, 0.6, 0.95, 0.5, 0.6


@dataclass(frozen=True, slots=True)
class _Town:
    lat: float
    lon: float
    place: str


@dataclass(frozen=True, slots=True)
class _Occurrence:
    """What happened: the truth that its reports tell parts of."""

    number: int
    concept: str
    family: str
    day: int
    minute: int
    town: _Town
    killed: int
    injured: int
    people: tuple[int, ...]
    words: tuple[int, ...]


def made_profiles(count: int, seed: int = 0, famous: float = FAMOUS) -> Iterator[tuple[Profile, int]]:
    """So many profiles, each with the number of the occurrence it tells; the same for the same arguments. ``famous``:
    share of the reports that tell one occurrence."""
    made = _Maker(count, seed, famous)
    for number, (profile, occurrence) in enumerate(made.all()):
        if number == count:
            return
        yield profile, occurrence


class _Maker:
    def __init__(self, count: int, seed: int, famous: float) -> None:
        self.famous = famous
        self.random = random.Random(f"{count} {seed}")
        self.count = count
        self.towns = [_town(number, self.random) for number in range(_TOWNS)]
        self.town_weights = list(accumulate((rank + 1) ** -_TOWN_SKEW for rank in range(_TOWNS)))
        span = max(7, round(_DAYS * (count / 10_000) ** 0.5))
        self.days = range(_FIRST_DAY, _FIRST_DAY + span)
        self.day_weights = list(accumulate(self.random.lognormvariate(0, 0.7) for _ in self.days))
        self.news = sorted(frozen_idf())
        self.reports = 0

    def all(self) -> Iterator[tuple[Profile, int]]:
        """Without end: the famous occurrence first, then one after the other."""
        yield from self.told(self.occurrence(0), max(1, round(self.famous * self.count / _ACCOUNTS)))
        number = 1
        while True:
            reports = min(_MOST_REPORTS, int(self.random.paretovariate(_REPORTS_SKEW - 1)))
            yield from self.told(self.occurrence(number), reports)
            number += 1

    def occurrence(self, number: int) -> _Occurrence:
        pick = self.random
        concept, family = _one_of(_ACTS, pick)
        return _Occurrence(
            number,
            concept,
            family,
            pick.choices(self.days, cum_weights=self.day_weights)[0],
            pick.randrange(24 * 60),
            pick.choices(self.towns, cum_weights=self.town_weights)[0],
            min(pick.randrange(4), pick.randrange(4)),
            min(pick.randrange(6), pick.randrange(6)),
            tuple(_word(f"first{pick.randrange(_FIRST_NAMES)}") for _ in range(2))
            + tuple(_word(f"last{min(pick.randrange(_LAST_NAMES), pick.randrange(_LAST_NAMES))}") for _ in range(2)),
            tuple(pick.choice(self.news) for _ in range(_OWN_WORDS)),
        )

    def told(self, occurrence: _Occurrence, reports: int) -> Iterator[tuple[Profile, int]]:
        """The accounts of so many reports; each thing that came after is an occurrence of its own."""
        for _ in range(reports):
            self.reports += 1
            published = occurrence.day + min(30, int(self.random.expovariate(0.5)))
            outlet = f"outlet{min(self.random.randrange(900), self.random.randrange(900))}.example"
            yield self.account(occurrence, published, outlet, None), occurrence.number
            for kind, (concept, family, chance) in enumerate(_AFTER, 1):
                if self.random.random() < chance:
                    account = self.account(occurrence, published, outlet, (concept, family))
                    yield account, -(len(_AFTER) * occurrence.number + kind)

    def account(self, truth: _Occurrence, published: int, outlet: str, after: tuple[str, str] | None) -> Profile:
        """The act as one report tells it, or what came after it."""
        pick = self.random
        concept, family = after or (truth.concept, truth.family)
        day = truth.day if pick.random() < _TELLS_DAY else None
        clock = (truth.minute - 30, truth.minute + 30) if day is not None and pick.random() < _TELLS_HOUR else None
        town = truth.town if pick.random() < _TELLS_PLACE else None
        tolls = pick.random() < _TELLS_TOLL
        own = [word for word in truth.words if pick.random() < _KEPT]
        named = truth.people if pick.random() < _NAMES else ()
        words = own + list(named) + pick.choices(self.news, k=_OTHER_WORDS)
        return Profile(
            account=IncidentId(f"inc_{self.reports:07d}_{pick.getrandbits(48):012x}"),
            report=ReportId(f"sha256:{self.reports:064x}"),
            cls="event" if family != "verbal" else "statement",
            concept=ConceptId(concept),
            family=family,
            kinds=(ConceptId(concept),),
            realis="actual",
            background=False,
            main=after is None,
            outlet=outlet,
            published=published,
            first_day=day,
            last_day=day,
            day_loose=pick.random() < 0.2,
            clock=clock,
            lat=town.lat if town else None,
            lon=town.lon if town else None,
            radius_km=3.0 if town else None,
            level="city" if town else "unknown",
            country="XX" if town else None,
            admin1=None,
            place=town.place if town else None,
            place_id=PlaceId(town.place) if town else None,
            place_loose=False,
            killed=(truth.killed, truth.killed) if tolls else None,
            injured=(truth.injured, truth.injured) if tolls and pick.random() < 0.7 else None,
            doers=(),
            done_to=(),
            weapons=(),
            ages=(),
            named=packed(named[1:3]),
            people=packed(named),
            spots=packed(own[:1]),
            words=packed(words),
            near=packed(words[: len(words) // 2]),
        )


def _town(number: int, pick: random.Random) -> _Town:
    """Towns lie in twenty crowded regions."""
    region = random.Random(number % 20)
    lat, lon = region.uniform(-40, 55), region.uniform(-120, 140)
    return _Town(round(pick.gauss(lat, 2.0), 4), round(pick.gauss(lon, 2.0), 4), f"town {number}")


def _one_of(kinds: Sequence[tuple[str, str, int]], pick: random.Random) -> tuple[str, str]:
    concept, family, _ = pick.choices(kinds, weights=[weight for *_, weight in kinds])[0]
    return concept, family


def _word(word: str) -> int:
    return zlib.crc32(word.encode())
