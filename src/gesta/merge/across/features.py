"""Named comparisons of two accounts, each a number that grows with what it says; None for what cannot be one.

Each part appends what it has to say to a list: this runs for every pair, and lists are faster than generators.
Every name is one weight of the frozen table. Values are 0 to about 4, so that a weight reads as log-odds a step.
"""

from __future__ import annotations

import math

from rapidfuzz.fuzz import ratio

from gesta.knowledge.places import distance_km
from gesta.merge.across.sides import Side
from gesta.merge.across.words import UNSEEN_IDF, UNSEEN_MASS, mass, rarity
from gesta.model.profiles import Profile

Feature = tuple[str, float]

NEAR_KM = 12.0
"""Two places this near are one town: label points of a city, its suburbs and its quarters differ by as much."""
_WIDE_LEVELS = frozenset({"district", "admin1", "country", "region"})
_PART_KM = 5.0
"""Radius up to which a place is one part of a town, or a small town."""
_VIOLENCE = frozenset({"battle", "remote_violence", "violence_against_civilians"})
_ONE_ACT = _VIOLENCE | {"contention", "property"}
"""Families within which one occurrence is told by several concepts; an arrest and a curfew are two acts."""
_LARGE_KM = 20.0
"""From this radius on (a million people and more) many things happen in one town on one day."""
_ALIKE = 85.0
"""Similarity in percent from which two names of places are two spellings of one."""
_STEPS = (0.0, 0.06, 0.15, 0.4)
_SHORT = 3 * UNSEEN_MASS
"""What is added below the line of the cosine: as much as three rare words."""
_IN_COMMON = ("some words in common", "more words in common", "many words in common")
_TOLD_WITH = ("some words told with both", "more words told with both", "many words told with both")
_MANY = 10
"""Killed and injured from which one report names some of them and the next report others."""
_FAR_DAYS = 30
"""Two tied days further apart are two occurrences unless the same people are named."""


def apart(one: Side, other: Side) -> str | None:
    """Why the two can never be one occurrence; None when they may be."""
    mine, theirs = one.profile, other.profile
    if mine.report == theirs.report:
        return "told apart in one report"
    if mine.cls != theirs.cls:
        return "one was done, the other said"
    if one.realis != other.realis:
        return f"{mine.realis}, {theirs.realis}"
    if not may_be_one_kind(one, other):
        return f"{mine.concept} is no {theirs.concept}"
    if mine.summary != theirs.summary:
        return "several acts together, and one act"
    if one.named & other.people or other.named & one.people:
        return None
    if _far_days(one, other):
        return "days far apart, nobody in common"
    if _other_countries(mine, theirs):
        return "two countries, nobody in common"
    return None


def may_be_one_kind(one: Side, other: Side) -> bool:
    """True when a concept told of one is told of the other, or both are kinds of one act."""
    families = {one.profile.family, other.profile.family}
    return bool(one.kinds & other.kinds) or families <= _VIOLENCE or (len(families) == 1 and families <= _ONE_ACT)


def _far_days(one: Side, other: Side) -> bool:
    gap = day_gap(one.profile, other.profile)
    return (
        gap is not None
        and gap > _FAR_DAYS
        and one.precise
        and other.precise
        and not one.profile.day_loose
        and not other.profile.day_loose
    )


def _other_countries(one: Profile, other: Profile) -> bool:
    """True for two countries, both tied to the act."""
    loose = one.place_loose or other.place_loose
    return not loose and one.country is not None and other.country is not None and one.country != other.country


def day_gap(one: Profile, other: Profile) -> int | None:
    """Days between the two intervals, 0 when they meet; None when one is not told."""
    if one.first_day is None or one.last_day is None or other.first_day is None or other.last_day is None:
        return None
    return max(0, one.first_day - other.last_day, other.first_day - one.last_day)


def features(one: Side, other: Side) -> list[Feature]:
    """The comparisons that say something of these two; the rest are 0. Symmetric."""
    told: list[Feature] = []
    _times(one, other, told)
    _places(one.profile, other.profile, told)
    _acts(one, other, told)
    _tolls(one.profile, other.profile, told)
    _people(one, other, told)
    _texts(one, other, told)
    return told


