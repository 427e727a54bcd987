"""The English model of Gesta: tokens, tags, lemmas, Universal Dependencies and entities, and a truecaser.

>>> import gesta_en
>>> nlp = gesta_en.load()
>>> doc = nlp("Two rockets hit the town of Taji on Monday.")
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from gesta_en import bare as _without_commands  # noqa: F401  # isort: skip  (before anything else of spaCy)
import spacy
from spacy.language import Language
from spacy.tokenizer import Tokenizer as WordTokenizer
from thinc.api import NumpyOps, get_current_ops, set_current_ops

from gesta_en import embed as _embed  # noqa: F401  (registers the embedding)
from gesta_en import lemmas as _lemmas  # noqa: F401  (registers the lemmatiser)
from gesta_en import tok2vec as _tok2vec
from gesta_en import truecase as _truecase
from gesta_en import vectors as _vectors
from gesta_en.annotate import annotate

if TYPE_CHECKING:
    from tokenizers import Tokenizer

__all__ = ["__version__", "annotate", "encoder_path", "heads_path", "load", "tokenizer", "truecase"]
__version__ = "1.0.0"

_DATA = Path(__file__).parent / "data"


def load() -> Language:
    """The pipeline; every call returns one of its own. Sentence starts set beforehand are kept."""
    with _fast_products():
        nlp = spacy.load(_DATA / "pipeline", config={"nlp.tokenizer.@tokenizers": "gesta.Bare.v1"})
    _vectors.restore(nlp, _DATA / "vectors.npz")
    _tok2vec.hasten(nlp.get_pipe("tok2vec").model)
    _tok2vec.hasten(nlp.get_pipe("ner").model.get_ref("tok2vec").layers[0])
    return nlp


@spacy.registry.tokenizers("gesta.Bare.v1")
def _bare() -> Callable[[Language], WordTokenizer]:
    """A tokenizer without rules: making spaCy's own takes a quarter of a second, and the package's take their place."""
    return lambda nlp: WordTokenizer(nlp.vocab)


@contextmanager
def _fast_products() -> Iterator[None]:
    """Models made inside use numpy's matrix product, which is several times faster than thinc's own."""
    before = get_current_ops()
    set_current_ops(NumpyOps(use_blis=False))
    try:
        yield
    finally:
        set_current_ops(before)


@cache
def tokenizer() -> Tokenizer:
    """The word pieces that the encoder was trained on; lower case, nothing cut off or filled up."""
    from tokenizers import Tokenizer

    made = Tokenizer.from_file(str(_DATA / "reader" / "tokenizer.json"))
    made.no_truncation()
    made.no_padding()
    return made


def encoder_path() -> Path:
    """The encoder of the trained reader (ONNX, int8)."""
    return _DATA / "reader" / "encoder.onnx"


def heads_path() -> Path:
    """The heads of the trained reader (numpy)."""
    return _DATA / "reader" / "heads.npz"


@cache
def _caser() -> _truecase.Truecaser:
    return _truecase.Truecaser.from_file(_DATA / "truecase.json.gz")


def truecase(text: str) -> str:
    """Restore the case of text in capitals or headline case; the result has the length of the input."""
    return _caser()(text)
