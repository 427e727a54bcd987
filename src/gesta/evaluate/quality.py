"""The quality page (``docs/quality.md``): every figure with its floor and the command that measures it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

_PREFACE = (
    "# Quality\n\n"
    "Every figure here was measured by the command beside it. A build fails when a figure falls under its floor;\n"
    "floors rise with the figures and are lowered only with a written reason (`src/gesta/evaluate/floors.yaml`).\n"
    "Figures are percentages. This page is generated: do not edit it.\n"
)
_COLUMNS = ("figure", "%", "of", "floor", "measured by", "note")


@dataclass(frozen=True, slots=True)
class QualityRow:
    """One figure between 0 and 1 (None: nothing to measure) in its section; ``of`` is what it was counted from."""

    section: str
    name: str
    figure: float | None
    floor: float | None = None
    command: str = ""
    note: str = ""
    of: str = ""


def errors_read() -> dict[str, tuple[str, ...]]:
    """What people found when they read the errors, by section (``errors_read.yaml``)."""
    from ruamel.yaml import YAML

    found = YAML(typ="safe", pure=True).load((files("gesta.evaluate") / "errors_read.yaml").read_text("utf-8"))
    return {section: tuple(groups) for section, groups in found.items()}


def render_quality(
    rows: Iterable[QualityRow],
    notes: Sequence[tuple[str, str]] = (),
    errors: Mapping[str, Sequence[str]] | None = None,
) -> str:
    """The page: one table a section, sections and rows in the order given; ``notes`` are (section, text) below a title,
    ``errors`` groups of errors by section, below its table.

    The same rows give the same bytes.
    """
    groups = errors or {}
    by_section: dict[str, list[QualityRow]] = {}
    for row in rows:
        by_section.setdefault(row.section, []).append(row)
    parts = [_PREFACE]
    for section, found in by_section.items():
        told = [text for name, text in notes if name == section]
        parts.append("\n".join([f"\n## {section}\n", *(f"{text}\n" for text in told), *_table(found)]) + "\n")
        if section in groups:
            lines = [f"- {' '.join(group.split())}\n" for group in groups[section]]
            parts.append("\nErrors as read by people:\n\n" + "".join(lines))
    return "".join(parts)


def _table(rows: Sequence[QualityRow]) -> list[str]:
    lines = [_line(_COLUMNS), _line(["---", "---:", "---:", "---:", "---", "---"])]
    for row in rows:
        command = f"`{row.command}`" if row.command else ""
        lines.append(_line([row.name, _percent(row.figure), row.of, _percent(row.floor), command, row.note]))
    return lines


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in cells) + " |"


def _percent(figure: float | None) -> str:
    return "–" if figure is None else f"{100 * figure:.1f}"
