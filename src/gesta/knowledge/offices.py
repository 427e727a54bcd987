"""Offices and who held them when: "the Egyptian president" of a day is the person who held ``eg.president`` then.

The shipped offices are written in ``data/offices/*.yaml`` and read from their compiled form ``data/offices.json`` (a
test holds the two together). Days are known as exactly as the files give them: a year, a month or a day. A holding
known by its year may have begun or ended on any day of it, so that on such a day the one who left and the one who came
both hold the office; who asks decides, or leaves it open.
"""

from __future__ import annotations

import calendar
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

import msgspec

from gesta.knowledge.actor_names import fold
from gesta.model.terms import ActorId

_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_SPELLINGS = (("defense", "defence"), ("organization", "organisation"), ("spokesperson", "spokesman"))
_OF = re.compile(r"(minister|secretary|chief|head) (?:of|for) (?:the )?(.+)")


class Holding(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Somebody's time in an office. ``first``, ``last``: YYYY, YYYY-MM or YYYY-MM-DD, both included; None is open."""

    actor: ActorId
    first: str | None = msgspec.field(name="from", default=None)
    last: str | None = msgspec.field(name="to", default=None)
    note: str = ""

    def holds(self, on: date) -> bool:
        """True when the actor may have held the office on the day."""
        return (self.first is None or first_day(self.first) <= on) and (self.last is None or on <= last_day(self.last))


class Office(msgspec.Struct, frozen=True, omit_defaults=True):
    """An office of a country, or of an international body (``country`` None), with its holders in order of time.

    ``title``: as English news says it, without the country; ``titles``: other wordings; ``of``: the actor that the
    office belongs to.
    """

    id: str
    title: str
    of: ActorId
    titles: tuple[str, ...] = ()
    country: str | None = None
    holders: tuple[Holding, ...] = ()


def load() -> Mapping[str, Office]:
    """Every office by its id."""
    return _index().by_id


def holders(office_id: str, on: date | None = None) -> tuple[Holding, ...]:
    """Who held the office, or may have held it on the day; () when nobody is known or the office is not."""
    office = load().get(office_id)
    return () if office is None else tuple(each for each in office.holders if on is None or each.holds(on))


def holding(actor_id: str, on: date | None = None) -> tuple[Office, ...]:
    """The offices that the actor held, or may have held on the day, by id."""
    return tuple(
        office
        for office in _index().by_actor.get(actor_id, ())
        if any(each.actor == actor_id and (on is None or each.holds(on)) for each in office.holders)
    )


def offices_titled(title: str, country: str | None) -> tuple[Office, ...]:
    """The offices of the country (None: of international bodies) that the words name, by id."""
    return _index().by_title.get((country, title_key(title)), ())


def title_key(title: str) -> str:
    """How titles are compared: folded, one spelling, "minister of defense" as "defence minister"."""
    key = fold(title)
    for american, british in _SPELLINGS:
        key = key.replace(american, british)
    match = _OF.fullmatch(key)
    return f"{match[2]} {match[1]}" if match else key


def first_day(text: str) -> date:
    """The first day of a year, month or day; raises ValueError when it is none."""
    year, month, day = _parts(text)
    return date(year, month or 1, day or 1)


def last_day(text: str) -> date:
    """The last day of a year, month or day; raises ValueError when it is none."""
    year, month, day = _parts(text)
    month = month or 12
    return date(year, month, day or calendar.monthrange(year, month)[1])


def _parts(text: str) -> tuple[int, int | None, int | None]:
    match = _DAY.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is no year, month or day")
    year, month, day = match.groups()
    return int(year), int(month) if month else None, int(day) if day else None


@dataclass(frozen=True, slots=True)
class _Index:
    by_id: Mapping[str, Office]
    by_title: Mapping[tuple[str | None, str], tuple[Office, ...]]
    by_actor: Mapping[str, tuple[Office, ...]]


@cache
def _index() -> _Index:
    compiled = (files("gesta.knowledge") / "data" / "offices.json").read_bytes()
    offices = sorted(msgspec.json.decode(compiled, type=tuple[Office, ...]), key=lambda office: office.id)
    by_title: dict[tuple[str | None, str], list[Office]] = defaultdict(list)
    by_actor: dict[str, list[Office]] = defaultdict(list)
    for office in offices:
        for key in dict.fromkeys(title_key(title) for title in (office.title, *office.titles)):
            by_title[office.country, key].append(office)
        for actor_id in dict.fromkeys(each.actor for each in office.holders):
            by_actor[actor_id].append(office)
    return _Index(
        {office.id: office for office in offices},
        {key: tuple(found) for key, found in by_title.items()},
        {key: tuple(found) for key, found in by_actor.items()},
    )
