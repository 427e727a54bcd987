"""KML for Google Earth and phones: a placemark an incident, with its time, its toll and every column."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from html import escape
from pathlib import Path
from xml.sax.saxutils import escape as for_tag
from xml.sax.saxutils import quoteattr

from gesta.export.cells import Cell, Row, written
from gesta.export.core import INCIDENTS
from gesta.export.format import Format, Losses, Options, Source
from gesta.export.points import Point, located
from gesta.export.texts import for_xml, held
from gesta.model.terms import COUNT_FIELDS

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2">
<Document>
"""
_TAIL = "</Document>\n</kml>\n"
_TYPES = {"text": "string", "json": "string", "whole": "int", "real": "double", "flag": "bool"}


def write(source: Source, path: Path, options: Options, losses: Losses) -> None:
    """The incidents stand in the file. One without a point is a placemark without a point, which is listed and not
    drawn."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f"{_HEAD}<name>{_text(source.name)}</name>\n<description>{_text(source.asked)}</description>\n")
        file.writelines(_schema())
        for row, place in located(source, options, losses):
            for clean in held(INCIDENTS, iter((row,)), for_xml, losses):
                file.writelines(_placemark(clean, place))
        file.write(_TAIL)


def _text(text: str) -> str:
    return for_tag(for_xml(text)[0])


def _schema() -> Iterator[str]:
    yield '<Schema name="incidents" id="incidents">\n'
    for column in INCIDENTS.columns:
        yield f'<SimpleField type="{_TYPES[column.kind]}" name="{column.name}">'
        yield f"<displayName>{_text(column.meaning)}</displayName></SimpleField>\n"
    yield "</Schema>\n"


def _placemark(row: Row, place: Point | None) -> Iterator[str]:
    cells = dict(zip(INCIDENTS.names, row, strict=True))
    yield f"<Placemark id={quoteattr(str(cells['id']))}>\n<name>{_text(_title(cells))}</name>\n"
    yield f"<description>{for_tag(_description(cells))}</description>\n"
    yield _span(cells)
    yield '<ExtendedData><SchemaData schemaUrl="#incidents">\n'
    for name, cell in cells.items():
        if cell is not None:
            yield f'<SimpleData name="{name}">{_text(written(cell))}</SimpleData>\n'
    yield "</SchemaData></ExtendedData>\n"
    if place is not None:
        yield f"<Point><coordinates>{place[0]!r},{place[1]!r}</coordinates></Point>\n"
    yield "</Placemark>\n"


def _title(cells: dict[str, Cell]) -> str:
    return ", ".join(str(each) for each in (cells["label"], cells["place"] or cells["country"]) if each)


def _description(cells: dict[str, Cell]) -> str:
    """HTML, as viewers show it: text from outside cannot be a tag in it."""
    toll = (f"{field} {cells[f'{field}_best']}" for field in COUNT_FIELDS if cells[f"{field}_best"] is not None)
    day = str(cells["when_start"] or "day unknown")
    radius = f"place known to {cells['radius_km']} km" if cells["radius_km"] is not None else ""
    parts = (day, str(cells["realis"]), ", ".join(toll), str(cells["outlets"] or ""), radius, str(cells["id"]))
    return "<br/>".join(escape(part) for part in parts if part)


def _span(cells: dict[str, Cell]) -> str:
    """When it was; KML's ends are moments, so that a day ends where the next begins."""
    start, end = cells["when_start"], cells["when_end"]
    begin = f"<begin>{_moment(start)}</begin>" if isinstance(start, str) else ""
    finish = f"<end>{_moment(end) if 'T' in end else _after(end)}</end>" if isinstance(end, str) else ""
    return f"<TimeSpan>{begin}{finish}</TimeSpan>\n" if begin or finish else ""


def _moment(iso: str) -> str:
    return for_tag(f"{iso}:00" if "T" in iso else iso)


def _after(day: str) -> str:
    try:
        return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
    except (ValueError, OverflowError):
        return for_tag(day)


KML = Format("kml", "KML for Google Earth: incidents as points, with their times", ".kml", write, text=True)
