"""A project made from another one: restored from a backup, or moved between a file and a server. All or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from gesta.store.backups import Backup
from gesta.store.project import create_project, open_project
from gesta.store.stats import state
from gesta.store.streams import Block, Sum, Sums, Tell, blocks, check_whole, counts, fill, told


def restore(backup: Backup, target: str, wait: float, tell: Tell) -> None:
    """The project of the backup stands at the path or address, where nothing was.

    What stands was read again and is, row for row, what the backup says.

    Raises ExistsError, DamagedError, DifferentError.
    """
    _make(target, wait, told(backup.blocks(), tell), backup.sums)


def move(source: str, target: str, wait: float, begin: Callable[[int], None], tell: Tell) -> bool:
    """The project of the source, as it is at one moment, stands at the target too, where nothing was.

    ``begin``: is told how many rows there are. What stands was read again and is, row for row, that of the source.
    Returns False where somebody wrote to the source meanwhile: that is not in the target.

    Raises ExistsError, DifferentError, and what ``open_project`` raises.
    """
    session = open_project(source, wait)
    try:
        with session.snapshot() as connection:
            check_whole(session, connection)
            before = state(session)
            begin(sum(counts(connection).values()))
            sums = Sums()
            _make(target, wait, told(blocks(connection), tell, sums), sums.by_table)
        return state(session) == before
    finally:
        session.close()


def _make(target: str, wait: float, given: Iterable[Block], expected: Callable[[], dict[str, Sum]]) -> None:
    at = datetime.now(UTC).isoformat(timespec="seconds")
    create_project(target, wait, lambda connection: fill(connection, at, given, expected)).close()
