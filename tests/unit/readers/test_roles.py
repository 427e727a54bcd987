"""Who did what to whom, on invented sentences in the constructions news is written in."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gesta.model.incidents import Incident, Record

ACTIVE = "Gunmen attacked the village of Dogo on Monday."
PASSIVE = "The village of Dogo was attacked by gunmen on Monday."
NOMINAL = "An attack by gunmen on the village of Dogo was reported on Monday."
POSSESSIVE = "The gunmen's attack on the village of Dogo came on Monday."
LIGHT = "Gunmen carried out an attack on the village of Dogo on Monday."
COORDINATED = "Gunmen entered the village of Dogo on Monday and attacked the villagers."
RELATIVE = "The gunmen who attacked the village of Dogo on Monday fled."
CONTROL = "Gunmen went on to attack the village of Dogo on Monday."


def first_event(record: Record) -> Incident:
    return next(incident for incident in record.incidents if incident.cls == "event")


def words(incident: Incident, *roles: str) -> str:
    return " ".join((actor.name or "").lower() for actor in incident.actors if actor.role in roles)


@pytest.mark.parametrize("sentence", [ACTIVE, PASSIVE, NOMINAL, POSSESSIVE, LIGHT, COORDINATED, RELATIVE, CONTROL])
def test_the_doer_is_found(read: Callable[..., Record], sentence: str) -> None:
    assert "gunmen" in words(first_event(read(sentence, "2023-05-10")), "perpetrator")


@pytest.mark.parametrize("sentence", [ACTIVE, PASSIVE, NOMINAL, POSSESSIVE, LIGHT, RELATIVE, CONTROL])
def test_the_day_belongs_to_the_act(read: Callable[..., Record], sentence: str) -> None:
    assert first_event(read(sentence, "2023-05-10")).when.start == "2023-05-08"


def test_an_unknown_doer_is_kept_as_unknown(read: Callable[..., Record]) -> None:
    incident = first_event(read("A bomb exploded at a market in Kano on Monday, killing 12 people.", "2023-05-10"))
    doers = [actor for actor in incident.actors if actor.role == "perpetrator"]
    assert [(actor.name, actor.kind) for actor in doers] == [(None, "unknown")]


@pytest.mark.parametrize(
    ("sentence", "doer"),
    [
        ("An Israeli air strike hit a house in Khan Younis on Monday.", "il.military"),
        ("A US raid killed two men near Idlib on Monday.", "us.military"),
        ("Russian shelling damaged a school in Kherson on Monday.", "ru.military"),
        ("The Turkish invasion of Cyprus began in July 1974.", "tr.military"),
    ],
)
def test_an_act_of_forces_is_that_of_the_nation_before_it(
    read: Callable[..., Record], sentence: str, doer: str
) -> None:
    incident = first_event(read(sentence, "2023-05-10"))
    assert [actor.actor_id for actor in incident.actors if actor.role == "perpetrator"] == [doer]


@pytest.mark.parametrize(
    "sentence",
    [
        "Two people were killed in an Afghan market bombing on Monday.",
        "A Kenyan church attack killed two people on Monday.",
        "A Gaza air strike killed two people on Monday.",
        "An LA raid killed two people on Monday.",
    ],
)
def test_a_nation_before_any_other_attack_says_where(read: Callable[..., Record], sentence: str) -> None:
    incident = first_event(read(sentence, "2023-05-10"))
    assert not [actor for actor in incident.actors if actor.role == "perpetrator" and actor.actor_id]


def test_both_sides_of_a_clash_take_part(read: Callable[..., Record]) -> None:
    record = read("Soldiers clashed with rebels near Goma on Monday.", "2023-05-10")
    named = words(first_event(record), "participant", "perpetrator", "target")
    assert "soldiers" in named
    assert "rebels" in named


TOLLS = [
    ("A bomb killed 12 people in Kano on Monday.", "killed", (12, 12)),
    ("A bomb exploded in Kano on Monday, killing more than 30 people.", "killed", (31, None)),
    ("At least five people were killed in a bomb attack in Kano.", "killed", (5, None)),
    ("A bomb attack in Kano left three people dead and seven wounded.", "killed", (3, 3)),
    ("A bomb attack in Kano left three people dead and seven wounded.", "injured", (7, 7)),
    ("A bomb exploded in Kano on Monday but there were no casualties.", "killed", (0, 0)),
    ("A bomb exploded in Kano on Monday. No one was hurt.", "injured", (0, 0)),
    ("Gunmen shot dead a teacher in Kano on Monday.", "killed", (1, 1)),
    ("A bomb exploded in Kano on Monday. The death toll rose to 45.", "killed", (45, 45)),
    ("A bomb attack in Kano claimed 12 lives on Monday.", "killed", (12, 12)),
    ("A bomb attack in Kano killed dozens of people.", "killed", (None, None)),
    ("Police arrested 14 suspects in Kano on Monday.", "detained", (14, 14)),
    ("Gunmen kidnapped 20 pupils from a school in Kano on Monday.", "abducted", (20, 20)),
]


@pytest.mark.parametrize(("sentence", "field", "bounds"), TOLLS)
def test_tolls(read: Callable[..., Record], sentence: str, field: str, bounds: tuple[int | None, int | None]) -> None:
    count = getattr(first_event(read(sentence, "2023-05-10")).counts, field)
    assert count is not None
    assert (count.low, count.high) == bounds


def test_a_toll_not_told_is_null(read: Callable[..., Record]) -> None:
    assert first_event(read("Rebels shelled Kharkiv on Monday.", "2023-05-10")).counts.killed is None
