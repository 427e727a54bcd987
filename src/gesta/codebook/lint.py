"""Every fault of codebook directories with file and line; each check is one function in ``CHECKS``.

Errors keep a codebook from loading or from meaning what its author thinks; warnings are worth a look.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

import msgspec

from gesta.codebook import crosswalk
from gesta.codebook.load import ConceptSource, TriggerSource, lemmas_of, shipped_source
from gesta.codebook.records import Family, LintFinding, TriggerPos
from gesta.codebook.source import SHIPPED, concept_files
from gesta.errors import CodebookError, Problem
from gesta.model.terms import ActorKind, ArgumentRole, ConceptClass, CountField, Realis
from gesta.yaml_source import Path_, Source, SourceError, read_yaml

Severity = Literal["error", "warning"]
_KINDS = frozenset(get_args(ActorKind))
_CHOICES: dict[str, tuple[str, ...]] = {
    "class": get_args(ConceptClass),
    "family": get_args(Family),
    "pos": get_args(TriggerPos),
    "realis": get_args(Realis),
    "roles": get_args(ArgumentRole),
    "bears": get_args(CountField),
}


@dataclass(frozen=True, slots=True)
class Checked:
    """A concept file that has the right shape, with what it may refer to."""

    concept: ConceptSource
    source: Source
    known: frozenset[str]
    classes: frozenset[str]


Fault = tuple[Path_, str, str]
"""Where in the file, what is wrong, what to do."""
Check = Callable[[Checked], Iterator[Fault]]


def lint(directories: Sequence[Path] = ()) -> tuple[LintFinding, ...]:
    """The findings over the shipped codebook and the user's directories, in file order."""
    known, _ = _known(directories)
    return (*_directories((SHIPPED, *directories), directories), *_crosswalks(known))


def check(directories: Sequence[Path]) -> None:
    """Nothing when the user's directories are without errors; else CodebookError with every one, file and line."""
    errors = tuple(each.problem for each in _directories(directories, directories) if each.severity == "error")
    if errors:
        raise CodebookError(errors)


def _directories(checked: Sequence[Path], directories: Sequence[Path]) -> Iterator[LintFinding]:
    known, classes = _known(directories)
    for directory in checked:
        seen: dict[str, Path] = {}
        files = concept_files(directory)
        for path in files:
            yield from _file(path, known, classes, seen)
        yield from _class_file(directory / "classes.yaml", classes)
        if not files and not (directory / "classes.yaml").exists():
            hint = "concepts are files named <id>.yaml, in it or in its folder concepts"
            yield LintFinding(Problem(str(directory), "holds no concept", hint), "empty", "warning")


def _known(directories: Sequence[Path]) -> tuple[frozenset[str], frozenset[str]]:
    """Ids of concepts and names of word classes, as far as the files can be read."""
    core = shipped_source()
    concepts, classes = set(core.concepts), set(core.classes)
    for directory in directories:
        for path in concept_files(directory):
            try:
                data = read_yaml(path).data
            except SourceError:
                continue
            if isinstance(data, Mapping) and isinstance(data.get("id"), str):
                concepts.add(str(data["id"]))
        path = directory / "classes.yaml"
        try:
            data = read_yaml(path).data if path.exists() else None
        except SourceError:
            continue
        classes |= {str(name) for name in data} if isinstance(data, Mapping) else set()
    return frozenset(concepts), frozenset(classes)


def _file(path: Path, known: frozenset[str], classes: frozenset[str], seen: dict[str, Path]) -> Iterator[LintFinding]:
    try:
        source = read_yaml(path)
    except SourceError as error:
        yield LintFinding(error.problem, "yaml", "error")
        return
    try:
        concept = msgspec.convert(source.data, ConceptSource)
    except msgspec.ValidationError as error:
        at = _place(str(error))
        yield LintFinding(Problem(source.where(at), str(error), _choices(at)), "shape", "error")
        return
    if concept.id in seen:
        problem = Problem(source.where(("id",)), f"{concept.id} is also in {seen[concept.id].name}", "use one file")
        yield LintFinding(problem, "duplicate id", "error")
    seen[concept.id] = path
    checked = Checked(concept, source, known, classes)
    for name, (severity, check) in CHECKS.items():
        for at, what, hint in check(checked):
            yield LintFinding(Problem(source.where(at), what, hint), name, severity)


def _place(message: str) -> Path_:
    """The place a validation message names (" - at `$.triggers[2].pos`") as a path into the file."""
    _, _, path = message.partition("`$")
    parts: list[str | int] = []
    for part in path.rstrip("`").replace("[", ".").replace("]", "").split("."):
        if part and part != "...":
            parts.append(int(part) if part.isdigit() else part)
    _, _, unknown = message.partition("unknown field `")
    return (*parts, unknown.partition("`")[0]) if unknown else tuple(parts)


def _choices(at: Path_) -> str:
    """What may stand at the place of a concept file, where it is one of a closed set."""
    fields = [part for part in at if isinstance(part, str)]
    choices = _CHOICES.get(fields[-1] if fields else "", ())
    return f"one of {', '.join(choices)}" if choices else ""


