"""The table of `gesta incidents`: made for eighty characters, whatever an incident is called."""

from __future__ import annotations

from rich.console import Console

from gesta.cli.incidents import _day, _table
from gesta.model.values import When


def lines(*rows: tuple[str, ...]) -> list[str]:
    console = Console(width=80)
    with console.capture() as shown:
        console.print(_table(rows))
    return [each.rstrip() for each in shown.get().splitlines()]


def test_two_ends_of_a_time_stand_one_below_the_other() -> None:
    day = _day(When("2023-03-06", "2023-03-13", "week"))
    shown = lines(
        ("inc_606f0000", day, "Killing", "Gaalkacyo, Somalia", "at least 12", "9", "4 of 6", "F1"),
        (
            "inc_606f0001",
            "unknown",
            "Flight and displacement",
            "Louisville, United States",
            "“hundreds”",
            "",
            "1 of 1",
            "",
        ),
    )
    assert max(map(len, shown)) <= 80
    (first,) = (each for each in shown if each.startswith("inc_606f0000"))
    assert "2023-03-06 Killing" in first and "2023-03-13" not in first
    words = " ".join(" ".join(shown).split())
    assert "Gaalkacyo," in words and "Louisville," in words and "at least" in words
