"""The log of kills: a line of JSON for each, so that a long run goes on where it was stopped, and the table of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from gesta.evaluate.faults.killing import PHASES


class Kill(msgspec.Struct, frozen=True):
    """One process that was killed.

    ``phase``, ``at``: as ``Point`` has them. ``committed``: commits that it had seen through. ``wrong``: what was not
    as it must be afterwards; empty where nothing was lost and nothing doubled. ``seconds``: all of it, the second run
    and the comparison included.
    """

    database: str
    operation: str
    number: int
    seed: int
    phase: str
    at: float
    committed: int
    seconds: float
    wrong: tuple[str, ...] = ()


def kept(path: Path) -> list[Kill]:
    """The kills in the log; a last line that was cut off by a kill is left out."""
    if not path.exists():
        return []
    lines = path.read_bytes().splitlines(keepends=True)
    return [msgspec.json.decode(line, type=Kill) for line in lines if line.endswith(b"\n")]


def keep(path: Path, kill: Kill) -> None:
    """The kill stands last in the log."""
    with path.open("ab") as file:
        file.write(msgspec.json.encode(kill) + b"\n")


def table(kills: Sequence[Kill]) -> str:
    """Kills by operation, database and phase, in Markdown, the sum last."""
    rows = list(dict.fromkeys((each.operation, each.database) for each in kills))
    lines = [
        ("operation", "database", "kills", *PHASES, "lost or doubled"),
        ("---", "---", *("---:" for _ in range(len(PHASES) + 2))),
        *(
            (*row, *_counts([each for each in kills if (each.operation, each.database) == row]))
            for row in sorted(rows, key=lambda row: row)
        ),
        ("all", "", *_counts(kills)),
    ]
    return "".join("| " + " | ".join(cells) + " |\n" for cells in lines)


def _counts(kills: Sequence[Kill]) -> tuple[str, ...]:
    phases = Counter(each.phase for each in kills)
    wrong = sum(1 for each in kills if each.wrong)
    return (f"{len(kills):,}", *(f"{phases[phase]:,}" for phase in PHASES), f"{wrong:,}")


def told(kills: Iterable[Kill]) -> list[str]:
    """What was wrong, a line each, with what makes the same kill again."""
    return [
        f"{each.operation} on {each.database}, kill {each.number} of seed {each.seed}, {each.phase} {each.at}: {line}"
        for each in kills
        for line in each.wrong
    ]
