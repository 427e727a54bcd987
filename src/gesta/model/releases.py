"""Frozen states of a project, to be cited."""

from __future__ import annotations

import msgspec


class Release(msgspec.Struct, frozen=True):
    """One release. ``query``: the filter as a URL writes it; ``versions``: of what read the reports: gesta, model,
    codebook, knowledge; ``changes``: number of the last change of the feed that is in it; ``sha256``: of its JSON
    lines, hexadecimal. ``number``: from 1 in the order made."""

    name: str
    at: str
    who: str
    note: str
    query: str
    versions: dict[str, str]
    changes: int = 0
    incidents: int = 0
    sha256: str = ""
    number: int = 0
