"""The figures an account leads with: what the text tells first and most plainly, those hit less those who died."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import msgspec

from gesta.merge.persons import all_told, are_two_persons, in_one_breath, is_one_described
from gesta.model.reading import BESIDES, HIT_ALIVE, HIT_BESIDES, OVER_TIME, RISEN
from gesta.model.spans import Quote
from gesta.model.tellings import BACKGROUND_AFTER, Telling
from gesta.model.terms import COUNT_FIELDS, CountField
from gesta.model.values import Count

_LEAD = 3
"""A report's headline and first two sentences: a figure there stands before one person told elsewhere."""
_SOME = 10
"""So many an open figure may mean at most whose words tell one and more ("teenagers and a 12-year-old")."""
_SENTENCE = 250
"""Characters: so far from its act a figure still stands in one sentence with it."""


Told = tuple[Telling, Count]
"""A figure with the telling that bears it."""


def lead_figures(group: Sequence[Telling]) -> dict[CountField, Count | None]:
    """The lead figure of each toll field (policy ``lead``), None where the text tells none."""
    group = _without_past(_without_sums(group))
    figures = {field: _lead(group, field) for field in COUNT_FIELDS}
    figures["killed"] = in_one_breath(group, figures["killed"], "killed") or figures["killed"]
    breath = in_one_breath(group, figures["injured"], "injured")
    if breath is not None:
        return {**figures, "injured": breath}
    several = all_told(group, figures["injured"], figures["killed"])
    if several is not None:
        return {**figures, "injured": several}
    hit = [(telling, count) for telling in group for count in telling.hit]
    wounded = figures["injured"]
    if any(count is wounded for _, count in hit) and wounded is not None:
        killed = figures["killed"]
        others = killed and (_did_it(group, killed) or _besides_those_hit(group, killed))
        alive = _alive(wounded, hit, None if others else killed)
        figures["injured"] = alive or _plainly_wounded(group)
    return figures


def _without_sums(group: Sequence[Telling]) -> Sequence[Telling]:
    """The tellings without the sums over many acts ("43 killed since January"), but where nothing else is told."""
    sums = {telling.sentence for telling in group for _, count in telling.counts if _is(telling, count, OVER_TIME)}
    if not sums or all(telling.sentence in sums for telling in group):
        return group
    return [_without_its_sums(telling) for telling in group]


def _without_past(group: Sequence[Telling]) -> Sequence[Telling]:
    """The tellings of wounded in the lead without those told dead in passing on a day more than a week before ("in
    retaliation for the killing of Hill last May"), wherever their death is told again."""
    if not any(each.sentence < _LEAD and not each.background and each.hit for each in group):
        return group
    day = next((each.when.start for each in group if not each.background and each.when.start), None)
    if day is None:
        return group
    past = [each for each in group if each.background and each.when.start and _long_before(each.when.start, day)]
    gone = {count.text for each in past for field, count in each.counts if field == "killed"}
    return [replace(each, counts=_but_for(each, gone)) for each in group] if gone else group


def _but_for(telling: Telling, gone: set[str | None]) -> tuple[tuple[CountField, Count], ...]:
    return tuple((field, count) for field, count in telling.counts if field != "killed" or count.text not in gone)


def _long_before(one: str, other: str) -> bool:
    return date.fromisoformat(one[:10]) + BACKGROUND_AFTER < date.fromisoformat(other[:10])


def _without_its_sums(telling: Telling) -> Telling:
    counts = tuple((field, count) for field, count in telling.counts if not _is(telling, count, OVER_TIME))
    hit = tuple(count for count in telling.hit if not _is(telling, count, OVER_TIME))
    return replace(telling, counts=counts, hit=hit)


def _is(telling: Telling, count: Count, basis: str) -> bool:
    """True for a count that stands in words of that basis."""
    at = count.evidence[0].start if count.evidence else -1
    told = (each for each in telling.mention.arguments if each.basis == basis)
    return any(each.quote.start <= at < each.quote.end for each in told)


def _plainly_wounded(group: Sequence[Telling]) -> Count | None:
    """The first exact figure of people told as wounded, for where all those told as hit are dead."""
    told = [(telling, count) for telling in group for name, count in telling.counts if name == "injured"]
    plain = (count for telling, count in _said(group, "injured", told) if count not in telling.hit)
    return next((count for count in plain if count.low and count.low == count.high), None)


def _did_it(group: Sequence[Telling], dead: Count) -> bool:
    """True where the one dead is told as who did it: those he hit are others ("a man who shot four was killed")."""
    if dead.high != 1:
        return False
    doers = [actor for telling in group for actor in telling.actors if actor.role == "perpetrator"]
    names = {(actor.name or "").lower() for actor in doers} - {""}
    spans = [quote.span for actor in doers for quote in actor.evidence]
    return (dead.text or "").lower() in names or any(
        quote.span.overlaps(span) for quote in dead.evidence for span in spans
    )


