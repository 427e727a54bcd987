"""A project ends in the same incidents whatever the order, the batches, the repetitions and the crashes on the way."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import pytest

from gesta.codebook.load import load
from gesta.intake.files import reports
from gesta.model.documents import Report, report_id
from gesta.model.filters import SHOWN
from gesta.model.incidents import Record
from gesta.pipeline.capture import capture
from gesta.pipeline.reading import engine
from gesta.pipeline.recode import reading
from gesta.pipeline.settling import settle
from gesta.store.session import Session
from gesta.store.store import Store

SAMPLES = Path(__file__).resolve().parents[2] / "samples" / "reports"
AT = "2026-01-01T00:00:00Z"
BOOK = load()
Read = tuple[Report, Record]


@pytest.fixture(scope="module")
def told() -> list[Read]:
    """The sample reports with their records, by the rules: what a project is made of here matters, not how well it is
    read."""
    reader = engine(reader="patterns")
    found = [item for item in reports([str(SAMPLES)]) if isinstance(item, Report)]
    return [(report, reader.read(report)) for report in found]


def put(store: Store, some: Sequence[Read]) -> None:
    """The reports are captured and their readings saved, as `gesta add` and the first half of `gesta run` do."""
    for report, _ in some:
        capture(store, report, AT)
    unread = {report.id for report in store.unread("test")}
    made = [reading(record, "test", AT) for report, record in some if report.id in unread]
    with store.transaction():
        store.save_readings(made)
        store.ensure_ids([account.id for each in made for account in each.accounts])


def incidents(store: Store, *, ids: bool = True) -> list[Any]:
    """Every incident as JSON; without ``ids``, by what it stands on instead of the account that was seen first."""
    found = []
    for incident in store.incidents():
        plain = json.loads(msgspec.json.encode(incident))
        if not ids:
            del plain["id"], plain["related"]
        found.append(plain)
    return sorted(found, key=json.dumps)


def project(folder: Path, name: str, batches: Sequence[Sequence[Read]]) -> Store:
    store = Store.create(folder / name)
    for batch in batches:
        put(store, batch)
        settle(store, BOOK, AT)
    return store


@pytest.fixture(scope="module")
def whole(told: list[Read], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """All reports in one batch."""
    with project(tmp_path_factory.mktemp("whole"), "whole.db", [told]) as store:
        yield store


def test_the_samples_make_incidents_of_several_reports(whole: Store) -> None:
    sizes = [len(incident.reports) for incident in whole.incidents(SHOWN)]
    assert len(sizes) > 20
    assert max(sizes) == 6


def test_one_report_after_another_ends_where_all_at_once_ends(told: list[Read], whole: Store, tmp_path: Path) -> None:
    with project(tmp_path, "one.db", [[each] for each in told]) as store:
        assert incidents(store) == incidents(whole)


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_reports_changes_only_which_id_is_oldest(
    told: list[Read], whole: Store, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    mixed = list(told)
    chance.shuffle(mixed)
    cut = chance.randrange(1, len(mixed))
    with project(tmp_path, "mixed.db", [mixed[:cut], mixed[cut:]]) as store:
        assert incidents(store, ids=False) == incidents(whole, ids=False)


def test_adding_twice_is_adding_once(told: list[Read], whole: Store, tmp_path: Path) -> None:
    with project(tmp_path, "twice.db", [told, told]) as store:
        assert store.stats()["reports"] == len(told)
        assert incidents(store) == incidents(whole)
        assert len(store.changes()) == len(whole.changes())


class Crash(Exception):
    """What stands for a killed process."""


@contextmanager
def crash_before(commit: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The transaction of this number never ends well: all it wrote is lost, as with a process that is killed."""
    counted = 0
    write = Session.write

    @contextmanager
    def failing(self: Session) -> Iterator[Any]:
        nonlocal counted
        with write(self) as connection:
            outermost = not getattr(failing, "inside", False)
            failing.inside = True  # type: ignore[attr-defined]
            try:
                yield connection
            finally:
                if outermost:
                    failing.inside = False  # type: ignore[attr-defined]
            if outermost:
                counted += 1
                if counted == commit:
                    raise Crash

    with monkeypatch.context() as patched:
        patched.setattr(Session, "write", failing)
        yield


def test_a_crash_at_any_transaction_loses_nothing(
    told: list[Read], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = told[:8]
    with project(tmp_path, "calm.db", [few]) as store:
        wanted = incidents(store)
    crashes = 0
    for commit in range(1, 40):
        Store.create(tmp_path / f"{commit}.db").close()
        try:
            with crash_before(commit, monkeypatch), Store.open(tmp_path / f"{commit}.db") as store:
                _all(store, few)
        except Crash:
            crashes += 1
        else:
            break
        with Store.open(tmp_path / f"{commit}.db") as store:
            _all(store, few)
            assert incidents(store) == wanted, f"after a crash at transaction {commit}"
    assert crashes >= len(few) + 2


def _all(store: Store, few: Sequence[Read]) -> None:
    put(store, few)
    settle(store, BOOK, AT)


def test_a_recode_keeps_ids(told: list[Read], tmp_path: Path) -> None:
    with project(tmp_path, "recode.db", [told]) as store:
        before = incidents(store)
        store.save_readings([reading(record, "another reader", AT) for _, record in told])
        assert settle(store, BOOK, AT).changes == ()
        assert incidents(store) == before


def test_a_page_that_changed_is_a_version_and_its_figure_enters_the_history(tmp_path: Path) -> None:
    reader = engine(reader="patterns")
    text = "A bomb killed {} people at a market in Gamboru, Nigeria, on Wednesday, police said."

    def captured(number: str, on: str) -> Read:
        content = text.format(number)
        identity = report_id(content.encode(), "https://news.example/1", "Lake Wire", on)
        report = Report(identity, "https://news.example/1", "text", content, outlet="Lake Wire", published=on)
        return report, reader.read(report)

    old, new = captured("five", "2021-06-16"), captured("nine", "2021-06-17")
    with project(tmp_path, "versions.db", [[old], [new]]) as store:
        (incident,) = store.incidents(SHOWN)
        assert [each.version_of for each in incident.reports] == [None, old[0].id]
        assert incident.sources == 1
        assert [step.count.low for step in incident.history if step.field == "killed"] == [5, 9]
        assert incident.counts.killed is not None
        assert incident.counts.killed.low == 9
        assert [change.kind for change in store.changes()] == ["created", "updated"]
