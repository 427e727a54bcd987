"""The codebook page of an export: what each table and column holds, and what the concepts of its incidents mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from gesta.export.columns import Table
from gesta.export.format import Options, Source
from gesta.export.tables import TABLES

POLICIES = {
    "lead": "the newest figure that most independent sources tell",
    "conservative": "the lowest credible figure",
    "best_low_high": "the lead figure between the lowest and the highest that anybody gives",
    "majority": "what more than half of the sources tell, else the lowest that one tells",
    "latest_official": "the newest figure of police, military, government, medical or rescue speakers",
}
"""What each policy takes for the figure of a toll."""


def page(source: Source, options: Options) -> str:
    """The page as Markdown."""
    lines = [
        f"# Codebook: incidents of {_inline(source.name)}",
        "",
        f"{_inline(source.asked[:1].upper() + source.asked[1:])}.",
        f"Figures of tolls by the policy `{options.policy}`: {POLICIES[options.policy]}.",
        "",
        "An empty cell is not known or not told, never zero. Times are ISO 8601. Every value stands on words of a "
        "report: the table `evidence` has them with their sentence.",
        "",
        *_versions(source),
        *(line for table in TABLES for line in table_lines(table)),
        *_concepts(source),
    ]
    return "\n".join(lines) + "\n"


def _versions(source: Source) -> Iterator[str]:
    if source.versions:
        yield "Read by " + ", ".join(f"{name} {_inline(version)}" for name, version in source.versions.items()) + "."
        yield ""


def table_lines(table: Table) -> Iterator[str]:
    """The table's section: every column with type, unit, meaning, and where in the JSON it is from."""
    yield f"## Table `{table.name}`"
    yield ""
    yield table.meaning
    yield ""
    yield "| column | type | unit | holds | from |"
    yield "|---|---|---|---|---|"
    for field in table.fields:
        column = field.column
        meaning = column.meaning.replace("|", "\\|")
        yield f"| `{column.name}` | {column.kind} | {column.unit} | {meaning} | `{field.path}` |"
    yield ""


def _concepts(source: Source) -> Iterator[str]:
    counted = Counter(incident.type for incident in source.incidents())
    if not counted:
        return
    yield "## Concepts"
    yield ""
    for concept, number in sorted(counted.items()):
        known = source.codebook.concepts.get(concept)
        yield f"### `{concept}` ({number:,})"
        yield ""
        if known is None:
            yield "Not in the codebook at hand."
            yield ""
            continue
        yield f"{_inline(known.label)}. {_inline(known.definition)}"
        yield ""
        for name, cases in (("Includes", known.inclusions), ("Excludes", known.exclusions)):
            if cases:
                yield f"{name}: {'; '.join(_inline(each) for each in cases)}."
                yield ""


def _inline(text: str) -> str:
    """The text as one line of Markdown that makes no markup of its own."""
    line = " ".join(text.split())
    return "".join(f"\\{char}" if char in "\\`*_[]<>#|" else char for char in line)
