"""Train one pipeline from a config file."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import augment  # noqa: F401  (registers the augmenter)
import spacy
import srsly
from spacy import util
from spacy.tokens import DocBin
from spacy.training.initialize import init_nlp
from spacy.training.loop import train as run
from thinc.api import NumpyOps, set_current_ops

LOG = logging.getLogger("gesta-en")


def steps(corpus: Path, epochs: int, batch: int) -> int:
    """About how many updates the epochs take, batches growing at first."""
    words = sum(len(doc) for doc in DocBin().from_disk(corpus).get_docs(spacy.blank("en").vocab))
    return round(epochs * words / batch) + 250


def gold_labels(config: Path, gold: Path, dev: Path, folder: Path) -> Path:
    """Write the label sets of the gold corpus, so that rare actions in silver trees do not make the model large and slow."""
    if not folder.exists():
        paths = {"paths.train": str(gold), "paths.dev": str(dev), "paths.labels": str(folder)}
        settings = util.load_config(config, overrides=paths, interpolate=False)
        settings["components"]["tok2vec"]["model"]["embed"]["include_static_vectors"] = False
        nlp = init_nlp(settings)
        folder.mkdir(parents=True)
        for name in ("parser", "tagger", "morphologizer"):
            srsly.write_json(folder / f"{name}.json", nlp.get_pipe(name).label_data)
    return folder


def train(config: Path, output: Path, corpus: Path, **overrides: Any) -> Path:
    """Train into `output`; returns the folder of the last pipeline, whose rate has run out. Done means done."""
    last = output / "model-last"
    if (output / "done").exists():
        return last
    LOG.info("training %s", output.name)
    set_current_ops(NumpyOps(use_blis=False))  # numpy's matrix product is several times faster than BLIS here
    plain = util.load_config(config, interpolate=False)
    total = steps(corpus, overrides.get("training.max_epochs", plain["training"]["max_epochs"]), 1500)
    overrides |= {"paths.train": str(corpus), "training.optimizer.learn_rate.total_steps": total}
    settings = util.load_config(config, overrides=overrides, interpolate=False)
    output.mkdir(parents=True, exist_ok=True)
    with (output / "log.txt").open("a", encoding="utf-8") as log:
        run(init_nlp(settings), output, stdout=log, stderr=log)
    (output / "done").touch()
    return last
