"""The tables of the knowledge base: tab-separated files with a line of column names, written by hand."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files


def rows(name: str) -> Iterator[list[str]]:
    """The cells of each row of the table ``data/NAME``, without the column names."""
    table = (files("gesta.knowledge") / "data" / name).read_text(encoding="utf-8")
    return (line.split("\t") for line in table.splitlines()[1:])
