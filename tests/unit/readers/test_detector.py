"""A detector's file and its chances."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gesta.errors import DataError
from gesta.model.terms import ConceptId
from gesta.readers.detector import FORMAT, Detector, Figures, decode, encode, packed

WIDTH = 4
STAMP = "0123456789abcdef"
FIGURES = Figures(5, 40, 20, 22, 18, 0.05)


def detector(**changed: object) -> Detector:
    weights = packed(np.array([1.0, -0.5, 0.25, 0.0], dtype=np.float32))
    made = Detector(FORMAT, ConceptId("arson"), STAMP, 20, 20, weights, -0.1, 1.2, -0.4, 0.4, FIGURES)
    return msgspec.structs.replace(made, **changed)


def test_a_file_gives_back_the_detector() -> None:
    assert decode(encode(detector()), "arson.json", STAMP, WIDTH) == detector()
    assert encode(detector()) == encode(detector())
    assert detector().examples == 40


def test_figures_are_of_the_counts() -> None:
    assert (FIGURES.precision, FIGURES.recall, FIGURES.f1) == (18 / 22, 0.9, 36 / 42)
    nothing = Figures(5, 0, 0, 0, 0, 0.0)
    assert (nothing.precision, nothing.recall, nothing.f1) == (0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "is no detector"),
        (b"\xff\xfe", "is no detector"),
        (b"[]", "is no detector"),
        (b'{"concept": "arson"}', "is no detector"),
        (encode(detector(format="gesta-detector@9")), "is of the format 'gesta-detector@9'"),
        (encode(detector(encoder="another")), "was learnt over another version of the encoder"),
        (encode(detector(weights="no base64!")), "its weights cannot be read"),
        (encode(detector(weights=packed(np.ones(3, dtype=np.float32)))), "its weights are not 4 numbers"),
        (encode(detector(weights=packed(np.full(4, np.nan, dtype=np.float32)))), "its weights are not 4 numbers"),
        (encode(detector(threshold=0.0)), "its threshold 0.0 is no chance"),
    ],
)
def test_what_is_no_detector_of_this_encoder_is_refused_with_what_to_do(content: bytes, told: str) -> None:
    with pytest.raises(DataError) as raised:
        decode(content, "arson.json", STAMP, WIDTH)
    (problem,) = raised.value.problems
    assert problem.where == "arson.json"
    assert told in problem.what
    assert "gesta codebook learn" in problem.hint


Numbers = st.floats(-1e6, 1e6, width=32)


@given(st.lists(st.lists(Numbers, min_size=WIDTH, max_size=WIDTH), max_size=5))
def test_chances_are_probabilities_to_four_places(rows: list[list[float]]) -> None:
    found = detector().chance(np.array(rows, dtype=np.float32).reshape(-1, WIDTH))
    assert found.shape == (len(rows),)
    assert ((found >= 0) & (found <= 1)).all()
    assert np.allclose(found, np.round(found, 4))


def test_a_word_like_the_weights_is_likelier_than_its_opposite() -> None:
    one, other = detector().chance(np.array([[3, -3, 3, 0], [-3, 3, -3, 0]], dtype=np.float32)).tolist()
    assert one > 0.9 > 0.1 > other
