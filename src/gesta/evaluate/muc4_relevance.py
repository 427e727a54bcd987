"""Which incidents of a record MUC-4 asks for: its own rules of relevance (task documentation, part 1, section 1).

They are not Gesta's: a clash of soldiers and rebels is an incident for Gesta and none for MUC-4.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from gesta.evaluate.muc4_parties import Parties, Target, parties, upper_words
from gesta.evaluate.muc4_words import OF_INTEREST, TYPES, MucType
from gesta.model.incidents import Incident, Record
from gesta.model.terms import ActorKind, Realis

Stage = Literal["ACCOMPLISHED", "ATTEMPTED", "THREATENED"]
STAGES: dict[Realis, Stage] = {
    "actual": "ACCOMPLISHED",
    "alleged": "ACCOMPLISHED",
    "attempted": "ATTEMPTED",
    "prevented": "ATTEMPTED",
    "threatened": "THREATENED",
}
"""Stage of execution by realis; what is negated, planned, hypothetical or generic is not reported as factual."""
STATE: frozenset[ActorKind] = frozenset({"military", "police", "government"})
ARMED: frozenset[ActorKind] = frozenset({"rebel", "militia", "terrorist", "gang"})
SECURITY_TYPES = frozenset({"ACTIVE MILITARY", "LAW ENFORCEMENT", "LAW ENFORCEMENT FACILITY"})
SECURITY_WORDS = frozenset("MILITARY ARMY GARRISON BATTALION BARRACKS TROOPS BRIGADE PATROL".split())
RECENT = timedelta(days=61)
"""Two months (section 1.6)."""
NEEDS_TARGET = frozenset({"armed_clash", "territory_seizure", "property_destruction", "strike"})
"""Acts that are terrorism only by what they were done to."""


@dataclass(frozen=True, slots=True)
class Relevant:
    """An incident that MUC-4 asks for, with its type, stage and parties."""

    incident: Incident
    type: MucType
    stage: Stage
    parties: Parties


def relevant(record: Record) -> Iterator[Relevant]:
    """The incidents of the record that belong in the MUC-4 database, in the record's order."""
    for incident in record.incidents:
        kind, stage = TYPES.get(incident.type), STAGES.get(incident.realis)
        if incident.cls != "event" or kind is None or stage is None or not _recent(record, incident):
            continue
        found = parties(record, incident)
        if _of_interest(incident) and _terrorist(incident, found) and _specific(incident, found):
            yield Relevant(incident, kind, stage, found)


def _recent(record: Record, incident: Incident) -> bool:
    """Within two months of the article; without a date, unless it is told as context (section 1.6)."""
    end = incident.when.end or incident.when.start
    published = record.report.published.start
    if end is None or published is None:
        return not incident.background
    return date.fromisoformat(published[:10]) - date.fromisoformat(end[:10]) <= RECENT


def _of_interest(incident: Incident) -> bool:
    """Place, doers or targets of one of the nine countries, or of none that is told (section 1.4).

    A place that may also be one of theirs by its name counts as theirs: the messages are about them.
    """
    candidates = (candidate.country for candidate in incident.where.candidates)
    countries = {incident.where.country, *candidates, *(actor.country for actor in incident.actors)} - {None}
    return not countries or bool(countries & OF_INTEREST)


def _terrorist(incident: Incident, found: Parties) -> bool:
    """Not an act among armed groups, nor one on the military or police alone (sections 1.1 to 1.3).

    An act of the state belongs in the database when its target is civilian; a clash or the seizure of a town only when
    civilians or their things were hit.
    """
    civilian = [target for target in found.targets if _is_civilian(target)]
    if found.targets:
        return bool(civilian)
    if any(actor.kind in STATE for actor in found.doers):
        return False
    if incident.type == "strike":
        return any(actor.kind in ARMED for actor in found.doers)
    return incident.type not in NEEDS_TARGET


def _is_civilian(target: Target) -> bool:
    """Neither of an armed group nor of the forces; a thing of the forces says so ("a military truck")."""
    if target.sort == "thing" and SECURITY_WORDS & set(upper_words(target.words)):
        return False
    return target.type not in SECURITY_TYPES and target.kind not in ARMED


def _specific(incident: Incident, found: Parties) -> bool:
    """The target is told, or who did it and how or with what toll (section 1.7: "an attack perpetrated by a subversive
    group" alone is not specific)."""
    counts = incident.counts
    toll = any(count is not None for count in (counts.killed, counts.injured, counts.abducted))
    return bool(found.targets or (found.doers and (incident.weapons or toll)))
