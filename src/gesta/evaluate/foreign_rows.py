"""Rows of a table in the shape of ACLED, UCDP or GTD, ours or theirs, as what can be compared."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Literal

from gesta.errors import Problem, UsageError
from gesta.knowledge.actor_names import fold

Shape = Literal["acled", "ucdp", "gtd"]
SHAPES: tuple[Shape, ...] = ("acled", "ucdp", "gtd")
_NEEDED: Mapping[Shape, frozenset[str]] = {
    "acled": frozenset({"event_id_cnty", "event_date", "event_type", "latitude", "longitude"}),
    "ucdp": frozenset({"id", "type_of_violence", "date_start", "date_end", "best", "low", "high"}),
    "gtd": frozenset({"eventid", "iyear", "imonth", "iday", "attacktype1"}),
}
"""Columns that tell a table of the shape."""
_RADIUS: Mapping[tuple[Shape, str], float] = {
    ("acled", "1"): 5, ("acled", "2"): 30, ("acled", "3"): 100,
    ("ucdp", "1"): 5, ("ucdp", "2"): 25, ("ucdp", "3"): 50, ("ucdp", "4"): 100, ("ucdp", "5"): 100,
    ("gtd", "1"): 5, ("gtd", "2"): 25, ("gtd", "3"): 50, ("gtd", "4"): 100,
}  # fmt: skip
"""Kilometres by which a point may be off, by the code of precision; a code that is not here tells no point."""
_WITHIN: Mapping[str, int] = {"1": 0, "2": 3, "3": 15}
"""Days on either side of ACLED's date, by time_precision."""
_DATES = ("%Y-%m-%d", "%d %B %Y", "%d-%B-%Y", "%d-%b-%Y", "%d/%m/%Y", "%Y-%m-%d %H:%M:%S.%f", "%Y-%m-%d %H:%M:%S")
_WIDEST_CELL = 1 << 22


@dataclass(frozen=True, slots=True)
class Row:
    """One event. ``first`` to ``last``: the days it may have been; ``radius``: kilometres, None where no point is
    known; ``kind``: the scheme's type, ``sub``: the finer one; ``actors``: folded names; tolls None where empty."""

    id: str
    first: date
    last: date
    country: str
    place: str
    lat: float | None
    lon: float | None
    radius: float | None
    kind: str
    sub: str
    actors: tuple[str, ...]
    low: int | None
    best: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class Rows:
    """A table that was read, with the rows that could not be."""

    shape: Shape
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]


def read_rows(path: Path, shape: Shape | None = None) -> Rows:
    """The rows of the file in its order. Raises UsageError for a file that cannot be read or has no known header."""
    found: list[Row] = []
    problems: list[Problem] = []
    csv.field_size_limit(_WIDEST_CELL)
    try:
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as stream:
            reader = _reader(stream.readline(), stream)
            shape = _shape(reader.fieldnames or (), path, shape)
            for line, cells in _lines(reader, path, problems):
                row = _row(shape, cells)
                if isinstance(row, Row):
                    found.append(row)
                else:
                    problems.append(Problem(f"{path}:{line}", row, ""))
    except OSError as fault:
        raise UsageError(f"{path}: {fault.strerror or fault}") from None
    return Rows(shape, tuple(found), tuple(problems))


def _reader(header: str, stream: Iterator[str]) -> csv.DictReader[str]:
    """A reader for commas or semicolons, whichever the header has more of."""
    mark = max(",;\t", key=header.count)
    names = next(csv.reader([header], delimiter=mark), [])
    return csv.DictReader(stream, [name.strip() for name in names], delimiter=mark)


def _shape(names: object, path: Path, wanted: Shape | None) -> Shape:
    columns = set(names) if isinstance(names, list) else set()
    shapes = [shape for shape in SHAPES if _NEEDED[shape] <= columns]
    if wanted is not None and wanted not in shapes:
        missing = ", ".join(sorted(_NEEDED[wanted] - columns))
        raise UsageError(f"{path}: no table of {wanted}: it has no column {missing}")
    if not shapes:
        raise UsageError(f"{path}: the header is none of {', '.join(SHAPES)}; give a file with their column names")
    return wanted or shapes[0]


