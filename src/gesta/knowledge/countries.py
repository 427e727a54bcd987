"""Countries: codes, names, demonyms, capitals, and the country a word names.

The table is this project's own (``data/countries.tsv``): ISO 3166-1 codes, and the retired SU, YU, CS and DD so that
reports of the 1980s read as they were written. Demonyms that two countries share stand only with the one that news
means by them unless it is qualified ("Congolese": CD, "Guinean": GN); "Korean" stands with neither.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from gesta.knowledge.actor_names import fold, is_acronym


@dataclass(frozen=True, slots=True)
class Country:
    """A country; ``code``: ISO 3166-1 alpha-2; ``demonyms`` begins with the adjective ("Turkish", "Turk", "Turks")."""

    code: str
    iso3: str
    name: str
    demonyms: tuple[str, ...]
    aliases: tuple[str, ...]
    capitals: tuple[str, ...]

    @property
    def adjective(self) -> str:
        """The word for "of this country"; its name where it has none."""
        return self.demonyms[0] if self.demonyms else self.name


@dataclass(frozen=True, slots=True)
class _Index:
    countries: Mapping[str, Country]
    names: Mapping[str, str]
    demonyms: Mapping[str, str]
    capitals: Mapping[str, str]
    exact: Mapping[str, str]
    starts: Mapping[str, int]


@cache
def _index() -> _Index:
    countries: dict[str, Country] = {}
    names: dict[str, str] = {}
    demonyms: dict[str, str] = {}
    capitals: dict[str, str] = {}
    exact: dict[str, str] = {}
    table = (files("gesta.knowledge") / "data" / "countries.tsv").read_text(encoding="utf-8")
    for line in table.splitlines()[1:]:
        code, iso3, name, *lists = line.split("\t")
        people, others, seats = (tuple(part for part in cell.split(";") if part) for cell in lists)
        countries[code] = Country(code, iso3, name, people, others, seats)
        for target, words in ((names, (name, *others)), (demonyms, people), (capitals, seats)):
            for word in words:
                if is_acronym(word):
                    exact[word] = code
                else:
                    target.setdefault(fold(word), code)
    starts: dict[str, int] = {fold(word): 1 for word in exact}
    for key in (*names, *demonyms, *capitals):
        first, _, rest = key.partition(" ")
        starts[first] = max(starts.get(first, 1), 1 + len(rest.split()))
    return _Index(countries, names, demonyms, capitals, exact, starts)


def countries() -> Mapping[str, Country]:
    """Every country by its two-letter code."""
    return _index().countries


def country(code: str) -> Country | None:
    """The country of a two-letter code."""
    return _index().countries.get(code)


def by_name(word: str) -> str | None:
    """The code of the country with this name; acronyms count only in capitals ("US", never "us")."""
    return _index().exact.get(word) or _index().names.get(fold(word))


def by_demonym(word: str) -> str | None:
    """The code of the country whose adjective or people this is ("Iraqi", "Turks", "U.S.")."""
    return _index().exact.get(word) or _index().demonyms.get(fold(word))


def by_capital(word: str) -> str | None:
    """The code of the country whose seat of government this is ("Tehran")."""
    return _index().capitals.get(fold(word))


def words_from(first: str) -> int:
    """The number of words of the longest name, demonym or capital that begins with the folded word, 0 for none."""
    return _index().starts.get(first, 0)


def country_of(word: str) -> str | None:
    """The code of the country that the word names or is a demonym of; capitals are not taken for countries."""
    return by_name(word) or by_demonym(word)
