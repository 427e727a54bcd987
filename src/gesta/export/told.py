"""An incident in words: its headline, its toll, what it is told by. What feeds, alerts and entities say alike."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import get_args

from gesta.export.dates import moment, single
from gesta.export.format import Source
from gesta.model.judgements import Judgement
from gesta.model.merged import Figure, MergedIncident
from gesta.model.terms import COUNT_FIELDS, ActorRole, CountField, JudgementId, Policy

_SHOWN = 5
"""Names of one role in a summary."""


def figures(incident: MergedIncident, policy: Policy) -> Mapping[CountField, Figure]:
    """The toll by the policy; a field that nobody tells is absent."""
    return next((view.counts for view in incident.views if view.policy == policy), {})


def figure_words(figure: Figure) -> str:
    """ "5", "3 to 7", "at least 5", "at most 7"; empty where no number is known."""
    if figure.low is not None and figure.low == figure.high:
        return str(figure.low)
    if figure.low is not None and figure.high is not None:
        return f"{figure.low} to {figure.high}"
    if figure.low is not None:
        return f"at least {figure.low}"
    return f"at most {figure.high}" if figure.high is not None else str(figure.best) if figure.best is not None else ""


def toll(incident: MergedIncident, policy: Policy) -> str:
    """ "killed 5; injured at least 12"; empty where nobody tells a number."""
    counts = figures(incident, policy)
    told = [(field, figure_words(counts[field])) for field in COUNT_FIELDS if field in counts]
    return "; ".join(f"{field} {words}" for field, words in told if words)


def place_words(incident: MergedIncident) -> str:
    """The place with the units around it; empty where none is known."""
    where = incident.where
    parts = [where.name, *where.within, where.admin1, where.country]
    return ", ".join(dict.fromkeys(part for part in parts if part))


def date_words(incident: MergedIncident) -> str:
    """The date to its precision, or the interval; empty where none is known."""
    when = incident.when
    one = single(when)
    if one is not None:
        return one
    ends = [end for end in (when.start, when.end) if end]
    return " to ".join(dict.fromkeys(ends))


def headline(incident: MergedIncident) -> str:
    """Label, place and date: "Bombing: Kirkuk, Iraq, 2023-03-01"; what did not happen says so."""
    mark = "" if incident.realis == "actual" else f" ({incident.realis})"
    rest = ", ".join(part for part in (place_words(incident), date_words(incident)) if part)
    return f"{incident.label}{mark}" + (f": {rest}" if rest else "")


def actor_words(incident: MergedIncident) -> Iterator[str]:
    """ "perpetrator: gunmen, soldiers", a line a role; somebody unknown is said to be."""
    for role in get_args(ActorRole):
        names = list(dict.fromkeys(actor.name or "unknown" for actor in incident.actors if actor.role == role))
        if names:
            rest = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
            yield f"{role}: {', '.join(names[:_SHOWN])}{rest}"


def summary(incident: MergedIncident, policy: Policy) -> str:
    """A paragraph of what is known: who, toll, sources, confidence; every line one thing."""
    lines = [headline(incident), *actor_words(incident)]
    if words := toll(incident, policy):
        lines.append(f"toll ({policy}): {words}")
    if incident.responsibility.status != "not_mentioned":
        by = f" by {incident.responsibility.by}" if incident.responsibility.by else ""
        lines.append(f"responsibility: {incident.responsibility.status}{by}")
    if incident.disagreements:
        lines.append("sources differ on: " + ", ".join(sorted({each.field for each in incident.disagreements})))
    sources = f"{incident.sources} independent source{'' if incident.sources == 1 else 's'}"
    lines.append(f"{sources}; grade {incident.grade.reliability}{incident.grade.credibility}; {incident.status}")
    return "\n".join(lines)


def judged(source: Source) -> Mapping[JudgementId, Judgement]:
    """The judgements by id."""
    return {each.id: each for each in source.judgements()}


def updated(incident: MergedIncident, judgements: Mapping[JudgementId, Judgement]) -> str | None:
    """The moment of what is newest about the incident: a report's publication or a person's judgement, never now.

    None where no report has a date and nobody judged it.
    """
    published = [moment(report.published.end or report.published.start) for report in incident.reports]
    decided = [moment(judgements[each].at) for each in incident.judgements if each in judgements]
    return max((each for each in (*published, *decided) if each is not None), default=None)


def first_told(incident: MergedIncident) -> str | None:
    """The moment of its oldest report's publication; None where none has a date."""
    published = [moment(report.published.start) for report in incident.reports]
    return min((each for each in published if each is not None), default=None)
