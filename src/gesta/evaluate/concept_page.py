"""The curve of learnt concepts as tables for the quality page, with a control over an encoder that never saw them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from gesta.evaluate.suites.concepts import CONCEPTS_SUITE, FULL, MEAN, NAMES
from gesta.evaluate.suites.figures import Figure

CONTROL = Path(__file__).parent / "concept_control.yaml"
"""Measured once, by hand: its head says how."""
CURVE = CONCEPTS_SUITE.name
_TITLES = ("concept", "untrained", "20", "50", "100", "fully trained")


class ControlPoint(msgspec.Struct, frozen=True):
    """What the control reached for a concept: F1 and its spread over the draws, by point of the curve."""

    concept: str
    f1: Mapping[str, float]
    spread: Mapping[str, float]


def load_control(path: Path = CONTROL) -> tuple[ControlPoint, ...]:
    """The points kept, none where there is no file."""
    return tuple(msgspec.yaml.decode(path.read_bytes(), type=list[ControlPoint])) if path.exists() else ()


def curve_section(figures: Sequence[Figure], control: Sequence[ControlPoint]) -> str:
    """The section for the quality page; empty where the curve was not measured."""
    values = {figure.name: figure.value for figure in figures if figure.value is not None}
    concepts = list(dict.fromkeys(figure.name.partition(".")[0] for figure in figures))
    if not values:
        return ""
    rows = [(each, *(_percent(values.get(f"{each}.f1.{name}")) for name in NAMES)) for each in concepts]
    return (
        "\n## concepts: the curve\n\n"
        "F1 of mentions by the number of examples, each with as many counter-examples: mean of the draws. The figures "
        f"are those above.\n\n{_table(_TITLES, rows)}{_control(control)}"
    )


def _control(control: Sequence[ControlPoint]) -> str:
    if not control:
        return ""
    names = [name for name in NAMES if name != FULL]
    rows = [(each.concept, *(_with_spread(each, name) for name in names)) for each in control]
    means = [sum(each.f1[name] for each in control) / len(control) for name in names]
    rows.append((MEAN, *map(_percent, means)))
    return (
        "\nThe control: the same measurement over an encoder that never saw a label of the eight concepts, for what "
        "the shipped encoder knows of them from its own training. It was trained by the same recipe from the published "
        "MiniLM, without a teacher and for less long, all words that the annotation gives one of the eight left out of "
        "every loss and the rules' triggers of the eight hidden; so it is the weaker encoder in every way, and "
        f"rather a lower bound.\n\n{_table(_TITLES[:-1], rows)}"
    )


def _with_spread(point: ControlPoint, name: str) -> str:
    spread = point.spread.get(name)
    return _percent(point.f1[name]) + (f" ±{100 * spread:.1f}" if spread else "")


def _percent(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.1f}"


def _table(titles: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [titles, ("---", *("---:" for _ in titles[1:])), *rows]
    return "".join("| " + " | ".join(cells) + " |\n" for cells in lines)
