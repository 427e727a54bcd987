"""Listings page by page: rows without their records, each page found by where the one before it ended."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, Row, and_, or_, select
from sqlalchemy.sql import ColumnElement

from gesta.errors import UsageError
from gesta.model.filters import Filter
from gesta.model.listed import ListedIncident, Page
from gesta.model.terms import IncidentId
from gesta.store.batches import pieces
from gesta.store.filtering import conditions, lies_there
from gesta.store.schema_merged import INCIDENTS
from gesta.store.session import Session

_COLUMNS = tuple(INCIDENTS.c[field.encode_name] for field in msgspec.structs.fields(ListedIncident))
_LONGEST_CURSOR = 400
_AFTER_ALL = "\U0010ffff"
"""Sorts after whatever a day goes on with."""
_AT_ONCE = 500
"""Places looked at in one query where the filter asks for a circle, which SQL sees only the box of."""


class _Place(NamedTuple):
    """Where a page ended: the start and id of its last incident."""

    start: str | None
    id: str


def page(session: Session, wanted: Filter, after: str | None, limit: int, newest: bool) -> Page:
    """At most ``limit`` current incidents that the filter wants, from behind the cursor ``after`` on.

    ``newest``: the latest start first, then the greatest id; otherwise as ``Store.incidents`` has them. Those of unknown
    start are last either way. Raises UsageError for a cursor that no page gave, or a limit under 1.
    """
    if limit < 1:
        raise UsageError(f"limit {limit}: a page has at least one incident")
    begin = _place(after) if after is not None else None
    with session.read() as connection:
        places: list[_Place] = []
        for place in _places(connection, wanted, begin, limit + 1, newest):
            places.append(place)
            if len(places) > limit:
                break
        rows = _rows(connection, [each.id for each in places[:limit]])
    return Page(rows, _cursor(places[limit - 1]) if len(places) > limit else None)


def listed(session: Session, ids: Iterable[IncidentId]) -> tuple[ListedIncident, ...]:
    """The rows of those of the incidents that are in the project, current or not, in the order asked for."""
    with session.read() as connection:
        return _rows(connection, list(ids))


def wanted_ids(session: Session, wanted: Filter) -> Iterator[IncidentId]:
    """The current incidents that the filter wants, in no order."""
    with session.read() as connection:
        query = select(INCIDENTS.c.id, INCIDENTS.c.lat, INCIDENTS.c.lon).where(*conditions(connection, wanted))
        rows = connection.execute(query).all()
    return (IncidentId(row.id) for row in rows if lies_there(wanted, row.lat, row.lon))


def columns(session: Session, names: Sequence[str]) -> dict[str, tuple[Any, ...]]:
    """Those columns of all current incidents, in order of their ids; all are in memory at once."""
    query = select(*(INCIDENTS.c[name] for name in names)).where(INCIDENTS.c.current.is_(True)).order_by(INCIDENTS.c.id)
    with session.read() as connection:
        rows = connection.execute(query).all()
    told = zip(*rows, strict=True) if rows else ((),) * len(names)
    return dict(zip(names, told, strict=True))


def _places(connection: Connection, wanted: Filter, begin: _Place | None, size: int, newest: bool) -> Iterator[_Place]:
    """The incidents that the filter wants from behind the place on."""
    at_once = size if wanted.near is None else max(size, _AT_ONCE)
    start, id = INCIDENTS.c.when_start, INCIDENTS.c.id
    columns = (start, id) if wanted.near is None else (start, id, INCIDENTS.c.lat, INCIDENTS.c.lon)
    asked = conditions(connection, wanted)
    for known in (True, False) if begin is None or begin.start is not None else (False,):
        last = begin if begin is not None and (begin.start is not None) == known else None
        order = [start, id] if known else [id]
        query = select(*columns).where(*asked, *_dated(wanted, known))
        query = query.order_by(*(each.desc() if newest else each for each in order)).limit(at_once)
        while True:
            rows = connection.execute(query.where(*_behind(last, known, newest))).all()
            for row in rows:
                if wanted.near is None or lies_there(wanted, row.lat, row.lon):
                    yield _Place(row.when_start, row.id)
            if len(rows) < at_once:
                break
            last = _Place(rows[-1].when_start, rows[-1].id)


def _dated(wanted: Filter, known: bool) -> Iterator[ColumnElement[bool]]:
    """Those of known start or the others; of the former, what "until" asks, in a form that an index is entered by."""
    start = INCIDENTS.c.when_start
    yield start.is_not(None) if known else start.is_(None)
    if known and wanted.until is not None:
        yield start <= wanted.until + _AFTER_ALL


def _behind(last: _Place | None, known: bool, newest: bool) -> Iterator[ColumnElement[bool]]:
    start, id = INCIDENTS.c.when_start, INCIDENTS.c.id
    if last is None:
        return
    further = id < last.id if newest else id > last.id
    if not known:
        yield further
        return
    # the bound of the start alone is what the index is entered by
    yield start <= last.start if newest else start >= last.start
    yield or_(start < last.start if newest else start > last.start, and_(start == last.start, further))


def _rows(connection: Connection, ids: Sequence[str]) -> tuple[ListedIncident, ...]:
    found: dict[str, ListedIncident] = {}
    for piece in pieces(ids):
        for row in connection.execute(select(*_COLUMNS).where(INCIDENTS.c.id.in_(piece))):
            found[row.id] = _listed(row)
    return tuple(found[each] for each in ids if each in found)


def _listed(row: Row[tuple[object, ...]]) -> ListedIncident:
    return ListedIncident(*row)  # type: ignore[arg-type]  # the columns are those of the fields, in order


def _cursor(place: _Place) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode(place)).decode().rstrip("=")


def _place(cursor: str) -> _Place:
    """Where the page that gave the cursor ended; raises UsageError for any other text."""
    try:
        if len(cursor) > _LONGEST_CURSOR:
            raise ValueError
        told = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        return msgspec.json.decode(told, type=_Place)
    except (ValueError, binascii.Error, msgspec.MsgspecError) as fault:
        raise UsageError("after: this is no place of a listing; begin again without it") from fault
