"""Which words tell an act, of which concept, and whether it happened, as the trained heads weigh the rules.

All thresholds are probabilities of the int8 model, set on the annotated articles that it was not trained on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

import msgspec
import numpy as np

from gesta.codebook.records import Codebook, Trigger, TriggerPos
from gesta.model.analysis import Analysis
from gesta.model.reading import Mention
from gesta.model.terms import LISTED_REALIS, ConceptId, CountField
from gesta.model.values import Reason, score
from gesta.readers.claims import NO_CLAIMS, Claim, Claims, prevails
from gesta.readers.cues import REALIS
from gesta.readers.heads import Floats, Heads, TokenScores
from gesta.readers.patterns import THRESHOLDS
from gesta.readers.scoring import UNMEANT
from gesta.readers.syntax import agents, dismissed
from gesta.readers.triggers import Match, ruled_out

READ = 0.7
"""From here an act is read that a trigger names and of which the rules are not sure."""
DOUBTED = 0.5
"""Under this an act is left out of which the rules are sure."""
TRIED = 0.15
"""The same of an act told by the word for trying it ("an assassination attempt"): it learnt from hardly any."""
FEW = 130
"""With fewer examples of a concept to learn from, the encoder has no say against an act the rules are sure of ..."""
VAIN = 0.2
"""... unless it sees hardly any act there ("the woman drove from her home")."""
RULED_OUT = 0.95
"""The same where the codebook names it by this word, but rules it out in this company ("celebratory gunfire")."""
UNLIKELY, AGAINST = -0.4, 0.93
"""A reason that weighs so much against an act (a sports report, an accident), and from where it is read anyway."""
FOUND = 0.9
"""From here an act is read that no trigger names ..."""
NAMED = 0.6
"""... when its concept is at least so likely."""
SURE = 0.6
"""From here the encoder may say that what the grammar takes for actual is not."""
BACKGROUND = 0.6
"""From here an act is told as background."""
PROPOSED = 0.5
"""Weight of a trigger that the encoder proposes, in the rules' own terms: a word that needs its company."""
_NO_DOERS = frozenset("injury illness weather traffic fog snow heat inflation nerve cramp virus flu fever".split())
"""What is only told in a figure of speech to do what people do ("held hostage by a knee injury")."""
_TRYING = frozenset({"attempt", "bid", "attempted"})
"""Words by which the grammar takes an act for an attempt ("a coup attempt", "the attempted coup")."""
_TAGS = ("VB", "NN", "JJ")
_HARM: dict[str, CountField] = {"wound": "injured", "injure": "injured", "hurt": "injured", "die": "killed"}


def odds(chance: float) -> float:
    """The natural logarithm of the odds of a probability."""
    return float(np.log(chance / (1 - chance)))


def chance(value: float) -> float:
    """The probability of log-odds."""
    return float(1 / (1 + np.exp(-value)))


def chances(logits: Floats) -> Floats:
    """The probabilities of logits."""
    raised = np.exp(logits - logits.max())
    made: Floats = raised / raised.sum()
    return made


def proposal(analysis: Analysis, token: int, concept: ConceptId) -> Match:
    """A trigger that no codebook names, at one token."""
    pos: TriggerPos = "verb" if analysis.tags[token].startswith("VB") else "noun"
    return Match(Trigger(concept, (analysis.lemmas[token],), pos, PROPOSED), token, token, token + 1)


