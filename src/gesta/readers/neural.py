"""The trained reader: one encoder over the text, whose heads weigh what the rules read and find what they miss.

The rules propose (triggers of the codebook, roles by the parse, realis, speakers) and are evidence to the heads, so a
concept added by a user is read at once; acts told in other words, and roles that stand in another sentence, are found
by the heads alone. Every mention still has its words, and its score says what the encoder made of them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, groupby, pairwise

import msgspec
import numpy as np

from gesta.codebook.records import Codebook
from gesta.model.analysis import Analysis, renamed
from gesta.model.documents import Document
from gesta.model.reading import Mention, Tie, Told
from gesta.model.terms import ConceptId, Realis
from gesta.readers.claims import NO_CLAIMS, Claims, claims, detectors
from gesta.readers.cues import REACH, Cues
from gesta.readers.detector import Detector
from gesta.readers.detector_words import joined, words_of
from gesta.readers.encoder import Encoder, encoder
from gesta.readers.heads import Floats, TokenScores
from gesta.readers.naming import named
from gesta.readers.neural_acts import Seen
from gesta.readers.neural_roles import with_roles
from gesta.readers.patterns import PatternsReader, Rules, sure
from gesta.readers.scoring import topic
from gesta.readers.triggers import Match, matches

HAPPENED, DID_NOT = 0.35, -0.35
"""Where the factuality head's scale (-1 to 1) stands for told as happened, and for told as not happened."""

Encoded = dict[range, tuple[list[int], Floats]]
"""The tokens of each passage of a document that was encoded, with their vectors."""


@dataclass(frozen=True)
class NeuralReader:
    """Reads by the trained encoder over the triggers of a codebook."""

    codebook: Codebook
    loaded: Callable[[], Encoder] = encoder

    @property
    def name(self) -> str:
        return "neural"

    @cached_property
    def encoder(self) -> Encoder:
        return self.loaded()

    @cached_property
    def _patterns(self) -> PatternsReader:
        return PatternsReader(self.codebook)

    def read(self, document: Document, analysis: Analysis) -> Told:
        """The mentions of the document in text order."""
        if not len(analysis):
            return Told(())
        found = matches(analysis, self.codebook)
        acts = [match.token for match in found if self.codebook.concept(match.trigger.concept).cls == "event"]
        encoded = {passage: self.encoder.vectors(analysis, passage) for passage in passages(analysis, acts)}
        tagged, analysis = analysis, self.with_names(analysis, encoded)
        if analysis.entities != tagged.entities:
            found = matches(analysis, self.codebook)
        rules = Rules(self.codebook, document, analysis)
        rated = rules.candidates(found)
        about, heads = topic(analysis, self.codebook), self.encoder.heads
        told = {match.token: mention for match, mention in zip(found, rated, strict=True)}
        cues = Cues(document, analysis, about, told, heads.numbers)
        learnt = self._claims(analysis, found, rated, acts, encoded)
        scores = self._scores(analysis, cues, [*acts, *learnt.made], encoded)
        if scores is None:
            return Told(sure([told[match.token] for match in found if match.token not in learnt.refused]))
        spans = {match.token: range(match.first, match.end) for match in found}
        scores = scores.gathered(spans).joined(_of_one_phrase(found, acts))
        matched = frozenset(chain.from_iterable(spans.values()))
        seen = Seen(self.codebook, heads, analysis, scores, told, matched, learnt)
        read = seen.read(found)
        mentions = rules.candidates(read)
        by_token = {match.token: mention for match, mention in zip(read, mentions, strict=True)}
        paired = Cues(document, analysis, about, by_token, heads.numbers)
        kept = {token: seen.judged(token, mention) for token, mention in by_token.items()}
        kept |= dict(with_roles(document, analysis, self.codebook, heads, scores, paired, kept))
        kept |= dict(self._with_ties(seen, paired, kept))
        return Told(tuple(_settled(kept)), names=analysis.entities)

    def judge(self, document: Document, analysis: Analysis, token: int) -> Realis:
        """Whether what the token tells happened: the factuality head where it is sure, else the grammar."""
        tokens, vectors = self.encoder.vectors(analysis, range(len(analysis.sentences)))
        value = float(self.encoder.heads.factuality(vectors[tokens.index(token), None])[0])
        if value >= HAPPENED:
            return "actual"
        ruled = self._patterns.judge(document, analysis, token)
        if value <= DID_NOT:
            return "negated" if ruled in _HELD else ruled
        return "alleged" if ruled in _HELD else ruled

    def with_names(self, analysis: Analysis, encoded: Encoded) -> Analysis:
        """The analysis with the names of its encoded passages as the encoder sees them too."""
        for tokens, vectors in encoded.values():
            analysis = renamed(analysis, named(analysis, tokens, self.encoder.heads.entity(vectors)))
        return analysis

    @cached_property
    def _detectors(self) -> dict[ConceptId, Detector]:
        """The detectors of the codebook; raises DataError with every one that is broken or of another encoder."""
        return detectors(self.codebook, self.encoder.heads.width)

    def __post_init__(self) -> None:
        if self.codebook.detectors:
            self._detectors  # noqa: B018 - what is wrong with them is said before the first report

    def _vectors(self, analysis: Analysis, passage: range, encoded: Encoded) -> tuple[list[int], Floats]:
        if passage not in encoded:
            encoded[passage] = self.encoder.vectors(analysis, passage)
        return encoded[passage]

    def _claims(
        self,
        analysis: Analysis,
        found: Sequence[Match],
        rated: Sequence[Mention],
        acts: Sequence[int],
        encoded: Encoded,
    ) -> Claims:
        """What the detectors say of every word, also far from any trigger."""
        if not self._detectors:
            return NO_CLAIMS
        near = list(passages(analysis, acts))
        every = sorted([*near, *_between(near, len(analysis.sentences))], key=lambda each: each.start)
        parts = [words_of(analysis, found, rated, *self._vectors(analysis, passage, encoded)) for passage in every]
        return claims(self.codebook, self._detectors, found, joined(parts, self.encoder.heads.width))

    def _scores(self, analysis: Analysis, cues: Cues, acts: Sequence[int], encoded: Encoded) -> TokenScores | None:
        """The scores of the tokens of every passage that may tell an act; none where no passage does."""
        read: list[int] = []
        vectors = []
        for passage in passages(analysis, acts):
            tokens, made = self._vectors(analysis, passage, encoded)
            read.extend(tokens)
            vectors.append(made)
        if not read:
            return None
        scores = self.encoder.heads.tokens(np.concatenate(vectors), [cues.token(token) for token in read])
        return scores.spread(read, len(analysis))

    def _with_ties(self, seen: Seen, cues: Cues, kept: dict[int, Mention]) -> Iterator[tuple[int, Mention]]:
        """The acts with how sure it is that each tells the occurrence of one before it."""
        acts = [token for token, mention in kept.items() if mention.cls == "event"]
        pairs = [(one, other) for number, other in enumerate(acts) for one in acts[:number]]
        if not pairs:
            return
        odds = seen.heads.same(seen.scores, pairs, [cues.together(one, other) for one, other in pairs])
        ties: dict[int, list[Tie]] = {}
        for (one, other), value in zip(pairs, odds, strict=True):
            ties.setdefault(other, []).append(Tie(kept[one].trigger.start, round(float(value), 2)))
        for token, found in ties.items():
            yield token, msgspec.structs.replace(kept[token], ties=tuple(found))


