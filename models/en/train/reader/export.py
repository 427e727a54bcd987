"""The trained student as the package ships it: the encoder as int8 ONNX, the heads as numpy weights.

    python models/en/train/reader/export.py --model OUT/student.pt --out models/en/gesta_en/data/reader

Weights are quantised a channel at a time, activations while running: with one unpadded window a call the result does not
depend on what is read beside it.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import numpy as np
import torch
from encoder import MINILM, Encoder
from torch import Tensor, nn


class Exported(nn.Module):
    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, pieces: Tensor, shapes: Tensor) -> Tensor:
        return self.encoder(pieces, shapes, torch.ones_like(pieces, dtype=torch.bool))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--concepts", type=Path, required=True, help="names of the trained concepts, one a line")
    parser.add_argument("--float", action="store_true", help="leave the encoder in 32 bits, to measure what int8 costs")
    options = parser.parse_args()
    state = {key: value.float() for key, value in torch.load(options.model, map_location="cpu", weights_only=True).items()}
    encoder = Encoder(MINILM)
    encoder.load_state_dict({k.removeprefix("encoder."): v for k, v in state.items() if k.startswith("encoder.")})
    encoder.eval()
    options.out.mkdir(parents=True, exist_ok=True)
    example = (torch.tensor([[101, 2048, 12496, 102]]), torch.tensor([[5, 0, 0, 5]]))
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "encoder.onnx"
        torch.onnx.export(Exported(encoder), example, whole, dynamo=False, opset_version=17, input_names=["pieces", "shapes"],
                          output_names=["vectors"], dynamic_axes={"pieces": {1: "length"}, "shapes": {1: "length"}, "vectors": {1: "length"}})  # fmt: skip
        if options.float:
            (options.out / "encoder.onnx").write_bytes(whole.read_bytes())
        else:
            from onnxruntime.quantization import QuantType, quantize_dynamic

            quantize_dynamic(whole, options.out / "encoder.onnx", weight_type=QuantType.QInt8, per_channel=True)
    heads = {k: v.numpy().astype(np.float16) for k, v in state.items() if not k.startswith("encoder.")}
    names = np.array(options.concepts.read_text().split())
    np.savez_compressed(options.out / "heads.npz", concepts=names, **heads)


if __name__ == "__main__":
    main()
