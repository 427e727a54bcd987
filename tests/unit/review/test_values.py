"""What a person types becomes a value that its field can take, or an error that says why not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gesta.errors import UsageError
from gesta.merge.across.judged import SETTERS
from gesta.review.placing import meant_place
from gesta.review.values import _READERS, Known, field_named, value_of


@pytest.mark.parametrize(
    ("typed", "low", "high"),
    [("5", 5, 5), ("0", 0, 0), ("3-7", 3, 7), ("3 to 7", 3, 7), ("at least 5", 5, None), ("5+", 5, None),
     ("at most 7", None, 7), (">= 4", 4, None), ("3–7", 3, 7)],
)  # fmt: skip
def test_counts(known: Known, typed: str, low: int | None, high: int | None) -> None:
    assert value_of(field_named("killed"), typed, known) == {"low": low, "high": high}


def test_a_count_may_be_taken_away(known: Known) -> None:
    assert value_of("counts.killed", "unknown", known) is None


@pytest.mark.parametrize(
    ("typed", "start", "end", "precision"),
    [
        ("2023-03-01", "2023-03-01", "2023-03-01", "day"),
        ("2024-02", "2024-02-01", "2024-02-29", "month"),
        ("2023", "2023-01-01", "2023-12-31", "year"),
        ("2023-03-01/2023-03-05", "2023-03-01", "2023-03-05", "week"),
        ("2023-03-01T06:00/2023-03-01T12:00", "2023-03-01T06:00", "2023-03-01T12:00", "part_of_day"),
    ],
)
def test_times(known: Known, typed: str, start: str, end: str, precision: str) -> None:
    assert value_of("when", typed, known) == {"start": start, "end": end, "precision": precision}


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("killed", "five"), ("killed", "-1"), ("killed", "7-3"), ("killed", "99999999"), ("killed", "1.5"),
        ("when", "2023-02-30"), ("when", "yesterday"), ("when", "2023-03-05/2023-03-01"), ("when", "2023-03-01T06:00"),
        ("when", "2023-03-01T06:00/2023-03-02"), ("when", "2023-03-01/"), ("where", "Nowhereville on Sea"),
        ("where", "geonames:0"), ("where", "Springfield"), ("type", "picnic"), ("realis", "maybe"),
        ("background", "perhaps"), ("responsibility", "boasted"),
    ],
)  # fmt: skip
def test_what_is_no_value_is_refused(known: Known, field: str, typed: str) -> None:
    with pytest.raises(UsageError):
        value_of(field_named(field), typed, known)


def test_a_name_that_several_places_bear_lists_them_with_their_ids(known: Known) -> None:
    with pytest.raises(UsageError, match="geonames:"):
        meant_place("Springfield", known.gazetteer)


def test_a_place_by_its_id_and_by_the_units_around_it(known: Known) -> None:
    by_name = meant_place("Mosul, Iraq", known.gazetteer)
    assert by_name.country == "IQ"
    assert meant_place(by_name.id, known.gazetteer) == by_name


def test_a_person_can_set_just_what_fusing_obeys() -> None:
    assert set(_READERS) == set(SETTERS)


@given(typed=st.text(max_size=40))
def test_whatever_is_typed_is_a_value_or_an_error(known: Known, typed: str) -> None:
    for field in _READERS:
        try:
            value = value_of(field, typed, known)
        except UsageError:
            continue
        assert value is None or isinstance(value, str | bool | dict)
