"""Quality only ratchets up: every measured figure has a floor, kept in ``floors.yaml`` beside this module.

Figures are between 0 and 1, more is better; their names are dotted, the part before the first dot is the section that
one evaluation measures ("incidents.held.precision"). A floor rises with the figure. It falls only on purpose, with a
reason that is written beside it and stays there.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path

import msgspec
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from gesta.errors import DataError, Problem

FLOORS = Path(__file__).parent / "floors.yaml"
_HEAD = "# Floors of measured quality. Written by gesta.evaluate.gate; a lowered floor keeps its reason.\n"
_STEPS = 10_000
"""Floors are kept to four places, rounded down, so that a figure never fails its own floor."""
_DUST = 1e-9
"""What binary fractions may lack: 3/8 as a harmonic mean comes out a little under 0.375."""


class Lowered(msgspec.Struct, frozen=True):
    """A floor that was taken back, and why."""

    before: float
    after: float
    reason: str


class Floor(msgspec.Struct, frozen=True):
    """The least that a figure may be."""

    floor: float
    lowered: tuple[Lowered, ...] = ()


def load_floors(path: Path = FLOORS) -> dict[str, Floor]:
    """Floors by figure, none when there is no file; raises DataError for a file that is not one of floors."""
    if not path.exists():
        return {}
    try:
        plain = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
        return msgspec.convert(plain or {}, dict[str, Floor])
    except (YAMLError, msgspec.ValidationError) as error:
        raise DataError((Problem(str(path), f"not a file of floors: {error}"),)) from error


def check(figures: Mapping[str, float], path: Path = FLOORS) -> tuple[Problem, ...]:
    """A Problem for every figure under its floor, and for every floor of a measured section that was not measured."""
    problems: list[Problem] = []
    sections = {_section(name) for name in figures}
    for name, floor in load_floors(path).items():
        if name in figures:
            if not figures[name] >= floor.floor - _DUST:
                problems.append(Problem(name, f"{figures[name]:.4f} is under its floor {floor.floor:.4f}"))
        elif _section(name) in sections:
            problems.append(Problem(name, f"was not measured; its floor is {floor.floor:.4f}"))
    return tuple(sorted(problems))


def raise_floors(figures: Mapping[str, float], *, lower: str | None = None, path: Path = FLOORS) -> tuple[Problem, ...]:
    """The file has every figure's floor at the figure; a floor above its figure stays, and is a Problem.

    With a reason in ``lower`` such a floor is lowered to the figure and the reason written beside it. A figure that is
    no number between 0 and 1 is a Problem and changes nothing.
    """
    floors = load_floors(path)
    problems: list[Problem] = []
    for name, figure in sorted(figures.items()):
        if not (math.isfinite(figure) and 0 <= figure <= 1):
            problems.append(Problem(name, f"{figure} is no figure", "give a number between 0 and 1"))
            continue
        new = math.floor(figure * _STEPS + 1e-6) / _STEPS
        old = floors.get(name)
        if old is None or new >= old.floor:
            floors[name] = Floor(new, old.lowered if old else ())
        elif lower and lower.strip():
            floors[name] = Floor(new, (*old.lowered, Lowered(old.floor, new, lower.strip())))
        else:
            problems.append(
                Problem(name, f"{new:.4f} is under its floor {old.floor:.4f}", "to lower it on purpose give a reason")
            )
    path.write_text(render_floors(floors), encoding="utf-8")
    return tuple(problems)


def render_floors(floors: Mapping[str, Floor]) -> str:
    """The file of floors as text: sorted by name, one line a floor, one line a reason."""
    lines = [_HEAD]
    for name, floor in sorted(floors.items()):
        lines.append(f"{json.dumps(name)}:\n  floor: {floor.floor:.4f}\n")
        if floor.lowered:
            lines.append("  lowered:\n")
        for one in floor.lowered:
            reason = json.dumps(one.reason, ensure_ascii=False)
            lines.append(f"    - {{before: {one.before:.4f}, after: {one.after:.4f}, reason: {reason}}}\n")
    return "".join(lines)


def _section(name: str) -> str:
    return name.partition(".")[0]
