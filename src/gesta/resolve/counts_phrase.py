"""A noun phrase as a count, read from its surface: commas and "and" tell conjuncts apart, each has one amount."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gesta.model.analysis import Analysis
from gesta.model.documents import Document
from gesta.model.spans import quote
from gesta.model.values import Count
from gesta.resolve.counts_numbers import Amount, amount_at, vague_at
from gesta.resolve.counts_words import (
    FIGURES,
    GROUPS,
    HOUSEHOLDS,
    MANY,
    NOBODY,
    ONE,
    PART_KEYS,
    REPORTS,
    SIZES,
    TOGETHER,
)

_DASHES = frozenset("-–‐‑")
_PLURAL = frozenset({"NNS", "NNPS"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD", "WDT", "WP", "WP$", "WRB"})
_PARTICIPLE = frozenset({"VBG", "VBN", "VB"})
_STOP_WORDS = frozenset(
    {"including", "who", "which", "that", "among", "when", "where", "said", ";", ":", "—", "but", "("}
)
_NOT_ONE = (("not", "a", "single"), ("not", "one", "single"))
_JOIN = frozenset({"and", "&", "plus", ","})
_PREPOSITIONS = frozenset({"from", "in", "by", "with", "for", "on"})
MAX_TOKENS = 60
"""A phrase longer than this is read only so far."""


@dataclass(frozen=True, slots=True)
class Source:
    """The document with its analysis and its words in lower case."""

    document: Document
    analysis: Analysis
    words: tuple[str, ...]

    def floor(self, token: int) -> int:
        """The first token of the token's sentence."""
        return self.analysis.sentences[self.analysis.sentence_of[token]][0]

    def ceiling(self, token: int) -> int:
        """The token after the token's sentence."""
        return self.analysis.sentences[self.analysis.sentence_of[token]][1]

    def count(self, low: int | None, high: int | None, first: int, end: int) -> Count:
        """Exactly so many, or with no bounds a vague amount, told by the tokens."""
        words = quote(self.document.text, self.analysis.span(first, end))
        return Count(low, high, "vague" if low is None and high is None else "exact", words.exact, {}, (words,))

    def made(self, amount: Amount) -> Count:
        """A count with the amount's bounds and words."""
        words = quote(self.document.text, self.analysis.span(amount.first, amount.end))
        return Count(amount.low, amount.high, amount.exactness, words.exact, {}, (words,))

    def is_entity(self, token: int, *labels: str) -> bool:
        """True when the token is inside an entity of one of the labels."""
        index = self.analysis.entity_of[token]
        return index >= 0 and self.analysis.entities[index].label in labels


@dataclass(frozen=True, slots=True)
class Chunk:
    """One conjunct: tokens [first, end), the word before it, its head noun (None: a bare number or adjective), and
    whether a preposition or participle stood before it in the phrase."""

    first: int
    end: int
    joint: str
    head: int | None
    nested: bool


def chunks(source: Source, first: int, end: int) -> list[Chunk]:
    """The conjuncts of the phrase, cut off where a clause or an "including" begins."""
    found: list[Chunk] = []
    at, joint, nested = first, "", False
    for stop in _joints(source, first, min(end, first + MAX_TOKENS)):
        if stop > at:
            head = _head(source, at, stop)
            found.append(Chunk(at, stop, joint, head, nested))
            nested = nested or _opens(source, head if head is not None else at, stop)
        joint = source.words[stop] if stop < len(source.words) and (stop > at or joint == "") else joint
        if stop < len(source.words) and source.words[stop] == "and":
            joint = "and"
        at = stop + 1
    return found


def _joints(source: Source, first: int, end: int) -> Iterator[int]:
    """Where one conjunct ends: commas, "and" outside numbers, the beginning of a clause, the end."""
    words, tags = source.words, source.analysis.tags
    skip = first
    noun = False
    for at in range(first, end):
        if at < skip:
            continue
        amount = amount_at(words, at, source.floor(at))
        if amount is not None and amount.end > at + 1:
            skip = amount.end
            noun = noun or source.analysis.tags[at] == "CD"
            continue
        if words[at] in _STOP_WORDS or tags[at] in _FINITE:
            if at > first or words[at] not in ("that", "which", "whose"):
                yield at
                return
        if words[at] in _JOIN and words[at - 1 : at] != ("between",):
            yield at
        noun = noun or tags[at].startswith("NN") or tags[at] == "CD"
    yield end


