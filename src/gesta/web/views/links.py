"""Addresses of pages, and of words and values on them."""

from __future__ import annotations

from urllib.parse import quote

from gesta.model.terms import ActorId, IncidentId, PlaceId, ReportId

TEXT = 30_000
"""Characters of a report's text on one page."""


def incident_page(incident: IncidentId, field: str = "") -> str:
    """The page of the incident; ``field``: at the value of the field, as claims name it."""
    return f"/incidents/{quote(incident)}{f'#{quote(field)}' if field else ''}"


def report_page(report: ReportId, start: int | None = None) -> str:
    """The page of the report; ``start``: at the words that begin with that character."""
    page = f"/reports/{quote(report, safe=':')}"
    if start is None:
        return page
    part = start // TEXT * TEXT
    return f"{page}{f'?from={part}' if part else ''}#s{start}"


def actor_page(actor: ActorId) -> str:
    """The page of the known actor."""
    return f"/actors/{quote(actor, safe=':')}"


def place_page(place: PlaceId) -> str:
    """The page of the known place."""
    return f"/places/{quote(place, safe=':')}"


def outlet_page(outlet: str) -> str:
    """The page of the outlet, which any words may name."""
    return f"/sources/{quote(outlet, safe='')}"
