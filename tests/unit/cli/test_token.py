"""``gesta token``: made and shown once, listed without the secret, revoked; and who signs in to what is served."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import pytest
from click.testing import CliRunner, Result

from gesta.api.tokens import known_token
from gesta.cli.main import cli
from gesta.store.store import Store


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(cli, list(map(str, words)))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "p.db"
    Store.create(path).close()
    return path


def test_a_token_is_shown_once_and_kept_as_its_hash(project: Path) -> None:
    made = run("token", "add", project, "--who", "ann", "--role", "reviewer", "--days", "90")
    assert made.exit_code == 0
    whole = made.stdout.strip()
    assert whole.startswith("gst_") and len(whole) == 47
    with Store.open(project) as store:
        kept = known_token(store, whole)
    assert kept is not None and (kept.who, kept.role) == ("ann", "reviewer") and kept.ends_at is not None
    listed = run("token", "list", project).stdout
    assert kept.id in listed and "ann" in listed and whole not in listed and kept.hash not in listed
    assert run("token", "revoke", project, kept.id).exit_code == 0
    assert "revoked" in run("token", "list", project).stdout
    assert run("token", "revoke", project, "gst_nothing").exit_code != 0
    assert run("token", "add", project, "--who", " ").exit_code != 0
    assert "no token yet" not in listed and whole.encode() not in project.read_bytes()


@pytest.mark.parametrize(
    ("options", "signs_in", "warned"),
    [
        ((), False, ""),
        (("--sign-in",), True, "gesta token add"),
        (("--host", "0.0.0.0"), True, "gesta token add"),
        (("--host", "0.0.0.0", "--no-sign-in"), False, "WARNING"),
        (("--host", "::1"), False, ""),
    ],
)
def test_everybody_signs_in_where_others_can_reach_it(
    project: Path, options: tuple[str, ...], signs_in: bool, warned: str
) -> None:
    with patch("uvicorn.Server.run", autospec=True) as served:
        result = run("serve", project, "--who", "ann", *options)
    assert result.exit_code == 0, result.output
    (server,) = served.call_args.args
    assert server.config.app.state.open_to_all is not signs_in
    assert 0 < server.config.limit_concurrency < 1024  # as many files as a process may open, as a rule
    assert server.config.http == "h11" and server.config.h11_max_incomplete_event_size == 64 * 1024
    assert (warned in result.stderr) if warned else ("WARNING" not in result.stderr)
