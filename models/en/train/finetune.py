"""Train a finished parser on for a few epochs at a lower rate, over gold and another share of the silver documents."""

from __future__ import annotations

from pathlib import Path

from spacy import util
from spacy.training.initialize import init_nlp
from spacy.training.loop import train as run
from thinc.api import NumpyOps, set_current_ops

PARTS = ("tok2vec", "tagger", "morphologizer", "parser")


def finetune(config: Path, source: Path, corpus: Path, output: Path, paths: dict[str, str], steps: int) -> Path:
    """Continue from the pipeline `source`; returns the new one."""
    last = output / "model-last"
    if (output / "done").exists():
        return last
    set_current_ops(NumpyOps(use_blis=False))
    settings = util.load_config(config, overrides=paths | {"paths.train": str(corpus)}, interpolate=False)
    for name in PARTS:
        settings["components"][name] = {"source": str(source)}
    settings["initialize"]["components"] = {}
    settings["training"].update({"max_epochs": 2, "eval_frequency": 100_000})
    settings["training"]["optimizer"]["learn_rate"].update({"initial_rate": 0.001, "warmup_steps": 20, "total_steps": steps})
    settings["training"]["batcher"]["size"] = {"@schedules": "constant.v1", "rate": 800}
    output.mkdir(parents=True, exist_ok=True)
    with (output / "log.txt").open("a", encoding="utf-8") as log:
        run(init_nlp(settings), output, stdout=log, stderr=log)
    (output / "done").touch()
    return last
