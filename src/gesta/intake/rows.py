"""One row of a table to a report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gesta.errors import Problem
from gesta.intake.columns import COLUMNS, plain_name
from gesta.intake.decode import LARGEST, without_surrogates
from gesta.intake.sniff import looks_like_html
from gesta.model.documents import Report, report_id

_LONGEST_CELL = 2000


@dataclass(frozen=True, slots=True)
class Given:
    """What was given with the whole request and stands in where a row has none of its own."""

    published: str | None
    outlet: str | None


Item = Report | Problem
_JSON = {"NoneType": "null", "dict": "an object", "list": "a list", "str": "a text", "int": "a number",
         "float": "a number", "bool": "true or false"}  # fmt: skip


def json_kind(value: object) -> str:
    """What the value is in the words of JSON ("null", "a list"); of another table the name of its type."""
    return _JSON.get(type(value).__name__, type(value).__name__)


def read_row(row: Mapping[str, object], source: str, where: str, given: Given) -> Item:
    """The report of the row, or what is wrong with it. ``where``: file and line; ``source``: the file.

    A row without an address of its own is addressed by its file, and by its line where it has no id either.
    """
    low = {plain_name(str(name)): value for name, value in row.items()}
    cells: dict[str, str | None] = {}
    for column, names in COLUMNS.items():
        found = next((low[name] for name in names if low.get(name) not in (None, "")), None)
        if found is not None and not isinstance(found, str | int | float):
            return Problem(where, f"the column {column} holds {json_kind(found)}, not text")
        cells[column] = without_surrogates(str(found)) if found is not None else None
    return _report(cells, source, where, given)


def _report(cells: Mapping[str, str | None], source: str, where: str, given: Given) -> Item:
    text, title = cells["text"] or cells["html"] or "", cells["title"]
    is_page = not cells["text"] and bool(cells["html"])
    if not text.strip() and not (title or "").strip():
        return Problem(where, "the row has no text", f"columns looked for: {', '.join(COLUMNS['text'])}")
    if "\x00" in text:
        return Problem(where, "the text holds NUL characters: it is not text")
    if len(text) > LARGEST:
        return Problem(where, f"the text is longer than {LARGEST // 1_000_000} million characters")
    for column in ("id", "url", "title", "published", "outlet"):
        if len(cells[column] or "") > _LONGEST_CELL:
            return Problem(where, f"the column {column} is longer than {_LONGEST_CELL} characters")
    row_id = (cells["id"] or "").strip() or None
    address = (cells["url"] or "").strip() or (source if row_id else where)
    outlet = (cells["outlet"] or "").strip() or given.outlet
    published = (cells["published"] or "").strip() or given.published
    content = f"{title}\n\n{text}" if title else text
    return Report(
        id=report_id(content.encode(), address, outlet, published, row_id),
        source=address,
        media="html" if is_page or looks_like_html(text) else "text",
        content=text,
        title=title,
        outlet=outlet,
        published=published,
        row_id=row_id,
    )
