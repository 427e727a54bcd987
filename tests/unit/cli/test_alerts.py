"""``gesta alerts`` from the command line."""

from __future__ import annotations

import mailbox
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.contract.store.factory import AT, incident, merged
from tests.exported import filled

from gesta.cli.main import cli
from gesta.errors import GestaError
from gesta.model.merged import Change
from gesta.model.terms import IncidentId
from gesta.store.store import Store


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "iraq.db"
    filled(path)
    return path


def alerts(*args: str | Path) -> Result:
    done = CliRunner().invoke(cli, ["alerts", *map(str, args)])
    if done.exception is not None and not isinstance(done.exception, SystemExit | GestaError):
        raise done.exception
    return done


def test_a_filter_is_watched_told_once_and_ended(project: Path) -> None:
    added = alerts("add", project, "--mail", "ada@example.org", "--country", "Iraq", "--name", "Iraq")
    assert added.exit_code == 0 and added.stdout.startswith("alr_")
    rule = added.stdout.strip()
    assert "Iraq: in Iraq, to ada@example.org" in added.stderr and "secret" not in added.stderr
    assert "0 messages sent" in alerts("send", project).stderr
    with Store.open(project) as store:
        made = merged(incident("inc_new", killed=4), store.read_ids()[0])
        new = IncidentId("inc_new")
        store.publish([made], {new: (new,)}, {}, (), [Change(0, AT, "created", new)], [])
    assert "1 message sent" in alerts("send", project).stderr
    assert "0 messages sent" in alerts("send", project).stderr
    assert len(mailbox.Maildir(project.with_name("iraq.db-outbox"), create=False)) == 1
    listed = alerts("list", project)
    assert "1 alert" in listed.stderr
    assert alerts("end", project, rule).exit_code == 0
    assert isinstance(alerts("end", project, rule).exception, GestaError)
    assert "0 alerts" in alerts("list", project).stderr and "1 alert" in alerts("list", project, "--all").stderr


def test_a_secret_is_told_once(project: Path) -> None:
    added = alerts("add", project, "--webhook", "https://hook.example/in")
    secret = added.stderr.rpartition(": ")[2].strip()
    assert len(secret) == 64
    shown = alerts("list", project)
    assert secret not in shown.stdout and secret not in shown.stderr


def test_what_did_not_go_out_is_told(project: Path) -> None:
    alerts("add", project, "--webhook", "http://127.0.0.1:1/")
    with Store.open(project) as store:
        made = merged(incident("inc_new", killed=4), store.read_ids()[0])
        new = IncidentId("inc_new")
        store.publish([made], {new: (new,)}, {}, (), [Change(0, AT, "created", new)], [])
    done = alerts("send", project)
    assert done.exit_code == 1 and "0 messages sent, 1 not" in done.stderr
    assert "not a public address" in alerts("list", project).stderr


@pytest.mark.parametrize("args", [(), ("--mail", "a@b.example", "--webhook", "https://a.example/"),
                                  ("--mail", "nobody"), ("--mail", "a@b.example", "--quiet", "late"),
                                  ("--mail", "a@b.example", "--type", "no_such")])  # fmt: skip
def test_what_is_no_rule_is_refused(project: Path, args: tuple[str, ...]) -> None:
    assert isinstance(alerts("add", project, *args).exception, GestaError)
