"""Alerts under every interleaving of changes, crashes and two senders: nothing is sent twice, nothing is forgotten."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.contract.store.factory import AT, incident, merged, reading, report

from gesta.codebook.load import load
from gesta.codebook.records import Codebook
from gesta.model.alerts import ALERT_KINDS, Alert, Delivery
from gesta.model.merged import Change, MergedIncident
from gesta.model.terms import ChangeKind, IncidentId
from gesta.pipeline.alerting import NotSentError, Sender, Step, watch
from gesta.store.store import Store

BOOK: Codebook = load()
REPORT = report()
IDS = tuple(IncidentId(f"inc_{number}") for number in range(3))


@pytest.fixture(scope="module")
def empty() -> Iterator[Path]:
    """A project with a report and no incident."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        with Store.create(path) as store:
            store.add_report(REPORT, AT)
            store.save_reading(reading(REPORT, *IDS))
        yield path


@dataclass
class Receiver:
    """Counts what it gets; refuses what it is told to refuse."""

    got: Counter[str] = field(default_factory=Counter)
    refuse: bool = False

    def send(self, alert: Alert, delivery: Delivery, incident: MergedIncident | None) -> str:
        if self.refuse:
            raise NotSentError("busy", again=True)
        self.got[delivery.key] += 1
        return "200"


@dataclass
class Clock:
    """A clock that is set by hand."""

    moment: datetime = datetime(2031, 5, 2, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment


def tell(store: Store, id: IncidentId, killed: int | None) -> None:
    """The incident stands with so many killed; None withdraws it."""
    before = store.incident(id)
    made = merged(incident(id, killed=killed if killed is not None else 1), REPORT.id)
    kind: ChangeKind = "updated" if before else "created"
    if killed is None:
        made, kind = msgspec.structs.replace(made, status="withdrawn"), "withdrawn"
    store.publish([made], {id: (id,)}, {}, (), [Change(0, AT, kind, id)], [id])


def rule(store: Store) -> Alert:
    return watch(store, BOOK, Alert("alr_1", "all", "min_killed=2", "webhook", "x", ALERT_KINDS, "ada", AT, 0))


ACTIONS = st.lists(
    st.one_of(
        st.tuples(st.just("tell"), st.sampled_from(IDS), st.sampled_from([None, 1, 2, 3])),
        *[st.tuples(st.just("step"), st.integers(0, 1), st.just(None))] * 4,
        st.tuples(st.just("crash"), st.integers(0, 1), st.just(None)),
        st.tuples(st.just("refuse"), st.booleans(), st.just(None)),
        st.tuples(st.just("later"), st.sampled_from([1, 20]), st.just(None)),
    ),
    max_size=30,
)


@settings(max_examples=50)
@given(actions=ACTIONS)
def test_every_delivery_is_sent_at_most_once_and_recorded(
    empty: Path, actions: list[tuple[str, object, object]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(shutil.copy(empty, Path(folder) / "p.db"))
        receiver, clock = Receiver(), Clock()
        with Store.open(path) as store, Store.open(path) as one, Store.open(path) as other:
            rule(store)
            for id in IDS:
                tell(store, id, 2)
            senders = [Sender(each, BOOK, receiver, clock) for each in (one, other)]
            running: list[Iterator[Step] | None] = [None, None]
            unsettled = 0
            last: list[Step | None] = [None, None]
            for what, which, value in actions:
                if what == "tell":
                    assert isinstance(which, str) and (value is None or isinstance(value, int))
                    tell(store, IncidentId(which), value)
                elif what == "refuse":
                    receiver.refuse = bool(which)
                elif what == "later":
                    assert isinstance(which, int)
                    clock.moment += timedelta(minutes=which)
                elif what == "step":
                    assert isinstance(which, int)
                    running[which] = running[which] or senders[which].steps()
                    step = next(running[which], None)  # type: ignore[arg-type]
                    last[which] = step
                    if step is None:
                        running[which] = None
                else:
                    assert isinstance(which, int)
                    unsettled += running[which] is not None and last[which] in ("claimed", "sent")
                    running[which], last[which] = None, None
            finish(senders[0], running, receiver, clock)
            assert not receiver.got or max(receiver.got.values()) == 1
            check(store, receiver, unsettled)


def finish(sender: Sender, running: list[Iterator[Step] | None], receiver: Receiver, clock: Clock) -> None:
    """Nobody crashes any more: who runs runs out, then rounds until nothing waits."""
    receiver.refuse = False
    for each in running:
        for _ in each or ():
            pass
    for _ in range(8):
        clock.moment += timedelta(hours=3)
        sender.round()


def check(store: Store, receiver: Receiver, unsettled: int) -> None:
    """Every delivery was settled: sent and received, or failed; of those, only the crashed were received."""
    found = store.deliveries("alr_1", 10_000)
    assert {each.status for each in found} <= {"sent", "failed"}
    sent = {each.key for each in found if each.status == "sent"}
    assert sent <= set(receiver.got)
    assert set(receiver.got) <= {each.key for each in found}
    lost = [each for each in found if each.status == "failed" and each.key in receiver.got]
    assert len(lost) <= unsettled
    crashed = [each for each in found if each.status == "failed" and "sender stopped" in each.detail]
    refused = [each for each in found if each.status == "failed" and each.tries == 5]
    assert len(crashed) <= unsettled and len(crashed) + len(refused) == len(found) - len(sent)
    follows(store, found)


def follows(store: Store, found: list[Delivery]) -> None:
    """The kinds told of each incident make sense in their order, and end where the incident is now."""
    for id in IDS:
        kinds = [each.kind for each in sorted(found, key=lambda each: each.change) if each.incident == id]
        inside = False
        for place, kind in enumerate(kinds):
            if kind == "entered":
                assert not inside or kinds[place - 1] != "withdrawn"
            else:
                assert place > 0, "nothing changes or is withdrawn that never entered"
            inside = kind != "withdrawn"
        now = store.incident(id)
        wanted = now is not None and now.status != "withdrawn" and now.counts.killed is not None
        if wanted and now is not None and now.counts.killed is not None and (now.counts.killed.low or 0) >= 2:
            assert kinds and kinds[-1] != "withdrawn"
