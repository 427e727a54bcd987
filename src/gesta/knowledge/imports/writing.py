"""Actors, countries and nouns as the YAML of actor files, in as many pieces as the limit of a file asks for."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO

import msgspec
from ruamel.yaml import YAML

from gesta.knowledge.actor_files import Written
from gesta.yaml_source import MAX_BYTES, Plain

_ROOM = 1024
"""Bytes left free in a file for its first line."""


def pages(found: Written, head: str) -> Iterator[str]:
    """The files' texts in order, each within the limit; ``head``: a line of comment at the top of each."""
    writer = _Writer()
    pieces: list[str] = []
    size = 0
    for entry in _entries(found):
        text = writer.text(entry)
        length = len(text.encode())
        if pieces and size + length > MAX_BYTES - _ROOM:
            yield f"# {head}\n{''.join(pieces)}"
            pieces, size = [], 0
        pieces.append(text)
        size += length
    if pieces:
        yield f"# {head}\n{''.join(pieces)}"


def _entries(found: Written) -> Iterator[Plain]:
    for country in found.countries:
        fields: dict[str, Plain] = {"code": country.code, "name": country.name}
        lists = (("demonyms", country.demonyms), ("aliases", country.aliases), ("capitals", country.capitals))
        yield fields | {name: list(words) for name, words in lists if words}
    for noun in found.nouns:
        yield {"noun": noun.noun, "kind": noun.kind}
    for actor in found.actors:
        entry: dict[str, Plain] = msgspec.to_builtins(actor)
        yield {name: value for name, value in entry.items() if value != {}}


class _Writer:
    """Writes entries as YAML, names in the order of the fields, whatever fits a line on one."""

    def __init__(self) -> None:
        self._yaml = YAML(typ="safe", pure=True)
        self._yaml.allow_unicode = True
        self._yaml.width = 120
        self._yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]  # untyped upstream: None or bool

    def text(self, entry: Plain) -> str:
        stream = StringIO()
        self._yaml.dump([entry], stream)
        return stream.getvalue()
