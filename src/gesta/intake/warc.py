"""Web archives (WARC, as CC-NEWS publishes them) to reports: pages that were fetched, texts that were made of pages."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Literal

import msgspec
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from gesta.errors import Problem
from gesta.intake.archives import Fault, Raw, records
from gesta.intake.decode import LARGEST, without_surrogates
from gesta.intake.pages import text_report
from gesta.intake.rows import Given, Item
from gesta.intake.sniff import looks_like_html
from gesta.model.documents import Media

_READ = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
_LONGEST_ADDRESS = 2000
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A record that holds no page to read. ``why``: one of a few words, to be counted by."""

    why: str


@dataclass(frozen=True, slots=True)
class Captured:
    """What a place of an input held. ``place``: it orders what one input holds; ``at``: when the page was fetched
    (ISO 8601, UTC), where the archive says so. That is no date of publication."""

    place: int
    item: Item | Skipped
    at: str | None = None


def read_archive(
    stream: BinaryIO, source: str, given: Given, start: int = 0, end: int | None = None
) -> Iterator[Captured]:
    """Every page of the archive, or of a part of it (``archive_search.cuts``), what is wrong, and what is left out.

    Requests, metadata and the like are passed over. ``place``: the byte at which the record stands.
    """
    for each in records(stream, start, end):
        place, where = each.offset + each.number, f"{source}, byte {each.offset}"
        if isinstance(each, Fault):
            yield Captured(place, Problem(where, each.what, "what stands before and after is read"))
        else:
            found = _captured(each, place, where, given)
            if found is not None:
                yield found


def _captured(raw: Raw, place: int, where: str, given: Given) -> Captured | None:
    try:
        record = next(iter(ArchiveIterator(io.BytesIO(raw.head + raw.body), parse_http=False)), None)
        return None if record is None else _of_record(record, raw, place, where, given)
    except OSError as fault:
        return Captured(place, Problem(where, f"the record cannot be read: {str(fault)[:120]}"))
    except BaseException as fault:
        # FastWARC is native code whose inner faults come as PanicException, which is no Exception.
        if type(fault).__name__ != "PanicException":
            raise
        return Captured(place, Problem(where, "the record cannot be read: its form is not understood"))


def _of_record(record: WarcRecord, raw: Raw, place: int, where: str, given: Given) -> Captured | None:
    if record.record_type == WarcRecordType.revisit:
        return Captured(place, Skipped("seen before"))
    if not record.record_type & _READ:
        return None
    fetched = record.headers.get("WARC-Date") or ""
    at = fetched if _DATE.fullmatch(fetched) else None
    address = without_surrogates((record.headers.get("WARC-Target-URI") or "").strip().strip("<>")) or where
    if len(address) > _LONGEST_ADDRESS:
        return Captured(place, Problem(where, f"the address is longer than {_LONGEST_ADDRESS} characters"), at)
    page = _page(record, raw)
    if isinstance(page, Skipped):
        return Captured(place, Problem(where, raw.note) if raw.note else page, at)
    content, media, charset = page
    item = text_report(content, address, media, given, charset)
    if isinstance(item, Problem):
        item = msgspec.structs.replace(item, where=where)
    elif raw.note:
        item = msgspec.structs.replace(item, problems=(*item.problems, Problem(where, raw.note)))
    return Captured(place, item, at)


def _page(record: WarcRecord, raw: Raw) -> tuple[bytes, Media, str | None] | Skipped:
    """Content, medium and declared character set of the record."""
    if not record.is_http:
        media = _media((record.headers.get("Content-Type") or "").split(";")[0].strip().lower(), raw.body)
        return Skipped("neither HTML nor text") if media is None else (raw.body, media, None)
    record.parse_http(strict_mode=False)
    if record.http_headers.status_code != 200:
        return Skipped(f"HTTP status {_status(record.http_headers.status_code)}")
    media = _media((record.http_content_type or "").lower(), raw.body)
    if media is None:
        return Skipped("neither HTML nor text")
    return _content(record, raw), media, record.http_charset


def _content(record: WarcRecord, raw: Raw) -> bytes:
    """The page: undone as its HTTP header says, or as it stands where it was undone when it was archived."""
    encodings = (record.http_headers.get("Transfer-Encoding"), record.http_headers.get("Content-Encoding"))
    if any(encodings):
        try:
            return _read(raw, "all")
        except OSError:
            pass
    return record.reader.read(LARGEST + 1)


def _read(raw: Raw, auto_decode: Literal["all"]) -> bytes:
    archive = ArchiveIterator(io.BytesIO(raw.head + raw.body), parse_http=True, auto_decode=auto_decode, 
                              strict_mode=False)  # fmt: skip
    reader, read = next(iter(archive)).reader, bytearray()
    while len(read) <= LARGEST and (piece := reader.read(LARGEST + 1 - len(read))):
        read += piece
    return bytes(read)


def _media(kind: str, body: bytes) -> Media | None:
    if kind in ("text/html", "application/xhtml+xml"):
        return "html"
    if kind == "text/plain":
        return "text"
    if not kind and looks_like_html(body.partition(b"\r\n\r\n")[2][:5000].decode("utf-8", "replace")):
        return "html"
    return None


def _status(code: int | None) -> str:
    return str(code) if code is not None and 100 <= code <= 599 else "unknown"
