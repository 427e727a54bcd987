"""Who is said to have done it, on invented sentences."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gesta.model.incidents import Record

TOLD = [
    ("A bomb was planted at a school in Dogo on Monday, apparently by rebels.", "suspected", "rebels"),
    ("A bomb killed two people in Dogo on Monday. An unidentified suspect planted it.", "not_mentioned", None),
    ("A bomb killed two in Dogo on Monday. The rebels said they had no role in the attack.", "denied", "rebels"),
    ("A bomb killed two in Dogo on Monday. The town has no connection to the railway.", "not_mentioned", None),
    ("Raul Paz set off a bomb in Dogo on Monday. Paz has maintained his innocence.", "denied", "Raul Paz"),
    ("A bomb exploded in Dogo on Monday. No one has claimed responsibility for the blast.", "unclaimed", None),
    (
        "A bomb exploded in Dogo on Monday. The River Front claimed responsibility for the blast.",
        "claimed",
        "River Front",
    ),
    ("Police arrested Ana Diaz in connection with the bombing of a market in Dogo on Monday.", "suspected", "Ana Diaz"),
    ("Ana Diaz was accused of bombing a market in Dogo on Monday.", "suspected", "Ana Diaz"),
    ("A bomb exploded in Dogo on Monday.", "not_mentioned", None),
    ("A bomb exploded in Dogo on Monday. The attack was claimed by the River Front.", "claimed", "River Front"),
    ("The army accepted responsibility for the bombing of a market in Dogo on Monday.", "claimed", "army"),
    (
        "A bomb exploded in Dogo on Monday. Neither the rebels nor any other group has claimed responsibility for it.",
        "unclaimed",
        None,
    ),
    (
        "A bomb exploded in Dogo on Monday. A woman called a radio station to claim responsibility for the attack.",
        "claimed",
        "woman",
    ),
    ("A bomb killed two people in Dogo on Monday. Ana Diaz was arrested on Tuesday.", "suspected", "Ana Diaz"),
    ("A bomb killed two people in Dogo on Monday. Ana Diaz, 30, faces murder charges.", "suspected", "Ana Diaz"),
    ("A bomb killed two people in Dogo on Monday. Police are looking for a suspect.", "not_mentioned", None),
    ("A bomb killed two people in Dogo on Monday. Police have no suspect.", "not_mentioned", None),
    (
        "A bomb killed two people in Dogo on Monday. The army arrested 300 people in the province.",
        "not_mentioned",
        None,
    ),
    (
        "A bomb killed two people in Dogo on Monday. Police believe that smugglers planted the bomb.",
        "suspected",
        "smugglers",
    ),
    (
        "A bomb killed two people in Dogo on Monday. The governor said the rebels were behind the attack.",
        "suspected",
        "rebels",
    ),
    (
        "A bomb killed two people in Dogo on Monday. Rights groups have accused the army of reckless behaviour.",
        "not_mentioned",
        None,
    ),
    (
        "A bomb killed two people in Dogo on Monday. The governor accused the rebels of the attack.",
        "suspected",
        "rebels",
    ),
    (
        "A bomb killed two people in Dogo on Monday. Police believe that the bomber fled on foot.",
        "not_mentioned",
        None,
    ),
    (
        "A bomb killed two people in Dogo on Monday. Four officers were implicated in the bombing.",
        "suspected",
        "officers",
    ),
    ("Police made an arrest in the bombing of a market in Dogo on Monday.", "suspected", None),
    (
        "A bomb killed two people in Dogo on Monday. Two men were detained in connection with the find.",
        "not_mentioned",
        None,
    ),
    ("A woman is wanted in connection with the bombing of a market in Dogo on Monday.", "suspected", "woman"),
    ("A bomb killed two in Dogo on Monday. The governor said the rebels were responsible.", "suspected", "rebels"),
    ("A bomb killed two in Dogo on Monday. The mayor was denied bail in a tax case.", "not_mentioned", None),
    ("A bomb killed two in Dogo on Monday. The judge denied a motion to move the trial.", "not_mentioned", None),
    ("A bomb killed two in Dogo on Monday. The army denied that advisers had taken part.", "not_mentioned", None),
    ("A bomb killed two in Dogo on Monday. The rebels denied any involvement.", "denied", "rebels"),
    ("A bomb killed two in Dogo on Monday. The rebels denied planting it.", "denied", "rebels"),
    ("A bomb killed two in Dogo on Monday. The rebels denied that they had planted it.", "denied", "rebels"),
    ("A bomb killed two in Dogo on Monday. The suspect told police of a fire.", "not_mentioned", None),
    ("A bombing in Dogo on Monday was blamed on the rebels.", "suspected", "rebels"),
    ("A bomb killed two in Dogo on Monday. Police attributed the bombing to the rebels.", "suspected", "rebels"),
    ("A bomb killed two in Dogo on Monday. The authorities suspect radical Islamists.", "suspected", "Islamists"),
    ("A bomb killed two in Dogo on Monday. Ana Diaz is a suspect.", "suspected", None),
    ("Police are hunting a suspect in the bombing of a market in Dogo on Monday.", "suspected", None),
    ("The bombing in Dogo on Monday has been linked to the River Front.", "suspected", "River Front"),
    ("The River Front has been linked to the bombing of a market in Dogo on Monday.", "suspected", "River Front"),
    ("The rebels are to blame for the bombing in Dogo on Monday.", "suspected", "rebels"),
    ("A bomb killed two in Dogo on Monday. The mayor blamed this crime on the rebels.", "suspected", "rebels"),
    ("A bomb killed two in Dogo on Monday. He had alleged many ties to spies.", "not_mentioned", None),
    ("The River Front said it had bombed a market in Dogo on Monday.", "claimed", "River Front"),
    (
        "Her husband died in a bombing in Dogo in 1991. A lawyer accused her of fraud. She denied the allegations.",
        "not_mentioned",
        None,
    ),
    ("The River Front took credit for a bombing in Dogo on Monday.", "claimed", "River Front"),
    ("A bomb killed two in Dogo on Monday. The authorities suspect foul play.", "not_mentioned", None),
    ("A bomb killed two in Dogo on Monday. No one has claimed credit for the bombing.", "unclaimed", None),
    (
        "A bomb killed two in Dogo on Monday. The act was claimed by the River Front, which has killed dozens.",
        "claimed",
        "River Front",
    ),
]


@pytest.mark.parametrize(("text", "status", "by"), TOLD)
def test_responsibility(read: Callable[..., Record], text: str, status: str, by: str | None) -> None:
    record = read(text, "2023-05-10")
    (bombing,) = (each for each in record.incidents if each.type == "bombing")
    found = bombing.responsibility
    assert found.status == status
    assert by is None if found.by is None else by is not None and by in found.by
    assert all(record.document.text[quote.start : quote.end] == quote.exact for quote in found.evidence)


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("Police arrested a journalist covering a protest in Dogo on Monday.", "protest"),
        ("Soldiers arrested 30 villagers and burned down houses in Dogo on Monday.", "arson"),
    ],
)
def test_who_is_arrested_beside_an_act_is_not_suspected_of_it(read: Callable[..., Record], text: str, act: str) -> None:
    record = read(text, "2023-05-10")
    (told,) = (each for each in record.incidents if each.type == act)
    assert told.responsibility.status == "not_mentioned"


def test_whom_an_act_befell_is_not_suspected_of_it(read: Callable[..., Record]) -> None:
    record = read("Soldiers fired at the suspect in Dogo on Monday, hitting her in the leg.", "2023-05-10")
    (shooting,) = (each for each in record.incidents if each.type == "shooting")
    assert shooting.responsibility.status == "not_mentioned"


def test_whoever_did_it_is_not_suspected_of_it(read: Callable[..., Record]) -> None:
    record = read("The suspect shot a man in Dogo on Monday.", "2023-05-10")
    (shooting,) = (each for each in record.incidents if each.type == "shooting")
    assert shooting.responsibility.status == "not_mentioned"


def test_an_arrest_asks_for_nobody_who_answers_for_it(read: Callable[..., Record]) -> None:
    record = read("Police arrested Ana Diaz in Dogo on Monday. She was charged with murder.", "2023-05-10")
    (arrest,) = (each for each in record.incidents if each.type == "arrest")
    assert arrest.responsibility.status == "not_mentioned"
