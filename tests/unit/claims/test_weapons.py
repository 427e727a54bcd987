"""What an act was done with, on invented sentences."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gesta.model.incidents import Record

TOLD = [
    ("A man was shot dead with a rifle in Dogo on Monday.", "shooting", ["firearm"]),
    ("Gunfire was heard and a man died of a gunshot wound in Dogo on Monday.", "shooting", []),
    ("A bomb killed two men in Dogo on Monday. They were near the bus when the device exploded.", "bombing", ["bomb"]),
    ("A bomb killed two men in Dogo on Monday and left others with blast injuries.", "bombing", ["bomb"]),
    ("Soldiers and rebels exchanged gunfire in Dogo on Monday.", "armed_clash", ["firearm"]),
    ("Two men were killed in a gun battle between soldiers and rebels in Dogo on Monday.", "armed_clash", []),
]


@pytest.mark.parametrize(("text", "act", "kinds"), TOLD)
def test_weapons(read: Callable[..., Record], text: str, act: str, kinds: list[str]) -> None:
    record = read(text, "2023-05-10")
    (told,) = (each for each in record.incidents if each.type == act)
    assert [weapon.kind for weapon in told.weapons] == kinds
    words = [quote for weapon in told.weapons for quote in weapon.evidence]
    assert all(record.document.text[quote.start : quote.end] == quote.exact for quote in words)


def test_what_no_list_of_weapons_holds_is_one_by_its_role(read: Callable[..., Record]) -> None:
    record = read("Robbers rammed their car into a jewellery shop in Dogo on Monday and stole watches.", "2023-05-10")
    weapons = [weapon for each in record.incidents for weapon in each.weapons]
    assert [(weapon.kind, weapon.evidence[0].exact) for weapon in weapons] == [("other", "their car")]
