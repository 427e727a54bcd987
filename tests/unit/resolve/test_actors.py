"""Actors of invented reports, read with the shipped model and knowledge base."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gesta.knowledge.actors import load
from gesta.model.documents import Document, Report, report_id
from gesta.model.entities import ActorEntity
from gesta.model.spans import Span
from gesta.readers.linguistics import analyse_one
from gesta.resolve.actors import actor_at, actors, explained, reference
from gesta.text.documents import document

pytest.importorskip("gesta_en", reason="the English model is not installed")


def written(text: str, published: str | None = None) -> Document:
    return document(Report(report_id(text.encode(), "test"), "test", "text", text, published=published))


def read(text: str, published: str | None = None) -> tuple[ActorEntity, ...]:
    made = written(text, published)
    return actors(made, analyse_one(made), load())


def at(entities: tuple[ActorEntity, ...], exact: str, nth: int = 0) -> ActorEntity:
    """The nth entity whose words are these."""
    return [entity for entity in entities if " ".join(entity.exact.split()) == exact][nth]


PHRASES = [
    ("Four masked gunmen attacked the village.", "Four masked gunmen", "masked gunmen", None, "unknown", None),
    ("On Monday gunmen killed two traders.", "Monday gunmen", "gunmen", None, "unknown", None),
    ("Between five and six armed men left.", "five and six armed men", "armed men", None, "unknown", None),
    ("Riot police dispersed the crowd.", "Riot police", "Riot police", None, "police", None),
    ("Turkish troops crossed the border.", "Turkish troops", "Turkish troops", "tr.military", "military", "TR"),
    ("They met Iraqi soldiers there.", "Iraqi soldiers", "Iraqi soldiers", "iq.military", "military", "IQ"),
    ("A mob burned the shop.", "A mob", "mob", None, "rioters", None),
    ("Hundreds of protesters marched.", "protesters", "protesters", None, "protesters", None),
    ("Maoist rebels fired on the bus.", "Maoist rebels", "Maoist rebels", None, "rebel", None),
    ("Two aid workers were wounded.", "Two aid workers", "aid workers", None, "ngo", None),
    ("The attack wounded the mayor.", "the mayor", "mayor", None, "government", None),
    ("Villagers fled to the hills.", "Villagers", "Villagers", None, "civilians", None),
    ("UN peacekeepers guarded the road.", "UN peacekeepers", "UN peacekeepers", None, "international", None),
    ("Cultists shot two students.", "Cultists", "Cultists", None, "gang", None),
]


@pytest.mark.parametrize(("text", "exact", "name", "actor_id", "sector", "country"), PHRASES)
def test_phrases_for_people_and_bodies(
    text: str, exact: str, name: str, actor_id: str | None, sector: str, country: str | None
) -> None:
    entity = at(read(text), exact)
    assert (entity.name, entity.actor_id, entity.sector, entity.country) == (name, actor_id, sector, country)
    assert entity.refers_to is None


NAMES = [
    ("Boko Haram claimed responsibility.", "Boko Haram", "ng.boko_haram", "terrorist"),
    ("Hezbollah fighters attacked the post.", "Hezbollah fighters", "lb.hezbollah", "rebel"),
    ("The PKK denied the report from Turkey.", "PKK", "tr.pkk", "rebel"),
    ("The Lord's Resistance Army attacked a village.", "Lord's Resistance Army", "ug.lra", "rebel"),
    ("The Taliban captured the district.", "Taliban", "af.taliban", "rebel"),
    ("Islamic State said it had carried out the attack.", "Islamic State", "int.islamic_state", "terrorist"),
    ("President Vladimir Putin ordered the strike.", "Vladimir Putin", "ru.vladimir_putin", "leader"),
    ("Doctors Without Borders closed the hospital.", "Doctors Without Borders", "int.msf", "ngo"),
    ("THE SHINING PATH KILLED THREE PEASANTS IN PERU.", "SHINING PATH", "pe.shining_path", "rebel"),
]


@pytest.mark.parametrize(("text", "exact", "actor_id", "sector"), NAMES)
def test_known_names(text: str, exact: str, actor_id: str, sector: str) -> None:
    entity = at(read(text), exact)
    assert (entity.actor_id, entity.sector) == (actor_id, sector)


def test_backers_do_not_give_a_group_their_country() -> None:
    found = read("Iranian-backed militias and US-backed rebels clashed near the town.")
    assert at(found, "Iranian-backed militias").country is None
    assert at(found, "US-backed rebels").country is None


def test_an_acronym_defined_in_the_text_is_the_same_actor_afterwards() -> None:
    found = read(
        "The Upper Valley Liberation Front (UVLF) attacked the barracks. The government blamed the UVLF for the raid."
    )
    first, second = at(found, "UVLF", 0), at(found, "UVLF", 1)
    assert first.name == second.name == "Upper Valley Liberation Front"
    assert second.refers_to == at(found, "Upper Valley Liberation Front").start


def test_an_acronym_that_the_text_spells_out_otherwise_is_not_the_known_actor() -> None:
    found = read("The National Police Agency (NPA) of the Philippines fined ten officers. The NPA gave no names.")
    assert {entity.actor_id for entity in found if entity.exact == "NPA"} == {None}


def test_a_name_of_common_words_is_the_known_body_only_where_its_country_is_named() -> None:
    here = read("The Democratic Party of the United States lost seats. The Democratic Party blamed the economy.")
    elsewhere = read("The Democratic Party of Ruritania lost seats. The Democratic Party blamed the economy.")
    assert {one.actor_id for one in here if one.exact.endswith("Democratic Party")} == {"us.democrats"}
    assert {one.actor_id for one in elsewhere if one.exact.endswith("Democratic Party")} <= {None}


def test_spellings_of_one_name_are_one_actor() -> None:
    found = read(
        "Iraqi cleric Muqtada al-Sadr called for calm in Baghdad. Supporters of Muqdah al-Sadr stayed in parliament. "
        "Sadr spoke on Friday."
    )
    names = [at(found, words) for words in ("Muqtada al-Sadr", "Muqdah al-Sadr", "Sadr")]
    assert {entity.actor_id for entity in names} == {"iq.muqtada_al_sadr"}
    assert {entity.name for entity in names} == {"Muqtada al-Sadr"}


def test_relatives_of_one_surname_stay_apart() -> None:
    found = read("Carlos Medrano was shot. Rosa Medrano escaped. Rosa Medrano spoke to reporters.")
    assert at(found, "Carlos Medrano").name == "Carlos Medrano"
    assert at(found, "Rosa Medrano").name == "Rosa Medrano"


def test_a_surname_leads_to_the_full_name() -> None:
    found = read("Correspondent Daniel Okoro reported from the city. Okoro said the shelling went on.")
    assert at(found, "Okoro").name == "Daniel Okoro"
    assert at(found, "Okoro").refers_to == at(found, "Daniel Okoro").start


DESCRIPTIONS = [
    ("Boko Haram attacked the town. The group said it killed ten soldiers.", "The group", "Boko Haram"),
    ("Al-Shabaab raided the camp in Somalia. The militants burned tents.", "The militants", "al-Shabaab"),
    ("Four gunmen entered the bank. The gunmen took hostages.", "The gunmen", "gunmen"),
    ("Shiite cleric Ali Hassan spoke in Basra. The cleric called for calm.", "The cleric", "Ali Hassan"),
]


@pytest.mark.parametrize(("text", "exact", "name"), DESCRIPTIONS)
def test_definite_descriptions(text: str, exact: str, name: str) -> None:
    entity = at(read(text), exact)
    assert entity.name == name and entity.refers_to is not None


PRONOUNS = [
    ("Gunmen attacked the village. They burned houses.", "They", "Gunmen"),
    ("President Daniel Ortega met officials. He condemned the attack.", "He", "Daniel Ortega"),
    ("Soldiers who guarded the camp fled.", "who", "Soldiers"),
    ("Hamas rejected the offer. It said the war would go on.", "It", "Hamas"),
    ("Maria Lopez told reporters that she had seen the attack.", "she", "Maria Lopez"),
]


@pytest.mark.parametrize(("text", "exact", "name"), PRONOUNS)
def test_pronouns(text: str, exact: str, name: str) -> None:
    assert at(read(text), exact).name == name


UNRESOLVED = [
    ("The Sons of Dawn Army fled. The Army held them for days.", "them"),
    ("The Red Brigade fled on Monday. The Red Brigade kidnapped them.", "them"),
    ("It is feared that many died in the village.", "It"),
    ("Rockets hit the base. They were fired from the desert.", "They"),
    ("Maria Lopez was wounded. He left.", "He"),
    ("We will not stop.", "We"),
]


@pytest.mark.parametrize(("text", "exact"), UNRESOLVED)
def test_pronouns_that_stand_for_nobody_named_are_left_out(text: str, exact: str) -> None:
    assert not [entity for entity in read(text) if entity.exact == exact]


def test_capitals_that_speak_are_governments_and_others_are_not() -> None:
    found = read("Tehran rejected the accusation. Turkey launched air strikes. Protests spread in Baghdad.")
    assert at(found, "Tehran").actor_id == "ir.government"
    assert at(found, "Turkey").actor_id == "tr.military"
    assert not [entity for entity in found if entity.exact == "Baghdad"]


def test_the_army_is_that_of_the_leading_country_and_says_so() -> None:
    made = written("Fighting broke out in Chad on Monday. Chad closed its border with Niger. The army sent troops.")
    found = explained(made, analyse_one(made), load())
    army = next(one for one in found if one.entity.exact == "The army")
    assert army.entity.actor_id == "td.military" and "leading country" in army.basis


def test_the_army_of_no_named_country_has_none() -> None:
    entity = at(read("The army shelled the hills on Monday."), "The army")
    assert entity.country is None and entity.actor_id is None and entity.sector == "military"


def test_actor_at_takes_the_longest_over_the_head_and_follows_what_it_stands_for() -> None:
    text = "Hezbollah fighters attacked a post. They withdrew."
    found = read(text)
    whole = Span(0, len("Hezbollah fighters"))
    entity = actor_at(found, whole, text.index("fighters"))
    assert entity is not None and entity.exact == "Hezbollah fighters"
    they = actor_at(found, Span(text.index("They"), text.index("They") + 4))
    assert they is not None and reference(they).actor_id == "lb.hezbollah"
    assert actor_at(found, Span(text.index("withdrew"), len(text))) is None
    assert actor_at((), whole) is None


LONG = (
    "Gunmen killed a mayor in Peru, police said. The Shining Path (PCP-SL) claimed the attack. It said he had ignored "
    "warnings. Peruvian soldiers, who patrol the valley, found leaflets. President Alan Garcia condemned the rebels."
)


def test_words_stand_where_the_offsets_say_and_references_lead_to_an_entity() -> None:
    made = written(LONG)
    found = actors(made, analyse_one(made), load())
    starts = {entity.start for entity in found}
    for entity in found:
        assert made.text[entity.start : entity.end] == entity.exact
        assert entity.refers_to is None or (entity.refers_to in starts and entity.refers_to != entity.start)
    assert list(found) == sorted(found, key=lambda entity: (entity.start, -entity.end))


def test_the_same_report_gives_the_same_actors() -> None:
    assert read(LONG) == read(LONG)


def test_a_document_without_sentences_has_no_actors() -> None:
    assert read("") == ()


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from([*LONG.split(), "(", ")", "al-", "-", "U.S.", "’s", "–", "IS", "[", "]"]), max_size=30))
def test_scrambled_text_never_fails(words: list[str]) -> None:
    text = " ".join(words)
    made = written(text)
    for entity in actors(made, analyse_one(made), load()):
        assert made.text[entity.start : entity.end] == entity.exact
