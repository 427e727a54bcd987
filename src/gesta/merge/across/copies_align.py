"""Two texts sentence by sentence: which sentences are the same, and how much of each text stands in the other."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import Indel
from rapidfuzz.process import cdist

from gesta.merge.across.copies_text import CopyText
from gesta.merge.across.copies_words import LITTLE_WORDS, Form, Word, anchors, words_of

_SAME = 0.85
"""Share of words (Dice) from which two sentences are one whatever their names and numbers: a copy may change these."""
_EDITED, _EDITED_ANCHORS = 0.6, 0.5
"""From here they are one when half of the names and numbers agree, or nearly all other words. Edits of 30 % leave .7;
two notes by one formula on two occurrences reach .75 but have other names and numbers."""
_RETOLD, _RETOLD_ANCHORS, _LEAST_ANCHORS = 0.42, 0.75, 2
"""From here when there are so many names and numbers and nearly all agree. Two reporters on one fact have .3 to .5."""
_SHORTEST = 4
"""Words below which a sentence is no evidence ("He was 24.")."""
_LONGEST_SENTENCE = 400
"""Words looked at of one sentence: a page without full stops must not cost the square of its length."""
_LEAST_SHARED = 0.35
"""Share of the shorter text's carrying words that a pair must have in common to be aligned at all."""


