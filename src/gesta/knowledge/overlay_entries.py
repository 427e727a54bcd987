"""Entries of overlays that are no actors: countries of the user's own, more names of known ones, nouns for people."""

from __future__ import annotations

import re

import msgspec

from gesta.errors import Problem
from gesta.knowledge.countries import Country, country
from gesta.knowledge.entry_files import Entry, unknown_fields
from gesta.knowledge.people import Noun

_OWN = re.compile(r"[A-Z]{3}")


class _CountryEntry(msgspec.Struct, frozen=True):
    code: str
    name: str
    demonyms: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()


def is_actor(entry: Entry) -> bool:
    """True for an entry of an actor, False for one of a country or a noun."""
    return not ("code" in entry.fields and "id" not in entry.fields) and "noun" not in entry.fields


def own_country(entry: Entry, problems: list[Problem]) -> Country | None:
    """The country that an entry adds, or to which it adds names; None for an entry of another form."""
    if "code" not in entry.fields or "id" in entry.fields:
        return None
    problems.extend(unknown_fields(entry, frozenset(_CountryEntry.__struct_fields__)))
    try:
        found = msgspec.convert(entry.fields, _CountryEntry)
    except msgspec.ValidationError as error:
        problems.append(Problem(entry.where, str(error), "see docs/reference/actors.md"))
        return None
    if country(found.code) is None and _OWN.fullmatch(found.code) is None:
        problems.append(Problem(entry.where, f"code {found.code!r} is not a code", "write ISO 3166-1 alpha-2, or QAB"))
        return None
    return Country(found.code, found.code, found.name, found.demonyms, found.aliases, found.capitals)


def own_noun(entry: Entry, problems: list[Problem]) -> Noun | None:
    """The noun for people that an entry adds; None for an entry of another form."""
    if "noun" not in entry.fields:
        return None
    problems.extend(unknown_fields(entry, frozenset(Noun.__struct_fields__)))
    try:
        return msgspec.convert(entry.fields, Noun)
    except msgspec.ValidationError as error:
        problems.append(Problem(entry.where, str(error), "see docs/reference/actors.md"))
        return None
