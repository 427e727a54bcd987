"""A project and a collection of incidents as a notebook shows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Protocol

from gesta.export.words import where_words
from gesta.frames.facts import heading, toll_words
from gesta.frames.html import block, faint, table, text
from gesta.model.merged import MergedIncident
from gesta.model.plain import counted
from gesta.plots.days import short_when

_MOST = 20
"""Incidents that are shown of a collection."""
_SHORT = 12
"""Characters of an id: so many tell a million apart."""
_COLUMNS = ("incident", "when", "what", "where", "killed", "injured", "sources", "confidence")
_NUMBERS = frozenset({4, 5, 6, 7})


class _Collection(Protocol):
    def __iter__(self) -> Iterator[MergedIncident]: ...
    def __len__(self) -> int: ...
    @property
    def asked(self) -> str: ...


def incidents_html(incidents: _Collection, name: str, asked: str) -> str:
    """How many incidents there are, and the first of them."""
    number = len(incidents)
    head = text(f"{counted(number, 'incident')} of {name}: {asked}")
    return block(f'<div class="head">{head}</div>', *_listed(incidents, number))


def project_html(name: str, incidents: _Collection, everything: int) -> str:
    """What the project holds, and the first incidents of its default listing."""
    number = len(incidents)
    head = f'<div class="head">{text(name)}</div>'
    sums = faint(f"{counted(number, 'incident')} listed by default, {everything} in all")
    return block(head, sums, *_listed(incidents, number))


def _listed(incidents: Iterable[MergedIncident], number: int) -> Iterator[str]:
    shown = list(islice(incidents, _MOST))
    if shown:
        yield table(_COLUMNS, map(_cells, shown), _NUMBERS)
    if number > len(shown):
        yield faint(f"and {number - len(shown)} more")


def _cells(incident: MergedIncident) -> tuple[str, ...]:
    return (
        incident.id[:_SHORT],
        short_when(incident.when),
        heading(incident),
        where_words(incident.where),
        toll_words(incident.counts.killed),
        toll_words(incident.counts.injured),
        str(incident.sources),
        f"{incident.confidence.value:.2f}",
    )
