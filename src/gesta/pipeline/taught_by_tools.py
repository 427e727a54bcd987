"""Annotated texts of other tools to lines of examples of one concept."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from gesta.codebook.taught_lines import ExampleLine, fault_in
from gesta.errors import Problem
from gesta.intake.annotations import Annotated
from gesta.intake.annotations_records import AnnotatedSpan
from gesta.model.spans import Span
from gesta.text.passages import around, passages, sentence_spans

Locate = Callable[[str], Span | None]
"""The words of a text that tell the concept; None where none are found."""
Key = tuple[str, int, int]
Known = Mapping[Key, bool | None]
"""What stands already of each passage and place; None for a question that waits for its answer."""


@dataclass(slots=True)
class Import:
    """What came of an export. ``labels``: every label met, with the number of its texts; ``undecided``: texts that
    nobody has finished; ``doubles``: examples that stood there already."""

    lines: list[ExampleLine] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    labels: dict[str, int] = field(default_factory=dict)
    texts: int = 0
    undecided: int = 0
    doubles: int = 0


def imported(
    results: Iterable[Annotated | Problem],
    labels: Collection[str],
    known: Known,
    locate: Locate,
    who: str,
    at: str,
) -> Import:
    """The examples in the export that are not ``known``: spans of the labels tell the concept; rejected ones, and texts
    that are finished and bear none of the labels, do not. Labels are compared without regard to case.

    A text that is itself a passage of ``known`` is not cut, and answers the questions that are open about it.
    """
    wanted = {label.casefold() for label in labels}
    made = Import()
    questions: dict[str, list[Key]] = {text: [] for text, _, _ in known}
    for key, told in known.items():
        if told is None and key[2]:
            questions[key[0]].append(key)
    decided = {key: told for key, told in known.items() if told is not None}
    for each in results:
        if isinstance(each, Problem):
            made.problems.append(each)
            continue
        made.texts += 1
        for label in sorted(each.labels()):
            made.labels[label] = made.labels.get(label, 0) + 1
        if each.accepted is None:
            made.undecided += 1
            continue
        for line in _lines(each, wanted, questions.get(each.text), locate):
            _add(made, line, each.where, decided, who, at)
    return made


def _add(made: Import, line: ExampleLine | Problem, where: str, decided: dict[Key, bool], who: str, at: str) -> None:
    if isinstance(line, Problem):
        made.problems.append(line)
        return
    if fault := fault_in(line):
        made.problems.append(Problem(where, fault))
        return
    told = bool(line.told)
    known = decided.get(line.key)
    if known is None:
        decided[line.key] = told
        made.lines.append(ExampleLine(line.text, line.start, line.end, told, where, who, at))
    elif known == told:
        made.doubles += 1
    else:
        said = "as a telling" if known else "as a counter-example"
        made.problems.append(Problem(where, f"“{_words(line)}” is there already {said}", "left as it is; mend one"))


def _words(line: ExampleLine) -> str:
    return line.text[line.start : line.end] or line.text[:60]


def _lines(
    each: Annotated, wanted: Collection[str], questions: Sequence[Key] | None, locate: Locate
) -> Iterator[ExampleLine | Problem]:
    """``questions``: those open about the text as a passage; None where it is no passage that is known."""
    spans = [span for span in each.spans if span.label.casefold() in wanted]
    of_text = each.meta.get("scope") == "text"
    if each.accepted is False and each.spans and not spans:
        return  # what was rejected is another label
    if spans and of_text and each.accepted:
        yield _located(each, locate)
    elif spans and not of_text:
        sentences = sentence_spans(each.text) if questions is None else ()
        yield from (_placed(each, span, sentences) for span in spans)
        yield from _declined(questions or (), spans)
    elif questions is None:
        yield from (ExampleLine(each.text[part.start : part.end], told=False) for part in passages(each.text))
    else:
        yield from _declined(questions, ()) if questions else (ExampleLine(each.text, told=False),)


def _declined(questions: Sequence[Key], spans: Sequence[AnnotatedSpan]) -> Iterator[ExampleLine]:
    """A "no" to every question whose words nobody marked."""
    for text, start, end in questions:
        if not any(span.start < end and start < span.end for span in spans):
            yield ExampleLine(text, start, end, told=False)


def _placed(each: Annotated, span: AnnotatedSpan, sentences: tuple[Span, ...]) -> ExampleLine:
    """The sentence around the words; the whole text where it is one that was given to the tool as it is."""
    words = each.text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip())
    end = start + len(words.strip())
    passage = around(sentences, start, end) if sentences else Span(0, len(each.text))
    return ExampleLine(
        each.text[passage.start : passage.end], start - passage.start, end - passage.start, told=bool(each.accepted)
    )


def _located(each: Annotated, locate: Locate) -> ExampleLine | Problem:
    span = locate(each.text)
    if span is None:
        what = "the whole text is labelled, and no word of it is a trigger of the concept"
        return Problem(each.where, what, "mark the words that tell it, or add the trigger to the concept's file")
    passage = around(sentence_spans(each.text), span.start, span.end)
    return ExampleLine(
        each.text[passage.start : passage.end], span.start - passage.start, span.end - passage.start, told=True
    )
