"""Which words the detectors of a codebook claim for their concepts, and which triggers they refuse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from gesta.codebook.records import Codebook
from gesta.errors import DataError, Problem
from gesta.model.terms import ConceptId
from gesta.readers.detector import Detector, decode
from gesta.readers.detector_words import BESIDES, Words
from gesta.readers.encoder import stamp
from gesta.readers.triggers import Match


@dataclass(frozen=True, slots=True)
class Claim:
    """A word that a detector takes to tell its concept."""

    concept: ConceptId
    chance: float
    examples: int


@dataclass(frozen=True)
class Claims:
    """What the detectors say of one text. ``made``: the best claim by token, that of a trigger's words at its head;
    ``refused``: heads of triggers of the detectors' concepts that fall short."""

    detectors: Mapping[ConceptId, Detector] = field(default_factory=dict)
    made: Mapping[int, Claim] = field(default_factory=dict)
    refused: frozenset[int] = frozenset()


NO_CLAIMS = Claims()
"""Those of a codebook without detectors."""


def detectors(codebook: Codebook, width: int) -> dict[ConceptId, Detector]:
    """The detectors of the codebook over the shipped encoder, whose vectors are of the width.

    Raises DataError with a Problem for every one that is broken or was learnt over another encoder.
    """
    found: dict[ConceptId, Detector] = {}
    problems: list[Problem] = []
    for concept, content in codebook.detectors.items():
        try:
            found[concept] = decode(content, f"detector of {concept}", stamp(), width + BESIDES)
        except DataError as error:
            problems += error.problems
    if problems:
        raise DataError(tuple(problems))
    return found


def claims(codebook: Codebook, detectors: Mapping[ConceptId, Detector], found: Sequence[Match], words: Words) -> Claims:
    """The claims of the detectors on the words of a text, in which the triggers ``found`` match."""
    head = {token: match.token for match in reversed(found) for token in range(match.first, match.end)}
    head |= {match.token: match.token for match in found}
    places = [head.get(token, token) for token in words.tokens]
    best: dict[int, Claim] = {}
    kept: set[int] = set()
    own = {match.token: match.trigger.concept for match in found}
    for concept, detector in detectors.items():
        for place, value in zip(places, detector.chance(words.rows(concept)).tolist(), strict=True):
            if value < detector.threshold:
                continue
            if own.get(place) == concept:
                kept.add(place)
            claim = Claim(concept, value, detector.examples)
            if place not in best or prevails(codebook, claim, best[place].concept, best[place].chance):
                best[place] = claim
    refused = frozenset(place for place, concept in own.items() if concept in detectors and place not in kept)
    return Claims(detectors, best, refused)


def prevails(codebook: Codebook, claim: Claim, concept: ConceptId, chance: float) -> bool:
    """True when the word is rather the claim's than of a concept that it tells with some chance.

    A parent gives way to its child; of concepts that are not related the likelier one stays.
    """
    if concept in codebook.ancestors[claim.concept]:
        return True
    return claim.concept not in codebook.ancestors[concept] and claim.chance > chance
