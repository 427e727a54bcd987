"""The suites over a reader, on invented data in the corpora's forms."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from gesta.evaluate import suite
from gesta.evaluate.suites import factuality
from gesta.evaluate.suites.figures import Folders
from gesta.evaluate.suites.workers import Workers


def measure(name: str, data: Path) -> suite.Evaluation:
    return suite.evaluate([name], Folders(data), Workers(1, lambda line: None))


def test_reader(tmp_path: Path) -> None:
    words = "Gunmen attacked the market in Lima on Monday ."
    tokens, start = [], 0
    for word in words.split():
        tokens.append([word, start, start + len(word)])
        start += len(word) + 1
    names = [{"id": "T1", "start": 0, "end": 1}, {"id": "T2", "start": 3, "end": 4}]
    event = {
        "event_type": "Conflict.Attack.Unspecified",
        "trigger": {"start": 1, "end": 2},
        "arguments": [{"role": "Attacker", "entity_id": "T1"}, {"role": "Target", "entity_id": "T2"}],
    }
    row = {"doc_id": "made", "sentences": [[tokens, words]], "entity_mentions": names, "event_mentions": [event]}
    (tmp_path / "wikievents").mkdir()
    (tmp_path / "wikievents" / "dev.jsonl").write_text(json.dumps(row) + "\n")
    found = measure("reader", tmp_path).figures
    assert found["reader.wikievents.triggers.f1"] == 1.0
    assert found["reader.wikievents.roles.perpetrator.f1"] == 1.0
    assert found["reader.wikievents.roles.target.recall"] == 1.0
    assert "reader.wikievents.roles.instrument.f1" not in found  # nothing to measure


def test_attribution(tmp_path: Path) -> None:
    text = "The mayor said that gunmen attacked the market on Monday. Police arrested two men on Tuesday."
    spans = [
        {"id": "T1", "offsets": [[0, 9]]},
        {"id": "T2", "offsets": [[15, 56]]},
    ]
    annotation = {"spans": spans, "attributions": [{"args": [["Source", "T1"], ["Content", "T2"]]}]}
    row = {"doc_id": "made", "date": "2016-05-10", "text": text, "annotations": [annotation]}
    (tmp_path / "polnear").mkdir()
    (tmp_path / "polnear" / "train.jsonl").write_text("")
    (tmp_path / "polnear" / "dev.jsonl").write_text(json.dumps(row) + "\n")
    assert measure("attribution", tmp_path).figures == {
        "attribution.polnear.precision": 1.0,
        "attribution.polnear.recall": 1.0,
        "attribution.polnear.f1": 1.0,
    }


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    answer = {"happened": "false", "confidence": "4", "keep": "True"}
    tokens = ["The", "army", "did", "not", "attack", "the", "village", "on", "Monday", "."]
    row = {"uds_sentence": 1, "tokens": tokens, "pred_token": 5, "annotations": [answer]}
    (tmp_path / "factuality").mkdir()
    (tmp_path / "factuality" / "uds_ih2_dev.jsonl").write_text(json.dumps(row) + "\n")
    (tmp_path / "factuality" / "meantime_dev.conll").write_text("0\tRebels\t_\n1\tsold\t3.0\n2\tarms\t_\n3\t.\t_\n\n")
    return tmp_path


def test_factuality(facts: Path) -> None:
    found = measure("factuality", facts).figures
    assert found["factuality.uds.macro_f1"] == 1.0
    assert found["factuality.uds.not_happened.f1"] == 1.0
    assert found["factuality.meantime.happened.recall"] == 1.0


def test_a_reader_that_does_not_judge_is_told(facts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mute = SimpleNamespace(reader=SimpleNamespace(name="mute"))
    monkeypatch.setattr(factuality, "engine_of", lambda settings: mute)
    found = measure("factuality", facts)
    assert found.figures == {}
    assert "the reader mute judges no single words" in str(found.problems[0])
