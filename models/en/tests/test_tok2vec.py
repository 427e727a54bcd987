"""Words get the vectors that the layers of the models give them, and the same bits whatever was read before."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc
from thinc.api import Model

import gesta_en
from gesta_en import tok2vec

_TEXT = (
    "Two rockets hit the market of Taji on Monday , police said . Nobody claimed the attack ; three guards were hurt at "
    "14:30 near Route-7 and U.S. officials don't know who “ fired ” them … ПРИВЕТ 🚀 é"
)
_WORDS = _TEXT.split()
_SENTENCES = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=30)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return gesta_en.load()


@pytest.fixture(scope="module")
def plain(nlp: Language) -> Language:
    """The pipeline with its layers as they are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tok2vec, "hasten", lambda model: None)
        return gesta_en.load()


def models(pipeline: Language) -> tuple[Model, Model]:
    return pipeline.get_pipe("tok2vec").model, pipeline.get_pipe("ner").model.get_ref("tok2vec").layers[0]


def same(nlp: Language, plain: Language, sentences: list[list[str]]) -> bool:
    for ours, theirs in zip(models(nlp), models(plain), strict=True):
        made = ours.predict([Doc(nlp.vocab, words=words) for words in sentences])
        wanted = theirs.predict([Doc(plain.vocab, words=words) for words in sentences])
        if not all(np.allclose(one, other, rtol=1e-3, atol=1e-3) for one, other in zip(made, wanted, strict=True)):
            return False
    return True


@given(st.lists(_SENTENCES, min_size=1, max_size=8))
@settings(max_examples=60, deadline=None)
def test_vectors_are_those_of_the_layers(nlp: Language, plain: Language, sentences: list[list[str]]) -> None:
    assert same(nlp, plain, sentences)


@given(st.lists(_SENTENCES, min_size=2, max_size=5))
@settings(max_examples=20, deadline=None)
def test_a_full_table_is_begun_again(nlp: Language, plain: Language, sentences: list[list[str]]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tok2vec, "_MOST", 40)
        assert same(nlp, plain, sentences)
        assert same(nlp, plain, [[f"word{number}" for number in range(60)]])  # more than it holds
        assert same(nlp, plain, sentences[::-1])


def test_a_norm_of_its_own_counts(nlp: Language, plain: Language) -> None:
    text = "They can't say who ain't there, and won't tell. " * 5
    for ours, theirs in zip(models(nlp), models(plain), strict=True):
        (made,) = ours.predict([nlp.make_doc(text)])
        (wanted,) = theirs.predict([plain.make_doc(text)])
        assert np.allclose(made, wanted, rtol=1e-3, atol=1e-3)


@given(st.lists(_SENTENCES, min_size=2, max_size=8))
@settings(max_examples=40, deadline=None)
def test_no_bit_depends_on_what_was_read_before(nlp: Language, sentences: list[list[str]]) -> None:
    for model in models(nlp):
        embed = model.layers[0]._func
        embed.rows.clear()
        forwards = [model.predict([Doc(nlp.vocab, words=words)])[0] for words in sentences]
        embed.rows.clear()
        backwards = [model.predict([Doc(nlp.vocab, words=words)])[0] for words in sentences[::-1]]
        assert all(np.array_equal(one, other) for one, other in zip(forwards, backwards[::-1], strict=True))


def test_training_goes_through_the_layers(nlp: Language) -> None:
    model = models(nlp)[0]
    made, backprop = model.begin_update([Doc(nlp.vocab, words=_WORDS)])
    assert backprop([np.zeros_like(each) for each in made]) is not None
