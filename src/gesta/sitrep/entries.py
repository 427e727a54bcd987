"""Incidents of a briefing in words, one by one and by place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gesta.export.figures import figure
from gesta.export.told import figure_words
from gesta.export.wording import paragraph
from gesta.export.words import where_words
from gesta.frames.facts import heading
from gesta.knowledge.countries import country
from gesta.model.merged import MergedIncident
from gesta.model.terms import COUNT_FIELDS, IncidentId, Policy
from gesta.plots.days import short_when
from gesta.sitrep.footnotes import Cited, Footnotes
from gesta.sitrep.sums import Sums


@dataclass(frozen=True, slots=True)
class Entry:
    """One incident: when, what and where in short, its toll by the policy, the whole in a paragraph, its notes."""

    id: IncidentId
    when: str
    what: str
    where: str
    toll: str
    words: str
    cited: Cited


@dataclass(frozen=True, slots=True)
class Here:
    """The incidents of one province, or of a country where no province is known. ``more``: those not listed."""

    name: str
    incidents: int
    entries: tuple[Entry, ...]

    @property
    def more(self) -> int:
        return self.incidents - len(self.entries)


def entry(incident: MergedIncident, policy: Policy, notes: Footnotes) -> Entry:
    """The incident in words."""
    return Entry(
        incident.id, short_when(incident.when), heading(incident), where_words(incident.where),
        "; ".join(_toll(incident, policy)), paragraph(incident), notes.cite(incident),
    )  # fmt: skip


def _toll(incident: MergedIncident, policy: Policy) -> Iterator[str]:
    for field in COUNT_FIELDS:
        told = figure(incident, field, policy)
        words = "" if told is None else figure_words(told)
        if words:
            yield f"{words} {field}"


def here(incidents: Sequence[MergedIncident], policy: Policy, notes: Footnotes, whole: Sums) -> tuple[Here, ...]:
    """The incidents by province, those with most incidents first and each in the order of its days."""
    found: dict[tuple[str | None, str | None], list[MergedIncident]] = {}
    for each in sorted(incidents, key=lambda each: (each.when.start is None, each.when.start or "", each.id)):
        found.setdefault((each.where.country, each.where.admin1), []).append(each)
    order = sorted(found, key=lambda key: (-whole.places[key].incidents, _named(*key)))
    return tuple(
        Here(_named(*key), whole.places[key].incidents, tuple(entry(each, policy, notes) for each in found[key]))
        for key in order
    )


def _named(code: str | None, admin1: str | None) -> str:
    nation = country(code) if code else None
    name = nation.name if nation else code
    if admin1 is None:
        return f"{name}, province not known" if name else "Place not known"
    return admin1 if name is None or name == admin1 else f"{admin1}, {name}"
