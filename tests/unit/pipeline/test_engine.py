"""Any text goes through; the same records whatever the number of workers."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import gesta
from gesta.errors import Problem, UsageError
from gesta.model.documents import Report, report_id
from gesta.model.incidents import Record
from gesta.model.jsonl import decode, encode
from gesta.pipeline.engines import Settings, run

WORDS = st.sampled_from(
    "Gunmen killed three soldiers near Djibo on Monday , police said . “ ” ( ) \n \n\n No one was hurt Rockets struck "
    "Baghdad 's Green Zone for the second day in a row at least 30 BAGHDAD (AP) — dozens wounded 29 September 2022 "
    "<b> </p> Share this ' … -- al-Sadr he they 's 1,000 0 ½ ٣ 三 \u200f \u202e \x00 é e\u0301 👩‍👩‍👧 \ud800".split(" ")
)
TEXTS = st.one_of(st.lists(WORDS, max_size=40).map(" ".join), st.text(max_size=200))


def quotes(value: object) -> list[dict[str, object]]:
    if isinstance(value, dict):
        own = [value] if {"start", "end", "exact"} <= value.keys() else []
        return own + [each for inner in value.values() for each in quotes(inner)]
    return [each for inner in value for each in quotes(inner)] if isinstance(value, (list, tuple)) else []


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=TEXTS, published=st.sampled_from([None, "2022-09-29", "nonsense"]), media=st.sampled_from(["text", "html"]))
def test_no_text_breaks_the_reader(read: Callable[..., Record], text: str, published: str | None, media: str) -> None:
    clean = text.encode("utf-8", "replace").decode()
    record = read(clean, published, media)
    if media == "text":
        assert record.document.text == clean or record.document.text in clean
    for quote in quotes(msgspec.to_builtins(record)):
        assert record.document.text[quote["start"] : quote["end"]] == quote["exact"]  # type: ignore[misc]
    assert decode(encode(record)) == record


def test_workers_change_nothing() -> None:
    texts = [f"Gunmen killed {number} soldiers near Djibo on Monday." for number in range(2, 8)]
    items = [Report(report_id(text.encode(), "t"), "t", "text", text, published="2023-05-04") for text in texts]
    mixed: list[Report | Problem] = [*items[:3], Problem("row 4", "it is empty"), *items[3:]]
    alone = [encode(record) for record in run(mixed, Settings())]
    assert [encode(record) for record in run(mixed, Settings(), workers=2)] == alone
    assert decode(alone[3]).problems == (Problem("row 4", "it is empty"),)


def test_stopping_early_ends_the_workers() -> None:
    item = Report(report_id(b"x", "t"), "t", "text", "Rebels shelled Kharkiv.")
    records = run((item for _ in range(10_000)), Settings(), workers=2)
    next(records)
    records.close()


def test_a_text_of_one_line_is_a_text_however_long() -> None:
    text = "Gunmen killed three soldiers near Djibo on Monday. " * 8
    assert gesta.read(text.strip(), published="2023-05-04").document.text == text.strip()


def test_read_from_python(tmp_path: object) -> None:
    record = gesta.read("Gunmen killed three soldiers near Djibo on Monday.", published="2023-05-04")
    assert [incident.type for incident in record.incidents] == ["killing"]
    with pytest.raises(UsageError):
        gesta.read("samples/reports/desk-table.jsonl")