def _besides_those_hit(group: Sequence[Telling], dead: Count) -> bool:
    """True where the dead are told as others than those hit ("five were taken to hospital; two others died")."""
    return any(count is dead and _is(telling, count, BESIDES) for telling in group for _, count in telling.counts)


def _alive(wounded: Count, hit: Sequence[Told], killed: Count | None) -> Count | None:
    """The wounded among those hit: the figure less the dead, or of a later one that tells more than died."""
    if any(count is wounded and _besides(telling, count) for telling, count in hit):
        return wounded
    others = next((count for telling, count in hit if _besides(telling, count) and (count.low or 0) > 1), None)
    if (
        others is not None
        and killed is not None
        and others.low in {wounded.low, (wounded.low or 0) - (killed.low or 0)}
    ):
        return others
    left = _less_the_dead(wounded, killed)
    if left is not None or killed is None:
        return left
    for telling, count in hit:
        if _besides(telling, count):
            return count
        if (count.low or 0) > (killed.low or 0):
            return _less_the_dead(count, killed)
    return None


def _besides(telling: Telling, count: Count) -> bool:
    """True for people told to be hit besides the rest ("another was shot"), or alive: none of them is dead."""
    at = count.evidence[0].start
    return any(
        each.basis in {HIT_ALIVE, HIT_BESIDES} and each.quote.start <= at < each.quote.end
        for each in telling.mention.of("injured")
    )


def _lead(group: Sequence[Telling], field: CountField) -> Count | None:
    """The first figure with a bound, else the first in words ("dozens").

    Wounds told as such come before people told as hit (but see ``_wounded``), victims before the dead among those who
    did it, and a number of several before one person told earlier by name ("he was killed"), one in the lead first. A
    toll told to have risen takes the place of all, and one more of the dead is counted on by his number.
    """
    told = [(telling, count) for telling in group for name, count in telling.counts if name == field]
    bounded = _said(group, field, told)
    victims = [each for each in bounded if not _only_perpetrators(each[1])] or bounded
    plain = [each for each in victims if each[1] not in each[0].hit] or victims
    chosen_from = _wounded(plain, victims, somebody_died=_somebody_died(group))
    chosen_from = _exact_first(chosen_from, victims)
    several = [each for each in chosen_from if _in_lead(*each) and (each[1].low or 0) > 1]
    if chosen_from and is_one_described(chosen_from[0][1]):
        several = several or [each for each in victims if _counts_several(*each)]
    first = next(iter(chosen_from or [each for each in told if each[1].low is None and each[1].high is None]), None)
    if first is None:
        return None
    chosen = several[0][1] if several and first[1].low == first[1].high == 1 else first[1]
    risen = [count for telling, count in bounded if _has_risen(telling, field, count)]
    if risen and (risen[-1].low or 0) > (chosen.low or 0):
        chosen = risen[-1]
    for _, count in bounded if field == "killed" else ():
        chosen = _with_the_next(chosen, count)
    return _with_perpetrators(chosen, [count for _, count in bounded if _only_perpetrators(count)])


_NEXT = {
    f"a {word}": number
    for number, word in enumerate("second third fourth fifth sixth seventh eighth ninth tenth".split(), start=2)
}


def _with_the_next(before: Count, count: Count) -> Count:
    """The figure with one more who is told by his number: "two people were killed; a third victim died later"."""
    number = _NEXT.get(" ".join((count.text or "").lower().split()[:2]))
    if number is None or count.high != 1 or not before.low == before.high == number - 1:
        return before
    evidence = (*before.evidence, *count.evidence)
    return msgspec.structs.replace(
        before, low=number, high=number, text=f"{before.text}, {count.text}", evidence=evidence
    )


def _has_risen(telling: Telling, field: CountField, count: Count) -> bool:
    """True for a toll that is told to have risen to the figure: it takes the place of what was told before."""
    at = count.evidence[0].start if count.evidence else -1
    told = (each for each in telling.mention.of(field) if each.basis == RISEN)
    return any(each.quote.start <= at < each.quote.end for each in told)


def _said(group: Sequence[Telling], field: CountField, told: Sequence[Told]) -> list[Told]:
    """The figures with a bound, but no zero told after a figure ("nobody else was hit") or after words ("several others
    were wounded"), and nobody wounded who is one of the dead ("a boy was killed; he was hit in the chest")."""
    kept: list[Told] = []
    some = False
    dead = [] if field != "injured" else [count for each in group for name, count in each.counts if name == "killed"]
    for telling, count in told:
        if count.low is None and count.high is None:
            some = True
            continue
        if count.high == 0 and (some or any(other.low for _, other in kept)):
            continue
        if count.high == 1 and any(_same_person(count, other) for other in dead):
            continue
        kept.append((telling, count))
    return kept


