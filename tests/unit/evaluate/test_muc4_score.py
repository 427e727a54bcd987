"""MUC-4 scores against cases worked by hand (C correct, P partial, I incorrect, S spurious, M missing, N null)."""

from __future__ import annotations

import pytest

from gesta.evaluate.muc4_fills import Mark, date_mark, location_mark, mark, number_mark, string_mark
from gesta.evaluate.muc4_score import ROWS, Tally, score_message, score_muc4, score_pair, score_slot
from gesta.evaluate.muc4_templates import Fill, MucTemplate, Slot, fill


def made(optional: bool = False, inapplicable: tuple[Slot, ...] = (), **slots: str | list[str]) -> MucTemplate:
    """A template from short names: TYPE, STAGE, DATE, PLACE, PERP, ORG, NAME, DESC, EFFECT, WEAPON, THING."""
    fills: dict[Slot, tuple[Fill, ...]] = {}
    for short, lines in slots.items():
        found = [fill(SHORT[short], line) for line in ([lines] if isinstance(lines, str) else lines)]
        fills[SHORT[short]] = tuple(one for one in found if one is not None)
    return MucTemplate("MADE-1", "1", fills, frozenset(inapplicable), optional)


SHORT: dict[str, Slot] = {
    "DATE": "INCIDENT: DATE",
    "PLACE": "INCIDENT: LOCATION",
    "TYPE": "INCIDENT: TYPE",
    "STAGE": "INCIDENT: STAGE OF EXECUTION",
    "WEAPON": "INCIDENT: INSTRUMENT ID",
    "PERP": "PERP: INDIVIDUAL ID",
    "ORG": "PERP: ORGANIZATION ID",
    "THING": "PHYS TGT: ID",
    "NAME": "HUM TGT: NAME",
    "DESC": "HUM TGT: DESCRIPTION",
    "EFFECT": "HUM TGT: EFFECT OF INCIDENT",
}
KEY = made(
    DATE="06 SEP 89",
    PLACE="PERU: LIMA (CITY)",
    TYPE="BOMBING",
    STAGE="ACCOMPLISHED",
    WEAPON='"BOMB"',
    PERP='"URBAN TERRORISTS" / "TERRORISTS"',
    THING=['"BANK"', '"POST OFFICE"'],
    DESC='"CLERK"',
    EFFECT='INJURY: "CLERK"',
)  # 10 fillers in 9 slots; the other 14 slots are null


def test_the_key_itself_is_perfect() -> None:
    scores = score_message([KEY], [KEY])
    # C 10, N 14
    assert scores.row() == Tally(correct=10, noncommittal=14)
    assert (scores.row().recall, scores.row().precision, scores.row().f1) == (1.0, 1.0, 1.0)
    assert scores.template_id == Tally(correct=1)


def test_one_of_every_outcome() -> None:
    response = made(
        DATE="- 06 SEP 89",  # default on the key's day: P
        PLACE="PERU: CUZCO (CITY)",  # right country: P
        TYPE="ATTACK",  # ATTACK for BOMBING: P
        STAGE="ATTEMPTED",  # I
        PERP='"TERRORISTS"',  # C
        THING=['"BANK"', '"SCHOOL"', '"SHOP"'],  # C, I (SCHOOL for POST OFFICE), S (SHOP)
        DESC='"CLERK"',  # C
        NAME='"ANA RUIZ"',  # S
        EFFECT='INJURY: "GUARD"',  # right value, wrong tag: P
    )  # WEAPON: M
    tally = score_message([KEY], [response]).row()
    # null on both sides: 23 - (9 slots of the key + NAME) = 13
    assert tally == Tally(correct=3, partial=4, incorrect=2, spurious=2, missing=1, noncommittal=13)
    # POS 3+4+2+1 = 10, ACT 3+4+2+2 = 11, points 3 + 4/2 = 5: R 5/10, P 5/11, F = 2*.5*(5/11)/(.5+5/11) = 10/21
    assert (tally.possible, tally.actual) == (10, 11)
    assert tally.recall == pytest.approx(0.5)
    assert tally.precision == pytest.approx(5 / 11)
    assert tally.f1 == pytest.approx(10 / 21)
    assert tally.overgeneration == pytest.approx(2 / 11)


