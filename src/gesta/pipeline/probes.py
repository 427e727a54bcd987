"""Behavioural probes: does what is read depend on the order of the concepts, or on what the user's own are called?

Each text is read with the codebook as it is and with the same codebook in other guises; every mention that comes out
otherwise is reported. Names are put back before mentions are compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import msgspec

from gesta.codebook.load import examples
from gesta.codebook.records import Codebook
from gesta.codebook.variants import neutral, renamed, reordered
from gesta.errors import Problem
from gesta.model.analysis import Analysis
from gesta.model.documents import Document, Report, report_id
from gesta.model.reading import Mention
from gesta.model.spans import Span
from gesta.model.terms import ConceptId
from gesta.pipeline.reading import Engine
from gesta.readers.reader import Reader

SEEDS = (1, 2, 3)
"""Orders that are tried; fixed, so that two runs try the same ones."""
PREFIXES = ("aa", "zz")
"""First letters of the neutral names: one puts the user's concepts before all others by the alphabet, one after."""


@dataclass(frozen=True, slots=True)
class Guise:
    """A codebook that ought to read as the one it was made of; ``names``: what its names were."""

    name: str
    book: Codebook
    names: dict[ConceptId, ConceptId]


class Shift(msgspec.Struct, frozen=True):
    """A mention that a guise has otherwise; ``before`` or ``after`` None: it is read by one of the two only."""

    guise: str
    source: str
    trigger: str
    fields: tuple[str, ...]
    before: ConceptId | None
    after: ConceptId | None
    sentence: str


@dataclass(frozen=True, slots=True)
class Probed:
    """One text read in every guise: how many mentions it has in any, and what shifts; or why it could not be read."""

    mentions: int
    shifts: tuple[Shift, ...]
    problem: Problem | None = None


def guises(book: Codebook) -> tuple[Guise, ...]:
    """The codebook in other orders and, where it has concepts of the user's, with those under other names.

    The second prefix also turns the order of the user's names round.
    """
    orders = [Guise(f"order {seed}", reordered(book, seed), {}) for seed in SEEDS]
    own = sorted(book.own)
    named = [neutral(each, prefix) for each, prefix in zip((own, own[::-1]), PREFIXES, strict=True)] if own else []
    return (
        *orders,
        *(
            Guise(f"names {prefix}", renamed(book, names), {new: old for old, new in names.items()})
            for prefix, names in zip(PREFIXES, named, strict=False)
        ),
    )


def example_reports(book: Codebook) -> Iterator[Report]:
    """The examples and counter-examples of the user's concepts, of all where there are none, as reports."""
    for example in examples(book):
        if not book.own or example.concept in book.own:
            identity = report_id(example.text.encode(), "example")
            yield Report(identity, f"example of {example.concept}", "text", example.text)


def probe(engine: Engine, make: Callable[[Codebook], Reader], reports: Iterable[Report | Problem]) -> Iterator[Probed]:
    """Each report read as is and in every guise; ``make``: the reader of a codebook."""
    readers = [(guise, make(guise.book)) for guise in guises(engine.codebook)]
    for report in reports:
        if isinstance(report, Problem):
            yield Probed(0, (), report)
            continue
        try:
            yield _probed(engine, readers, report)
        except Exception as error:  # Process edge: one report that breaks the reader must not stop the others.
            yield Probed(0, (), Problem(report.source, f"could not be read: {type(error).__name__}: {error}"))


def _probed(engine: Engine, readers: Sequence[tuple[Guise, Reader]], report: Report) -> Probed:
    document, analysis = engine.analyse(report)
    as_is = _by_place(engine.reader.read(document, analysis).mentions, {})
    places, shifts = set(as_is), list[Shift]()
    for guise, reader in readers:
        found = _by_place(reader.read(document, analysis).mentions, guise.names)
        places |= set(found)
        for place in sorted(as_is.keys() | found.keys()):
            before, after = as_is.get(place), found.get(place)
            if before != after:
                shifts.append(_shift(guise, document, analysis, before, after))
    return Probed(len(places), tuple(shifts))


def _by_place(mentions: Iterable[Mention], names: dict[ConceptId, ConceptId]) -> dict[Span, Mention]:
    """The mentions by their triggers, under the names that they have in the codebook as it is."""
    return {
        each.trigger.span: msgspec.structs.replace(each, concept=names.get(each.concept, each.concept))
        for each in mentions
    }


def _shift(
    guise: Guise, document: Document, analysis: Analysis, before: Mention | None, after: Mention | None
) -> Shift:
    told = after or before
    assert told is not None
    return Shift(
        guise.name, document.report.source, told.trigger.exact, _fields(before, after),
        before.concept if before else None, after.concept if after else None,
        _sentence(document, analysis, told.trigger.start),
    )  # fmt: skip


def _fields(before: Mention | None, after: Mention | None) -> tuple[str, ...]:
    """The names of what differs; "read" where only one of the two is there."""
    if before is None or after is None:
        return ("read",)
    names = (field.name for field in msgspec.structs.fields(Mention))
    return tuple(name for name in names if getattr(before, name) != getattr(after, name))


def _sentence(document: Document, analysis: Analysis, at: int) -> str:
    token = analysis.token_at(at)
    if token is None:
        return ""
    span = analysis.span(*analysis.sentences[analysis.sentence_of[token]])
    return document.text[span.start : span.end]
