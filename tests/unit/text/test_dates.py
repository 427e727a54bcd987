"""Dates as metadata and reports write them."""

from __future__ import annotations

import pytest

from gesta.text.dates import find_date, read_date


@pytest.mark.parametrize(
    ("given", "first", "last"),
    [
        ("2022-09-29", "2022-09-29", "2022-09-29"),
        ("2022-09-29T23:30:00+03:00", "2022-09-29", "2022-09-29"),
        ("20220929", "2022-09-29", "2022-09-29"),
        ("2022/09/29", "2022-09-29", "2022-09-29"),
        ("29 September 2022", "2022-09-29", "2022-09-29"),
        ("Sep 29, 2022", "2022-09-29", "2022-09-29"),
        ("September 29th, 2022", "2022-09-29", "2022-09-29"),
        ("Thu, 29 Sep 2022 10:21:00 +0000", "2022-09-29", "2022-09-29"),
        ("29/09/2022", "2022-09-29", "2022-09-29"),
        ("09/29/2022", "2022-09-29", "2022-09-29"),
        ("3 JAN 90", "1990-01-03", "1990-01-03"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("May 2021", "2021-05-01", "2021-05-31"),
        ("1999", "1999-01-01", "1999-12-31"),
    ],
)
def test_a_written_date_is_read(given: str, first: str, last: str) -> None:
    found = read_date(given)
    assert found is not None
    assert (found.first, found.last) == (first, last)


@pytest.mark.parametrize("given", ["", "yesterday", "03/04/2022", "2022-13-40", "31 February 2022", "99999999", "12"])
def test_what_is_no_date_or_could_be_two_is_not_guessed(given: str) -> None:
    assert read_date(given) is None


def test_a_date_without_a_year_has_no_day() -> None:
    found = find_date("BAGHDAD, Sept 29 (CH)")
    assert found is not None
    assert (found.first, found.precision) == (None, "unknown")
