"""What teachers say is written, averaged as chances, and found again by document."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from models.en.tests.documents import built
from sets import Arrays, near, prepared
from soft import CHANCES, CLASSES, PLAIN, Soft, averaged, written


def said(doc: Arrays, seed: int) -> Arrays:
    chance = np.random.default_rng(seed)
    rows = {"roles": "pairs", "same": "together"}
    wide = {"concept": 67, "realis": 5, "entity": 19, "roles": 10}
    made = {}
    for name in (*CLASSES, *CHANCES, *PLAIN):
        size = (len(doc[rows.get(name, "cues")]), *([wide[name]] if name in wide else []))
        made[name] = chance.normal(0, 3, size).astype(np.float32)
    return made


def three() -> list[Arrays]:
    sentences = [["Gunmen", "killed", "him", "."], ["Rain", "fell", "."], ["Police", "fled", "."]]
    docs = [prepared(built(sentences[:count], count, passages=[(0, 1)])) for count in (3, 1, 2)]
    return [{**doc, "number": place} for place, doc in enumerate(docs)]


def test_the_mean_of_one_teacher_is_what_it_said(tmp_path: Path) -> None:
    docs = three()
    written(tmp_path / "a", ((doc, said(doc, 1)) for doc in docs))
    averaged([tmp_path / "a"], tmp_path / "all", rows=2)
    soft = Soft.load(tmp_path / "all", docs)
    for name, value in soft.of(docs[1]).items():
        expected = np.load(tmp_path / f"a/{name}.npy")
        first = soft.ends[{"roles": "pairs", "same": "together"}.get(name, "cues")][1]
        assert np.allclose(value, expected[first : first + len(value)], atol=0.02)


def test_the_mean_is_one_of_chances(tmp_path: Path) -> None:
    docs = three()
    for name, seed in (("a", 1), ("b", 2)):
        written(tmp_path / name, ((doc, said(doc, seed)) for doc in docs))
    averaged([tmp_path / "a", tmp_path / "b"], tmp_path / "all")
    one, other, both = (np.load(tmp_path / f"{name}/event.npy").astype(float) for name in ("a", "b", "all"))
    sure = [1 / (1 + np.exp(-value)) for value in (one, other, both)]
    assert np.allclose((sure[0] + sure[1]) / 2, sure[2], atol=0.01)
    assert np.allclose(np.exp(np.load(tmp_path / "all/concept.npy").astype(float)).sum(-1), 1, atol=0.01)


def test_a_document_in_passages_finds_its_own_pairs(tmp_path: Path) -> None:
    docs = three()
    written(tmp_path / "a", ((doc, said(doc, 1)) for doc in docs))
    soft = Soft.load(tmp_path / "a", docs)
    part = near(docs[0])
    found = soft.of(part)
    assert 0 < len(part["pairs"]) < len(docs[0]["pairs"])
    assert len(found["roles"]) == len(part["pairs"])
    assert len(found["event"]) == len(part["cues"])
    assert np.array_equal(found["roles"], soft.of(docs[0])["roles"][part["pairs_kept"]])
