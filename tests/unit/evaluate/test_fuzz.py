"""A slice of the fuzzer's documents, and the fuzzer itself: what it makes, what it finds, how it makes that small."""

from __future__ import annotations

import os
import time
from functools import partial
from pathlib import Path

import msgspec
import pytest

from gesta.evaluate.fuzz import chains
from gesta.evaluate.fuzz.__main__ import kind_of, main
from gesta.evaluate.fuzz.case import Case, as_bytes
from gesta.evaluate.fuzz.chains import faults
from gesta.evaluate.fuzz.making import case_of, samples_of
from gesta.evaluate.fuzz.minimise import smallest
from gesta.evaluate.fuzz.own_files import own_case
from gesta.evaluate.fuzz.promises import of_document, of_record
from gesta.evaluate.fuzz.workers import all_of, alone
from gesta.model.documents import Block, Report
from gesta.model.incidents import Record
from gesta.model.terms import ReportId
from gesta.pipeline.reading import Engine
from gesta.text import document

ROOT = Path(__file__).resolve().parents[3]
SAMPLES = samples_of(ROOT / "samples" / "reports")
SEED = 20
"""Of the suite; the long runs have others."""


def test_nothing_made_to_break_the_intake_or_the_text_does(tmp_path: Path) -> None:
    for number in range(300):
        case = case_of(SEED, number, SAMPLES, texts_only=False)
        assert faults(case, "text", tmp_path, twice=number % 20 == 0) == [], (number, case)


def test_nor_the_whole_chain(tmp_path: Path, loaded: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chains, "loaded", lambda: loaded)
    for number in range(20):
        case = case_of(SEED, number, SAMPLES, texts_only=True)
        assert faults(case, "whole", tmp_path, twice=number % 10 == 0) == [], (number, case)


def test_files_that_people_write_are_read_or_told_by_name(tmp_path: Path) -> None:
    cases = [own_case(SEED, number) for number in range(60)]
    assert cases == [own_case(SEED, number) for number in range(60)]
    assert {case.form for case in cases} == {"concept", "classes", "actors", "places", "list"}
    for number, case in enumerate(cases):
        assert faults(case, "own", tmp_path) == [], (number, case)


def test_a_codebook_whose_fault_no_lint_tells_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gesta.evaluate.fuzz.own_files.lint", lambda codebooks: ())
    case = Case("concept", b"id: own\nclass: event\n", ".yaml")
    assert kind_of(faults(case, "own", tmp_path)[0]).startswith("the lint does not tell")


def test_a_number_makes_the_same_document_again() -> None:
    made = [case_of(1, number, SAMPLES, texts_only=False) for number in range(200)]
    assert made == [case_of(1, number, SAMPLES, texts_only=False) for number in range(200)]
    assert {case.form for case in made} == {"file", "page", "feed", "opml", "annotations", "text"}
    assert len({case.content for case in made}) > 190
    assert case_of(2, 0, SAMPLES, texts_only=False) != made[0]


def test_a_text_may_hold_what_no_file_can() -> None:
    assert Case("text", as_bytes("a\ud800b")).text == "a\ud800b"


@pytest.mark.parametrize(
    "case",
    [
        Case("page", b"\xa6", ".html", "\x00"),
        Case("feed", b"<rss><d></<:", ".xml"),
        Case("feed", b"<rss>&#55357;", ".xml"),
        Case("feed", b"<?x?><rss><title>&#65534;<i", ".xml"),
        Case("feed", b"<feed><title>m'/><upd82;&#55881;", ".xml"),
        Case("text", as_bytes("Five died \ud800 on Monday.")),
        Case("file", b"<!--a--> " * 550 + b"x", ".txt"),
        Case("text", as_bytes("Two shot " + ":" * 180 + "x\n\nPolice said so.")),
        Case("text", as_bytes("www.A" * 30 + " x")),
        Case("text", as_bytes("a" + " > a" * 45 + "!")),
    ],
)
def test_what_once_broke_it_no_longer_does(case: Case) -> None:
    assert alone(case, "text", twice=True) == []