def _id(checked: Checked) -> Iterator[Fault]:
    name = checked.concept.id
    if not name.replace("_", "").isalnum() or name != name.lower():
        yield ("id",), f"{name} is no id", "lower-case letters, digits and _"
    if checked.source.path.stem != name:
        yield ("id",), f"file is named {checked.source.path.name}", f"name it {name}.yaml"


def _references(checked: Checked) -> Iterator[Fault]:
    for field in ("parents", "outcomes"):
        for index, other in enumerate(getattr(checked.concept, field)):
            if other not in checked.known:
                yield (field, index), f"no concept {other}", "gesta codebook show lists them"


def _weights(checked: Checked) -> Iterator[Fault]:
    for index, trigger in enumerate(checked.concept.triggers):
        if not 0 < trigger.weight <= 1:
            yield ("triggers", index), f"weight {trigger.weight} of “{trigger.lemma}”", "above 0, at most 1"


def _word_classes(checked: Checked) -> Iterator[Fault]:
    for index, trigger in enumerate(checked.concept.triggers):
        for field in ("object", "subject", "any", "modifier", "together", "exclude", "without"):
            for word in getattr(trigger, field):
                if word.startswith("@") and word[1:] not in checked.classes:
                    yield ("triggers", index), f"no word class {word}", "classes.yaml names them"


def _lower_case(checked: Checked) -> Iterator[Fault]:
    for index, trigger in enumerate(checked.concept.triggers):
        if trigger.lemma != trigger.lemma.lower() or not lemmas_of(trigger.lemma):
            yield ("triggers", index), f"“{trigger.lemma}” is not in lower case", "write lemmas in lower case"


def _repeated(checked: Checked) -> Iterator[Fault]:
    seen: set[TriggerSource] = set()
    for index, trigger in enumerate(checked.concept.triggers):
        if trigger in seen:
            yield ("triggers", index), f"“{trigger.lemma}” stands twice", "take one out"
        seen.add(trigger)


def _examples(checked: Checked) -> Iterator[Fault]:
    for index, example in enumerate(checked.concept.examples):
        if example.trigger not in example.text:
            yield ("examples", index), f"“{example.trigger}” does not stand in the text", "quote it from the text"
        for role, value in example.roles.items():
            if isinstance(value, str) and value not in example.text:
                yield ("examples", index), f"{role}: “{value}” does not stand in the text", "quote it from the text"


def _enough(checked: Checked) -> Iterator[Fault]:
    concept = checked.concept
    if not concept.triggers:
        yield (), "no triggers", "without triggers nothing is read by patterns"
    if len(concept.examples) < 2 or not concept.counter_examples:
        yield (), "fewer than two examples or no counter-example", "they are what gesta codebook test runs"


CHECKS: dict[str, tuple[Severity, Check]] = {
    "id": ("error", _id),
    "reference": ("error", _references),
    "weight": ("error", _weights),
    "word class": ("error", _word_classes),
    "lower case": ("error", _lower_case),
    "repeated trigger": ("warning", _repeated),
    "example": ("error", _examples),
    "too few": ("warning", _enough),
}


def _class_file(path: Path, classes: frozenset[str]) -> Iterator[LintFinding]:
    if not path.exists():
        return
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
                problem = Problem(source.where((name, index)), f"no word class {member}", "define it in classes.yaml")
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


_BY_ACTOR = frozenset({"inter", "target", "sector", "actor"})
"""The lists of crosswalks that give a code to each kind of actor."""


def _crosswalks(known: frozenset[str]) -> Iterator[LintFinding]:
    for scheme in crosswalk.SCHEMES:
        path = SHIPPED / "crosswalks" / f"{scheme}.yaml"
        try:
            found = crosswalk.read_rules(scheme)
        except CodebookError as error:
            yield from (LintFinding(problem, "crosswalk", "error") for problem in error.problems)
            continue
        source = read_yaml(path)
        for index, rule in enumerate(found.rules):
            where = source.where(("rules", index))
            for name in sorted(set(rule.concept) - known):
                yield LintFinding(Problem(where, f"no concept {name}", ""), "crosswalk", "error")
            kinds = crosswalk.spelt_out(found.groups, (*rule.perpetrator, *rule.target, *rule.any, *rule.both))
            for name in sorted(kinds - _KINDS):
                yield LintFinding(Problem(where, f"no actor kind or group {name}", ""), "crosswalk", "error")
            if any(not _unlike(earlier, rule) for earlier in found.rules[:index]):
                yield LintFinding(Problem(where, "an earlier rule always holds before it", ""), "crosswalk", "error")
        for listed in sorted(set(found.values) & _BY_ACTOR):
            for name in sorted(set(found.values[listed]) - _KINDS):
                where = source.where(("values", listed, name))
                yield LintFinding(Problem(where, f"no actor kind {name}", ""), "crosswalk", "error")


def _unlike(earlier: crosswalk.RuleSource, rule: crosswalk.RuleSource) -> bool:
    """False when the earlier rule holds wherever this one does: it asks for nothing but concepts that cover these."""
    bare = crosswalk.RuleSource(earlier.code, concept=earlier.concept, match=earlier.match, loses=earlier.loses)
    covers = not earlier.concept or (bool(rule.concept) and set(rule.concept) <= set(earlier.concept))
    return not (earlier == bare and covers)
