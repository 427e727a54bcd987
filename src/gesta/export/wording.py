"""An incident in one paragraph of our own words: no sentence of a report stands in it."""

from __future__ import annotations

from gesta.export.country_codes import codes_of_country
from gesta.export.settled import days
from gesta.model.incidents import IncidentActor
from gesta.model.merged import MergedIncident
from gesta.model.terms import COUNT_FIELDS
from gesta.model.values import Count, When, Where

_FIELDS = {"type": "what it was", "when": "when", "where": "where", "responsibility": "who is responsible"}


def paragraph(incident: MergedIncident) -> str:
    """Who did what to whom, where and when, with what toll, what is disputed, and how many sources tell it."""
    parts = [
        _act(incident),
        f"{_where(incident.where)}, {_when(incident.when)}",
        _toll(incident),
        _responsible(incident),
        _disputed(incident),
        _told_by(incident),
    ]
    return " ".join(f"{part[:1].upper()}{part[1:]}." for part in parts if part)


def names(actors: tuple[IncidentActor, ...], roles: frozenset[str]) -> str:
    """The actors in these roles by name, each once."""
    return ", ".join(dict.fromkeys(each.name for each in actors if each.role in roles and each.name))


def _act(incident: MergedIncident) -> str:
    realis = "" if incident.realis == "actual" else f" ({incident.realis})"
    doers = names(incident.actors, frozenset({"perpetrator", "participant"}))
    hit = names(incident.actors, frozenset({"target", "victim"}))
    return f"{incident.label}{realis}{f' by {doers}' if doers else ''}{f'; hit: {hit}' if hit else ''}"


def _where(where: Where) -> str:
    country = codes_of_country(where.country).name or where.country
    found = dict.fromkeys(unit for unit in (where.name, *where.within, where.admin1, country) if unit)
    return f"at {', '.join(found)}" if found else "place not told"


def _when(when: When) -> str:
    span = days(when)
    if span is None:
        return "day not told"
    first, last = span
    return f"on {first}" if first == last else f"between {first} and {last}"


def _toll(incident: MergedIncident) -> str:
    told = ((field, getattr(incident.counts, field)) for field in COUNT_FIELDS)
    return ", ".join(f"{field} {number(count)}" for field, count in told if count is not None)


def number(count: Count) -> str:
    """The number with its bounds; the reports' words where they are all there is."""
    if count.low is None and count.high is None:
        return f"“{count.text}”" if count.text else "not bounded"
    if count.low == count.high:
        return str(count.low)
    if count.high is None:
        return f"at least {count.low}"
    return f"at most {count.high}" if count.low is None else f"{count.low} to {count.high}"


def _responsible(incident: MergedIncident) -> str:
    told = incident.responsibility
    if told.status == "not_mentioned":
        return ""
    return f"responsibility {told.status}{f' ({told.by})' if told.by else ''}"


def _disputed(incident: MergedIncident) -> str:
    """The disputed fields, a toll with every figure that disputes it and who gives it."""
    claims = {claim.id: claim for claim in incident.claims}
    parts: list[str] = []
    for each in incident.disagreements:
        field = each.field.removeprefix("counts.")
        told = [claims[one] for one in each.claims if one in claims]
        if field == each.field:
            parts.append(_FIELDS.get(field, field))
            continue
        figures = (f"{_bounds(claim.value)} by {claim.speaker.name}" for claim in told)
        parts.append(f"{field} ({', '.join(dict.fromkeys(figures))})")
    return f"disputed: {'; '.join(parts)}" if parts else ""


def _bounds(value: object) -> str:
    if not isinstance(value, dict):
        return str(value)
    low, high = value.get("low"), value.get("high")
    return number(Count(low if isinstance(low, int) else None, high if isinstance(high, int) else None))


def _told_by(incident: MergedIncident) -> str:
    sources = f"{incident.sources} independent source{'' if incident.sources == 1 else 's'}"
    return f"told by {sources} in {len(incident.reports)} report{'' if len(incident.reports) == 1 else 's'}"
