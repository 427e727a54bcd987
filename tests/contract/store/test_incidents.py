"""Incidents are published as a whole, listed, filtered, superseded; the feed says what became of them."""

from __future__ import annotations

from itertools import pairwise

import msgspec
import pytest
from sqlalchemy import Engine, text

from gesta.model.filters import Filter, Near
from gesta.model.merged import Change, MergedIncident
from gesta.model.terms import ConceptId, IncidentId
from gesta.store import Store

from .factory import AT, incident, merged, numbered, reading


@pytest.fixture
def told(store: Store) -> Store:
    """A project with four reports, each read with an account of its own."""
    for number in range(4):
        store.add_report(numbered(number), AT)
        store.save_reading(reading(numbered(number), f"inc_{number}"))
    return store


def change(kind: str, id: str, other: str | None = None) -> Change:
    return Change(0, AT, kind, IncidentId(id), IncidentId(other) if other else None, "why")  # type: ignore[arg-type]


def publish(store: Store, *incidents: MergedIncident, **more: object) -> None:
    membership = {each.id: tuple(source.account for source in each.reports) for each in incidents}
    store.publish(incidents, membership, more.get("superseded", {}), more.get("removed", ()), (), ())  # type: ignore[arg-type]


def test_an_incident_comes_back_as_it_was(told: Store) -> None:
    made = merged(incident("inc_0"), numbered(0).id, numbered(1).id)
    told.publish([made], {made.id: ("inc_0", "inc_1")}, {}, [], [change("created", "inc_0")], ["inc_0", "inc_1"])
    assert told.incident(made.id) == made
    assert list(told.incidents()) == [made]
    assert told.incident(IncidentId("inc_9")) is None
    assert told.members(["inc_0", "inc_9"]) == {"inc_0": ("inc_0", "inc_1")}
    assert told.clusters_of(["inc_0", "inc_1", "inc_2"]) == {"inc_0": "inc_0", "inc_1": "inc_0"}
    assert told.dirty() == ["inc_2", "inc_3"]
    publish(told, made)
    assert list(told.incidents()) == [made]


def test_what_went_into_another_is_kept_and_points_there(told: Store) -> None:
    publish(told, *(merged(incident(f"inc_{number}"), numbered(number).id) for number in range(3)))
    into_first = merged(incident("inc_0"), numbered(0).id, numbered(1).id)
    told.publish(
        [into_first], {"inc_0": ("inc_0", "inc_1")}, {"inc_1": "inc_0"}, [], [change("merged", "inc_1", "inc_0")], []
    )
    told.publish([], {"inc_2": ("inc_0", "inc_1", "inc_2")}, {"inc_0": "inc_2"}, [], [], [])
    assert [each.id for each in told.incidents()] == ["inc_2"]
    assert told.superseded_by("inc_1") == told.superseded_by("inc_0") == "inc_2"
    assert told.superseded_by("inc_2") is None
    gone = told.incident("inc_1")
    assert gone is not None and gone.superseded_by == "inc_0"
    assert told.find_ids("inc_") == ["inc_0", "inc_1", "inc_2"]
    assert told.members(["inc_0", "inc_2"]) == {"inc_2": ("inc_0", "inc_1", "inc_2")}


def test_an_id_stands_again_when_its_merge_is_undone(told: Store) -> None:
    publish(told, *(merged(incident(f"inc_{number}"), numbered(number).id) for number in range(2)))
    told.publish([], {"inc_0": ("inc_0", "inc_1")}, {"inc_1": "inc_0"}, [], [], [])
    publish(
        told,
        *(merged(incident(f"inc_{number}"), numbered(number).id) for number in range(2)),
        superseded={"inc_1": None},
    )
    assert told.superseded_by("inc_1") is None
    assert [each.id for each in told.incidents()] == ["inc_0", "inc_1"]
    assert told.incident("inc_1").superseded_by is None  # type: ignore[union-attr]


def test_an_id_that_was_never_published_can_be_superseded(told: Store) -> None:
    told.publish([], {"inc_0": ("inc_0", "inc_1")}, {"inc_1": "inc_0"}, [], [], [])
    assert told.superseded_by("inc_1") == "inc_0"
    assert told.incident("inc_1") is None


def test_what_nothing_tells_any_more_is_not_listed(told: Store) -> None:
    publish(told, merged(incident("inc_0"), numbered(0).id))
    publish(told, removed=["inc_0"])
    assert list(told.incidents()) == []
    assert told.members(["inc_0"]) == {}
    assert told.incident("inc_0") is not None and told.superseded_by("inc_0") is None
    assert told.stats()["incidents"] == 0


def test_publishing_joins_a_transaction(told: Store) -> None:
    with pytest.raises(ZeroDivisionError), told.transaction():
        told.ensure_ids(["inc_0"])
        publish(told, merged(incident("inc_0"), numbered(0).id))
        raise ZeroDivisionError
    assert list(told.incidents()) == [] and told.seq_of(["inc_0"]) == {}