def test_whatever_leaves_a_stage_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(report: Report) -> None:
        raise KeyError("five")

    monkeypatch.setattr(chains, "document", broken)
    found = faults(Case("text", b"Five died."), "text", tmp_path)
    assert found == ["KeyError in test_fuzz.py broken: 'five'"]
    assert kind_of(found[0]) == "KeyError in test_fuzz.py broken"


def test_broken_promises_of_a_document_are_told() -> None:
    found = document(Report(ReportId("sha256:0"), "s", "text", "Five died.\n\nPolice said so."))
    assert list(of_document(found)) == []
    gap = msgspec.structs.replace(found, blocks=found.blocks[:1])
    outside = msgspec.structs.replace(found, blocks=(Block("body", 0, 999),))
    assert "blocks: the end of the text is in none" in list(of_document(gap))
    assert list(of_document(outside)) == ["blocks: out of range, of order, or empty"]


def test_broken_promises_of_a_record_are_told(read: object) -> None:
    record = read("Gunmen killed three soldiers near Djibo on Monday.", published="2023-05-04")  # type: ignore[operator]
    assert isinstance(record, Record)
    assert list(of_record(record)) == []
    moved = msgspec.structs.replace(record, document=msgspec.structs.replace(record.document, text="x" * 60))
    assert "incidents: the words are not at their offsets" in list(of_record(moved))
    short = msgspec.structs.replace(record, document=msgspec.structs.replace(record.document, text="x"))
    assert "incidents: a quotation is out of range" in list(of_record(short))


def _made(number: int) -> Case:
    return Case("text", f"Five died {number}.".encode())


def test_a_document_that_kills_or_keeps_its_process_is_its_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(case: Case, *_: object, **__: object) -> list[str]:
        if case.text == "Five died 3.":
            os._exit(7)
        while case.text == "Five died 6.":
            pass
        return []

    monkeypatch.setattr("gesta.evaluate.fuzz.workers.faults", read)
    monkeypatch.setattr("gesta.evaluate.fuzz.workers.LONGEST", 0.3)
    found = {each.number: each.faults for each in all_of(_made, "text", 0, 2, most=10)}
    assert sorted(found) == list(range(10))
    assert found.pop(3) == ["death: the process ended with 7"]
    assert found.pop(6)[0].startswith("time: more than")
    assert not any(found.values())


def test_a_document_that_only_waits_is_ended_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gesta.evaluate.fuzz.workers._LONGEST_WAIT", 0.2)
    monkeypatch.setattr("gesta.evaluate.fuzz.workers.faults", lambda *_, **__: time.sleep(60))
    assert alone(_made(1), "text", twice=False)[0].endswith("by the clock")


def test_a_fault_is_made_small() -> None:
    case = Case("text", b"Police said that five people died in the market on Monday.", published="2023-05-04")
    small = smallest(case, lambda each: b"five" in each.content and b"Monday" in each.content)
    assert small.content == b"fiveMonday"
    assert small.published is None


def test_a_run_tells_its_sum_and_keeps_each_kind_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def read(case: Case, *_: object, **__: object) -> list[str]:
        return ["KeyError in a.py read: 'x'"] if b"a" in case.content else []

    monkeypatch.setattr("gesta.evaluate.fuzz.workers.faults", read)
    asked = ["--documents", "12", "--folder", str(tmp_path / "kept"), "--samples", str(ROOT / "samples" / "reports")]
    assert main(asked) == 1
    told = msgspec.json.decode(capsys.readouterr().out)
    assert told["documents"] == 12 and set(told["faults"]) == {"KeyError in a.py read"}
    kept = sorted((tmp_path / "kept").iterdir())
    assert [path.suffix for path in kept] == [".bin", ".json"]
    assert kept[0].read_bytes() == b"a"
    assert msgspec.json.decode(kept[1].read_bytes())["seed"] == 1


def test_without_samples_texts_are_made(tmp_path: Path) -> None:
    assert len(samples_of(tmp_path / "none")) == 20
    assert partial(case_of, 1)(0, samples_of(tmp_path / "none"), texts_only=False)
