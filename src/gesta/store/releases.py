"""Releases: frozen states of the record. Their rows are never changed; the database refuses it."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterable, Iterator

import msgspec
from sqlalchemy import Row, func, select

from gesta.errors import UsageError
from gesta.model.merged import MergedIncident
from gesta.model.releases import Release
from gesta.store.batches import add, next_number
from gesta.store.errors import StoreError
from gesta.store.schema import CHANGES
from gesta.store.schema_served import RELEASES
from gesta.store.session import Session

NAME = r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}"
"""What a release may be called: it stands in an address and in a file's name."""
_PIECE = 1 << 16
_CARD = tuple(column for column in RELEASES.c if column.name != "content")


def add_release(session: Session, draft: Release, incidents: Iterable[MergedIncident]) -> Release:
    """The incidents stand frozen under the name; the release with its number, sum and counts.

    Raises UsageError for a name that is taken, or none. Only the compressed lines are in memory.
    """
    if not re.fullmatch(NAME, draft.name):
        raise UsageError(f"{draft.name}: a release is named by letters, digits, '.', '_' and '-', 64 at most")
    with session.write() as connection:
        if connection.execute(select(RELEASES.c.name).where(RELEASES.c.name == draft.name)).first():
            raise UsageError(f"there is a release {draft.name} already, and releases are never changed")
        packer, digest, packed, count = zlib.compressobj(), hashlib.sha256(), bytearray(), 0
        for incident in incidents:
            line = msgspec.json.encode(incident) + b"\n"
            digest.update(line)
            packed += packer.compress(line)
            count += 1
        packed += packer.flush()
        made = msgspec.structs.replace(
            draft,
            changes=connection.execute(select(func.max(CHANGES.c.seq))).scalar() or 0,
            incidents=count,
            sha256=digest.hexdigest(),
            number=next_number(connection, RELEASES.c.number),
        )
        versions = msgspec.json.encode(made.versions, order="sorted").decode()
        row = {**msgspec.structs.asdict(made), "versions": versions, "content": bytes(packed)}
        add(connection, RELEASES, [row])
    return made


def releases(session: Session) -> tuple[Release, ...]:
    """Every release, the newest first."""
    with session.read() as connection:
        rows = connection.execute(select(*_CARD).order_by(RELEASES.c.number.desc()))
        return tuple(map(_release, rows))


def release(session: Session, name: str) -> Release | None:
    """The release of the name."""
    with session.read() as connection:
        row = connection.execute(select(*_CARD).where(RELEASES.c.name == name)).first()
        return None if row is None else _release(row)


def content(session: Session, name: str) -> Iterator[bytes]:
    """The frozen lines, in pieces of some 64 kB; nothing where there is no such release."""
    with session.read() as connection:
        packed = connection.execute(select(RELEASES.c.content).where(RELEASES.c.name == name)).scalar()
    if packed is None:
        return
    unpacker = zlib.decompressobj()
    try:
        rest: bytes = packed
        while piece := unpacker.decompress(rest, _PIECE):
            yield piece
            rest = unpacker.unconsumed_tail
    except zlib.error as fault:
        raise StoreError(f"the project is damaged: the release {name} cannot be unpacked ({fault})") from fault


def _release(row: Row[tuple[object, ...]]) -> Release:
    given = {column.name: getattr(row, column.name) for column in _CARD}
    given["versions"] = msgspec.json.decode(given["versions"], type=dict[str, str])
    return Release(**given)
