"""Which act names an occurrence, on invented reports."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gesta.model.incidents import Record

NAMED = [
    ("Gunmen attacked the village of Kwall on Sunday, killing 17 people and burning dozens of houses. They set fire to "
     "a church and torched barns.", "armed_attack"),
    ("Six people died in an arson attack on a studio in Leira on Monday. The attack shocked the town. A man set fire "
     "to the building.", "arson"),
    ("Gunmen attacked the village of Kwall on Sunday and burned dozens of houses. They torched barns. Nobody was "
     "killed.", "arson"),
    ("Rebels attacked a garrison near Cali on Tuesday, killed seven soldiers and kidnapped 15.", "armed_attack"),
    ("Gunmen kidnapped a priest in Kaduna on Monday and killed him.", "abduction"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "concept"), NAMED)
def test_where_people_died_the_attack_names_it(read: Callable[..., Record], text: str, concept: str) -> None:
    events = [each for each in read(text, "2023-05-10").incidents if each.cls == "event" and each.realis == "actual"]
    assert max(events, key=lambda each: len(each.mentions)).type == concept
