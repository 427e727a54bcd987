"""Why an incident is what it is: what holds its reports together, how sure it is, what people decided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gesta.export.words import grade_words, moment_words
from gesta.frames.facts import named
from gesta.model.judgements import Judgement
from gesta.model.merged import MergedIncident
from gesta.model.plain import clipped
from gesta.model.sources import outlet_name
from gesta.model.terms import ReportId
from gesta.model.values import Reason
from gesta.review.decide import Past
from gesta.review.doubts import bridges, near_words
from gesta.review.words import judgement_words
from gesta.store.store import Store
from gesta.web.views.links import incident_page

BAR = 100
"""Width of the longest bar."""
_MOST_LINKS, _MOST_TIES = 40, 40
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Why:
    """A named reason. ``bar``: width of its bar, of ``BAR``; ``against`` where it speaks against."""

    name: str
    weight: str
    detail: str
    bar: float
    against: bool


@dataclass(frozen=True, slots=True)
class Held:
    """Two reports that hold together. ``near``: how far the weight is from the threshold, in words."""

    one: str
    other: str
    weight: str
    near: str
    why: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class Tied:
    """Another incident with its relation to this one."""

    relation: str
    href: str
    words: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A judgement on the incident. ``holds``: it is in force; ``undone``: who took it back and when."""

    id: str
    words: str
    who: str
    at: str
    why: str
    holds: bool
    undone: str


@dataclass(frozen=True, slots=True)
class Sureness:
    """The confidence with its reasons, and the Admiralty grade in words."""

    value: str
    why: tuple[Why, ...]
    grade: str
    grade_words: str
    basis: str


def whys(reasons: Sequence[Reason]) -> tuple[Why, ...]:
    """The reasons with bars that share one scale."""
    longest = max((abs(each.weight) for each in reasons), default=0) or 1
    return tuple(
        Why(each.name.replace("_", " "), f"{each.weight:+.2f}", clipped(each.detail.replace("_", " "), _LONGEST),
            round(BAR * abs(each.weight) / longest, 1), each.weight < 0)
        for each in reasons
    )  # fmt: skip


def holds_together(incident: MergedIncident) -> tuple[Held, ...]:
    """The links of the heaviest tree over the accounts: without one of them the incident would be two."""
    names = {each.account: clipped(outlet_name(each.outlet, each.source), _LONGEST) for each in incident.reports}
    accounts = sorted({end for link in incident.links for end in (link.one, link.other)})
    return tuple(
        Held(names.get(link.one, link.one), names.get(link.other, link.other), f"{link.weight:+.1f}",
             near_words(link.weight), whys(link.reasons))
        for link in list(bridges(accounts, incident.links))[:_MOST_LINKS]
    )  # fmt: skip


def sureness(incident: MergedIncident) -> Sureness:
    """How sure the incident is."""
    grade = incident.grade
    return Sureness(
        f"{incident.confidence.value:.2f}",
        whys(incident.confidence.reasons),
        f"{grade.reliability}{grade.credibility}",
        grade_words(grade),
        grade.basis,
    )


def ties(store: Store, incident: MergedIncident) -> tuple[Tied, ...]:
    """The incidents that this one is tied to, each with what it is."""
    found = []
    for tie in incident.related[:_MOST_TIES]:
        home = store.superseded_by(tie.incident) or store.clusters_of([tie.incident]).get(tie.incident) or tie.incident
        other = store.incident(home)
        if other is not None and home != incident.id:
            relation = tie.relation.replace("_", " ")
            found.append(Tied(relation, incident_page(home), clipped(named(other), _LONGEST)))
    return tuple(dict.fromkeys(found))


def judged(incident: MergedIncident, past: Iterable[Past]) -> tuple[Judged, ...]:
    """What people decided of the incident, also what was taken back since, in the order it was made."""
    accounts = {each.id for each in incident.reports}
    mine = set(incident.judgements)
    return tuple(_judged(each) for each in past if each.judgement.id in mine or _on(each.judgement, incident, accounts))


def _on(judgement: Judgement, incident: MergedIncident, reports: set[ReportId]) -> bool:
    """True where an anchor is on words that tell the incident, or on one of its reports as a whole."""
    spans = {(each.report, each.start) for each in incident.mentions}
    return any(
        (each.report, each.start) in spans or (not each.exact and each.report in reports) for each in judgement.anchors
    )


def _judged(past: Past) -> Judged:
    made, undone = past.judgement, past.undone_by
    return Judged(
        made.id,
        clipped(judgement_words(made), _LONGEST),
        made.who,
        made.at,
        made.why,
        past.holds,
        f"{undone.who}, {moment_words(undone.at)}" if undone else "",
    )
