"""Time expressions and what they resolve to, on invented sentences."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gesta.model.analysis import Analysis
from gesta.model.documents import Block, Document, Published, Report, ReportId
from gesta.model.entities import TimeEntity
from gesta.model.spans import Span
from gesta.readers.linguistics import analyse_one
from gesta.resolve.calendar_feasts import HOLIDAYS
from gesta.resolve.calendars import easter, islamic_date, nth_weekday, orthodox_easter
from gesta.resolve.times import times

NOTHING = Analysis((), (), (), (), (), (), (), (), (), (), (), ())
FRIDAY = "2022-09-30"


def document(text: str, published: str | None = FRIDAY) -> Document:
    sentences = []
    start = 0
    for line in text.split("\n"):
        sentences.append(Span(start, start + len(line)))
        start += len(line) + 1
    when = Published(published, published, "day", "given") if published else Published()
    report = Report(ReportId("r"), "test", "text", text)
    return Document(report, None, text, "en", (Block("body", 0, len(text)),), tuple(sentences), when)


def read(text: str, published: str | None = FRIDAY, parse: bool = False) -> tuple[TimeEntity, ...]:
    found = document(text, published)
    return times(found, analyse_one(found) if parse else NOTHING)


@pytest.mark.parametrize(
    ("text", "words", "start", "end"),
    [
        ("Rockets fell on Thursday.", "Thursday", "2022-09-29", "2022-09-29"),
        ("Rockets fell last Thursday.", "last Thursday", "2022-09-29", "2022-09-29"),
        ("Rockets fell last Friday.", "last Friday", "2022-09-23", "2022-09-23"),
        ("Rockets fell on Friday.", "Friday", "2022-09-30", "2022-09-30"),
        ("Rockets fell on Thursday morning.", "Thursday morning", "2022-09-29T06:00", "2022-09-29T12:00"),
        ("Rockets fell Wednesday night.", "Wednesday night", "2022-09-28T18:00", "2022-09-29T06:00"),
        ("It happened late Tuesday night.", "late Tuesday night", "2022-09-27T21:00", "2022-09-28T03:00"),
        ("It happened early Friday.", "early Friday", "2022-09-30T00:00", "2022-09-30T09:00"),
        ("It happened late on Monday.", "late on Monday", "2022-09-26T18:00", "2022-09-27T00:00"),
        ("It began at dawn on Friday.", "dawn on Friday", "2022-09-30T04:00", "2022-09-30T07:00"),
        ("He died around 10:15 pm Tuesday.", "around 10:15 pm Tuesday", "2022-09-27T21:45", "2022-09-27T22:45"),
        ("He died at 3.30 p.m. on Monday.", "3.30 p.m. on Monday", "2022-09-26T15:30", "2022-09-26T15:31"),
        ("The base was hit at 0600 GMT on Monday.", "0600 GMT on Monday", "2022-09-26T06:00", "2022-09-26T06:01"),
        ("It was hit shortly after midnight on Monday.", "midnight on Monday", "2022-09-26T00:00", "2022-09-26T01:00"),
        ("He was shot yesterday.", "yesterday", "2022-09-29", "2022-09-29"),
        ("He was shot last night.", "last night", "2022-09-29T18:00", "2022-09-30T06:00"),
        ("He was shot this morning.", "this morning", "2022-09-30T06:00", "2022-09-30T12:00"),
        ("They were held overnight.", "overnight", "2022-09-29T18:00", "2022-09-30T06:00"),
        ("He fled two days ago.", "two days ago", "2022-09-28", "2022-09-28"),
        ("He fled last week.", "last week", "2022-09-19", "2022-09-25"),
        ("He fled last month.", "last month", "2022-08-01", "2022-08-31"),
        ("He fled a month ago.", "a month ago", "2022-08-01", "2022-08-31"),
        ("He fled a week ago today.", "a week ago today", "2022-09-23", "2022-09-23"),
        ("He fled a week ago Saturday.", "a week ago Saturday", "2022-09-17", "2022-09-17"),
        ("He fled two weeks ago on Monday.", "two weeks ago on Monday", "2022-09-12", "2022-09-12"),
        ("He fled a week ago Sunday night.", "a week ago Sunday night", "2022-09-18T18:00", "2022-09-19T06:00"),
        ("He fled a month ago yesterday.", "a month ago yesterday", "2022-08-29", "2022-08-29"),
        ("He fled a year ago Monday.", "a year ago Monday", "2021-09-26", "2021-09-26"),
        ("He fled the week before last.", "the week before last", "2022-09-12", "2022-09-18"),
        ("He fled the weekend before last.", "the weekend before last", "2022-09-17", "2022-09-18"),
        ("He fled the night before last.", "the night before last", "2022-09-28T18:00", "2022-09-29T06:00"),
        ("He fled last year.", "last year", "2021-01-01", "2021-12-31"),
        ("Clashes rose over the past three days.", "the past three days", "2022-09-27", "2022-09-30"),
        ("Fighting in August killed many.", "August", "2022-08-01", "2022-08-31"),
        ("He was shot on the 12th.", "the 12th", "2022-09-12", "2022-09-12"),
        ("He was shot on September 29.", "September 29", "2022-09-29", "2022-09-29"),
        ("It is like the Sept. 11 terrorist attacks.", "Sept. 11", "2001-09-11", "2001-09-11"),
        ("He saw the Sept. 11 attacks on the port.", "Sept. 11", "2022-09-11", "2022-09-11"),
        ("He was shot on Sept. 29, 2021.", "Sept. 29, 2021", "2021-09-29", "2021-09-29"),
        ("He was shot on the 29th of September 2021.", "the 29th of September 2021", "2021-09-29", "2021-09-29"),
        ("He was shot on 29/09/2021.", "29/09/2021", "2021-09-29", "2021-09-29"),
        ("He was shot on 2021-09-29.", "2021-09-29", "2021-09-29", "2021-09-29"),
        ("TWO MEN DIED ON 3 JAN 90.", "3 JAN 90", "1990-01-03", "1990-01-03"),
        ("TWO MEN DIED IN MARCH.", "MARCH", "2022-03-01", "2022-03-31"),
        ("It began in mid-October 2019.", "mid-October 2019", "2019-10-11", "2019-10-21"),
        ("It began in early 2019.", "early 2019", "2019-01-01", "2019-05-01"),
        ("It began in late March 2019.", "late March 2019", "2019-03-22", "2019-03-31"),
        ("It began in the 1990s.", "the 1990s", "1990-01-01", "1999-12-31"),
        ("It has gone on since March.", "March", "2022-03-01", "2022-09-30"),
        ("It was the summer of 2014.", "the summer of 2014", "2014-06-01", "2014-08-31"),
        ("It was the first quarter of 2015.", "the first quarter of 2015", "2015-01-01", "2015-03-31"),
        ("It fell on Easter Sunday 2019.", "Easter Sunday 2019", "2019-04-21", "2019-04-21"),
        ("Mosques were hit after Friday prayers.", "Friday", "2022-09-30", "2022-09-30"),
        ("It came on Thursday, September 29, 2022.", "Thursday, September 29, 2022", "2022-09-29", "2022-09-29"),
        ("The 2003 invasion is remembered.", "2003", "2003-01-01", "2003-12-31"),
        ("The 2003 elections were quiet.", "2003", "2003-01-01", "2003-12-31"),
        ("The year 2003 was quiet.", "The year 2003", "2003-01-01", "2003-12-31"),
        ("Spending rose in fiscal year 2021.", "fiscal year 2021", "2020-04-01", "2021-12-31"),
        ("Spending rose in FY2021.", "FY2021", "2020-04-01", "2021-12-31"),
        ("Spending rose in the 2020-21 financial year.", "the 2020-21 financial year", "2020-04-01", "2021-12-31"),
        ("It fell during Passover 2019.", "Passover 2019", "2019-04-20", "2019-04-27"),
        ("It fell during Ramadan 2022.", "Ramadan 2022", "2022-04-03", "2022-05-02"),
        ("It fell in the month of May 2021.", "the month of May 2021", "2021-05-01", "2021-05-31"),
        ("It fell on the 25th of this month.", "the 25th of this month", "2022-09-25", "2022-09-25"),
        ("Four fled during the May riot.", "May", "2022-05-01", "2022-05-31"),
        ("It fell in March last year.", "March last year", "2021-03-01", "2021-03-31"),
        ("It fell in the second half of 2021.", "the second half of 2021", "2021-07-02", "2021-12-31"),
        ("It fell in the last week of May 2021.", "the last week of May 2021", "2021-05-25", "2021-05-31"),
        (
            "Shelling began about 12:20 a.m. on Monday.",
            "about 12:20 a.m. on Monday",
            "2022-09-26T00:00",
            "2022-09-26T00:50",
        ),
        ("Shelling began about 3 p.m. on Monday.", "about 3 p.m. on Monday", "2022-09-26T14:30", "2022-09-26T15:30"),
        ("It fell on Saturday night at 1 a.m.", "Saturday night at 1 a.m.", "2022-09-25T01:00", "2022-09-25T01:01"),
        ("He came at 430pm on Monday.", "430pm on Monday", "2022-09-26T16:30", "2022-09-26T16:31"),
    ],
)
def test_one_expression_and_its_interval(text: str, words: str, start: str, end: str) -> None:
    (found,) = read(text)
    assert (found.exact, found.when.start, found.when.end) == (words, start, end)


@pytest.mark.parametrize(
    ("text", "words", "kind", "value"),
    [
        ("It lasted for three days.", "three days", "DURATION", "P3D"),
        ("A 24-hour strike began.", "24-hour", "DURATION", "PT24H"),
        ("A month-long siege ended.", "month-long", "DURATION", "P1M"),
        ("They march every Friday.", "every Friday", "SET", "XXXX-WXX-5"),
        ("They march on Fridays.", "Fridays", "SET", "XXXX-WXX-5"),
        ("Raids happen weekly.", "weekly", "SET", "P1W"),
        ("They meet every two years.", "every two years", "SET", "P2Y"),
        ("He was recently freed.", "recently", "DATE", "PAST_REF"),
        ("They waited for more than two days.", "more than two days", "DURATION", "P2D"),
        ("They waited for almost an hour.", "almost an hour", "DURATION", "PT1H"),
        ("They waited 1.5 hours.", "1.5 hours", "DURATION", "PT1.5H"),
        ("It rained for days.", "days", "DURATION", "PXD"),
        ("They searched the whole week.", "the whole week", "DURATION", "P1W"),
        ("Two days after the attack he fled.", "Two days", "DURATION", "P2D"),
        ("They patrol every night.", "every night", "SET", "XXXX-XX-XXTNI"),
        ("The former rebel base burned.", "former", "DATE", "PAST_REF"),
        ("These days few travel.", "These days", "DATE", "PRESENT_REF"),
        ("He hopes for peace in the future.", "the future", "DATE", "FUTURE_REF"),
        ("The treaty of 404 BC was signed.", "404 BC", "DATE", "BC0404"),
        ("It was built in the 4th century BC.", "the 4th century BC", "DATE", "BC03"),
    ],
)
def test_lengths_and_repetitions_have_no_place_in_time(text: str, words: str, kind: str, value: str) -> None:
    (found,) = read(text)
    assert (found.exact, found.timex3.type, found.timex3.value) == (words, kind, value)
    assert found.when.start is None and found.when.end is None


@pytest.mark.parametrize(
    "text",
    [
        "He may go.",
        "THIS MAY HAVE BEEN AN ATTACK.",
        "They march on the palace.",
        "He spoke during the March for Life.",
        "A 19-year-old man was shot.",
        "The boy, two years old, was found.",
        "He was the second to die.",
        "The sun rose over the hills.",
        "At least 1,990 homes burned.",
        "More than 2000 people fled.",
        "The team won 3-2.",
        "The fall of the city was near.",
        "He lives on the 12th floor.",
        "Prices rose by 20 percent.",
        "A man was shot in Silver Spring.",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert read(text) == ()


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("The ministers will meet on Thursday.", "2022-10-06"),
        ("The court is expected to rule on Thursday.", "2022-10-06"),
        ("The ministers met on Thursday.", "2022-09-29"),
        ("The army withdrew ahead of Sunday's vote.", "2022-10-02"),
        ("The ministers will meet in November.", "2022-11-01"),
        ("Fighting in November killed many.", "2021-11-01"),
        ("He was shot on December 29.", "2021-12-29"),
        ("He was shot on New Year's Eve.", "2021-12-31"),
        ("He was shot on October 3.", "2021-10-03"),
        ("The talks on October 3 in Geneva", "2022-10-03"),
        ("The New Year's Eve party of the club", "2022-12-31"),
        ("The shortage has lasted since November.", "2021-11-01"),
        ("The two were arrested on Thursday, police said.", "2022-09-29"),
    ],
)
def test_the_verb_decides_the_direction(text: str, start: str) -> None:
    (found,) = read(text, parse=True)
    assert found.when.start == start


def test_the_narrative_carries_the_day() -> None:
    text = (
        "On 3 May 2021 gunmen struck.\nThe next day the army came.\nThat night two died.\nTwo days later it was over."
    )
    found = read(text)
    assert [entity.when.start for entity in found] == ["2021-05-03", "2021-05-04", "2021-05-04T18:00", "2021-05-06"]
    assert found[1].when.basis == "relative to the day told before, 2021-05-03"


def test_that_weekday_is_the_one_the_narrative_is_at() -> None:
    told, again = read("The bridge fell on 12 August 2022.\nThat Friday two boats sank.")
    assert (again.when.start, told.when.start) == ("2022-08-12", "2022-08-12")


def test_a_later_day_without_a_day_told_before_is_not_counted_from_publication() -> None:
    (found,) = read("Two days later the army came.")
    assert found.when.start is None and "not told" in found.when.basis


@pytest.mark.parametrize(
    "text",
    [
        "He was charged on Monday. The night Amina died, he drove off.",
        "He was charged on Monday. On the night of the fire, he drove off.",
    ],
)
def test_a_night_told_by_its_event_is_not_that_of_the_day_told_before(text: str) -> None:
    found = read(text)
    assert found[0].when.start == "2022-09-26" and found[1].when.start is None


@pytest.mark.parametrize(
    ("other", "day"), [("12/20/2011", "2011-03-09"), ("20/12/2011", "2011-09-03"), ("01/02/2011", "2011-09-03")]
)
def test_slashed_dates_of_one_text_have_one_order(other: str, day: str) -> None:
    assert read(f"He was jailed ({other}). He was held (03/09/2011).")[-1].when.start == day


def test_a_year_that_names_a_case_does_not_move_the_narrative() -> None:
    text = "The 2013 case goes on.\nThe old 2013 case and a new 2013 case go on.\nThe fire was on March 9."
    assert read(text)[-1].when.start == "2022-03-09"


def test_the_small_hours_after_a_night_are_the_next_day() -> None:
    night, hour = read("Shots were fired on Saturday night.\nThe first call came around 1:20 a.m.")
    assert night.when.start == "2022-09-24T18:00"
    assert hour.when.start == "2022-09-25T00:50"


def test_the_day_of_speaking_does_not_move_the_narrative() -> None:
    text = "Shots were fired on Saturday night.\nThe first call came around 1:20 a.m., police said on Monday."
    assert read(text)[1].when.start == "2022-09-25T00:50"


def test_a_year_told_in_passing_does_not_move_the_narrative() -> None:
    text = (
        "In 1961 war came.\nIn May 1962 it spread.\nTowns fell in 1963.\n"
        "It was the worst flood since 1901.\nIn June the bridge fell."
    )
    assert read(text, "2020-01-01")[-1].when.start == "1963-06-01"


def test_a_list_shares_the_year_of_its_last() -> None:
    found = read("Towns fell in August and September 1963.")
    assert [entity.when.start for entity in found] == ["1963-08-01", "1963-09-01"]


def test_a_clock_time_takes_the_day_of_its_sentence() -> None:
    at, day = read("At 6 p.m. a bomb went off in the market on Monday.")
    assert day.when.start == "2022-09-26"
    assert (at.when.start, at.when.basis) == ("2022-09-26T18:00", "on the day told before, 2022-09-26")


def test_a_clock_time_never_takes_the_day_of_publication() -> None:
    (found,) = read("A bomb went off at 6 p.m.")
    assert found.when.start is None and found.timex3.value == "XXXX-XX-XXT18:00"


@pytest.mark.parametrize(
    "text", ["It fell on Thursday.", "He fled last week.", "He was shot yesterday.", "It fell in August."]
)
def test_without_publication_relative_stays_relative(text: str) -> None:
    (found,) = read(text, None)
    assert found.when.start is None and found.when.end is None
    assert "no publication date" in found.when.basis


def test_a_weekday_without_publication_keeps_its_partial_value() -> None:
    (found,) = read("It fell on Thursday.", None)
    assert (found.timex3.value, found.when.precision) == ("XXXX-WXX-4", "day")


def test_a_text_of_past_years_reads_months_in_the_year_told() -> None:
    text = "In 1936 war came.\nIn 1937 towns fell.\nIn June 1938 it grew.\nOn 4 July it fell.\nIn January it ended."
    found = read(text, "2020-01-01")
    assert [entity.when.start for entity in found][-2:] == ["1938-07-04", "1939-01-01"]


@pytest.mark.parametrize(
    ("text", "ends", "start", "end"),
    [
        ("It lasted from 1990-94.", ["1990", "94"], "1990-01-01", "1994-12-31"),
        ("It fell between 3 and 5 May 2021.", ["3", "5 May 2021"], "2021-05-03", "2021-05-05"),
        ("It fell on 14 and 15 March 2021.", ["14", "15 March 2021"], "2021-03-14", "2021-03-15"),
        ("Talks ran May 5-9, 2021.", ["May 5", "9, 2021"], "2021-05-05", "2021-05-09"),
        ("It went on from Monday to Wednesday.", ["Monday", "Wednesday"], "2022-09-26", "2022-09-28"),
        ("It ran from the 3rd to the 5th of May.", ["the 3rd", "the 5th of May"], "2022-05-03", "2022-05-05"),
        ("It ran from 6 to 9 p.m. and ended.", ["9 p.m."], None, None),
        ("The old war (264-241 BC) was long.", ["264", "241 BC"], None, None),
    ],
)
def test_both_ends_of_a_range_are_expressions_and_each_tells_the_whole(
    text: str, ends: list[str], start: str | None, end: str | None
) -> None:
    found = read(text)
    assert [each.exact for each in found] == ends
    assert {(each.when.start, each.when.end) for each in found} == {(start, end)}


def test_each_end_of_a_range_has_its_own_value() -> None:
    first, last = read("Shelling went on from Monday to 2 October.")
    assert (first.timex3.value, last.timex3.value) == ("2022-09-26", "2022-10-02")
    assert first.when.text == last.when.text == "Monday to 2 October"


def test_names_are_no_dates() -> None:
    (found,) = read("The Sunday Times reported the raid on Monday.", parse=True)[-1:]
    assert found.exact == "Monday"


def test_unreadable_dates_stay_unknown() -> None:
    (found,) = read("He was shot on 31 February 2021.")
    assert found.when.start is None and found.when.basis == "no such day"


@pytest.mark.parametrize(
    ("year", "western", "eastern"),
    [(2019, date(2019, 4, 21), date(2019, 4, 28)), (2024, date(2024, 3, 31), date(2024, 5, 5))],
)
def test_easter(year: int, western: date, eastern: date) -> None:
    assert (easter(year), orthodox_easter(year)) == (western, eastern)


def test_islamic_dates_are_within_a_day_of_the_observed() -> None:
    assert abs(islamic_date(1443, 9, 1) - date(2022, 4, 2)).days <= 1
    assert abs(islamic_date(1445, 10, 1) - date(2024, 4, 10)).days <= 1


@pytest.mark.parametrize(
    ("feast", "day"),
    [
        ("rosh hashanah", date(2023, 9, 16)),
        ("yom kippur", date(2022, 10, 5)),
        ("hanukkah", date(2023, 12, 8)),
        ("passover", date(2024, 4, 23)),
        ("purim", date(2024, 3, 24)),
        ("lunar new year", date(2023, 1, 22)),
        ("vesak", date(2024, 5, 23)),
        ("lent", date(2024, 2, 14)),
        ("orthodox christmas", date(2024, 1, 7)),
    ],
)
def test_feasts_of_other_calendars(feast: str, day: date) -> None:
    (found,) = HOLIDAYS[feast](day.year)
    assert found[0] == day


@pytest.mark.parametrize(
    ("feast", "day"), [("diwali", date(2023, 11, 12)), ("holi", date(2023, 3, 8)), ("hajj", date(2023, 6, 26))]
)
def test_feasts_by_moon_are_within_a_day_of_the_observed(feast: str, day: date) -> None:
    (found,) = HOLIDAYS[feast](day.year)
    assert abs(found[0] - day).days <= 1


def test_thanksgiving_is_the_fourth_thursday() -> None:
    assert nth_weekday(2022, 11, 3, 4) == date(2022, 11, 24)


PIECES = st.sampled_from(
    "on in the last next two 3 14 may March Monday 2019 1990s ' s - , . : / pm a.m. 12 days ago later week between and "
    "from to since until early late mid morning night noon every half of September 29 99 31 0000 9999 Easter Ramadan "
    "year years old before after quarter first now today the following same that past recent clock GMT ( 1.5 BC the "
    "week in half over about xmas day one 430 former weekend".split()
)


@given(st.lists(PIECES, max_size=25), st.sampled_from([None, FRIDAY, "0001-01-01", "9999-12-31"]))
def test_any_words_give_ordered_evidence_and_bounds(words: list[str], published: str | None) -> None:
    text = " ".join(words)
    end = 0
    for entity in read(text, published):
        assert text[entity.start : entity.end] == entity.exact and entity.start >= end
        end = entity.end
        when = entity.when
        assert when.text is not None and entity.exact in when.text
        if when.start is not None and when.end is not None:
            assert when.start <= when.end


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("He was shot on Sunday.\nOn Tuesday, however, police said it was a quarrel.\nShots rang out at 10 p.m.", "25"),
        ("He was shot on Sunday.\nAt a Tuesday briefing the mayor spoke.\nShots rang out at 10 p.m.", "25"),
        ("He was shot on Sunday.\nOn Tuesday, officials identified the dead.\nShots rang out at 10 p.m.", "25"),
        ("He was shot on Sunday.\nHe was denied bond, Tuesday.\nShots rang out at 10 p.m.", "25"),
        ("He was shot on Sunday.\nOn Tuesday, gunmen came back, police said.\nShots rang out at 10 p.m.", "27"),
    ],
)
def test_what_is_said_or_held_later_does_not_move_the_narrative(text: str, start: str) -> None:
    last = read(text)[-1]
    assert (last.when.start or "")[:10] == f"2022-09-{start}"


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("since the Sept. 11 terrorist attacks", "2001-09-11"),
        ("the September 11 attacks", "2001-09-11"),
        ("the Sept. 11 attacks in Derna", "2022-09-11"),
        ("the September 11 attack", "2022-09-11"),
    ],
)
def test_the_attacks_of_2001_are_known_by_their_day(text: str, start: str) -> None:
    assert read(text)[0].when.start == start


def test_an_undated_report_of_today_does_not_borrow_a_year() -> None:
    text = "The law is of 2001.\nTwo men were shot on Tuesday.\nThe mayor spoke yesterday.\nTroops came in March."
    assert read(text, None)[-1].when.start is None
    history = "The war began in May 2001.\nThe town fell in 2003.\nTroops came in March."
    assert read(history, None)[-1].when.start == "2003-03-01"


def test_hours_of_the_day_are_no_years() -> None:
    assert [each.exact for each in read("A curfew holds between 1800 and 0600.")] == []
    assert [each.exact for each in read("It was open from 0600 to 1800.")] == []
    assert [each.exact for each in read("He lived between 1800 and 1860.")] == ["1800", "1860"]
