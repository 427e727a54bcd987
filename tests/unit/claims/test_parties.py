"""Who is told in which role of an act, on invented sentences."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gesta.model.incidents import Incident, Record


def names(incident: Incident, *roles: str) -> list[str | None]:
    return [actor.name for actor in incident.actors if actor.role in roles]


def act(record: Record, concept: str) -> Incident:
    (found,) = (each for each in record.incidents if each.type == concept)
    return found


DONE_TO = [
    ("A bomb exploded in Dogo on Monday but there were no casualties.", "bombing", []),
    ("A 16-year-old was shot dead in Dogo on Monday.", "shooting", ["A 16-year-old"]),
    ("Four people were shot in Dogo on Monday. The four were taken to hospital.", "shooting", ["people"]),
    ("Ana Diaz was shot dead in Dogo on Monday. The victim was a teacher.", "shooting", ["Ana Diaz"]),
    ("Gunmen killed businessman Pedro Paz and a guard in Dogo on Monday.", "killing", ["Pedro Paz", "a guard"]),
    ("A girl, about ten years old, was shot dead in Dogo on Monday. Who was shot?", "shooting", ["girl"]),
    ("A bus was bombed in Dogo on Monday. The blast tore the bus apart.", "bombing", ["A bus"]),
    ("Police arrested a man in Dogo on Monday for killing his neighbour.", "killing", ["neighbour"]),
]


@pytest.mark.parametrize(("text", "concept", "victims"), DONE_TO)
def test_to_whom_it_was_done(read: Callable[..., Record], text: str, concept: str, victims: list[str]) -> None:
    assert names(act(read(text, "2023-05-10"), concept), "target", "victim") == victims


KINDS = [
    ("Rockets hit a pipeline near Dogo on Monday.", "target", {"facility"}),
    ("Robbers attacked a jewellery store in Dogo on Monday.", "target", {"business"}),
    ("A bomb damaged a police station in Dogo on Monday.", "target", {"police"}),
    ("Gunmen attacked a mosque in Dogo on Monday.", "target", {"religious"}),
    ("A 16-year-old was shot dead in Dogo on Monday.", "target", {"civilians"}),
    ("Officers shot a man in Dogo on Monday.", "perpetrator", {"police"}),
    ("Alleged mafia members shot a teacher in Dogo on Monday.", "perpetrator", {"gang"}),
    ("Ana Diaz stabbed a teacher in Dogo on Monday.", "perpetrator", {"civilians"}),
    ("A group of militiamen shot a teacher in Dogo on Monday.", "perpetrator", {"militia"}),
    ("Gunmen shot one of the soldiers near Dogo on Monday.", "target", {"military"}),
    ("Rebels killed seven members of the security forces in Dogo on Monday.", "target", {"military"}),
    ("Rebels attacked the headquarters of a labor union in Dogo on Monday.", "target", {"ngo"}),
    ("The Tal County Sheriff's Office arrested a man on Monday.", "perpetrator", {"police"}),
    ("The Dogo Police Department arrested a man on Monday.", "perpetrator", {"police"}),
    ("Three unidentified men shot a teacher in Dogo on Monday.", "perpetrator", {"unknown"}),
    ("A student set off a bomb in Dogo on Monday.", "perpetrator", {"terrorist"}),
    ("Ana Diaz set off a bomb in Dogo on Monday.", "perpetrator", {"civilians"}),
    ("Pirates fired at a fishing trawler off Dogo on Monday.", "target", {"unknown"}),
    ("A drug enforcement team arrested a man in Dogo on Monday.", "perpetrator", {"police"}),
    ("Guerrillas blew up an army truck in Dogo on Monday.", "target", {"military"}),
    ("Guerrillas blew up two trucks in Dogo on Monday.", "target", {"facility"}),
    ("Iran bombed a base near Dogo on Monday.", "perpetrator", {"military"}),
]


@pytest.mark.parametrize(("text", "side", "kinds"), KINDS)
def test_of_what_kind_a_party_is(read: Callable[..., Record], text: str, side: str, kinds: set[str]) -> None:
    (found,) = (each for each in read(text, "2023-05-10").incidents if each.cls == "event")
    roles = {"perpetrator": {"perpetrator"}, "target": {"target", "victim"}}[side]
    assert {actor.kind for actor in found.actors if actor.role in roles} == kinds


def test_what_a_protest_is_against_takes_no_part_in_it(read: Callable[..., Record]) -> None:
    record = read("Anti-government protests broke out in Dogo on Monday.", "2023-05-10")
    assert names(act(record, "protest"), "perpetrator") == [None]


@pytest.mark.parametrize("teller", ["police said", "the mayor said"])
def test_who_tells_of_an_arrest_is_not_said_to_have_made_it(read: Callable[..., Record], teller: str) -> None:
    record = read(f"Two men were arrested in Dogo on Monday, {teller}.", "2023-05-10")
    assert names(act(record, "arrest"), "perpetrator") == [None]


def test_a_piece_of_a_phrase_is_no_party(read: Callable[..., Record]) -> None:
    record = read("One of the demonstrators shot a teacher in Dogo on Monday.", "2023-05-10")
    assert names(act(record, "shooting"), "perpetrator") == ["One of the demonstrators"]


def test_words_for_how_many_leave_the_name(read: Callable[..., Record]) -> None:
    record = read("A group of gunmen shot a teacher in Dogo on Monday.", "2023-05-10")
    assert names(act(record, "shooting"), "perpetrator") == ["gunmen"]


def test_a_speaker_goes_by_one_name(read: Callable[..., Record]) -> None:
    text = "Two men were shot in Dogo on Monday, officer Raul Paz said. A boy was shot in the leg, Paz said."
    assert {claim.speaker.name for claim in act(read(text, "2023-05-10"), "shooting").claims} == {"Raul Paz"}


def test_what_an_act_is_called_by_did_not_do_it(read: Callable[..., Record]) -> None:
    record = read("Shining River rebels killed two men in a terrorist attack in Dogo on Monday.", "2023-05-10")
    doers = [name for each in record.incidents if each.cls == "event" for name in names(each, "perpetrator")]
    assert doers and "terrorist" not in doers


def test_who_arrests_the_doer_did_not_do_it(read: Callable[..., Record]) -> None:
    record = read("Police arrested a man in Dogo on Monday for killing his neighbour.", "2023-05-10")
    assert names(act(record, "killing"), "perpetrator") == ["man"]
    assert names(act(record, "arrest"), "perpetrator") == ["Police"]


def test_who_stops_an_act_did_not_do_it(read: Callable[..., Record]) -> None:
    record = read("The army has foiled an attempt by rebels to kidnap a senator in Dogo.", "2023-05-10")
    assert names(act(record, "abduction"), "perpetrator") == ["rebels"]


def test_a_name_is_not_whose_it_stands_in(read: Callable[..., Record]) -> None:
    record = read("The sister of Ana Diaz wept. Ana Diaz was shot dead in Dogo on Monday.", "2023-05-10")
    assert names(act(record, "shooting"), "victim") == ["Ana Diaz"]


def test_states_invade_and_are_invaded(read: Callable[..., Record]) -> None:
    invasion = act(read("Iraq's invasion of Kuwait in 1990 led to a war.", "2023-05-10"), "armed_attack")
    assert names(invasion, "perpetrator") == ["Iraqi military"]
    assert names(invasion, "target") == ["Kuwait"]


def test_an_of_after_a_name_belongs_to_the_verb(read: Callable[..., Record]) -> None:
    record = read("Prosecutors accused Ana Diaz of the murder of a teacher in Dogo on Monday.", "2023-05-10")
    words = [quote.exact for each in record.incidents for actor in each.actors for quote in actor.evidence]
    assert "Ana Diaz" in words
    assert not any("Diaz of" in each for each in words)


SPOKEN = [
    ('"Two men were shot. They died at once," Ana Diaz said in Dogo on Monday.', "Ana Diaz"),
    ("Police did not say how the two men were shot in Dogo on Monday.", "the report"),
    ("Two men were shot in Dogo on Monday, a judge ruled.", "a judge"),
    ("Police have not said if they believe the men were shot in Dogo on Monday.", "the report"),
    ("An official said the army must say who shot the men in Dogo on Monday.", "An official"),
    ("According to a poll, two men were shot in Dogo on Monday.", "the report"),
    ("The attack showed that two men were shot in Dogo on Monday.", "the report"),
    ("Raul Paz said a boy ran. As a guard used his gun, the boy was shot in Dogo on Monday, he added.", "Raul Paz"),
    ("Two men were shot in Dogo on Monday, according to a statement by the River Party.", "the River Party"),
    ('"It was a tragedy," Ana Diaz said. "Two men were shot in Dogo on Monday."', "Ana Diaz"),
    ("Two men were shot in Dogo on Monday. Ana Diaz confirmed this.", "Ana Diaz"),
]


@pytest.mark.parametrize(("text", "speaker"), SPOKEN)
def test_who_says_so(read: Callable[..., Record], text: str, speaker: str) -> None:
    record = read(text, "2023-05-10")
    assert {claim.speaker.name for claim in act(record, "shooting").claims if claim.field == "type"} == {speaker}
