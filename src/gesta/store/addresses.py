"""Where a report can be captured again, so that a later capture is known as a new version of it."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import urlsplit

from gesta.model.documents import Report

_NOWHERE = frozenset({"-", "text"})
"""Standard input and a text handed over in Python."""
_LINE = re.compile(r":\d+$")


def address_of(report: Report, folder: Path | None) -> str | None:
    """The address of the report's source (see ``located``)."""
    return located(report.source, report.row_id, folder)


def located(source: str, row_id: str | None, folder: Path | None) -> str | None:
    """The address of a source, None where what is found there later is another thing.

    Nowhere: standard input; a row without an id, which is known by its line only, and lines move; the front page of a
    site, which is another page every day. A path is taken from the ``folder`` of the project, so that "1.txt" of two
    folders are two files, and a project that moves together with its files still knows them.
    """
    if source in _NOWHERE:
        return None
    if source.startswith(("http://", "https://")):
        return source if _names_a_page(source) or row_id else None
    if row_id is None and _LINE.search(source):
        return None
    return _path(source, folder)


def _names_a_page(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return bool(parts.path.strip("/") or parts.query)


def _path(source: str, folder: Path | None) -> str:
    absolute = Path(os.path.normpath(Path(source).absolute()))
    if folder is None:
        return absolute.as_posix()
    try:
        return Path(os.path.relpath(absolute, folder.absolute())).as_posix()
    except ValueError:
        return absolute.as_posix()
