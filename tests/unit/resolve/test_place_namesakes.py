"""Towns abroad that a hotel, a quarter or a village only shares its name with."""

from __future__ import annotations

import pytest
from tests.unit.resolve.test_places import marked, read

from gesta.knowledge.places import gazetteer
from gesta.resolve.places import home, places


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A bomb went off near the [L Carlton] hotel in [L Cannes], [L France].", "Carlton"),
        ("Gunmen entered the [L Shangri La] Hotel in [L Colombo].", "Shangri La"),
    ],
)
def test_the_name_of_a_hotel_is_no_town(text: str, name: str) -> None:
    found = read(text)
    assert found[name].lat is None and found[name].country is None
    assert all(place.lat is not None for other, place in found.items() if other != name)


def test_a_hotel_told_by_its_city_is_in_the_city() -> None:
    assert read("Gunmen entered a [L Kabul] hotel, [N Afghan] police said.")["Kabul"].country == "AF"


def test_a_small_town_abroad_is_not_meant_by_its_name_alone() -> None:
    text = (
        "Rebels burned a bus in [L Normandia] and fled to [L San Salvador], [L El Salvador], [N Salvadoran] men said."
    )
    found = read(text)["Normandia"]
    assert (found.level, found.country, found.basis) == ("unknown", None, "not its namesake abroad")
    assert found.candidates[0].country == "BR"


def test_a_town_abroad_that_its_country_speaks_for_stays() -> None:
    text = "He fled from [L San Salvador], [L El Salvador], to [L Normandia], [L Brazil], [N Salvadoran] police said."
    assert read(text)["Normandia"].country == "BR"


def test_without_a_country_of_the_report_the_name_keeps_its_place() -> None:
    assert read("A bus was burned in [L Normandia].")["Normandia"].country == "BR"


def test_a_village_that_no_gazetteer_has_lies_in_the_unit_told_behind_it() -> None:
    found = read("A bomb went off in [L Qalati Vordan], [L Zabul Province], [L Afghanistan].")["Qalati Vordan"]
    assert (found.level, found.admin1, found.country) == ("unknown", "Zabul", "AF")
    assert found.basis == "not in the gazetteer; in Zabul"


@pytest.mark.parametrize(
    "text", ["[L TOKYO] ([L JAPAN]) - A boy was hurt in [L Cali].", "[L QUITO], [L Ecuador] - He ran."]
)
def test_a_dateline_told_with_its_country_is_a_correspondent_s(text: str) -> None:
    document, analysis = marked(text, dateline=13)
    assert home(document, places(document, analysis, gazetteer()), gazetteer()) is None
