"""Decisions are obeyed at once, by later reports and by recodes, and undoing them leads back to the start."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Protocol

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gesta.codebook.records import Codebook
from gesta.errors import UsageError
from gesta.model.incidents import Counts, MentionRef, Record
from gesta.model.judgements import Judgement
from gesta.model.merged import MergedIncident
from gesta.pipeline.recode import reading
from gesta.pipeline.settling import settle
from gesta.review import drafts
from gesta.review.decide import Decided, decide, history, take_back
from gesta.review.questions import Draft
from gesta.review.values import Known
from gesta.store.store import Store


class Desk(Protocol):
    store: Store
    book: Codebook

    def moment(self) -> str: ...
    def decide(self, draft: Draft, who: str = "ann") -> Decided: ...
    def undo(self, judgement: str, who: str = "ann") -> Decided: ...
    def of_type(self, concept: str) -> MergedIncident: ...
    def lines(self) -> list[bytes]: ...


def test_two_incidents_become_one_under_the_older_id_and_come_apart_again(desk: Desk) -> None:
    before = desk.lines()
    shooting, protest = desk.of_type("shooting"), desk.of_type("protest")
    made = desk.decide(drafts.same(desk.store, protest.id, shooting.id))
    merged = desk.store.incident(shooting.id)
    assert merged is not None and {each.account for each in merged.reports} >= {protest.id, shooting.id}
    assert desk.store.superseded_by(protest.id) == shooting.id
    gone = desk.store.incident(protest.id)
    assert gone is not None and gone.superseded_by == shooting.id
    assert ("merged", protest.id, shooting.id) in [
        (each.kind, each.incident, each.other) for each in desk.store.changes()
    ]
    assert made.judgement.id in merged.judgements

    desk.undo(made.judgement.id)
    assert desk.lines() == before
    assert desk.store.superseded_by(protest.id) is None
    assert ("split", protest.id, shooting.id) in [
        (each.kind, each.incident, each.other) for each in desk.store.changes()
    ]


def test_a_report_that_is_split_off_is_an_incident_of_its_own_under_its_own_id(desk: Desk) -> None:
    shooting = desk.of_type("shooting")
    (later,) = [each for each in shooting.reports if each.account != shooting.id]
    desk.decide(drafts.split(desk.store, shooting.id, later.id))
    rest, own = desk.store.incident(shooting.id), desk.store.incident(later.account)
    assert rest is not None and [each.account for each in rest.reports] == [shooting.id]
    assert own is not None and [each.account for each in own.reports] == [later.account]
    assert ("split", own.id, rest.id) in [(each.kind, each.incident, each.other) for each in desk.store.changes()]


def test_a_value_takes_the_place_of_the_machine_s_and_the_last_one_holds(desk: Desk, known: Known) -> None:
    bombing = desk.of_type("bombing")
    desk.decide(drafts.value(desk.store, bombing.id, "killed", "at least 9", known))
    last = desk.decide(drafts.value(desk.store, bombing.id, "killed", "6-8", known), who="ben")
    desk.decide(drafts.value(desk.store, bombing.id, "where", "geonames:99072", known))
    now = desk.store.incident(bombing.id)
    assert now is not None and now.counts.killed is not None
    assert (now.counts.killed.low, now.counts.killed.high) == (6, 8)
    assert now.where.name == "Mosul" and now.where.basis == "set by ann" and now.where.lat is not None

    desk.undo(last.judgement.id)
    now = desk.store.incident(bombing.id)
    assert (
        now is not None
        and now.counts.killed is not None
        and (now.counts.killed.low, now.counts.killed.high) == (9, None)
    )


def test_verdicts_of_two_people_that_differ_leave_the_incident_disputed(desk: Desk) -> None:
    protest = desk.of_type("protest")

    def status() -> str:
        found = desk.store.incident(protest.id)
        assert found is not None
        return found.status

    desk.decide(drafts.verdict(desk.store, protest.id, right=True))
    assert status() == "reviewed"
    wrong = desk.decide(drafts.verdict(desk.store, protest.id, right=False), who="ben")
    assert status() == "disputed"
    undone = desk.undo(wrong.judgement.id)
    assert status() == "reviewed"
    desk.undo(undone.judgement.id)
    assert status() == "disputed"


def test_a_withdrawn_report_counts_no_more_and_stays_listed(desk: Desk) -> None:
    bombing = desk.of_type("bombing")
    newest = max(bombing.reports, key=lambda each: each.published.start or "")
    assert bombing.counts.killed is not None and bombing.counts.killed.low == 8
    made = desk.decide(drafts.withdrawal(desk.store, newest.id[:20]))
    now = desk.store.incident(bombing.id)
    assert now is not None and now.counts.killed is not None and now.counts.killed.low != 8
    assert [each.id for each in now.reports if each.withdrawn] == [newest.id]
    assert made.judgement.id in now.judgements


def test_judgements_outlive_a_recode(desk: Desk, known: Known) -> None:
    """Another stamp, other ids for the accounts as read, triggers a few characters on: the decisions still hold."""
    store = desk.store
    bombing, shooting, protest = (desk.of_type(each) for each in ("bombing", "shooting", "protest"))
    desk.decide(drafts.same(store, protest.id, shooting.id))
    desk.decide(drafts.value(store, bombing.id, "killed", "6", known))
    oldest = min(bombing.reports, key=lambda each: each.published.start or "")
    desk.decide(drafts.split(store, bombing.id, oldest.account))
    before = desk.lines()
    reports = sorted({report.id for incident in store.incidents() for report in incident.reports})
    again = [msgspec.structs.replace(record, model="en@2") for record in store.records(reports)]
    store.save_readings([reading(record, "another stamp", desk.moment()) for record in again])
    assert settle(store, desk.book, desk.moment()).changes == ()
    assert desk.lines() == before


def test_judgements_find_their_words_where_the_text_has_moved(desk: Desk, known: Known) -> None:
    store = desk.store
    protest = desk.of_type("protest")
    desk.decide(drafts.value(store, protest.id, "killed", "2", known))
    desk.decide(drafts.verdict(store, protest.id, right=True))
    moved = [
        _moved(record, "A line that another cleaning leaves in. " * 3)
        for record in store.records([protest.reports[0].id])
    ]
    store.save_readings([reading(record, "another stamp", desk.moment()) for record in moved])
    settle(store, desk.book, desk.moment())
    now = store.incident(protest.id)
    assert now is not None and now.status == "reviewed"
    assert now.counts.killed is not None and now.counts.killed.low == 2


def _moved(record: Record, before: str) -> Record:
    """The record of the same text with other words before it."""

    def moved(told: MentionRef) -> MentionRef:
        return msgspec.structs.replace(told, start=told.start + len(before), end=told.end + len(before))

    incidents = tuple(
        msgspec.structs.replace(each, mentions=tuple(map(moved, each.mentions)), claims=(), counts=Counts())
        for each in record.incidents
    )
    document = msgspec.structs.replace(record.document, text=before + record.document.text, sentences=())
    return msgspec.structs.replace(record, document=document, incidents=incidents, entities=())


def test_the_later_judgement_holds_whatever_the_clock_says(desk: Desk, known: Known) -> None:
    protest = desk.of_type("protest")
    decide(
        desk.store, desk.book, drafts.value(desk.store, protest.id, "killed", "2", known), "ann", "2023-06-01T00:00:00Z"
    )
    decide(
        desk.store, desk.book, drafts.value(desk.store, protest.id, "killed", "3", known), "ben", "2023-05-01T00:00:00Z"
    )
    now = desk.store.incident(protest.id)
    assert now is not None and now.counts.killed is not None and now.counts.killed.low == 3


def test_only_what_a_judgement_touches_is_published_anew(desk: Desk) -> None:
    protest = desk.of_type("protest")
    made = desk.decide(drafts.verdict(desk.store, protest.id, right=True))
    assert {each.incident for each in made.settled.changes} == {protest.id}
    assert made.touched == {protest.id}


def test_what_cannot_be_meant_is_refused(desk: Desk, known: Known) -> None:
    store = desk.store
    bombing, protest = desk.of_type("bombing"), desk.of_type("protest")
    for refused in (
        lambda: drafts.same(store, bombing.id, bombing.id),
        lambda: drafts.same(store, bombing.id, "inc_nothing"),
        lambda: drafts.same(store, bombing.id, "inc_"),
        lambda: drafts.same(store, bombing.id, ""),
        lambda: drafts.different(store, bombing.id, bombing.id),
        lambda: drafts.split(store, protest.id, protest.reports[0].id),
        lambda: drafts.split(store, bombing.id, "no such report"),
        lambda: drafts.withdrawal(store, "sha256:0"),
        lambda: drafts.value(store, bombing.id, "mood", "grim", known),
        lambda: take_back(store, desk.book, "jdg_nothing", "ann", desk.moment()),
        lambda: decide(store, desk.book, drafts.verdict(store, protest.id, right=True), " ", desk.moment()),
    ):
        with pytest.raises(UsageError):
            refused()
    assert store.judgements() == ()


def test_a_contrary_judgement_is_to_be_undone_first(desk: Desk) -> None:
    shooting, protest = desk.of_type("shooting"), desk.of_type("protest")
    apart = desk.decide(drafts.different(desk.store, shooting.id, protest.id))
    with pytest.raises(UsageError, match=apart.judgement.id):
        drafts.same(desk.store, shooting.id, protest.id)
    desk.undo(apart.judgement.id)
    desk.decide(drafts.same(desk.store, shooting.id, protest.id))
    with pytest.raises(UsageError, match="judged same"):
        drafts.different(desk.store, shooting.id, protest.id)


def test_undoing_twice_is_refused_and_the_history_tells_what_holds(desk: Desk) -> None:
    protest = desk.of_type("protest")
    made = desk.decide(drafts.verdict(desk.store, protest.id, right=True))
    undone = desk.undo(made.judgement.id)
    with pytest.raises(UsageError, match=undone.judgement.id):
        desk.undo(made.judgement.id)
    assert [(each.judgement.kind, each.holds) for each in history(desk.store)] == [("right", False), ("undo", True)]


ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(
            ["same", "different", "split", "right", "wrong", "killed", "when", "where", "withdraw", "undo"]
        ),
        st.integers(0, 30),
        st.integers(0, 30),
    ),
    max_size=6,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(actions=ACTIONS)
def test_undoing_everything_leads_back_to_the_start(
    original: Path, tmp_path: Path, book: Codebook, known: Known, actions: list[tuple[str, int, int]]
) -> None:
    path = Path(shutil.copy(original, tmp_path / "property.db"))
    with Store.open(path) as store:
        start = [msgspec.json.encode(each) for each in store.incidents()]
        for number, action in enumerate(actions):
            at = f"2023-05-01T00:00:00.{number:06d}Z"
            try:
                _act(store, book, known, action, at)
            except UsageError:
                continue
        for number, past in enumerate(reversed(history(store))):
            if past.undone_by is None:
                now = next(each for each in history(store) if each.judgement.id == past.judgement.id)
                if now.undone_by is None and now.judgement.kind != "undo":
                    take_back(store, book, past.judgement.id, "ann", f"2023-06-01T00:00:00.{number:06d}Z")
        assert not any(each.holds for each in history(store) if each.judgement.kind != "undo")
        assert [msgspec.json.encode(each) for each in store.incidents()] == start


def _act(store: Store, book: Codebook, known: Known, action: tuple[str, int, int], at: str) -> None:
    kind, first, second = action
    found = list(store.incidents())
    one, other = found[first % len(found)], found[second % len(found)]
    report = one.reports[second % len(one.reports)]
    made: tuple[Judgement, ...] = store.judgements()
    if kind == "undo":
        if made:
            take_back(store, book, made[first % len(made)].id, "ben", at)
        return
    making = {
        "same": lambda: drafts.same(store, one.id, other.id),
        "different": lambda: drafts.different(store, one.id, report.account if first % 2 else other.id),
        "split": lambda: drafts.split(store, one.id, report.account),
        "right": lambda: drafts.verdict(store, one.id, right=True),
        "wrong": lambda: drafts.verdict(store, one.id, right=False),
        "killed": lambda: drafts.value(store, one.id, "killed", str(second), known),
        "when": lambda: drafts.value(store, one.id, "when", f"2023-03-{1 + second % 28:02d}", known),
        "where": lambda: drafts.value(store, one.id, "where", "unknown", known),
        "withdraw": lambda: drafts.withdrawal(store, report.id),
    }
    decide(store, book, making[kind](), "ann", at)
