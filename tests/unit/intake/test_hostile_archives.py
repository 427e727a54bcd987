"""Archives and tables made to harm: inflated, lying, endless, cut; what stands beside the harm is read."""

from __future__ import annotations

import gzip
import io
import random
import zlib

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from gesta.errors import Problem
from gesta.intake.parquet import read_parquet
from gesta.intake.rows import Given
from gesta.intake.warc import read_archive
from gesta.model.documents import Report

NOTHING = Given(None, None)
PAGE = b"<html><body><p>Five people died in Kirkuk on Monday, police said.</p></body></html>"
HTML = b"Content-Type: text/html\r\n"


def record(body: bytes, length: int | str | None = None) -> bytes:
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\nWARC-Date: 2023-01-02T03:04:05Z\r\n"
        "WARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(body) if length is None else length}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def answer(body: bytes, headers: bytes = HTML) -> bytes:
    return b"HTTP/1.1 200 OK\r\n" + headers + b"\r\n" + body


def bomb(size: int, head: bytes = b"") -> bytes:
    """A gzip member that inflates to the head and so many zeros, made of one piece again and again."""
    packer = zlib.compressobj(9, wbits=31)
    start = packer.compress(head + bytes(1000)) + packer.flush(zlib.Z_FULL_FLUSH)
    piece = packer.compress(bytes(10_000_000)) + packer.flush(zlib.Z_FULL_FLUSH)
    return start + piece * (size // 10_000_000) + packer.flush()


GOOD = record(answer(PAGE))
PACKED = HTML + b"Content-Encoding: gzip\r\n"
CHUNKED = HTML + b"Transfer-Encoding: chunked\r\n"
ATTACKS = {
    "a member of ten gigabytes": gzip.compress(GOOD) + bomb(10_000_000_000) + gzip.compress(GOOD),
    "a record of ten gigabytes": bomb(10_000_000_000, record(b"", 10**10)[:-4]) + gzip.compress(GOOD),
    "a length that is too long": record(answer(PAGE), 10**9) + GOOD,
    "a length that is too short": record(answer(PAGE), 5) + GOOD,
    "a length below nothing": record(answer(PAGE), -5) + GOOD,
    "a length of thirty digits": record(answer(PAGE), "9" * 30) + GOOD,
    "a page that is a bomb": gzip.compress(record(answer(bomb(2_000_000_000), PACKED))) + gzip.compress(GOOD),
    "chunks that lie": gzip.compress(record(answer(b"FFFFFFFFFF\r\n" + PAGE, CHUNKED))) + gzip.compress(GOOD),
    "headers without end": gzip.compress(record(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 300_000)) + gzip.compress(GOOD),
    "bytes of no meaning": b"\x1f\x8b\x08" + random.Random(1).randbytes(50_000) + gzip.compress(GOOD),
    "an archive cut off": gzip.compress(GOOD) + gzip.compress(GOOD)[:-20],
    "empty members": gzip.compress(b"") * 5000 + gzip.compress(GOOD),
}


@pytest.mark.parametrize("name", ATTACKS)
def test_what_stands_beside_an_attack_is_read(name: str) -> None:
    found = [each.item for each in read_archive(io.BytesIO(ATTACKS[name]), "s", NOTHING)]
    assert any(isinstance(each, Report) and "Kirkuk" in each.content for each in found)
    assert all(len(each.content) <= 20_000_000 for each in found if isinstance(each, Report))
    if name != "empty members" and name != "chunks that lie":
        assert any(isinstance(each, Problem) or getattr(each, "problems", ()) for each in found), "it is told"


@pytest.mark.parametrize(
    "raw", [b"WARC/1.0\r\nX: " + b"y" * 3_000_000, gzip.compress(gzip.compress(GOOD)), b"\r\n" * 99]
)
def test_an_archive_of_nothing_is_told_and_not_raised(raw: bytes) -> None:
    assert not any(isinstance(each.item, Report) for each in read_archive(io.BytesIO(raw), "s", NOTHING))


def table(**columns: object) -> bytes:
    made = io.BytesIO()
    pq.write_table(pa.table(columns), made, row_group_size=2)
    return made.getvalue()


def test_a_broken_parquet_file_raises_nothing() -> None:
    whole = table(id=list("1234"), text=["Five died in Kirkuk."] * 4)
    dice = random.Random(1)
    for _ in range(150):
        raw = bytearray(whole)
        for _ in range(dice.choice((1, 2, 5))):
            place = dice.randrange(len(raw))
            raw[place : place + dice.choice((0, 1, 4))] = dice.randbytes(dice.choice((0, 1, 4)))
        list(read_parquet(io.BytesIO(bytes(raw)), "s", NOTHING))


@pytest.mark.parametrize(
    "column",
    [[[{"a": 1}]], [{"x": 1}], pa.nulls(1), [b"\x00"], ["x" * 21_000_000],
     pa.array([[("a", 1)]], pa.map_(pa.string(), pa.int8()))],
)  # fmt: skip
def test_a_cell_that_is_no_text_is_a_problem_of_its_row(column: object) -> None:
    found = [each.item for each in read_parquet(io.BytesIO(table(text=column)), "s", NOTHING)]
    assert len(found) == 1
    assert isinstance(found[0], Problem)
