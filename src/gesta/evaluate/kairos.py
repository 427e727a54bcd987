"""Which event types of the KAIROS ontology are acts here, and what their roles are called: one table, with reasons.

A type that the table does not name (contacts, transport, charges and trials, disease) is a statement here or nothing,
so its triggers are neither asked for nor accepted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Role = Literal["perpetrator", "target", "instrument", "place"]


@dataclass(frozen=True, slots=True)
class Kind:
    """The types that begin with ``prefix``. ``asked``: a reader must find their triggers; else it only may.

    ``roles`` names the roles of the ontology that are scored; what a type has no role for is not held against a
    reader that tells it.
    """

    prefix: str
    asked: bool
    roles: Mapping[str, Role]


KINDS: tuple[Kind, ...] = (
    # Every attack is an event concept (shooting, bombing, shelling, armed_attack ...).
    Kind(
        "Conflict.Attack",
        True,
        {
            "Attacker": "perpetrator",
            "Target": "target",
            "Instrument": "instrument",
            "ExplosiveDevice": "instrument",
            "Place": "place",
        },
    ),
    # Protest, riot and strike. Whoever is demonstrated against is the target; the police that regulate are not scored,
    # since the codebook tells them in an incident of their own (protest_intervention).
    Kind("Conflict.Demonstrate", True, {"Demonstrator": "perpetrator", "Target": "target", "Place": "place"}),
    # Arrest and detention.
    Kind("Justice.ArrestJailDetain", True, {"Jailer": "perpetrator", "Detainee": "target", "Place": "place"}),
    # Release; the ontology calls who is released the defendant.
    Kind("Justice.ReleaseParole", True, {"JudgeCourt": "perpetrator", "Defendant": "target", "Place": "place"}),
    # A death alone is no incident here but the outcome of its act, so it is accepted (killing is a concept) and not
    # asked for. The ontology has no means of a death.
    Kind("Life.Die", False, {"Killer": "perpetrator", "Victim": "target", "Place": "place"}),
    # The same of an injury.
    Kind(
        "Life.Injure",
        False,
        {"Injurer": "perpetrator", "Victim": "target", "Instrument": "instrument", "Place": "place"},
    ),
    # Damage is property_destruction when done on purpose, else the outcome of an act or of nobody's.
    Kind(
        "ArtifactExistence.DamageDestroyDisableDismantle",
        False,
        {
            "Damager": "perpetrator",
            "Destroyer": "perpetrator",
            "Disabler": "perpetrator",
            "Dismantler": "perpetrator",
            "DamagerDestroyer": "perpetrator",
            "Artifact": "target",
            "Instrument": "instrument",
            "Place": "place",
        },
    ),
    # Robbery, abduction and murder stand here beside fraud, treason and "crime" itself.
    Kind("GenericCrime", False, {"Perpetrator": "perpetrator", "Victim": "target", "Place": "place"}),
    # Some are blockade, censorship or the breaking up of a protest, others a vote against a bill.
    Kind("Control.ImpedeInterfereWith", False, {"Impeder": "perpetrator", "Place": "place"}),
)


def kind_of(event_type: str) -> Kind | None:
    """The entry of the table for a type of the ontology."""
    return next((kind for kind in KINDS if f"{event_type}.".startswith(f"{kind.prefix}.")), None)
