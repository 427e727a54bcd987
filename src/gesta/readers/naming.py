"""Names as the tagger and the encoder see them together: the tagger's spans are votes beside the encoder's scores.

Weights set on the tuning articles of Worldwide (F1 of nine classes 78.9 by the tagger alone, 74.5 by the encoder alone,
82.6 together); on the held-back fifth 77.9 and 81.0.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from gesta.model.analysis import Analysis, NamedSpan
from gesta.model.terms import EntityLabel
from gesta.readers.cues import LABELS
from gesta.readers.heads import Floats

VOTE = 2.0
"""What a span of the tagger adds to the encoder's log-odds, and no span to those of no name."""
VOTES: dict[EntityLabel, float] = {"NORP": 3.5, "Date": 3.5, "Weapon": 30.0}
"""The same for labels that the tagger knows better than the encoder, and for one that the encoder never learnt."""
OUTSIDE = 0.5
"""What is taken from the log-probability of no name: the two together miss more than they invent."""
_MISTAKEN = frozenset({"Organization", "Misc"})
"""What a surname alone is taken for; one that is taken for a place may be the place that a person is named after."""
_NEVER = -1e9


def named(analysis: Analysis, tokens: Sequence[int], logits: Floats) -> tuple[NamedSpan, ...]:
    """The names of the document: of each sentence that was encoded the likeliest, elsewhere those of the tagger.

    ``logits`` (N, 21) are the entity head's for the N ``tokens``, which are whole sentences.
    """
    row = {token: number for number, token in enumerate(tokens)}
    kept = [each for each in analysis.entities if each.first not in row]
    for first, end in analysis.sentences:
        if first in row:
            kept += _of_sentence(analysis, first, logits[row[first] : row[first] + end - first])
    return _persons(analysis, sorted(kept, key=lambda each: each.first))


def _persons(analysis: Analysis, names: Sequence[NamedSpan]) -> tuple[NamedSpan, ...]:
    """The names; what the text has as the last part of a person's name is that person wherever it stands alone."""
    words = [tuple(word.lower() for word in analysis.words[each.first : each.end]) for each in names]
    longer = [told for told, each in zip(words, names, strict=True) if each.label == "Person" and len(told) > 1]
    tails = {told[at:] for told in longer for at in range(1, len(told))}
    return tuple(
        NamedSpan(each.first, each.end, "Person") if told in tails and each.label in _MISTAKEN else each
        for told, each in zip(words, names, strict=True)
    )


def _of_sentence(analysis: Analysis, first: int, logits: Floats) -> Iterator[NamedSpan]:
    begun: NamedSpan | None = None
    for token, tag in enumerate(_best(_voted(analysis, first, logits)), start=first):
        if tag and tag % 2 == 0 and begun is not None:
            begun = NamedSpan(begun.first, token + 1, begun.label)
            continue
        if begun is not None:
            yield begun
        begun = NamedSpan(token, token + 1, LABELS[tag // 2]) if tag else None
    if begun is not None:
        yield begun


def _voted(analysis: Analysis, first: int, logits: Floats) -> Floats:
    """Log-probabilities (N, 21) of outside, then begin and inside of each label, with the tagger's votes counted."""
    scores = logits.astype(np.float32)
    scores[:, 0] += VOTE
    for entity in analysis.entities:
        if first <= entity.first and entity.end <= first + len(scores):
            begin, end, inside = entity.first - first, entity.end - first, 2 * LABELS.index(entity.label) + 2
            vote = VOTES.get(entity.label, VOTE)
            scores[begin:end, 0] -= VOTE
            scores[begin, inside - 1] += vote
            scores[begin + 1 : end, inside] += vote
    scores -= scores.max(axis=1, keepdims=True)
    scores -= np.log(np.exp(scores).sum(axis=1, keepdims=True))
    scores[:, 0] -= OUTSIDE
    return scores


def _best(scores: Floats) -> list[int]:
    """The likeliest row of tags in which an inside follows a begin or inside of its own label (Viterbi)."""
    free = scores.argmax(axis=1)
    if all(tag == 0 or tag % 2 or before in (tag - 1, tag) for before, tag in zip((0, *free), free, strict=False)):
        return [int(tag) for tag in free]  # the best of all rows keeps the rule already
    size = scores.shape[1]
    inside = np.arange(size) % 2 == 0
    inside[0] = False
    allowed = np.zeros((size, size))
    allowed[:, inside] = _NEVER
    for tag in np.flatnonzero(inside):
        allowed[[tag - 1, tag], tag] = 0.0
    total = scores[0] + np.where(inside, _NEVER, 0.0)
    came: list[Floats] = []
    for row in scores[1:]:
        through = total[:, None] + allowed
        came.append(through.argmax(axis=0))
        total = through.max(axis=0) + row
    path = [int(total.argmax())]
    for back in reversed(came):
        path.append(int(back[path[-1]]))
    return path[::-1]
