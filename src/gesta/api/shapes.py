"""What the API answers, beside the records themselves."""

from __future__ import annotations

import msgspec

from gesta.api.decisions import Decision
from gesta.errors import Problem
from gesta.model.judgements import Judgement
from gesta.model.merged import Change, MergedIncident
from gesta.model.releases import Release
from gesta.model.report_lines import ReportLine
from gesta.model.served import SecondReading
from gesta.model.terms import ConceptClass, ConceptId, CountField
from gesta.review.agreeing import Agreement
from gesta.review.questions import Question
from gesta.store.coverage import DayCount, ProblemGroup, Reviewed
from gesta.store.outlets import Outlet
from gesta.work.queue import Job


class IncidentPage(msgspec.Struct, frozen=True, omit_defaults=True):
    """Incidents of a filter, each as a line of ``gesta incidents --format jsonl``. ``asked``: the filter in words;
    ``next``: address of the next page, null on the last; ``count``: all that the filter lets through, where asked."""

    items: list[MergedIncident]
    next: str | None
    asked: str
    count: int | None = None


class ReportPage(msgspec.Struct, frozen=True):
    """Reports in order of arrival; ``next``: address of the next page, null on the last."""

    items: tuple[ReportLine, ...]
    next: str | None


class ChangePage(msgspec.Struct, frozen=True):
    """Entries of the change feed, oldest first. ``last``: number to ask ``since`` the next time; ``next``: address of
    the next page, null where there is nothing more yet."""

    items: list[Change]
    last: int
    next: str | None


class Judgements(msgspec.Struct, frozen=True):
    """Every judgement, in the order made; ``in_force``: ids of those that hold."""

    items: tuple[Judgement, ...]
    in_force: tuple[str, ...]


class Problems(msgspec.Struct, frozen=True):
    """Faults in data met on the way, in order."""

    items: list[Problem]


class Sources(msgspec.Struct, frozen=True):
    """What each outlet told, as the page of the sources has it; "-" stands where no outlet is known."""

    items: list[Outlet]


class Coverage(msgspec.Struct, frozen=True):
    """What the page of the coverage has. ``items``: reports read by day and outlet; ``problems``: what failed, by
    kind; ``reviewed``: incidents by type and status; ``unread``: reports that wait; ``totals``: counts of the project
    by name."""

    items: list[DayCount]
    problems: list[ProblemGroup]
    reviewed: list[Reviewed]
    unread: int
    totals: dict[str, int]


class ReleaseCard(Release, frozen=True):
    """A release without its content; ``asked``: its filter in words."""

    asked: str = ""


class Releases(msgspec.Struct, frozen=True):
    """Every release, the newest first."""

    items: tuple[ReleaseCard, ...]


class ConceptCard(msgspec.Struct, frozen=True):
    """A concept of the codebook: its meaning, its limits, its roles, the tolls it may bear, sentences that tell it."""

    id: ConceptId
    cls: ConceptClass = msgspec.field(name="class")
    label: str
    family: str
    definition: str
    parents: tuple[ConceptId, ...]
    outcomes: tuple[ConceptId, ...]
    inclusions: tuple[str, ...]
    exclusions: tuple[str, ...]
    roles: dict[str, str]
    bears: tuple[CountField, ...]
    examples: tuple[str, ...]


class CodebookCard(msgspec.Struct, frozen=True):
    """The concepts that the project's incidents are coded by."""

    version: str
    concepts: tuple[ConceptCard, ...]


class Health(msgspec.Struct, frozen=True):
    """The server answers and its project can be read."""

    status: str
    gesta: str


class Asked(msgspec.Struct, frozen=True):
    """Open questions, the most useful first."""

    items: list[Question]


class Made(msgspec.Struct, frozen=True):
    """A judgement, and what became of the incidents."""

    judgement: Judgement
    changes: tuple[Change, ...]


class Agreed(msgspec.Struct, frozen=True):
    """How far second readers agree with the first, and every answer of theirs."""

    agreement: tuple[Agreement, ...]
    readings: list[SecondReading]


class Fault(msgspec.Struct, frozen=True, omit_defaults=True):
    """What went wrong (RFC 9457, problem details). ``judgements``: those that say otherwise."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    judgements: tuple[str, ...] = ()


class Queued(msgspec.Struct, frozen=True):
    """The jobs of a queue that are not done."""

    items: tuple[Job, ...]


SHAPES = (
    IncidentPage, MergedIncident, ReportPage, ChangePage, Judgements, Problems, Sources, Coverage, ReleaseCard,
    Releases, CodebookCard, Health, Asked, Made, Decision,
    Agreed, Queued, Fault,
)  # fmt: skip
