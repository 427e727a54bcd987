"""Countries: codes, names, demonyms, capitals, and the country a word names.

The table is this project's own (``data/countries.tsv``): ISO 3166-1 codes, and the retired SU, YU, CS and DD so that
reports of the 1980s read as they were written. Demonyms that two countries share stand only with the one that news
means by them unless it is qualified ("Congolese": CD, "Guinean": GN); "Korean" stands with neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from gesta.knowledge.actor_names import fold, is_acronym
from gesta.knowledge.tables import rows


@dataclass(frozen=True, slots=True)
class Country:
    """A country; ``code``: ISO 3166-1 alpha-2, of an overlay's own three letters; ``demonyms`` begins with the
    adjective ("Turkish", "Turk", "Turks")."""

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
class CountryNames:
    """Countries and what they are called: the shipped ones, and those that overlays add or give further names."""

    by_code: Mapping[str, Country]
    _names: Mapping[str, str] = field(repr=False)
    _demonyms: Mapping[str, str] = field(repr=False)
    _capitals: Mapping[str, str] = field(repr=False)
    _exact: Mapping[str, str] = field(repr=False)
    _starts: Mapping[str, int] = field(repr=False)

    def get(self, code: str) -> Country | None:
        """The country of a code."""
        return self.by_code.get(code)

    def by_name(self, word: str) -> str | None:
        """The code of the country with this name; acronyms count only in capitals ("US", never "us")."""
        return self._exact.get(word) or self._names.get(fold(word))

    def by_demonym(self, word: str) -> str | None:
        """The code of the country whose adjective or people this is ("Iraqi", "Turks", "U.S.")."""
        return self._exact.get(word) or self._demonyms.get(fold(word))

    def by_capital(self, word: str) -> str | None:
        """The code of the country whose seat of government this is ("Tehran")."""
        return self._capitals.get(fold(word))

    def words_from(self, first: str) -> int:
        """The words of the longest name, demonym or capital that begins with the folded word, 0 for none."""
        return self._starts.get(first, 0)

    def adding(self, more: Iterable[Country]) -> CountryNames:
        """These countries and more; one whose code is known gives that country its names besides those it has."""
        found = dict(self.by_code)
        for each in more:
            known = found.get(each.code)
            found[each.code] = each if known is None else _joined(known, each)
        return _indexed(found) if found != self.by_code else self


def _joined(known: Country, more: Country) -> Country:
    names = () if more.name == known.name else (more.name,)
    return Country(
        known.code,
        known.iso3,
        known.name,
        tuple(dict.fromkeys((*known.demonyms, *more.demonyms))),
        tuple(dict.fromkeys((*known.aliases, *names, *more.aliases))),
        tuple(dict.fromkeys((*known.capitals, *more.capitals))),
    )


def _indexed(by_code: Mapping[str, Country]) -> CountryNames:
    names: dict[str, str] = {}
    demonyms: dict[str, str] = {}
    capitals: dict[str, str] = {}
    exact: dict[str, str] = {}
    for code, each in by_code.items():
        lists = ((names, (each.name, *each.aliases)), (demonyms, each.demonyms), (capitals, each.capitals))
        for target, words in lists:
            for word in words:
                if is_acronym(word):
                    exact[word] = code
                else:
                    target.setdefault(fold(word), code)
    starts: dict[str, int] = {fold(word): 1 for word in exact}
    for key in (*names, *demonyms, *capitals):
        first, _, rest = key.partition(" ")
        starts[first] = max(starts.get(first, 1), 1 + len(rest.split()))
    return CountryNames(by_code, names, demonyms, capitals, exact, starts)


@cache
def shipped() -> CountryNames:
    """The countries of the table."""
    found: dict[str, Country] = {}
    for code, iso3, name, *lists in rows("countries.tsv"):
        people, others, seats = (tuple(part for part in cell.split(";") if part) for cell in lists)
        found[code] = Country(code, iso3, name, people, others, seats)
    return _indexed(found)


def countries() -> Mapping[str, Country]:
    """Every country of the table by its two-letter code."""
    return shipped().by_code


def country(code: str) -> Country | None:
    """The country of a two-letter code."""
    return shipped().get(code)


def by_name(word: str) -> str | None:
    """The code of the country with this name; acronyms count only in capitals ("US", never "us")."""
    return shipped().by_name(word)


def by_demonym(word: str) -> str | None:
    """The code of the country whose adjective or people this is ("Iraqi", "Turks", "U.S.")."""
    return shipped().by_demonym(word)


def by_capital(word: str) -> str | None:
    """The code of the country whose seat of government this is ("Tehran")."""
    return shipped().by_capital(word)


def country_of(word: str) -> str | None:
    """The code of the country that the word names or is a demonym of; capitals are not taken for countries."""
    return by_name(word) or by_demonym(word)
