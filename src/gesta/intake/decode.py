"""Bytes from outside to text, or the reason why they are none."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from gesta.errors import Problem

LARGEST = 20_000_000
"""Bytes of one report; the longest news page seen has about 5 million."""

_MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a RIFF media file"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"PK\x03\x04", "a zip archive or an Office document"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\x1f\x8b", "gzip-compressed"),
    (b"BZh", "bzip2-compressed"),
    (b"\xfd7zXZ\x00", "xz-compressed"),
    (b"\x28\xb5\x2f\xfd", "zstd-compressed"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!\x1a", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"PAR1", "a Parquet file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"ID3", "an audio file"),
    (b"OggS", "an audio or video file"),
    (b"{\\rtf", "an RTF document"),
)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(rb"<meta[^<>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_XML = re.compile(rb"<\?xml[^<>]{0,100}?encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
_CHARSETS = re.compile(
    r"(?:utf|iso8859|cp\d|koi8|gb|big5|euc|shift_jis|sjis|mac|tis|ascii|windows|ptcp|hz|iso2022|kz1048|johab)"
)
"""Codecs that are character sets; Python has others under the same roof ("punycode") that a page must not choose."""
_SAMPLE = 200_000
_WESTERN_SHARE = 0.2
"""Share of bytes above ASCII up to which a text is in Latin letters with some accents and curly quotes: statistics
cannot tell Windows-1252 from its siblings there, and it is by far the commonest."""
_SINGLE_BYTE = re.compile(r"cp(?:125\d|437|85\d|775|500|1140|037|273)|(?:latin|iso8859)|mac|hp_roman")
_CONTROLS = bytes((*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20)))
_CONTROL_SHARE = 0.02


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, and what had to be guessed to get it."""

    text: str
    encoding: str
    problems: tuple[Problem, ...] = ()


def decode(raw: bytes, where: str, charset: str | None = None) -> Decoded | Problem:
    """The text of the bytes: by byte order mark, as UTF-8 where that is valid, as declared, else by statistics.

    Valid UTF-8 comes before what a page declares: pages that say ISO 8859-1 and are UTF-8 are common, the other way
    round is next to impossible. ``charset``: the one of the HTTP header. The byte order mark is left out.
    """
    if kind := binary_kind(raw):
        return Problem(where, f"the content is {kind}, not text", "give plain text, HTML, CSV or JSON lines")
    for mark, name in _BOMS:
        if raw.startswith(mark):
            return _decoded(raw[len(mark) :], name, where, guessed=False)
    try:
        return Decoded(raw.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    for declared in _declared(raw, charset):
        try:
            return Decoded(raw.decode(declared), declared)
        except UnicodeDecodeError:
            continue
    return _guessed(raw, where)


def binary_kind(raw: bytes) -> str | None:
    """What the bytes are when they are no text, None when they may be text."""
    for magic, kind in _MAGIC:
        if raw.startswith(magic):
            return kind
    if raw[4:8] == b"ftyp":
        return "a video or image file"
    if any(raw.startswith(mark) for mark, _ in _BOMS):
        return None
    head = raw[:65536]
    if b"\x00" in head:
        return "binary (it holds NUL bytes)"
    if len(head) - len(head.translate(None, _CONTROLS)) > _CONTROL_SHARE * len(head):
        return "binary (it holds control characters)"
    return None


def sample_encoding(sample: bytes) -> str:
    """The encoding in which a table's lines are read, from its first bytes; the last character may be cut."""
    for mark, name in _BOMS:
        if sample.startswith(mark):
            return "utf-8-sig" if name == "utf-8" else name.rsplit("-", 1)[0]
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return _statistics(sample) or "cp1252"
    return "utf-8"


def without_surrogates(text: str) -> str:
    """The text with every lone surrogate replaced by U+FFFD: no encoder would write it."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _declared(raw: bytes, charset: str | None) -> list[str]:
    names = [charset] if charset else []
    for pattern in (_META, _XML):
        if match := pattern.search(raw, 0, 4096):
            names.append(match[1].decode("ascii"))
    found: list[str] = []
    for name in names:
        try:
            codec = codecs.lookup(name).name
        except LookupError:
            continue
        if _CHARSETS.match(codec):
            found.append("cp1252" if codec in ("iso8859-1", "ascii") else codec)
    return found


def _guessed(raw: bytes, where: str) -> Decoded | Problem:
    encoding = _statistics(raw[:_SAMPLE])
    if encoding is None:
        return Problem(where, "the content is in no known character encoding", "save it as UTF-8")
    return _decoded(raw, encoding, where, guessed=True)


def _statistics(sample: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    if best is None:
        return None
    high = sum(byte > 127 for byte in sample)
    if high <= _WESTERN_SHARE * len(sample) and _SINGLE_BYTE.match(best.encoding) and _fits(sample, "cp1252"):
        return "cp1252"
    return best.encoding


def _fits(raw: bytes, encoding: str) -> bool:
    try:
        raw.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _decoded(raw: bytes, encoding: str, where: str, *, guessed: bool) -> Decoded:
    text = raw.decode(encoding, "replace")
    what = f"the encoding was guessed as {encoding}" if guessed else ""
    if "\ufffd" in text:
        what = f"{text.count(chr(0xFFFD))} characters cannot be decoded as {encoding}"
    return Decoded(text, encoding, (Problem(where, what, "save it as UTF-8"),) if what else ())
