"""The story of the sample reports, read from text: five outlets, one agency text run twice, a rising toll, a denial."""

from __future__ import annotations

import msgspec
import pytest

from gesta.merge.across.fuse import fuse
from gesta.model.documents import Report, report_id
from gesta.model.incidents import Record
from gesta.model.merged import Copy, Member, MergedIncident
from gesta.model.terms import IncidentId
from gesta.pipeline.reading import Engine

_AGENCY = (
    "Three people were killed by a car bomb at a market in Mosul on Monday, police said. "
    "Nobody claimed responsibility for the attack."
)
_REPORTS = (
    ("Northern Wire", "2021-03-01", _AGENCY),
    ("Tigris Daily", "2021-03-02", _AGENCY),
    (
        "Harbour Post",
        "2021-03-02",
        "Five people were killed when a car bomb exploded at a market in Mosul on Monday, the health ministry said.",
    ),
    (
        "Canal News",
        "2021-03-02",
        "At least five people were killed by a car bomb at a market in Mosul on Monday, witnesses said.",
    ),
    (
        "Plateau Times",
        "2021-03-04",
        "The car bomb that exploded at a market in Mosul on Monday killed seven people, the health ministry said. "
        "The rebel group Black Lance said no one was killed in the blast.",
    ),
)


def _read(engine: Engine, outlet: str, published: str, text: str) -> Record:
    source = f"https://{outlet.replace(' ', '').lower()}.example/mosul"
    identity = report_id(text.encode(), source, outlet, published)
    return engine.read(Report(identity, source, "text", text, outlet=outlet, published=published))


@pytest.fixture(scope="module")
def story(loaded: Engine) -> MergedIncident:
    records = [_read(loaded, *each) for each in _REPORTS]
    members = [
        Member(
            incident.id,
            record,
            incident,
            Copy(record.report.id, records[0].report.id, 1.0, "earliest") if record is records[1] else None,
        )
        for record in records
        for incident in record.incidents
        if incident.type in {"bombing", "killing"}
    ]
    book = loaded.codebook
    return fuse(IncidentId("inc_story"), members, (), (), lambda one, other: other in book.ancestors[one], str)


def test_four_sources_tell_one_bombing(story: MergedIncident) -> None:
    assert (story.sources, len(story.reports), story.type, story.realis) == (4, 5, "bombing", "actual")
    assert (story.where.name, story.when.start, story.responsibility.status) == ("Mosul", "2021-03-01", "unclaimed")


def test_the_toll_has_its_history(story: MergedIncident) -> None:
    told = [(step.outlet, step.count.low, step.basis) for step in story.history]
    assert sorted(told, key=lambda each: (each[0] or "", each[1] or 0)) == [
        ("Canal News", 5, "beside the other figures"),
        ("Harbour Post", 5, "beside the other figures"),
        ("Northern Wire", 3, "the first figure told"),
        ("Plateau Times", 0, "a denial, beside the other figures"),
        ("Plateau Times", 7, "newer figure of the same speaker: rises from 5 to 7"),
        ("Tigris Daily", 3, "a copy of one text"),
    ]
    assert [each.field for each in story.disagreements] == ["counts.killed"]


def test_each_policy_has_its_value(story: MergedIncident) -> None:
    best = {view.policy: view.counts["killed"].best for view in story.views}
    assert best == {"lead": 7, "conservative": 3, "best_low_high": 7, "majority": 3, "latest_official": 7}


def test_the_record_goes_through_json(story: MergedIncident) -> None:
    assert msgspec.json.decode(msgspec.json.encode(story), type=MergedIncident) == story
