"""A writer that is killed anywhere loses nothing that stood, and leaves nothing half done."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from sqlalchemy import Engine, text

from gesta.store import Store

WRITER = Path(__file__).with_name("writer.py")
ROUNDS = 6
AT_ONCE = 8


def test_a_killed_writer_leaves_a_whole_project(store: Store, target: str, raw: Engine) -> None:
    dice = random.Random(20310502)
    said: list[str] = []
    for attempt in range(ROUNDS):
        first = attempt * 10_000
        said += _write_and_kill(target, first, dice.uniform(0.05, 1.0))
        _check(raw)
    stood = set(said)
    assert any(line.startswith("published") for line in stood), "the writer was killed before it wrote anything"
    with Store.open(target) as opened:
        for line in stood:
            what, start = line.split()
            ids = [f"inc_{number}" for number in range(int(start), int(start) + AT_ONCE)]
            assert len(opened.profiles(ids)) == AT_ONCE, line
            if what == "published":
                assert len(opened.members(ids)) == AT_ONCE, line
                assert not set(ids) & set(opened.dirty())
        assert {each.id for each in opened.unread("s1")}.isdisjoint(
            report for report in opened.account_report(opened.dirty()).values()
        )


def _write_and_kill(target: str, first: int, after: float) -> list[str]:
    """What the writer said stood before it was killed, so long after its first words."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    writer = subprocess.Popen(
        [sys.executable, str(WRITER), target, str(first)], stdout=subprocess.PIPE, text=True, env=environment
    )
    assert writer.stdout is not None
    told = [writer.stdout.readline()]
    time.sleep(after)
    writer.send_signal(signal.SIGKILL)
    rest, _ = writer.communicate(timeout=60)
    return [line.strip() for line in (told[0] + rest).splitlines(keepends=True) if line.endswith("\n")]


def _check(raw: Engine) -> None:
    """Readings have all their accounts, accounts all their claims, publications all their parts."""
    nothing = (
        """SELECT readings.number FROM readings LEFT JOIN accounts ON accounts.reading_number = readings.number
        GROUP BY readings.number, readings.accounts HAVING count(accounts.number) <> readings.accounts""",
        """SELECT number FROM accounts WHERE (SELECT count(*) FROM claims WHERE account_number = number) <> 2
        OR NOT EXISTS (SELECT 1 FROM mentions WHERE account_number = number)
        OR NOT EXISTS (SELECT 1 FROM account_profiles WHERE account_number = number)
        OR NOT EXISTS (SELECT 1 FROM account_keys WHERE account_number = number)
        OR NOT EXISTS (SELECT 1 FROM current_accounts WHERE account_number = number)""",
        """SELECT report_number FROM current_readings
        WHERE report_number NOT IN (SELECT report_number FROM texts)""",
        """SELECT id FROM incidents WHERE (SELECT count(*) FROM members WHERE incident = incidents.id) <> 2
        OR (SELECT count(*) FROM changes WHERE incident = incidents.id) <> 1
        OR (SELECT count(*) FROM links WHERE one = incidents.id) <> 1
        OR (SELECT count(*) FROM superseded_ids WHERE superseded_by = incidents.id) <> 1
        OR (SELECT count(*) FROM ledger WHERE ledger.id = incidents.id) <> 1
        OR (SELECT count(*) FROM toll_steps WHERE incident = incidents.id) <> 1
        OR EXISTS (SELECT 1 FROM dirty_accounts WHERE dirty_accounts.id = incidents.id)""",
        """SELECT id FROM current_accounts WHERE id NOT IN (SELECT id FROM dirty_accounts)
        AND id NOT IN (SELECT account FROM members)""",
    )
    with raw.connect() as connection:
        for query in nothing:
            assert connection.execute(text(query)).all() == [], query
        if raw.dialect.name == "sqlite":
            assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []
