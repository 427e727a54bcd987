"""The columns of a table of reports and the names under which each is known."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from typing import Literal

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "row_id"),
    "url": ("url", "link", "source_url"),
    "title": ("title", "headline"),
    "text": ("text", "content", "body"),
    "html": ("html",),
    "published": ("published", "date", "published_at", "publication_date"),
    "outlet": ("outlet", "source", "publisher"),
}
"""What a row may hold, and its column names; the first name with a value counts. A page (``html``) counts where there
is no text."""

_KNOWN = frozenset(name for names in COLUMNS.values() for name in names)


def plain_name(name: str) -> str:
    """A column's name as it is compared: no byte order mark, no white space, lower case."""
    return name.lstrip("\ufeff").strip().lower()


def has_text(names: list[str]) -> bool:
    """True when a report can be read from the columns: there is a text, a page or a title among them."""
    return not {plain_name(name) for name in names}.isdisjoint((*COLUMNS["text"], *COLUMNS["html"], *COLUMNS["title"]))


def header_form(line: str) -> Literal["csv", "tsv"] | None:
    """The form of the table that the line heads, None where fewer than two of its columns are known."""
    for form, separator in (("csv", ","), ("tsv", "\t")):
        try:
            names = next(csv.reader([line[:2000]], delimiter=separator), [])
        except csv.Error:  # a carriage return inside the line: no header of a table
            continue
        if has_text(names) and sum(plain_name(name) in _KNOWN for name in names) > 1:
            return "csv" if form == "csv" else "tsv"
    return None
