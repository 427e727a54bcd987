"""Readings as the folder of a batch, and as a project, for tests that hold one to the other."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec

from gesta.batch.engines import ENGINES, Engine
from gesta.batch.folder import Folder
from gesta.batch.merging import merge
from gesta.batch.rows import accounts, records
from gesta.batch.shuffle import SIZES, Sizes
from gesta.batch.tasks import Outcome
from gesta.codebook.load import load
from gesta.model.documents import Report
from gesta.model.incidents import Record
from gesta.model.merged import MergedIncident
from gesta.pipeline.capture import capture
from gesta.pipeline.recode import reading
from gesta.pipeline.settling import settle
from gesta.pipeline.tying import tie
from gesta.store.records import Reading
from gesta.store.store import Store

AT = "2026-01-01T00:00:00Z"
Read = tuple[Report, Record]
DATA = ("incidents", "links", "copies", "members", "ties")
"""The folders of what merging writes for its users."""


def read_batch(folder: Path, pieces: Sequence[Sequence[tuple[int, Reading]]]) -> Folder:
    """The folder as reading leaves it: each piece with its readings by their place among the inputs."""
    made = Folder(str(folder))
    for number, piece in enumerate(pieces):
        made.write_table(f"records/{number:05}.parquet", records(piece))
        made.write_table(f"work/read/accounts/{number:05}.parquet", accounts(piece))
    return made


def readings_of(told: Sequence[Read]) -> list[tuple[int, Reading]]:
    """The readings of the records by their place."""
    return [(place, reading(record, "test", AT)) for place, (_, record) in enumerate(told)]


def parted(readings: Sequence[tuple[int, Reading]], size: int) -> list[Sequence[tuple[int, Reading]]]:
    """The readings in pieces of so many."""
    return [readings[start : start + size] for start in range(0, len(readings), size)]


def merged(folder: Folder, engine: Engine = ENGINES["serial"], workers: int = 1, sizes: Sizes = SIZES) -> list[Outcome]:
    """The batch merged."""
    return list(merge(folder, engine, workers, sizes=sizes))


def files(folder: Folder) -> dict[str, bytes]:
    """Every file of the data set."""
    return {name: folder.read_bytes(name) for within in DATA for name in folder.names(within)}


def lines(folder: Folder) -> list[str]:
    """The lines of all incidents, by id."""
    names = folder.names("incidents")
    found = [line for name in names for line in folder.read_table(name, ["record"])["record"].to_pylist()]
    return sorted(found, key=lambda line: msgspec.json.decode(line)["id"])


def project(path: Path, told: Sequence[Read]) -> Store:
    """A project to which the reports were added in their order and that ran once."""
    store = Store.create(path)
    for report, _ in told:
        capture(store, report, AT)
    unread = {report.id for report in store.unread("test")}
    known: dict[str, Record] = {record.report.id: record for _, record in reversed(told)}
    made = [reading(known[each], "test", AT) for each in dict.fromkeys(r.id for r, _ in told) if each in unread]
    with store.transaction():
        store.save_readings(made)
        store.ensure_ids([account.id for each in made for account in each.accounts])
    settle(store, load(), AT)
    tie(store)
    return store


def stored(store: Store) -> list[str]:
    """The lines of all incidents of a project, by id."""
    return [_line(each) for each in sorted(store.incidents(), key=lambda each: each.id)]


def _line(incident: MergedIncident) -> str:
    return msgspec.json.encode(incident).decode()
