"""Names of things in other formats: tags, names of files, addresses; text that XML can hold."""

from __future__ import annotations

import re
from urllib.parse import quote

TAG = "tag:gesta.invalid,2026:"
"""Stable names of what has no address (RFC 4151). The authority is under ``.invalid`` (RFC 2606), which nobody can own:
the names collide with nobody's and promise no page."""

_FORBIDDEN = re.compile("[^\\t\\n\\r\\u0020-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
_NAME = re.compile(r"[^A-Za-z0-9._-]+")


def tag(kind: str, name: str) -> str:
    """The stable name of a thing: its kind and id, with letters escaped that a URI cannot hold."""
    return f"{TAG}{kind}/{quote(name, safe=':._-')}"


def file_name(name: str) -> str:
    """The id as a name for a file on any system."""
    return _NAME.sub("-", name).strip("-.") or "_"


def legal(text: str) -> str:
    """The text without the characters that XML 1.0 forbids, each replaced (its section 2.2)."""
    return _FORBIDDEN.sub("\ufffd", text)


def address(source: str) -> str | None:
    """The source where it is an address on the web without spaces or controls; None for a path."""
    if re.fullmatch(r"https?://[!-~\u00a1-\ud7ff\uf900-\ufffd\U00010000-\U000efffd]{4,4000}", source):
        return source
    return None


def base_name(source: str) -> str:
    """A path without its folders, which are the user's own business."""
    return re.split(r"[/\\]", source.rstrip("/\\"))[-1] or source
