"""Where a report comes from, and what became of it: address, dates with their basis, versions, copies, problems."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from gesta.export.names import address, base_name
from gesta.export.words import change_words, published_words, when_words, where_words
from gesta.frames.facts import heading, is_listed
from gesta.model.incidents import Incident, Record
from gesta.model.judgements import in_force
from gesta.model.merged import Copy
from gesta.model.plain import clipped, counted
from gesta.model.terms import IncidentId, ReportId
from gesta.store.store import Store
from gesta.web.views.links import incident_page, report_page

_LONGEST = 300
_MOST_NAMES = 20
"""Copies and problems that are listed."""
_MOST_INCIDENTS = 100


@dataclass(frozen=True, slots=True)
class Origin:
    """Facts of a report as name and value, and its address where it is one of the web."""

    title: str
    facts: tuple[tuple[str, str], ...]
    where: str | None
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """A report beside this one: what it is to it, its page, and what differs."""

    relation: str
    href: str
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tells:
    """An incident that the report tells; ``href`` None where its account was not merged yet."""

    words: str
    when: str
    where: str
    href: str | None
    listed: bool


def origin(store: Store, record: Record) -> Origin:
    """The facts of the report."""
    report, document = record.report, record.document
    withdrawn = {
        anchor.report for each in in_force(store.judgements()) if each.kind == "withdraw" for anchor in each.anchors
    }
    facts = [
        ("outlet", _based(report.outlet, report.outlet_basis)),
        ("author", _based(report.author, report.author_basis)),
        ("published", _based(published_words(report.published.start), report.published.basis)),
        ("row", report.row_id or ""),
        ("source", address(report.source) or base_name(report.source)),
        ("language", document.language or "unknown"),
        ("text", counted(len(document.text), "character")),
        (
            "read with",
            f"gesta {record.gesta}, model {record.model}, codebook {record.codebook}, knowledge {record.knowledge}",
        ),
        ("report", report.id),
    ]
    return Origin(
        clipped((document.title or "").strip() or "Report without a title", _LONGEST),
        tuple((name, clipped(value, _LONGEST)) for name, value in facts if value),
        address(report.source),
        report.id in withdrawn,
    )


def _based(value: str | None, basis: str | None) -> str:
    if not value:
        return ""
    return f"{value} ({basis})" if basis and basis != "unknown" else value


def problems(store: Store, record: Record) -> Sequence[str]:
    """What went wrong when the report was captured and read, each once."""
    found = dict.fromkeys(str(each) for each in (*store.problems(record.report.id), *record.problems))
    return [clipped(each, _LONGEST) for each in list(found)[:_MOST_NAMES]]


def beside(store: Store, report: ReportId) -> tuple[Beside, ...]:
    """The versions and copies of the report, its original, and the report that replaced it."""
    found: list[Beside] = []
    older, newer = store.versions_of([report]).get(report), store.replaced_by([report]).get(report)
    if older:
        found.append(Beside("It replaces an earlier capture of its address", report_page(older)))
    if newer:
        found.append(Beside("A later capture of its address replaces it", report_page(newer)))
    copies = store.copies_of([report])
    found += [_original(each) for each in copies if each.report == report]
    found += [
        Beside(
            f"Copied: {each.similarity:.0%} of the sentences of another report stand here",
            report_page(each.report),
            _changes(each),
        )
        for each in copies[:_MOST_NAMES]
        if each.original == report
    ]
    return tuple(found)


def _original(copy: Copy) -> Beside:
    words = f"A copy: {copy.similarity:.0%} of its sentences stand in another report, which is the {copy.basis}"
    return Beside(words, report_page(copy.original), _changes(copy))


def _changes(copy: Copy) -> tuple[str, ...]:
    return tuple(map(change_words, copy.changes[:_MOST_NAMES]))


def tells(incidents: Iterable[Incident], homes: dict[IncidentId, IncidentId]) -> tuple[tuple[Tells, ...], int]:
    """The incidents that the accounts are part of, each once, those of the default listing first; how many are left
    out."""
    found = tuple(dict.fromkeys(_tells(incidents, homes)))
    return found[:_MOST_INCIDENTS], max(len(found) - _MOST_INCIDENTS, 0)


def _tells(incidents: Iterable[Incident], homes: dict[IncidentId, IncidentId]) -> Iterator[Tells]:
    for each in sorted(incidents, key=lambda each: not is_listed(each)):
        home = homes.get(each.id)
        yield Tells(
            clipped(heading(each), _LONGEST),
            clipped(when_words(each.when), _LONGEST),
            clipped(where_words(each.where), _LONGEST),
            incident_page(home) if home else None,
            is_listed(each),
        )
