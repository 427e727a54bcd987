"""PETRARCH dictionaries (actors, agents, countries) as actors, countries and nouns.

The first names with the code of a country alone, and those beside a name that Gesta knows for the country's, are names
of the country. Every other code makes an actor, one for each code that holds for certain days, with those days as its
validity: PETRARCH keeps no identity across codes. An agent ("~GOV") makes a noun. What cannot be said here is left out
with a Problem: codes that are not letters in threes, and all but the first of two actors in one ("ELR/GAL").
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from gesta.errors import Problem
from gesta.knowledge.actor_names import common_words, fold
from gesta.knowledge.actors import Actor, Years
from gesta.knowledge.countries import Country, shipped
from gesta.knowledge.imports.cameo import NOBODY, Coded, coded, kind_of
from gesta.knowledge.imports.petrarch_lines import Block, DatedCode, Fault, blocks
from gesta.knowledge.imports.records import Ids, Imported, distinct
from gesta.knowledge.people import Noun

_PIECE = 3
"""Letters of a country in a code."""
_SMALL = frozenset("of the and for in on to de la del al el y du des".split())
_DEMONYM = re.compile(r"(?:ian|ean|ese|ish|ic|an|i|ch)s?$")
_PEOPLE, _AFTER_VOWEL = ("an", "ian", "ese", "i", "ish"), ("n", "ian", "nese")
"""What makes a word for the people of a country out of a stem that PETRARCH leaves open ("CHAD": "Chadian")."""


def read_dictionary(path: Path, ids: Ids) -> Imported:
    """What the dictionary holds; raises OSError and UnicodeDecodeError."""
    reading = _Reading(path, ids)
    for found in blocks(path.read_text(encoding="utf-8-sig")):
        if isinstance(found, Fault):
            reading.fault(found.line, found.what)
        elif not (names := [name for name in found.names if fold(_name(name))]):
            reading.fault(found.line, f"{found.names[0]!r} is no name")
        elif any(code.code.startswith("~") or code.code.endswith("~") for code in found.codes):
            reading.agent(replace(found, names=names))
        else:
            reading.actor(replace(found, names=names))
    return reading.result()


class _Reading:
    """Collects what a dictionary gives, block by block."""

    def __init__(self, path: Path, ids: Ids) -> None:
        self._path = path
        self._ids = ids
        self._actors: list[Actor] = []
        self._nouns: list[Noun] = []
        self._problems: list[Problem] = []
        self._names: dict[str, list[str]] = defaultdict(list)
        self._own: dict[str, None] = {}

    def fault(self, line: int, what: str) -> None:
        self._problems.append(Problem(f"{self._path}:{line}", what, "left out"))

    def agent(self, block: Block) -> None:
        """Adds the nouns of the block, with the kind of the first sector that tells one."""
        code = block.codes[0].code.strip("~ ")
        kind = next((kind for at in range(0, len(code), 3) if (kind := kind_of(code[at : at + 3])) is not None), None)
        if kind is None:
            self.fault(block.line, f"code {block.codes[0].code!r} has no sector that tells a kind of actor")
            return
        words = distinct(" ".join(_words(name)).lower() for name in block.names)
        self._nouns.extend(Noun(word, kind) for word in words)

    def actor(self, block: Block) -> None:
        """Adds the block's names to a country, or one actor for each of its codes."""
        if not block.codes and not block.faulty:
            self.fault(block.line, f"{block.names[0]!r} has no code")
        for dated in block.codes:
            said = coded(dated.code)
            if said is None:
                if dated.code[:3] not in NOBODY:
                    self.fault(dated.line, f"code {dated.code!r} is not letters in threes")
                continue
            if "/" in dated.code:
                self.fault(dated.line, f"{dated.code!r} is two actors in one; only the first is taken")
            if said.own and said.country is not None:
                self._own[said.country] = None
            if said.country is not None and len(block.codes) == 1 and self._names_country(block, dated, said):
                self._names[said.country].extend(_with_people(block.names) if said.own else map(_name, block.names))
            else:
                self._actors.append(self._made(block, dated, said))

    def _names_country(self, block: Block, dated: DatedCode, said: Coded) -> bool:
        """True for a block that names a country: its code is the country's alone and it is the first of the code, or
        one of its names is known for the country's. Later ones are people and places of it."""
        if len(dated.code.partition("/")[0]) > _PIECE or said.country is None:
            return False
        if said.own:
            return said.country not in self._names
        known = shipped()
        return any(
            said.country in {known.by_name(name), known.by_demonym(name), known.by_capital(name)}
            for name in map(_name, block.names)
        )

    def _made(self, block: Block, dated: DatedCode, said: Coded) -> Actor:
        names = distinct(map(_name, block.names))
        weak = tuple(name for name in names if fold(name) in common_words())
        strong = [name for name in names if name not in weak] or [names[0]]
        return Actor(
            id=self._ids.new(strong[0], said.country),
            name=strong[0],
            kind=said.kind,
            country=said.country,
            aliases=tuple(strong[1:]),
            weak=tuple(name for name in weak if name != strong[0]),
            valid=Years(_written(dated.first), _written(dated.last)),
            note=f"CAMEO {dated.code}",
        )

    def result(self) -> Imported:
        """Everything collected, countries with the names that Gesta does not know."""
        countries = tuple(self._countries())
        return Imported(tuple(self._actors), countries, tuple(self._nouns), tuple(self._problems))

    def _countries(self) -> Iterator[Country]:
        known = shipped()
        for code in dict.fromkeys((*self._own, *self._names)):
            names = self._names[code]
            fresh = distinct(
                name
                for name in names
                if known.by_name(name) is None and known.by_demonym(name) is None and known.by_capital(name) is None
            )
            people = tuple(name for name in fresh[1 if code in self._own else 0 :] if _DEMONYM.search(name))
            others = tuple(name for name in fresh if name not in people)
            if code in self._own:
                name = others[0] if others else code
                yield Country(code, code, name, people, others[1:], ())
            elif fresh:
                yield Country(code, code, known.by_code[code].name, people, others, ())


def _written(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _words(written: str) -> list[str]:
    return written.replace("_", " ").split()


def _name(written: str) -> str:
    """The name as print would have it: "FREE_SYRIAN_ARMY_" is "Free Syrian Army", "UN_" and "U.S." stay in capitals."""
    words = _words(written)
    if len(words) == 1 and (len(words[0].replace(".", "")) <= 3 or not re.search("[AEIOUY]", words[0])):
        return words[0]
    return " ".join(
        word.lower() if at and word.lower() in _SMALL else "-".join(part.capitalize() for part in word.split("-"))
        for at, word in enumerate(words)
    )


def _with_people(names: list[str]) -> Iterator[str]:
    """The names, and for one word that the dictionary leaves open the words for its people."""
    for written in names:
        name = _name(written)
        yield name
        if " " not in name and not written.rstrip().endswith("_") and not _DEMONYM.search(name):
            yield from (f"{name}{ending}" for ending in (_AFTER_VOWEL if name[-1] in "aeiou" else _PEOPLE))
