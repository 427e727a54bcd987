"""An incident of a project: what several reports tell of one occurrence, with every claim and where it comes from.

Every ``Quote`` in these records names its ``report``.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from gesta.model.documents import Published
from gesta.model.incidents import Incident, Record, Speaker
from gesta.model.spans import Quote
from gesta.model.terms import (
    ChangeKind,
    ClaimId,
    CountField,
    IncidentId,
    IncidentStatus,
    JudgementId,
    Policy,
    ReportId,
)
from gesta.model.values import Count, Reason, Score, Where


class CopyChange(msgspec.Struct, frozen=True):
    """What a copy has otherwise than its original: ``ours`` is None for words left out, ``theirs`` for words added."""

    kind: Literal["name", "number", "words", "added", "removed"]
    ours: Quote | None
    theirs: Quote | None


class Copy(msgspec.Struct, frozen=True):
    """A report whose text is that of another one. ``similarity``: share of its sentences found there, 0 to 1.

    ``basis``: why ``original`` is the original ("credited", "earliest"); ``credit``: the words that credit it.
    """

    report: ReportId
    original: ReportId
    similarity: float
    basis: str
    credit: Quote | None = None
    changes: tuple[CopyChange, ...] = ()


class Link(msgspec.Struct, frozen=True):
    """Why two accounts are one occurrence: ``weight`` is the sum of the reasons, in log-odds."""

    one: IncidentId
    other: IncidentId
    weight: float
    reasons: tuple[Reason, ...]


class SourceReport(msgspec.Struct, frozen=True):
    """A report that tells the incident. ``version_of``: an earlier capture of the same address that it replaces."""

    id: ReportId
    row_id: str | None
    source: str
    outlet: str | None
    published: Published
    title: str | None
    mentions: int
    account: IncidentId
    copy_of: ReportId | None = None
    changes: tuple[CopyChange, ...] = ()
    version_of: ReportId | None = None
    withdrawn: bool = False


class TollStep(msgspec.Struct, frozen=True):
    """One figure of the toll's history: who told it when, and the claim it replaces."""

    field: CountField
    count: Count
    speaker: Speaker
    report: ReportId
    outlet: str | None
    at: str | None
    claim: ClaimId
    replaces: ClaimId | None = None
    basis: str = ""


class Figure(msgspec.Struct, frozen=True):
    """One count as a policy sees it: ``low <= best <= high`` where known, the claims it stands on and by which rule.

    ``parts``: deaths by side where the policy tells them apart; they sum to ``best``.
    """

    low: int | None
    best: int | None
    high: int | None
    claims: tuple[ClaimId, ...]
    basis: str
    parts: dict[str, int] = {}


class View(msgspec.Struct, frozen=True):
    """The toll by one policy; a field that nobody tells is absent."""

    policy: Policy
    counts: dict[CountField, Figure]


class Grade(msgspec.Struct, frozen=True):
    """Admiralty grade: reliability of the sources A to F, credibility of the information 1 to 6, and why."""

    reliability: Literal["A", "B", "C", "D", "E", "F"]
    credibility: Literal["1", "2", "3", "4", "5", "6"]
    basis: str


class MergedIncident(Incident, frozen=True):
    """One line of ``gesta incidents PROJECT --format jsonl``. ``sources``: independent ones."""

    reports: tuple[SourceReport, ...]
    sources: int
    views: tuple[View, ...]
    history: tuple[TollStep, ...]
    links: tuple[Link, ...]
    confidence: Score
    grade: Grade
    status: IncidentStatus = "machine"
    superseded_by: IncidentId | None = None
    judgements: tuple[JudgementId, ...] = ()


class Teller(msgspec.Struct, frozen=True):
    """Of a report that tells an incident, what says how much its account weighs (see ``SourceReport``)."""

    id: ReportId
    account: IncidentId
    copy_of: ReportId | None = None
    withdrawn: bool = False


class Glimpse(msgspec.Struct, frozen=True):
    """Of an incident, what doubts about it follow from (see ``MergedIncident``): read from its line in a fraction of
    the time."""

    id: IncidentId
    where: Where
    score: Score
    reports: tuple[Teller, ...]
    sources: int
    links: tuple[Link, ...]
    confidence: Score
    status: IncidentStatus = "machine"


class Member(msgspec.Struct, frozen=True):
    """One account of a cluster with the record it is of: what fusing stands on.

    ``account`` is the account's permanent id; ``copy`` is set where the record's report is a copy.
    """

    account: IncidentId
    record: Record
    incident: Incident
    copy: Copy | None = None
    version_of: ReportId | None = None
    replaced_by: ReportId | None = None
    withdrawn: bool = False


class Change(msgspec.Struct, frozen=True):
    """One entry of the change feed: what became of an incident; ``other`` is the one it went into or came from."""

    seq: int
    at: str
    kind: ChangeKind
    incident: IncidentId
    other: IncidentId | None = None
    detail: str = ""
