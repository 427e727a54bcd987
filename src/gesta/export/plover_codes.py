"""Incidents in PLOVER's codes: type, modes, quad class, and the parties with their sectors. POLECAT uses them too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from gesta.codebook.crosswalk import value
from gesta.export.country_codes import codes_of_country
from gesta.export.parties import known_name, sides
from gesta.export.scheme import Work, clean
from gesta.model.incidents import IncidentActor
from gesta.model.merged import MergedIncident

_RECIPROCAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})
"""Of these every party is an actor (PLOVER manual, on reciprocal events)."""
_NOT_A_COUNTRY = {"ngo": "NGO", "international": "IGO"}
"""What stands in place of the country of a body that no country owns."""


class Party(msgspec.Struct, frozen=True):
    """Somebody who takes part: the name that the knowledge base or the reports give, ISO country, sector."""

    name: str | None
    country: str
    sector: str
    id: str | None


@dataclass(frozen=True, slots=True)
class Coded:
    """The codes of an incident."""

    event: str
    modes: tuple[str, ...]
    auxiliary: tuple[str, ...]
    quad: str
    country: str


def coded(incident: MergedIncident, work: Work) -> Coded | None:
    """The codes; None for an incident that PLOVER does not hold, which is told as a loss.

    A threatened act is THREATEN, never the act with a hypothetical mode; a habit is no event.
    """
    if incident.status == "withdrawn" or incident.realis == "generic":
        work.refuse(incident, "the incident was withdrawn" if incident.realis != "generic" else "a habit is no event")
        return None
    code = _threat(incident) or _code(incident, work)
    if code is None:
        return None
    event, *modes = code.split(" / ")
    realis = value("plover", "auxiliary", incident.realis).code
    past = value("plover", "auxiliary", "background").code if incident.background else None
    auxiliary = tuple(each for each in (realis, past) if each)
    quad = value("plover", "quad", event).code or ""
    return Coded(event, tuple(modes), auxiliary, quad, codes_of_country(incident.where.country).iso3)


def _threat(incident: MergedIncident) -> str | None:
    threatened = incident.realis == "threatened" and incident.cls == "event"
    return value("plover", "realis", "threatened").code if threatened else None


def _code(incident: MergedIncident, work: Work) -> str | None:
    crossing = work.crossing("plover", incident)
    if crossing.code is None:
        work.refuse(incident, f"no type: {crossing.loses}")
    return crossing.code


def parties(incident: MergedIncident, found: Coded, work: Work) -> tuple[tuple[Party, ...], tuple[Party, ...]]:
    """Who acted and who was acted upon; things are told as a loss."""
    both = sides(incident)
    addressed = [each for each in incident.actors if each.role in {"addressee", "mediator"}]
    speaking = [each for each in incident.actors if each.role == "speaker"] if incident.cls == "statement" else []
    for thing in both.things:
        work.losses.tell(incident.id, "actors.target", thing.name or thing.kind, "a thing is no actor in PLOVER")
    actors = _parties((*both.first, *speaking), incident, work)
    recipients = _parties((*both.second, *addressed), incident, work)
    if found.event in _RECIPROCAL:
        return tuple(dict.fromkeys((*actors, *recipients))), ()
    return actors, recipients


def _parties(actors: Sequence[IncidentActor], incident: MergedIncident, work: Work) -> tuple[Party, ...]:
    for actor in actors:
        sector = value("plover", "sector", actor.kind)
        if sector.match != "exact" or sector.code is None:
            work.losses.tell(incident.id, f"actors.{actor.role}", actor.name or actor.kind, f"not held: {sector.loses}")
    return tuple(dict.fromkeys(_party(actor) for actor in actors))


def _party(actor: IncidentActor) -> Party:
    sector = value("plover", "sector", actor.kind).code or ""
    country = codes_of_country(actor.country).iso3 or _NOT_A_COUNTRY.get(actor.kind, "")
    name = known_name(actor) or actor.name
    return Party(clean(name) or None, country, sector, actor.actor_id)
