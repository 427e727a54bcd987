"""Local reports: streets that are no towns, towns as adjectives, what tells the state, where the report is at home."""

from __future__ import annotations

import msgspec
import pytest
from tests.unit.resolve.test_places import marked, read

from gesta.knowledge.places import gazetteer
from gesta.model.documents import Block
from gesta.resolve.place_scores import Toponym
from gesta.resolve.place_words import told_apart
from gesta.resolve.places import home, places


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("He was hit in the 5700 block of [L Acme], officers in [L St. Louis], [L Missouri] said.", "Acme"),
        ("He was hit at the corner of Elm and [L Acme] in [L St. Louis].", "Acme"),
        ("He was hit at 40th and [L Pennsylvania] in [L St. Louis].", "Pennsylvania"),
        ("He was hit on Elm Street near [L Yellowstone].", "Yellowstone"),
        ("He was hit near [L Pecos] and East Gowan roads.", "Pecos"),
        ("He lived on [L Broadway], she in [L Lexington].", "Broadway"),
        ("He was hit on [L Kensington Avenue]. All ran along [L Kensington] then.", "Kensington"),
    ],
)
def test_a_street_is_no_town(text: str, name: str) -> None:
    assert read(text)[name].lat is None


def test_a_town_that_its_street_is_called_after_stays_a_town() -> None:
    found = read("A man in [L Kensington], [L Maryland] ran along [L Kensington Avenue].")
    assert found["Kensington"].admin1 == "Maryland"


def test_feasts_and_small_words_are_no_places() -> None:
    text = "On St. Paris's Day a turkey hunt began in Dallas."
    spans = [(text.index(name), text.index(name) + len(name)) for name in ("St. Paris", "turkey", "Dallas")]
    kept = told_apart(text, [Toponym(start, end, text[start:end]) for start, end in spans])
    assert [each.name for each in kept] == ["Dallas"]


@pytest.mark.parametrize(
    ("text", "name", "admin1"),
    [
        ("CUMBERLAND, Ind-- Police went to [L Cumberland], Ind-- late.", "Cumberland", "Indiana"),
        ("He lives in [L Marion], [L N.C]. Police came.", "Marion", "North Carolina"),
        ("Deputies found him in [L Clinton Township], [L Michigan].", "Clinton Township", "Michigan"),
        ("The [L Florida] town of [L Bell] mourns, and so does [L Gainesville].", "Florida", "Florida"),
        ("She lives in [L Calumet City], not in [L Hammond], [L Indiana].", "Calumet City", "Illinois"),
    ],
)
def test_what_holds_a_place_is_read_to_its_end(text: str, name: str, admin1: str) -> None:
    assert read(text)[name].admin1 == admin1


def test_the_adjective_of_a_country_before_a_town_is_the_country_and_no_unit_of_its_name() -> None:
    found = read("A bus was hit near the central Somali town of [L Galkayo].")
    assert (found["Galkayo"].country, found["Galkayo"].name) == ("SO", "Gaalkacyo")


def test_names_of_bodies_and_stations_tell_the_state_and_are_no_places() -> None:
    found = read("Deputies of [L Richmond County] took him to [O Augusta Regional Detention Center].")
    assert found["Richmond County"].admin1 == "Georgia" and "near Augusta" in found["Richmond County"].basis
    assert list(found) == ["Richmond County"]
    assert read("A boy was hurt in [L Quincy], WGEM reported.")["Quincy"].admin1 == "Illinois"


def test_towns_before_people_and_homes_are_read() -> None:
    assert read("A [N Charlotte] woman was hurt.")["Charlotte"].admin1 == "North Carolina"
    assert "Charlotte" not in read("[P Ann Charlotte] ran. The Charlotte house burned.")


def test_a_far_namesake_lies_about_the_home_of_a_local_report() -> None:
    found = read("Five were shot in [L Whitehaven], [L Memphis] police of [L Tennessee] said.")
    quarter = found["Whitehaven"]
    assert (quarter.admin1, quarter.country, quarter.level, quarter.radius_km) == ("Tennessee", "US", "unknown", 80.0)
    assert quarter.basis.startswith("not its far namesake; about Memphis, the home of the report by Memphis")
    assert quarter.candidates[0].country == "GB"


def test_a_hamlet_of_the_home_s_own_unit_lies_about_the_home() -> None:
    found = read("Two were shot in [L Kinwick Hollow], [L Tennessee], [L Memphis] police of [L Tennessee] said.")
    hamlet = found["Kinwick Hollow"]
    assert (hamlet.admin1, hamlet.level, hamlet.radius_km) == ("Tennessee", "unknown", 80.0)
    assert hamlet.basis.startswith("not in the gazetteer; in Tennessee; about Memphis, the home of the report")


