"""Two readings of a report, account by account."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gesta.model.incidents import Incident, Record
from gesta.model.terms import ConceptId, ReportId
from gesta.pipeline.codebook_diff import chosen, compare, differences, is_listed
from gesta.pipeline.engines import Settings
from gesta.pipeline.recode import read_new
from gesta.store.store import Store

STORY = (
    "Kumba\n\nGunmen killed three teachers in Kumba on Monday. On Tuesday the army shelled Buea, wounding four people. "
    "Police arrested a man in Limbe on Friday."
)
replace = msgspec.structs.replace


@pytest.fixture(scope="module")
def told(read: Callable[..., Record]) -> Record:
    record = read(STORY, "2021-05-08")
    assert [each.type for each in record.incidents] == ["killing", "shelling", "arrest"]
    return record


def changed(record: Record, number: int, **values: object) -> Record:
    incidents = list(record.incidents)
    incidents[number] = replace(incidents[number], **values)
    return replace(record, incidents=tuple(incidents))


def test_a_reading_is_no_different_from_itself(told: Record) -> None:
    assert differences(told, told) == ()


@given(data=st.data())
def test_whatever_is_kept_is_no_difference_and_the_order_does_not_matter(told: Record, data: st.DataObject) -> None:
    untied = replace(told, incidents=tuple(replace(each, related=()) for each in told.incidents))
    numbers = data.draw(st.lists(st.sampled_from(range(len(told.incidents))), unique=True))
    kept = [untied.incidents[number] for number in numbers]
    found = differences(told, replace(told, incidents=tuple(kept)))
    assert {each.incident for each in found} == {each.id for each in told.incidents} - {each.id for each in kept}
    assert all(each.aspects == ("lost",) for each in found)
    back = differences(replace(told, incidents=tuple(kept)), told)
    assert [(each.incident, each.aspects) for each in back] == [(each.incident, ("new",)) for each in found]


def test_another_concept_of_the_same_words_is_a_change_of_type(told: Record) -> None:
    mentions = tuple(replace(each, type=ConceptId("mob_violence")) for each in told.incidents[0].mentions)
    (found,) = differences(told, changed(told, 0, type=ConceptId("mob_violence"), mentions=mentions))
    assert found.aspects == ("type",)
    assert found.before is not None and found.after is not None
    assert (found.before.type, found.after.type) == ("killing", "mob_violence")
    assert found.sentence == "Gunmen killed three teachers in Kumba on Monday."
    assert found.trigger == "killed"


def test_an_account_keeps_its_id_under_another_one_of_the_new_reading(told: Record) -> None:
    other = changed(told, 0, id="inc_0000000000000000")
    assert differences(told, other) == ()


def test_realis_toll_day_and_place_are_compared(told: Record) -> None:
    incident: Incident = told.incidents[0]
    killed = incident.counts.killed
    assert killed is not None
    values: dict[str, object] = {
        "realis": "planned",
        "toll": replace(incident.counts, killed=replace(killed, low=5, high=5)),
        "day": replace(incident.when, start="2021-01-01"),
        "place": replace(incident.where, name="Limbe"),
    }
    fields = {"realis": "realis", "toll": "counts", "day": "when", "place": "where"}
    for aspect, value in values.items():
        (found,) = differences(told, changed(told, 0, **{fields[aspect]: value}))
        assert found.aspects == (aspect,)
    assert is_listed(incident) and not is_listed(replace(incident, realis="planned"))


def test_a_sample_is_the_same_whatever_the_order_they_come_in() -> None:
    ids = [ReportId(f"sha256:{number:064x}") for number in range(40)]
    taken = chosen(ids, 7)
    assert len(taken) == 7
    assert set(chosen(ids[::-1], 7)) == set(taken) < set(chosen(ids, 9))
    assert chosen(ids, None) == chosen(ids, 99) == ids


def test_a_codebook_that_changes_nothing_finds_nothing_in_a_project_and_writes_nothing(
    tmp_path: Path, told: Record
) -> None:
    from gesta.model.documents import Report

    settings = Settings(reader="patterns")
    report = Report(told.report.id, "kumba.txt", "text", STORY, published="2021-05-08")
    with Store.create(tmp_path / "p.db") as store:
        store.add_report(report, "2021-05-09T00:00:00Z")
        assert store.read_ids() == []
        assert len(list(read_new(store, settings, 1, lambda: "2021-05-09T00:00:00Z"))) == 1
        before = (store.stats(), store.stamps(), store.dirty())
        (found,) = compare(store, settings, 1, store.read_ids())
        assert found.differences == ()
        assert found.before == found.after and found.before
        assert not found.older
        assert (store.stats(), store.stamps(), store.dirty()) == before
        (other,) = compare(store, Settings(reader="neural"), 1, store.read_ids())
        assert other.older
