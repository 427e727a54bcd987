"""Which question comes first, and that what a person settled never comes again until it is undone."""

from __future__ import annotations

from typing import Protocol

import msgspec
import pytest

from gesta.knowledge.places import gazetteer
from gesta.merge.across.compare import LINKED
from gesta.model.filters import SHOWN
from gesta.model.merged import Link, MergedIncident
from gesta.model.terms import IncidentId, PlaceId
from gesta.model.values import PlaceCandidate, Where
from gesta.pipeline.judged import Judged
from gesta.review import drafts
from gesta.review.decide import Decided
from gesta.review.doubts import NEAR, SPLIT_AT_MOST, bridges, chance_two, chance_wrong, doubts, place_at_most
from gesta.review.questions import Draft, Question
from gesta.review.queue import Queue, questions
from gesta.review.stakes import Stake, stake_of, stake_told, usefulness, weight
from gesta.store.store import Store

FAR = PlaceCandidate(PlaceId("b"), "Kirkuk", "US", None, 40.0, -89.0, 0.4)


class Desk(Protocol):
    store: Store

    def decide(self, draft: Draft, who: str = "ann") -> Decided: ...
    def undo(self, judgement: str, who: str = "ann") -> Decided: ...
    def of_type(self, concept: str) -> MergedIncident: ...


def _open(store: Store) -> list[Question]:
    return list(questions(store, gazetteer()))


def test_the_most_useful_question_comes_first_and_each_once(store: Store) -> None:
    asked = _open(store)
    worth = [each.usefulness.value for each in asked]
    assert worth == sorted(worth, reverse=True)
    assert len({each.id for each in asked}) == len(asked)
    assert {each.kind for each in asked} >= {"same", "place", "event"}
    first = next(each for each in asked if each.kind == "same")
    assert len(first.incidents) == 2 and first.reasons
    assert first.yes.kind == "same" and first.no.kind == "different" and len(first.anchors) == 2


def test_every_usefulness_is_the_sum_of_its_reasons_and_every_anchor_the_words_of_its_report(store: Store) -> None:
    for each in _open(store):
        assert each.usefulness.value == pytest.approx(
            sum(reason.weight for reason in each.usefulness.reasons), abs=1e-3
        )
        for anchor in each.anchors:
            assert store.record(anchor.report).document.text[anchor.start : anchor.end] == anchor.exact


def test_a_question_that_was_answered_comes_again_only_when_it_is_undone(desk: Desk) -> None:
    for answer in ("yes", "no"):
        for question in _open(desk.store):
            made = desk.decide(getattr(question, answer))
            assert question.id not in {each.id for each in _open(desk.store)}
            desk.undo(made.judgement.id)
            assert question.id in {each.id for each in _open(desk.store)}


def test_a_queue_that_is_told_what_changed_asks_what_a_new_one_asks(desk: Desk) -> None:
    queue = Queue(desk.store, gazetteer())
    first = next(queue)
    made = desk.decide(first.yes)
    queue.changed(made.touched | set(first.incidents))
    assert {each.id for each in queue} == {each.id for each in _open(desk.store)}


def test_another_place_of_the_name_is_an_answer(desk: Desk) -> None:
    protest = desk.of_type("protest")
    (question,) = [each for each in questions(desk.store, gazetteer(), ["place"]) if protest.id in each.incidents]
    assert len(question.others) == len(protest.where.candidates)
    desk.decide(question.others[0])
    now = desk.store.incident(protest.id)
    assert now is not None and now.where.place_id == protest.where.candidates[0].place_id
    assert now.where.level == "city" and now.where.radius_km is not None


def test_no_to_a_place_leaves_the_incident_without_one(desk: Desk) -> None:
    protest = desk.of_type("protest")
    (question,) = [each for each in questions(desk.store, gazetteer(), ["place"]) if protest.id in each.incidents]
    desk.decide(question.no)
    now = desk.store.incident(protest.id)
    assert now is not None and now.where.name is None and now.where.lat is None and now.where.country is None


def test_nothing_is_asked_about_an_incident_judged_not_to_have_happened(desk: Desk) -> None:
    protest = desk.of_type("protest")
    desk.decide(drafts.verdict(desk.store, protest.id, right=False))
    assert not [each for each in _open(desk.store) if protest.id in each.incidents]


