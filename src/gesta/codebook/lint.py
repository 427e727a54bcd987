"""Every fault of codebooks with file and line; the checks stand in the modules ``lint_*`` beside this one.

Errors keep a codebook from loading or from meaning what its author thinks; warnings are worth a look.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from gesta.codebook.lint_checks import CHECKS, Checked, missing
from gesta.codebook.lint_classes import class_findings
from gesta.codebook.lint_crosswalks import crosswalk_findings
from gesta.codebook.lint_rivals import rivals
from gesta.codebook.load import gone, load, read_concept, shipped_source
from gesta.codebook.records import Codebook, LintFinding
from gesta.codebook.source import CLASSES, SHIPPED, class_file, concept_files
from gesta.errors import CodebookError, Problem
from gesta.model.terms import ConceptId
from gesta.yaml_source import Source, SourceError, read_yaml


def lint(codebooks: Sequence[Path] = ()) -> tuple[LintFinding, ...]:
    """The findings over the user's folders and files, in file order; over the shipped codebook when none is given."""
    if not codebooks:
        known, _ = _known(())
        return (*_codebooks((SHIPPED,), ()), *crosswalk_findings(known))
    findings = tuple(_codebooks(codebooks, codebooks))
    if any(each.severity == "error" for each in findings):
        return findings
    return tuple(sorted((*findings, *_rivals(codebooks)), key=_line))


def check(codebooks: Sequence[Path]) -> None:
    """Nothing when the user's codebooks are without errors; else CodebookError with every one, file and line."""
    errors = tuple(each.problem for each in _codebooks(codebooks, codebooks) if each.severity == "error")
    if errors:
        raise CodebookError(errors)


def concepts_of(codebooks: Sequence[Path]) -> Iterator[Checked]:
    """The concepts of codebooks that are without errors, each with the file that holds: the last one with its id."""
    known, classes = _known(codebooks)
    held: dict[str, Checked] = {}
    for path in (path for codebook in codebooks for path in concept_files(codebook)):
        source = read_yaml(path)
        concept = read_concept(source)
        held[concept.id] = Checked(concept, source, known, classes)
    yield from held.values()


def _codebooks(checked: Sequence[Path], codebooks: Sequence[Path]) -> Iterator[LintFinding]:
    known, classes = _known(codebooks)
    earlier: dict[str, Path] = {}
    for codebook in checked:
        if not codebook.exists():
            yield LintFinding(gone(codebook), "missing", "error")
            continue
        seen: dict[str, Path] = {}
        files, of_classes = concept_files(codebook), class_file(codebook)
        for path in files:
            yield from _file(path, known, classes, seen)
        yield from _overlaid(seen, earlier)
        if of_classes is not None:
            yield from class_findings(of_classes, classes)
        if not files and of_classes is None:
            hint = "concepts are files named <id>.yaml, in it or in its folder concepts"
            yield LintFinding(Problem(str(codebook), "holds no concept", hint), "empty", "warning")


def _known(codebooks: Sequence[Path]) -> tuple[frozenset[str], frozenset[str]]:
    """Ids of concepts and names of word classes, as far as the files can be read."""
    core = shipped_source()
    concepts, classes = set(core.concepts), set(core.classes)
    for codebook in codebooks:
        for data in _readable(concept_files(codebook)):
            concepts |= {str(data["id"])} if isinstance(data.get("id"), str) else set()
        path = class_file(codebook)
        for data in _readable((path,) if path else ()):
            classes |= {str(name) for name in data}
    return frozenset(concepts), frozenset(classes)


def _readable(paths: Sequence[Path]) -> Iterator[Mapping[str, object]]:
    """What the files hold, of those that are readable and hold keys with values."""
    for path in paths:
        try:
            data = read_yaml(path).data
        except SourceError:
            continue
        if isinstance(data, Mapping):
            yield data


def _file(path: Path, known: frozenset[str], classes: frozenset[str], seen: dict[str, Path]) -> Iterator[LintFinding]:
    try:
        source = read_yaml(path)
    except SourceError as error:
        yield LintFinding(error.problem, "yaml", "error")
        return
    if path.name == CLASSES:
        hint = "name the folder that it is in"
        yield LintFinding(Problem(str(path), "holds word classes, no concept", hint), "shape", "error")
        return
    try:
        checked = Checked(read_concept(source), source, known, classes)
    except CodebookError as error:
        yield from (LintFinding(problem, "shape", "error") for problem in error.problems)
    else:
        yield from _concept(checked, seen)
    for at, what, hint in missing(source.data):
        yield LintFinding(Problem(source.where(at), what, hint), "too few", "warning")


def _overlaid(seen: Mapping[str, Path], earlier: dict[str, Path]) -> Iterator[LintFinding]:
    """A warning for each concept that a codebook named before has too; what this one has is added to ``earlier``."""
    for name, path in seen.items():
        if name in earlier:
            told = f"{name} is in {earlier[name]} too, which this file replaces as the one named later"
            yield LintFinding(Problem(f"{path}:1", told, "use one file"), "overlaid", "warning")
        earlier[name] = path


def _concept(checked: Checked, seen: dict[str, Path]) -> Iterator[LintFinding]:
    concept, source = checked.concept, checked.source
    if concept.id in seen:
        problem = Problem(source.where(("id",)), f"{concept.id} is also in {seen[concept.id].name}", "use one file")
        yield LintFinding(problem, "duplicate id", "error")
    seen[concept.id] = source.path
    for name, (severity, check) in CHECKS.items():
        for at, what, hint in check(checked):
            yield LintFinding(Problem(source.where(at), what, hint), name, severity)


def _rivals(codebooks: Sequence[Path]) -> Iterator[LintFinding]:
    book = load(*codebooks)
    for checked in concepts_of(codebooks):
        yield from _told(checked.source, book, ConceptId(checked.concept.id))


def _told(source: Source, book: Codebook, concept: ConceptId) -> Iterator[LintFinding]:
    for at, what, hint in rivals(book, concept):
        yield LintFinding(Problem(source.where(at), what, hint), "rival trigger", "warning")


def _line(finding: LintFinding) -> tuple[str, int]:
    path, _, line = finding.problem.where.rpartition(":")
    return (path, int(line)) if line.isdigit() else (finding.problem.where, 0)