@dataclass(frozen=True)
class Seen:
    """What the heads make of the tokens of one document.

    ``told``: what the rules read, by token; ``matched``: every token of the triggers that they match; ``claims``: what
    was learnt of a user's own concepts says.
    """

    codebook: Codebook
    heads: Heads
    analysis: Analysis
    scores: TokenScores
    told: dict[int, Mention]
    matched: frozenset[int]
    claims: Claims = NO_CLAIMS

    def _proposed(self) -> Iterator[Match]:
        """Acts at words that no trigger names; what has a detector is proposed by that alone."""
        for token in map(int, np.flatnonzero(self.scores.event >= odds(FOUND))):
            if token in self.matched or not self.analysis.tags[token].startswith(_TAGS) or self._is_toll(token):
                continue
            if any(self.analysis.lemmas[doer] in _NO_DOERS for doer in agents(self.analysis, token)):
                continue
            concept, sure = self._concept(token)
            if concept is None or sure < NAMED or concept in self.claims.detectors or dismissed(self.analysis, token):
                continue
            likely = self.scores.event[token] >= odds(RULED_OUT)
            if likely or not ruled_out(self.analysis, self.codebook, concept, token):
                yield proposal(self.analysis, token, concept)

    def _claimed(self, found: Sequence[Match], proposed: Sequence[Match]) -> Iterator[Match]:
        """The words that detectors claim, as acts of their concepts, where nothing likelier is read there."""
        there = {match.token: match for match in (*proposed, *found)}
        for token, claim in sorted(self.claims.made.items()):
            match = there.get(token)
            if match is None:
                yield proposal(self.analysis, token, claim.concept)
            elif match.trigger.concept == claim.concept:
                yield match
            elif token in self.claims.refused or self._gives_way(match, claim):
                trigger = Trigger(claim.concept, match.trigger.lemmas, match.trigger.pos, PROPOSED)
                yield Match(trigger, match.token, match.first, match.end)

    def _gives_way(self, match: Match, claim: Claim) -> bool:
        """True when the word rather tells what a detector claims than what the match says."""
        concept = match.trigger.concept
        if self.codebook.concept(concept).cls == "statement":
            return prevails(self.codebook, claim, concept, self.told[match.token].score.value)
        likely = chance(float(self.scores.event[match.token]))
        number = self.heads.numbers.get(concept)
        if number is not None:
            likely *= float(chances(self.scores.concept[match.token])[number])
        return prevails(self.codebook, claim, concept, likely)

    def _is_toll(self, token: int) -> bool:
        """True for a word of harm beside an act that bears the harmed ("wounded in a gun battle")."""
        field, sentence = _HARM.get(self.analysis.lemmas[token]), self.analysis.sentence_of[token]
        return field is not None and any(
            mention.score.value >= THRESHOLDS["event"] and field in self.codebook.concept(mention.concept).bears
            for other, mention in self.told.items()
            if self.analysis.sentence_of[other] == sentence
        )

    def _concept(self, token: int) -> tuple[ConceptId | None, float]:
        """The likeliest act and its probability."""
        likely = chances(self.scores.concept[token])
        for number in map(int, np.argsort(-likely)):
            name = ConceptId(self.heads.concepts[number])
            if name in self.codebook.concepts and self.codebook.concept(name).cls == "event":
                return name, float(likely[number])
        return None, 0.0

    def read(self, found: Sequence[Match]) -> list[Match]:
        """The matches that are read, with those at words that no trigger names, in text order.

        With an act what the rules tie to it in the same breath is read too, and with a toll its act. What detectors
        claim or refuse is as they say.
        """
        proposed = list(self._proposed())
        claimed = {match.token: match for match in self._claimed(found, proposed)}
        free = [match for match in found if match.token not in claimed and match.token not in self.claims.refused]
        sure = {match.token for match in free if self._is_read(match.token)}
        acts = {self.told[token].trigger.start for token in (*sure, *claimed) if token in self.told}
        led = {self.told[token].result_of for token in sure if self.told[token].of("killed", "injured")}
        kept = [
            match
            for match in free
            if match.token in sure or self.told[match.token].result_of in acts or self._led_to(match.token, led)
        ]
        added = [match for match in proposed if match.token not in claimed]
        return sorted([*kept, *claimed.values(), *added], key=lambda match: (match.first, -match.end))

    def _led_to(self, token: int, led: Set[int | None]) -> bool:
        """True for an act of which the rules are sure and whose toll is read ("fighting broke out, killing ten")."""
        ruled = self.told[token]
        return ruled.trigger.start in led and ruled.score.value >= THRESHOLDS[ruled.cls]

    def _is_read(self, token: int) -> bool:
        """True for an act that the encoder takes for one, and a statement that the rules are sure of."""
        ruled = self.told[token]
        sure = ruled.score.value >= THRESHOLDS[ruled.cls]
        if ruled.cls == "statement":
            return sure
        if sure and ruled.realis not in LISTED_REALIS:
            return True  # told as not happened it is kept as that
        if sure and self.heads.learnt(ruled.concept) < FEW:
            return bool(self.scores.event[token] >= odds(VAIN))
        if any(reason.name == UNMEANT for reason in ruled.score.reasons):
            return False
        against = any(reason.weight <= UNLIKELY for reason in ruled.score.reasons)
        if sure and not against and ruled.realis == "attempted" and ruled.realis_basis in _TRYING:
            return bool(self.scores.event[token] >= odds(TRIED))
        least = DOUBTED if sure else AGAINST if against else READ
        return bool(self.scores.event[token] >= odds(least))

    def judged(self, token: int, mention: Mention) -> Mention:
        """The act with realis, background and score as the encoder has them."""
        if mention.cls == "statement":
            return mention if self._claim(token, mention) is None else self._scored(token, mention)
        likely = chances(self.scores.realis[token])
        best = int(likely.argmax())
        realis, basis = mention.realis, mention.realis_basis
        if realis == "actual" and REALIS[best] != realis and likely[best] >= SURE:
            realis, basis = REALIS[best], f"in context, against “{basis}”"
        old, old_basis = mention.background, mention.background_basis
        if bool(self.scores.background[token] >= odds(BACKGROUND)) != old:
            old, old_basis = not old, "told as the news" if old else "told as background"
        return msgspec.structs.replace(
            self._scored(token, mention),
            realis=realis,
            realis_basis=basis,
            background=old,
            background_basis=old_basis,
        )

    def _claim(self, token: int, mention: Mention) -> Claim | None:
        """The claim by which the mention is read, if a detector reads it."""
        claim = self.claims.made.get(token)
        return claim if claim is not None and claim.concept == mention.concept else None

    def _scored(self, token: int, mention: Mention) -> Mention:
        """The mention with the chance that the encoder gives it, or a detector."""
        claim = self._claim(token, mention)
        if claim is None:
            value, name = round(chance(float(self.scores.event[token])), 3), "read in context"
        else:
            value, name = round(claim.chance, 3), f"learnt from {claim.examples} examples"
        return msgspec.structs.replace(mention, score=score(Reason(name, value, mention.trigger.exact)))
