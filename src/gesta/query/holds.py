"""One incident against a filter. The store's SQL says the same of its rows; a test holds one to the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from gesta.knowledge.places import distance_km
from gesta.model.filters import AREAS, Bound, Filter, Near
from gesta.model.incidents import Counts, IncidentActor
from gesta.model.merged import MergedIncident
from gesta.model.searching import folded, holds_words, phrases
from gesta.model.terms import LISTED_REALIS, ReportId
from gesta.model.values import Count, When, Where

Texts = Callable[[ReportId], Iterable[str]]
"""The title and the text of a report, as far as there are."""


def holds(wanted: Filter, incident: MergedIncident, texts: Texts) -> bool:
    """True when the incident is asked for; ``texts`` is called only where the filter asks for words."""
    return (
        _is_of_kind(wanted, incident)
        and _is_there(wanted, incident.where)
        and _is_then(wanted, incident.when)
        and (wanted.actor is None or any(_is_meant(wanted.actor, actor) for actor in incident.actors))
        and all(_within(bound, incident.counts) for bound in wanted.tolls)
        and (wanted.sources is None or incident.sources >= wanted.sources)
        and (not wanted.shown_only or _is_shown(wanted, incident))
        and (wanted.text is None or _tells(wanted.text, incident, texts))
    )


def _is_of_kind(wanted: Filter, incident: MergedIncident) -> bool:
    return (
        (not wanted.types or incident.type in wanted.concepts)
        and (not wanted.realis or incident.realis in wanted.realis)
        and (not wanted.statuses or incident.status in wanted.statuses)
        and wanted.background in (None, incident.background)
    )


def _is_shown(wanted: Filter, incident: MergedIncident) -> bool:
    """True for the default listing, in which realis, background and status are as they are asked for."""
    return (
        incident.cls == "event"
        and (bool(wanted.realis) or incident.realis in LISTED_REALIS)
        and (wanted.background is not None or not incident.background)
        and (bool(wanted.statuses) or incident.status != "withdrawn")
    )


def _is_there(wanted: Filter, where: Where) -> bool:
    return (
        (not wanted.countries or where.country in wanted.countries)
        and (wanted.admin1 is None or (where.admin1 is not None and folded(where.admin1) == folded(wanted.admin1)))
        and (wanted.near is None or is_near(wanted.near, where))
    )


def is_near(near: Near, where: Where) -> bool:
    """True when the place lies within the distance; never for one that is known by province or country only."""
    if where.lat is None or where.lon is None or where.level in AREAS:
        return False
    return distance_km(near.lat, near.lon, where.lat, where.lon) <= near.km


def _is_then(wanted: Filter, when: When) -> bool:
    """True when the interval touches the days asked for, as far as these go."""
    first, last = when.start or when.end, when.end or when.start
    if wanted.since is not None and (last is None or last[: len(wanted.since)] < wanted.since):
        return False
    return wanted.until is None or (first is not None and first[: len(wanted.until)] <= wanted.until)


def _is_meant(wanted: str, actor: IncidentActor) -> bool:
    return wanted in (actor.actor_id, actor.kind) or holds_words(actor.name or "", folded(wanted))


def _within(bound: Bound, counts: Counts) -> bool:
    count: Count | None = getattr(counts, bound.field)
    if count is None:
        return bound.low is bound.high is None
    enough = bound.low is None or (count.low is not None and count.low >= bound.low)
    return enough and (bound.high is None or (count.high is not None and count.high <= bound.high))


def _tells(query: str, incident: MergedIncident, texts: Texts) -> bool:
    """True when one of the reports holds every word and phrase, in its title or its text."""
    wanted = phrases(query)
    if not wanted:
        return False
    for report in incident.reports:
        parts = [*texts(report.id)]
        if all(any(holds_words(part, phrase) for part in parts) for phrase in wanted):
            return True
    return False
