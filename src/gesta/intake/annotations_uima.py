"""UIMA's JSON CAS (0.4), as INCEpTION writes it: one document a file.

The specification leaves the unit of offsets open; its two implementations, UIMA's in Java and dkpro-cassis in Python,
both write UTF-16 units. An annotation has as labels the values of its features that are words or, where there are none,
the short name of its layer. Relations and marks without extent are left out. https://github.com/apache/uima-uimaj-io-jsoncas
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from gesta.errors import Problem
from gesta.intake.annotations_offsets import Utf16
from gesta.intake.annotations_records import Result, annotated

_STRUCTURES = "%FEATURE_STRUCTURES"
_OF_LANGUAGE = (
    "uima.cas.",
    "uima.tcas.Document",
    ".segmentation.",
    ".lexmorph.",
    ".syntax.",
    ".metadata.",
    ".CASMetadata",
)
"""Parts of the names of layers that hold the text itself, its tokens, grammar or origin, and no marks of a person."""


_RELATION = frozenset({"@Governor", "@Dependent"})


class _Structure(msgspec.Struct, rename={"type": "%TYPE", "id": "%ID", "sofa": "@sofa", "text": "sofaString"}):
    type: str
    id: int | None = None
    sofa: int | None = None
    begin: int | None = None
    end: int | None = None
    text: str | None = None


def is_uima(row: Mapping[str, object]) -> bool:
    """True for a JSON CAS."""
    return _STRUCTURES in row


def read_uima(where: str, row: Mapping[str, object]) -> Iterator[Result]:
    """The document of every view that has a text."""
    given = row.get(_STRUCTURES)
    if isinstance(given, dict):  # an older draft: by id
        given = [{"%ID": _number(key), **value} for key, value in given.items() if isinstance(value, dict)]
    if not isinstance(given, list):
        yield Problem(where, f"{_STRUCTURES} is no list")
        return
    structures = [each for each in given if isinstance(each, dict)]
    try:
        read = [(msgspec.convert(each, _Structure), each) for each in structures]
    except msgspec.ValidationError as fault:
        yield Problem(where, f"no JSON CAS: {fault}")
        return
    views = [each for each, _ in read if each.type == "uima.cas.Sofa" and each.text is not None]
    if not views:
        yield Problem(where, "the CAS has no text")
    for view in views:
        text = view.text or ""
        units = Utf16(text)
        spans = [
            (*units.bounds(each.begin or 0, each.end or 0), label)
            for each, features in read
            if each.sofa == view.id and _is_mark(each, features)
            for label in _labels(each.type, features)
        ]
        yield annotated(where, text, spans, True)


def _number(key: str) -> int | None:
    return int(key) if key.isascii() and key.isdigit() and len(key) < 10 else None


def _is_mark(each: _Structure, features: Mapping[str, object]) -> bool:
    extent = each.end is not None and each.end != (each.begin or 0)
    return extent and not is_of_language(each.type) and _RELATION.isdisjoint(features)


def is_of_language(layer: str) -> bool:
    """True for a layer that no person marks: tokens, sentences, parts of speech, the document's own data."""
    return any(part in f"{layer}." for part in _OF_LANGUAGE)


def short_name(layer: str) -> str:
    """The last part of a layer's name: "webanno.custom.Attack" is "Attack"."""
    return layer.rpartition(".")[2]


def _labels(layer: str, features: Mapping[str, object]) -> list[str]:
    names = [name for name in features if name[:1] not in "%@^"]
    values = [value for name in names if isinstance(value := features[name], str) and value.strip()]
    return values or [short_name(layer)]
