"""What the pages count, and alerts, on both databases."""

from __future__ import annotations

from tests.contract.store.factory import AT, incident, merged, reading, report

from gesta.errors import Problem
from gesta.model.alerts import ALERT_KINDS, Alert, Delivery
from gesta.model.filters import SHOWN
from gesta.model.merged import Change
from gesta.model.terms import IncidentId
from gesta.store import Store
from gesta.store.alerts import LOST

ONE, TWO = IncidentId("inc_1"), IncidentId("inc_2")
WIRE, OTHER = report(outlet="Wire"), report("Another text.", "https://b.example/", outlet="Daily Example")
RULE = Alert("alr_1", "all", "", "webhook", "https://hook.example/", ALERT_KINDS, "ada", AT, 0, secret="s")


def fill(store: Store) -> None:
    """Two incidents in two reports."""
    for each in (WIRE, OTHER):
        store.add_report(each, AT)
    store.save_reading(reading(WIRE, ONE))
    store.save_reading(reading(OTHER, TWO))
    first, second = merged(incident(ONE, killed=3), WIRE.id, OTHER.id), merged(incident(TWO, killed=None), OTHER.id)
    changes = [Change(0, AT, "created", ONE), Change(0, AT, "created", TWO)]
    store.publish([first, second], {ONE: (ONE,), TWO: (TWO,)}, {}, (), changes, ())


def test_outlets_and_coverage(store: Store) -> None:
    fill(store)
    found = {each.outlet: each for each in store.outlets()}
    assert {name: each.reports for name, each in found.items()} == {"Wire": 1, "Daily Example": 1}
    assert (found["Daily Example"].incidents, found["Daily Example"].alone) == (2, 2)
    assert store.outlet_months() == {"Wire": {"2031-05": 1}, "Daily Example": {"2031-05": 1}}
    assert store.outlet_types("Daily Example") == [("shelling", "Shelling", 2)]
    assert [each.report for each in store.outlet_reports("Wire", 5)] == [WIRE.id]
    assert store.copied("Wire") == [] and store.contradictions("Wire", 5) == []
    assert [(each.day, each.outlet, each.reports) for each in store.reports_by_day()] == [
        ("2031-05-02", "Daily Example", 1), ("2031-05-02", "Wire", 1)]  # fmt: skip
    store.add_problem(Problem("a:1", "row 1 is “odd”", "mend it"), AT)
    store.add_problem(Problem("a:2", "row 2 is “even”", "mend it"), AT)
    (group,) = store.problem_groups()
    assert (group.what, group.number, len(group.examples)) == ("row … is …", 2, 2)
    assert store.unread_reports(5) == (0, [])
    (reviewed,) = store.reviewed_by_type()
    assert (reviewed.incidents, reviewed.machine) == (2, 2)


def test_actors_and_places(store: Store) -> None:
    fill(store)
    assert store.actors_told() == []
    (name,) = store.names_told(5)
    assert (name.name, name.incidents) == ("the market", 2)
    assert store.roles_of("nobody") == [] and store.told_with("nobody", 5) == []
    assert store.units_told() == [("IQ", None, 2)]
    (place,) = store.places_told("IQ", None, 5)
    assert (place.name, place.incidents) == ("Tarmin", 2)
    assert store.places_told("IQ", "Kirkuk", 5) == []


def test_lines_and_figures(store: Store) -> None:
    fill(store)
    lines = list(store.lines(SHOWN))
    assert [(line.id, line.counts) for line in lines] == [(ONE, {"killed": (3, 3)}), (TWO, {})]
    assert store.figures(SHOWN, "lead")[ONE]["killed"].best == 3


def test_alerts_and_their_deliveries(store: Store) -> None:
    fill(store)
    rule = store.add_alert(RULE, [(ONE, "killed 3")])
    assert rule.since == 2 and store.alerts() == [rule] == [store.alert("alr_1")]
    assert store.alert_members("alr_1", [ONE, TWO]) == {ONE: "killed 3"}
    found = Delivery("alr_1", TWO, "entered", 3, AT, "no toll told")
    for _ in range(2):
        store.advance_alert("alr_1", 3, {TWO: "", ONE: None}, [found])
    assert store.alert_members("alr_1", [ONE, TWO]) == {TWO: ""}
    assert store.due_deliveries("2031-05-02T09:00:00Z", 5) == [found]
    assert store.claim_delivery(found, "2031-05-02T09:00:00Z")
    assert not store.claim_delivery(found, "2031-05-02T09:00:00Z")
    assert store.due_deliveries("2031-05-02T10:00:00Z", 5) == []
    store.settle_delivery(found, "waiting", "2031-05-02T11:00:00Z", "busy")
    assert store.due_deliveries("2031-05-02T10:00:00Z", 5) == []
    assert store.due_deliveries("2009-01-01T00:00:00Z", 5, "2009-01-01T02:00:00Z") == store.deliveries("alr_1", 5)
    (again,) = store.due_deliveries("2031-05-02T11:00:00Z", 5)
    assert again.tries == 1 and store.claim_delivery(again, "2031-05-02T11:00:00Z")
    assert store.give_up_deliveries("2031-05-02T10:00:00Z") == 0
    assert store.give_up_deliveries("2031-05-02T12:00:00Z") == 1
    (lost,) = store.deliveries("alr_1", 5)
    assert (lost.status, lost.detail) == ("failed", LOST)
    assert store.delivery_counts() == {"alr_1": {"failed": 1}}
    assert store.end_alert("alr_1", AT) and not store.end_alert("alr_1", AT)
    assert store.alerts() == [] and [each.ended_at for each in store.alerts(ended=True)] == [AT]
