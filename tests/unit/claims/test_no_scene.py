"""Names of places that tell whose somebody or something is, not where an act was."""

from __future__ import annotations

import pytest

import gesta


@pytest.mark.parametrize(
    "text",
    [
        "Texas Senator Jo Roe was stabbed on Monday.",
        "The governor of Ohio said a man was shot on Monday.",
        "The envoy to Spain, who was stabbed in 2009, spoke on Monday.",
        "An Istanbul-based teacher was accused of planning the coup attempt in July.",
        "Soldiers searched homes on Monday in the largest raid since the Suez crisis.",
    ],
)
def test_a_title_a_seat_or_a_treaty_tells_no_place(text: str) -> None:
    found = gesta.read(text, published="2020-05-05").incidents
    assert found and all(each.where.name is None for each in found)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A man was shot at a Texas prison on Monday.", "Texas"),
        ("Gunmen attacked a ship in US waters on Monday.", "United States"),
        (
            "Jo Roe, 38, of the 300 block of Elm Street in Chicago, was arrested at a shop in Aurora, Illinois, on "
            "Monday, police said.",
            "Aurora",
        ),
    ],
)
def test_ground_of_a_unit_and_the_place_beside_an_address_are_places(text: str, name: str) -> None:
    assert gesta.read(text, published="2020-05-05").incidents[0].where.name == name


def test_a_town_before_somebody_is_not_where_the_next_act_was() -> None:
    text = "Leeds lawyers spoke for the accused on Monday. They said a man was stabbed in the morning."
    assert gesta.read(text, published="2020-05-05").incidents[0].where.name is None
