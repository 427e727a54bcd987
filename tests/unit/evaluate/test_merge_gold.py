from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from gesta.evaluate.corpora import Article
from gesta.evaluate.merge_gold import Filed, Told, filed_incidents, fullest_months, hard_set, is_held, told_articles

ROWS = [
    ("a1", "1", "Two men were shot at a filling station.", "2016-03-02"),
    ("a2", "1", "A clerk died after shots at the filling station.", "2016-03-04"),
    ("a3", "2", "A boy was wounded in the park.", "2016-03-05"),
    ("a4", "3", "A boy was wounded in the park.", "2016-03-05"),
    ("a5", "4", "Sign up for our newsletter.", "2016-03-09"),
    ("a6", "5", "Sign up for our newsletter.", "2016-04-01"),
    ("a7", "5", "   ", "2016-04-01"),
    ("a8", "6", "Shots at a house; nobody was hurt.", "2016-04-02"),
]
RECORDS = [
    ("1", "March 1, 2016", "Ohio", "Kenmore"),
    ("2", "March 5, 2016", "Ohio", "Lakeport"),
    ("3", "March 5, 2016", "Ohio", "Lakeport"),
    ("4", "March 8, 2016", "Ohio", "Kenmore"),
    ("5", "March 9, 2016", "Iowa", "Kenmore"),
]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An invented archive: 2 and 3 are one occurrence filed twice, 4 and 5 share a page without a story."""
    (tmp_path / "gva").mkdir()
    articles = [
        {"id": key, "incident_id": incident, "title": f"Title {key}", "content": text, "dct": day}
        for key, incident, text, day in ROWS
    ]
    incidents = [
        {
            "incident_uri": key,
            "date": day,
            "state": state,
            "city_or_county": town,
            "num_killed": 1,
            "num_injured": 0,
            "_frame": "accidental_deaths" if key == "5" else "mass_shootings",
        }
        for key, day, state, town in RECORDS
    ]
    for name, rows in (("articles", articles), ("incidents", incidents)):
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        (tmp_path / "gva" / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    return tmp_path


def told(key: str, incident: str, month: str = "2016-03") -> Told:
    return Told(Article(key, "", "Text."), incident, month, True)


def filed(day: str, state: str = "Ohio", *, accident: bool = False) -> Filed:
    return Filed(date.fromisoformat(day), state, "Kenmore", 0, 1, accident)


def test_articles_get_the_one_incident_they_tell(archive: Path) -> None:
    found = {each.article.key: each.incident for each in told_articles(archive)}
    assert found == {
        "gva:a1": "1",
        "gva:a2": "1",
        "gva:a3": "2",
        "gva:a4": "2",
        "gva:a5": None,
        "gva:a6": None,
        "gva:a8": "6",
    }
    assert {each.month for each in told_articles(archive)} == {"2016-03", "2016-04"}


def test_an_occurrence_filed_twice_is_held_only_if_both_are(archive: Path) -> None:
    held = {each.article.key: each.held for each in told_articles(archive)}
    assert held["gva:a1"] == is_held("1")
    assert held["gva:a3"] == held["gva:a4"] == (is_held("2") and is_held("3"))


def test_halves_are_halves_and_fixed() -> None:
    assert 4800 < sum(is_held(str(number)) for number in range(10_000)) < 5200
    assert [is_held(each) for each in ("100", "101", "102", "103")] == [False, False, True, True]


def test_months_with_most_articles_within_the_cost() -> None:
    articles = [
        told(f"{month}{n}", "1", month) for month, count in (("m1", 5), ("m2", 7), ("m3", 7)) for n in range(count)
    ]
    assert fullest_months(articles, 14) == ("m2", "m3")
    assert fullest_months(articles, 13) == ("m2",)
    assert fullest_months(articles, 19) == ("m1", "m2", "m3")


def test_hard_pairs_are_of_one_state_and_week(archive: Path) -> None:
    records = {
        "1": filed("2016-03-01"),
        "2": filed("2016-03-08"),
        "3": filed("2016-03-09"),
        "4": filed("2016-03-01", "Iowa"),
    }
    articles = [told("a", "1"), told("b", "1"), told("c", "2"), told("d", "4"), told("e", "4"), told("f", "none")]
    found = hard_set(articles, records)
    assert found.different == (("a", "c"), ("b", "c"))
    assert found.same == found.acts == (("a", "b"),)
    assert filed_incidents(archive)["5"].state == "Iowa"


def test_pairs_of_an_accident_are_told_apart(archive: Path) -> None:
    records = {"1": filed("2016-03-01", accident=True), "2": filed("2016-03-02")}
    found = hard_set([told("a", "1"), told("b", "1"), told("c", "2"), told("d", "2")], records)
    assert found.same == (("a", "b"), ("c", "d")) and found.acts == (("c", "d"),)
    assert [key for key, each in filed_incidents(archive).items() if each.accident] == ["5"]
