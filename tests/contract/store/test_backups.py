"""A backup, restored into either database, is the project again; so is a project that was moved there and back."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import DBAPIError

from gesta.errors import Problem, UsageError
from gesta.model.feeds import FeedState
from gesta.model.judgements import Anchor, Judgement
from gesta.model.merged import Change, Copy
from gesta.model.releases import Release
from gesta.model.served import Token
from gesta.model.terms import IncidentId, JudgementId
from gesta.store import ExistsError, NotThereError, Store, backups, moving, streams
from gesta.store.backups import Backup, DamagedError
from gesta.store.errors import DifferentError
from gesta.store.schema import PROBLEMS
from gesta.store.streams import Sum, Sums, blocks

from .factory import AT, incident, merged, numbered, reading, report

Made = Callable[[str], str]


def quiet(_rows: int) -> None:
    """Nobody listens."""


def fill(store: Store, words: str = "Nassiriya’s “old” quarter \x00 \ud800 قديم") -> None:
    """Something in almost every table, with words that databases differ over."""
    told = [report(), report(words, outlet="Wire \x00"), *(numbered(each) for each in range(3)), numbered(0)]
    for each in told:
        store.add_report(each, AT)
    store.add_report(report("The page, changed.", numbered(0).source), AT)
    store.save_readings([reading(numbered(each), f"inc_{each}", f"inc_{each}_1") for each in range(3)])
    store.ensure_ids([IncidentId("inc_1"), IncidentId("inc_0")])
    made = merged(incident("inc_0"), numbered(0).id, numbered(1).id)
    changes = [Change(0, AT, "created", made.id)]
    store.publish([made], {made.id: (made.id,)}, {IncidentId("inc_2"): made.id}, [], changes, [made.id])
    store.save_copies([], [Copy(numbered(2).id, numbered(1).id, 0.9, "same words", None)])
    store.append_judgement(Judgement(JudgementId("jdg_1"), "wrong", (Anchor(numbered(0).id, "killed", 31),), words, AT))
    store.add_problem(Problem(words, "cannot be read", ""), AT)
    store.add_token(Token("gst_12345678", "ada", "admin", "0" * 64, AT, None))
    store.save_feed(FeedState("https://news.example/feed", '"tag"', None, AT, 0, None, AT))
    store.add_release(Release("first", AT, "ada", "", "", {}), [made])
    store.save_settings({"reader": "patterns", "note": words})


def sums(target: str) -> dict[str, Sum]:
    """The sums over all tables."""
    found = Sums()
    with Store.open(target) as store, store._session.snapshot() as connection:
        for block in blocks(connection):
            found.add(block)
    return found.by_table()


@pytest.fixture(params=["sqlite", "postgresql"])
def elsewhere(request: pytest.FixtureRequest, another: Made) -> str:
    """Where a second project can be made."""
    return another(request.param)


def test_a_restored_backup_is_the_project(store: Store, target: str, elsewhere: str, tmp_path: Path) -> None:
    fill(store)
    file, again = tmp_path / "a.gesta-backup", tmp_path / "b.gesta-backup"
    head = store.back_up(file, "p", AT, quiet)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert Backup(file).head == head and head.rows["reports"] == 6
    moving.restore(Backup(file), elsewhere, 10, quiet)
    assert sums(elsewhere) == sums(target)
    with Store.open(elsewhere) as restored:
        assert restored.search("attack number") == store.search("attack number") != []
        assert restored.settings() == store.settings()
        assert [each.id for each in restored.incidents()] == ["inc_0"]
        assert restored.add_report(numbered(7), AT) == "new" and restored.add_report(numbered(0), AT) == "known"
    moved_file = Path(again)
    with Store.open(target) as reopened:
        reopened.back_up(moved_file, "p", AT, quiet)
    assert moved_file.read_bytes() == file.read_bytes()


def test_moved_there_and_back_it_is_the_same(store: Store, target: str, another: Made, elsewhere: str) -> None:
    fill(store)
    seen: list[int] = []
    assert moving.move(target, elsewhere, 10, seen.append, seen.append)
    assert seen[0] == sum(seen[1:]) > 50
    home = another("sqlite")
    assert moving.move(elsewhere, home, 10, quiet, quiet)
    assert sums(home) == sums(elsewhere) == sums(target)


def test_what_was_written_once_stays_guarded(store: Store, target: str, elsewhere: str) -> None:
    fill(store)
    moving.move(target, elsewhere, 10, quiet, quiet)
    is_server = elsewhere.startswith("postgresql")
    url = make_url(elsewhere).set(drivername="postgresql+psycopg") if is_server else f"sqlite:///{elsewhere}"
    engine = create_engine(url)
    with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
        connection.execute(text("UPDATE reports SET title = 'another'"))
    engine.dispose()


def test_nothing_is_overwritten(store: Store, target: str, elsewhere: str, tmp_path: Path) -> None:
    fill(store)
    file = tmp_path / "a"
    store.back_up(file, "p", AT, quiet)
    with pytest.raises(ExistsError):
        store.back_up(file, "p", AT, quiet)
    Store.create(elsewhere).close()
    before = sums(elsewhere)
    with pytest.raises(ExistsError):
        moving.restore(Backup(file), elsewhere, 10, quiet)
    with pytest.raises(ExistsError):
        moving.move(target, elsewhere, 10, quiet, quiet)
    assert sums(elsewhere) == before
    with pytest.raises(NotThereError):
        moving.move(str(tmp_path / "nowhere"), str(tmp_path / "b"), 10, quiet, quiet)


def test_a_project_that_goes_on_is_backed_up_as_of_one_moment(store: Store, target: str, tmp_path: Path) -> None:
    fill(store)
    before = sums(target)
    with Store.open(target) as other:
        number = iter(range(100, 1000))

        def write(_rows: int) -> None:
            other.add_report(numbered(next(number)), AT)

        store.back_up(tmp_path / "a", "p", AT, write)
    assert Backup(tmp_path / "a").check() == before != sums(target)


def test_a_move_tells_that_somebody_wrote_meanwhile(store: Store, target: str, another: Made) -> None:
    fill(store)
    assert not moving.move(target, another("sqlite"), 10, quiet, lambda _: store.add_problem(Problem("a", "b"), AT))


def test_a_cut_or_changed_backup_restores_nothing(store: Store, tmp_path: Path) -> None:
    fill(store)
    file, bad, made = tmp_path / "a", tmp_path / "bad", tmp_path / "made.db"
    store.back_up(file, "p", AT, quiet)
    whole = file.read_bytes()
    cuts = [whole[:length] for length in (0, 5, 15, 17, 40, len(whole) // 2, len(whole) - 33, len(whole) - 1)]
    flips = [
        whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]
        for place in range(0, len(whole), len(whole) // 25)
    ]
    for content in (*cuts, *flips, whole + b"x", b"SQLite format 3\x00"):
        bad.write_bytes(content)
        with pytest.raises((DamagedError, UsageError)):
            moving.restore(Backup(bad), str(made), 10, quiet)
        assert not made.exists() and {each.name for each in tmp_path.iterdir()} <= {"a", "bad", "project.gesta",
                                        "project.gesta-wal", "project.gesta-shm"}  # fmt: skip
    with pytest.raises(UsageError, match="cannot be read"):
        Backup(tmp_path / "nowhere")


def test_a_backup_that_cannot_be_written_leaves_nothing(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(store)

    def full(_file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    folder = tmp_path / "backups"
    folder.mkdir()
    with pytest.raises(OSError, match="No space"):
        store.back_up(folder / "a", "p", AT, quiet)
    assert list(folder.iterdir()) == []


def test_what_comes_out_otherwise_is_not_kept(
    store: Store, target: str, elsewhere: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(store)

    def forgetful(connection: object, table: object, rows: list[object]) -> None:
        add(connection, table, rows[1:] if table is PROBLEMS else rows)

    add = streams.add
    monkeypatch.setattr(streams, "add", forgetful)
    with pytest.raises(DifferentError, match="problems"):
        moving.move(target, elsewhere, 10, quiet, quiet)
    with pytest.raises(NotThereError):
        Store.open(elsewhere)


def test_another_version_is_told_which_gesta_restores_it(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.back_up(tmp_path / "a", "p", AT, quiet)
    monkeypatch.setattr(backups, "newest", lambda: 99)
    with pytest.raises(UsageError, match=r"restore it with Gesta 0\."):
        Backup(tmp_path / "a")


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=st.lists(st.tuples(st.text(max_size=30), st.text(min_size=1, max_size=30)), max_size=6))
def test_whatever_was_told_comes_back(another: Made, tmp_path: Path, told: list[tuple[str, str]]) -> None:
    source, home = another("sqlite"), another("sqlite")
    with Store.create(source) as store:
        for place, (title, content) in enumerate(told):
            store.add_report(report(content, f"https://news.example/{place}", title=title), AT)
            store.add_problem(Problem(title, content, ""), AT)
        file = Path(f"{home}.backup")
        store.back_up(file, "p", AT, quiet)
    moving.restore(Backup(file), home, 10, quiet)
    assert sums(home) == sums(source)
