"""A filter in words: "bombing, in Iraq, since 2023-03-01"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gesta.knowledge.countries import country
from gesta.model.filters import EVERYTHING, SHOWN, Bound, Filter, Near

_DONE = {"participants": "taking part"}
"""Fields of a toll whose name does not follow a number."""


def told(wanted: Filter) -> str:
    """The filter in words; "everything" where nothing is asked, "every incident of the default listing" for that."""
    if wanted == EVERYTHING:
        return "everything"
    if wanted == SHOWN:
        return "every incident of the default listing"
    return ", ".join(_parts(wanted))


def _parts(wanted: Filter) -> Iterator[str]:
    if wanted.types:
        yield _one_of(each.replace("_", " ") for each in wanted.types)
    if wanted.realis:
        yield _one_of(wanted.realis)
    if wanted.countries:
        yield f"in {_one_of(_country(each) for each in wanted.countries)}"
    if wanted.admin1 is not None:
        yield f"in the province {wanted.admin1}"
    if wanted.near is not None:
        yield _near(wanted.near)
    if wanted.since is not None:
        yield f"since {wanted.since}"
    if wanted.until is not None:
        yield f"until {wanted.until}"
    if wanted.actor is not None:
        yield f"with the actor {wanted.actor}"
    yield from (_toll(bound) for bound in wanted.tolls)
    if wanted.sources is not None:
        yield f"from at least {wanted.sources} independent source{'' if wanted.sources == 1 else 's'}"
    if wanted.statuses:
        yield _one_of(wanted.statuses)
    if wanted.background is not None:
        yield "background" if wanted.background else "no background"
    if wanted.text is not None:
        yield f"in reports that hold “{wanted.text}”"
    if not wanted.shown_only:
        yield "with statements, background, what did not happen and what was withdrawn"


def _one_of(names: Iterable[str]) -> str:
    *first, last = names
    return f"{', '.join(first)} or {last}" if first else last


def _country(code: str) -> str:
    found = country(code)
    return found.name if found else code


def _near(near: Near) -> str:
    return f"within {near.km:g} km of {near.lat:g}, {near.lon:g}"


def _toll(bound: Bound) -> str:
    what = _DONE.get(bound.field, bound.field)
    ends = (("at least", bound.low), ("at most", bound.high))
    return " and ".join(f"{words} {number}" for words, number in ends if number is not None) + f" {what}"
