"""What the merging keeps: links, copies, ages of ids, judgements, feeds."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, text

from gesta.errors import UsageError
from gesta.model.feeds import FeedState
from gesta.model.judgements import Anchor, Judgement
from gesta.model.merged import Copy, CopyChange, Link
from gesta.model.spans import Quote
from gesta.model.terms import IncidentId, JudgementId
from gesta.model.values import Reason
from gesta.store import Store

from .factory import AT, numbered, reading


def link(one: str, other: str, weight: float = 2.5) -> Link:
    return Link(IncidentId(one), IncidentId(other), weight, (Reason("same day", weight, "2031-05-01"),))


def test_links_with_a_touched_end_are_replaced(store: Store) -> None:
    store.replace_links([], [link("a", "b"), link("b", "c"), link("d", "c"), link("d", "e")])
    assert store.links_of(["c"]) == [link("b", "c"), link("d", "c")]
    store.replace_links(["c", "x"], [link("c", "x", 1.0)])
    assert store.links_of(["a", "b", "c", "d", "e"]) == [link("a", "b"), link("c", "x", 1.0), link("d", "e")]
    assert store.links_of([]) == []


def test_a_pair_has_one_link(store: Store) -> None:
    store.replace_links([], [link("a", "b"), link("b", "a", 3.0)])
    assert store.links_of(["a"]) == [link("b", "a", 3.0)]
    store.replace_links([], [link("a", "b", 4.0)])
    assert store.links_of(["b"]) == [link("a", "b", 4.0)]


def test_ids_are_numbered_once_in_the_order_given(store: Store) -> None:
    store.ensure_ids([IncidentId(each) for each in ("z", "a", "z")])
    store.ensure_ids([IncidentId(each) for each in ("b", "a", "c")])
    assert store.seq_of(["a", "b", "c", "z", "none"]) == {"z": 1, "a": 2, "b": 3, "c": 4}


def test_copies_are_replaced_by_report(store: Store) -> None:
    for number in range(4):
        store.add_report(numbered(number), AT)
    ids = [numbered(number).id for number in range(4)]
    store.save_readings([reading(numbered(number)) for number in range(3)])
    assert store.reports_of_copy_keys(["copy|1", "copy|none"]) == {"copy|1": sorted(ids[:3])}
    assert store.copy_keys_of(ids) == {id: ("copy|1", f"copy|{id}") for id in ids[:3]}
    credit = Quote(0, 3, "AFP", ids[1])
    changed = (
        CopyChange("number", Quote(0, 1, "3", ids[1]), Quote(0, 1, "5", ids[0])),
        CopyChange("added", None, credit),
    )
    first, second = Copy(ids[1], ids[0], 0.9, "credited", credit, changed), Copy(ids[2], ids[0], 1.0, "earliest")
    store.save_copies(ids, [first, second])
    assert store.copies_of([ids[0]]) == sorted([first, second], key=lambda each: each.report)
    assert store.copies_of([ids[1], ids[3]]) == [first]
    store.save_copies([ids[1]], [])
    assert store.copies_of(ids) == [second]


def test_judgements_stand_in_the_order_made_and_once(store: Store) -> None:
    anchors = (Anchor(numbered(1).id, 3, 9, "killed"), Anchor(numbered(2).id))
    first = Judgement(JudgementId("jud_2"), "same", anchors, "anna", AT, "one market")
    second = Judgement(
        JudgementId("jud_1"), "value", anchors[:1], "ben", AT, "", "counts.killed", {"low": 3, "high": None}
    )
    third = Judgement(JudgementId("jud_3"), "undo", (), "anna", AT, undoes=first.id)
    for each in (first, second, third, first):
        store.append_judgement(each)
    assert store.judgements() == (first, second, third)
    with pytest.raises(UsageError, match="never changed"):
        store.append_judgement(Judgement(first.id, "different", anchors, "anna", AT))


@pytest.mark.parametrize(
    "statement", ["UPDATE judgements SET who = 'x'", "DELETE FROM judgements", "DELETE FROM ledger"]
)
def test_decisions_and_ids_are_never_changed(store: Store, raw: Engine, statement: str) -> None:
    store.append_judgement(Judgement(JudgementId("jud_1"), "right", (Anchor(numbered(1).id),), "anna", AT))
    store.ensure_ids([IncidentId("a")])
    with pytest.raises(Exception, match="append-only"), raw.begin() as connection:
        connection.execute(text(statement))


def test_feeds_are_remembered(store: Store) -> None:
    address = "https://news.example/rss"
    assert store.feed(address) is None
    store.save_feed(FeedState(address, '"abc"', None, AT, 2, "timeout", AT))
    store.save_feed(FeedState(address, '"def"', "Mon, 01 May 2031 08:00:00 GMT", AT))
    store.save_feed(FeedState("https://a.example/rss"))
    assert store.feed(address) == FeedState(address, '"def"', "Mon, 01 May 2031 08:00:00 GMT", AT)
    assert [each.url for each in store.feeds()] == ["https://a.example/rss", address]
