"""What is killed: operations, each by the functions that its command calls, and what each starts from.

Readings are made once and remembered, so that a kill falls on what is written and not on the reader, which writes
nothing; the operation ``read`` alone reads anew, over two processes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from unittest.mock import patch

from sqlalchemy import text

from gesta.errors import Problem
from gesta.evaluate.faults.databases import Projects
from gesta.intake.files import reports
from gesta.model.documents import Report
from gesta.model.filters import SHOWN
from gesta.model.incidents import Record
from gesta.model.terms import ReportId
from gesta.pipeline.capture import capture
from gesta.pipeline.engines import Settings, engine_of
from gesta.pipeline.opening import codebook_of, settings_of
from gesta.pipeline.reading import Engine
from gesta.pipeline.recode import read_new
from gesta.pipeline.settling import settle_all
from gesta.review.decide import decide
from gesta.review.drafts import split, verdict
from gesta.store.backups import Backup
from gesta.store.errors import ExistsError
from gesta.store.migrations import FIRST
from gesta.store.moving import restore
from gesta.store.schema_merged import INCIDENT_ACTORS
from gesta.store.schema_served import SERVED
from gesta.store.store import WAIT, Store

_BASE_TIME = "2031-05-01T08:00:00Z"
_JUDGED_AT = "2031-05-02T08:00:00.000000Z"
_UNREADABLE = Problem("samples/none.pdf", "this kind of file is not read", "save it as text")
_WHO = "Anna"


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation. ``start``: the project that it starts from; ``run`` does it at the target, at a time; ``clear``
    puts away what it leaves elsewhere.

    Doing it again after it was interrupted must lead where doing it undisturbed leads.
    """

    name: str
    start: str
    run: Callable[[str, str], None]
    clear: Callable[[], object] = tuple


@dataclass(frozen=True, slots=True)
class Material:
    """The reports that everything is done with, in two deliveries."""

    first: tuple[Report | Problem, ...]
    second: tuple[Report | Problem, ...]


def material(sources: Sequence[Path], most: int | None = None) -> Material:
    """Every other report of the sources; then the rest, and all again as another outlet ran them. ``most``: at most so
    many reports of the sources."""
    named = [str(each) for each in sources]
    own = tuple(reports(named, published="2024-02-28"))[:most]
    others = tuple(reports(named, published="2024-02-29", outlet="Second Wire"))[:most]
    return Material(own[::2], (*own[1::2], *others, _UNREADABLE))


@contextmanager
def remembered() -> Iterator[None]:
    """The engine reads every report once, also for the processes that are forked from this one later."""
    made: dict[ReportId, Record] = {}
    read = Engine.read

    def once(engine: Engine, report: Report) -> Record:
        if report.id not in made:
            made[report.id] = read(engine, report)
        return made[report.id]

    with patch.object(Engine, "read", once):
        yield


def operations(given: Material, scratch: Path) -> dict[str, Operation]:
    """The operations on projects by name. ``scratch``: a folder for the backups that are made and restored."""
    saved, kept = scratch / "made.backup", scratch / KEPT

    def add(target: str, at: str) -> None:
        with Store.open(target) as store:
            for item in (*given.first, *given.second):
                capture(store, item, at)

    found = (
        Operation("init", "nothing", _init),
        Operation("add", "empty", add),
        Operation("run", "captured", _run),
        Operation("merge", "read", _merge),
        Operation("migrate", "old", _migrate),
        Operation("review", "merged", _review),
        Operation("backup", "merged", partial(_back_up, saved), partial(saved.unlink, missing_ok=True)),
        Operation("restore", "nothing", partial(_restore, kept)),
    )
    return {each.name: each for each in found}


KEPT = "kept.backup"
"""The backup of the merged project, from which others are restored."""


def _init(target: str, at: str) -> None:
    with suppress(ExistsError):
        Store.create(target, told={"reader": "neural", "codebooks": ""}).close()
    Store.open(target).close()


