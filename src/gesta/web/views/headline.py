"""What must be seen of an incident before anything else: when, where, the toll, by whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gesta.export.words import count_words, where_words
from gesta.model.merged import MergedIncident
from gesta.model.plain import clipped, counted
from gesta.model.terms import COUNT_FIELDS, CountField
from gesta.model.values import Count
from gesta.plots.days import short_when

_MOST_NAMES, _LONGEST = 2, 80
_ALWAYS: frozenset[CountField] = frozenset({"killed", "injured"})
"""Counts of which it is said, too, that nobody tells them."""


@dataclass(frozen=True, slots=True)
class Headline:
    """One fact. ``field``: the part of the page that has all of it; ``note``: in which bounds it is told."""

    name: str
    field: str
    words: str
    note: str = ""


def headline(incident: MergedIncident) -> tuple[Headline, ...]:
    """The facts in the order in which they are asked for."""
    return (
        Headline("when", "when", short_when(incident.when)),
        Headline("where", "where", clipped(where_words(incident.where), _LONGEST)),
        *_tolls(incident),
        _by(incident),
    )


def _tolls(incident: MergedIncident) -> Iterator[Headline]:
    bounds = next((each.counts for each in incident.views if each.policy == "best_low_high"), {})
    for field in COUNT_FIELDS:
        count: Count | None = getattr(incident.counts, field)
        if count is None:
            if field in _ALWAYS:
                yield Headline(field, "facts-title", "not told")
            continue
        figure = bounds.get(field)
        apart = figure is not None and None not in (figure.low, figure.high) and figure.low != figure.high
        note = f"told: {figure.low} to {figure.high}" if figure is not None and apart else ""
        yield Headline(field, f"counts.{field}", count_words(count), note)


def _by(incident: MergedIncident) -> Headline:
    names = list(dict.fromkeys(each.name for each in incident.actors if each.role == "perpetrator" and each.name))
    if not names:
        return Headline("by", "facts-title", "unknown")
    more = len(names) - _MOST_NAMES
    words = "; ".join(clipped(name, _LONGEST) for name in names[:_MOST_NAMES])
    return Headline("by", "actors.perpetrator", words, f"and {counted(more, 'other')}" if more > 0 else "")