def test_a_missed_template_counts_where_the_row_says_so() -> None:
    scores = score_message([KEY], [])
    # 10 fillers missing in MATCHED/MISSING and ALL TEMPLATES, nothing in the other two
    assert [scores.row(row).missing for row in ROWS] == [10, 0, 0, 10]
    assert scores.template_id == Tally(missing=1)
    assert scores.text_filtering == Tally(missing=1)


def test_a_spurious_template_counts_where_the_row_says_so() -> None:
    scores = score_message([], [made(TYPE="ATTACK", STAGE="ACCOMPLISHED", DESC='"FARMER"')])
    assert [scores.row(row).spurious for row in ROWS] == [0, 3, 0, 3]
    assert scores.template_id == Tally(spurious=1)
    assert scores.text_filtering == Tally(spurious=1)


def test_no_mapping_without_a_type_that_matches_at_least_in_part() -> None:
    # ARSON for BOMBING matches not at all: key 10 M, response (type + two things) 3 S
    scores = score_message([KEY], [made(TYPE="ARSON", THING=['"BANK"', '"POST OFFICE"'])])
    assert scores.row() == Tally(missing=10, spurious=3)
    assert scores.template_id == Tally(missing=1, spurious=1)


def test_no_mapping_on_type_date_and_place_alone() -> None:
    # nothing in common in the perpetrator, physical or human target slots: key 10 M, response 4 S
    scores = score_message(
        [KEY], [made(TYPE="BOMBING", DATE="06 SEP 89", PLACE="PERU: LIMA (CITY)", PERP='"A STUDENT"')]
    )
    assert scores.row() == Tally(missing=10, spurious=4)


def test_the_best_mapping_overall_is_taken() -> None:
    keys = [made(TYPE="ATTACK", DESC='"MAYOR"', PERP='"REBELS"'), made(TYPE="ATTACK", DESC='"MAYOR"')]
    responses = [made(TYPE="ATTACK", DESC='"MAYOR"'), made(TYPE="ATTACK", DESC='"MAYOR"', PERP='"REBELS"')]
    # crossed: 3 + 2 = 5 correct and nothing wrong; in order it would be 2 + 2 with one M and one S
    assert score_message(keys, responses).row("ALL TEMPLATES").half_points == 10
    assert score_message(keys, responses).row().missing == 0


def test_an_optional_template_is_never_missed_but_may_be_given() -> None:
    key = made(optional=True, TYPE="ATTACK", DESC='"FARMER"')
    assert score_message([key], []).row() == Tally()
    assert score_message([key], []).text_filtering == Tally(noncommittal=1)
    given = score_message([key], [made(TYPE="ATTACK", DESC='"FARMER"')])
    assert (given.row().correct, given.template_id) == (2, Tally(correct=1))


def test_optional_fillers() -> None:
    key = [Fill(("PYLON",), (), True), Fill(("BRIDGE",))]
    # nobody meets the optional one: only BRIDGE is possible
    assert score_slot("PHYS TGT: ID", key, [Fill(("BRIDGE",))]) == Tally(correct=1)
    assert score_slot("PHYS TGT: ID", key, [Fill(("PYLON",)), Fill(("BRIDGE",))]) == Tally(correct=2)
    # only an optional filler, and something else given: spurious, not incorrect
    assert score_slot("PHYS TGT: ID", key[:1], [Fill(("SHOP",))]) == Tally(spurious=1)
    assert score_slot("PHYS TGT: ID", key[:1], []) == Tally(noncommittal=1)


def test_slots_that_do_not_apply_in_the_key_are_not_scored() -> None:
    key = made(inapplicable=("PHYS TGT: ID",), TYPE="KIDNAPPING", NAME='"ANA RUIZ"')
    slots = score_pair(key, made(TYPE="KIDNAPPING", NAME='"ANA RUIZ"', THING='"HOUSE"'))
    assert slots["PHYS TGT: ID"] == Tally()
    assert sum(slots.values(), Tally()) == Tally(correct=2, noncommittal=20)


