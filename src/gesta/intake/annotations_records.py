"""What a person marked in a text with an annotation tool, whichever tool it was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from gesta.errors import Problem
from gesta.model.given import OURS

AnnotationForm = Literal["prodigy", "label-studio", "doccano", "webanno-tsv", "uima-cas-json", "spacy"]
"""INCEpTION writes the two of WebAnno and of UIMA."""
LONGEST_TEXT = 1_000_000
"""Characters of one annotated text; a tool shows no more at once."""
MOST_SPANS = 20_000
_LONGEST_LABEL = 200
_LONGEST_META, _MOST_META = 500, 20
_LONGEST_OURS = 5_000_000
"""Characters of what Gesta gave out with the text (``model.given``), which the tool carries along."""
_SURROGATES = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


@dataclass(frozen=True, slots=True, order=True)
class AnnotatedSpan:
    """A marked part of the text in code points; the whole text where the tool labels texts."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Annotated:
    """One text as one annotator left it. ``text[start:end]`` is what each span marks.

    ``accepted``: True where the annotator is done with the text, so that what bears no span bears none; False where the
    spans (or the text, where there are none) were rejected; None where nothing was decided. ``meta``: plain values that
    the tool keeps with the text; ``scope`` is "text" where the spans are labels of the whole text. ``where``: file, and
    line or number.
    """

    text: str
    spans: tuple[AnnotatedSpan, ...]
    accepted: bool | None
    meta: Mapping[str, str]
    where: str

    def labels(self) -> frozenset[str]:
        """Every label that the text bears."""
        return frozenset(span.label for span in self.spans)


Result = Annotated | Problem


def annotated(
    where: str,
    text: str,
    spans: Iterable[tuple[int, int, str]],
    accepted: bool | None,
    meta: Mapping[str, object] = MappingProxyType({}),
) -> Result:
    """The record with spans in order and without doubles, or what is wrong with it.

    One bad span makes the whole text a Problem: without the span it would be taken for a text that bears no label.
    """
    text = text.translate(_SURROGATES)
    if not text.strip():
        return Problem(where, "the text is empty")
    if len(text) > LONGEST_TEXT:
        return Problem(where, f"the text is longer than {LONGEST_TEXT:,} characters", "split it")
    marked = sorted({AnnotatedSpan(start, end, label.strip()) for start, end, label in spans})
    if len(marked) > MOST_SPANS:
        return Problem(where, f"the text bears more than {MOST_SPANS:,} spans")
    for span in marked:
        if not 0 <= span.start < span.end <= len(text):
            return Problem(
                where, f"the span {span.start}-{span.end} does not lie in the text of {len(text)} characters"
            )
        if not 0 < len(span.label) <= _LONGEST_LABEL:
            return Problem(where, f"the span {span.start}-{span.end} has no label of 1 to {_LONGEST_LABEL} characters")
    return Annotated(text, tuple(marked), accepted, plain_meta(meta), where)


def of_whole_text(text: str, labels: Iterable[str]) -> list[tuple[int, int, str]]:
    """The labels as spans over the whole text."""
    return [(0, len(text), label) for label in labels]


def plain_meta(given: Mapping[str, object]) -> dict[str, str]:
    """The first plain values of a tool's own fields, as short strings."""
    plain = ((str(name)[:_LONGEST_LABEL], value) for name, value in given.items())
    kept = [(name, str(value)[: _longest(name)]) for name, value in plain if isinstance(value, str | int | float)]
    kept.sort(key=lambda each: each[0] != OURS)
    return {name: value.translate(_SURROGATES) for name, value in kept[:_MOST_META]}


def _longest(name: str) -> int:
    return _LONGEST_OURS if name == OURS else _LONGEST_META
