"""The faults of a file of word classes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from gesta.codebook.records import LintFinding
from gesta.codebook.suggest import hint
from gesta.errors import Problem
from gesta.yaml_source import SourceError, read_yaml


def class_findings(path: Path, classes: frozenset[str]) -> Iterator[LintFinding]:
    """Every fault of the file; ``classes``: the names of all word classes."""
    try:
        source = read_yaml(path)
        found = msgspec.convert(source.data, dict[str, tuple[str, ...]])
    except SourceError as error:
        yield LintFinding(error.problem, "yaml", "error")
        return
    except msgspec.ValidationError as error:
        named = source.data if isinstance(source.data, Mapping) else {}
        wrong = next((name for name, members in named.items() if not _is_words(members)), "")
        yield LintFinding(Problem(source.where((wrong,)), str(error), "a class is a list of lemmas"), "shape", "error")
        return
    for name, members in found.items():
        for index, member in enumerate(members):
            if member.startswith("@") and member[1:] not in classes:
                meant = hint(member[1:], classes, "define it in classes.yaml")
                problem = Problem(source.where((name, index)), f"no word class {member}", meant)
                yield LintFinding(problem, "word class", "error")
        if _reaches(found, name, name, frozenset()):
            problem = Problem(source.where((name,)), f"the word class {name} holds itself", "take it out")
            yield LintFinding(problem, "word class", "error")


def _is_words(members: object) -> bool:
    return isinstance(members, list) and all(isinstance(member, str) for member in members)


def _reaches(classes: Mapping[str, Sequence[str]], start: str, wanted: str, seen: frozenset[str]) -> bool:
    """True when the members of a class lead, class by class, to the wanted one."""
    inner = {member[1:] for member in classes.get(start, ()) if member.startswith("@")} - seen
    return wanted in inner or any(_reaches(classes, each, wanted, seen | inner) for each in sorted(inner))
