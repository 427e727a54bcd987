"""Claims, accounts and the record that ``gesta read`` writes."""

from __future__ import annotations

import msgspec

from gesta.errors import Problem
from gesta.model.columns import BETWEEN
from gesta.model.documents import Block, Published
from gesta.model.entities import Entity
from gesta.model.notebook import html
from gesta.model.spans import Evidence, Span
from gesta.model.terms import (
    ActorId,
    ActorKind,
    ActorRole,
    ClaimId,
    ConceptClass,
    ConceptId,
    IncidentId,
    Realis,
    ReportId,
    ResponsibilityStatus,
    SpeakerKind,
    TieRelation,
)
from gesta.model.values import Count, Score, When, Where

Scalar = str | int | float | bool | None
Value = Scalar | list[Scalar] | dict[str, Scalar]


class Speaker(msgspec.Struct, frozen=True):
    """Who in the text says it; the outlet itself when nobody is named."""

    name: str
    kind: SpeakerKind


class Claim(msgspec.Struct, frozen=True):
    """One value of one field of an event, as one speaker tells it."""

    id: ClaimId
    field: str
    value: Value
    speaker: Speaker
    realis: Realis
    evidence: Evidence
    score: float


class IncidentActor(msgspec.Struct, frozen=True):
    """Somebody in a role of an incident."""

    role: ActorRole
    name: str | None
    actor_id: ActorId | None
    kind: ActorKind
    country: str | None
    evidence: Evidence


class IncidentWeapon(msgspec.Struct, frozen=True):
    """A weapon used: its kind, name and number as told."""

    kind: str
    name: str | None
    count: Count | None
    evidence: Evidence


class Counts(msgspec.Struct, frozen=True):
    """The toll as the text gives it, by the lead policy; None is not told, never zero."""

    killed: Count | None = None
    injured: Count | None = None
    detained: Count | None = None
    abducted: Count | None = None
    displaced: Count | None = None
    participants: Count | None = None


class Responsibility(msgspec.Struct, frozen=True):
    """Whether and by whom the act was claimed, denied or suspected, as of the report."""

    status: ResponsibilityStatus = "not_mentioned"
    by: str | None = None
    as_of: str | None = None
    evidence: Evidence = ()


class Disagreement(msgspec.Struct, frozen=True):
    """A field for which speakers give different values; the claims by id."""

    field: str
    claims: tuple[ClaimId, ...]


class Related(msgspec.Struct, frozen=True):
    """A tie to another incident of the same record."""

    incident: IncidentId
    relation: str


class MentionRef(msgspec.Struct, frozen=True, omit_defaults=True):
    """A mention as the record lists it; ``report``: whose text it is in, where an incident stands on several;
    ``summary``: its words tell several acts together."""

    start: int
    end: int
    exact: str
    trigger: str
    type: ConceptId
    realis: Realis
    background: bool
    report: ReportId | None = None
    summary: bool = False


class Codes(msgspec.Struct, frozen=True):
    """Codes of other schemes by the crosswalks; None where the scheme has none."""

    acled: tuple[str, ...] | None = None
    plover: tuple[str, ...] | None = None
    cameo: str | None = None
    gtd: int | None = None
    ucdp: int | None = None


class Incident(msgspec.Struct, frozen=True):
    """One occurrence as one document tells it (an account), with claims and derived views."""

    id: IncidentId
    cls: ConceptClass = msgspec.field(name="class")
    type: ConceptId
    label: str
    codes: Codes
    realis: Realis
    background: bool
    when: When
    where: Where
    actors: tuple[IncidentActor, ...]
    weapons: tuple[IncidentWeapon, ...]
    counts: Counts
    responsibility: Responsibility
    claims: tuple[Claim, ...]
    disagreements: tuple[Disagreement, ...]
    related: tuple[Related, ...]
    mentions: tuple[MentionRef, ...]
    score: Score

    def _repr_html_(self) -> str:
        return html(self, "incident_html")


def names(incident: Incident, role: ActorRole) -> str | None:
    """The names, or kinds, of those in the role, '; ' between them; None where nobody is told."""
    found = dict.fromkeys(actor.name or actor.kind for actor in incident.actors if actor.role == role)
    return BETWEEN.join(found) or None


class Tie(msgspec.Struct, frozen=True):
    """A relation between two actors that the report states."""

    subject: str
    relation: TieRelation
    object: str
    evidence: Evidence


class Quotation(msgspec.Struct, frozen=True):
    """Direct speech with its speaker and, where told, the body the speaker is of."""

    speaker: str | None
    of: str | None
    text: str
    evidence: Evidence


class Context(msgspec.Struct, frozen=True):
    """What the report tells beside incidents."""

    ties: tuple[Tie, ...] = ()
    quotes: tuple[Quotation, ...] = ()


class ReportRef(msgspec.Struct, frozen=True):
    """The report as the record names it."""

    id: ReportId
    source: str
    outlet: str | None
    published: Published
    row_id: str | None = None
    outlet_basis: str | None = None
    author: str | None = None
    author_basis: str | None = None


class DocumentRef(msgspec.Struct, frozen=True):
    """The document as the record carries it; every offset of the record counts in ``text``."""

    title: str | None
    language: str | None
    text: str
    blocks: tuple[Block, ...]
    sentences: tuple[Span, ...] = ()


class Record(msgspec.Struct, frozen=True):
    """One line of ``gesta read --format jsonl``: a report and what was read from it (design, section 8)."""

    gesta: str
    model: str
    codebook: str
    knowledge: str
    report: ReportRef
    document: DocumentRef
    entities: tuple[Entity, ...]
    incidents: tuple[Incident, ...]
    context: Context
    problems: tuple[Problem, ...]

    def _repr_html_(self) -> str:
        return html(self, "record_html")
