"""A project as a stream of rows, table by table: what a backup keeps and what a move carries, for either database."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import msgspec
from sqlalchemy import Connection, Table, delete, func, select

from gesta.store.batches import add
from gesta.store.errors import DifferentError, StoreError
from gesta.store.migrations import create_tables
from gesta.store.schema import DICTIONARY, META, METADATA
from gesta.store.schema_merged import TEXTS
from gesta.store.search import index_texts
from gesta.store.session import Session

Tell = Callable[[int], None]
"""Is told how many rows went by since it was told last."""

STREAMED: tuple[Table, ...] = tuple(
    table for table in METADATA.sorted_tables if "only" not in table.info and table is not DICTIONARY
)
"""Every table, those that others refer to first. The dictionary and the full-text index are made again."""
_BY_NAME = {str(table.name): table for table in STREAMED}
_ROWS, _BYTES = 2000, 4 << 20
"""Of one block at most."""


class Sum(msgspec.Struct, frozen=True):
    """What is compared of a table: how many rows, and the SHA-256 over them in order of their key, hexadecimal."""

    rows: int
    sha256: str


class Block(msgspec.Struct, frozen=True, tag="rows", array_like=True):
    """Some rows of one table, each a MessagePack list of the values of its columns."""

    table: str
    rows: list[msgspec.Raw]


@dataclass(slots=True)
class Sums:
    """The sums of the tables as their rows go by."""

    _counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(_BY_NAME, 0))
    _digests: dict[str, hashlib._Hash] = field(default_factory=lambda: {name: hashlib.sha256() for name in _BY_NAME})

    def add(self, block: Block) -> None:
        """The rows of the block have gone by."""
        self._counts[block.table] += len(block.rows)
        for row in block.rows:
            self._digests[block.table].update(row)

    def by_table(self) -> dict[str, Sum]:
        """The sums so far."""
        return {name: Sum(self._counts[name], self._digests[name].hexdigest()) for name in _BY_NAME}


def counts(connection: Connection) -> dict[str, int]:
    """How many rows each table has."""
    return {
        name: connection.execute(select(func.count()).select_from(table)).scalar_one()
        for name, table in _BY_NAME.items()
    }


def blocks(connection: Connection) -> Iterator[Block]:
    """Every row of the project, in order of the tables and of their keys. To be read inside a snapshot."""
    for name, table in _BY_NAME.items():
        query = select(table).order_by(*table.primary_key.columns)
        rows: list[msgspec.Raw] = []
        size = 0
        for row in connection.execution_options(stream_results=True, yield_per=_ROWS).execute(query):
            rows.append(msgspec.Raw(msgspec.msgpack.encode(tuple(row))))
            size += len(rows[-1])
            if len(rows) == _ROWS or size > _BYTES:
                yield Block(name, rows)
                rows, size = [], 0
        if rows:
            yield Block(name, rows)


def told(found: Iterable[Block], tell: Tell, sums: Sums | None = None) -> Iterator[Block]:
    """The same blocks; each is told of, and added to the sums, before the next one is asked for."""
    for block in found:
        yield block
        if sums is not None:
            sums.add(block)
        tell(len(block.rows))


def check_whole(session: Session, connection: Connection) -> None:
    """Raises StoreError where a file is damaged: an index that lost a row would leave it out of the stream."""
    if session.is_sqlite and (told := connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar()) != "ok":
        raise StoreError(f"the project is damaged ({told}): restore its last backup")


def fill(connection: Connection, at: str, given: Iterable[Block], expected: Callable[[], dict[str, Sum]]) -> None:
    """In an empty database the project of the blocks stands.

    ``expected``: its sums, asked for after the last block. Raises DifferentError where what stands is not what they
    say; the transaction is then to be rolled back.
    """
    create_tables(connection, at)
    connection.execute(delete(META))
    decode = msgspec.msgpack.Decoder(list[object]).decode
    for block in given:
        table = _BY_NAME[block.table]
        names = [column.name for column in table.columns]
        add(connection, table, [dict(zip(names, decode(row), strict=True)) for row in block.rows])
        if table is TEXTS:
            place = names.index("report_number")
            index_texts(connection, [int(str(decode(row)[place])) for row in block.rows])
    found = Sums()
    for block in blocks(connection):
        found.add(block)
    now, wanted = found.by_table(), expected()
    for name, each in wanted.items():
        if now[name] != each:
            raise DifferentError(
                f"table {name} came out with {now[name].rows} rows of {each.rows}, or with other content"
            )
