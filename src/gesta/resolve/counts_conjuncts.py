"""Which conjuncts of a noun phrase count people of their own, and their sum."""

from __future__ import annotations

from functools import partial, reduce

from gesta.model.spans import Span, quote
from gesta.model.terms import Exactness
from gesta.model.values import Count
from gesta.resolve.counts_numbers import amount_at
from gesta.resolve.counts_phrase import Chunk, Source, names_person, part_key, read_chunk
from gesta.resolve.counts_words import (
    ACTS,
    ANYBODY,
    FEMALE,
    GROWN,
    KIN,
    MALE,
    OFFSPRING,
    ONE,
    PARENTS,
    REFLEXIVE,
    YOUNG,
)

_OF_THEM = (("of", "them"), ("of", "whom"), ("of", "these"), ("of", "those"))
_OPENING = frozenset("a an the his her their its another one this that both".split())
_PLACES = frozenset({"Location", "Facility"})


def summed(source: Source, conjuncts: list[Chunk]) -> Count | None:
    """The sum of the conjuncts that count somebody; the first alone where the others spell it out."""
    if len(conjuncts) > 2 and source.words[conjuncts[-1].end : conjuncts[-1].end + 2] == ("among", "them"):
        conjuncts = conjuncts[:1]  # "seven people, a woman and two children among them"
    total: Count | None = None
    read: list[tuple[Chunk, Count]] = []
    ages = False
    for number, chunk in enumerate(conjuncts):
        bare = chunk.head is None and total is not None
        if bare and chunk.joint == ",":
            ages = True  # "two men, 24 and 30"
        if bare and ages:
            continue
        in_list = any(each.joint in {"and", "&", "plus"} for each in conjuncts[number:])
        if total is not None and not adds(source, chunk, read[-1][0], total, in_list=in_list):
            continue
        found = None if timed(source, chunk) else read_chunk(source, chunk)
        if found is None:
            continue
        found = _own_part(source, found, chunk.head)
        total = found if total is None else _joined(source, total, found)
        read.append((chunk, found))
    return read[0][1] if len(read) > 1 and spelt_out(source, read) else total


def together(source: Source, told: list[Count]) -> Count | None:
    """The sum of what semicolons set apart; the first alone where the others spell it out ("three people; a man and two
    girls")."""
    if not told:
        return None
    first, *rest = told
    if rest and (first.low or 0) > 1 and sum(count.low or 0 for count in rest) == first.low:
        return first
    return reduce(partial(_joined, source), rest, first)


def _own_part(source: Source, count: Count, head: int | None) -> Count:
    """The count with its own group as a part when the noun names one and the number is one figure."""
    key = None if head is None else part_key(source, head)
    if key is None or count.low is None or count.low != count.high or count.low == 0:
        return count
    return Count(count.low, count.high, count.exactness, count.text, {key: count.low}, count.evidence)


def _joined(source: Source, total: Count, more: Count) -> Count:
    """The sum with the words from the first amount to the last as its text."""
    summed = combine(total, more)
    words = quote(source.document.text, Span(total.evidence[0].start, more.evidence[-1].end))
    return Count(summed.low, summed.high, summed.exactness, words.exact, summed.parts, (words,))


def combine(first: Count, second: Count) -> Count:
    """The sum of two counts: a lower bound adds what is known of both, an upper bound needs both."""
    lows = [bound for bound in (first.low, second.low) if bound is not None]
    low = sum(lows) if lows else None
    high = first.high + second.high if first.high is not None and second.high is not None else None
    kinds = {first.exactness, second.exactness}
    text = " + ".join(words for words in (first.text, second.text) if words) or None
    parts = dict(first.parts)
    for name, number in second.parts.items():
        parts[name] = parts.get(name, 0) + number
    return Count(low, high, _exactness(low, high, kinds), text, parts, first.evidence + second.evidence)


def _exactness(low: int | None, high: int | None, kinds: set[Exactness]) -> Exactness:
    if low is None and high is None:
        return "vague"
    if high is None:
        return "at_least"
    if low is None:
        return "at_most"
    if low != high:
        return "range"
    return "exact" if kinds == {"exact"} else "about"


def adds(source: Source, chunk: Chunk, before: Chunk, total: Count, *, in_list: bool) -> bool:
    """True when the conjunct is another group, not an apposition, an age, a place or the second half of a pair.

    ``in_list``: an "and" joins it or a later one; an article after a comma alone tells more of the one before ("a man,
    a student at the college, was shot"), and so do a name and whose kin it is ("Ann's father, John Hill, was shot").
    """
    head, words = chunk.head, source.words
    person = head is not None and (source.is_entity(head, "Person") or names_person(source, chunk))
    named = before.head is not None and (source.is_entity(before.head, "Person") or names_person(source, before))
    numbered = any(amount_at(words, at, source.floor(at)) for at in range(chunk.first, (head or chunk.first) + 1))
    if words[chunk.first + 1 : chunk.first + 3] in _OF_THEM:
        return False  # "31 others, eight of them cadets"
    if head is not None and (words[head] in REFLEXIVE or source.analysis.lemmas[head] in ACTS or timed(source, chunk)):
        return False
    if head is None or source.is_entity(head, *_PLACES):
        return head is None and numbered and chunk.joint == "and" and not _of_ages(source, before)
    if chunk.joint == "," and (named != person or (named and person and not _listed(source, chunk))):
        return False
    if chunk.joint == "," and not in_list and _name_and_kin(source, chunk, before):
        return False
    if person and total.high is not None and total.high > 1 and not named:
        return False
    if chunk.nested and source.analysis.deps[head] != "conj":
        return False
    return (
        numbered
        or person
        or (in_list and words[chunk.first] in _OPENING)
        or words[head] in ONE
        or _noun_alone(source, chunk, total)
        or _kin_alone(source, chunk, before)
        or _another_person(source, chunk, before)
        or _listed_bare(source, chunk, before)
    )


