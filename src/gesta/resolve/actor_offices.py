"""People by the office they hold on the report's day: "president Ruiz", "the Chadian prime minister".

Who held it that day is read from the base. For a report without a day it is who held it in the one year that the text
names, else whoever did; where that is more than one, nobody is chosen and all are candidates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gesta.knowledge.actor_names import loose
from gesta.knowledge.actors import Actor, Years
from gesta.knowledge.offices import Holding, Office, holders, offices_titled
from gesta.resolve.actor_page import Found, Page

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_BEFORE = frozenset(
    {"new", "current", "incumbent", "outgoing", "the", "a", "an", "this", "'s", "’s", "'", "its", "their"}
)


@dataclass(frozen=True, slots=True)
class Holder:
    """Who an office on a day leads to: one actor, or several ``candidates`` of whom none is chosen."""

    actor: Actor | None
    candidates: tuple[Actor, ...]
    basis: str


def titled(page: Page, name: str, mentions: Iterable[Found]) -> Holder | None:
    """The person of the name who held the office that stands before it, None where no office of the base does."""
    offices: dict[str, Office] = {}
    for mention in mentions:
        known = mention.country or page.leading
        for country in page.countries if known is None else (known,):
            offices |= {office.id: office for role in mention.roles for office in offices_titled(role, country)}
    if not offices:
        return None
    words = loose(name).split(" ")
    called: set[str] = {match.actor.id for match in page.base.lookup(name, rules=False)}
    called |= {actor.id for actor in page.base.people_named(words[-1])} if len(words) == 1 else set()
    return _held(page, tuple(offices.values()), called)


def described(page: Page, mention: Found) -> Holder | None:
    """The holder of the office that a phrase for one person names with its country ("the Chadian president")."""
    if mention.form != "common" or mention.number != "one" or mention.country is None:
        return None
    words = [
        page.analysis.words[token]
        for token in range(mention.first, mention.head + 1)
        if not _of_country(page, token) and page.analysis.lemmas[token] not in _BEFORE
    ]
    offices = offices_titled(" ".join(words), mention.country)
    return _held(page, offices, None) if offices else None


def _of_country(page: Page, token: int) -> bool:
    """True for a token that is part of the name or the adjective of a country."""
    return any(named.first <= token < named.end for named in page.named.values() if abs(named.first - token) < 8)


def _year_told(page: Page) -> int | None:
    """The only year that the text names, None where it names several or none."""
    years = set(_YEAR.findall(page.document.text))
    return int(years.pop()) if len(years) == 1 else None


def _in_year(held: Holding, year: int) -> bool:
    years = Years(held.first, held.last)
    return (years.start is None or years.start.year <= year) and (years.end is None or year <= years.end.year)


def _held(page: Page, offices: Sequence[Office], called: set[str] | None) -> Holder | None:
    """Who of those called so (None: whoever) held one of the offices on the day; of no day, at any time."""
    year = _year_told(page)
    ids = {
        held.actor: office
        for office in offices
        for held in holders(office.id, page.on)
        if page.on is not None or year is None or _in_year(held, year)
    }
    found = [actor for each in ids if (called is None or each in called) and (actor := page.base.get(each)) is not None]
    if not found:
        return None
    when = f"on {page.on}" if page.on is not None else f"in {year}" if year is not None else "at some time"
    basis = f"{ids[found[0].id].id} {when}"
    if len(found) == 1:
        return Holder(found[0], (), basis)
    return Holder(None, tuple(sorted(found, key=lambda actor: actor.id)), f"{basis}: several held it")