def test_a_far_place_that_its_state_speaks_for_stays() -> None:
    found = read("He fled from [L Memphis] to [L Hartford], [L Connecticut], [L Memphis] police of [L Tennessee] said.")
    assert found["Hartford"].admin1 == "Connecticut"


def test_the_home_is_shown_by_a_dateline_with_its_unit_a_force_or_a_station() -> None:
    for text, dateline, unit in (
        ("[L NORFOLK], [L Va.] - A boy was hurt.", 13, "Virginia"),
        ("A boy was hurt, [L Tulsa] police of [L Oklahoma] said.", 0, "Oklahoma"),
        ("A boy was hurt (WKRN).", 0, "Tennessee"),
    ):
        document, analysis = marked(text, dateline=dateline)
        told = home(document, places(document, analysis, gazetteer()), gazetteer())
        assert told is not None
        state, about = told
        assert (state.name, state.level, about.level) == (unit, "admin1", "unknown")
        assert state.evidence and all(document.text[q.start : q.end] == q.exact for q in state.evidence)


def test_a_station_of_the_page_around_shows_no_home() -> None:
    document, analysis = marked("A boy was hurt. (WKRN).", dateline=0)
    end = document.text.index(".") + 1
    blocks = (Block("body", 0, end), Block("furniture", end, len(document.text), "reading list"))
    document = msgspec.structs.replace(document, blocks=blocks)
    assert home(document, places(document, analysis, gazetteer()), gazetteer()) is None


@pytest.mark.parametrize("text", ["[L KABUL] - A boy was hurt, [N Afghan] officials said.", "A boy was hurt."])
def test_a_capital_in_a_dateline_shows_no_home(text: str) -> None:
    document, analysis = marked(text, dateline=5)
    assert home(document, places(document, analysis, gazetteer()), gazetteer()) is None


def test_an_unknown_quarter_of_a_large_town_is_no_village_far_away() -> None:
    found = read("Five were shot in [L Roxbury], [L Boston] police of [L Massachusetts] said.")
    assert found["Roxbury"].admin1 == "Massachusetts"


def test_a_dateline_alone_is_of_a_town_that_every_reader_knows() -> None:
    assert read("[L OAKLAND] - A boy was hurt, officers of [L U.S.] say.", dateline=9)["OAKLAND"].score > 0.6
    assert read("A boy was hurt in [L OAKLAND], officers of [L U.S.] say.")["OAKLAND"].score < 0.6


def test_the_side_of_a_large_town_is_no_village_of_that_name() -> None:
    found = read("[L BALTIMORE] - A boy was hurt in [L North Baltimore]. [L Baltimore] mourns.", dateline=11)
    assert found["Baltimore"].admin1 == "Maryland"
    assert "North Baltimore" not in found
    assert read("A boy of [L Ohio] was hurt in [L North Baltimore].")["North Baltimore"].admin1 == "Ohio"


def test_a_park_lies_in_the_town_that_the_text_says() -> None:
    assert read("A vigil was held at [L Davis Park] in [L Danielson], [L Connecticut].")["Davis Park"].lat is None


def test_letters_among_small_words_are_no_town() -> None:
    assert "LES" not in read("Four were hurt in the [L LES] shooting, police said.")
    assert read("Four were hurt in the [L UAE] capital, police said.")["UAE"].country == "AE"


def test_the_state_that_a_town_is_told_in_is_no_town() -> None:
    found = read("Four were hurt in [L Tulsa], [L Oklahoma], police said. [L Tulsa] was calm.")
    assert found["Oklahoma"].level == "admin1"


def test_a_town_and_a_district_of_one_name_do_not_confirm_one_another() -> None:
    text = "A [L Toledo] girl was shot, police in [L Toledo] said. [L Toledo Police] had come, of the [L U.S.]."
    assert read(text)["Toledo"].admin1 == "Ohio"


def test_the_county_of_a_sheriff_s_officers_is_read() -> None:
    assert read("Weld County Sheriff’s officers came early.")["Weld County"].admin1 == "Colorado"


def test_the_town_of_the_outlet_tells_the_state() -> None:
    document, analysis = marked("Boy shot at Millcreek - Erie News Now: News, Weather Five were hurt in [L Millcreek].")
    end = document.text.index(" Five")
    blocks = (Block("headline", 0, end), Block("body", end, len(document.text)))
    document = msgspec.structs.replace(document, blocks=blocks)
    found = {entity.exact: entity for entity in places(document, analysis, gazetteer())}
    assert found["Erie"].basis.startswith("outlet; ") and found["Millcreek"].admin1 == "Pennsylvania"
