"""Alerts sent beside a server."""

from __future__ import annotations

import mailbox
import time
from collections.abc import Callable
from pathlib import Path

from tests.contract.store.factory import AT, incident, merged

from gesta.api.alert_rules import made
from gesta.api.sending import sending
from gesta.codebook.load import load
from gesta.model.alerts import ALERT_KINDS
from gesta.model.filters import SHOWN
from gesta.model.merged import Change
from gesta.model.terms import IncidentId
from gesta.store.store import Store


def wait_for(done: Callable[[], bool]) -> None:
    """Until it is done, or ten seconds have gone."""
    until = time.monotonic() + 10
    while not done() and time.monotonic() < until:
        time.sleep(0.05)
    assert done()


def test_what_there_is_to_tell_is_sent_while_the_server_runs(own_stories: Path) -> None:
    with Store.open(own_stories) as store:
        made(
            store, load(), str(own_stories), SHOWN, "outbox", "ada@example.org", name=None, kinds=ALERT_KINDS,
            quiet=None, zone="UTC", who="ada", at=AT,
        )  # fmt: skip
        new = IncidentId("inc_new")
        told = merged(incident(new, killed=4), store.read_ids()[0])
        store.publish([told], {new: (new,)}, {}, (), [Change(0, AT, "created", new)], [])
    outbox = own_stories.with_name(f"{own_stories.name}-outbox") / "new"
    faults: list[str] = []
    with sending(str(own_stories), faults.append, every=0.05):
        wait_for(lambda: outbox.is_dir() and len(list(outbox.iterdir())) == 1)
        time.sleep(0.3)
    assert len(mailbox.Maildir(outbox.parent, create=False)) == 1 and faults == []


def test_what_goes_wrong_is_told_once(tmp_path: Path) -> None:
    faults: list[str] = []
    with sending(str(tmp_path / "none.db"), faults.append, every=0.02):
        wait_for(lambda: bool(faults))
        time.sleep(0.2)
    assert len(faults) == 1 and faults[0].startswith("alerts: there is no project")
