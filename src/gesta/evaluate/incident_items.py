"""Precision and recall of what is stated of an incident: each party, weapon and speaker, and who answers for it.

``incident_attributes`` asks whether one of several is right; here each counts. Gold items are those with words in the
text, so "unknown" is none; an item is right when it shares words with one of the other side, or its name.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import eq
from typing import Literal

from gesta.evaluate.incident_attributes import DOERS, DONE_TO, same_party, same_speaker, same_weapon
from gesta.evaluate.incident_gold import GoldIncident, GoldParty
from gesta.evaluate.measures import Prf, matched
from gesta.model.incidents import Incident, IncidentActor, Record
from gesta.model.terms import ActorRole, ResponsibilityStatus

Item = Literal["perpetrator", "target", "weapon", "speaker", "responsibility"]
OUTLET = "the report"
"""The name under which a report itself speaks where its outlet is not known."""


def items(gold: GoldIncident, shown: Incident, record: Record) -> dict[Item, Prf]:
    """The counts of each kind of item of a shown incident against the gold incident it was matched to."""
    stated, given = _stated(gold.responsibility), _stated(shown.responsibility.status)
    return {
        "perpetrator": _parties(gold.perpetrators, shown, DOERS, record),
        "target": _parties(gold.targets, shown, DONE_TO, record),
        "weapon": matched(gold.weapons, shown.weapons, same_weapon),
        "speaker": matched(
            gold.speakers, _speakers(shown, record), lambda party, name: same_speaker(party, name, record)
        ),
        "responsibility": matched(stated, given, eq),
    }


def _parties(gold: Sequence[GoldParty], shown: Incident, roles: frozenset[ActorRole], record: Record) -> Prf:
    def same(party: GoldParty, actor: IncidentActor) -> bool:
        return same_party(party, actor, record)

    named = [actor for actor in shown.actors if actor.role in roles and actor.evidence]
    return matched([party for party in gold if party.spans], named, same)


def _speakers(shown: Incident, record: Record) -> tuple[str, ...]:
    """The names of those who make the claims, each once, without the outlet itself."""
    outlet = record.report.outlet or OUTLET
    return tuple(sorted({claim.speaker.name for claim in shown.claims} - {outlet}))


def _stated(status: ResponsibilityStatus) -> tuple[ResponsibilityStatus, ...]:
    return () if status == "not_mentioned" else (status,)
