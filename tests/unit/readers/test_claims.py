"""Which words detectors claim, and which triggers they refuse."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from gesta.codebook.load import load
from gesta.codebook.records import Trigger
from gesta.errors import DataError
from gesta.model.terms import ConceptId
from gesta.readers.claims import Claim, claims, detectors, prevails
from gesta.readers.detector import FORMAT, Detector, Figures, encode, packed
from gesta.readers.detector_words import BESIDES, Named, Words
from gesta.readers.encoder import stamp
from gesta.readers.triggers import Match

ATTACK, SHOOTING, ARSON = ConceptId("armed_attack"), ConceptId("shooting"), ConceptId("arson")
BOOK = load()


def detector(concept: ConceptId, *weights: float) -> Detector:
    """One over vectors of two numbers; what a trigger says counts nothing."""
    packed_weights = packed(np.array([*weights, *[0.0] * BESIDES], dtype=np.float32))
    return Detector(FORMAT, concept, stamp(), 20, 20, packed_weights, 0.0, 1.0, 0.0, 0.5, Figures(5, 1, 1, 1, 1, 0.0))


def match(concept: ConceptId, token: int, first: int, end: int) -> Match:
    return Match(Trigger(concept, ("burn",), "verb", 0.8), token, first, end)


def test_a_parent_gives_way_to_its_child_and_the_likelier_of_strangers_stays() -> None:
    assert prevails(BOOK, Claim(SHOOTING, 0.5, 10), ATTACK, 0.9)
    assert not prevails(BOOK, Claim(ATTACK, 0.9, 10), SHOOTING, 0.5)
    assert prevails(BOOK, Claim(ARSON, 0.7, 10), SHOOTING, 0.6)
    assert not prevails(BOOK, Claim(ARSON, 0.6, 10), SHOOTING, 0.6)


def test_words_are_claimed_at_the_head_of_their_trigger_and_its_other_triggers_refused() -> None:
    found = [match(ARSON, 1, 1, 3), match(ARSON, 5, 5, 6), match(SHOOTING, 7, 7, 8)]
    named = Named(ARSON, 0.9, sure=True)
    vectors = np.array([[-1, 0], [2, 0], [-2, 0], [1, 0], [3, 1]], dtype=np.float32)
    words = Words((1, 2, 5, 6, 7), vectors, (named, named, named, None, Named(SHOOTING, 0.9, sure=True)))
    made = claims(BOOK, {ARSON: detector(ARSON, 2.0, 0.0)}, found, words)
    assert {token: claim.concept for token, claim in made.made.items()} == {1: ARSON, 6: ARSON, 7: ARSON}
    assert made.refused == {5}
    assert made.made[1].chance == pytest.approx(0.982, abs=0.001)
    both = claims(BOOK, {ARSON: detector(ARSON, 1.0, 0.0), SHOOTING: detector(SHOOTING, 0.0, 9.0)}, found, words)
    assert both.made[7].concept == SHOOTING
    assert both.refused == {5}


def test_every_broken_detector_of_a_codebook_is_told_at_once() -> None:
    sound = encode(detector(ARSON, 1.0, 1.0))
    assert list(detectors(replace(BOOK, detectors={ARSON: sound}), 2)) == [ARSON]
    with pytest.raises(DataError) as raised:
        detectors(replace(BOOK, detectors={ARSON: b"{}", SHOOTING: sound, ATTACK: sound}), 3)
    assert [problem.where for problem in raised.value.problems] == [
        "detector of arson",
        "detector of shooting",
        "detector of armed_attack",
    ]
