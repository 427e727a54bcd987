"""Words to vectors: the int8 encoder on the CPU, one unpadded window a call, so that no batch changes a result."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from gesta.model.analysis import Analysis
from gesta.readers.heads import Floats, Heads
from gesta.readers.wordpieces import windows

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer


@dataclass(frozen=True)
class Encoder:
    """The trained encoder with its word pieces and heads."""

    session: InferenceSession
    tokenizer: Tokenizer
    heads: Heads

    def vectors(self, analysis: Analysis, sentences: range) -> tuple[list[int], Floats]:
        """The tokens (N,) of successive sentences and a vector each (N, W): that of its first piece."""
        tokens: list[int] = []
        made: list[Floats] = []
        for window in windows(analysis.words, analysis.sentences[sentences.start : sentences.stop], self.tokenizer):
            fed = {
                "pieces": np.array([window.pieces], dtype=np.int64),
                "shapes": np.array([window.shapes], dtype=np.int64),
            }
            read, places = zip(*window.places, strict=True)
            tokens.extend(read)
            made.append(self.session.run(None, fed)[0][0][list(places)])
        return tokens, np.concatenate(made)


@cache
def stamp() -> str:
    """What tells the shipped encoder from any other: a hash of its files."""
    import gesta_en

    digest = hashlib.sha256()
    for path in (gesta_en.encoder_path(), gesta_en.heads_path()):
        digest.update(Path(path).read_bytes())
    return digest.hexdigest()[:16]


@cache
def encoder() -> Encoder:
    """The encoder of the English model; loaded once a process, run on one thread."""
    import onnxruntime

    import gesta_en

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # Processors without instructions for such products (VNNI) would let sums of bytes run over, and read otherwise.
    options.add_session_config_entry("session.x64quantprecision", "1")
    session = onnxruntime.InferenceSession(gesta_en.encoder_path(), options, providers=["CPUExecutionProvider"])
    return Encoder(session, gesta_en.tokenizer(), Heads.load(gesta_en.heads_path()))
