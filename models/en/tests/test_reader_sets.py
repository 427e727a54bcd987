"""Documents of the training set: what is read in passages is read as at run time, and nothing outside has a label."""

from __future__ import annotations

import pickle
import zlib
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from models.en.tests.documents import built
from sets import DEV, OPEN, PAIRS, TOKENS, documents, grouped, near, number, prepared

WORDS = st.sampled_from(["Gunmen", "killed", "three", "Antananarivo", "x" * 40, "NATO", "."])
SENTENCES = st.lists(st.lists(WORDS, min_size=1, max_size=80), min_size=1, max_size=9)


@settings(max_examples=40, deadline=None)
@given(SENTENCES)
def test_one_passage_over_everything_is_the_whole(sentences: list[list[str]]) -> None:
    whole = prepared(built(sentences))
    passage = near(whole)
    for name in ("pieces", "shapes", "lengths", "at", "pairs", "roles", "together", "same", "masked", *TOKENS):
        assert np.array_equal(passage[name], whole[name]), name
    assert passage["read"].all()


@settings(max_examples=40, deadline=None)
@given(SENTENCES, st.data())
def test_outside_the_passages_everything_is_open(sentences: list[list[str]], data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(sentences) - 1))
    end = data.draw(st.integers(first + 1, len(sentences)))
    whole = prepared(built(sentences, passages=[(first, end)]))
    passage = near(whole)
    start, stop = whole["sentences"][first, 0], whole["sentences"][end - 1, 1]
    assert passage["read"].nonzero()[0].tolist() == list(range(start, stop))
    for name in TOKENS:
        assert np.array_equal(passage[name][start:stop], whole[name][start:stop])
        assert (np.delete(passage[name], range(start, stop)) == OPEN[name]).all()
    for name in ("pairs", "together"):
        inside = passage["read"][whole[name][:, :2]].all(1)
        assert np.array_equal(passage[name], whole[name][inside])
        assert np.array_equal(passage[f"{name}_kept"], inside)
    assert all(len(passage[name]) == len(passage["pairs"]) for name in PAIRS)
    assert len(passage["same"]) == len(passage["together"])


def test_a_document_without_passages_stays_whole() -> None:
    whole = prepared(built([["Rain", "fell", "."]], passages=[]))
    assert near(whole) is whole


@settings(max_examples=20, deadline=None)
@given(st.lists(st.lists(WORDS, min_size=1, max_size=60), min_size=1, max_size=6))
def test_grouped_sentences_are_all_read_in_passages(sentences: list[list[str]]) -> None:
    singles = [prepared(built([sentence], seed)) for seed, sentence in enumerate(sentences)]
    group = grouped(singles)
    assert near(group)["read"].all()
    assert np.array_equal(near(group)["pieces"], group["pieces"])
    assert np.array_equal(near(group)["at"], group["at"])
    assert group["masked"].tolist() == [[at, 2] for at in group["sentences"][:, 0]]


def test_a_sentence_of_several_windows_may_stand_in_a_group() -> None:
    long = prepared(built([["Antananarivo"] * 120]))
    assert len(long["lengths"]) > 1
    group = grouped([long, long])
    assert group["at"][len(long["at"]), 0] == len(long["lengths"])
    assert np.array_equal(near(group)["at"], group["at"])


def test_gold_is_split_and_stands_in_no_other_kind(tmp_path: Path) -> None:
    made = [built([["Gunmen", "fled", "."]], seed) for seed in range(40)]
    for kind, docs in {"gold": made, "gva": made[:9], "uds": made[:9]}.items():
        (tmp_path / f"{kind}-000.pkl").write_bytes(pickle.dumps([zlib.compress(pickle.dumps(doc)) for doc in docs]))
    found = documents(tmp_path)
    assert found["gva"] == [] and found["none"] == []
    assert found["dev"] and all(number(doc) % DEV == 0 for doc in found["dev"])
    assert len(found["gold"]) + len(found["dev"]) == 40
    assert all(number(doc) % DEV for doc in found["gold"])
    assert len(documents(tmp_path, few=3)["gold"]) <= 3
