"""Rows by type and by place: those with most incidents, the rest together, so that every column adds up."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from gesta.knowledge.countries import country
from gesta.model.plain import counted
from gesta.model.terms import CountField
from gesta.sitrep.sums import Group, Sums

MOST_ROWS = 15
_Key = TypeVar("_Key")
_NOT_KNOWN = "not known"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: incidents, the best figures of killed and injured (None: nobody tells one), and the incidents of the two
    periods (None: not compared)."""

    name: str
    incidents: int
    killed: int | None
    injured: int | None
    now: int | None
    before: int | None

    @property
    def change(self) -> str:
        """ "+3", "−2", "0"; empty where nothing is compared."""
        return change_words(self.now, self.before)


def change_words(now: int | None, before: int | None) -> str:
    """The difference with its sign."""
    if now is None or before is None:
        return ""
    return f"{now - before:+,}".replace("-", "−") if now != before else "0"


def type_rows(whole: Sums, now: Sums | None, before: Sums | None) -> tuple[Row, ...]:
    """The types; one that only the period before has stands too."""
    labels = {**(before.labels if before else {}), **(now.labels if now else {}), **whole.labels}
    parts = [None if each is None else each.types for each in (whole, now, before)]
    return _rows(parts, lambda key: labels[key], lambda number: counted(number, "other type"))


def place_rows(whole: Sums, now: Sums | None, before: Sums | None) -> tuple[tuple[Row, ...], bool]:
    """The countries; the provinces (True) where all incidents lie in one country."""
    if len({nation for nation, _ in whole.places}) == 1 and {nation for nation, _ in whole.places} != {None}:
        parts = [None if each is None else each.places for each in (whole, now, before)]
        return _rows(parts, lambda key: key[1] or _NOT_KNOWN, lambda n: counted(n, "other province")), True
    nations = [None if each is None else each.countries() for each in (whole, now, before)]
    return _rows(nations, _nation, lambda number: counted(number, "other country", "other countries")), False


def _nation(code: str | None) -> str:
    found = country(code) if code else None
    return found.name if found else code or _NOT_KNOWN


def _rows(
    parts: Sequence[Mapping[_Key, Group] | None], name: Callable[[_Key], str], rest: Callable[[int], str]
) -> tuple[Row, ...]:
    whole, now, before = parts
    if whole is None:
        return ()
    keys = {key for part in parts if part is not None for key in part}
    empty = Group()

    def ordered(key: _Key) -> tuple[int, int, str, str]:
        earlier = 0 if before is None else before.get(key, empty).incidents
        return -whole.get(key, empty).incidents, -earlier, name(key), str(key)

    def row(label: str, some: list[_Key]) -> Row:
        def total(part: Mapping[_Key, Group] | None) -> int | None:
            return None if part is None else sum(part.get(key, empty).incidents for key in some)

        def best(field: CountField) -> int | None:
            groups = (whole.get(key, empty) for key in some)
            told = [group.tolls[field] for group in groups if field in group.tolls]
            return sum(toll.best for toll in told) if any(toll.told > toll.vague for toll in told) else None

        return Row(label, total(whole) or 0, best("killed"), best("injured"), total(now), total(before))

    order = sorted(keys, key=ordered)
    shown = order if len(order) <= MOST_ROWS + 1 else order[:MOST_ROWS]
    found = [row(name(key), [key]) for key in shown]
    if len(shown) < len(order):
        left = order[len(shown) :]
        found.append(row(rest(len(left)), left))
    return tuple(found)
