"""Which accounts are compared at all: keys that two accounts of one occurrence are likely to share, and the pairs of
the accounts that share one.

A key holds a window of days with a place or a rare name; two accounts within three days and about 40 km of one another
always share one. Where a block is too large to compare all with all, its members are compared within smaller groups
that share a further word, and with their neighbours in fixed orders, so that cost stays near linear.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from gesta.merge.across.words import unpacked
from gesta.model.profiles import Profile

_DAYS = 6
"""Width of a window of days; windows overlap by half, so that days up to three apart share one."""
_TELLING_DAYS = 90
"""Width of a window of publication: accounts that share a rare name are told of for about a month at a time."""
_CELL = 1.0
"""Side of a cell of places in degrees, up to 111 km."""
_MARGIN = 0.2
"""Degrees around a place that count as its surroundings: places up to 0.4 apart, about 40 km, share a cell."""
_REGION = 4
"""Cells of places that make the side of a region."""
_MARKS = 12
"""Words of an account that are keys: on the development data 91 in 100 pairs of one incident and month then share a
block; with 24 it is 94, for four times the pairs and no better clusters."""
WHOLE = 48
"""A block of up to so many members is compared all with all (1,128 pairs)."""
_NEIGHBOURS = 6
_GROUPS = 6
"""Further words by which a member of a larger block is grouped."""


def keys(profile: Profile) -> tuple[str, ...]:
    """The blocks an account is in, sorted. Accounts with no key in common are never compared."""
    return tuple(sorted(set(_place_keys(profile)) | set(_name_keys(profile))))


def neighbourhood(key: str) -> tuple[int, str]:
    """What keys have in common that many pairs of accounts share: the quarter they are of, by its number, -1 for a key
    of another kind; and the region of a place, else the key itself."""
    parts = key.split("|")
    if len(parts) == 3:
        kind, window, cell = parts
        row, column = (int(each) // _REGION for each in cell.split(","))
        return int(window[1:]) * (_DAYS // 2) // _TELLING_DAYS, f"{kind}|{row},{column}"
    if len(parts) == 2:
        return int(parts[0][1:]), key
    return -1, key


def _place_keys(profile: Profile) -> Iterator[str]:
    kind = _kind(profile)
    where = list(_cells(profile))
    for window in _windows(profile):
        for cell in where:
            yield f"{kind}|{window}|{cell}"


def _kind(profile: Profile) -> str:
    """The coarsest kind within which accounts may be one: all violence together, other families each."""
    return (
        "violence" if profile.family in {"battle", "remote_violence", "violence_against_civilians"} else profile.family
    )


def _windows(profile: Profile) -> Iterator[str]:
    """Overlapping windows of the first day; of the publication day as well, in case the day was misread."""
    half = _DAYS // 2
    for mark, day in (("d", profile.first_day), ("p", profile.published)):
        if day is not None:
            yield f"{mark}{day // half}"
            yield f"{mark}{day // half + 1}"


def _cells(profile: Profile) -> Iterator[str]:
    """The cells that its surroundings reach into, one to four; places whose surroundings meet share one."""
    if profile.lat is None or profile.lon is None:
        return
    rows = {int((profile.lat + step) // _CELL) for step in (-_MARGIN, _MARGIN)}
    columns = {int((profile.lon + step) // _CELL) for step in (-_MARGIN, _MARGIN)}
    for row in sorted(rows):
        for column in sorted(columns):
            yield f"{row},{column}"


def _name_keys(profile: Profile) -> Iterator[str]:
    day = profile.published if profile.published is not None else profile.first_day
    if day is not None:
        yield from (f"w{day // _TELLING_DAYS}|{word:08x}" for word in _marks(profile))


def _marks(profile: Profile) -> Sequence[int]:
    """The words that tell most of what the account is about."""
    return unpacked(profile.words)[:_MARKS]


def pairs(block: Sequence[Profile]) -> Iterator[tuple[Profile, Profile]]:
    """The pairs of one block to compare, each once, the smaller account id first; a function of the set of members."""
    members = sorted({profile.account: profile for profile in block}.values(), key=lambda each: each.account)
    if len(members) <= WHOLE:
        yield from combinations(members, 2)
        return
    seen: set[tuple[int, int]] = set()
    for one, other in _bounded(members):
        if (one, other) not in seen:
            seen.add((one, other))
            yield members[one], members[other]


def _bounded(members: Sequence[Profile]) -> Iterator[tuple[int, int]]:
    """Index pairs within groups that share a word, and between neighbours in the orders of the groups."""
    groups: dict[int, list[int]] = defaultdict(list)
    for index, profile in enumerate(members):
        for word in _marks(profile)[:_GROUPS]:
            groups[word].append(index)
    for word in sorted(groups):
        yield from _within(groups[word])
    order = sorted(range(len(members)), key=lambda each: _order(members[each]))
    yield from _chained(order)


def _within(group: list[int]) -> Iterator[tuple[int, int]]:
    if len(group) <= WHOLE:
        yield from combinations(group, 2)
    else:
        yield from _chained(group)


def _chained(order: Sequence[int]) -> Iterator[tuple[int, int]]:
    for place, one in enumerate(order):
        for other in order[place + 1 : place + 1 + _NEIGHBOURS]:
            yield (one, other) if one < other else (other, one)


def _order(profile: Profile) -> tuple[int, float, float, str]:
    return profile.first_day or 0, profile.lat or 0.0, profile.lon or 0.0, profile.account
