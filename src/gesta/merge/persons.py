"""The wounded who are told one a sentence, as one figure: "a girl was shot", "a 36-year-old woman was also hit"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import msgspec

from gesta.model.reading import BESIDES, HIT, HIT_BESIDES
from gesta.model.tellings import Telling
from gesta.model.terms import CountField
from gesta.model.values import Count

_AGE = re.compile(
    r"\b(\d{1,3})[ -]years?[ -]olds?\b|,? aged? (\d{1,3})\b|, (\d{2})\b|\b(\d{1,2})-month-old", re.IGNORECASE
)
_ORDINAL = re.compile(r"\b(?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b", re.IGNORECASE)
_NTH = {
    word: number
    for number, word in enumerate("second third fourth fifth sixth seventh eighth ninth tenth".split(), start=2)
}
_ANYBODY_ELSE = frozenset({"another", "another person", "another victim"})
"""Words for one who may be described more closely further down ("another woman")."""
_NUMBERED = re.compile(r"\b(?:1|one|single|sole|only|lone)\b", re.IGNORECASE)
"""Words that number one person: such a figure is a total, however many are described."""
_MOST = 12
"""More people than this no report describes one by one."""


_NEAR = 300
"""Characters between two phrases of which the second goes on from the first."""


@dataclass(frozen=True, slots=True)
class _Described:
    """People described by one phrase: their ages, whether the words set them apart from all told before, whether
    they tell who was hit, and of these who may be dead."""

    count: Count
    ages: frozenset[str]
    words: str
    besides: bool
    hit: bool
    hit_only: bool


def all_told(group: Sequence[Telling], lead: Count | None, dead: Count | None) -> Count | None:
    """Where the lead figure of the wounded is one person described, all those the report describes as others; None
    where it describes no other.

    Two ages are two persons, and who was "also" hit, "another" and "a fourth victim" are others than those before.
    A name and a person without an age may be one told already. The dead are not among them.
    """
    if lead is None or not (is_one_described(lead) or _follows_one_wounded(group, lead)):
        return None
    gone = list(_described(group, "killed"))
    aged = frozenset(age for each in gone for age in each.ages)
    others = _others(group, aged, dead.low or 0 if dead else 0)
    if len(others) < 2:
        return None
    left = _without_the_dead(others, None if aged else dead)
    total = sum(each.count.low or 0 for each in left)
    if not 0 < total <= _MOST:
        return None
    return _together([each.count for each in left], total)


def _follows_one_wounded(group: Sequence[Telling], lead: Count) -> bool:
    """True for several told besides one who was told as wounded just before ("Cole was wounded; two others were hurt");
    others further down are others than the dead."""
    told = list(_described(group, "injured"))
    for one, other in pairwise(told):
        if other.count is lead and other.besides and is_one_described(one.count) and not one.hit:
            return other.count.evidence[0].start - one.count.evidence[0].start < _NEAR
    return False


def _others(group: Sequence[Telling], dead: frozenset[str], died: int) -> list[_Described]:
    """Those who are told as other persons, in order of telling; ``dead``: ages of the dead, ``died``: how many.

    "A fourth person" is nobody new where four are told already.
    """
    seen: set[str] = set()
    others: list[_Described] = []
    for each in _described(group, "injured"):
        again = bool(each.ages & (dead | seen)) or each.words in seen
        again = again or (each.words.startswith("another ") and any(one.words in _ANYBODY_ELSE for one in others))
        number = _NTH.get(each.words, 0)
        again = again or bool(others and 0 < number <= died + sum(one.count.low or 0 for one in others))
        if not again and (not others or each.besides or (each.ages and seen & _ages(others))):
            others.append(each)
        seen |= each.ages | {each.words}
    return others


def _ages(told: Sequence[_Described]) -> frozenset[str]:
    return frozenset(age for each in told for age in each.ages)


def _without_the_dead(others: list[_Described], dead: Count | None) -> list[_Described]:
    """Those left where one of those hit is told dead by the same word ("a man", "the man"), else the first told if he
    is told as hit, not as wounded."""
    if dead is None or not dead.low or not others or others[0].besides:
        return others
    if not dead.low == dead.high == 1:
        return [] if others[0].hit else others
    word = (dead.text or "").lower().split()[-1:]
    first = others[0] if others[0].hit else None
    gone = next((each for each in others if each.words.split()[-1:] == word), first)
    return [each for each in others if each is not gone]


def is_one_described(count: Count) -> bool:
    """True for one person told by name or description, not by number: nobody says that there was no other."""
    return count.low == count.high == 1 and not _NUMBERED.search(count.text or "")


def are_two_persons(one: Count, other: Count) -> bool:
    """True for two single persons of different ages: "a 56-year-old" and "a 7-year-old girl"."""
    if not one.low == one.high == other.low == other.high == 1:
        return False
    ages, others = _ages_in(one), _ages_in(other)
    return bool(ages and others and not ages & others)


def in_one_breath(group: Sequence[Telling], lead: Count | None, field: CountField) -> Count | None:
    """The lead figure with the others told in the same sentence ("one is in critical condition and three others were
    injured", "one man was killed and another died in hospital"); None where there are none."""
    told = list(_described(group, field))
    for one, other in pairwise(told):
        start, end = one.count.evidence[0].start, other.count.evidence[0].start
        near = any(each.words and each.words.start <= start and end < each.words.end for each in group)
        if near and other.besides and (lead is one.count or lead is other.count):
            if one.hit_only or one.besides or one.words == other.words or other.words in _NTH:
                continue
            return _together([one.count, other.count], (one.count.low or 0) + (other.count.low or 0))
    return None


def _ages_in(count: Count) -> frozenset[str]:
    return frozenset("".join(groups) for groups in _AGE.findall(count.text or ""))


def _described(group: Sequence[Telling], field: CountField) -> Iterator[_Described]:
    """Those of exact number that the phrases of one toll describe, in order of telling."""
    found = sorted(
        ((count.evidence[0].start, telling, count) for telling in group for name, count in telling.counts
         if name == field and count.evidence and count.low and count.low == count.high),
        key=lambda each: each[0],
    )  # fmt: skip
    for start, telling, count in found:
        bases = {each.basis for each in telling.mention.of(field) if each.quote.start <= start < each.quote.end}
        besides = bool(bases & {BESIDES, HIT_BESIDES})
        yield _Described(count, _ages_in(count), _words(count), besides, count in telling.hit, HIT in bases)


def _words(count: Count) -> str:
    """What tells one such phrase from another: the ordinal of "a fifth victim", else all its words."""
    told = (count.text or "").lower()
    ordinal = _ORDINAL.search(told)
    return ordinal.group() if ordinal else told


def _together(counts: Sequence[Count], total: int) -> Count:
    """One figure of several: the words and evidence of each, so that the sum can be followed."""
    return msgspec.structs.replace(
        counts[0],
        low=total,
        high=total,
        parts={},
        text=", ".join(each.text or "" for each in counts),
        evidence=tuple(dict.fromkeys(quote for each in counts for quote in each.evidence)),
    )