_MOST, _ALMOST_ALL, _BOTH = 0.6, 0.85, 0.6
"""Share of a text's words: a copy by its lead and most of the rest; a copy whatever its lead; versions of one text."""
_STRENGTH = 0.5
"""Share of a copy's words that are the original's: 30 % of edits leave .6, two that retell one police note .45."""
_CLOSE, _AGREEMENT = 0.8, 0.55
"""Mean likeness from which names and numbers may all have changed, and their least agreement below it: two notes by one
formula on two occurrences agree in half of them."""
_ENOUGH_ALONE = 5
"""Names, or numbers, from which they may agree by themselves: a copy changes either, seldom both."""
_FIRST = 3
"""Sentences of the lead: a follow-up that repeats the background of an older report has another lead."""
_FOLLOWED, _THROUGHOUT, _IN_STEP, _LEAST_SENTENCES = 0.45, 0.85, 0.95, 5
"""A text edited all through goes sentence by sentence with its original: this likeness is enough for a sentence where
such shares of both texts go together, in one order, in so many sentences; two reporters order their facts each by
himself, and notes by one formula are shorter."""
_ORDERED = 0.7
"""Least share of matched words in one order: a copy is cut and edited, seldom turned about."""
_LEAST_WORDS = 20
"""Words that must stand in both; fewer are a formula."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A text ready to be aligned. ``head``: the words of its headline; ``lines``: those of each sentence; ``bags``: the
    same as a string that has one character for each word, sorted, so that the likeness of two strings is the share of
    words they have in common; ``weights``: how much evidence each sentence is, in words."""

    text: CopyText
    head: tuple[Word, ...]
    lines: tuple[tuple[Word, ...], ...]
    bags: tuple[str, ...]
    weights: tuple[int, ...]
    carrying: frozenset[str]

    @property
    def size(self) -> int:
        """Words in sentences that are evidence."""
        return sum(self.weights)


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence (its place in the text) and the most like it in the other text; ``likeness``: share of words."""

    here: int
    there: int
    likeness: float


@dataclass(frozen=True, slots=True)
class Cover:
    """What of one text stands in another. ``share``: of its words, those in sentences that are there; ``strength``:
    the same with each sentence counted by its likeness; ``agreement``: of names and numbers in these sentences;
    ``lead``: its first sentences are there."""

    pairs: tuple[Pair, ...]
    share: float
    strength: float
    agreement: float
    lead: bool

    def holds(self) -> bool:
        """True when the text, as a whole, stands in the other."""
        enough = self.share >= _ALMOST_ALL or (self.lead and self.share >= _MOST)
        if not enough or self.strength < _STRENGTH:
            return False
        likeness = self.strength / self.share
        return likeness >= _CLOSE or (likeness >= _EDITED and self.agreement >= _AGREEMENT)


@dataclass(frozen=True, slots=True)
class Alignment:
    """How two texts go together. ``ordered``: share of the matched words that come in the same order in both;
    ``matched``: words of one that stand in the other."""

    one: Cover
    other: Cover
    ordered: float
    matched: int

    def copy(self) -> bool:
        """True when one is a copy of the other, whichever came first."""
        return self.matched >= _LEAST_WORDS and self.ordered >= _ORDERED and (self.one.holds() or self.other.holds())

    def in_step(self) -> bool:
        """True when the two go together sentence by sentence from beginning to end."""
        return (
            min(self.one.share, self.other.share) >= _THROUGHOUT
            and self.ordered >= _IN_STEP
            and min(len(self.one.pairs), len(self.other.pairs)) >= _LEAST_SENTENCES
            and min(self.one.agreement, self.other.agreement) >= _AGREEMENT
        )

    def same(self) -> bool:
        """True when they are two versions of one text, neither much more than the other."""
        return self.copy() and min(self.one.share, self.other.share) >= _BOTH


_Same = Callable[[float, Sequence[Word], Sequence[Word]], bool]


def prepare(texts: Iterable[CopyText]) -> list[Prepared]:
    """The texts ready to be aligned with one another."""
    letters: dict[str, str] = {}
    return [_prepared(text, letters) for text in texts]


def _prepared(text: CopyText, letters: dict[str, str]) -> Prepared:
    lines = tuple(words_of(each.exact, each.start)[:_LONGEST_SENTENCE] for each in text.sentences)
    bags = tuple("".join(sorted(_letter(word.form.folded, letters) for word in line)) for line in lines)
    weights = tuple(_weights(lines, bags))
    every = {word.form.folded for line in lines for word in line}
    head = words_of(text.headline.exact, text.headline.start) if text.headline else ()
    return Prepared(text, head, lines, bags, weights, frozenset(every - LITTLE_WORDS))


def _weights(lines: Sequence[Sequence[Word]], bags: Sequence[str]) -> Iterator[int]:
    """The words of each sentence; none of one that is too short or said before (a caption under every picture)."""
    seen: set[str] = set()
    for line, bag in zip(lines, bags, strict=True):
        yield len(line) if len(line) >= _SHORTEST and bag not in seen else 0
        seen.add(bag)


def _letter(word: str, letters: dict[str, str]) -> str:
    """A character that stands for the word; the surrogates are stepped over. Words beyond Unicode's size share one."""
    if word not in letters:
        code = len(letters) + 1
        code += 0x800 if code >= 0xD800 else 0
        letters[word] = chr(min(code, 0x10FFFF))
    return letters[word]


def align(one: Prepared, other: Prepared) -> Alignment | None:
    """How the two go together; None where they have too few words in common to be copies."""
    least = min(len(one.carrying), len(other.carrying))
    if not least or len(one.carrying & other.carrying) < _LEAST_SHARED * least:
        return None
    likeness = cdist(one.bags, other.bags, scorer=Indel.normalized_similarity, score_cutoff=_RETOLD, dtype=np.float32)
    strict = _alignment(likeness, one, other, _one_sentence)
    if not strict.copy():
        followed = _alignment(likeness, one, other, _follows)
        return followed if followed.in_step() and followed.copy() else strict
    return strict


def _alignment(likeness: npt.NDArray[np.float32], one: Prepared, other: Prepared, same: _Same) -> Alignment:
    ours = _cover(_best(likeness, one, other, same), one, other)
    matched = sum(one.weights[pair.here] for pair in ours.pairs)
    ordered = _in_order(ours.pairs, one) / matched if matched else 0.0
    return Alignment(ours, _cover(_best(likeness.T, other, one, same), other, one), ordered, matched)


def one_headline(one: Prepared, other: Prepared) -> bool:
    """True when the headlines of the two are versions of one."""
    ours, theirs = sorted(word.form.folded for word in one.head), sorted(word.form.folded for word in other.head)
    return len(ours) >= _SHORTEST and Indel.normalized_similarity(ours, theirs) >= _EDITED


