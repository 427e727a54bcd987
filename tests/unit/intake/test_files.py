"""Files, folders, tables and standard input to reports; every fault is a Problem and the rest goes on."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gesta.errors import Problem
from gesta.intake import reports
from gesta.model.documents import Report, report_id

STORY = "Five people were killed near the market in Kismayo, police said.\n"


def take(path: Path | str, **options: str) -> list[Report | Problem]:
    return list(reports([str(path)], **options))


def put(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_a_text_file_is_one_report(tmp_path: Path) -> None:
    path = put(tmp_path, "a.txt", STORY)
    (found,) = take(path, published="2021-05-12", outlet="Coast Herald")
    assert isinstance(found, Report)
    assert (found.content, found.media, found.published, found.outlet) == (STORY, "text", "2021-05-12", "Coast Herald")
    assert found.id == report_id(STORY.encode(), path.as_posix(), "Coast Herald", "2021-05-12")


def test_a_folder_is_walked_in_order_and_faults_are_named(tmp_path: Path) -> None:
    put(tmp_path, "b/2.html", "<html><body><p>Two died.</p></body></html>")
    put(tmp_path, "b/1.txt", STORY)
    put(tmp_path, "a.txt", STORY)
    put(tmp_path, "c.pdf", b"%PDF-1.7 ...")
    put(tmp_path, "d.txt", "")
    put(tmp_path, ".hidden", STORY)
    found = [(item.source if isinstance(item, Report) else item.where).rsplit("/", 1)[-1] for item in take(tmp_path)]
    assert found == ["a.txt", "c.pdf", "d.txt", "1.txt", "2.html"]
    problems = [item.what for item in take(tmp_path) if isinstance(item, Problem)]
    assert problems == ["the content is a PDF document, not text", "it is empty"]


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("a.txt", b"\x89PNG\r\n\x1a\n...", "a PNG image"),
        ("a.txt", b"PK\x03\x04rest", "zip archive"),
        ("a.csv.gz", b"\x1f\x8b\x08rest", "gzip"),
        ("a.txt", b"text with \x00 inside", "NUL bytes"),
        ("a.csv", b"\x1f\x8b\x08rest", "gzip"),
        ("a.xml", b"<?xml version='1.0'?><rss></rss>", "XML"),
        ("a.txt", b" \n\t ", "empty"),
        ("a.txt", b"\xef\xbb\xbf", "empty"),
        ("a.html", b"<p>x</p>" * 7_000_000, "larger than 20 MB"),
        ("a.jsonl", b'["no object"]\n', "a list, not an object"),
        ("a.jsonl", b"null\n", "holds null, not an object"),
        ("a.jsonl", b'{"text": \n', "not JSON"),
        ("a.csv", b"id,name\n1,x\n", "no column holds a text"),
        ("a.json", b'{"text": "unfinished', "not JSON"),
    ],
)
def test_what_cannot_be_read_is_a_problem(tmp_path: Path, name: str, content: bytes, what: str) -> None:
    (found,) = take(put(tmp_path, name, content))
    assert isinstance(found, Problem)
    assert what in found.what


def test_a_missing_file_does_not_stop_the_next(tmp_path: Path) -> None:
    found = list(reports([str(tmp_path / "no.txt"), str(put(tmp_path, "a.txt", STORY))]))
    assert isinstance(found[0], Problem)
    assert isinstance(found[1], Report)


@pytest.mark.parametrize("name", ["a.csv", "a.tsv"])
def test_rows_of_a_table_are_reports(tmp_path: Path, name: str) -> None:
    rows = [
        ["ID", "Title", "Body", "Date", "Source", "url"],
        [
            "7",
            "Blast",
            '"Five died, ""they"" said.\nTwo fled."',
            "2021-05-12",
            "Coast Herald",
            "http://coast.example/7",
        ],
        ["8", "", "", "", "", ""],
        ["9", "Raid", "Two were held.", "", "", ""],
    ]
    path = put(tmp_path, name, "\ufeff" + "\r\n".join(("," if name == "a.csv" else "\t").join(row) for row in rows))
    one, two, three = take(path, published="2020-01-01")
    assert isinstance(one, Report)
    assert (one.row_id, one.title, one.content) == ("7", "Blast", 'Five died, "they" said.\nTwo fled.')
    assert (one.published, one.outlet, one.source) == ("2021-05-12", "Coast Herald", "http://coast.example/7")
    assert isinstance(two, Problem)
    assert two.where == f"{path.as_posix()}:4"
    assert isinstance(three, Report)
    assert (three.published, three.source, three.outlet) == ("2020-01-01", path.as_posix(), None)


def test_a_row_with_too_many_fields_is_left_out(tmp_path: Path) -> None:
    found = take(put(tmp_path, "a.csv", "id,text\n1,Five died, police said\n2,Two fled\n"))
    assert isinstance(found[0], Problem)
    assert "3 fields" in found[0].what
    assert isinstance(found[1], Report)


def test_json_lines_go_on_after_a_bad_one(tmp_path: Path) -> None:
    lines = [
        '{"id": 1, "text": "Five died."}',
        "{broken",
        "",
        '{"id": 3, "content": "Two \\ud800 fled."}',
        '{"text": [1]}',
    ]
    path = put(tmp_path, "a.jsonl", "\n".join(lines))
    one, bad, three, listed = take(path)
    assert isinstance(one, Report)
    assert one.row_id == "1"
    assert isinstance(bad, Problem)
    assert bad.where.endswith("a.jsonl:2")
    assert isinstance(three, Report)
    assert three.content == "Two \ufffd fled."
    assert isinstance(listed, Problem)
    assert "list" in listed.what


def test_a_json_array_and_a_pretty_object_are_rows(tmp_path: Path) -> None:
    rows = [{"id": "a", "text": "Five died."}, 3, {"id": "b", "text": "Two fled."}]
    array = take(put(tmp_path, "a.json", json.dumps(rows, indent=1)))
    assert [type(item) for item in array] == [Report, Problem, Report]
    (one,) = take(put(tmp_path, "b.json", json.dumps(rows[0], indent=1)))
    assert isinstance(one, Report)


def test_rows_without_id_and_address_are_told_apart(tmp_path: Path) -> None:
    found = take(put(tmp_path, "a.csv", "text,title\nFive died.,\nFive died.,\n"))
    assert len({item.id for item in found if isinstance(item, Report)}) == 2


@pytest.mark.parametrize(
    ("content", "count", "media"),
    [
        (STORY, 1, "text"),
        ("<!doctype html><html><p>Five died.</p></html>", 1, "html"),
        ('{"text": "Five died."}\n{"text": "Two fled."}\n', 2, "text"),
        ("id,text\n1,Five died.\n2,Two fled.\n", 2, "text"),
    ],
)
def test_standard_input_is_sniffed(content: str, count: int, media: str) -> None:
    found = list(reports(["-"], standard_input=io.BytesIO(content.encode())))
    assert [item.media for item in found if isinstance(item, Report)] == [media] * count


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("\ufeffCaf\u00e9 bombed".encode("utf-16"), "Café bombed"),
        ("<meta charset='iso-8859-1'><p>Café bombed".encode("latin-1"), "<meta charset='iso-8859-1'><p>Café bombed"),
        ("<meta charset='iso-8859-1'><p>Café bombed".encode(), "<meta charset='iso-8859-1'><p>Café bombed"),
        ("<meta charset=windows-1251><p>Взрыв".encode("cp1251"), "<meta charset=windows-1251><p>Взрыв"),
    ],
)
def test_encodings(tmp_path: Path, raw: bytes, text: str) -> None:
    (found,) = take(put(tmp_path, "a.html", raw))
    assert isinstance(found, Report)
    assert found.content.removeprefix("\ufeff") == text


def test_a_guessed_encoding_is_said(tmp_path: Path) -> None:
    words = "Trois personnes ont été tuées près de l’hôtel à Bangui, a déclaré l’armée française. " * 5
    (found,) = take(put(tmp_path, "a.txt", words.encode("cp1252")))
    assert isinstance(found, Report)
    assert "été tuées près" in found.content
    assert "guessed" in found.problems[0].what


def test_stray_bytes_in_a_table_are_read_as_windows_text(tmp_path: Path) -> None:
    rows = b"id,text\n1,Five died.\n" * 10 + "2,Café €5\n".encode() + b"3,Caf\xe9 bombed\n"
    found = take(put(tmp_path, "a.csv", b"id,text\n" + b"0,x y.\n" * 20_000 + rows[8:]))
    assert isinstance(found[-1], Report)
    assert found[-1].content == "Café bombed"


@given(
    raw=st.binary(max_size=400), name=st.sampled_from(["a.txt", "a.html", "a.csv", "a.tsv", "a.jsonl", "a.json", "-"])
)
def test_no_bytes_raise(tmp_path_factory: pytest.TempPathFactory, raw: bytes, name: str) -> None:
    if name == "-":
        found = list(reports(["-"], standard_input=io.BytesIO(raw)))
    else:
        found = take(put(tmp_path_factory.getbasetemp() / "bytes", name, raw))
    for item in found:
        assert isinstance(item, Report | Problem)
        if isinstance(item, Report):
            item.content.encode()
