"""Where a report came from, as a name: the host of its address, where no outlet is known."""

from __future__ import annotations

import re

_HOST = re.compile(r"https?://(?:[^/?#@]*@)?(?:www\.)?([^/:?#]+)")


def host(source: str) -> str | None:
    """The host of an address; of an archived page that of the page; None for a path."""
    found = _HOST.findall(source)
    return found[-1].casefold() if found else None


def outlet_name(outlet: str | None, source: str) -> str:
    """The outlet; where none is known the host of the address, or the path."""
    return outlet or host(source) or source
