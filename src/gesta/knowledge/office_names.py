"""Offices by the words for them: "the Egyptian president", "prime minister of Chad", "Iraq's defence minister"."""

from __future__ import annotations

import re

from gesta.knowledge.actor_names import fold
from gesta.knowledge.countries import CountryNames, shipped
from gesta.knowledge.offices import Office, offices_titled

_POSSESSIVE = re.compile(r"['’]s?$")
_BEFORE = frozenset({"the", "new", "current", "incumbent", "outgoing", "a", "an"})
_LONGEST_COUNTRY = 4
"""Words of the longest name of a country that is looked for before a title."""


def office_named(words: str, names: CountryNames | None = None) -> tuple[Office, ...]:
    """The offices that the words mean by country and title; () for words with anything else in them ("former")."""
    names = names or shipped()
    parts = words.split()
    while parts and fold(parts[0]) in _BEFORE:
        parts = parts[1:]
    title, of, owner = " ".join(parts).rpartition(" of ")
    if of and (code := names.by_name(owner.removeprefix("the "))) is not None:
        return offices_titled(title, code)
    for count in range(min(_LONGEST_COUNTRY, len(parts) - 1), 0, -1):
        country = _POSSESSIVE.sub("", " ".join(parts[:count]))
        code = names.by_demonym(country) or names.by_name(country)
        if code is not None:
            return offices_titled(" ".join(parts[count:]), code)
    return ()
