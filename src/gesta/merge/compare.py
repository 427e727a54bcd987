"""How well a mention fits an occurrence already told in the same report: named reasons, or why it cannot."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from gesta.knowledge.places import distance_km
from gesta.merge.naming import is_named, same_actor
from gesta.model.incidents import IncidentActor
from gesta.model.reading import IN_PASSING
from gesta.model.tellings import COUNTRY_OF_DOER, IN_SENTENCE, ON_DAY_BEFORE, Telling
from gesta.model.terms import LISTED_REALIS
from gesta.model.values import Count, Reason, When, Where

Related = Callable[[str, str], bool]
"""True when two concepts are the same or one is broader than the other."""
Results = Callable[[str, str], bool]
"""True when the second concept may be the outcome of the first."""
Family = Callable[[str], str]

_NEAR_KM = 30.0
"""Two resolved places within a town and its surroundings tell of one place (a city's radius is 5 to 25 km)."""
_PRONOUNS = frozenset(
    "both another others who whom he she they it him her them we us i you one some others someone".split()
)
_VAGUE_KINDS = frozenset({"unknown", "civilians"})


class Apart(Exception):
    """The two cannot be one occurrence; the message says why."""


class ToldApart(Apart):
    """Their words tell two occurrences; but a day or a place may be misread, so a reader that is sure overrules it."""


SURE = 3.0
"""The reader's mean log-odds from which two mentions may be one occurrence although a value tells them apart: of such
pairs of the annotated articles that it was not trained on 97 in 100 are one, and 9 of 10 where the days differ."""
TOLD_APART = -1.5
"""What a value that tells them apart then weighs."""


def compare(
    telling: Telling, cluster: Sequence[Telling], related: Related, results: Results, family: Family
) -> tuple[Reason, ...]:
    """The reasons for and against one occurrence; raises Apart under a cannot-link."""
    if telling.summary != any(other.summary for other in cluster):
        raise Apart("several acts together, and one act")
    nearest = min(cluster, key=lambda other: abs(other.mention.trigger.start - telling.mention.trigger.start))
    reasons = [_concept(telling, cluster, related, results, family), _distance(telling, nearest)]
    reasons += [_realis(telling, cluster), *_people(telling, cluster)]
    reasons += [_tolls(telling, cluster), _weapons(telling, cluster), _age(telling, cluster)]
    reasons.append(_read_together(telling, cluster))
    for value in (_between, _reference, _time, _place):
        reasons.append(_overruled(value, telling, cluster))
    return tuple(reason for reason in reasons if reason is not None)


def _overruled(
    value: Callable[[Telling, Sequence[Telling]], Reason | None], telling: Telling, cluster: Sequence[Telling]
) -> Reason | None:
    """What a value says; that it tells them apart is one reason of several where the reader is sure."""
    try:
        return value(telling, cluster)
    except ToldApart as apart:
        odds = _odds(telling, cluster)
        if not odds or sum(odds) / len(odds) < SURE:
            raise
        return Reason("told apart", TOLD_APART, str(apart))


def _between(telling: Telling, cluster: Sequence[Telling]) -> None:
    if any(other.mention.trigger.start in telling.apart_from for other in cluster):
        raise ToldApart("another time is told between them")


ONE_BREATH = 1.0
"""The reader's log-odds from which an act and an outcome that no grammar ties are one occurrence in one sentence."""
TIE_EVEN, TIE_MOST = 1.0, 4.0
"""The reader's mean log-odds that speak neither for nor against one occurrence, and what those beyond add or take away
at most; set on annotated articles it was not trained on."""


def _read_together(telling: Telling, cluster: Sequence[Telling]) -> Reason | None:
    """What the reader, where it weighs pairs, makes of the two: the mean of its log-odds over the mentions told."""
    odds = _odds(telling, cluster)
    if not odds:
        return None
    mean = sum(odds) / len(odds)
    weight = max(-TIE_MOST, min(TIE_MOST, mean - TIE_EVEN))
    return Reason("read together", round(weight, 3), f"mean log-odds {mean:.2f}")


def _odds(telling: Telling, cluster: Sequence[Telling]) -> list[float]:
    starts = {other.mention.trigger.start for other in cluster}
    odds = [tie.odds for tie in telling.mention.ties if tie.trigger in starts]
    here = telling.mention.trigger.start
    return odds + [tie.odds for other in cluster for tie in other.mention.ties if tie.trigger == here]


def _concept(
    telling: Telling, cluster: Sequence[Telling], related: Related, results: Results, family: Family
) -> Reason:
    """The best tie of the concept to those of the cluster; a cannot-link when it has none to one of them that is not
    there as a part or frame of another."""
    mine = telling.mention.concept
    found: list[Reason] = []
    for other in cluster:
        try:
            found.append(_tie(telling, other, related, results, family))
        except Apart:
            if len(cluster) == 1 or not _frames(other, cluster):
                raise
    if not found:
        raise Apart(f"{mine} is none of theirs")
    siblings = sum(reason.name == "same family" for reason in found)
    best = max(found, key=lambda reason: reason.weight)
    if best.name != "same family" and siblings and mine not in {other.mention.concept for other in cluster}:
        return Reason(best.name, best.weight - 0.4, f"{best.detail}, beside another kind of act")
    return best


def _tie(telling: Telling, other: Telling, related: Related, results: Results, family: Family) -> Reason:
    mine, theirs = telling.mention.concept, other.mention.concept
    if mine == theirs:
        return Reason("same concept", 1.2, mine)
    if related(mine, theirs):
        return Reason("broader or narrower concept", 1.0, f"{mine}, {theirs}")
    if results(theirs, mine) or results(mine, theirs):
        return _outcome(telling, other)
    families = {family(mine), family(theirs)}
    if families <= _ONE_ACT and len(families) == 1:
        return Reason("same family", 0.2, family(mine))
    if families <= _VIOLENCE:
        return Reason("another kind of violence", -0.4, f"{mine}, {theirs}")
    if families <= _ONE_ACT and _odds(telling, [other]):
        return Reason("another kind of act", -0.8, f"{mine}, {theirs}")
    raise Apart(f"{mine} is no {theirs}")


def _frames(telling: Telling, cluster: Sequence[Telling]) -> bool:
    """True for an act told to have happened in one of the others, or one of them in it."""
    start = telling.mention.trigger.start
    return any(other.happened_in == start or telling.happened_in == other.mention.trigger.start for other in cluster)


_VIOLENCE = frozenset({"battle", "remote_violence", "violence_against_civilians"})
"""Families between which one occurrence may be told ("shot in the gun battle"), when other values agree."""
_ONE_ACT = _VIOLENCE | {"contention", "property"}
"""Families within which one occurrence is told by several concepts; an arrest and a curfew are two acts. Between them
too ("a robbery" in which somebody is shot) where the reader weighs the two."""


def _outcome(telling: Telling, other: Telling) -> Reason:
    """An act and what may have come of it: one when told one after the other, two when a sentence tells both apart."""
    gap = abs(telling.sentence - other.sentence)
    told_apart = gap == 0 and telling.mention.result_of is None and other.mention.result_of is None
    if told_apart and not any(odds >= ONE_BREATH for odds in _odds(telling, [other])):
        raise Apart(f"{telling.mention.concept} and {other.mention.concept} told side by side")
    return Reason("act and outcome", 1.0, f"{other.mention.concept}, {telling.mention.concept}")


def _distance(telling: Telling, nearest: Telling) -> Reason | None:
    gap = abs(telling.sentence - nearest.sentence)
    if telling.mention.headline or nearest.mention.headline:
        return Reason("headline", 0.5, "a headline tells what the text tells")
    if gap == 0:
        return Reason("same sentence", 0.5)
    if gap == 1:
        return Reason("next sentence", 0.4)
    return None


def _realis(telling: Telling, cluster: Sequence[Telling]) -> Reason | None:
    mine, theirs = telling.mention.realis, {other.mention.realis for other in cluster}
    if mine in theirs:
        return None
    if mine in LISTED_REALIS and theirs & LISTED_REALIS:
        return Reason("other realis", -0.2, mine)
    raise Apart(f"{mine} against {', '.join(sorted(theirs))}")


def _reference(telling: Telling, cluster: Sequence[Telling]) -> Reason | None:
    if telling.apart and not any(other.apart and other.sentence == telling.sentence for other in cluster):
        raise ToldApart("told as another one")
    if telling.definite:
        return Reason("points back", 1.0, telling.mention.trigger.exact)
    return None


def _time(telling: Telling, cluster: Sequence[Telling]) -> Reason | None:
    best, against = _best_of(cluster, lambda other: _times(telling.when, other.when))
    if against is None or (best is not None and best.name == "same day"):
        return best if against is None else None
    dated = [each for each in (telling, *cluster) if each.when.start]
    if dated and all(_tells_its_day(each) for each in dated):
        raise Apart(str(against)) from against
    raise against


def _best_of(
    cluster: Sequence[Telling], value: Callable[[Telling], Reason | None]
) -> tuple[Reason | None, ToldApart | None]:
    """What a value says most of one occurrence with a member, and why it is told apart from a member, if it is."""
    best: Reason | None = None
    against: ToldApart | None = None
    for other in cluster:
        try:
            found = value(other)
        except ToldApart as apart:
            against = against or apart
            continue
        if found and (best is None or found.weight > best.weight):
            best = found
    return best, against


_BESIDE = 200
"""Characters between an act and its day that stand in one sentence."""


def _tells_its_day(telling: Telling) -> bool:
    """True for a day told beside the act, in the body: few of these are misread."""
    start, fine = telling.mention.trigger.start, telling.when.precision in {"day", "part_of_day"}
    return fine and not telling.mention.headline and any(abs(q.start - start) < _BESIDE for q in telling.when.evidence)


def _times(one: When, other: When) -> Reason | None:
    if one.start is None and one.end is None and one.text and other.text and other.start is None:
        if one.text.lower() == other.text.lower():
            return Reason("same time words", 0.6, one.text)
        if _weekday(one.text) and _weekday(other.text) and _weekday(one.text) != _weekday(other.text):
            return _conflict(one, other, f"{one.text} against {other.text}")
        return None
    if not (one.start and other.start and one.end and other.end):
        return None
    if one.end[:10] < other.start[:10] or other.end[:10] < one.start[:10]:
        return _conflict(one, other, f"{one.start} against {other.start}")
    fine = {"part_of_day", "day"}
    if one.precision in fine and other.precision in fine:
        return Reason("same day", 1.0, one.start[:10])
    return Reason("times overlap", 0.3)


def _conflict(one: When, other: When, detail: str) -> Reason:
    """Two times that cannot both hold: a cannot-link when the grammar ties both, else a reason against.

    A clock time alone stands on the day told before it, which may be that of another thing.
    """
    if any(IN_SENTENCE in value.basis or ON_DAY_BEFORE in value.basis for value in (one, other)):
        return Reason("other time in the sentence", -1.5 if _days_apart(one, other) > _MONTH else -0.6, detail)
    raise ToldApart(detail)


_MONTH = 31


def _days_apart(one: When, other: When) -> int:
    if not (one.start and other.start):
        return 0
    return abs((date.fromisoformat(one.start[:10]) - date.fromisoformat(other.start[:10])).days)


def _weekday(text: str) -> str | None:
    for day in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"):
        if day in text.lower():
            return day
    return None


def _place(telling: Telling, cluster: Sequence[Telling]) -> Reason | None:
    def of(other: Telling) -> Reason | None:
        return _places(telling.where, other.where, headline=telling.mention.headline or other.mention.headline)

    best, against = _best_of(cluster, of)
    if against is None or (best is not None and best.name == "same place"):
        return best if against is None else None
    raise against


def _places(one: Where, other: Where, *, headline: bool) -> Reason | None:
    if one.name is None or other.name is None or any("of the report" in value.basis for value in (one, other)):
        return None
    if (one.place_id is not None and one.place_id == other.place_id) or one.name.lower() == other.name.lower():
        return Reason("same place", 0.7, one.name)
    if one.country and other.country and one.country != other.country:
        return _elsewhere(one, other, f"{one.name} against {other.name}", headline=headline)
    if one.name in other.within or other.name in one.within:
        return Reason("one place within the other", 0.4, f"{one.name}, {other.name}")
    if _UNITS & {one.level, other.level} and one.admin1 and other.admin1 and _units_apart(one, other):
        return _elsewhere(one, other, f"{one.name} is not in {other.name}", headline=headline)
    fine = {"site", "neighbourhood", "city"}
    if one.level in fine and other.level in fine and one.lat is not None and other.lat is not None:
        apart = distance_km(one.lat, one.lon or 0.0, other.lat, other.lon or 0.0)
        if apart > _NEAR_KM:
            return _elsewhere(one, other, f"{one.name} and {other.name} are {apart:.0f} km apart", headline=headline)
        return Reason("near places", 0.4, f"{apart:.0f} km")
    if one.level in fine and other.level in fine and not _loose(one, other):
        return Reason("other place names", -0.6, f"{one.name}, {other.name}")
    return None


_UNITS = frozenset({"district", "admin1"})
"""Units of which two do not overlap."""


def _units_apart(one: Where, other: Where) -> bool:
    """True for two provinces, or two districts of them, and for a town outside the province."""
    return one.admin1 != other.admin1 or (one.level == other.level == "district")


def _elsewhere(one: Where, other: Where, detail: str, *, headline: bool) -> Reason | None:
    """Two places too far from one another: a cannot-link when the grammar ties both, else a reason against.

    A headline names the place readers know ("in Veracruz" for a town of that state), so it never forbids.
    """
    if not _loose(one, other) and not headline:
        raise ToldApart(detail)
    told_before = "told before" in one.basis + other.basis
    return None if told_before else Reason("other place in the sentence", -0.5, detail)


def _loose(one: Where, other: Where) -> bool:
    """True where no words tie one of them to its act, or none but those for who did it ("Lebanese police")."""
    return any(words in value.basis for value in (one, other) for words in _LOOSE)


_LOOSE = ("told before", "in the same sentence", COUNTRY_OF_DOER)


_SIDES = {"doers": ("perpetrator", "participant"), "done to": ("target", "victim")}
OTHERS_HERE = -1.4
"""Against one act: each tells others in its own sentence, by name; a reader also brings those of sentences beside it.
Set on annotated articles that the reader was not trained on."""


def _people(telling: Telling, cluster: Sequence[Telling]) -> list[Reason]:
    reasons: list[Reason] = []
    for name in _SIDES:
        mine, theirs = _side_of(telling, name), [actor for other in cluster for actor in _side_of(other, name)]
        if mine and theirs and (reason := _parties(name, mine, theirs)) is not None:
            if reason.detail != "by kind" or not _in_a_fight(telling, cluster):
                reasons.append(reason)
    if (others := _others_here(telling, cluster)) is not None:
        reasons.append(others)
    if (taken := _another_taken(telling, cluster)) is not None:
        reasons.append(taken)
    return reasons


_TAKING, _TAKEN = frozenset({"arrest", "abduction"}), frozenset({"detained", "abducted"})
"""Acts of which people are told one by one, each taken by himself: another person is another act."""


def _another_taken(telling: Telling, cluster: Sequence[Telling]) -> Reason | None:
    """Against one arrest or abduction: every one whom either side tells is another person, or is told as somebody new
    below the lead ("a second-hand dealer was arrested")."""
    if telling.mention.concept not in _TAKING:
        return None
    mine, theirs = _befallen(telling), [_befallen(other) for other in cluster]
    if any(same_actor(one, each) for one in mine for told in theirs for each in told):
        return None
    if _told_anew(telling) and any(other.holds(each) for other in cluster for each in _befallen(other)):
        return Reason("another person taken", ANOTHER_TAKEN, f"{mine[0].name} is told anew")
    for told in theirs:
        if mine and told and not any(_may_be_one(one, each) for one in mine for each in told):
            return Reason("another person taken", ANOTHER_TAKEN, f"{mine[0].name}, {told[0].name}")
    return None


_LEAD = 3
"""Sentences of headline and lead, which tell the same people anew each."""
_ANEW = re.compile(r"(?:an?|another)\b", re.IGNORECASE)
"""How somebody is told who was not told before; a number of people may be some of those told."""


def _told_anew(telling: Telling) -> bool:
    """True where its own sentence, below the lead, brings in all those whom it befell as people not yet told."""
    words = telling.words
    if telling.sentence < _LEAD or words is None:
        return False
    here = [quote for each in _befallen(telling) for quote in each.evidence if words.overlaps(quote.span)]
    several = any(count.low is None or count.low > 1 for field, count in telling.counts if field in _TAKEN)
    return bool(here) and not several and all(_ANEW.match(quote.exact) for quote in here)


ANOTHER_TAKEN = -1.6
"""Set on annotated articles that the reader was not trained on: from -1.2 to -2.4 nothing changes."""


def _befallen(telling: Telling) -> list[IncidentActor]:
    return [actor for actor in telling.actors if actor.role in {"target", "victim"} and not _pronoun(actor)]


def _may_be_one(one: IncidentActor, other: IncidentActor) -> bool:
    """False for two by name, and for a man and a woman."""
    if same_actor(one, other):
        return True
    if is_named(one) and is_named(other):
        return False
    return not (_sexes(one) and _sexes(other)) or bool(_sexes(one) & _sexes(other))


_MEN = frozenset("man boy father son brother husband uncle nephew grandfather gunman policeman boyfriend".split())
_WOMEN = frozenset("woman girl mother daughter sister wife aunt niece grandmother girlfriend schoolgirl".split())


def _sexes(actor: IncidentActor) -> frozenset[str]:
    words = {word.strip(".,").lower() for word in (actor.name or "").split()}
    return frozenset(name for name, told in (("man", _MEN), ("woman", _WOMEN)) if words & told)


def _side_of(telling: Telling, name: str) -> list[IncidentActor]:
    return [actor for actor in telling.actors if actor.role in _SIDES[name] and not _pronoun(actor)]


def _others_here(telling: Telling, cluster: Sequence[Telling]) -> Reason | None:
    """Against one act: nobody whom it was done to in its own sentence is one of those in theirs, by name. They are only
    more of them where the words point back ("two guards were also killed")."""
    here = [actor for actor in _side_of(telling, "done to") if telling.holds(actor)]
    there = [actor for other in cluster for actor in _side_of(other, "done to") if other.holds(actor)]
    if telling.definite or not (any(map(is_named, here)) and any(map(is_named, there))):
        return None
    if any(same_actor(one, other) for one in here for other in there):
        return None
    return Reason("others done to beside each", OTHERS_HERE, "by name")


def _parties(role: str, mine: Sequence[IncidentActor], theirs: Sequence[IncidentActor]) -> Reason | None:
    """The same actor speaks for one occurrence, others by name for two; of one kind ("police") are many acts."""
    if any(same_actor(one, other) for one in mine for other in theirs):
        return Reason(f"same {role}", 0.7)
    if any(is_named(actor) for actor in mine) and any(is_named(actor) for actor in theirs):
        return Reason(f"other {role}", -0.8, "by name")
    kinds = [{_side(actor) for actor in side} - _VAGUE_KINDS for side in (mine, theirs)]
    if kinds[0] & kinds[1]:
        return Reason(f"same kind of {role}", 0.2)
    return Reason(f"other {role}", -0.6, "by kind") if kinds[0] and kinds[1] else None


def _in_a_fight(telling: Telling, cluster: Sequence[Telling]) -> bool:
    """True where those whom the one tells to have suffered are of the kind of those whom the other tells to have acted:
    both sides of a fight suffer ("rebels clashed with soldiers, two of whom died. A rebel was killed")."""
    for name, other in (("done to", "doers"), ("doers", "done to")):
        mine = {_side(actor) for actor in _side_of(telling, name)} - _VAGUE_KINDS
        if mine & {_side(actor) for each in cluster for actor in _side_of(each, other)}:
            return True
    return False


def _pronoun(actor: IncidentActor) -> bool:
    return (actor.name or "").lower() in _PRONOUNS


def _side(actor: IncidentActor) -> str:
    """The kind, with the forces of the state as one: reports call one patrol police, soldiers and troops."""
    return "state forces" if actor.kind in {"police", "military"} else actor.kind


def _tolls(telling: Telling, cluster: Sequence[Telling]) -> Reason | None:
    agree = disagree = False
    for field, count in telling.counts:
        for other in cluster:
            for other_field, other_count in other.counts:
                if field != other_field or count.low is None or other_count.low is None or _of_some(count):
                    continue
                if _same_count(count, other_count):
                    agree = True
                elif other.speaker == telling.speaker:
                    disagree = True
    if agree:
        return Reason("same toll", 0.6)
    return Reason("other toll of the same speaker", -0.5) if disagree else None


def _of_some(count: Count) -> bool:
    """True for people told already: a number of them ("both had been shot", "one died"), or one of them ("she was hit",
    "the boy was struck")."""
    words = (count.text or "").lower()
    return words in _SOME or (count.high == 1 and words.startswith(("the ", "one of ")))


_SOME = frozenset({"both", "one", "another", "the other", "others", "he", "she", "him", "her"})


def _same_count(one: Count, other: Count) -> bool:
    return one.low == other.low and one.high == other.high


def _weapons(telling: Telling, cluster: Sequence[Telling]) -> Reason | None:
    mine = {weapon.kind: weapon.count for weapon in telling.weapons}
    theirs = {weapon.kind: weapon.count for other in cluster for weapon in other.weapons}
    if not mine or not theirs:
        return None
    shared = [kind for kind in mine if kind in theirs]
    for kind in shared:
        ours, other = mine[kind], theirs[kind]
        if ours and other and ours.low is not None and other.low is not None and not _same_count(ours, other):
            return Reason("other number of weapons", -1.0, kind)
    return Reason("same weapon", 0.4, shared[0]) if shared else Reason("other weapon", -0.4)


def _dated(telling: Telling) -> bool:
    """True when a date or words say how old it is; an act named in passing may be the news itself."""
    mention = telling.mention
    return bool(telling.when.start) or (mention.background and mention.background_basis != IN_PASSING)


def _age(telling: Telling, cluster: Sequence[Telling]) -> Reason | None:
    dated = [other for other in cluster if _dated(other)]
    if not dated or not _dated(telling):
        return None
    if telling.background in {other.background for other in dated}:
        return None
    return Reason("background against news", -0.8)