def _head(source: Source, first: int, end: int) -> int | None:
    """The last noun of the first run of nouns; a pronoun counts as one."""
    tags, words = source.analysis.tags, source.words
    head: int | None = None
    for at in range(first, end):
        if words[at] == "year" and at > first and words[at - 1] in _DASHES:
            continue  # "a 47-year old woman"
        noun = tags[at].startswith("NN") or tags[at] == "PRP" or words[at] in NOBODY
        noun = noun or (words[at] in ONE and words[at] != "one" and at + 1 == end)
        if noun and not (words[at + 1 : at + 2] and at + 1 < end and words[at + 1] in _DASHES):
            head = at
        elif head is not None and tags[at] == "POS" and at + 1 < end:
            head = None  # "Ann Hill's two sons"
        elif head is not None or (tags[at] in ("IN", "TO") and words[at] in _PREPOSITIONS):
            break
    if head is None and words[end - 1] == "old" and end - 2 > first and words[end - 2] in _DASHES:
        return end - 1  # "3-year-old"
    if head is None and words[first] in ("a", "an", "another", "his", "her") and end > first + 1:
        return end - 1 if tags[end - 1] == "JJ" else None  # "a civilian", where the tagger took an adjective
    return head


def _opens(source: Source, head: int, end: int) -> bool:
    tags = source.analysis.tags
    return any(
        tags[at] in _PARTICIPLE or (tags[at] == "IN" and source.words[at] != "of") for at in range(head + 1, end)
    )


def read_chunk(source: Source, chunk: Chunk) -> Count | None:
    """The count of one conjunct; None when it tells none."""
    zero = _zero(source, chunk)
    if zero is not None:
        return zero
    if source.words[chunk.first] in ("each", "every") or (chunk.head is not None and _unreported(source, chunk.head)):
        return None
    last = chunk.head if chunk.head is not None else chunk.end - 1
    for at in range(chunk.first, last + 1):
        amount = amount_at(source.words, at, source.floor(at))
        if amount is not None:
            if counts_noun(source, amount, chunk.head):
                return _of_households(source, chunk, amount) or source.made(amount)
            continue
        vague = vague_at(source.words, at)
        if vague is not None and not _followed_by_number(source, vague[1], last + 1):
            return source.count(None, None, *vague)
    return _of_group(source, chunk) or _unnumbered(source, chunk)


def _of_households(source: Source, chunk: Chunk, amount: Amount) -> Count | None:
    """ "4,000 families" are at least so many people, how many more is not told."""
    head = chunk.head
    if head is None or amount.number > head or amount.low is None or source.analysis.lemmas[head] not in HOUSEHOLDS:
        return None
    words = quote(source.document.text, source.analysis.span(amount.first, head + 1))
    return Count(amount.low, None, "at_least", words.exact, {}, (words,))


def _followed_by_number(source: Source, first: int, end: int) -> bool:
    """True where a number follows within the same words: "as many as 60"."""
    return any(amount_at(source.words, at, source.floor(at)) is not None for at in range(first, min(first + 3, end)))


def _zero(source: Source, chunk: Chunk) -> Count | None:
    """ "no casualties", "nobody", "not a single person", "without casualties", "not any victims"."""
    words, floor = source.words, source.floor(chunk.first)
    if chunk.head is not None and words[chunk.first : chunk.first + 3] in _NOT_ONE:
        return source.count(0, 0, chunk.first, chunk.head + 1)
    for at in range(chunk.first, min(chunk.end, chunk.first + 3)):
        if words[at] in NOBODY:
            return source.count(0, 0, at, at + 1)
    end = (chunk.head if chunk.head is not None else chunk.first) + 1
    first = chunk.first
    if first > floor and words[first] not in ("no", "zero") and words[first - 1] in ("no", "zero", "without"):
        first -= 1
    follows = words[first + 1] if first + 1 < len(words) else ""
    if words[first] in ("no", "zero", "0", "without", "nil") and follows not in ("fewer", "less", "more"):
        if follows == "one":
            end = max(end, first + 2)
        return source.count(0, 0, first, max(end, first + 1))
    if words[first] == "any" and chunk.head is not None and _negated(source, chunk.head):
        return source.count(0, 0, first, end)
    return None


