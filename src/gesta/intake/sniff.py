"""What a source holds, by its name's ending and its first bytes."""

from __future__ import annotations

import re
import zlib
from pathlib import PurePath
from typing import Literal

from gesta.intake.columns import header_form

Form = Literal["text", "html", "jsonl", "json", "csv", "tsv", "xml", "warc", "parquet"]

_ENDINGS: dict[str, Form] = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".shtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "json",
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".warc": "warc",
    ".parquet": "parquet",
    ".pq": "parquet",
}
_ARCHIVES = (".warc.gz", ".wet.gz")
_PROSE = frozenset({".txt", ".text", ".md"})
_HTML = re.compile(
    r"\s*(?:<!--.{0,2000}?-->\s*)*(?:<\?xml[^<>]{0,200}\?>\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_XML = re.compile(r"\s*<\?xml\b|\s*<(?:rss|feed|opml|urlset)\b", re.IGNORECASE)
_JSON_ROW = re.compile(r'\s*\{\s*"')
_JSON_ARRAY = re.compile(r"\s*\[\s*\{")


def looks_like_html(text: str) -> bool:
    """True for text that opens as an HTML page."""
    return _HTML.match(text, 0, 5000) is not None


def form_of(name: str, head: bytes) -> Form:
    """The form in which a source is read. ``head``: its first bytes, at least a few thousand where there are so many.

    An archive and a Parquet file are known by their bytes. Else a known ending decides, but a page saved as .txt is a
    page; a source with no telling ending (standard input) is looked at for rows too.
    """
    ending = PurePath(name).suffix.lower()
    if _is_archive(head) or name.lower().endswith(_ARCHIVES):
        return "warc"
    if head.startswith(b"PAR1"):
        return "parquet"
    if ending in _ENDINGS:
        return _ENDINGS[ending]
    text = head[:8192].decode("utf-8", "replace").lstrip("\ufeff")
    if looks_like_html(text):
        return "html"
    if _XML.match(text):
        return "xml"
    if ending in _PROSE:
        return "text"
    if _JSON_ROW.match(text):
        return "jsonl"
    if _JSON_ARRAY.match(text):
        return "json"
    return header_form(text.split("\n", 1)[0].rstrip("\r")) or "text"


def _is_archive(head: bytes) -> bool:
    if not head.startswith(b"\x1f\x8b"):
        return head.startswith(b"WARC/")
    try:
        return zlib.decompressobj(wbits=31).decompress(head, 5) == b"WARC/"
    except zlib.error:
        return False
