"""BERT and MPNet as one small module, loaded from published weights; words' shapes are an input of their own.

MiniLM-L6 (22.7 M parameters) is the student, mpnet-base (109 M) the teacher. Both read the same word pieces; MPNet
counts them from another number.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import torch
from gesta.readers.wordpieces import SHAPES
from torch import Tensor, nn
from torch.nn import functional as F


@dataclass(frozen=True)
class Size:
    width: int
    layers: int
    heads: int
    relative: bool
    first_piece: int  # what is added to a piece of the BERT vocabulary
    first_place: int
    epsilon: float
    published: str  # whose weights it begins from
    begins: tuple[int, ...] = ()  # with which of their layers; none: as they stand

    @property
    def sources(self) -> tuple[int, ...]:
        """The published layer of each layer."""
        return self.begins or tuple(range(self.layers))


MINILM = Size(384, 6, 12, False, 0, 0, 1e-12, "minilm")
SHALLOW = Size(384, 4, 12, False, 0, 0, 1e-12, "minilm", (0, 2, 3, 5))
MPNET = Size(768, 12, 12, True, 4, 2, 1e-5, "mpnet")
BUCKETS, FURTHEST = 32, 128


class Layer(nn.Module):
    def __init__(self, size: Size) -> None:
        super().__init__()
        width = size.width
        self.heads = size.heads
        self.q, self.k, self.v, self.o = (nn.Linear(width, width) for _ in range(4))
        self.after = nn.LayerNorm(width, eps=size.epsilon)
        self.wide, self.narrow = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)
        self.last = nn.LayerNorm(width, eps=size.epsilon)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        batch, length, width = x.shape
        q, k, v = (f(x).view(batch, length, self.heads, -1).transpose(1, 2) for f in (self.q, self.k, self.v))
        mixed = F.scaled_dot_product_attention(q, k, v, attn_mask=bias).transpose(1, 2).reshape(batch, length, width)
        x = self.after(x + self.drop(self.o(mixed)))
        return self.last(x + self.drop(self.narrow(F.gelu(self.wide(x)))))


class Encoder(nn.Module):
    """Pieces and shapes (batch, length) to vectors (batch, length, width)."""

    def __init__(self, size: Size) -> None:
        super().__init__()
        self.size = size
        self.pieces = nn.Embedding(30527 if size.relative else 30522, size.width)
        self.places = nn.Embedding(514 if size.relative else 512, size.width)
        self.shapes = nn.Embedding(SHAPES, size.width)
        nn.init.zeros_(self.shapes.weight)
        self.first = nn.LayerNorm(size.width, eps=size.epsilon)
        self.layers = nn.ModuleList(Layer(size) for _ in range(size.layers))
        self.relative = nn.Embedding(BUCKETS, size.heads) if size.relative else None
        self.drop = nn.Dropout(0.1)

    def forward(self, pieces: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        size = self.size
        place = torch.arange(pieces.shape[1], device=pieces.device)
        if size.first_piece:
            pieces = torch.where(pieces == 101, 0, torch.where(pieces == 102, 2, torch.where(pieces == 0, 1, pieces + size.first_piece)))
        x = self.pieces(pieces) + self.places(place + size.first_place) + self.shapes(shapes)
        x = self.drop(self.first(x))
        bias = torch.zeros_like(mask, dtype=x.dtype).masked_fill(~mask, -1e4)[:, None, None, :]
        if self.relative is not None:
            bias = bias + self.relative(_bucket(place[None, :] - place[:, None])).permute(2, 0, 1)[None]
        if torch.is_autocast_enabled(x.device.type):
            bias = bias.to(torch.get_autocast_dtype(x.device.type))
        bias = bias.expand(-1, size.heads, len(place), -1)
        for layer in self.layers:
            x = layer(x, bias)
        return x


def _bucket(apart: Tensor) -> Tensor:
    """The bucket of a relative place, as MPNet (and T5, both ways) has it."""
    half = BUCKETS // 2
    found = (apart > 0).long() * half  # memory after query counts from half
    size = apart.abs()
    exact = half // 2
    far = exact + (torch.log(size.float().clamp(min=1) / exact) / math.log(FURTHEST / exact) * (half - exact)).long()
    return found + torch.where(size < exact, size, far.clamp(max=half - 1))


def load(size: Size, weights: Path) -> Encoder:
    """The encoder with the published weights of a safetensors file."""
    from safetensors.torch import load_file

    return filled(size, load_file(weights))


def filled(size: Size, given: dict[str, Tensor]) -> Encoder:
    made = Encoder(size)
    attention = "attention.attn.{}" if size.relative else "attention.self.{}"
    norm = "attention.LayerNorm" if size.relative else "attention.output.LayerNorm"
    out = "attention.attn.o" if size.relative else "attention.output.dense"
    short = dict(zip("qkv", "qkv" if size.relative else ("query", "key", "value"), strict=True))
    names = {"pieces.weight": "embeddings.word_embeddings.weight", "places.weight": "embeddings.position_embeddings.weight",
             "first.weight": "embeddings.LayerNorm.weight", "first.bias": "embeddings.LayerNorm.bias"}  # fmt: skip
    if size.relative:
        names["relative.weight"] = "encoder.relative_attention_bias.weight"
    for number, source in enumerate(size.sources):
        ours, theirs = f"layers.{number}.", f"encoder.layer.{source}."
        parts = {**{key: attention.format(name) for key, name in short.items()}, "o": out, "after": norm,
                 "wide": "intermediate.dense", "narrow": "output.dense", "last": "output.LayerNorm"}  # fmt: skip
        for mine, other in parts.items():
            for kind in ("weight", "bias"):
                names[f"{ours}{mine}.{kind}"] = f"{theirs}{other}.{kind}"
    state = made.state_dict()
    for mine, other in names.items():
        value = given[other].float()
        if mine == "pieces.weight":
            value = value[: state[mine].shape[0]]
        if mine == "pieces.weight" and value.shape[0] < state[mine].shape[0]:
            value = torch.cat([value, state[mine][value.shape[0] :]])
        state[mine] = value
    if not size.relative:
        state["places.weight"] = state["places.weight"] + given["embeddings.token_type_embeddings.weight"][0].float()
    made.load_state_dict(state)
    return made