def test_messages_add_up_and_the_text_filtering_row() -> None:
    key = {"relevant": [KEY], "missed": [made(TYPE="ATTACK", DESC='"PRIEST"')], "quiet": [], "noise": []}
    response = {"relevant": [KEY], "noise": [made(TYPE="ATTACK", DESC='"VOTERS"')]}
    scores = score_muc4(key, response)
    # C 10; M 2; S 2: R 10/12, P 10/12
    assert scores.row().recall == scores.row().precision == pytest.approx(10 / 12)
    assert scores.row("MATCHED ONLY").f1 == 1.0
    assert scores.slot("INCIDENT: TYPE") == Tally(correct=1, missing=1, spurious=1)
    # one message right, one missed, one wrongly kept, one rightly dropped
    assert scores.text_filtering == Tally(correct=1, missing=1, spurious=1, noncommittal=1)


@pytest.mark.parametrize(
    ("response", "key", "expected"),
    [
        ("26 AUG 89", "26 AUG 89", "correct"),
        ("3 JAN 90", "03 JAN 90", "correct"),
        ("26 AUG 89", "25 AUG 89 - 26 AUG 89", "partial"),  # part of the range
        ("26 AUG 89", "- 26 AUG 89", "partial"),  # part of the default
        ("25 AUG 89", "- 26 AUG 89", "partial"),
        ("25 AUG 88", "- 26 AUG 89", "incorrect"),  # a year earlier is no recent incident
        ("- 26 AUG 89", "25 AUG 89 - 26 AUG 89", "partial"),  # default on the last day
        ("- 26 AUG 89", "26 AUG 89", "partial"),
        ("- 26 AUG 89", "16 AUG 89", "incorrect"),
        ("- 26 AUG 89", "24 AUG 89 - 25 AUG 89", "incorrect"),
        ("27 AUG 89", "26 AUG 89", "incorrect"),
        ("30 FEB 89", "28 FEB 89", "incorrect"),  # no such day
        ("LAST WEEK", "28 FEB 89", "incorrect"),
    ],
)
def test_dates(response: str, key: str, expected: Mark) -> None:
    assert date_mark(response, key) == expected


@pytest.mark.parametrize(
    ("response", "key", "expected"),
    [
        ("PERU: LIMA (TOWN)", "PERU: LIMA (CITY)", "correct"),
        ("PERU", "PERU: LIMA (CITY)", "partial"),
        ("PERU: CUZCO (CITY)", "PERU: LIMA (CITY)", "partial"),
        ("PERU: CUZCO (CITY)", "PERU", "partial"),
        ("CHILE: LIMA (CITY)", "PERU: LIMA (CITY)", "partial"),
        ("CHILE", "PERU", "incorrect"),
        ("CHILE", "PERU: LIMA (CITY)", "incorrect"),
        ("PERU: LIMA (CITY)", "PERU: LIMA (CITY) - CUZCO (CITY)", "partial"),
    ],
)
def test_locations(response: str, key: str, expected: Mark) -> None:
    assert location_mark(response, key) == expected


@pytest.mark.parametrize(
    ("response", "key", "expected"),
    [
        ("7", "7", "correct"),
        ("7", "5 - 7", "partial"),
        ("6", "5 - 7", "incorrect"),
        ("7", "~7", "partial"),
        ("~7", "7", "incorrect"),
        ("PLURAL", "PLURAL", "correct"),
        ("5-7", "5 - 7", "correct"),
        ("6", "6-", "partial"),
    ],
)
def test_numbers(response: str, key: str, expected: Mark) -> None:
    assert number_mark(response, key) == expected