def _lines(reader: csv.DictReader[str], path: Path, problems: list[Problem]) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row with its line; a row that cannot be taken apart is a problem."""
    while True:
        try:
            row = next(reader, None)
        except csv.Error as fault:
            problems.append(Problem(f"{path}:{reader.line_num + 1}", str(fault), ""))
            continue
        if row is None:
            return
        cells = {str(name): (value or "").strip() for name, value in row.items() if not isinstance(value, list)}
        yield reader.line_num + 1, cells


def _row(shape: Shape, cells: Mapping[str, str]) -> Row | str:
    """The row, or what is wrong with it."""
    try:
        return {"acled": _acled, "ucdp": _ucdp, "gtd": _gtd}[shape](cells)
    except (KeyError, ValueError) as fault:
        return f"not a row of {shape}: {fault}"


def _acled(cells: Mapping[str, str]) -> Row:
    day = _day(cells["event_date"])
    around = timedelta(days=_WITHIN.get(cells.get("time_precision", ""), 0))
    deaths = _whole(cells.get("fatalities", ""))
    actors = (cells.get(name, "") for name in ("actor1", "actor2", "assoc_actor_1", "assoc_actor_2"))
    return _made(
        "acled", cells["event_id_cnty"], day - around, day + around, cells, cells.get("location", ""),
        cells.get("geo_precision", ""), cells["event_type"], cells.get("sub_event_type", ""),
        tuple(actors), (deaths, deaths, deaths),
    )  # fmt: skip


def _ucdp(cells: Mapping[str, str]) -> Row:
    toll = (_whole(cells["low"]), _whole(cells["best"]), _whole(cells["high"]))
    return _made(
        "ucdp", cells["id"], _day(cells["date_start"]), _day(cells["date_end"]), cells,
        cells.get("where_coordinates", ""), cells.get("where_prec", ""), cells["type_of_violence"], "",
        (cells.get("side_a", ""), cells.get("side_b", "")), toll,
    )  # fmt: skip


def _gtd(cells: Mapping[str, str]) -> Row:
    year, month, day = (int(float(cells[name] or 0)) for name in ("iyear", "imonth", "iday"))
    first = date(year, month or 1, day or 1)
    last = first if month and day else _month_end(date(year, month or 12, 1))
    deaths = _whole(cells.get("nkill", ""))
    renamed = {**cells, "country": cells.get("country_txt", "")}
    return _made(
        "gtd", cells["eventid"], first, last, renamed, cells.get("city", ""), cells.get("specificity", ""),
        cells["attacktype1"], cells.get("weaptype1", ""), (cells.get("gname", ""), cells.get("target1", "")),
        (deaths, deaths, deaths),
    )  # fmt: skip


def _made(
    shape: Shape, identity: str, first: date, last: date, cells: Mapping[str, str], place: str, precision: str,
    kind: str, sub: str, actors: tuple[str, ...], toll: tuple[int | None, int | None, int | None],
) -> Row:  # fmt: skip
    lat, lon = _degrees(cells.get("latitude", ""), 90), _degrees(cells.get("longitude", ""), 180)
    radius = _RADIUS.get((shape, precision.removesuffix(".0"))) if lat is not None and lon is not None else None
    named = dict.fromkeys(name for cell in actors for part in cell.split(";") if (name := _actor(part)))
    return Row(
        identity, first, max(first, last), fold(cells.get("country", "")), place, lat, lon, radius, kind, sub,
        tuple(named), *toll,
    )  # fmt: skip


def _actor(name: str) -> str:
    """The folded name without the years of a government ("Military Forces of Iraq (2014-)")."""
    return fold(re.sub(r"\(\d{4}-(?:\d{4})?\)", "", name))


def _day(text: str) -> date:
    for form in _DATES:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise ValueError(f"{text[:40]!r} is no date")


def _month_end(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _degrees(text: str, most: int) -> float | None:
    if not text:
        return None
    value = float(text)
    if not abs(value) <= most:
        raise ValueError(f"{text[:40]!r} is no coordinate")
    return value


def _whole(text: str) -> int | None:
    """A number of people; None for an empty cell and for the codes of what is not known."""
    if not text:
        return None
    number = float(text)
    return int(number) if 0 <= number < 10**9 else None