def _times(one: Side, other: Side, told: list[Feature]) -> None:
    mine, theirs = one.profile, other.profile
    if mine.published is not None and theirs.published is not None:
        told.append(("published apart", min(4.0, math.log1p(abs(mine.published - theirs.published)))))
        if _told_before(mine, theirs.published) or _told_before(theirs, mine.published):
            told.append(("told before it happened", 1.0))
    gap = day_gap(mine, theirs)
    if gap is None:
        told.append(("day not told", 1.0))
    elif gap:
        loose = mine.day_loose or theirs.day_loose
        told.append((("days apart, loosely" if loose else "days apart"), min(4.0, 1.0 + math.log2(gap))))
    elif not (one.precise and other.precise):
        told.append(("a time within the other", 1.0))
    else:
        told.append((("same day, loosely" if mine.day_loose or theirs.day_loose else "same day"), 1.0))
        if mine.clock and theirs.clock:
            hours = _hours_apart(mine.clock, theirs.clock)
            told.append(("same hour", 1.0) if hours <= 1 else ("other hour", min(3.0, math.log2(hours))))


def _hours_apart(one: tuple[int, int], other: tuple[int, int]) -> float:
    """Hours between two times of a day, 0 where they overlap; else between their middles, since a morning and the
    afternoon after it meet at noon and are two times."""
    if one[0] < other[1] and other[0] < one[1]:
        return 0.0
    return abs(sum(one) - sum(other)) / 120


def _told_before(told: Profile, published: int) -> bool:
    """True when the one was out before the day on which the other happened; a day is allowed for time zones."""
    return told.first_day is not None and not told.day_loose and published < told.first_day - 1


def _places(one: Profile, other: Profile, told: list[Feature]) -> None:
    if one.country and other.country and one.country != other.country:
        told.append(("another country", 1.0))
        return
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        _names_of_places(one, other, told)
        return
    distance = distance_km(one.lat, one.lon, other.lat, other.lon)
    radius = max(one.radius_km or 1.0, other.radius_km or 1.0)
    fine = one.level not in _WIDE_LEVELS and other.level not in _WIDE_LEVELS
    loose = one.place_loose or other.place_loose
    if fine and (distance <= NEAR_KM or one.place_id == other.place_id is not None):
        told.append((("same town, loosely" if loose else "same town"), 1.0))
        told.append(("in a large town", min(1.0, radius / _LARGE_KM)))
        if radius <= _PART_KM and distance > radius:
            told.append(("another part of town", min(1.0, distance / NEAR_KM)))
    elif distance <= radius + NEAR_KM:
        told.append(("a place within the other", 1.0))
        told.append(("in a large town", min(1.0, radius / _LARGE_KM)))
    elif one.place and one.place == other.place:
        told.append(("a place of the same name", 1.0))
    else:
        if one.admin1 and other.admin1 and one.admin1 != other.admin1:
            told.append(("another region", 1.0))
        told.append((("places apart, loosely" if loose else "places apart"), min(4.0, math.log10(distance))))


def _names_of_places(one: Profile, other: Profile, told: list[Feature]) -> None:
    """Where a place has no coordinates its name is compared, spelt alike ("Baquba", "Baqubah") or not; a building or
    street and a town have other names though one lies in the other."""
    if one.place and other.place and _is_name_of(one.place, other.place):
        told.append(("a place of the same name", 1.0))
    elif one.place and other.place and (one.level == "site") == (other.level == "site"):
        told.append(("another name of place", 1.0))
    else:
        told.append(("place not told", 1.0))


def _is_name_of(one: str, other: str) -> bool:
    """True for two spellings of one name, or a name with further words ("Oakfield", "Oakfield road")."""
    return ratio(one, other) >= _ALIKE or f" {one} " in f" {other} " or f" {other} " in f" {one} "


