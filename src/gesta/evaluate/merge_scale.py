"""How the cost of merging grows with the number of reports:

    python -m gesta.evaluate.merge_scale 10000 100000 1000000

Reports are invented, with the skew of news: the number of reports of an incident follows a power law with one famous
event that one report in fifty tells, towns have the sizes of Zipf's law, and one day's incidents share their common
words. Prints one line a size: reports, seconds on the clock and of processor, links, clusters, peak memory.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Iterator

from gesta.merge.across.merging import merge
from gesta.merge.across.words import packed
from gesta.model.profiles import Profile
from gesta.model.terms import ConceptId, IncidentId, PlaceId, ReportId

_FAMOUS = 50
"""One report in so many tells the famous event."""
_TOWNS = 4000
_FIRST_DAY = 738_000
_REPORTS_A_DAY = 300
"""So that more reports are a longer time, as in a store that is fed for years."""
_COMMON, _RARE = 30_000, 3_000_000_000
_CONCEPTS = ("shooting", "bombing", "armed_clash", "shelling", "killing")
_FAMILY = {"shooting": "violence_against_civilians", "killing": "violence_against_civilians", "armed_clash": "battle"}


class _Event:
    """One invented incident: what its reports have in common."""

    def __init__(self, random: random.Random, days: int) -> None:
        self.day = _FIRST_DAY + random.randrange(days)
        self.town = min(_TOWNS - 1, int(random.paretovariate(0.9)) - 1)
        self.concept = ConceptId(random.choice(_CONCEPTS))
        self.killed = random.choice((None, 0, 1, 1, 2, 3, int(random.paretovariate(1.2))))
        self.words = [random.randrange(_COMMON, _RARE) for _ in range(12)]
        self.names = [random.randrange(_COMMON, _RARE) for _ in range(random.choice((0, 0, 2, 4)))]


def accounts(reports: int, seed: int = 7) -> Iterator[Profile]:
    """One account a report, the same ones for the same numbers."""
    chance = random.Random(seed)
    days = max(7, reports // _REPORTS_A_DAY)
    famous = _Event(chance, days)
    event, left = _Event(chance, days), 0
    for index in range(reports):
        if left <= 0:
            event, left = _Event(chance, days), min(200, int(chance.paretovariate(1.3)))
        told = famous if index % _FAMOUS == 0 else event
        left -= told is event
        yield _account(chance, index, told)


def _account(chance: random.Random, index: int, event: _Event) -> Profile:
    published = event.day + int(chance.expovariate(0.7))
    day = None if chance.random() < 0.1 else event.day
    killed = None if event.killed is None else event.killed + chance.choice((0, 0, 0, 1))
    words = [*chance.sample(event.words, 8), *(chance.randrange(_COMMON) for _ in range(40))]
    lat, lon = (event.town * 37 % 120) - 60 + 0.1, (event.town * 101 % 340) - 170 + 0.1
    return Profile(
        account=IncidentId(f"inc_{chance.getrandbits(64):016x}"),
        report=ReportId(f"sha256:{index:064x}"),
        cls="event",
        concept=event.concept,
        family=_FAMILY.get(event.concept, "remote_violence"),
        kinds=(event.concept,),
        realis="actual",
        background=False,
        main=True,
        outlet=f"outlet{chance.randrange(500)}.example",
        published=published,
        first_day=day,
        last_day=day,
        day_loose=chance.random() < 0.1,
        clock=None,
        lat=lat,
        lon=lon,
        radius_km=max(2.0, 15.0 / (1 + event.town)),
        level="city",
        country=f"C{event.town % 60}",
        admin1=f"A{event.town % 600}",
        place=f"town {event.town}",
        place_id=PlaceId(f"town:{event.town}"),
        place_loose=False,
        killed=None if killed is None else (killed, killed),
        injured=None,
        doers=(),
        done_to=(),
        weapons=(),
        ages=(),
        named=packed(event.names),
        people=packed(event.names),
        spots=b"",
        words=packed(words),
        near=packed(words[:24]),
    )


def main(sizes: list[int]) -> None:
    """One line a size on stdout, smallest first: peak memory is that of the largest so far."""
    for size in sorted(sizes):
        profiles = list(accounts(size))
        start, start_busy = time.perf_counter(), time.process_time()
        made = merge(profiles)
        seconds, busy = time.perf_counter() - start, time.process_time() - start_busy
        largest = max(map(len, made.clusters))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(
            f"{size:9d} reports {seconds:8.1f} s, {busy:8.1f} s of processor {len(made.links):9d} links "
            f"{len(made.clusters):8d} clusters, largest {largest:6d}, peak {peak:7.0f} MB",
            flush=True,
        )


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]])
