"""A briefing: its sums are those of the list, its notes those of its reports, its words say what is not sure."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gesta.codebook.load import load
from gesta.codebook.records import Codebook
from gesta.export.figures import figure
from gesta.model.filters import SHOWN, Filter
from gesta.model.terms import COUNT_FIELDS, Policy
from gesta.query.grammar import read_query
from gesta.sitrep import briefing as module
from gesta.sitrep.briefing import Briefing, brief
from gesta.sitrep.drawing import map_svg, time_svg
from gesta.sitrep.page import inlined, toll_words, whole_file
from gesta.sitrep.periods import periods
from gesta.sitrep.sums import Toll, counted_lines
from gesta.sitrep.tables import MOST_ROWS, Row
from gesta.store.store import Store

WHOLE = read_query("since=2023-03&until=2023-03")


@pytest.fixture(scope="module")
def book() -> Codebook:
    return load()


def made(store: Store, book: Codebook, wanted: Filter = SHOWN, policy: Policy = "lead") -> Briefing:
    return brief(store, book, "iraq.db", wanted, policy)


@pytest.mark.parametrize("query", ["", "country=IQ", "since=2023-03&until=2023-03", "all=yes", "near=35.4,44.4,200"])
def test_the_sums_are_those_of_the_list(store: Store, book: Codebook, query: str) -> None:
    wanted = read_query(query)
    listed = list(store.incidents(wanted))
    found = made(store, book, wanted)
    assert found.incidents == len(listed) == store.count_incidents(wanted)
    for rows in (found.kinds, found.units):
        assert sum(row.incidents for row in rows) == len(listed)
    for name in ("killed", "injured"):
        figures = [each for incident in listed if (each := figure(incident, name, "lead")) is not None]
        best = sum(each.best or 0 for each in figures)
        (summary,) = (each for each in found.summary if each.field == name)
        assert (summary.whole.best, summary.whole.told) == (best, len(figures))
        assert sum(getattr(row, name) or 0 for row in found.kinds) == best
    assert sum(place.incidents for place in found.places) == len(listed)
    assert sum(len(place.entries) for place in found.places) == found.listed


@pytest.mark.parametrize(
    ("toll", "words"),
    [
        (Toll(), "none told"),
        (Toll(is_open=True, told=2, vague=2), "only in words"),
        (Toll(12, 12, 12, is_open=True, told=2, vague=1), "at least 12"),
        (Toll(10, 12, 12, is_open=True, told=2), "12 (at least 10)"),
        (Toll(10, 12, 15, told=2), "12 (10 to 15)"),
        (Toll(0, 0, 0, told=1), "0"),
    ],
)
def test_a_sum_says_what_is_not_known_of_it_once(toll: Toll, words: str) -> None:
    assert toll_words(toll) == words


@pytest.mark.parametrize("policy", get_args(Policy))
def test_every_figure_is_that_of_the_export(store: Store, policy: Policy) -> None:
    for line, tolls in counted_lines(store, SHOWN, policy):
        incident = store.incident(line.id)
        assert incident is not None
        for field in COUNT_FIELDS:
            told = figure(incident, field, policy)
            mine = tolls.get(field)
            assert (told is None) == (mine is None)
            if told is not None and mine is not None:
                assert (told.low, told.best, told.high) == (mine.low, mine.best, mine.high)


def test_a_figure_that_a_person_set_holds_for_every_policy(store: Store) -> None:
    line, _ = next(pair for pair in counted_lines(store, SHOWN, "lead") if "killed" in pair[0].counts)
    line.counts["killed"] = (99, 99)
    from gesta.sitrep.sums import _tolls

    tolls = _tolls(line, store.figures(SHOWN, "lead")[line.id], store.figures(SHOWN, "majority")[line.id])
    assert tolls["killed"].best == 99


def test_every_note_is_cited_and_every_citation_is_a_note(store: Store, book: Codebook) -> None:
    found = made(store, book)
    cited = {number for place in found.places for each in place.entries for number in each.cited.numbers}
    assert cited == {note.number for note in found.notes} == set(range(1, len(found.notes) + 1))
    page = whole_file(found, inlined(b"<svg/>", b"<svg/>"))
    assert {int(number) for number in re.findall(r'id="note-(\d+)"', page)} == cited
    assert {int(number) for number in re.findall(r'href="#note-(\d+)"', page)} <= cited


def test_the_notes_show_no_folder_of_the_user(store: Store, book: Codebook) -> None:
    found = made(store, book)
    (note,) = (each for each in found.notes if each.outlet == "Courier")
    assert note.page is None and note.file == "kirkuk.txt"
    page = whole_file(found, inlined(b"", b""))
    assert "/home/somebody" not in page
    assert "https://wire.example/kirkuk?a=1&amp;b=2" in page


def test_what_comes_from_outside_is_escaped(store: Store, book: Codebook) -> None:
    found = brief(store, book, "a<b>.db", SHOWN, "lead", "<script>alert(1)</script>\u202e")
    page = whole_file(found, inlined(b"", b""))
    assert "<script" not in page and "\u202e" not in page
    assert "Clash &amp; &lt;fire&gt;" in page


def test_the_same_project_gives_the_same_bytes(store: Store, book: Codebook) -> None:
    def page() -> str:
        pictures = inlined(map_svg(store, book, "iraq.db", SHOWN), time_svg(store, book, "iraq.db", SHOWN))
        return whole_file(made(store, book), pictures)

    assert page() == page()
    assert "Made on" not in page()


def test_a_filter_with_both_ends_is_compared_with_as_many_days_before(store: Store, book: Codebook) -> None:
    found = made(store, book, WHOLE)
    assert found.periods is not None and found.periods.whole
    assert found.periods.told == "1 Mar 2023 to 31 Mar 2023, against the 31 days before: 29 Jan 2023 to 28 Feb 2023"
    assert (found.now, found.before) == (found.incidents, 0)
    assert all(row.change == f"+{row.incidents}" for row in found.kinds)


def test_a_filter_without_a_period_is_compared_by_the_last_thirty_days(store: Store, book: Codebook) -> None:
    found = made(store, book)
    assert found.periods is not None and not found.periods.whole
    assert "the filter has no period of its own: the 30 days up to the newest incident" in found.periods.told
    dated = [each for each in store.incidents(SHOWN) if each.when.start is not None]
    assert found.now == len(dated) < found.incidents
    assert found.periods.now.last == max(date.fromisoformat(each.when.start[:10]) for each in dated if each.when.start)


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_the_days_before_are_as_many_and_end_where_the_others_begin(one: date, other: date) -> None:
    first, last = sorted((one, other))
    wanted = msgspec.structs.replace(SHOWN, since=first.isoformat(), until=last.isoformat())
    found = periods(wanted, None)
    assert found is not None
    assert found.now.length == found.before.length == (last - first).days + 1
    assert (found.now.first - found.before.last).days == 1


def test_the_first_days_of_the_calendar_have_none_before_them() -> None:
    assert periods(read_query("since=0001&until=0002"), None) is None
    assert periods(SHOWN, None) is None


def test_an_empty_filter_says_so(store: Store, book: Codebook) -> None:
    found = made(store, book, read_query("country=FJ"))
    assert found.incidents == 0 and found.notes == () and found.versions == {}
    assert "No incident of this project is asked for." in whole_file(found, inlined(b"", b""))


def test_of_too_many_incidents_the_most_serious_are_listed(
    store: Store, book: Codebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_LISTED", 2)
    found = made(store, book)
    everything = list(store.incidents(SHOWN))
    assert found.listed == 2 < found.incidents == len(everything)
    killed = sorted((each.counts.killed.low or 0 for each in everything if each.counts.killed), reverse=True)
    assert [each.toll.partition(" ")[0] for each in found.serious] == [str(each) for each in killed[:2]]
    assert sum(place.more for place in found.places) <= found.incidents - 2
    assert "The 2 most serious of" in whole_file(found, inlined(b"", b""))


def test_more_rows_than_a_page_holds_are_counted_together(store: Store, book: Codebook) -> None:
    from gesta.sitrep.sums import Group, Sums
    from gesta.sitrep.tables import type_rows

    sums = Sums()
    for number in range(40):
        sums.types[f"type_{number}"] = Group(number + 1)
        sums.labels[f"type_{number}"] = f"Type {number}"
    rows: tuple[Row, ...] = type_rows(sums, None, None)
    assert len(rows) == MOST_ROWS + 1 and rows[-1].name == "25 other types"
    assert sum(row.incidents for row in rows) == 40 * 41 // 2
    assert rows[0].change == ""


def test_what_is_uncertain_is_told_in_numbers(store: Store, book: Codebook) -> None:
    found = made(store, book)
    words = Counter(each.partition(": ")[2] for each in found.uncertain)
    alone = sum(each.sources == 1 for each in store.incidents(SHOWN))
    (single,) = (each for each in found.uncertain if "single source" in each)
    assert single.startswith(f"{alone} incident")
    assert "read by the machine and reviewed by nobody." in words