def test_changes_are_numbered_and_read_on(told: Store) -> None:
    numbered_ = told.publish([], {}, {}, [], [change("created", "a"), change("created", "b")], [])
    told.publish([], {}, {}, [], [change("merged", "b", "a")], [])
    assert [each.seq for each in numbered_] == [1, 2]
    assert [(each.seq, each.kind, each.other) for each in told.changes(1)] == [(2, "created", None), (3, "merged", "a")]
    assert [each.seq for each in told.changes(0, 2)] == [1, 2]
    assert told.changes(3) == []
    assert told.changes()[2] == msgspec.structs.replace(change("merged", "b", "a"), seq=3)


def test_incidents_are_filtered(told: Store) -> None:
    kinds = {
        "inc_0": incident("inc_0", start="2031-05-01"),
        "inc_1": incident("inc_1", start="2031-05-03T18:00", type="arrest"),
        "inc_2": incident("inc_2", start=None, country="SY"),
        "inc_3": incident("inc_3", start="2031-06-10", realis="planned"),
    }
    made = [merged(each, numbered(place).id) for place, each in enumerate(kinds.values())]
    made[1] = msgspec.structs.replace(made[1], status="disputed")
    publish(told, *made)

    def ids(limit: int | None = None, **asked: object) -> list[str]:
        return [each.id for each in told.incidents(Filter(**asked), limit=limit)]  # type: ignore[arg-type]

    assert ids() == ["inc_0", "inc_1", "inc_3", "inc_2"], "by start, the unknown ones last"
    assert told.count_incidents() == 4 and told.count_incidents(Filter(types=(ConceptId("arrest"),))) == 1
    assert told.count_incidents(Filter(near=Near(33.1, 44.2, 5.0))) == 4
    assert told.count_incidents(Filter(near=Near(35.1, 44.2, 5.0))) == 0
    assert ids(limit=2) == ["inc_0", "inc_1"] and ids(limit=4) == ids(limit=9) == ids() and ids(limit=0) == []
    assert ids(types=(ConceptId("arrest"),)) == ["inc_1"]
    assert ids(countries=("SY",)) == ["inc_2"]
    assert ids(statuses=("disputed",)) == ["inc_1"]
    assert ids(since="2031-05-02") == ["inc_1", "inc_3"]
    assert ids(until="2031-05-03") == ["inc_0", "inc_1"]
    assert ids(since="2031-05", until="2031-05") == ["inc_0", "inc_1"]
    assert ids(shown_only=True) == ["inc_0", "inc_1", "inc_2"]
    assert ids(text='"attack number 3"') == ["inc_3"]
    assert ids(text='"attack number 3"', shown_only=True) == [] == ids(text="?!")
    assert told.find_ids("inc_1") == ["inc_1"] and told.find_ids("%") == [] and len(told.find_ids("", 3)) == 3
    assert told.stats()["incidents_shown"] == 3


def test_a_long_listing_streams_in_order_with_every_incident_once(store: Store) -> None:
    store.add_report(numbered(0), AT)
    days = [None if number % 7 == 0 else f"2031-01-{1 + number * 7 % 28:02}" for number in range(650)]
    made = [merged(incident(f"inc_{number:04}", start=day), numbered(0).id) for number, day in enumerate(days)]
    publish(store, *made)
    listed = list(store.incidents())
    assert len(listed) == len({each.id for each in listed}) == 650
    keys = [(each.when.start or "~", each.id) for each in listed]
    assert all(one < other for one, other in pairwise(keys))


def test_views_show_what_was_published(told: Store, raw: Engine) -> None:
    made = merged(incident("inc_0"), numbered(0).id, numbered(1).id)
    told.publish([made], {"inc_0": ("inc_0", "inc_1")}, {}, [], [], [])
    with raw.connect() as connection:

        def rows(query: str) -> list[dict[str, object]]:
            return [dict(row) for row in connection.execute(text(query)).mappings()]

        listed = rows("SELECT * FROM incident_list")
        assert [(row["id"], row["killed_low"], row["sources"], row["grade"]) for row in listed] == [
            ("inc_0", 3, 2, "B2")
        ]
        reports = rows("SELECT * FROM incident_reports ORDER BY account")
        assert [row["source"] for row in reports] == ["https://news.example/0", "https://news.example/1"]
        claims = rows("SELECT * FROM incident_claims WHERE field = 'counts.killed' ORDER BY claim")
        assert [(row["speaker"], row["account"]) for row in claims] == [("police", "inc_0"), ("police", "inc_1")]
        assert rows("SELECT field, low, speaker, told FROM toll_history") == [
            {"field": "killed", "low": 3, "speaker": "police", "told": "three"}
        ]
        assert rows("SELECT policy, best FROM figures") == [{"policy": "lead", "best": 3}]
        assert {row["day"]: row["incidents"] for row in rows("SELECT * FROM coverage_by_day")} == {
            "2031-05-01": 1, "2031-05-02": 0}  # fmt: skip
        with pytest.raises(Exception, match="append-only"):
            told.publish([], {}, {}, [], [change("created", "a")], [])
            connection.execute(text("DELETE FROM changes"))