def _negated(source: Source, head: int) -> bool:
    analysis = source.analysis
    verb = next((a for a in analysis.ancestors(head) if analysis.tags[a].startswith("VB")), None)
    around = () if verb is None else analysis.children[verb]
    return any(source.words[child] in ("not", "n't", "n’t", "never", "without") for child in around)


def _unreported(source: Source, head: int) -> bool:
    """True under "no reports of": nothing is told, not even a zero."""
    analysis, words = source.analysis, source.words
    for at in range(max(source.floor(head), head - 5), head):
        if analysis.lemmas[at] in REPORTS and "of" in words[at:head]:
            return "no" in words[max(source.floor(head), at - 3) : at]
    return False


def counts_noun(source: Source, amount: Amount, head: int | None) -> bool:
    """True when the amount counts the noun: not the year of "the 2014 victims", and "20-member" only as a size."""
    words = source.words
    if amount.end < len(words) and words[amount.end] in _DASHES:
        return amount.end + 1 < len(words) and words[amount.end + 1] in SIZES
    if head is None or amount.number >= head:
        return True
    year = words[amount.number].isdecimal() and len(words[amount.number]) == 4 and amount.end == amount.number + 1
    told = amount.exactness == "exact" and 1900 <= (amount.low or 0) <= 2100
    return not (year and told and amount.first > source.floor(head))


def _of_group(source: Source, chunk: Chunk) -> Count | None:
    """ "a family of five", "a group of 20 people", "a total of 45"."""
    head, words = chunk.head, source.words
    if head is None or source.analysis.lemmas[head] not in GROUPS or words[head + 1 : head + 2] != ("of",):
        return None
    for at in range(head + 2, min(head + 6, source.ceiling(head))):
        amount = amount_at(words, at, head + 2)
        if amount is not None:
            return source.made(amount)
    return None


def _unnumbered(source: Source, chunk: Chunk) -> Count | None:
    """A phrase without a number: one for a singular or a named person, vague for a plural, else nothing."""
    head = chunk.head
    if head is None:
        return None
    words, tag, lemma = source.words, source.analysis.tags[head], source.analysis.lemmas[head]
    if words[head] in ONE:
        return source.count(1, 1, head, head + 1)
    if lemma in FIGURES or words[head] in FIGURES:
        return None
    if source.is_entity(head, "Person"):
        entity = source.analysis.entities[source.analysis.entity_of[head]]
        return source.count(1, 1, entity.first, entity.end)
    if names_person(source, chunk):
        return source.count(1, 1, _name_start(source, head), head + 1)
    if tag in _PLURAL and "twin" in words[chunk.first : head]:
        return source.count(2, 2, chunk.first, head + 1)
    if words[head] in TOGETHER and words[head + 1 : head + 2] != ("of",):
        return source.count(TOGETHER[words[head]], TOGETHER[words[head]], chunk.first, head + 1)
    if words[head] in MANY or tag in _PLURAL or words[head] in ("people", "police", "personnel") or lemma in GROUPS:
        return source.count(None, None, chunk.first, head + 1)
    return source.count(1, 1, chunk.first, head + 1) if tag in ("NN", "JJ") else None


def names_person(source: Source, chunk: Chunk) -> bool:
    """True for a proper name that the model labels as nothing else: a victim's name it does not know."""
    head = chunk.head
    if head is None or source.analysis.entity_of[head] >= 0:
        return False
    tag = source.analysis.tags[head]
    return tag == "NNP" or (tag == "NNPS" and _name_start(source, head) < head)


def _name_start(source: Source, head: int) -> int:
    """The first token of the run of proper nouns that ends at the head."""
    first = head
    while first > source.floor(head) and source.analysis.tags[first - 1] == "NNP":
        first -= 1
    return first


def part_key(source: Source, token: int) -> str | None:
    """The part that the noun belongs to: children, soldiers, perpetrators and so on."""
    lemma = source.analysis.lemmas[token]
    before = source.words[token - 1] if token else ""
    if lemma in ("officer", "official", "member") and before in ("police", "army", "military"):
        return "police" if before == "police" else "soldiers"
    if lemma in ("national", "citizen") and before == "foreign":
        return "foreigners"
    return PART_KEYS.get(lemma)
