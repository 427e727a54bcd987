from __future__ import annotations

import json
from pathlib import Path

import pytest

from gesta.errors import DataError
from gesta.evaluate.muc4_templates import SLOTS, Fill, Slot, fill, load_templates, template


@pytest.mark.parametrize(
    ("slot", "line", "expected"),
    [
        ("PERP: INDIVIDUAL ID", "-", None),
        ("INCIDENT: INSTRUMENT ID", "*", None),
        ("PERP: INDIVIDUAL ID", '"TWO MEN" / "ARMED MEN"', Fill(("TWO MEN", "ARMED MEN"))),
        ("PERP: INDIVIDUAL ID", '? "A \\"FRIEND\\""', Fill(('A "FRIEND"',), (), True)),
        ("PHYS TGT: ID", '"PIPES / VALVES: 12"', Fill(("PIPES / VALVES: 12",))),
        ("PHYS TGT: TYPE", 'COMMERCIAL / OTHER: "SHOP" / "STORE"', Fill(("COMMERCIAL", "OTHER"), ("SHOP", "STORE"))),
        ("PERP: ORGANIZATION CONFIDENCE", '(POSSIBLE / ACQUITTED): "UX"', Fill(("POSSIBLE", "ACQUITTED"), ("UX",))),
        ("HUM TGT: DESCRIPTION", '"MAYOR": "ANA RUIZ" / "RUIZ"', Fill(("MAYOR",), ("ANA RUIZ", "RUIZ"))),
        ("HUM TGT: DESCRIPTION", '-: "ANA RUIZ"', None),
        ("HUM TGT: EFFECT OF INCIDENT", 'NO INJURY: "-"', Fill(("NO INJURY",), ("-",))),
        ("HUM TGT: NUMBER", '? PLURAL: "PEOPLE"', Fill(("PLURAL",), ("PEOPLE",), True)),
        ("PHYS TGT: TOTAL NUMBER", "3- / -", Fill(("3-",), (), True)),
        ("INCIDENT: DATE", "(- 13 DEC 89) / (11 DEC 89 - 13 DEC 89)", Fill(("- 13 DEC 89", "11 DEC 89 - 13 DEC 89"))),
        (
            "INCIDENT: LOCATION",
            "(PERU: LIMA (CITY)) / (PERU)",
            Fill(("PERU: LIMA (CITY)", "PERU")),
        ),
        (
            "INCIDENT: LOCATION",
            "PERU: LIMA (CITY): RIMAC (NEIGHBORHOOD)",
            Fill(("PERU: LIMA (CITY): RIMAC (NEIGHBORHOOD)",)),
        ),
    ],
)
def test_fills(slot: Slot, line: str, expected: Fill | None) -> None:
    assert fill(slot, line) == expected


def raw(**slots: list[str]) -> dict[str, list[str]]:
    lines: dict[str, list[str]] = {slot: ["-"] for slot in SLOTS}
    return lines | {"MESSAGE: ID": ["MADE-1 (SOMEBODY)"], "MESSAGE: TEMPLATE": ["2 (OPTIONAL)"]} | slots


def test_templates() -> None:
    made = template(raw(**{"INCIDENT: TYPE": ["KIDNAPPING"], "PHYS TGT: ID": ["*"], "HUM TGT: NAME": ['"A"', '"B"']}))
    assert (made.message, made.number, made.optional) == ("MADE-1", "2", True)
    assert made.inapplicable == {"PHYS TGT: ID"}
    assert made.first("INCIDENT: TYPE") == "KIDNAPPING"
    assert made.of("HUM TGT: NAME") == (Fill(("A",)), Fill(("B",)))
    assert made.of("INCIDENT: DATE") == () and made.first("INCIDENT: DATE") is None


def test_loading(tmp_path: Path) -> None:
    path = tmp_path / "key.jsonl"
    rows = [
        {"doc_id": "MADE-1", "split": "tst1", "templates": [raw()]},
        {"doc_id": "MADE-2", "split": "tst2", "templates": []},
        {"doc_id": "MADE-3", "split": "dev", "templates": []},
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    key = load_templates(path)
    assert list(key) == ["MADE-1", "MADE-2"]
    assert key["MADE-2"] == ()
    assert list(load_templates(path, ["dev"])) == ["MADE-3"]
    path.write_text('{"doc_id": "MADE-1", "split": "tst1", "templates": [{}]}\n')
    with pytest.raises(DataError, match=r"key\.jsonl:1"):
        load_templates(path)
