"""Learn on from the shipped weights, where no GPU is at hand: an hour or two on two cores.

    python models/en/train/reader/further.py --set FOLDER --shipped gesta_en/data/reader --out FOLDER

``--set``: the shards of `build.py`; ``--shipped``: encoder.onnx and heads.npz, whose 8-bit weights are taken for what they
stand for. Logs to OUT/log, figures to OUT/figures.jsonl (before the first step, too), weights to OUT/student.pt, which
`export.py` takes. The same command goes on from the last checkpoint (every 5 minutes).
"""

from __future__ import annotations

import argparse
import logging
from pathlib import Path

import numpy as np
import onnx
import torch
from encoder import MINILM, Encoder
from learn import scored, told, train
from model import ReaderModel
from numpy.typing import NDArray
from onnx import numpy_helper
from recipe import arranged, saved
from runs import Run
from sets import documents
from torch import Tensor

LOG = logging.getLogger("further")
MIX = {"gold": 4, "invented": 5, "muc4": 2, "kairos": 1, "polnear": 3, "uds": 1, "entities": 1}
"""What was learnt before stays among what is learnt: a corpus that is left out is forgotten."""


def shipped(folder: Path) -> ReaderModel:
    """The model that the package holds, in 32 bits."""
    with np.load(folder / "heads.npz") as kept:
        heads = {name: torch.from_numpy(kept[name].astype(np.float32)) for name in kept.files if name not in {"concepts", "examples"}}
        concepts = len(kept["concepts"])
    model = ReaderModel(Encoder(MINILM), concepts)
    model.load_state_dict(heads | {f"encoder.{name}": value for name, value in encoder_of(folder / "encoder.onnx").items()})
    return model


def encoder_of(path: Path) -> dict[str, Tensor]:
    """The weights of the graph (`graph.built`) by the names of the module; products are laid out the other way round there."""
    given = {each.name: numpy_helper.to_array(each) for each in onnx.load(path).graph.initializer}

    def whole(name: str) -> NDArray[np.float32]:
        if f"{name}_quantized" not in given:
            return given[name]
        zero = given[f"{name}_zero_point"].astype(np.float32)
        return (given[f"{name}_quantized"].astype(np.float32) - zero) * given[f"{name}_scale"]

    names = {name.removesuffix("_quantized") for name in given if not name.endswith(("_scale", "_zero_point", ".epsilon"))}
    found: dict[str, NDArray[np.float32]] = {}
    for name in sorted(names):
        value = whole(name)
        if ".qkv." in name:
            for part, cut in zip("qkv", np.split(value, 3, axis=-1), strict=True):
                found[name.replace("qkv", part)] = cut.T if value.ndim == 2 else cut
        elif value.ndim == 2 and name.startswith("layers."):
            found[name] = value.T
        elif name.endswith((".weight", ".bias")):
            found[name] = value
    return {name: torch.from_numpy(np.array(value)) for name, value in found.items()}


def between(learnt: dict[str, Tensor], before: dict[str, Tensor], share: float) -> dict[str, Tensor]:
    """The mean of two sets of weights, of which the first was learnt on from the second: it forgets less and learns nearly as much."""
    return {name: share * value + (1 - share) * before[name] for name, value in learnt.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("set", "shipped", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--steps", type=int, default=1000, help="(default 1000)")
    parser.add_argument("--docs", type=int, default=6, help="documents a step (default 6)")
    parser.add_argument("--rate", type=float, default=5e-5, help="of the encoder (default 5e-5)")
    parser.add_argument("--heads", type=float, default=2e-4, help="rate of the heads (default 2e-4)")
    parser.add_argument("--near", type=float, default=0.8, help="share of documents read in passages (default 0.8)")
    parser.add_argument("--threads", type=int, default=2, help="(default 2)")
    parser.add_argument("--mean", type=Path, help="exported weights, as --shipped: the mean with them is kept")
    parser.add_argument("--share", type=float, default=0.5, help="of what was learnt in that mean (default 0.5)")
    parser.add_argument("--few", type=int, default=0, help="documents of each kind, to try it out")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    options.out.mkdir(parents=True, exist_ok=True)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s",
                        handlers=[logging.StreamHandler(), logging.FileHandler(options.out / "log")])  # fmt: skip
    docs = arranged(documents(options.set, few=options.few), options.threads)
    run = Run("further", MIX, options.steps, rate=options.rate, heads=options.heads, near=options.near, docs=options.docs)
    LOG.info("%s, documents %s", run, {kind: len(found) for kind, found in docs.items()})
    model, device = shipped(options.shipped), torch.device("cpu")
    if not (options.out / "further.state").exists():
        told(options.out, "shipped", scored(model, docs, device))
    learnt = train(model, run, docs, device, options.out)
    if options.mean:
        learnt.load_state_dict(between(learnt.state_dict(), shipped(options.mean).state_dict(), options.share))
        told(options.out, "mean", scored(learnt, docs, device))
    saved(learnt, options.out / "student.pt")
    LOG.info("done")


if __name__ == "__main__":
    main()