@pytest.mark.parametrize(
    ("response", "key", "expected"),
    [
        ("THE 3 PEASANTS", "PEASANTS", "correct"),  # premodifiers do not matter
        ("SALVADORAN PEASANTS", "PEASANTS", "correct"),
        ("OLD PEASANTS WHO WERE WITNESSES", "OLD PEASANTS", "correct"),
        ("MR. RIVAS", "RIVAS", "correct"),
        ("UNION OF FARMERS (UDF)", "UNION OF FARMERS", "correct"),  # the acronym in brackets beside the name
        ("THE 3 PEASANTS, WHICH THE ARMY ADMITTED", "PEASANTS", "partial"),  # overboard
        ("TORO", "LUIS ALBERTO TORO", "partial"),  # incomplete name
        ("BRIGADE", "6TH INFANTRY BRIGADE", "partial"),
        ("OIL", "OIL PIPELINE", "partial"),
        ("OLD PEASANTS", "LANDLESS PEASANTS", "partial"),  # the same head
        ("HOUSE OF THE MAYOR", "MAYOR", "partial"),  # the key's words, but not as the head
        ("SOLDIERS", "PEASANTS", "incorrect"),
        ("", "PEASANTS", "incorrect"),
    ],
)
def test_strings(response: str, key: str, expected: Mark) -> None:
    assert string_mark(response, key) == expected


@pytest.mark.parametrize(
    ("slot", "response", "key", "expected"),
    [
        ("INCIDENT: INSTRUMENT TYPE", 'GUN: "AK-47"', 'MACHINE GUN: "AK-47"', "partial"),
        ("INCIDENT: INSTRUMENT TYPE", 'GUN: "BULLET"', 'MACHINE GUN: "-"', "partial"),  # whatever the tag
        ("INCIDENT: INSTRUMENT TYPE", 'EXPLOSIVE: "TNT"', 'DYNAMITE: "TNT"', "partial"),  # two levels up
        ("INCIDENT: INSTRUMENT TYPE", 'MACHINE GUN: "GUN"', 'GUN: "GUN"', "incorrect"),  # too specific
        ("PHYS TGT: EFFECT OF INCIDENT", 'DESTROYED: "BUS"', 'SOME DAMAGE: "BUS"', "partial"),
        ("PHYS TGT: EFFECT OF INCIDENT", 'SOME DAMAGE: "BUS"', 'DESTROYED: "BUS"', "incorrect"),
        ("HUM TGT: TYPE", 'POLITICAL FIGURE: "RUIZ"', 'GOVERNMENT OFFICIAL: "RUIZ"', "partial"),
        ("HUM TGT: EFFECT OF INCIDENT", "NO DEATH", "NO INJURY OR DEATH", "partial"),
        ("PERP: ORGANIZATION CONFIDENCE", 'POSSIBLE: "UX"', 'POSSIBLE / ACQUITTED: "UX"', "correct"),
        ("HUM TGT: TYPE", 'CIVILIAN: "PRIESTS"', 'CIVILIAN: "PEASANTS"', "partial"),  # correct value, other tag
        ("HUM TGT: TYPE", "CIVILIAN", 'CIVILIAN: "-"', "correct"),
        ("HUM TGT: DESCRIPTION", '"MAYOR": "RUIZ"', '"MAYOR": "ANA RUIZ"', "partial"),  # the tag is only partly right
        ("HUM TGT: DESCRIPTION", '"MAYOR"', '"MAYOR": "ANA RUIZ"', "partial"),  # the tag is missing
        ("HUM TGT: DESCRIPTION", '"PRIEST": "ANA RUIZ"', '"MAYOR": "ANA RUIZ"', "incorrect"),
        ("HUM TGT: NUMBER", '7: "JUDGES"', '5 - 7: "JUDGES"', "partial"),
        ("HUM TGT: NUMBER", '7: "PEOPLE"', '7: "JUDGES"', "partial"),
    ],
)
def test_marks_with_cross_references(slot: Slot, response: str, key: str, expected: Mark) -> None:
    given, wanted = fill(slot, response), fill(slot, key)
    assert given is not None and wanted is not None
    assert mark(slot, given, wanted) == expected
