"""Call signs of stations: which are named in a text, and where they broadcast from."""

from __future__ import annotations

import pytest

from gesta.knowledge.stations import stations
from gesta.knowledge.tables import rows


@pytest.mark.parametrize(
    ("text", "towns"),
    [
        ("SPRINGTOWN (WKRN) – Two people were hurt.", ["Nashville"]),
        ("Two hurt in a fire - KMOV.com", ["St. Louis"]),
        ("Photo from kmov.com, and again KMOV.", ["St. Louis"]),
        ("Police told WISH-TV that two were hurt.", ["Indianapolis"]),
        ("WE WISH THE KING WELL", []),
        ("THEY WERE HELD IN WEEK 25 OF THE STRIKE", []),
        ("Two were hurt, WEEK 25 reported.", ["Peoria"]),
        ("The KXQZZ club and the WHO said so.", []),
        ("No station here.", []),
    ],
)
def test_signs_are_read_where_they_are_signs(text: str, towns: list[str]) -> None:
    found = list(stations(text))
    assert [each.town for each in found] == towns
    assert all(text[each.start : each.end].upper()[0] in "KW" for each in found)


def test_each_sign_stands_once_in_the_table() -> None:
    signs = [sign for _, _, told in rows("stations.tsv") for sign in told.split(";")]
    assert len(signs) == len(set(signs))
    assert all(sign.isupper() and sign[0] in "KW" and len(sign) in (3, 4) for sign in signs)
