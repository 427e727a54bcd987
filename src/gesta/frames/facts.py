"""The headline facts of an incident as pairs of plain words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from gesta.export.words import (
    actor_words,
    count_words,
    responsibility_words,
    weapon_words,
    when_basis,
    when_words,
    where_basis,
    where_words,
)
from gesta.model.incidents import Incident
from gesta.model.listed import ListedIncident
from gesta.model.merged import MergedIncident
from gesta.model.plain import counted
from gesta.model.sources import outlet_name
from gesta.model.terms import COUNT_FIELDS, LISTED_REALIS, ActorRole
from gesta.model.values import Count
from gesta.plots.days import short_when

_MOST_NAMES = 4


def is_listed(incident: Incident) -> bool:
    """True for what the default listing shows."""
    return incident.cls == "event" and incident.realis in LISTED_REALIS and not incident.background


def heading(incident: Incident | ListedIncident) -> str:
    """The label, with what must be known of the incident before anything else."""
    status = incident.status if isinstance(incident, MergedIncident | ListedIncident) else "machine"
    states = [
        word
        for word, said in (
            (incident.realis, incident.realis != "actual"),
            ("background", incident.background),
            ("statement", incident.cls == "statement"),
            (status, status != "machine"),
        )
        if said
    ]
    return " · ".join((incident.label, *states))


def named(incident: Incident) -> str:
    """The incident on one line: "Bombing: Kirkuk, Iraq, 1 Mar 2023"; what did not happen says so."""
    realis = "" if incident.realis == "actual" else f" ({incident.realis})"
    return f"{incident.label}{realis}: {where_words(incident.where)}, {short_when(incident.when)}"


def facts_of(incident: Incident) -> Iterator[tuple[str, str]]:
    """When, where, who, with what, with what toll, claimed by whom, told by whom; what is not told is left out, but
    for time and place, of which it is said."""
    yield "when", _noted(when_words(incident.when), when_basis(incident.when))
    yield "where", _noted(where_words(incident.where), where_basis(incident.where))
    for role in get_args(ActorRole):
        names = [actor_words(actor) for actor in incident.actors if actor.role == role]
        if names:
            yield role, _few(names)
    if incident.weapons:
        yield "weapon", _few([weapon_words(weapon) for weapon in incident.weapons])
    yield from _tolls(incident)
    if incident.responsibility.status != "not_mentioned":
        yield "responsibility", responsibility_words(incident.responsibility)
    if isinstance(incident, MergedIncident):
        yield from _standing(incident)


def toll_words(count: Count | None) -> str:
    """The count in words; nothing where it is not told."""
    return "" if count is None else count_words(count)


def _tolls(incident: Incident) -> Iterator[tuple[str, str]]:
    for field in COUNT_FIELDS:
        count: Count | None = getattr(incident.counts, field)
        if count is not None:
            speakers = [claim.speaker.name for claim in incident.claims if claim.field == f"counts.{field}"]
            disputed = any(each.field == f"counts.{field}" for each in incident.disagreements)
            note = ("disputed; told by " if disputed else "told by ") + _few(speakers) if speakers else ""
            yield field, _noted(count_words(count), note)


def _standing(incident: MergedIncident) -> Iterator[tuple[str, str]]:
    sources = counted(incident.sources, "independent source")
    yield "told in", f"{counted(len(incident.reports), 'report')}, {sources}"
    outlets = [outlet_name(report.outlet, report.source) for report in incident.reports if report.copy_of is None]
    yield "by", _few(outlets)
    grade = f"{incident.grade.reliability}{incident.grade.credibility}"
    yield "confidence", f"{incident.confidence.value:.2f}, grade {grade} ({incident.grade.basis})"


def _noted(value: str, note: str) -> str:
    return f"{value} ({note})" if note else value


def _few(names: list[str]) -> str:
    unique = list(dict.fromkeys(names))
    more = len(unique) - _MOST_NAMES
    return "; ".join(unique[:_MOST_NAMES]) + (f"; {more} more" if more > 0 else "")
