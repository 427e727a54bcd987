"""Archives are read to their last page, whatever is wrong in between; nothing they say is believed."""

from __future__ import annotations

import gzip
import io
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.archived import page, record, zipped

from gesta.errors import Problem
from gesta.intake import reports
from gesta.intake.archive_search import cuts
from gesta.intake.rows import Given
from gesta.intake.warc import Captured, Skipped, read_archive
from gesta.model.documents import Report

_PAGES = [record(f"https://news.example/{each}", page(f"Story {each}", "Rain fell. " * each)) for each in range(1, 8)]


def _read(raw: bytes, start: int = 0, end: int | None = None) -> list[Captured]:
    return list(read_archive(io.BytesIO(raw), "a.warc.gz", Given(None, None), start, end))


def _sources(found: list[Captured]) -> list[str]:
    return [each.item.source for each in found if isinstance(each.item, Report)]


def _problems(found: list[Captured]) -> list[Problem]:
    return [each.item for each in found if isinstance(each.item, Problem)]


@pytest.mark.parametrize("raw", [b"".join(_PAGES), zipped(_PAGES), gzip.compress(b"".join(_PAGES))])
def test_every_form_of_archive_gives_the_same_pages(raw: bytes) -> None:
    found = _read(raw)
    assert _sources(found) == [f"https://news.example/{each}" for each in range(1, 8)]
    assert [each.place for each in found] == sorted({each.place for each in found})
    assert {each.at for each in found} == {"2024-05-02T10:00:00Z"}
    assert all(isinstance(each.item, Report) and each.item.media == "html" for each in found)


@pytest.mark.parametrize("raw", [b"".join(_PAGES), zipped(_PAGES)])
@pytest.mark.parametrize("step", [1, 500, 2000, 10**6])
def test_the_parts_of_an_archive_hold_what_the_whole_holds(raw: bytes, step: int) -> None:
    ends = cuts(io.BytesIO(raw), step)
    assert ends[0] == 0
    assert ends[-1] == len(raw)
    parts = [each for start, end in pairwise(ends) for each in _read(raw, start, end)]
    assert parts == _read(raw)


def test_what_is_no_page_is_left_out_with_its_reason() -> None:
    raw = zipped(
        [
            record("a", b"software: x", kind="warcinfo", media="application/warc-fields"),
            record("b", b"GET / HTTP/1.1\r\n\r\n", kind="request", media="application/http; msgtype=request"),
            record("c", b"gone", status="404 Not Found"),
            record("d", b"\x89PNG", media="image/png"),
            record("e", b"", kind="revisit", media="application/http"),
            record("f", "Café".encode("latin-1"), media="text/plain; charset=iso-8859-1"),
            record("g", b"Plain words.", kind="conversion", media="text/plain"),
            record("h", page("Kept"), kind="resource", media="text/html"),
        ]
    )
    found = [each.item for each in _read(raw)]
    assert [each.why for each in found if isinstance(each, Skipped)] == [
        "HTTP status 404", "neither HTML nor text", "seen before",
    ]  # fmt: skip
    kept = [each for each in found if isinstance(each, Report)]
    assert [(each.source, each.media) for each in kept] == [("f", "text"), ("g", "text"), ("h", "html")]
    assert kept[0].content == "Café"


@pytest.mark.parametrize(
    ("body", "http"),
    [
        (gzip.compress(page("T")), "Content-Encoding: gzip\r\n"),
        (page("T"), "Content-Encoding: gzip\r\n"),
        (b"%x\r\n%b\r\n0\r\n\r\n" % (len(page("T")), page("T")), "Transfer-Encoding: chunked\r\n"),
        (page("T"), "Transfer-Encoding: chunked\r\n"),
    ],
)
def test_a_page_is_undone_where_it_was_not_undone_before(body: bytes, http: str) -> None:
    (found,) = _read(record("a", body, http=http))
    assert isinstance(found.item, Report)
    assert found.item.content == page("T").decode()


def test_an_archive_that_is_cut_off_gives_what_stands_before() -> None:
    raw = zipped(_PAGES)[:-20]
    found = _read(raw)
    assert len(_sources(found)) == len(_PAGES) - 1
    (problem,) = _problems(found)
    assert problem.what == "the archive is cut off here"
    assert problem.where == f"a.warc.gz, byte {len(zipped(_PAGES[:-1]))}"


def test_reading_goes_on_behind_a_broken_member() -> None:
    members = [gzip.compress(each) for each in _PAGES]
    members[2] = members[2][:60] + b"\x00\xff\x00\xff" + members[2][64:]
    found = _read(b"".join(members))
    assert len(_sources(found)) == len(_PAGES) - 1
    assert len(_problems(found)) == 1


@pytest.mark.parametrize("length", [5, 100_000, 10**9, 10**19, "-1", "many"])
@pytest.mark.parametrize("is_zipped", [False, True])
def test_a_length_that_lies_costs_one_page_at_most(length: int | str, is_zipped: bool) -> None:
    records = [_PAGES[0], record("liar", page("L", "words " * 50), length=length), _PAGES[1]]
    found = _read(zipped(records) if is_zipped else b"".join(records))
    sources = [each for each in _sources(found) if each != "liar"]
    assert sources == ["https://news.example/1", "https://news.example/2"]
    noted = [each.item for each in found if isinstance(each.item, Report) and each.item.problems]
    assert len(noted) + len(_problems(found)) >= 1


def test_bombs_are_not_inflated() -> None:
    inner = record("inner", gzip.compress(b"<html>" + b"a" * 60_000_000), http="Content-Encoding: gzip\r\n")
    outer = record("outer", b"a" * 120_000_000)
    found = _read(zipped([_PAGES[0], inner, outer, _PAGES[1]]))
    assert _sources(found) == ["https://news.example/1", "https://news.example/2"]
    assert any("inflates to more than 200 times" in each.what for each in _problems(found))
    assert any("larger than 20 MB" in each.what for each in _problems(found))


def test_an_address_or_bytes_that_are_none_are_problems() -> None:
    found = _read(record("x" * 3000, page("T")) + record("a", b"") + b"nothing of an archive\r\n\r\n" + _PAGES[0])
    assert [each.what for each in _problems(found)] == [
        "the address is longer than 2000 characters", "it is empty", "here is no record of an archive",
    ]  # fmt: skip
    assert _sources(found) == ["https://news.example/1"]


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_no_bytes_raise(data: st.DataObject) -> None:
    raw = bytearray(data.draw(st.sampled_from([b"".join(_PAGES[:3]), zipped(_PAGES[:3]), gzip.compress(_PAGES[0])])))
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(0, len(raw)))
        cut = data.draw(st.integers(0, 30))
        raw[at : at + cut] = data.draw(st.sampled_from([b"", b"\r\n\r\n", b"WARC/1.0", b"\x00", b"\xff" * 9, b"9"]))
    found = _read(bytes(raw))
    assert len({each.place for each in found}) == len(found)


def test_the_command_reads_archives_from_files(tmp_path: Path) -> None:
    path = tmp_path / "news.warc.gz"
    path.write_bytes(zipped([*_PAGES, record("c", b"gone", status="404 Not Found")]))
    (tmp_path / "empty.warc").write_bytes(record("c", b"gone", status="404 Not Found"))
    found = list(reports([str(tmp_path)], outlet="News"))
    assert len(found) == len(_PAGES) + 1
    assert found[0] == Problem((tmp_path / "empty.warc").as_posix(), "it holds no page and no text")
    assert all(isinstance(each, Report) and each.outlet == "News" for each in found[1:])
