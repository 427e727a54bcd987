"""The llm reader against the others on twenty annotated articles, and every span of its records against the text.

What was measured is kept in ``llm_measured.yaml`` beside this module by ``gesta eval llm ... --keep``; the quality page
takes its table from there, since no build can ask a language model.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from gesta.evaluate.incidents import IncidentFigures
from gesta.evaluate.measures import Ratio
from gesta.evaluate.quality import QualityRow
from gesta.evaluate.suites.figures import Figure
from gesta.model.incidents import Record
from gesta.model.reading import NOT_ASKED
from gesta.readers.llm_grounded import NOT_THERE

MEASURED = Path(__file__).parent / "llm_measured.yaml"
_HEAD = "# The llm reader beside the others. Written by gesta eval llm --llm URL --llm-model NAME --keep.\n"


@dataclass(frozen=True, slots=True)
class Row:
    """What one reader did on the articles: counts as (right, of). ``spans``: quotations of its records that are the
    words of the text; ``left_out``: strings of the model that stand nowhere; ``unread``: windows without an answer."""

    reader: str
    articles: int
    precision: tuple[int, int]
    core: tuple[int, int]
    empty: tuple[int, int]
    spans: tuple[int, int]
    left_out: int = 0
    unread: int = 0


def row(reader: str, figures: IncidentFigures, records: Mapping[str, Record]) -> Row:
    """The row of a reader from its figures and its records."""
    checked = [each for record in records.values() for each in _checked(record)]
    problems = [problem.what for record in records.values() for problem in record.problems]
    return Row(
        reader,
        figures.documents,
        _pair(figures.precision),
        _pair(figures.core),
        _pair(figures.empty),
        (sum(checked), len(checked)),
        sum(NOT_THERE in what for what in problems),
        sum(what.startswith(NOT_ASKED) for what in problems),
    )


def _pair(counted: Ratio) -> tuple[int, int]:
    return counted.right, counted.total


def _checked(record: Record) -> Iterator[bool]:
    """Of every quotation anywhere in the record, whether its words stand at its place in the text."""
    yield from _quotations(msgspec.to_builtins(record), record.document.text)


def _quotations(value: object, text: str) -> Iterator[bool]:
    if isinstance(value, dict):
        start, end, exact = value.get("start"), value.get("end"), value.get("exact")
        if isinstance(start, int) and isinstance(end, int) and isinstance(exact, str):
            yield text[start:end] == exact
        for each in value.values():
            yield from _quotations(each, text)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _quotations(each, text)


def keep(figures: Sequence[Figure], path: Path = MEASURED) -> None:
    """The figures stand in the file."""
    body = "".join(f"- {msgspec.json.encode(each).decode()}\n" for each in figures)
    path.write_text(_HEAD + body, encoding="utf-8")


def kept_rows(command: str, path: Path = MEASURED) -> list[QualityRow]:
    """The figures kept, as rows of the quality page; none where there is no file."""
    found = msgspec.yaml.decode(path.read_bytes(), type=list[Figure]) if path.exists() else []
    return [QualityRow("llm", each.name, each.value, None, command, each.note, each.of) for each in found]
