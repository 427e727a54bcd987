"""Where an act happened, of the places that stand with it."""

from __future__ import annotations

import gesta


def test_between_two_towns_is_in_neither() -> None:
    record = gesta.read(
        "A bomb exploded on the road between Mosul and Tal Afar in Iraq on Monday.", published="2020-05-05"
    )
    where = record.incidents[0].where
    assert where.basis.startswith("between Mosul and") and where.lat is not None and 36.3 < where.lat < 36.4


def test_a_dateline_is_never_the_place() -> None:
    text = "CAIRO (Agency) - Gunmen killed two people at a checkpoint on Monday, officials said."
    where = gesta.read(text, published="2020-05-05").incidents[0].where
    assert where.name is None and where.lat is None


def test_the_place_of_the_act_goes_before_the_home_of_the_dead() -> None:
    text = "Leo Cole, 38, of Shreveport, was shot dead in Baton Rouge, Louisiana, on Monday, police said."
    assert gesta.read(text, published="2020-05-05").incidents[0].where.name == "Baton Rouge"
