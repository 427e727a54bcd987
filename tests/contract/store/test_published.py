"""What a served project asks of the store: whole incidents, boxes, lists of reports, releases; on both databases."""

from __future__ import annotations

import hashlib
import re

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.exc import DatabaseError

from gesta.errors import UsageError
from gesta.model.filters import EVERYTHING, Filter, Near
from gesta.model.merged import Copy, MergedIncident
from gesta.model.releases import Release
from gesta.model.terms import IncidentId
from gesta.model.values import Where
from gesta.store import Store
from gesta.store.boxes import Box
from gesta.store.releases import NAME, add_release
from gesta.store.schema_served import RELEASES

from .factory import AT, incident, merged, numbered, reading

POINTS = {"inc_0": (35.0, 44.0), "inc_1": (35.5, 44.5), "inc_2": (-17.0, 179.5), "inc_3": (-17.0, -179.5)}


@pytest.fixture
def told(store: Store) -> Store:
    """Six incidents of six reports: four with a point, one known by province, one without a place."""
    made: list[MergedIncident] = []
    for number in range(6):
        store.add_report(numbered(number), AT)
        store.save_reading(reading(numbered(number), f"inc_{number}"))
        one = merged(incident(f"inc_{number}"), numbered(number).id)
        lat, lon = POINTS.get(one.id, (35.2, 44.2) if number == 4 else (None, None))
        level = "admin1" if number == 4 else "city" if lat is not None else "unknown"
        made.append(msgspec.structs.replace(one, where=Where(name="X", level=level, lat=lat, lon=lon)))
    store.publish(made, {each.id: (each.reports[0].account,) for each in made}, {}, (), (), ())
    return store


def test_whole_incidents_come_in_the_order_asked_for(told: Store) -> None:
    ids = [IncidentId(each) for each in ("inc_3", "inc_none", "inc_0", "inc_1")]
    told.save_ties([("inc_0", "inc_1", "follow_up")])
    assert told.whole(ids) == [told.incident(each) for each in ids if each != "inc_none"]
    assert told.whole([]) == []
    told.publish((), {}, {IncidentId("inc_1"): IncidentId("inc_0")}, (), (), ())
    assert told.whole(ids[3:]) == [told.incident(ids[3])]
    assert told.whole(ids[3:])[0].superseded_by == "inc_0"


@pytest.mark.parametrize(
    ("box", "inside"),
    [
        (None, {*POINTS, "inc_4", "inc_5"}),
        (Box(43, 34, 45, 36), {"inc_0", "inc_1"}),
        (Box(44, 35, 44, 35), {"inc_0"}),
        (Box(170, -20, -170, -10), {"inc_2", "inc_3"}),
        (Box(-180, -90, 180, 90), set(POINTS)),
        (Box(0, 0, 1, 1), set()),
    ],
)
@pytest.mark.parametrize("limit", [1, 2, 10])
def test_pages_of_a_box_hold_what_lies_in_it(told: Store, box: Box | None, inside: set[str], limit: int) -> None:
    found: list[str] = []
    after = None
    while True:
        page = told.page_in_box(EVERYTHING, box, after, limit)
        found.extend(page.ids)
        if page.after is None:
            break
        after = page.after
        assert len(page.ids) == limit
    assert found == sorted(inside)


def test_a_box_and_a_circle_hold_together(told: Store) -> None:
    wanted = Filter(near=Near(35.0, 44.0, 10))
    assert told.page_in_box(wanted, Box(43, 34, 45, 36), None, 1).ids == ("inc_0",)


def test_counting_looks_at_the_circle(told: Store) -> None:
    assert told.count_incidents() == 6
    assert told.count_incidents(Filter(near=Near(35.0, 44.0, 10))) == 1


def test_reports_come_in_order_of_arrival(told: Store) -> None:
    told.add_report(numbered(9), AT)
    one, other = numbered(0).id, numbered(1).id
    told.save_copies([other], [Copy(other, one, 0.9, "credited")])
    lines = told.reports_after(0, 100)
    assert [each.number for each in lines] == list(range(1, 8))
    assert [each.accounts for each in lines] == [1] * 6 + [None]
    assert [each.copy_of for each in lines][:2] == [None, one]
    assert told.reports_after(2, 3) == lines[2:5] and told.reports_after(7, 3) == ()


def test_a_release_is_kept_as_it_was_frozen(told: Store) -> None:
    before = told.state()
    draft = Release("march", AT, "ada", "why", "all=yes", {"gesta": "0.1.0"})
    made = told.add_release(draft, told.incidents())
    assert told.state() != before
    content = b"".join(told.released("march"))
    assert content == b"".join(msgspec.json.encode(each) + b"\n" for each in told.incidents())
    assert (made.incidents, made.number, made.sha256) == (6, 1, hashlib.sha256(content).hexdigest())
    assert told.release("march") == made and told.releases() == (made,)
    assert told.release("none") is None and list(told.released("none")) == []
    with pytest.raises(UsageError, match="already"):
        told.add_release(draft, ())
    with pytest.raises(DatabaseError), told._session.write() as connection:
        connection.execute(RELEASES.delete())
    assert told.releases() == (made,)


@given(st.text(max_size=5))
def test_a_release_has_a_name_that_can_stand_in_an_address(name: str) -> None:
    if not re.fullmatch(NAME, name):
        with pytest.raises(UsageError):
            add_release(None, Release(name, AT, "ada", "", "", {}), ())  # type: ignore[arg-type]