_PRONOUNS = frozenset({"he", "she", "him", "her"})


def _same_person(one: Count, dead: Count) -> bool:
    """True for a pronoun beside somebody dead, and for the dead told by the same words."""
    words, other = (one.text or "").lower().split(), (dead.text or "").lower().split()
    if not words or not other or not dead.low:
        return False
    return (len(words) == 1 and words[0] in _PRONOUNS) or (
        dead.high == 1 and words[-1] == other[-1] and words[0] == "the"
    )


def _exact_first(told: Sequence[Told], every: Sequence[Told]) -> Sequence[Told]:
    """The figures, with an exact one of all before an open one of a few that it fulfils ("at least four", then "five").

    A large open figure leads as the report leads with it ("more than 200"): an exact one told further down is another
    speaker's or of a part.
    """
    first = next(iter(told), None)
    if first is None or first[1].high is not None or first[1].low is None or first[1].low > _SOME:
        return told
    least, most = max(2, first[1].low), max(_SOME, 2 * first[1].low)
    exact = [each for each in every if each[1].low == each[1].high and least <= (each[1].low or 0) <= most]
    return [*exact, *told]


def _somebody_died(group: Sequence[Telling]) -> bool:
    return any(field == "killed" and count.high != 0 for telling in group for field, count in telling.counts)


def _wounded(plain: Sequence[Told], told: Sequence[Told], *, somebody_died: bool) -> Sequence[Told]:
    """The figures to choose from: those hit where a lead tells several and the wounded told below cannot be their sum.

    Fewer wounded are some of those hit where they are told below the lead or nobody died, and many more are of another
    occurrence.
    """
    hit = next((count for telling, count in told if count in telling.hit and _in_lead(telling, count)), None)
    if hit is None or (hit.low or 0) < 2:
        return plain
    most_plain = max((count.high or 0 for _, count in plain), default=0)
    if not somebody_died and hit.low == hit.high and most_plain < (hit.low or 0) <= 2 * most_plain:
        return told
    apart = [each for each in plain if _in_lead(*each) and each[1] != hit and not _of_them(*each)]
    if any((count.low or 0) > 1 for _, count in apart):
        return plain
    most = hit.high or hit.low or 0
    return [each for each in plain if most <= (each[1].low or 0) <= 2 * most] or told


def _of_them(telling: Telling, count: Count) -> bool:
    """True for a number of people told already ("two of the victims")."""
    at = count.evidence[0].start if count.evidence else -1
    quotes = (each.quote for each in telling.mention.of("injured") if each.quote.start <= at < each.quote.end)
    return any(quote.exact.lower().split()[1:2] == ["of"] for quote in quotes)


def _counts_several(telling: Telling, count: Count) -> bool:
    """True for an exact number of several people, who are not some of those told already."""
    number = count.low is not None and count.low == count.high and 1 < count.low <= _SOME
    return number and bool(_NUMBER.match(count.text or "")) and not _of_them(telling, count)


_NUMBER = re.compile(r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten)\b", re.IGNORECASE)


def _in_lead(telling: Telling, count: Count) -> bool:
    """True for a figure that the lead itself tells, not a sentence further down about an act of the lead."""
    near = abs(count.evidence[0].start - telling.mention.trigger.start) < _SENTENCE if count.evidence else True
    return telling.sentence < _LEAD and near


def _with_perpetrators(victims: Count, others: Sequence[Count]) -> Count:
    """The figure with the dead among those who did it as a part, where they are told apart; they are not added."""
    if not others or "perpetrators" in victims.parts:
        return victims
    parts = {**victims.parts, "perpetrators": others[0].parts["perpetrators"]}
    return msgspec.structs.replace(victims, parts=parts, evidence=(*victims.evidence, *others[0].evidence))


def _only_perpetrators(count: Count) -> bool:
    return count.low is not None and count.low > 0 and count.parts.get("perpetrators") == count.low


def _less_the_dead(hit: Count, killed: Count | None) -> Count | None:
    """The wounded among those told to be hit: "five were shot, two of them died" leaves three.

    The words and evidence are both figures', so that the sum can be followed; None when nobody is left.
    """
    if killed is None or killed.low is None or killed.low == 0:
        return hit
    if (_only_perpetrators(killed) and not _only_perpetrators(hit)) or are_two_persons(hit, killed):
        return hit
    if hit.low is None or hit.low != hit.high or killed.low != killed.high or hit.low <= killed.low:
        return None
    left = hit.low - killed.low
    words: tuple[Quote, ...] = tuple(dict.fromkeys((*hit.evidence, *killed.evidence)))
    return msgspec.structs.replace(
        hit, low=left, high=left, parts={}, text=f"{hit.text} hit, {killed.text} killed", evidence=words
    )
