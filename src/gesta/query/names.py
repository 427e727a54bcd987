"""The names of the filter, as URLs, options and the API have them: what each means, with an example."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from gesta.model.terms import COUNT_FIELDS, IncidentStatus, Realis

Kind = Literal["words", "concept", "country", "near", "day", "whole", "flag", "one of"]


@dataclass(frozen=True, slots=True)
class Name:
    """A name of the filter. ``several``: it may come again, and one of its values is enough; ``values``: all that it
    may be, of the kind "one of"."""

    name: str
    kind: Kind
    meaning: str
    example: str
    several: bool = False
    values: tuple[str, ...] = ()


def _names() -> Iterator[Name]:
    yield Name("type", "concept", "its concept is that one or narrower", "bombing", several=True)
    yield Name("country", "country", "its place is in the country, by ISO 3166 code or name", "IQ", several=True)
    yield Name("realis", "one of", "it is so, by the text", "alleged", True, get_args(Realis))
    yield Name("status", "one of", "people decided so", "reviewed", True, get_args(IncidentStatus))
    yield Name("admin1", "words", "its place is in the province, whatever the case and accents of the name", "Kirkuk")
    yield Name("near", "near", "the middle of its place is at most so far away: latitude, longitude, kilometres; one "
               "that is known by province, country or region only is out", "35.47,44.39,25")  # fmt: skip
    yield Name("since", "day", "its interval touches the day, month or year, or what comes after", "2023-03-01")
    yield Name("until", "day", "its interval touches the day, month or year, or what comes before", "2023-03")
    yield Name("actor", "words", "somebody in any role has that id or kind, or a name that holds the words", "police")
    yield Name("background", "flag", "it is told only as background, or not", "no")
    yield Name("min_sources", "whole", "at least so many independent sources tell it", "2")
    yield Name("text", "words", 'one of its reports holds every word and "quoted phrase"', "market")
    yield Name("all", "flag", "in any case: statements, background, what did not happen and what was withdrawn", "yes")
    for field in COUNT_FIELDS:
        yield Name(f"min_{field}", "whole", f"{field}: the lower bound is known and at least that", "3")
        yield Name(f"max_{field}", "whole", f"{field}: the upper bound is known and at most that", "9")


NAMES: tuple[Name, ...] = tuple(_names())
"""Every name that ``gesta.query.parse`` takes; an incident is in when all that is asked holds."""
