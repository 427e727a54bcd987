"""What a person taught of a concept: passages in which it is told, at which words, and passages in which it is not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from gesta.codebook.source import concept_files
from gesta.codebook.taught_lines import ExampleLine, examples_file, read_lines
from gesta.errors import Problem
from gesta.yaml_source import Plain, Source, SourceError, read_yaml


@dataclass(frozen=True, slots=True, order=True)
class Taught:
    """One passage in which the concept is told, at the words ``text[start:end]``, or is not.

    Offsets are code points. A counter-example may have ``start == end == 0``: nowhere in the passage is the concept
    told. ``source``: ``file:line``, or the report and the place in it.
    """

    text: str
    start: int
    end: int
    told: bool
    source: str

    @property
    def exact(self) -> str:
        """The words that tell it or seem to; empty where no words are named."""
        return self.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Lesson:
    """All that is taught of one concept. ``undecided``: lines that wait for an answer, with their places.

    ``file``: where new examples are appended; ``concept_file``: the YAML, None for a shipped concept that only has
    examples here.
    """

    concept: str
    file: Path
    concept_file: Path | None
    taught: tuple[Taught, ...]
    undecided: tuple[tuple[str, ExampleLine], ...]
    problems: tuple[Problem, ...]

    def known(self) -> dict[tuple[str, int, int], bool | None]:
        """What stands of each passage and place."""
        found: dict[tuple[str, int, int], bool | None] = {line.key: None for _, line in self.undecided}
        return {**found, **{(each.text, each.start, each.end): each.told for each in self.taught}}


def lesson(codebook: Path, concept: str) -> Lesson:
    """What the concept's YAML and its file of examples teach; ``codebook`` is a folder or a single file."""
    problems: list[Problem] = []
    source = concept_sources(codebook).get(concept)
    found: dict[tuple[str, int, int], tuple[str, ExampleLine]] = {}
    for placed in _of_yaml(source) if source else ():
        _take(placed, found, problems)
    for read in read_lines(examples_file(codebook, concept)):
        if isinstance(read, Problem):
            problems.append(read)
        else:
            _take(read, found, problems)
    taught = tuple(
        Taught(line.text, line.start, line.end, line.told, where)
        for where, line in found.values()
        if line.told is not None
    )
    undecided = tuple((where, line) for where, line in found.values() if line.told is None)
    return Lesson(concept, examples_file(codebook, concept), source.path if source else None, taught, undecided,
                  tuple(problems))  # fmt: skip


def joined(of_file: Iterable[Taught], of_review: Iterable[Taught]) -> tuple[tuple[Taught, ...], tuple[Problem, ...]]:
    """Both without doubles; where they contradict each other the file counts, and a Problem says so."""
    found: dict[tuple[str, int, int], Taught] = {}
    problems: list[Problem] = []
    for each in (*of_file, *of_review):
        known = found.setdefault((each.text, each.start, each.end), each)
        if known.told != each.told:
            said, other = _said(known.told), _said(each.told)
            problems.append(
                Problem(each.source, f"“{each.exact}” {other} here, and {said} in {known.source}", "mend one")
            )
    return tuple(found.values()), tuple(problems)


def _said(told: bool) -> str:
    return "tells the concept" if told else "does not tell it"


def concepts_of(codebook: Path) -> tuple[str, ...]:
    """The ids of the concepts that have a YAML file here or a file of examples, in order."""
    ids = set(concept_sources(codebook))
    if codebook.is_dir():
        ids.update(path.stem for path in (codebook / "examples").glob("*.jsonl"))
    return tuple(sorted(ids))


def concept_sources(codebook: Path) -> Mapping[str, Source]:
    """The concept files by the id in them; what cannot be read is left to ``gesta codebook lint``."""
    found: dict[str, Source] = {}
    for path in concept_files(codebook):
        try:
            source = read_yaml(path)
        except SourceError:
            continue
        name = source.data.get("id") if isinstance(source.data, dict) else None
        if isinstance(name, str):
            found[name] = source
    return found


def _take(
    placed: tuple[str, ExampleLine] | Problem,
    found: dict[tuple[str, int, int], tuple[str, ExampleLine]],
    problems: list[Problem],
) -> None:
    """Of two lines on the same words the later counts, and takes the later place."""
    if isinstance(placed, Problem):
        problems.append(placed)
        return
    _, line = placed
    found.pop(line.key, None)
    found[line.key] = placed


Field = Literal["examples", "counter_examples"]


def _of_yaml(source: Source) -> Iterator[tuple[str, ExampleLine] | Problem]:
    data = source.data if isinstance(source.data, dict) else {}
    yield from _listed(source, data, "examples")
    yield from _listed(source, data, "counter_examples")


def _listed(source: Source, data: Mapping[str, Plain], field: Field) -> Iterator[tuple[str, ExampleLine] | Problem]:
    given = data.get(field)
    for number, each in enumerate(given if isinstance(given, list) else ()):
        where = source.where((field, number))
        text = each.get("text") if isinstance(each, dict) else None
        if not isinstance(each, dict) or not isinstance(text, str) or not text.strip():
            yield Problem(where, "the example has no text")
        elif field == "counter_examples":
            yield where, ExampleLine(text, told=False, source=where)
        else:
            yield _example(where, text, each.get("trigger"))


def _example(where: str, text: str, trigger: Plain) -> tuple[str, ExampleLine] | Problem:
    start = text.find(trigger) if isinstance(trigger, str) and trigger else -1
    if start < 0:
        return Problem(
            where, f"the trigger {trigger!r} does not stand in the text", "give the words as they stand there"
        )
    return where, ExampleLine(text, start, start + len(str(trigger)), told=True, source=where)
