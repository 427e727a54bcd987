"""``gesta audit``: everything that people did, in order, and nothing that is secret."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

from click.testing import CliRunner, Result

from gesta.api.tokens import new_token
from gesta.cli.main import cli
from gesta.model.judgements import Anchor, Judgement
from gesta.model.terms import JudgementId, ReportId
from gesta.store.store import Store


def gesta(*arguments: str | Path) -> Result:
    done = CliRunner().invoke(cli, [str(each) for each in arguments])
    assert done.exit_code == 0, done.output
    return done


def test_who_did_what_when_is_told_in_order(tmp_path: Path) -> None:
    path = tmp_path / "own.db"
    with Store.create(path) as store:
        whole, token = new_token(store, "Amina", "reviewer", datetime(2023, 1, 2, tzinfo=UTC))
        anchor = Anchor(ReportId("sha256:1"), 0, 6, "struck")
        store.append_judgement(
            Judgement(JudgementId("jdg_1"), "right", (anchor,), "Amina", "2023-01-03T00:00:00Z", "two sources")
        )
        store.revoke_token(token.id, "2023-01-04T00:00:00Z")
    gesta("release", path, "march", "--note", "For the report")
    lines = [json.loads(line) for line in gesta("audit", path).stdout.splitlines()]
    assert [each["did"] for each in lines] == ["made a token", "judged: right", "revoked a token", "released"]
    assert lines[1]["who"] == "Amina" and "two sources" in lines[1]["detail"]
    assert lines[0]["who"] is None and "Amina" in lines[0]["detail"]
    assert whole not in gesta("audit", path).stdout
    assert len(gesta("audit", path, "--since", "2023-01-04").stdout.splitlines()) == 2


def test_nothing_done_is_nothing_told(tmp_path: Path) -> None:
    Store.create(tmp_path / "own.db").close()
    assert gesta("audit", tmp_path / "own.db").stdout == ""
