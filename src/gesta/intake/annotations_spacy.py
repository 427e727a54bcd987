"""spaCy's DocBin (``.spacy``), by spaCy's own loader: entities, span groups, and categories of texts.

The file is unpacked within bounds first, and only the columns of words and entities are loaded: the others (heads of a
parse) index memory. What spaCy packs is msgpack without pickles.
"""

from __future__ import annotations

import gc
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from gesta.errors import Problem
from gesta.intake.annotations_records import Result, annotated, of_whole_text

if TYPE_CHECKING:
    from spacy.tokens import Doc, DocBin

_LARGEST = 400_000_000
"""Bytes once unpacked."""
_IN_CATEGORY = 0.5


def is_spacy(head: bytes) -> bool:
    """True for the first bytes of a zlib stream, which a DocBin is."""
    return len(head) > 1 and head[0] == 0x78 and (head[0] * 256 + head[1]) % 31 == 0


def read_spacy(path: Path) -> Iterator[Result]:
    """Every document of the file."""
    packed = _bounded(path)
    if isinstance(packed, Problem):
        yield packed
        return
    bins = _loaded(path, packed)
    if isinstance(bins, Problem):
        yield bins
        return
    import spacy

    vocab = spacy.blank("xx").vocab
    for number, each in enumerate(_single(bins), start=1):
        where = f"{path}: document {number}"
        try:
            (document,) = each.get_docs(vocab)
            yield _record(where, document)
        except Exception as fault:  # spaCy raises whatever a broken array leads to; one bad document stops no other.
            yield Problem(where, f"no document of spaCy: {str(fault)[:120] or type(fault).__name__}")


def _bounded(path: Path) -> bytes | Problem:
    """The file's bytes, or that they are no DocBin or unpack to too much."""
    with path.open("rb") as stream:
        packed = stream.read(_LARGEST + 1)
    unpacking = zlib.decompressobj()
    size, rest = 0, packed
    try:
        while rest and not unpacking.eof:
            size += len(unpacking.decompress(rest, 1 << 24))
            rest = unpacking.unconsumed_tail
            if size > _LARGEST:
                return Problem(str(path), f"it unpacks to more than {_LARGEST // 1_000_000} MB", "split it")
    except zlib.error:
        return Problem(str(path), "it is no DocBin of spaCy")
    return packed


def _loaded(path: Path, packed: bytes) -> DocBin | Problem:
    from spacy.tokens import DocBin

    try:
        return DocBin().from_bytes(packed)
    except Exception as fault:  # as above: anything may stand in the file
        return Problem(str(path), f"it is no DocBin of spaCy: {str(fault)[:120] or type(fault).__name__}")
    finally:
        gc.enable()  # srsly leaves it off where unpacking fails


def _single(bins: DocBin) -> Iterator[DocBin]:
    """A DocBin for each document, with words and entities only."""
    from spacy.attrs import ENT_IOB, ENT_TYPE, ORTH
    from spacy.tokens import DocBin

    kept = [index for index, attribute in enumerate(bins.attrs) if attribute in (ORTH, ENT_IOB, ENT_TYPE)]
    for index, tokens in enumerate(bins.tokens):
        one = DocBin()
        one.attrs = [bins.attrs[each] for each in kept]
        one.strings = bins.strings
        one.tokens, one.spaces = [tokens[:, kept]], [bins.spaces[index]]
        one.cats, one.flags = [bins.cats[index]], [bins.flags[index]]
        one.span_groups = [bins.span_groups[index]]
        yield one


def _record(where: str, document: Doc) -> Result:
    spans = [(span.start_char, span.end_char, span.label_) for span in document.ents]
    for group in document.spans.values():
        spans.extend((span.start_char, span.end_char, span.label_) for span in group)
    categories = [name for name, share in document.cats.items() if share >= _IN_CATEGORY]
    if document.cats and not spans:
        text = document.text
        return annotated(where, text, of_whole_text(text, categories), True, {"scope": "text"})
    return annotated(where, document.text, spans, True)
