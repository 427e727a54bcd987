"""The word embedding of the tagger and parser: hashed features, and vectors looked up by the lower-case form."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from spacy import registry
from spacy.attrs import LOWER
from spacy.ml.models.tok2vec import MultiHashEmbed
from spacy.tokens import Doc
from thinc.api import Model
from thinc.types import Floats2d, Ragged


@registry.architectures("gesta.LowerVectorEmbed.v1")
def lower_vector_embed(width: int, attrs: list[str], rows: list[int]) -> Model[list[Doc], list[Floats2d]]:
    """spaCy's MultiHashEmbed with its vectors, which names and first words of sentences get here too."""
    model = MultiHashEmbed(width=width, attrs=attrs, rows=rows, include_static_vectors=True)
    static = next(node for node in model.walk() if node.name == "static_vectors")
    static._func = _forward
    return model


def _forward(model: Model[list[Doc], Ragged], docs: list[Doc], is_train: bool) -> tuple[Ragged, Callable[[Ragged], list[Doc]]]:
    """Project the vectors of all words; words without one get zeros."""
    weights = model.get_param("W")
    lengths = model.ops.asarray1i([len(doc) for doc in docs])
    if not lengths.sum():
        return Ragged(model.ops.alloc2f(0, weights.shape[0]), lengths), lambda _: []
    table = docs[0].vocab.vectors
    found = table.find(keys=np.concatenate([doc.to_array(LOWER) for doc in docs]))
    rows = model.ops.as_contig(table.data[found])
    rows[found < 0] = 0

    def backprop(change: Ragged) -> list[Doc]:
        model.inc_grad("W", model.ops.gemm(change.data, rows, trans1=True))
        return []

    return Ragged(model.ops.gemm(rows, weights, trans2=True), lengths), backprop