def _cover(pairs: tuple[Pair, ...], text: Prepared, other: Prepared) -> Cover:
    found = {pair.here for pair in pairs}
    first = [place for place, weight in enumerate(text.weights) if weight][:_FIRST]
    size = text.size or 1
    return Cover(
        pairs,
        sum(text.weights[pair.here] for pair in pairs) / size,
        sum(text.weights[pair.here] * pair.likeness for pair in pairs) / size,
        _agreement(
            [word.form for pair in pairs for word in text.lines[pair.here]],
            [word.form for there in sorted({pair.there for pair in pairs}) for word in other.lines[there]],
        ),
        2 * sum(place in found for place in first) > len(first),
    )


def _agreement(one: Sequence[Form], other: Sequence[Form]) -> float:
    """Share of names and numbers (Dice) that the words have in common; that of names or of numbers alone where it is
    larger and there are enough; 1 where one side has none."""
    ours, theirs = Counter(anchors(one)), Counter(anchors(other))
    if not ours or not theirs:
        return 1.0
    parts = [(ours, theirs)]
    for pick in (_names, _numbers):
        mine, yours = Counter(pick(one)), Counter(pick(other))
        if min(mine.total(), yours.total()) >= _ENOUGH_ALONE:
            parts.append((mine, yours))
    return max(2 * (mine & yours).total() / (mine.total() + yours.total()) for mine, yours in parts)


def _names(forms: Iterable[Form]) -> list[str]:
    return [form.folded for form in forms if form.name and form.number is None]


def _numbers(forms: Iterable[Form]) -> list[str]:
    return [form.number for form in forms if form.number is not None]


def _frame(forms: Iterable[Form]) -> Counter[str]:
    """The words that are neither names nor numbers."""
    return Counter(form.folded for form in forms if not form.name and form.number is None)


def _best(likeness: npt.NDArray[np.float32], one: Prepared, other: Prepared, same: _Same) -> tuple[Pair, ...]:
    """For each sentence of one that is evidence the most like it of the other, if they are one."""
    found: list[Pair] = []
    for here, weight in enumerate(one.weights):
        if not weight:
            continue
        there = int(likeness[here].argmax())
        value = round(float(likeness[here, there]), 3)
        if value >= _RETOLD and other.weights[there] and same(value, one.lines[here], other.lines[there]):
            found.append(Pair(here, there, value))
    return tuple(found)


def _follows(likeness: float, one: Sequence[Word], other: Sequence[Word]) -> bool:
    """True when so much likeness is enough in a text that goes with the other throughout."""
    return likeness >= _FOLLOWED


def _one_sentence(likeness: float, one: Sequence[Word], other: Sequence[Word]) -> bool:
    """True when so much likeness, and the names and numbers, make one sentence of the two."""
    if likeness >= _SAME:
        return True
    ours, theirs = [word.form for word in one], [word.form for word in other]
    agreement = _agreement(ours, theirs)
    if likeness >= _EDITED:
        mine, yours = _frame(ours), _frame(theirs)
        alike = 2 * (mine & yours).total() >= _SAME * (mine.total() + yours.total())
        return alike or agreement >= _EDITED_ANCHORS
    return agreement >= _RETOLD_ANCHORS and min(len(anchors(ours)), len(anchors(theirs))) >= _LEAST_ANCHORS


def _in_order(pairs: Sequence[Pair], text: Prepared) -> int:
    """The most words in matched sentences that follow one another in the other text too."""
    ends: list[int] = []
    best: list[int] = []
    for pair in pairs:
        place = bisect_right(ends, pair.there)
        before = best[place - 1] if place else 0
        reached = before + text.weights[pair.here]
        ends.insert(place, pair.there)
        best.insert(place, reached)
        after = place + 1
        while after < len(best) and best[after] <= reached:
            del ends[after], best[after]
    return max(best, default=0)
