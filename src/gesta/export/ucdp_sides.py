"""The two sides of a UCDP dyad by name; a government is side a, whoever began."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gesta.export.country_codes import codes_of_country
from gesta.export.parties import STATE, known_name, sides
from gesta.model.incidents import IncidentActor
from gesta.model.merged import MergedIncident


@dataclass(frozen=True, slots=True)
class Dyad:
    """``turned``: side a is the one that was hit. ``gwno_a``, ``gwno_b``: Gleditsch and Ward's number of a side that
    is a state."""

    side_a: str
    side_b: str
    turned: bool
    gwno_a: str = ""
    gwno_b: str = ""


def dyad_of(incident: MergedIncident, kind: str) -> Dyad:
    """The dyad of an incident of type 1 (a state), 2 (no state) or 3 (against civilians)."""
    found = sides(incident)
    first, second = _main(found.first, kind == "1"), _main(found.second, kind == "1")
    turned = kind == "1" and not _is_state(first) and _is_state(second)
    one, two = (second, first) if turned else (first, second)
    side_b = "Civilians" if kind == "3" else side_name(two, incident)
    return Dyad(
        side_name(one, incident), side_b, turned, _number(one, incident),
        _number(two, incident) if kind != "3" else "",
    )  # fmt: skip


def side_name(actor: IncidentActor | None, incident: MergedIncident) -> str:
    """The government of the country for its forces, the name of a group, else XXX with the country, UCDP's word for a
    side that is not known."""
    if actor is not None and _is_state(actor):
        return f"Government of {codes_of_country(actor.country or incident.where.country).name}"
    name = known_name(actor) if actor is not None else None
    return name or f"XXX {codes_of_country(incident.where.country).name}"


def _number(actor: IncidentActor | None, incident: MergedIncident) -> str:
    if actor is None or not _is_state(actor):
        return ""
    return codes_of_country(actor.country or incident.where.country).gw


def _main(actors: Sequence[IncidentActor], states: bool) -> IncidentActor | None:
    """The first state of a side where one is looked for, else the first with a name, else the first."""
    state = next((each for each in actors if _is_state(each)), None) if states else None
    named = next((each for each in actors if known_name(each) is not None), None)
    return state or named or next(iter(actors), None)


def _is_state(actor: IncidentActor | None) -> bool:
    return actor is not None and actor.kind in STATE