def passages(analysis: Analysis, acts: Iterable[int]) -> Iterator[range]:
    """The runs of sentences within `REACH` of words that may tell an act, in text order; the rest is not encoded."""
    told, last = {analysis.sentence_of[token] for token in acts}, len(analysis.sentences)
    near = sorted({number for at in told for number in range(max(0, at - REACH), min(last, at + REACH + 1))})
    for _, run in groupby(enumerate(near), key=lambda numbered: numbered[1] - numbered[0]):
        numbers = [number for _, number in run]
        yield range(numbers[0], numbers[-1] + 1)


def _of_one_phrase(found: Sequence[Match], acts: Collection[int]) -> Iterator[tuple[int, int]]:
    """Nouns of one kind of act, one right before the other ("drive-by shooting"); ``acts``: the tokens of acts."""
    for one, other in pairwise(found):
        nouns = one.trigger.pos == other.trigger.pos == "noun"
        if nouns and one.end == other.first and one.trigger.concept == other.trigger.concept and one.token in acts:
            yield one.token, other.token


def _between(near: Sequence[range], size: int) -> Iterator[range]:
    """The runs of sentences that stand in none of the passages."""
    start = 0
    for passage in (*near, range(size, size)):
        if start < passage.start:
            yield range(start, passage.start)
        start = passage.stop


_HELD: frozenset[Realis] = frozenset({"actual", "alleged", "generic"})


def _settled(kept: dict[int, Mention]) -> Sequence[Mention]:
    """The mentions, none of them the outcome of one that was left out."""
    left = {mention.trigger.start for mention in kept.values()}
    return [
        mention if mention.result_of in left else msgspec.structs.replace(mention, result_of=None)
        for mention in kept.values()
    ]
