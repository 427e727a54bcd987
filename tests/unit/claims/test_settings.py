"""Where an act happened, of the places that stand with it."""

from __future__ import annotations

import pytest

import gesta
from gesta.model.entities import PlaceEntity


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


def test_a_building_beside_its_town_is_in_the_town() -> None:
    where = gesta.read("Two people were killed at the Andino shopping mall in Bogota on Monday.").incidents[0].where
    assert (where.name, where.level, where.country) == ("Andino", "site", "CO")
    assert where.lat is not None and where.basis.startswith("not in the gazetteer; in Bogotá")


def test_a_village_that_no_gazetteer_has_is_in_the_country_of_the_report() -> None:
    text = "Gunmen killed two farmers in Vilcasuyo on Monday, Peruvian police said. Peru's army sent soldiers."
    where = gesta.read(text).incidents[0].where
    assert (where.name, where.country, where.lat) == ("Vilcasuyo", "PE", None)
    assert where.basis.endswith("the country of the report's places and actors")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Workers marched across Nigeria on Monday, union leaders said. In Ikeja hundreds gathered.", "Nigeria"),
        ("Workers began a nationwide strike on Monday. In Lagos, Nigeria, shops stayed closed.", "Nigeria"),
        ("Nurses in Nigeria joined the national strike on Monday. In Lagos shops stayed closed.", "Nigeria"),
        ("Youths marched across the bridge in Ikeja on Monday, Nigerian officials said.", "Ikeja"),
    ],
)
def test_what_is_done_all_over_a_country_is_in_no_town_of_it(text: str, name: str) -> None:
    assert gesta.read(text).incidents[0].where.name == name


def test_an_act_without_a_place_is_in_the_country_that_the_report_shows() -> None:
    where = gesta.read("Peruvian police killed two farmers on Monday. Peru's army sent soldiers.").incidents[0].where
    assert (where.name, where.level, where.country, where.lat) == ("Peru", "country", "PE", None)
    assert where.basis == "the country of the report's places and actors"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A bomb exploded in the Peruvian capital on Monday, killing two people.", "Lima"),
        ("Peru's police said a bomb exploded outside the capital on Monday. Peru's army sent soldiers.", "Lima"),
        ("A bomb exploded in the state capital on Monday. Peru's army sent soldiers.", "Peru"),
    ],
)
def test_the_capital_is_a_place_where_it_stands_as_one(text: str, name: str) -> None:
    record = gesta.read(text, published="2020-05-05")
    assert record.incidents[0].where.name == name
    assert not any(isinstance(each, PlaceEntity) and "capital" in each.exact for each in record.entities)


def test_where_it_was_said_is_not_where_it_was() -> None:
    text = "Police sources in Cartagena reported that gunmen had killed five farmers. Colombia's army sent soldiers."
    assert gesta.read(text, published="2020-05-05").incidents[0].where.name == "Colombia"
    text = "Police sources reported that gunmen had killed five farmers in Cartagena. Colombia's army sent soldiers."
    assert gesta.read(text, published="2020-05-05").incidents[0].where.name == "Cartagena"


def test_a_place_that_opens_the_sentence_is_where_it_was() -> None:
    text = "In Cartagena, prosecutors said on Monday that soldiers had arrested a man. Bogota was quiet."
    assert gesta.read(text, published="2020-05-05").incidents[0].where.name == "Cartagena"


def test_a_country_before_a_noun_is_no_place() -> None:
    text = "A U.S. marshal was shot and killed. The shooting happened near a school in Kaduna, Nigeria."
    assert {each.where.name for each in gesta.read(text).incidents} == {"Kaduna"}


def test_an_act_without_a_place_is_where_the_others_were() -> None:
    text = "Gunmen killed two people in a hotel in Acapulco, Mexican officials said.\n\nThe mayor was on leave."
    text += " Mexico's army is large. Its budget grew. Mexican soldiers later seized 36 rifles."
    found = {each.type: each.where for each in gesta.read(text).incidents}
    assert found["weapons_disruption"].name == "Acapulco de Juárez"
    assert found["weapons_disruption"].basis.startswith("the place of the account")


def test_an_act_without_a_place_is_in_no_town_of_several() -> None:
    text = (
        "Gunmen killed two people in Acapulco on Monday. On Tuesday gunmen killed a man in Tijuana.\n\nThe mayor was on"
    )
    text += " leave. Mexico's army is large. Its budget grew. Mexican soldiers later seized 36 rifles."
    found = {each.type: each.where for each in gesta.read(text, published="2020-05-07").incidents}
    assert found["weapons_disruption"].name not in ("Acapulco de Juárez", "Tijuana")


