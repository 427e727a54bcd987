"""What a copy has otherwise than its original: names and numbers in sentences that go together, sentences left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import Indel

from gesta.merge.across.copies_align import Cover, Pair, Prepared, one_headline
from gesta.merge.across.copies_words import LITTLE_WORDS, Word
from gesta.model.merged import CopyChange
from gesta.model.spans import Quote

MOST_CHANGES = 40
"""Changes listed of one copy: names and numbers first."""
_NEGATIONS = frozenset(
    "no not never none nobody nothing neither nor without denied denies deny isn't wasn't aren't weren't don't "
    "doesn't didn't hasn't haven't hadn't won't can't cannot couldn't wouldn't".split()
)
"""Words that turn a sentence round; a copy with one more or one less tells the opposite."""
_Kind = Literal["name", "number", "words"]
_KINDS: tuple[_Kind, ...] = ("number", "name", "words")


@dataclass(frozen=True, slots=True)
class _Side:
    """The words of one sentence, the text they are of, and all values (words, numbers) that the text has."""

    words: tuple[Word, ...]
    text: Prepared
    values: frozenset[str]


def changes(ours: Prepared, theirs: Prepared, cover: Cover, back: Cover) -> tuple[CopyChange, ...]:
    """The changes of the copy (``ours``) in the order of its text: numbers and names, then sentences added, then
    sentences of the original left out; at most MOST_CHANGES."""
    our_values, their_values = _values(ours), _values(theirs)
    told: list[CopyChange] = []
    if one_headline(ours, theirs):
        told.extend(_in_sentence(_Side(ours.head, ours, our_values), _Side(theirs.head, theirs, their_values)))
    for pair in cover.pairs:
        one = _Side(ours.lines[pair.here], ours, our_values)
        told.extend(_in_sentence(one, _Side(theirs.lines[pair.there], theirs, their_values)))
    told.extend(CopyChange("added", quote, None) for quote in _alone(ours, cover.pairs, back.pairs))
    told.extend(CopyChange("removed", None, quote) for quote in _alone(theirs, back.pairs, cover.pairs))
    return tuple(dict.fromkeys(told))[:MOST_CHANGES]


def _values(text: Prepared) -> frozenset[str]:
    return frozenset(word.value for line in (text.head, *text.lines) for word in line)


def _in_sentence(ours: _Side, theirs: _Side) -> Iterator[CopyChange]:
    """The names, numbers and negations in which two sentences that go together differ."""
    one, other = [word.value for word in ours.words], [word.value for word in theirs.words]
    for mine, yours in _runs(one, other):
        for kind in _KINDS:
            here = [word for word in ours.words[mine[0] : mine[1]] if _is(kind, word)]
            there = [word for word in theirs.words[yours[0] : yours[1]] if _is(kind, word)]
            here, there = _different(kind, here, there, ours, theirs)
            if here or there:
                yield CopyChange(kind, _quoted(ours.text, here), _quoted(theirs.text, there))


def _runs(one: Sequence[str], other: Sequence[str]) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """The stretches of the two that differ, between stretches that are the same in both."""
    start, after = (0, 0), [*Indel.opcodes(one, other)]
    for code in after:
        if code.tag == "equal":
            if start != (code.src_start, code.dest_start):
                yield (start[0], code.src_start), (start[1], code.dest_start)
            start = (code.src_end, code.dest_end)
    if start != (len(one), len(other)):
        yield (start[0], len(one)), (start[1], len(other))


def _is(kind: _Kind, word: Word) -> bool:
    if kind == "number":
        return word.form.number is not None
    if kind == "name":
        return word.form.name and word.form.number is None
    return word.form.folded in _NEGATIONS


def _different(
    kind: _Kind, here: list[Word], there: list[Word], ours: _Side, theirs: _Side
) -> tuple[list[Word], list[Word]]:
    """The words of both that tell of a change.

    A number or name that only moved stands elsewhere in the other sentence; one that was left out here but stands
    elsewhere in the text ("President Roe", later "Roe") is no change unless another stands in its place.
    """
    one, other = {word.value for word in ours.words}, {word.value for word in theirs.words}
    here = [word for word in here if word.value not in other]
    there = [word for word in there if word.value not in one]
    if kind == "words" or (here and there and kind == "number"):
        return here, there
    new = [word for word in here if word.value not in theirs.values]
    gone = [word for word in there if word.value not in ours.values]
    return (here, there) if here and there and (new or gone) else (new, gone)


def _quoted(text: Prepared, words: Sequence[Word]) -> Quote | None:
    """The words from the first to the last as they stand in the text's sentences."""
    if not words:
        return None
    start, end = words[0].start, words[-1].end
    headline = text.text.headline
    for sentence in (*text.text.sentences, *((headline,) if headline else ())):
        if sentence.start <= start and end <= sentence.end:
            return Quote(start, end, sentence.exact[start - sentence.start : end - sentence.start], text.text.report)
    return None


def _alone(text: Prepared, pairs: Sequence[Pair], back: Sequence[Pair]) -> list[Quote]:
    """The sentences of the text that stand nowhere in the other one, by either text's reckoning."""
    found = {pair.here for pair in pairs} | {pair.there for pair in back}
    return [
        text.text.sentences[place]
        for place, weight in enumerate(text.weights)
        if weight and place not in found and any(word.form.folded not in LITTLE_WORDS for word in text.lines[place])
    ]
