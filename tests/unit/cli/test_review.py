"""``gesta review``: one key an answer at a terminal, options elsewhere, and plain words for what cannot be."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rich.console import Console

from gesta.cli.main import cli
from gesta.cli.review import named
from gesta.cli.review_screen import HELP, compared
from gesta.cli.review_session import _ACTIONS, _NO, _QUIT, _YES, Session
from gesta.errors import UsageError
from gesta.knowledge.places import gazetteer
from gesta.model.documents import Report, report_id
from gesta.model.terms import IncidentId
from gesta.pipeline.engines import Settings, engine_of
from gesta.pipeline.recode import read_new
from gesta.pipeline.settling import settle
from gesta.review.decide import moment
from gesta.review.values import Known
from gesta.store.store import Store

AT = "2023-04-01T00:00:00Z"
STORIES = (
    (
        "Agency A",
        "2023-03-05",
        "Gunmen kill two in Mosul\n\nGunmen shot dead two policemen in Mosul, Iraq, on Saturday.",
    ),
    ("Agency B", "2023-03-06", "Protest in Springfield\n\nDozens of protesters marched in Springfield on Sunday."),
)
RULES = Settings(reader="patterns")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "project.db"
    with Store.create(path) as store:
        store.save_settings({"reader": "patterns"})
        for outlet, published, text in STORIES:
            identity = report_id(text.encode(), outlet, outlet, published)
            store.add_report(Report(identity, outlet, "text", text, outlet=outlet, published=published), AT)
        list(read_new(store, RULES, 1, lambda: AT))
        settle(store, engine_of(RULES).codebook, AT)
    return path


@pytest.fixture
def ids(file: Path) -> tuple[str, str]:
    """The shooting, the protest."""
    with Store.open(file) as store:
        of = {each.type: each.id for each in store.incidents()}
    return of["shooting"], of["protest"]


def _run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, ["review", *map(str, arguments)])


def _session(store: Store, keys: str, lines: tuple[str, ...] = ()) -> tuple[Session, str]:
    """A session in which the keys are pressed and the lines typed, and what stood on the screen."""
    pressed: Iterator[str] = iter(keys)
    typed: Iterator[str] = iter(lines)
    screen = Console(file=io.StringIO(), width=120, highlight=False, markup=False, emoji=False)
    known = Known(engine_of(RULES).codebook, gazetteer())
    session = Session(store, known, "ann", moment, screen, lambda: next(pressed, "q"), lambda _: next(typed, ""))
    session.run()
    assert isinstance(screen.file, io.StringIO)
    return session, screen.file.getvalue()


def test_without_a_terminal_it_says_what_to_give_instead(file: Path) -> None:
    result = _run(file)
    assert result.exit_code != 0 and isinstance(result.exception, UsageError)
    assert "--list" in str(result.exception)


def test_the_queue_as_json_lines(file: Path) -> None:
    result = _run(file, "--list", "--limit", "2", "--kind", "place", "--kind", "event")
    asked = [json.loads(line) for line in result.stdout.splitlines()]
    assert len(asked) == 2
    assert {each["kind"] for each in asked} <= {"place", "event"}
    assert asked[0]["usefulness"]["value"] >= asked[1]["usefulness"]["value"]


def test_decisions_by_id_and_their_history(file: Path, ids: tuple[str, str]) -> None:
    shooting, protest = ids
    assert _run(file, "--same", shooting, protest, "--who", "ann", "--why", "one day").exit_code == 0
    told = _run(file, "--value", protest, "killed", "3", "--who", "ann")
    assert told.exit_code == 0
    with Store.open(file) as store:
        (merged,) = [each for each in store.incidents() if len(each.reports) == 2]
        assert merged.counts.killed is not None and merged.counts.killed.low == 3
        first = store.judgements()[0].id
    assert _run(file, "--undo", first, "--who", "ben").exit_code == 0
    past = [json.loads(line) for line in _run(file, "--history").stdout.splitlines()]
    assert [(each["kind"], each["who"], each["holds"]) for each in past] == [
        ("same", "ann", False), ("value", "ann", True), ("undo", "ben", True),
    ]  # fmt: skip
    assert past[0]["why"] == "one day"


@pytest.mark.parametrize(
    "given",
    [("--right", "inc_nothing"), ("--undo", "jdg_nothing"), ("--withdraw", "sha256:0"), ("--same", "a", "b"),
     ("--list", "--history"), ("--history", "--undo", "jdg_1")],
)  # fmt: skip
def test_what_cannot_be_done_is_said_and_nothing_is_appended(file: Path, given: tuple[str, ...]) -> None:
    result = _run(file, *given, "--who", "ann")
    assert result.exit_code != 0 and isinstance(result.exception, UsageError)
    with Store.open(file) as store:
        assert store.judgements() == ()


def test_keys_answer_undo_and_go_back(file: Path) -> None:
    with Store.open(file) as store:
        session, screen = _session(store, "wa", ("seen on video",))
        (made,) = store.judgements()
        assert (made.who, made.why) == ("ann", "seen on video")
        assert "Springfield" in screen and len(session.answers) == 1
        again, _ = _session(store, "xu")
        assert [each.kind for each in store.judgements()][-1] == "undo" and again.answers == []
        back, screen = _session(store, " k")
        assert screen.count(back.asked[0].text) >= 2


def test_keys_correct_a_value_and_go_to_an_incident(file: Path, ids: tuple[str, str]) -> None:
    with Store.open(file) as store:
        _session(store, "gv", (ids[0], "killed", "4"))
        found = store.incident(IncidentId(ids[0]))
        assert found is not None and found.counts.killed is not None and found.counts.killed.low == 4


def test_a_key_that_does_nothing_and_a_wrong_id_leave_the_question_standing(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Store.open(file) as store:
        _session(store, "zgv?heu", ("inc_nothing", "killed", "many"))
        assert store.judgements() == ()
    told = capsys.readouterr().err
    assert "does nothing" in told and "no incident inc_nothing" in told and "many: no number" in told


def test_every_key_is_told_in_the_help() -> None:
    spelled = {" ": "space", "\x7f": "backspace", "\b": "backspace"}
    told = " ".join(keys for keys, _ in HELP).split()
    for key in (*_ACTIONS, *(each for each in _YES | _NO if each.islower()), "q"):
        assert spelled.get(key, key) in told
    assert "q" in _QUIT


def test_what_differs_is_marked(file: Path, ids: tuple[str, str]) -> None:
    with Store.open(file) as store:
        one, other = (store.incident(IncidentId(each)) for each in ids)
        assert one is not None and other is not None
        screen = Console(file=io.StringIO(), width=120, force_terminal=True, color_system="standard")
        screen.print(compared(one, other))
    assert isinstance(screen.file, io.StringIO)
    where = next(line for line in screen.file.getvalue().splitlines() if "Mosul" in line)
    assert where.count("\x1b[33m") == 2 and "\x1b[32m" not in where


def test_who_decides_is_the_login_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "carla")
    assert named(None) == "carla" and named("ann") == "ann"