def _of_ages(source: Source, before: Chunk) -> bool:
    """True for "three men between the ages of 18 and 23" and "two men aged 18 and 23"."""
    return bool({"age", "ages", "aged"} & set(source.words[before.first : before.end]))


def _name_and_kin(source: Source, chunk: Chunk, before: Chunk) -> bool:
    """True for a name beside words that begin with another's name in the possessive: one person told twice."""
    return _possessed(source, chunk) != _possessed(source, before)


def _possessed(source: Source, chunk: Chunk) -> bool:
    head = chunk.head
    return head is not None and head + 1 < chunk.end and source.words[head + 1] in _POSSESSIVE


_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})


def _listed(source: Source, chunk: Chunk) -> bool:
    return chunk.end < len(source.words) and source.words[chunk.end] in (",", "and")


def _noun_alone(source: Source, chunk: Chunk, total: Count) -> bool:
    """A bare plural is another group only beside another bare plural: "12 men and women" are twelve."""
    return total.low is None and total.high is None


def _kin_alone(source: Source, chunk: Chunk, before: Chunk) -> bool:
    """A bare noun shares the possessive before it: "her father and daughter" are two, "a wife and mother" is one."""
    tags = source.analysis.tags
    bare = chunk.head == chunk.first and chunk.joint == "and" and tags[chunk.first] == "NN"
    return bare and before.head is not None and source.words[before.first] in {"his", "her", "their", "my", "our"}


def _another_person(source: Source, chunk: Chunk, before: Chunk) -> bool:
    """True for a noun of another sex or age than the one before it ("a toddler and grandfather"), or with an age of its
    own after "and" ("her brother and 4-year-old niece"): no one person is both."""
    head, other = chunk.head, before.head
    if head is None or other is None or {source.analysis.tags[head], source.analysis.tags[other]} != {"NN"}:
        return False
    one, two = source.analysis.lemmas[head], source.analysis.lemmas[other]
    apart = any((one in a and two in b) or (one in b and two in a) for a, b in _APART)
    return apart or (chunk.joint == "and" and _aged(source, chunk))


_APART = ((MALE, FEMALE), (YOUNG, GROWN), (PARENTS, OFFSPRING))


def _aged(source: Source, chunk: Chunk) -> bool:
    """True where an age stands before or in place of the noun: "4-year-old niece", "14-year-old"."""
    last = chunk.end if chunk.head is None else chunk.head + 1
    return "old" in source.words[chunk.first : last]


def _listed_bare(source: Source, chunk: Chunk, before: Chunk) -> bool:
    """True in a list without articles, as headlines have them: "woman, child", "father, son", "girl, 3, teen".

    An apposition to a bare noun tells kin or calling and is closed by a comma of its own.
    """
    tags, words = source.analysis.tags, source.words
    if chunk.joint != "," or chunk.head is None or before.head is None or not _closes(source, chunk):
        return False
    bare = all(tags[part.first] in _BARE and words[part.first] not in _OPENING for part in (before, chunk))
    nouns = [source.analysis.lemmas[part.head] for part in (before, chunk) if part.head is not None]
    return bare and all(
        noun in _PEOPLE or _aged(source, part) for noun, part in zip(nouns, (before, chunk), strict=True)
    )


_BARE = frozenset({"NN", "NNP", "JJ", "CD", "NNS"})
_PEOPLE = MALE | FEMALE | YOUNG | GROWN | KIN | {"adult", "officer", "suspect", "gunman", "deputy", "student"}


def _closes(source: Source, chunk: Chunk) -> bool:
    """True where no comma of an apposition follows the conjunct, or another conjunct after it."""
    words, end = source.words, chunk.end
    return not (end < len(words) and words[end] == "," and end < source.ceiling(chunk.first) - 1) or (
        source.analysis.tags[end + 1] in _BARE
    )


_HOURS = frozenset({"a.m.", "p.m.", "a.m", "p.m", "am", "pm", "o'clock", "noon", "midnight"})


def timed(source: Source, chunk: Chunk) -> bool:
    """True for a time that stands before the people ("just after 11 p.m. Friday, two people")."""
    if any(word in _HOURS for word in source.words[chunk.first : chunk.end]):
        return True
    return chunk.head is not None and source.is_entity(chunk.head, "Date")


def spelt_out(source: Source, found: list[tuple[Chunk, Count]]) -> bool:
    """True where the conjuncts after the first spell it out: "three others, two men and a woman" are three."""
    (first, total), *rest = found
    if len(rest) < 2 or first.head is None or rest[0][0].joint != "," or (total.low or 0) < 2:
        return False
    if source.analysis.lemmas[first.head] not in ANYBODY or total.low != total.high:
        return False
    return sum(count.low or 0 for _, count in rest) == total.low