def test_the_chance_of_being_wrong_is_a_half_at_the_threshold_and_falls_on_both_sides() -> None:
    assert chance_wrong(LINKED) == 0.5
    assert chance_wrong(LINKED + 1) == pytest.approx(chance_wrong(LINKED - 1)) and chance_wrong(LINKED + 1) < 0.5
    assert chance_wrong(LINKED - NEAR) == pytest.approx(0.047, abs=0.001)
    assert chance_two(LINKED + 4) == 0.5 and chance_two(LINKED + 4, apart=True) == 0.25


def test_what_holds_an_incident_together_is_its_heaviest_tree() -> None:
    a, b, c = (IncidentId(each) for each in "abc")
    links = [Link(a, b, 4.0, ()), Link(b, c, 3.0, ()), Link(a, c, 0.5, ())]
    assert [each.weight for each in bridges([a, b, c], links)] == [4.0, 3.0]
    assert [each.weight for each in bridges([a, b, c], links, same=[(b, c)])] == [4.0]


def test_a_weak_link_makes_a_question_and_one_that_a_person_judged_none(desk: Desk) -> None:
    shooting = desk.of_type("shooting")
    one, other = (each.account for each in shooting.reports)
    weak = msgspec.structs.replace(shooting, links=(Link(one, other, LINKED + 1, ()),))
    assert [each.chance for each in doubts(weak, Judged()) if each.kind == "split"] == [chance_wrong(LINKED + 1)]
    assert not [each for each in doubts(weak, Judged(same=((one, other),))) if each.kind == "split"]
    strong = msgspec.structs.replace(shooting, links=(Link(one, other, LINKED + NEAR, ()),))
    assert not [each for each in doubts(strong, Judged()) if each.kind == "split"]


@pytest.mark.parametrize(
    ("where", "chance"),
    [
        (Where(), 0.3),
        (Where("Kirkuk", "city"), 0.5),
        (Where("Kirkuk", "city", lat=35.0, lon=44.0, place_id=PlaceId("a"), basis="named"), None),
        (Where("Kirkuk", "city", lat=35.0, lon=44.0, place_id=PlaceId("a"), basis="named; told before"), 0.25),
        (Where("Kirkuk", "city", lat=35.0, lon=44.0, place_id=PlaceId("a"), basis="named", candidates=(FAR,)), 0.4),
        (Where("near X", "unknown", lat=35.0, lon=44.0, basis="12 km north of", candidates=(FAR,)), None),
    ],
)
def test_a_place_is_doubted_for_its_rivals_and_loose_words(desk: Desk, where: Where, chance: float | None) -> None:
    told = msgspec.structs.replace(desk.of_type("protest"), where=where)
    found = [each.chance for each in doubts(told, Judged()) if each.kind == "place"]
    assert found == ([] if chance is None else [pytest.approx(chance)])


def test_tolls_sources_and_newness_make_an_answer_more_useful() -> None:
    plain = Stake(0, 0, 1, 100)
    for more in (Stake(9, 0, 1, 100), Stake(0, 9, 1, 100), Stake(0, 0, 3, 100), Stake(0, 0, 1, 160)):
        assert weight(more, 200) > weight(plain, 200)
        assert usefulness(0.5, "", more, 200).value > usefulness(0.5, "", plain, 200).value
    assert weight(Stake(10**6, 10**6, 99, 200), 200) == pytest.approx(1.0)
    assert weight(Stake(0, 0, 1, None), None) < weight(plain, 200)


def test_the_columns_weigh_what_the_records_weigh_and_bound_what_they_doubt(desk: Desk) -> None:
    incidents = {each.id: each for each in desk.store.incidents(SHOWN)}
    told = {each.id: each for each in desk.store.weighed()}
    assert told.keys() == incidents.keys()
    for id, incident in incidents.items():
        assert stake_told(told[id]) == stake_of(incident)
        (glimpse,) = desk.store.glimpses([id])
        found = list(doubts(incident, Judged()))
        assert list(doubts(glimpse, Judged())) == found
        assert all(each.chance <= place_at_most(told[id]) for each in found if each.kind == "place")
        assert all(each.chance <= SPLIT_AT_MOST for each in found if each.kind == "split")


def test_in_haste_the_same_is_asked_though_perhaps_later(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.decide(next(Queue(desk.store, gazetteer())).no)
    everything = [each.id for each in Queue(desk.store, gazetteer())]
    monkeypatch.setattr("gesta.review.queue._AT_ONCE", 1)
    assert [each.id for each in Queue(desk.store, gazetteer())] == everything
    for name in ("_MOST_READ", "_MOST_COMPARED"):
        monkeypatch.setattr(f"gesta.review.queue.{name}", 1)
    assert {each.id for each in Queue(desk.store, gazetteer(), in_haste=True)} == set(everything)