def test_police_act_at_home_and_soldiers_may_not() -> None:
    told = "Talks on trade went on in Brussels, France and Belgium said. {} arrested four men over the theft."
    where = gesta.read(told.format("Indian police")).incidents[0].where
    assert (where.name, where.country, where.lat) == ("India", "IN", None)
    assert where.evidence[0].exact == "Indian police"
    assert gesta.read(told.format("Indian soldiers")).incidents[0].where.country != "IN"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The European Union imposed sanctions on two officials of the governor of Herat on Monday.", None),
        ("Jordan severed diplomatic relations with Yemen on Monday.", None),
        ("The rebels and the government of Chad signed a peace agreement in Doha on Monday.", "Doha"),
    ],
)
def test_what_is_done_on_paper_is_where_its_own_words_put_it(text: str, name: str | None) -> None:
    (incident,) = gesta.read(text, published="2020-05-05").incidents
    assert incident.where.name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The clash took place in Turkana on Monday; the wounded are being treated in Eldoret.", "Turkana County"),
        ("A man was detained in Nagoya on Monday for strangling a woman at a hotel in Kyoto.", "Kyoto"),
        ("A man was arrested in Nagoya on Monday over the killing of a woman.", "Nagoya"),
    ],
)
def test_the_place_of_what_follows_is_the_act_s_only_where_no_other_is_told(text: str, name: str) -> None:
    found = gesta.read(text, published="2022-09-29").incidents
    assert next(each for each in found if each.type in {"armed_clash", "killing"}).where.name == name


def test_a_number_that_opens_a_sentence_is_no_village() -> None:
    found = gesta.read("Gunmen attacked a post. Four police were injured in the assault.", published="2022-09-29")
    assert all(each.where.name != "Four" for each in found.incidents)


def test_the_town_of_the_news_is_not_taken_for_the_place_of_an_old_act() -> None:
    text = (
        "Two men were shot on Main Street in Memphis on Monday, Memphis police said. It was a warm night. The street "
        "was full. Nobody else was hurt. Both men were brought home a day later, officers said. The family has seen "
        "such a thing before. {} a cousin was shot dead."
    )
    news, old = gesta.read(text.format("In 2009"), published="2020-05-05").incidents[:2]
    assert not news.background and news.where.basis.startswith("not in the gazetteer; in Memphis")
    assert old.background and (old.where.level, old.where.country) == ("country", "US")


def test_an_invasion_is_where_its_own_words_put_it() -> None:
    text = (
        "The president told reporters in Central America of his fears after Russia's invasion of Ukraine in February."
    )
    (invasion,) = [each for each in gesta.read(text, published="2022-06-24").incidents if each.type == "armed_attack"]
    assert invasion.where.country == "UA"


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("The president fled to the Maldives after protesters stormed his residence. Sri Lanka was calm.", "LK"),
        ("Protesters from Sudan stormed the residence of the envoy on Monday. Chad had warned. Chad waits.", "TD"),
    ],
)
def test_where_somebody_goes_or_is_from_is_not_where_it_was(text: str, country: str) -> None:
    found = gesta.read(text, published="2022-07-14").incidents
    assert found and all(each.where.country in (country, None) for each in found)


def test_the_name_of_a_hospital_is_not_all_over_the_country() -> None:
    text = "A boy was taken to Nationwide Children's Hospital after a shooting in Columbus, Ohio, on Monday."
    assert gesta.read(text, published="2020-05-05").incidents[0].where.name == "Columbus"


def test_of_an_old_act_the_country_goes_without_a_name_where_its_words_tell_none() -> None:
    text = "A gang was arrested in Tacna, Peru, on Monday, police said. Peru's army helped. {} a judge was murdered."
    old = gesta.read(text.format("In 2011"), published="2020-05-05").incidents[-1].where
    assert (old.name, old.country, old.lat) == (None, "PE", None)
    told = gesta.read(text.format("In 2011 in Peru's south"), published="2020-05-05").incidents[-1].where
    assert told.country == "PE"


def test_a_country_told_as_often_as_others_goes_without_its_name() -> None:
    text = "Chile and Peru are at odds. Peru and Chile met. Peru waits. A mayor was stabbed on Monday."
    where = gesta.read(text, published="2020-05-05").incidents[0].where
    assert (where.name, where.country) == (None, "PE")


def test_a_parade_is_where_the_attack_on_it_was() -> None:
    text = "Chad's president survived an attack on Monday at a parade celebrating the founding of the army in Moundou."
    assert gesta.read(text, published="2020-05-05").incidents[0].where.name == "Moundou"
