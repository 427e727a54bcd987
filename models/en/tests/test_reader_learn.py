"""Training with torch, which the product does without: run where the recipe's requirements are installed."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="the recipe needs torch (models/en/train/requirements.txt)")

onnx = pytest.importorskip("onnx", reason="the recipe needs onnx (models/en/train/requirements.txt)")

import further
import graph
import learn
from batches import joined
from encoder import Encoder, Size
from learn import outputs, train
from losses import distilled, losses, total
from model import ReaderModel
from models.en.tests.documents import built
from recipe import Workshop
from runs import Plan, Run
from sets import Arrays, near, prepared

TINY = Size(24, 1, 2, False, 0, 0, 1e-12, "tiny")
RELATIVE = Size(24, 1, 2, True, 4, 2, 1e-5, "relative")
CPU = torch.device("cpu")


def docs() -> dict[str, list[tuple[Arrays, Arrays]]]:
    sentences = [["Gunmen", "killed", "him", "."], ["Rain", "fell", "."], ["Police", "fled", "."]]
    made = [prepared(built(sentences[: 1 + seed % 3], seed, passages=[(0, 1)])) for seed in range(6)]
    for place, doc in enumerate(made):
        doc["number"] = place
    pairs = [(doc, near(doc)) for doc in made]
    return {"gold": pairs[:4], "dev": pairs[4:], "tuning": pairs[4:]}


def model(size: Size = TINY) -> ReaderModel:
    torch.manual_seed(1)
    return ReaderModel(Encoder(size), 67)


def test_a_run_that_was_broken_off_comes_to_the_same_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = Run("r", {"gold": 1}, 5, docs=2, noise=0.2, average=0.9)
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    whole = train(model(), run, docs(), CPU, tmp_path / "one")
    monkeypatch.setattr(learn, "SAVED", -1)
    calls = []

    def breaks(*given: object) -> object:
        calls.append(1)
        if len(calls) == 4:
            raise KeyboardInterrupt
        return losses(*given)

    monkeypatch.setattr(learn, "losses", breaks)
    with pytest.raises(KeyboardInterrupt):
        train(model(), run, docs(), CPU, tmp_path / "two")
    again = train(model(), run, docs(), CPU, tmp_path / "two")
    assert len(calls) == 4 + 2
    for name, value in whole.state_dict().items():
        assert torch.equal(value, again.state_dict()[name]), name
    rows = [json.loads(line) for line in (tmp_path / "two/figures.jsonl").read_text().splitlines()]
    assert [(row["name"], row["steps"]) for row in rows] == [("r last", 5), ("r mean", 5)]


def test_a_shipped_encoder_gives_its_weights_back(tmp_path: Path) -> None:
    weights = {name: value.numpy() for name, value in Encoder(TINY).state_dict().items()}
    onnx.save(graph.built(weights, layers=TINY.layers, heads=TINY.heads, epsilon=TINY.epsilon), tmp_path / "encoder.onnx")
    found = further.encoder_of(tmp_path / "encoder.onnx")
    assert found.keys() == weights.keys()
    for name, value in weights.items():
        assert np.array_equal(found[name].numpy(), value), name


def test_windows_are_read_alike_in_any_company() -> None:
    made = model().eval()
    batch = joined([doc for doc, _ in docs()["gold"]])
    with torch.no_grad():
        alone = made.encoder(batch.pieces, batch.shapes, batch.mask)[batch.at[:, 0], batch.at[:, 1]]
        assert torch.allclose(made.vectors(batch), alone, atol=1e-5)


def test_what_has_no_label_has_no_loss() -> None:
    doc = prepared(built([["Gunmen", "fled", "."]]))
    for name in ("concept", "realis", "entity", "background", "same"):
        doc[name][:] = -1
    doc["event_weight"][:] = doc["roles_weight"][:] = 0
    doc["factuality"][:] = -9
    batch = joined([doc])
    found = losses(model()(batch), batch.labels)
    assert {name: float(value.detach()) for name, value in found.items()} == dict.fromkeys(found, 0.0)


def test_a_head_may_be_left_out() -> None:
    found = {"event": torch.tensor(2.0), "entity": torch.tensor(5.0)}
    assert float(total(found)) == 7.0
    assert float(total(found, frozenset({"entity"}))) == 2.0


def test_a_student_that_says_the_same_has_nothing_to_learn() -> None:
    doc = prepared(built([["Gunmen", "killed", "him", "."], ["Police", "fled", "."]]))
    batch = joined([doc])
    out = {name: value.detach().requires_grad_() for name, value in model().eval()(batch).items()}
    for name, value in out.items():
        said = value.detach()
        batch.labels[f"soft_{name}"] = said.log_softmax(-1) if name in {"concept", "realis", "entity"} else said
    total(distilled(out, batch.labels)).backward()
    assert all(float(value.grad.abs().max()) < 1e-5 for value in out.values() if value.grad is not None)


@pytest.mark.parametrize("size", [TINY, RELATIVE])
def test_documents_of_one_batch_do_not_see_each_other(size: Size) -> None:
    found = [whole for whole, _ in docs()["gold"]]
    alone = [out for doc in found for _, out in outputs(model(size), [doc], CPU)]
    for one, (_, other) in zip(alone, outputs(model(size), found, CPU), strict=True):
        for name, value in one.items():
            assert np.allclose(value, other[name], atol=1e-4), name


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_stages_follow_each_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = tmp_path / "lines"

    def noted(self: Workshop, run: Run, *_: bool) -> None:
        with lines.open("a") as file:
            file.write(f"{run.name.split()[0].rstrip('123456')}\n")

    monkeypatch.setattr(Workshop, "teach", noted)
    monkeypatch.setattr(Workshop, "learn", noted)
    monkeypatch.setattr(Workshop, "average", lambda self, names: lines.open("a").write(f"mean of {len(names)}\n"))
    monkeypatch.setattr(Workshop, "blend", lambda *_: None)
    Workshop(docs(), {}, 67, tmp_path, jobs=4).run(Plan(teachers=2, students=3, short=True))
    expected = ["teacher"] * 2 + ["mean of 2"] + ["student"] * 3 + ["short"] * 21
    assert lines.read_text().splitlines() == expected


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_nothing_is_begun_after_a_run_that_broke_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(self: Workshop, run: Run) -> None:
        raise ValueError(run.name)

    monkeypatch.setattr(Workshop, "teach", breaks)
    monkeypatch.setattr(Workshop, "average", lambda self, names: (tmp_path / "went on").touch())
    with pytest.raises(SystemExit, match="broke off"):
        Workshop(docs(), {}, 67, tmp_path).run(Plan())
    assert not (tmp_path / "went on").exists()
