"""What judgements teach: right, wrong and retyped events as examples of a concept, and nothing that was undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from gesta.codebook.taught import Taught
from gesta.knowledge.places import gazetteer
from gesta.model.documents import Report, report_id
from gesta.model.terms import IncidentId
from gesta.pipeline.engines import Settings, engine_of
from gesta.pipeline.recode import read_new
from gesta.pipeline.settling import settle
from gesta.pipeline.taught_by_review import taught_by_review
from gesta.review import drafts
from gesta.review.decide import decide, take_back
from gesta.review.questions import Draft
from gesta.review.values import Known
from gesta.store.store import Store

AT = "2023-04-01T00:00:00Z"
RULES = Settings(reader="patterns")
STORIES = (
    "Gunmen kill two in Mosul\n\n🔥 Gunmen shot dead two policemen in Mosul, Iraq, on Saturday. Shops were shut.",
    "Protest in Springfield\n\nDozens of protesters marched in Springfield on Sunday.",
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.create(tmp_path / "project.db") as opened:
        opened.save_settings({"reader": "patterns"})
        for number, text in enumerate(STORIES):
            identity = report_id(text.encode(), f"story {number}")
            opened.add_report(Report(identity, f"story {number}", "text", text, published="2023-03-05"), AT)
        list(read_new(opened, RULES, 1, lambda: AT))
        settle(opened, engine_of(RULES).codebook, AT)
        yield opened


def made(store: Store, draft: Draft, at: str = AT) -> str:
    return decide(store, engine_of(RULES).codebook, draft, "ann", at).judgement.id


def incident(store: Store, type_: str) -> IncidentId:
    return next(each.id for each in store.incidents() if each.type == type_)


def shown(taught: tuple[Taught, ...]) -> list[tuple[str, str, bool]]:
    return [(each.text, each.exact, each.told) for each in taught]


def test_right_tells_wrong_does_not_and_undone_is_nothing(store: Store) -> None:
    assert taught_by_review(store, "shooting") == ()
    shooting = incident(store, "shooting")
    made(store, drafts.verdict(store, shooting, right=True))
    (right,) = taught_by_review(store, "shooting")
    assert right.told and right.exact and right.exact in right.text
    report, _, place = right.source.rpartition(":")
    start, end = map(int, place.split("-"))
    record = next(each for each in (store.current_record(id_) for id_ in store.find_reports("story 0")) if each)
    assert record.report.id == report and record.document.text[start:end] == right.exact
    assert taught_by_review(store, "protest") == ()
    wrong = made(store, drafts.verdict(store, shooting, right=False), "2023-04-02T00:00:00Z")
    assert [each.told for each in taught_by_review(store, "shooting")] == [False]
    take_back(store, engine_of(RULES).codebook, wrong, "ann", "2023-04-03T00:00:00Z")
    assert [each.told for each in taught_by_review(store, "shooting")] == [True]


def test_another_type_teaches_both_concepts(store: Store) -> None:
    known = Known(engine_of(RULES).codebook, gazetteer())
    protest = incident(store, "protest")
    made(store, drafts.value(store, protest, "type", "riot", known))
    sentence = "Dozens of protesters marched in Springfield on Sunday."
    riot, not_protest = taught_by_review(store, "riot"), taught_by_review(store, "protest")
    assert [each.told for each in riot] == [True] and [each.told for each in not_protest] == [False]
    assert {each.text for each in (*riot, *not_protest)} <= {sentence, "Protest in Springfield"}
    made(store, drafts.value(store, protest, "killed", "3", known), "2023-04-02T00:00:00Z")
    assert taught_by_review(store, "riot") == riot
