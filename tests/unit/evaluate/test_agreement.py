"""Two tables of events set against each other."""

from __future__ import annotations

import csv
import random
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gesta.errors import UsageError
from gesta.evaluate.agreement import compared, shares
from gesta.evaluate.foreign_rows import Row, Rows, read_rows

HEADER = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,"
    "actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,"
    "latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp"
).split(",")


def row(identity: str, day: str = "2023-03-01", **more: object) -> Row:
    made = Row(
        identity, date.fromisoformat(day), date.fromisoformat(day), "iraq", "Kirkuk", 35.47, 44.39, 5.0, "Battles",
        "Armed clash", ("grey falcons",), 5, 5, 5,
    )  # fmt: skip
    return replace(made, **more)  # type: ignore[arg-type]


def rows(*given_: Row) -> Rows:
    return Rows("acled", given_, ())


def file(path: Path, *lines: dict[str, str], mark: str = ",") -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, HEADER, delimiter=mark)
        writer.writeheader()
        writer.writerows(lines)
    return path


LINE = {
    "event_id_cnty": "IRQ1", "event_date": "01 March 2023", "time_precision": "1", "event_type": "Battles",
    "sub_event_type": "Armed clash", "actor1": "Military Forces of Iraq (2014-)", "assoc_actor_1": "A; B",
    "country": "Iraq", "location": "Kirkuk", "latitude": "35.47", "longitude": "44.39", "geo_precision": "1",
    "fatalities": "4",
}  # fmt: skip


@pytest.mark.parametrize("mark", [",", ";"])
@pytest.mark.parametrize("day", ["01 March 2023", "2023-03-01", "1-March-2023"])
def test_a_row_of_acled_is_read(tmp_path: Path, mark: str, day: str) -> None:
    found = read_rows(file(tmp_path / "their.csv", LINE | {"event_date": day}, mark=mark))
    assert found.shape == "acled" and not found.problems
    (one,) = found.rows
    assert (one.first, one.last, one.country, one.radius) == (date(2023, 3, 1), date(2023, 3, 1), "iraq", 5)
    assert one.actors == ("military forces of iraq", "a", "b") and one.best == 4


def test_a_bad_row_is_a_problem_and_the_others_are_read(tmp_path: Path) -> None:
    bad = [LINE | {"event_date": "soon"}, LINE | {"latitude": "400"}, LINE | {"fatalities": "x"}]
    found = read_rows(file(tmp_path / "their.csv", *bad, LINE))
    assert len(found.rows) == 1 and len(found.problems) == 3
    assert found.problems[0].where.endswith("their.csv:2") and "no date" in found.problems[0].what


def test_a_file_of_no_known_shape_is_misuse(tmp_path: Path) -> None:
    (tmp_path / "other.csv").write_text("a,b\n1,2\n", "utf-8")
    with pytest.raises(UsageError, match="acled, ucdp, gtd"):
        read_rows(tmp_path / "other.csv")
    with pytest.raises(UsageError, match="no column"):
        read_rows(tmp_path / "other.csv", "ucdp")
    with pytest.raises(UsageError, match="No such file"):
        read_rows(tmp_path / "none.csv")


def test_rows_are_paired_one_to_one_by_what_is_nearest() -> None:
    ours = rows(row("a"), row("b", lat=35.6))
    theirs = rows(row("x", lat=35.61), row("y"))
    found = compared(ours, theirs)
    assert [(pair.ours.id, pair.theirs.id) for pair in found.pairs] == [("a", "y"), ("b", "x")]
    assert not found.only_ours and not found.only_theirs and found.outside == 0


@pytest.mark.parametrize(
    ("more", "paired"),
    [({}, True), ({"lat": 36.5}, False), ({"first": date(2023, 3, 4), "last": date(2023, 3, 4)}, True),
     ({"first": date(2023, 3, 5), "last": date(2023, 3, 5)}, False), ({"radius": None, "lat": 60.0}, True),
     ({"radius": 100.0, "lat": 36.5}, True), ({"first": date(2023, 3, 5), "last": date(2023, 3, 20)}, False)],
)  # fmt: skip
def test_days_and_kilometres_bound_pairs(more: dict[str, object], paired: bool) -> None:
    """Three days and fifty kilometres beyond what the precision allows."""
    filler = row("z", "2023-03-30", country="iraq", lat=30.0)
    assert bool(compared(rows(row("a"), filler), rows(row("x", **more))).pairs) is paired


def test_other_countries_and_days_are_not_compared() -> None:
    found = compared(rows(row("a")), rows(row("x", country="chad"), row("y", "2020-01-01"), row("z")))
    assert found.outside == 2 and len(found.pairs) == 1 and not found.only_theirs


def test_agreement_in_sum() -> None:
    theirs = rows(row("x", sub="Other", low=4, best=4, high=6), row("y", "2023-03-03", actors=("others",), best=None))
    found = compared(rows(row("a"), row("b", "2023-03-03")), theirs)
    told = {share.name: (share.agree, share.of) for share in shares(found)}
    assert told["same type"] == (2, 2) and told["same finer type"] == (1, 2)
    assert told["same deaths"] == (0, 1) and told["deaths overlap"] == (1, 1)
    assert told["an actor in common"] == (1, 2) and told["at most 25 km apart"] == (2, 2)


def test_tables_of_other_shapes_do_not_compare_types() -> None:
    found = compared(rows(row("a")), Rows("ucdp", (row("x", kind="3"),), ()))
    assert found.pairs[0].kind is None
    assert {share.name: share.of for share in shares(found)}["same type"] == 0


events = st.lists(
    st.builds(
        row, st.integers(0, 10**6).map(str), st.dates(date(2023, 3, 1), date(2023, 3, 9)).map(date.isoformat),
        lat=st.sampled_from([35.0, 35.1, 35.4, 36.0]), best=st.integers(0, 3) | st.none(),
    ), max_size=14, unique_by=lambda each: each.id,
)  # fmt: skip


@given(events, events, st.randoms())
@settings(deadline=None, max_examples=40)
def test_the_order_of_rows_changes_nothing(ours: list[Row], theirs: list[Row], dice: random.Random) -> None:
    one = compared(rows(*ours), rows(*theirs))
    dice.shuffle(ours)
    dice.shuffle(theirs)
    assert compared(rows(*ours), rows(*theirs)) == one
    assert len(one.pairs) + len(one.only_ours) == len(ours)
    assert len(one.pairs) + len(one.only_theirs) + one.outside == len(theirs)
    assert len({pair.ours.id for pair in one.pairs}) == len({pair.theirs.id for pair in one.pairs}) == len(one.pairs)


def test_a_large_crowd_of_rows_is_paired_too() -> None:
    many = [row(str(number), lat=35.0 + number / 1000) for number in range(90)]
    found = compared(rows(*many), rows(*many))
    assert len(found.pairs) == 90 and all(pair.ours.id == pair.theirs.id for pair in found.pairs)
