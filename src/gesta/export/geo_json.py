"""GeoJSON (RFC 7946), as one collection or a feature a line: every incident, with a null geometry where no point is
known. Properties are the columns of the table of incidents."""

from __future__ import annotations

from pathlib import Path

import msgspec

from gesta.export.cells import Row
from gesta.export.core import INCIDENTS
from gesta.export.format import Format, Losses, Options, Source
from gesta.export.points import Point, located


def write_collection(source: Source, path: Path, options: Options, losses: Losses) -> None:
    """The incidents stand in the file as a FeatureCollection, a feature a line."""
    about = {"project": source.name, "filter": source.asked, "policy": options.policy, "versions": source.versions}
    with path.open("wb") as file:
        file.write(b'{"type":"FeatureCollection","gesta":' + msgspec.json.encode(about, order="sorted"))
        file.write(b',"features":[')
        for number, (row, place) in enumerate(located(source, options, losses)):
            file.write((b",\n" if number else b"\n") + feature(row, place))
        file.write(b"\n]}\n")


def write_lines(source: Source, path: Path, options: Options, losses: Losses) -> None:
    """The incidents stand in the file, a feature a line."""
    with path.open("wb") as file:
        for row, place in located(source, options, losses):
            file.write(feature(row, place) + b"\n")


def feature(row: Row, place: Point | None) -> bytes:
    """The row of the table of incidents as a feature."""
    properties = dict(zip(INCIDENTS.names, row, strict=True))
    geometry = None if place is None else {"type": "Point", "coordinates": place}
    return msgspec.json.encode(
        {"type": "Feature", "id": properties["id"], "geometry": geometry, "properties": properties}
    )


GEOJSON = Format("geojson", "GeoJSON: incidents as points", ".geojson", write_collection, text=True)
GEOJSONL = Format("geojsonl", "GeoJSON, a feature a line", ".geojsonl", write_lines, text=True)
