"""What an alert tells of which change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from tests.contract.store.factory import AT, incident, merged, reading, report

from gesta.codebook.load import load
from gesta.codebook.records import Codebook
from gesta.errors import UsageError
from gesta.model.alerts import ALERT_KINDS, Alert, Delivery
from gesta.model.merged import Change, MergedIncident
from gesta.model.terms import ChangeKind, IncidentId
from gesta.pipeline.alerting import TRIES, NotSentError, Sender, watch
from gesta.pipeline.quiet import is_quiet
from gesta.store.store import Store

REPORT = report()
ONE, TWO = IncidentId("inc_1"), IncidentId("inc_2")
RULE = Alert("alr_1", "all", "min_killed=2", "webhook", "x", ALERT_KINDS, "ada", AT, 0)


@dataclass
class Receiver:
    got: list[tuple[str, str, str]] = field(default_factory=list)
    fault: NotSentError | None = None

    def send(self, alert: Alert, delivery: Delivery, incident: MergedIncident | None) -> str:
        if self.fault is not None:
            raise self.fault
        self.got.append((delivery.incident, delivery.kind, delivery.what))
        return "200"


@pytest.fixture(scope="module")
def book() -> Codebook:
    return load()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "p.db") as made:
        made.add_report(REPORT, AT)
        made.save_reading(reading(REPORT, ONE, TWO))
        yield made


def tell(store: Store, id: IncidentId, killed: int, kind: ChangeKind = "updated", status: str = "machine") -> None:
    made = merged(incident(id, killed=killed), REPORT.id)
    made = msgspec.structs.replace(made, status=status)
    store.publish([made], {id: (id,)}, {}, (), [Change(0, AT, kind, id)], [id])


def test_only_what_is_other_is_told(store: Store, book: Codebook) -> None:
    tell(store, ONE, 2, "created")
    watch(store, book, RULE)
    receiver = Receiver()
    sender = Sender(store, book, receiver)
    sender.round()
    assert receiver.got == []  # It was there when the rule was made.
    tell(store, ONE, 2)
    sender.round()
    assert receiver.got == []  # Something else changed.
    tell(store, ONE, 5)
    tell(store, TWO, 1, "created")
    sender.round()
    assert receiver.got == [(ONE, "toll", "killed 2, now killed 5")]
    tell(store, TWO, 4)
    tell(store, ONE, 5, "withdrawn", "withdrawn")
    sender.round()
    assert sorted(receiver.got[1:]) == [(ONE, "withdrawn", "it was withdrawn"), (TWO, "entered", "killed 4")]
    assert sender.round() == {"found": 0, "claimed": 0, "sent": 0, "settled": 0}
    assert [each.status for each in store.deliveries("alr_1", 10)] == ["sent"] * 3


def test_what_goes_into_another_incident_does_not_enter_again(store: Store, book: Codebook) -> None:
    tell(store, ONE, 2, "created")
    watch(store, book, RULE)
    whole = merged(incident(TWO, killed=3), REPORT.id)
    changes = [Change(0, AT, "created", TWO), Change(0, AT, "merged", ONE, TWO)]
    store.publish([whole], {TWO: (TWO, ONE)}, {ONE: TWO}, (), changes, [ONE, TWO])
    receiver = Receiver()
    Sender(store, book, receiver).round()
    assert receiver.got == [(TWO, "toll", "killed 2, now killed 3")]


def test_what_nothing_tells_any_more_is_withdrawn(store: Store, book: Codebook) -> None:
    tell(store, ONE, 2, "created")
    watch(store, book, RULE)
    store.publish([], {}, {}, [ONE], [Change(0, AT, "withdrawn", ONE)], [ONE])
    receiver = Receiver()
    Sender(store, book, receiver).round()
    assert receiver.got == [(ONE, "withdrawn", "no report tells it any more")]


def test_kinds_that_are_not_asked_for_are_not_told(store: Store, book: Codebook) -> None:
    watch(store, book, msgspec.structs.replace(RULE, kinds=("toll",)))
    tell(store, ONE, 2, "created")
    receiver = Receiver()
    sender = Sender(store, book, receiver)
    sender.round()
    tell(store, ONE, 3)
    sender.round()
    assert [each[1] for each in receiver.got] == ["toll"]


def test_quiet_hours_hold_back_and_let_go_after(store: Store, book: Codebook) -> None:
    watch(store, book, msgspec.structs.replace(RULE, quiet="22:00-06:00", zone="Africa/Nairobi"))
    tell(store, ONE, 2, "created")
    receiver = Receiver()
    night, morning = datetime(2031, 5, 2, 20, tzinfo=UTC), datetime(2031, 5, 3, 3, tzinfo=UTC)
    Sender(store, book, receiver, lambda: night).round()
    assert receiver.got == [] and store.delivery_counts() == {"alr_1": {"waiting": 1}}
    Sender(store, book, receiver, lambda: morning).round()
    assert len(receiver.got) == 1


def test_a_receiver_that_is_away_is_tried_five_times(store: Store, book: Codebook) -> None:
    watch(store, book, RULE)
    tell(store, ONE, 2, "created")
    moment = datetime(2031, 5, 2, tzinfo=UTC)
    receiver = Receiver(fault=NotSentError("busy", again=True))
    for number in range(1, TRIES + 1):
        Sender(store, book, receiver, lambda moment=moment: moment).round()  # type: ignore[misc]
        (found,) = store.deliveries("alr_1", 10)
        assert (found.tries, found.status) == (number, "failed" if number == TRIES else "waiting")
        Sender(store, book, receiver, lambda moment=moment: moment).round()  # type: ignore[misc]
        assert store.deliveries("alr_1", 10)[0].tries == number  # Not before its time.
        moment += timedelta(hours=3)
    assert found.detail == "busy"


def test_what_may_have_arrived_is_not_sent_again(store: Store, book: Codebook) -> None:
    watch(store, book, RULE)
    tell(store, ONE, 2, "created")
    receiver = Receiver(fault=NotSentError("no answer", again=False))
    Sender(store, book, receiver).round()
    assert store.delivery_counts() == {"alr_1": {"failed": 1}}


def test_a_rule_that_was_ended_tells_nothing(store: Store, book: Codebook) -> None:
    watch(store, book, msgspec.structs.replace(RULE, quiet="00:00-23:59"))
    tell(store, ONE, 2, "created")
    receiver = Receiver()
    noon = datetime(2031, 5, 2, 12, tzinfo=UTC)
    Sender(store, book, receiver, lambda: noon).round()
    assert store.end_alert("alr_1", AT) and not store.end_alert("alr_1", AT)
    Sender(store, book, receiver, lambda: noon + timedelta(days=1)).round()
    assert receiver.got == [] and store.deliveries("alr_1", 1)[0].detail.startswith("the alert was ended")
    assert store.alerts() == [] and len(store.alerts(ended=True)) == 1


@pytest.mark.parametrize(
    ("hours", "hour", "quiet"),
    [("22:00-06:00", 23, True), ("22:00-06:00", 5, True), ("22:00-06:00", 6, False), ("12:00-13:00", 12, True),
     ("12:00-13:00", 13, False), (None, 3, False)],
)  # fmt: skip
def test_hours_are_those_of_the_zone(hours: str | None, hour: int, quiet: bool) -> None:
    assert is_quiet(hours, "UTC", datetime(2031, 5, 2, hour, tzinfo=UTC)) is quiet
    assert is_quiet(hours, "Africa/Nairobi", datetime(2031, 5, 2, hour, tzinfo=UTC) - timedelta(hours=3)) is quiet


@pytest.mark.parametrize(("quiet", "zone"), [("25:00-06:00", "UTC"), ("night", "UTC"), ("06:00-06:00", "UTC"),
                                             (None, "Atlantis/Poseidon"), (None, "../../etc/passwd")])  # fmt: skip
def test_what_is_no_hour_or_zone_is_refused(store: Store, book: Codebook, quiet: str | None, zone: str) -> None:
    with pytest.raises(UsageError):
        watch(store, book, msgspec.structs.replace(RULE, quiet=quiet, zone=zone))
    assert store.alerts() == []