def _back_up(file: Path, target: str, at: str) -> None:
    """The backup is made, or was made already, and holds all that the project does."""
    with Store.open(target) as store:
        with suppress(ExistsError):
            store.back_up(file, "project", _BASE_TIME, lambda _: None)
        if sum(each.rows for each in Backup(file).check().values()) != store.count_rows():
            raise AssertionError("the backup has not the rows of the project")


def _restore(file: Path, target: str, at: str) -> None:
    with suppress(ExistsError):
        restore(Backup(file), target, WAIT, lambda _: None)
    Store.open(target).close()


def _run(target: str, at: str) -> None:
    with Store.open(target) as store:
        for _ in read_new(store, settings_of(store), 1, lambda: at):
            pass
        settle_all(store, codebook_of(store), at)


def _merge(target: str, at: str) -> None:
    with Store.open(target) as store:
        settle_all(store, codebook_of(store), at)


def _migrate(target: str, at: str) -> None:
    Store.open(target).close()


def _review(target: str, at: str) -> None:
    """Three answers to questions about the incidents that most reports tell; one that stands is not given again."""
    with Store.open(target) as store:
        book = codebook_of(store)
        for number in range(len(store.judgements()), 3):
            told = sorted(store.incidents(SHOWN), key=lambda each: (-len(each.reports), each.id))
            incident = told[number]
            parted = len({each.account for each in incident.reports}) > 1 and number == 0
            draft = (
                split(store, incident.id, incident.reports[-1].account)
                if parted
                else verdict(store, incident.id, right=number == 1)
            )
            decide(store, book, draft, _WHO, _JUDGED_AT)


def starts(database: Projects, given: Material, scratch: Path) -> Iterator[Callable[[], None]]:
    """Makes each project that an operation starts from, in the order in which they can be."""

    def made(name: str, of: str | None, act: Callable[[Store], object]) -> None:
        if of is None:
            database.drop(name)
            Store.create(database.target(name)).close()
        else:
            database.copy(of, name)
        with Store.open(database.target(name)) as store:
            act(store)
        database.calm(name)

    def back_up(store: Store) -> None:
        (scratch / KEPT).unlink(missing_ok=True)
        store.back_up(scratch / KEPT, "project", _BASE_TIME, lambda _: None)

    yield lambda: _nothing(database)
    yield lambda: made("empty", None, lambda store: None)
    yield lambda: made("half", "empty", lambda store: _take_in(store, given.first))
    yield lambda: made("captured", "half", lambda store: _capture(store, given.second))
    yield lambda: made("read", "captured", _read)
    yield lambda: made("merged", "read", _settle)
    yield lambda: made("saved", "merged", back_up)
    yield lambda: _downgrade(database)


def _nothing(database: Projects) -> None:
    database.drop("nothing")
    database.target("nothing")


def _capture(store: Store, items: Sequence[Report | Problem]) -> None:
    for item in items:
        capture(store, item, _BASE_TIME)


def _read(store: Store) -> None:
    for _ in read_new(store, settings_of(store), 1, lambda: _BASE_TIME):
        pass


def _settle(store: Store) -> None:
    settle_all(store, codebook_of(store), _BASE_TIME)


def _take_in(store: Store, items: Sequence[Report | Problem]) -> None:
    _capture(store, items)
    _read(store)
    _settle(store)


def _downgrade(database: Projects) -> None:
    """The merged project as the first Gesta would have written it: without the tables that came later."""
    database.copy("merged", "old")
    engine = database.engine("old")
    with engine.begin() as connection:
        for table in (*reversed(SERVED), INCIDENT_ACTORS):
            connection.execute(text(f"DROP TABLE {table.name}"))
        connection.execute(text(f"UPDATE meta SET value = '{FIRST}' WHERE key = 'store version'"))
    engine.dispose()
    database.calm("old")


def load_engine() -> None:
    """The engine of a project's default settings is in this process, and in those forked from it."""
    engine_of(Settings())
