"""The trained student as the package ships it: the encoder as int8 ONNX, the heads as numpy weights.

    python models/en/train/reader/export.py --model OUT/student.pt --concepts SET/concepts.txt --out FOLDER

Weights are quantised a channel at a time, activations while running: with one unpadded window a call the result does not
depend on what is read beside it.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from encoder import MINILM
from graph import built
from onnxruntime.quantization import QuantType, quantize_dynamic


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--concepts", type=Path, required=True, help="name and examples of each trained concept, a line each")
    parser.add_argument("--float", action="store_true", help="leave the encoder in 32 bits, to measure what int8 costs")
    options = parser.parse_args()
    state = {key: value.float() for key, value in torch.load(options.model, map_location="cpu", weights_only=True).items()}
    options.out.mkdir(parents=True, exist_ok=True)
    weights = {k.removeprefix("encoder."): v.numpy() for k, v in state.items() if k.startswith("encoder.")}
    layers = 1 + max(int(name.split(".")[1]) for name in weights if name.startswith("layers."))
    model = built(weights, layers=layers, heads=MINILM.heads, epsilon=MINILM.epsilon)
    if options.float:
        onnx.save(model, options.out / "encoder.onnx")
    else:
        # What the runtime's own operators make is of a type that the tool cannot infer: 32 bits.
        known = {"DefaultTensorType": onnx.TensorProto.FLOAT}
        quantize_dynamic(model, options.out / "encoder.onnx", weight_type=QuantType.QInt8, per_channel=True, extra_options=known)
    heads = {k: v.numpy().astype(np.float16) for k, v in state.items() if not k.startswith("encoder.")}
    rows = [line.split("\t") for line in options.concepts.read_text().splitlines()]
    names, examples = np.array([row[0] for row in rows]), np.array([int(row[1]) for row in rows])
    np.savez_compressed(options.out / "heads.npz", concepts=names, examples=examples, **heads)


if __name__ == "__main__":
    main()
