"""What a reason for or against one occurrence stands on, in a few words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from gesta.knowledge.places import distance_km
from gesta.merge.across.sides import Side
from gesta.model.profiles import Profile


def detail(name: str, value: float, one: Side, other: Side) -> str:
    """The two values that the comparison of this name compared; names and words are kept as hashes and not told."""
    told = _DETAILS.get(name)
    return told(one, other) if told is not None else f"{value:.2f}"


def _days(one: Side, other: Side) -> str:
    return f"{_day(one.profile)}, {_day(other.profile)}"


def _day(profile: Profile) -> str:
    if profile.first_day is None or profile.last_day is None:
        return "not told"
    first = date.fromordinal(profile.first_day).isoformat()
    return first if profile.first_day == profile.last_day else f"{first} to {date.fromordinal(profile.last_day)}"


def _published(one: Side, other: Side) -> str:
    days = (each.profile.published for each in (one, other))
    return ", ".join(date.fromordinal(day).isoformat() if day is not None else "not told" for day in days)


def _places(one: Side, other: Side) -> str:
    mine, theirs = one.profile, other.profile
    if mine.lat is None or mine.lon is None or theirs.lat is None or theirs.lon is None:
        return "a place without coordinates"
    return f"{distance_km(mine.lat, mine.lon, theirs.lat, theirs.lon):.0f} km"


def _names(one: Side, other: Side) -> str:
    return ", ".join(dict.fromkeys(each.profile.place or "not told" for each in (one, other)))


def _regions(one: Side, other: Side) -> str:
    return f"{one.profile.admin1 or one.profile.country}, {other.profile.admin1 or other.profile.country}"


def _concepts(one: Side, other: Side) -> str:
    return ", ".join(dict.fromkeys((one.profile.concept, other.profile.concept)))


def _clocks(one: Side, other: Side) -> str:
    return ", ".join(
        f"{each[0] // 60:02d}:{each[0] % 60:02d}" for each in (one.profile.clock, other.profile.clock) if each
    )


def _ages(one: Side, other: Side) -> str:
    shared = sorted(one.ages & other.ages)
    return ", ".join(map(str, shared)) or f"{_list(one.ages)}; {_list(other.ages)}"


def _list(ages: frozenset[int]) -> str:
    return ", ".join(map(str, sorted(ages)[:5]))


def _weapons(one: Side, other: Side) -> str:
    return ", ".join(sorted(one.weapons & other.weapons) or sorted(one.weapons | other.weapons))


def _toll(field: str) -> Callable[[Side, Side], str]:
    def told(one: Side, other: Side) -> str:
        counts = (getattr(each.profile, field) for each in (one, other))
        return ", ".join(_bounds(count) for count in counts)

    return told


def _bounds(count: tuple[int | None, int | None] | None) -> str:
    if count is None:
        return "not told"
    low, high = count
    return str(low) if low == high else f"{'' if low is None else low}..{'' if high is None else high}"


def _shared(field: str) -> Callable[[Side, Side], str]:
    def told(one: Side, other: Side) -> str:
        mine, theirs = getattr(one.profile, field), getattr(other.profile, field)
        return ", ".join(sorted(set(mine) & set(theirs)) or sorted({*mine, *theirs}))

    return told


_DETAILS: dict[str, Callable[[Side, Side], str]] = {
    "same day": _days,
    "same day, loosely": _days,
    "days apart": _days,
    "days apart, loosely": _days,
    "a time within the other": _days,
    "day not told": _days,
    "published apart": _published,
    "told before it happened": _published,
    "same hour": _clocks,
    "other hour": _clocks,
    "same town": _places,
    "same town, loosely": _places,
    "a place within the other": _places,
    "another name of place": _names,
    "a place of the same name": _names,
    "places apart": _places,
    "places apart, loosely": _places,
    "another region": _regions,
    "another country": _regions,
    "same concept": _concepts,
    "told by the same concept": _concepts,
    "another kind of violence": _concepts,
    "same weapon": _weapons,
    "another weapon": _weapons,
    "same ages": _ages,
    "other ages": _ages,
    "same known doer": _shared("doers"),
    "another known doer": _shared("doers"),
    "same known target": _shared("done_to"),
    "another known target": _shared("done_to"),
    "same number killed": _toll("killed"),
    "killed fits": _toll("killed"),
    "other number killed": _toll("killed"),
    "same number injured": _toll("injured"),
    "injured fits": _toll("injured"),
    "other number injured": _toll("injured"),
}
