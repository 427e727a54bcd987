"""A filter as a form and as the parts that a person can take away one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import get_args
from urllib.parse import urlencode

import msgspec

from gesta.codebook.records import Codebook
from gesta.export.words import status_words
from gesta.knowledge.countries import countries
from gesta.model.filters import Filter
from gesta.model.terms import COUNT_FIELDS, IncidentStatus, Realis
from gesta.query import pairs, parse, told

_EVERYTHING = "with statements, background, what did not happen and what was withdrawn"


class Chip(msgspec.Struct, frozen=True):
    """One part of a filter in words, and the query string of the filter without it."""

    words: str
    without: str


class Choice(msgspec.Struct, frozen=True):
    """One value of a field that may be chosen."""

    value: str
    words: str
    chosen: bool = False


class FilterForm(msgspec.Struct, frozen=True):
    """What the form of a filter shows. ``single``: the values of the fields that take one."""

    asked: str
    query: str
    chips: tuple[Chip, ...]
    single: dict[str, str]
    families: tuple[tuple[str, tuple[Choice, ...]], ...]
    realis: tuple[Choice, ...]
    statuses: tuple[Choice, ...]
    countries: tuple[Choice, ...]
    tolls: tuple[str, ...] = COUNT_FIELDS

    def at(self, path: str, after: str | None = None) -> str:
        """The address of the filter at the path; ``after``: the cursor that a page of it begins behind."""
        query = "&".join(part for part in (self.query, urlencode({"after": after}) if after else "") if part)
        return f"{path}?{query}" if query else path


def filter_form(wanted: Filter, book: Codebook) -> FilterForm:
    """The filter as a form."""
    given = pairs(wanted)
    return FilterForm(
        asked=told(wanted),
        query=urlencode(given),
        chips=tuple(_chips(given)),
        single=dict(given),
        families=tuple(_families(book, frozenset(wanted.types))),
        realis=_choices(get_args(Realis), frozenset(wanted.realis)),
        statuses=tuple(Choice(each, status_words(each), each in wanted.statuses) for each in get_args(IncidentStatus)),
        countries=tuple(
            Choice(code, each.name, code in wanted.countries)
            for code, each in sorted(countries().items(), key=lambda pair: pair[1].name)
        ),
    )


def _chips(given: Sequence[tuple[str, str]]) -> Iterator[Chip]:
    for place, (name, value) in enumerate(given):
        rest = [pair for at, pair in enumerate(given) if at != place]
        words = _EVERYTHING if name == "all" else told(parse([(name, value)]))
        yield Chip(words, urlencode(rest))


def _families(book: Codebook, chosen: frozenset[str]) -> Iterator[tuple[str, tuple[Choice, ...]]]:
    """The concepts of each family by label; the families in the order of the codebook's own list."""
    by_family: dict[str, list[Choice]] = {}
    for concept in sorted(book.concepts.values(), key=lambda each: each.label.lower()):
        by_family.setdefault(concept.family, []).append(Choice(concept.id, concept.label, concept.id in chosen))
    for family in sorted(by_family):
        yield family.replace("_", " "), tuple(by_family[family])


def _choices(values: Sequence[str], chosen: frozenset[str]) -> tuple[Choice, ...]:
    return tuple(Choice(value, value, value in chosen) for value in values)