def _acts(one: Side, other: Side, told: list[Feature]) -> None:
    mine, theirs = one.profile, other.profile
    if mine.concept == theirs.concept:
        told.append(("same concept", 1.0))
    elif mine.concept in other.kinds or theirs.concept in one.kinds:
        told.append(("told by the same concept", 1.0))
    elif mine.family != theirs.family:
        told.append(("another kind of violence", 1.0))
    if one.weapons and other.weapons:
        told.append(("same weapon", 1.0) if one.weapons & other.weapons else ("another weapon", 1.0))
    for mine_side, their_side, name in ((mine.doers, theirs.doers, "doer"), (mine.done_to, theirs.done_to, "target")):
        if mine_side and their_side:
            shared = not set(mine_side).isdisjoint(their_side)
            told.append(((f"same known {name}" if shared else f"another known {name}"), 1.0))
    if mine.main and theirs.main:
        told.append(("both reports are about it", 1.0))
    if mine.background or theirs.background:
        told.append(("background", 1.0))
    if mine.background and theirs.background:
        told.append(("background of both", 1.0))


def _tolls(one: Profile, other: Profile, told: list[Feature]) -> None:
    for field, mine, theirs in (("killed", one.killed, other.killed), ("injured", one.injured, other.injured)):
        if mine is None or theirs is None:
            continue
        gap = _toll_gap(mine, theirs)
        if gap is None:
            continue
        if gap:
            told.append((f"other number {field}", gap))
        elif mine == theirs and mine[0] == mine[1] and mine[0] is not None:
            told.append((f"same number {field}", min(4.0, 0.5 + math.log2(1 + mine[0]))))
        else:
            told.append((f"{field} fits", 1.0))


def _toll_gap(one: tuple[int | None, int | None], other: tuple[int | None, int | None]) -> float | None:
    """How far apart two tolls are, in doublings, 0 when one number fits both; None when a number is not told."""
    low, high = _bounds(one), _bounds(other)
    if low is None or high is None:
        return None
    less, more = sorted((low, high))
    if less[1] >= more[0]:
        return 0.0
    return min(4.0, math.log2((1 + more[0]) / (1 + less[1])) + 0.5)


def _bounds(count: tuple[int | None, int | None]) -> tuple[float, float] | None:
    if count[0] is None and count[1] is None:
        return None
    return float(count[0] or 0), float(count[1]) if count[1] is not None else math.inf


def _people(one: Side, other: Side, told: list[Feature]) -> None:
    """Who is named: of an act against a few other names and ages tell another act, of one against many other people."""
    few = not (_many(one.profile) or _many(other.profile))
    both = one.named & other.named
    crossed = (one.named & other.people) | (other.named & one.people)
    if both:
        told.append(("took part in both", min(4.0, rarity(both) / UNSEEN_IDF)))
    if crossed:
        told.append(("named in both", min(4.0, rarity(crossed) / UNSEEN_IDF)))
    elif one.named and other.named and few:
        told.append(("other people named", 1.0))
    if one.ages and other.ages:
        shared = len(one.ages & other.ages) / len(one.ages | other.ages)
        if shared:
            told.append(("same ages", shared))
        elif few:
            told.append(("other ages", 1.0))
    if one.spots and other.spots:
        spots = rarity(one.spots & other.spots)
        told.append(("same street or building", min(4.0, spots / UNSEEN_IDF)) if spots else ("other spots", 1.0))


def _many(profile: Profile) -> bool:
    counts = [count[0] or 0 for count in (profile.killed, profile.injured) if count is not None]
    return sum(counts) >= _MANY


def _texts(one: Side, other: Side, told: list[Feature]) -> None:
    """The cosines of the two sets of words, as steps that add up; pages of one outlet
    have words in common that tell of nothing."""
    cosine = _share(one.words & other.words, one.mass, other.mass)
    near = _share(one.near & other.near, one.near_mass, other.near_mass)
    for share, names in ((cosine, _IN_COMMON), (near, _TOLD_WITH)):
        for name, start, end in zip(names, _STEPS, _STEPS[1:], strict=False):
            if share > start:
                told.append((name, 10.0 * (min(share, end) - start)))
    if one.profile.outlet and one.profile.outlet == other.profile.outlet:
        told.append(("same outlet", 1.0))
        told.append(("words of one outlet", 10.0 * min(cosine, 0.4)))


def _share(shared: frozenset[int], one: float, other: float) -> float:
    """The cosine of two sets of words by what they count; of short texts less, they agree by chance."""
    return mass(shared) / (math.sqrt(one * other) + _SHORT) if shared else 0.0
