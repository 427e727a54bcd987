"""The options that say which incidents: the same for every command that takes incidents."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from typing import ParamSpec, get_args

import click

from gesta.errors import UsageError
from gesta.model.terms import COUNT_FIELDS, IncidentStatus, Realis
from gesta.query.grammar import parse

_P = ParamSpec("_P")
_BOUNDS = (*COUNT_FIELDS, "sources")

_OPTIONS = (
    click.option("--type", "types", metavar="TYPE", multiple=True,
                 help="Incidents of a concept and those narrower than it (bombing). Repeatable: any of them."),
    click.option("--country", "countries", metavar="CODE", multiple=True,
                 help="Incidents in a country, by code or name. Repeatable."),
    click.option("--admin1", metavar="NAME", help="Incidents in a province, state or governorate."),
    click.option("--near", metavar="LAT,LON,KM", help="Incidents whose place is known to lie near a point."),
    click.option("--since", metavar="DATE", help="Incidents on or after a day, month or year (2023-03-01)."),
    click.option("--until", metavar="DATE", help="Incidents on or before a day, month or year."),
    click.option("--actor", metavar="NAME", help="Incidents with an actor: its id, its kind, or words of its name."),
    click.option("--at-least", "least", metavar="FIELD=N", multiple=True,
                 help=f"Incidents with a lower bound of a toll (killed=3), or of independent sources. FIELD: "
                 f"{', '.join(_BOUNDS)}. Repeatable: all of them."),
    click.option("--at-most", "most", metavar="FIELD=N", multiple=True,
                 help="Incidents with an upper bound of a toll. Repeatable."),
    click.option("--realis", "states", type=click.Choice(get_args(Realis)), multiple=True,
                 help="Incidents that are so, by the text. Repeatable."),
    click.option("--background/--no-background", default=None, help="Only what is told as background, or none of it."),
    click.option("--status", "statuses", type=click.Choice(get_args(IncidentStatus)), multiple=True,
                 help="Incidents by what people decided. Repeatable."),
    click.option("--search", "text", metavar="WORDS", help='Incidents of reports that hold all words and "phrases".'),
    click.option("--all", "everything", is_flag=True,
                 help="Also statements, background, what did not happen, and what was withdrawn."),
)  # fmt: skip


def filtered(command: Callable[_P, None]) -> Callable[..., None]:
    """The command with the options of a filter, which it gets as ``wanted``."""

    @wraps(command)
    def with_filter(*args: _P.args, **given: _P.kwargs) -> None:
        names = ("types", "countries", "admin1", "near", "since", "until", "actor", "least", "most", "states",
                 "background", "statuses", "text", "everything")  # fmt: skip
        asked = {name: given.pop(name) for name in names}
        given["wanted"] = parse(_pairs(asked))
        command(*args, **given)

    decorated: Callable[..., None] = with_filter
    for option in reversed(_OPTIONS):
        decorated = option(decorated)
    return decorated


def _pairs(asked: dict[str, object]) -> Iterator[tuple[str, str]]:
    """What was asked, under the names of the grammar."""
    several = {"types": "type", "countries": "country", "states": "realis", "statuses": "status"}
    for option, name in several.items():
        yield from ((name, value) for value in _texts(asked[option]))
    for name in ("admin1", "near", "since", "until", "actor", "text"):
        value = asked[name]
        if isinstance(value, str):
            yield name, value
    for option, end in (("least", "min"), ("most", "max")):
        yield from (_bound(end, value) for value in _texts(asked[option]))
    if asked["background"] is not None:
        yield "background", "yes" if asked["background"] else "no"
    if asked["everything"]:
        yield "all", "yes"


def _texts(values: object) -> tuple[str, ...]:
    return tuple(map(str, values)) if isinstance(values, tuple) else ()


def _bound(end: str, given: str) -> tuple[str, str]:
    field, equals, number = given.partition("=")
    if not equals or field not in _BOUNDS or (end == "max" and field == "sources"):
        option = "--at-least" if end == "min" else "--at-most"
        raise UsageError(f"{option} {given}: give a field and a number, as killed=3; fields are {', '.join(_BOUNDS)}")
    return f"{end}_{field}", number
