"""Words to vectors in less time, as the layers of the models give them but for the last bits.

What a word is embedded as depends on nothing but its form, so it is kept; and the layers over the words around it run
as a few numpy calls, without what only training needs. Training itself goes through the layers as they are, with the
products below: the same but for last bits, and slower.

A row of a product of matrices has other last bits with other rows beside it: which, the library chooses by the
processor. So that no word depends on those that it is first met with, each is embedded by products of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Lock

import numpy as np
from spacy.attrs import NORM, ORTH
from spacy.tokens import Doc
from thinc.api import Model, NumpyOps
from thinc.types import Floats2d

_MOST = 1 << 15
"""Words that are kept, at 384 bytes each; a day of news has about so many different ones."""
_FIRST = 1 << 11
Key = tuple[int, int]
Forward = Callable[[Model, list, bool], tuple[list[Floats2d], Callable]]


def hasten(model: Model[list[Doc], list[Floats2d]]) -> None:
    """Predictions of a ``spacy.Tok2Vec.v2`` model go through the functions of this module."""
    embed, encode = model.layers
    for node in embed.walk():
        node.ops = _RowByRow()
    embed._func = _Kept(embed._func)
    encode._func = _Around(encode)


class _RowByRow(NumpyOps):
    """Products of matrices whose rows have the same bits whatever stands beside them."""

    def gemm(self, x: Floats2d, y: Floats2d, out: Floats2d | None = None, trans1: bool = False, trans2: bool = False) -> Floats2d:
        if out is not None or trans1 or not trans2 or not len(x):
            return super().gemm(x, y, out=out, trans1=trans1, trans2=trans2)
        return np.stack([np.dot(y, row) for row in x])


@dataclass
class _Kept:
    """The embedding of every word met, by hashes of its form and norm."""

    layers: Forward
    rows: dict[Key, int] = field(default_factory=dict)
    table: Floats2d | None = None
    lock: Lock = field(default_factory=Lock)

    def __call__(self, model: Model, docs: list[Doc], is_train: bool) -> tuple[list[Floats2d], Callable]:
        lengths = [len(doc) for doc in docs]
        if is_train or not sum(lengths):
            return self.layers(model, docs, is_train)
        forms = np.concatenate([doc.to_array([ORTH, NORM]) for doc in docs])
        keys = list(zip(*forms.T.tolist(), strict=True))
        with self.lock:
            new = [key for key in dict.fromkeys(keys) if key not in self.rows]
            if len(self.rows) + len(new) > _MOST:
                self.rows.clear()
                new = list(dict.fromkeys(keys))
            if len(new) > _MOST:
                return self.layers(model, docs, is_train)
            if new:
                self._add(model, docs[0], new)
            found = self.table[[self.rows[key] for key in keys]]
        return np.split(found, np.cumsum(lengths[:-1])), _untrained

    def _add(self, model: Model, like: Doc, new: Sequence[Key]) -> None:
        strings = like.vocab.strings
        doc = Doc(like.vocab, words=[strings[form] for form, _ in new])
        for token, (_, norm) in zip(doc, new, strict=True):
            if token.norm != norm:
                token.norm_ = strings[norm]
        (made,), _ = self.layers(model, [doc], False)
        begin, end = len(self.rows), len(self.rows) + len(new)
        if self.table is None or end > len(self.table):
            wider = np.empty((min(_MOST, max(_FIRST, 2 * end)), made.shape[1]), dtype=made.dtype)
            if begin:
                wider[:begin] = self.table[:begin]
            self.table = wider
        self.table[begin:end] = made
        self.rows.update(zip(new, range(begin, end), strict=True))


class _Around:
    """The layers over a word and the words beside it: ``spacy.MaxoutWindowEncoder.v2`` with a window of one word."""

    def __init__(self, encode: Model) -> None:
        self.layers: Forward = encode._func
        nodes = list(encode.walk())
        maxouts = [node for node in nodes if node.name == "maxout"]
        norms = [node for node in nodes if node.name == "layernorm"]
        self.steps = [_Step.of(*pair) for pair in zip(maxouts, norms, strict=True)]

    def __call__(self, model: Model, found: list[Floats2d], is_train: bool) -> tuple[list[Floats2d], Callable]:
        if is_train:
            return self.layers(model, found, is_train)
        pad = model.attrs["pad"]
        made = model.ops.flatten(found, pad=pad)
        for step in self.steps:
            made = step(made)
        lengths = model.ops.asarray1i([len(each) for each in found])
        return model.ops.unflatten(made, lengths, pad=pad), _untrained


@dataclass(frozen=True)
class _Step:
    """One of the layers: the best of P pieces of a product over three words, normed, added to what the word was.

    The rows of ``weights`` (P * W, 3 * W) are ordered by piece, so that the best is taken of whole columns.
    """

    weights: Floats2d
    bias: np.ndarray
    scale: np.ndarray
    shift: np.ndarray

    @classmethod
    def of(cls, maxout: Model, norm: Model) -> _Step:
        weights, bias = maxout.get_param("W"), maxout.get_param("b")
        ordered = np.ascontiguousarray(weights.transpose(1, 0, 2)).reshape(-1, weights.shape[2])
        return cls(ordered, np.ascontiguousarray(bias.T).reshape(-1), norm.get_param("G"), norm.get_param("b"))

    def __call__(self, words: Floats2d) -> Floats2d:
        size, width = words.shape
        around = np.empty((size, 3 * width), dtype=words.dtype)
        around[:1, :width] = 0
        around[1:, :width] = words[:-1]
        around[:, width : 2 * width] = words
        around[:-1, 2 * width :] = words[1:]
        around[-1:, 2 * width :] = 0
        pieces = np.dot(around, self.weights.T)
        pieces += self.bias
        best = pieces[:, :width]
        for start in range(width, pieces.shape[1], width):
            best = np.maximum(best, pieces[:, start : start + width])
        # In the order of thinc's own norm, with the spread from the same differences.
        best -= best.mean(axis=1, keepdims=True)
        spread = np.add.reduce(best * best, axis=1, keepdims=True) / width + 1e-8
        best *= spread ** (-1.0 / 2.0)
        best *= self.scale
        best += self.shift
        best += words
        return best


def _untrained(_: object) -> list:
    raise ValueError("nothing can be learnt from a prediction")
