"""Values in the words of a person."""

from __future__ import annotations

import pytest

from gesta.cli.terminal import harmless
from gesta.export.words import count_words, when_words, where_basis, where_words
from gesta.model.values import Count, When, Where


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2022-09-29T06:00", "2022-09-29T12:00", "Thursday 29 September 2022, morning"),
        ("2022-09-29T18:00", "2022-09-30T00:00", "Thursday 29 September 2022, evening"),
        ("2022-09-29T14:30", "2022-09-29T14:31", "Thursday 29 September 2022, 14:30"),
        ("2022-09-29T14:00", "2022-09-29T15:00", "Thursday 29 September 2022, 14:00 to 15:00"),
        ("2022-09-29", "2022-09-29", "Thursday 29 September 2022"),
        ("2022-09-27", "2022-09-29", "27 to 29 September 2022"),
        ("2022-09-27", "2022-10-02", "27 September to 2 October 2022"),
        ("2021-12-31", "2022-01-01", "31 December 2021 to 1 January 2022"),
        ("2022-08-01", "2022-08-31", "August 2022"),
        ("2022-12-01", "2022-12-31", "December 2022"),
        ("2022-06-01", "2022-08-31", "June to August 2022"),
        ("2022-01-01", "2022-12-31", "2022"),
        ("2019-01-01", None, "since Tuesday 1 January 2019"),
        (None, "2019-01-01", "until Tuesday 1 January 2019"),
        (None, None, "unknown: “on Friday”"),
    ],
)
def test_when(start: str | None, end: str | None, words: str) -> None:
    assert when_words(When(start, end, text="on Friday")) == words


def test_where() -> None:
    green_zone = Where(
        "Green Zone", "neighbourhood", ("Baghdad",), "Baghdad", "IQ", basis="named; country IQ; told before"
    )
    assert where_words(green_zone) == "Green Zone, Baghdad, Iraq"
    assert where_basis(green_zone) == "told before"
    assert where_words(Where(level="country", country="NG")) == "Nigeria"
    assert where_words(Where()) == "unknown"


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (Count(0, 0), "0"), (Count(31, None), "at least 31"), (Count(None, 5), "at most 5"), (Count(3, 5), "3 to 5"),
        (Count(30, 30, "about"), "about 30"), (Count(None, None, "vague", "dozens"), "“dozens”"),
    ],
)  # fmt: skip
def test_counts(count: Count, words: str) -> None:
    assert count_words(count) == words


def test_harmless_keeps_offsets() -> None:
    text = "a\x1b[31mb\tc\nd\u202ee\ud800"
    assert len(harmless(text)) == len(text)
    assert harmless(text) == "a�[31mb c d�e�"
