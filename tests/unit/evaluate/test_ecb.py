"""ECB+ scored on invented documents: how mentions are read from its form, and what the linker learns."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from gesta.evaluate.ecb import FEATURES, by_lemma, comparisons, gold, learn, linked, rarities, regression
from gesta.evaluate.ecb_gold import EventMention, event_mentions

WORDS = "A quake shook Oakham . Survivors fled the tremor .".split()


@pytest.fixture
def split(tmp_path: Path) -> Path:
    """One document: "quake" and "tremor" are one event, "fled" stands alone, "shook" is not marked."""
    row = {
        "doc": "1_1ecb",
        "topic": 1,
        "subtopic": "1ecb",
        "tokens": [[n + 1, int(n > 4), n, word] for n, word in enumerate(WORDS)],
        "markables": [
            {"tag": "ACTION_OCCURRENCE", "m_id": "1", "t_ids": [2]},
            {"tag": "ACTION_OCCURRENCE", "m_id": "2", "t_ids": [9]},
            {"tag": "NEG_ACTION_OCCURRENCE", "m_id": "3", "t_ids": [7]},
            {"tag": "LOC_GEO", "m_id": "4", "t_ids": [4]},
            {"tag": "ACTION_OCCURRENCE", "m_id": "9", "instance_id": "ACT1"},
        ],
        "relations": [{"type": "CROSS_DOC_COREF", "r_id": "7", "note": "ACT1", "source": ["1", "2"], "target": ["9"]}],
        "validated_sentences": [0, 1],
    }
    path = tmp_path / "dev.jsonl"
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    return path


def mention(key: str, topic: str, chain: str, lemma: str, around: str) -> EventMention:
    words = frozenset(around.split())
    seed = np.random.default_rng(sum(map(ord, lemma))).normal(size=8)
    document = key.partition("#")[0]
    return EventMention(
        key, document, topic, f"{topic}a", chain, lemma, frozenset({lemma}), words, frozenset(), words, words, seed
    )


def corpus(topics: int) -> list[EventMention]:
    """In every topic two documents tell of one blast and of two trials; the trials share only their verb."""
    made: list[EventMention] = []
    for number in range(topics):
        for document in "xy":
            name = f"t{number}"
            made.append(mention(f"{name}{document}#1", name, f"{name}blast", "explode", f"depot fire{number}"))
            made.append(
                mention(f"{name}{document}#2", name, f"{name}trial{document}", "try", f"court{document}{number}")
            )
    return made


def test_mentions_are_the_event_markables_of_checked_sentences(split: Path) -> None:
    found = {each.key: each for each in event_mentions(split)}
    assert sorted(found) == ["1_1ecb#m1", "1_1ecb#m2", "1_1ecb#m3"]
    assert found["1_1ecb#m1"].chain == found["1_1ecb#m2"].chain == "ACT1"
    assert found["1_1ecb#m3"].chain == "1_1ecb#m3"
    assert found["1_1ecb#m3"].lemma == "flee"
    assert "oakham" in found["1_1ecb#m1"].names
    assert found["1_1ecb#m1"].vector.any()


def test_lemma_baseline_stays_in_its_group() -> None:
    mentions = corpus(2)
    found = by_lemma(mentions, lambda each: each.topic)
    assert found["t0x#1"] == found["t0y#1"] != found["t1x#1"]
    assert found["t0x#2"] == found["t0y#2"]


def test_linker_learns_what_tells_events_apart() -> None:
    mentions = corpus(8)
    linker = learn(mentions, lambda each: each.topic)
    asked = corpus(9)[-4:]
    found = linked(linker, asked, lambda each: each.topic)
    assert found["t8x#1"] == found["t8y#1"]
    assert found["t8x#2"] != found["t8y#2"]
    assert set(gold(asked)) == set(found)


def test_order_of_mentions_changes_nothing() -> None:
    mentions = corpus(6)
    linker = learn(mentions, lambda each: each.topic)
    turned = learn(mentions[::-1], lambda each: each.topic)
    assert np.array_equal(linker.weights, turned.weights) and linker.level == turned.level


def test_comparisons_have_a_row_a_pair() -> None:
    mentions = corpus(2)
    rarity, rarest = rarities(mentions)
    rows = comparisons(mentions, rarity, rarest)
    assert rows.shape == (len(mentions) * (len(mentions) - 1) // 2, len(FEATURES))
    assert np.isfinite(rows).all()


def test_regression_finds_the_sign() -> None:
    inputs = np.array([[0.0], [0.2], [0.8], [1.0]] * 10)
    weights = regression(inputs, np.array([False, False, True, True] * 10))
    assert weights[0] > 0 > weights[1]
