"""Acts that lie long back, in reports that tell no date of publication and in those that do."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gesta.model.incidents import Record

Read = Callable[..., Record]
NEWS = "Ministers opened a new hall on Monday."


def of(record: Record, concept: str) -> set[bool]:
    return {each.background for each in record.incidents if each.type == concept}


@pytest.mark.parametrize(
    ("text", "concept", "background"),
    [
        (f"{NEWS} Several months ago a bomb exploded in Karachi.", "bombing", True),
        (f"{NEWS} In March 2005 a car bomb killed nine people in Quetta.", "bombing", True),
        (f"{NEWS} On Sunday a car bomb killed nine people in Quetta.", "bombing", False),
        ("A car bomb killed nine people at a market in Quetta.", "bombing", False),
        ("A judge sentenced the man who stabbed two nurses in Leeds.", "stabbing", True),
        ("Police seek the man who stabbed two nurses in Leeds.", "stabbing", False),
        ("Gunmen shot dead two guards in June 2017. Police later arrested two. He spoke on Monday.", "arrest", True),
        ("Gunmen shot dead two guards on Sunday. Police later arrested two. He spoke on Monday.", "arrest", False),
        (f"{NEWS} Eight days ago a bomb exploded in Karachi.", "bombing", True),
        (f"{NEWS} Three days ago a bomb exploded in Karachi.", "bombing", False),
        ("It has been a year since two bombs exploded in Austin. The mayor spoke on Monday.", "bombing", True),
        ("Police raised the reward on Monday for news of the 2008 bombing of a bank in Leeds.", "bombing", True),
    ],
)  # fmt: skip
def test_what_lies_long_back_is_background(read: Read, text: str, concept: str, background: bool) -> None:
    assert of(read(text, None), concept) == {background}


def test_a_day_of_the_week_before_is_news_though_told_in_passing(read: Read) -> None:
    text = (
        "Ministers met in Abuja on Monday. They spoke of wages. They spoke of roads. "
        "The governor was freed after gunmen shot dead two guards near Wukari on {day}."
    )
    assert of(read(text.format(day="Sunday"), "2024-05-16"), "shooting") == {False}
    assert of(read(text.format(day="April 9"), "2024-05-16"), "shooting") == {True}


def test_an_act_remembered_is_not_dated_by_the_day_of_remembering(read: Read) -> None:
    text = (
        "A service was held in Kyoto on Monday for nine artists killed in an arson attack on a studio three years ago. "
        "The attack shocked many."
    )
    (arson,) = (each for each in read(text, None).incidents if each.type == "arson")
    assert arson.background and arson.when.start is None and arson.when.text == "three years ago"


def test_a_day_of_remembering_dates_no_act(read: Read) -> None:
    text = "April 24 marked 101 years since the mass killing of villagers in Ani. Nobody was tried."
    assert all(each.when.start is None for each in read(text, "2016-04-27").incidents if each.type == "killing")
