"""The trained reader: one encoder over the text, whose heads weigh what the rules read and find what they miss.

The rules propose (triggers of the codebook, roles by the parse, realis, speakers) and are evidence to the heads, so that
a concept added by a user is read at once; acts told in other words, and roles that stand in another sentence, are found
by the heads alone. Every mention still has its words, and its score says what the encoder made of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import msgspec
import numpy as np

from gesta.codebook.records import Codebook, Trigger
from gesta.model.analysis import Analysis
from gesta.model.documents import Document
from gesta.model.reading import Argument, Mention, Tie
from gesta.model.spans import quote
from gesta.model.terms import ArgumentRole, ConceptId
from gesta.model.values import Reason, score
from gesta.readers.attribution import attributed
from gesta.readers.cues import MERGED, REALIS, ROLES, Cues
from gesta.readers.encoder import Encoder, encoder
from gesta.readers.heads import TokenScores
from gesta.readers.patterns import THRESHOLDS, PatternsReader
from gesta.readers.roles import agent_role, patient_role
from gesta.readers.scoring import topic
from gesta.readers.syntax import phrase
from gesta.readers.triggers import Match, matches

READ = 0.5
"""Probability from which an act that the codebook names is read; all thresholds are set on the int8 model."""
FOUND = 0.6
"""Probability from which an act is read that no trigger names."""
ROLE = 0.5
"""Probability from which a phrase plays a role that no rule gives it."""
KEPT = 0.15
"""Probability under which a role that a rule gives is dropped."""
FAR = 0.65
"""The same as ``ROLE`` for a phrase of another sentence."""
SURE = 0.6
"""Probability from which realis and concept are the encoder's and not the rules'."""
_WEIGHED = frozenset({"perpetrator", "target", "instrument", "place", "time"})
_TRIGGER_TAGS = ("VB", "NN", "JJ")


@dataclass(frozen=True)
class NeuralReader:
    """Reads by the trained encoder over the triggers of a codebook."""

    codebook: Codebook

    @property
    def name(self) -> str:
        return "neural"

    @cached_property
    def _encoder(self) -> Encoder:
        return encoder()

    @cached_property
    def _patterns(self) -> PatternsReader:
        return PatternsReader(self.codebook)

    def read(self, document: Document, analysis: Analysis) -> tuple[Mention, ...]:
        """The mentions of the document in text order."""
        if not len(analysis):
            return ()
        found = matches(analysis, self.codebook)
        rated = self._patterns.candidates(document, analysis, found)
        about = topic(analysis, self.codebook)
        numbers = self._encoder.heads.numbers
        told = {match.token: mention for match, mention in zip(found, rated, strict=True)}
        cues = Cues(document, analysis, about, told, numbers)
        vectors = self._encoder.vectors(analysis)
        scores = self._encoder.heads.tokens(vectors, [cues.token(token) for token in range(len(analysis))])
        seen = _Seen(self.codebook, self._encoder, analysis, scores, told)
        everything = [*(seen.renamed(match) for match in found), *seen.proposed()]
        everything.sort(key=lambda match: (match.first, -match.end))
        mentions = self._patterns.candidates(document, analysis, everything)
        by_token = {match.token: mention for match, mention in zip(everything, mentions, strict=True)}
        kept = {
            token: seen.judged(token, mention)
            for token, mention in by_token.items()
            if seen.is_read(token, mention, told.get(token))
        }
        paired = Cues(document, analysis, about, by_token, numbers)
        acts = [token for token, mention in kept.items() if mention.cls == "event"]
        read = dict(kept) | dict(_with_roles(document, analysis, self.codebook, self._encoder, scores, paired, kept, acts))
        read |= dict(_with_ties(analysis, self._encoder, scores, paired, read, acts))
        left = {mention.trigger.start for mention in read.values()}
        return tuple(
            mention if mention.result_of in left else msgspec.structs.replace(mention, result_of=None)
            for mention in read.values()
        )


def _sigmoid(odds: float) -> float:
    return float(1 / (1 + np.exp(-odds)))


def _softmax(logits: np.ndarray) -> np.ndarray:
    raised = np.exp(logits - logits.max())
    made: np.ndarray = raised / raised.sum()
    return made


@dataclass(frozen=True)
class _Seen:
    """What the heads make of the tokens of one document."""

    codebook: Codebook
    encoder: Encoder
    analysis: Analysis
    scores: TokenScores
    told: dict[int, Mention]

    def proposed(self) -> Iterator[Match]:
        """Acts at words that no trigger names."""
        for token in np.flatnonzero(self.scores.event > _odds(FOUND)):
            token = int(token)
            if token in self.told or not self.analysis.tags[token].startswith(_TRIGGER_TAGS):
                continue
            concept = self._concept(token)[0]
            if concept is not None:
                yield self._match(token, concept)

    def _match(self, token: int, concept: ConceptId) -> Match:
        pos = "verb" if self.analysis.tags[token].startswith("VB") else "noun"
        return Match(Trigger(concept, (self.analysis.lemmas[token],), pos, 0.5), token, token, token + 1)

    def _concept(self, token: int) -> tuple[ConceptId | None, float]:
        """The likeliest act and its probability."""
        chances = _softmax(self.scores.concept[token])
        for number in np.argsort(-chances):
            name = ConceptId(self.encoder.heads.concepts[int(number)])
            if name in self.codebook.concepts and self.codebook.concept(name).cls == "event":
                return name, float(chances[number])
        return None, 0.0

    def renamed(self, match: Match) -> Match:
        """The match with the concept that the encoder is sure of, where it knows the one that the codebook gives."""
        given = match.trigger.concept
        if given not in self.encoder.heads.numbers or self.codebook.concept(given).cls != "event":
            return match
        concept, chance = self._concept(match.token)
        if concept is None or concept == given or chance < SURE:
            return match
        trigger = Trigger(concept, match.trigger.lemmas, match.trigger.pos, match.trigger.weight)
        return Match(trigger, match.token, match.first, match.end)

    def is_read(self, token: int, mention: Mention, told: Mention | None) -> bool:
        """True for an act that the encoder takes for one, and a statement that the rules are sure of."""
        if mention.cls == "statement":
            return mention.score.value >= THRESHOLDS["statement"]
        return bool(self.scores.event[token] >= _odds(READ if told else FOUND))

    def judged(self, token: int, mention: Mention) -> Mention:
        """The mention with realis, background and score as the encoder has them."""
        if mention.cls == "statement":
            return mention
        chances = _softmax(self.scores.realis[token])
        best = int(chances.argmax())
        realis, basis = mention.realis, mention.realis_basis
        if REALIS[best] != realis and chances[best] >= SURE:
            realis, basis = REALIS[best], f"in context, against “{basis}”"
        background, background_basis = mention.background, mention.background_basis
        if (chance := _sigmoid(self.scores.background[token])) >= 0.5:
            background, background_basis = True, background_basis if background else "told as background"
        elif background:
            background, background_basis = False, "told as the news"
        del chance
        value = round(_sigmoid(self.scores.event[token]), 3)
        rated = score(Reason("read in context", value, mention.trigger.exact))
        return msgspec.structs.replace(
            mention, realis=realis, realis_basis=basis, background=background, background_basis=background_basis, score=rated
        )


def _odds(chance: float) -> float:
    return float(np.log(chance / (1 - chance)))


def _with_roles(
    document: Document, analysis: Analysis, codebook: Codebook, encoder: Encoder, scores: TokenScores, cues: Cues,
    kept: dict[int, Mention], acts: Sequence[int],
) -> Iterator[tuple[int, Mention]]:  # fmt: skip
    """The acts with the roles that the heads give, drop and add."""
    pairs = [(token, candidate) for token in acts for candidate in cues.near(token)]
    if not pairs:
        return
    rules = {token: cues.rules(token) for token in acts}
    rows = [cues.pair(token, candidate, rules[token]) for token, candidate in pairs]
    chances = 1 / (1 + np.exp(-encoder.heads.roles(scores, pairs, rows)))
    by_act: dict[int, dict[int, np.ndarray]] = {}
    for (token, candidate), row in zip(pairs, chances, strict=True):
        by_act.setdefault(token, {})[candidate] = row
    for token in acts:
        yield token, _arranged(document, analysis, codebook, kept[token], token, by_act.get(token, {}))


def _arranged(
    document: Document, analysis: Analysis, codebook: Codebook, mention: Mention, token: int, chances: dict[int, np.ndarray]
) -> Mention:
    arguments: list[Argument] = []
    for argument in mention.arguments:
        head, role = analysis.token_at(argument.head), MERGED.get(argument.role)
        row = chances.get(head) if head is not None else None
        if row is None or role not in _WEIGHED or row[ROLES.index(role)] >= KEPT:
            arguments.append(argument)
    concept = codebook.concept(mention.concept)
    there = {(MERGED.get(argument.role), analysis.token_at(argument.head)) for argument in arguments}
    for candidate, row in chances.items():
        near = analysis.sentence_of[candidate] == analysis.sentence_of[token]
        for number in np.flatnonzero(row >= (ROLE if near else FAR)):
            role = ROLES[int(number)]
            if role not in _WEIGHED or (role, candidate) in there:
                continue
            span = phrase(analysis, candidate)
            named: ArgumentRole = (
                agent_role(concept) if role == "perpetrator"
                else patient_role(analysis, concept, candidate) if role == "target"
                else role
            )  # type: ignore[assignment]  # fmt: skip
            arguments.append(Argument(named, quote(document.text, span), analysis.starts[candidate], "read in context"))
    arguments.sort(key=lambda argument: (argument.quote.start, argument.role))
    spoken = mention.attribution
    if spoken is None:
        spoken = _speaker(document, analysis, chances, token)
    return msgspec.structs.replace(mention, arguments=tuple(arguments), attribution=spoken)


def _speaker(document: Document, analysis: Analysis, chances: dict[int, np.ndarray], token: int):
    number = ROLES.index("speaker")
    here = analysis.sentence_of[token]
    near = [(row[number], c) for c, row in chances.items() if analysis.sentence_of[c] == here]
    best = max(near, default=(0.0, -1))
    if best[0] < SURE:
        return None
    return attributed(document, analysis, best[1], analysis.heads[best[1]])


def _with_ties(
    analysis: Analysis, encoder: Encoder, scores: TokenScores, cues: Cues, kept: dict[int, Mention], acts: Sequence[int]
) -> Iterator[tuple[int, Mention]]:
    """The acts with how sure it is that each tells the occurrence of one before it."""
    pairs = [(one, other) for number, other in enumerate(acts) for one in acts[:number]]
    if not pairs:
        return
    odds = encoder.heads.same(scores, pairs, [cues.together(one, other) for one, other in pairs])
    ties: dict[int, list[Tie]] = {}
    for (one, other), value in zip(pairs, odds, strict=True):
        ties.setdefault(other, []).append(Tie(kept[one].trigger.start, round(float(value), 2)))
    for token, found in ties.items():
        yield token, msgspec.structs.replace(kept[token], ties=tuple(found))
