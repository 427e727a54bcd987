"""The trained student as an ONNX graph for the CPU, written node by node.

What a tracer makes of the model is half as fast on one core: here attention is one operator whose products run in int8,
no mask is added (a window has no padding), and a layer's norm is written out, for the runtime's own is a loop over single
numbers (13 of 36 ms of a window of 320 pieces; written out, 2).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

Weights = Mapping[str, NDArray[np.float32]]
_MICROSOFT = "com.microsoft"
"""The operators of onnxruntime's own: attention, and GELU with its bias."""


@dataclass
class Graph:
    """Nodes and constants as they are added; every method gives the name of what its node makes."""

    weights: Weights
    heads: int
    epsilon: float
    nodes: list[onnx.NodeProto] = field(default_factory=list)
    constants: list[TensorProto] = field(default_factory=list)

    def node(self, name: str, kind: str, *inputs: str, domain: str = "", **settings: float | list[int]) -> str:
        self.nodes.append(helper.make_node(kind, list(inputs), [name], name=name, domain=domain, **settings))
        return name

    def constant(self, name: str, value: object, kind: type = np.float32) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(np.array(value, dtype=kind)), name))
        return name

    def weight(self, key: str) -> str:
        return self.constant(key, self.weights[key])

    def linear(self, name: str, x: str, key: str) -> str:
        return self.node(name, "Add", self.product(name, x, key), self.weight(f"{key}.bias"))

    def product(self, name: str, x: str, key: str) -> str:
        return self.node(f"{name}.product", "MatMul", x, self.constant(f"{key}.weight", self.weights[f"{key}.weight"].T))

    def norm(self, name: str, x: str, key: str) -> str:
        """Mean 0 and deviation 1 over the width, then the learnt scale and shift."""
        apart = self.node(f"{name}.apart", "Sub", x, self.node(f"{name}.mean", "ReduceMean", x, axes=[-1], keepdims=1))
        squares = self.node(f"{name}.squares", "Mul", apart, apart)
        spread = self.node(f"{name}.spread", "ReduceMean", squares, axes=[-1], keepdims=1)
        raised = self.node(f"{name}.raised", "Add", spread, self.constant(f"{name}.epsilon", self.epsilon))
        over = self.node(f"{name}.over", "Reciprocal", self.node(f"{name}.deviation", "Sqrt", raised))
        scaled = self.node(f"{name}.scaled", "Mul", self.node(f"{name}.even", "Mul", apart, over), self.weight(f"{key}.weight"))
        return self.node(name, "Add", scaled, self.weight(f"{key}.bias"))

    def embedded(self) -> str:
        """Pieces, their places and the shapes of their words as vectors."""
        pieces = self.node("of_pieces", "Gather", self.weight("pieces.weight"), "pieces")
        shapes = self.node("of_shapes", "Gather", self.weight("shapes.weight"), "shapes")
        size = self.node("size", "Shape", "pieces")
        zero, one, two = (self.constant(f"number{n}", [n], np.int64) for n in range(3))
        places = self.node("of_places", "Slice", self.weight("places.weight"), zero, self.node("length", "Slice", size, one, two), zero)
        return self.norm("embedded", self.node("placed", "Add", self.node("shaped", "Add", pieces, shapes), places), "first")

    def layer(self, number: int, x: str, made: str) -> str:
        key = f"layers.{number}"
        asked = np.concatenate([self.weights[f"{key}.{part}.weight"].T for part in "qkv"], axis=1)
        bias = np.concatenate([self.weights[f"{key}.{part}.bias"] for part in "qkv"])
        mixed = self.node(f"{key}.mixed", "Attention", x, self.constant(f"{key}.qkv.weight", asked),
                          self.constant(f"{key}.qkv.bias", bias), domain=_MICROSOFT, num_heads=self.heads)  # fmt: skip
        heard = self.node(f"{key}.heard", "Add", self.linear(f"{key}.out", mixed, f"{key}.o"), x)
        heard = self.norm(f"{key}.after.norm", heard, f"{key}.after")
        wide = self.product(f"{key}.wider", heard, f"{key}.wide")
        wide = self.node(f"{key}.bent", "BiasGelu", wide, self.weight(f"{key}.wide.bias"), domain=_MICROSOFT)
        thought = self.node(f"{key}.thought", "Add", self.linear(f"{key}.narrower", wide, f"{key}.narrow"), heard)
        return self.norm(made, thought, f"{key}.last")


def built(weights: Weights, *, layers: int, heads: int, epsilon: float) -> onnx.ModelProto:
    """``pieces`` and ``shapes`` (1, length) to ``vectors`` (1, length, width), in 32 bits."""
    graph = Graph(weights, heads, epsilon)
    x = graph.embedded()
    for number in range(layers):
        x = graph.layer(number, x, f"layer{number}" if number < layers - 1 else "vectors")
    width = weights["pieces.weight"].shape[1]
    given = [helper.make_tensor_value_info(name, TensorProto.INT64, [1, "length"]) for name in ("pieces", "shapes")]
    wanted = [helper.make_tensor_value_info("vectors", TensorProto.FLOAT, [1, "length", width])]
    sets = [helper.make_opsetid("", 17), helper.make_opsetid(_MICROSOFT, 1)]
    made = helper.make_graph(graph.nodes, "encoder", given, wanted, graph.constants)
    return helper.make_model(made, opset_imports=sets, ir_version=9)
