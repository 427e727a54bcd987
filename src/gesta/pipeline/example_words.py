"""Examples of the user's own files whose words no trigger of their concept has: they cannot be read by the rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from gesta.codebook.lint import concepts_of
from gesta.codebook.lint_checks import Checked
from gesta.codebook.load import load
from gesta.codebook.records import Concept, LintFinding
from gesta.codebook.shape import Fault
from gesta.errors import Problem
from gesta.model.documents import Report, report_id
from gesta.model.spans import Span
from gesta.model.terms import ConceptId
from gesta.readers.linguistics import analyse_one
from gesta.readers.misses import named, unnamed
from gesta.text.documents import document


def unmatched(codebooks: Sequence[Path]) -> tuple[LintFinding, ...]:
    """A warning for each such example of codebooks that are without errors, in file order."""
    book = load(*codebooks)
    return tuple(
        LintFinding(Problem(checked.source.where(at), what, hint), "unmatched example", "warning")
        for checked in concepts_of(codebooks)
        for at, what, hint in _faults(checked, book.concept(ConceptId(checked.concept.id)))
    )


def _faults(checked: Checked, concept: Concept) -> Iterator[Fault]:
    if not checked.concept.triggers:
        return
    for index, example in enumerate(checked.concept.examples):
        report = Report(report_id(example.text.encode(), "example"), "example", "text", example.text)
        analysis = analyse_one(document(report))
        start = example.text.find(example.trigger)
        tokens = analysis.tokens_in(Span(start, start + len(example.trigger)))
        if not named(concept, analysis, tokens):
            hint = "add a trigger with a word of it, or quote other words of the text"
            yield ("examples", index), f"“{example.trigger}”: {unnamed(concept, analysis, tokens)}", hint
