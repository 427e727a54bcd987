"""Where an incident is as a point, if it is known to be at one."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from gesta.export.cells import Row
from gesta.export.core import INCIDENTS
from gesta.export.format import Losses, Options, Source
from gesta.model.filters import AREAS
from gesta.model.merged import MergedIncident

_WKB_POINT = struct.Struct("<BIdd")
_LITTLE_ENDIAN, _POINT = 1, 1
Point = tuple[float, float]
"""Longitude and latitude, WGS 84 degrees."""


def located(source: Source, options: Options, losses: Losses) -> Iterator[tuple[Row, Point | None]]:
    """The rows of the table of incidents, each with its point; a loss for each that has none."""
    for incident in source.incidents():
        found = point(incident, losses)
        for row in INCIDENTS.of_incident(incident, source, options):
            yield row, found


def point(incident: MergedIncident, losses: Losses) -> Point | None:
    """The incident's point; None, with a loss, where no place is known or only a province, country or region: the
    middle of one is no place of an event."""
    where = incident.where
    if where.lat is None or where.lon is None:
        losses.tell(incident.id, "geometry", where.name or "", "no place is known as a point: the geometry is null")
        return None
    if where.level in AREAS:
        middle = f"{where.name or ''} {where.lat} {where.lon}".strip()
        losses.tell(incident.id, "geometry", middle, f"known by {where.level} only: the geometry is null")
        return None
    return where.lon, where.lat


def wkb(place: Point | None) -> bytes | None:
    """The point as well-known binary."""
    return None if place is None else _WKB_POINT.pack(_LITTLE_ENDIAN, _POINT, *place)
