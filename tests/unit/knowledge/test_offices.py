"""Offices: who held one on a day, titles in their wordings, and the faults of office files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gesta.knowledge import office_files, offices
from gesta.knowledge.actors import Actor, Actors, load
from gesta.knowledge.offices import first_day, holders, holding, last_day, offices_titled, title_key

SHIPPED = Path(offices.__file__).parent / "data"


@pytest.fixture(scope="module")
def base() -> Actors:
    return load()


@pytest.fixture(scope="module")
def known(base: Actors) -> Mapping[str, Actor]:
    return {actor.id: actor for actor in base}


def who(office_id: str, on: date) -> list[str]:
    return [each.actor for each in holders(office_id, on)]


def test_the_holder_of_a_day() -> None:
    assert who("eg.president", date(2011, 1, 25)) == ["eg.hosni_mubarak"]
    assert who("eg.president", date(2013, 2, 1)) == ["eg.mohamed_morsi"]
    assert who("eg.president", date(2024, 2, 1)) == ["eg.abdel_fattah_al_sisi"]
    assert who("eg.grand_vizier", date(2024, 2, 1)) == []
    assert len(holders("eg.president")) >= 3


@pytest.mark.parametrize(
    ("title", "country", "on", "actor"),
    [
        ("president", "EG", date(2013, 2, 1), "eg.mohamed_morsi"),
        ("prime minister", "IQ", date(2007, 6, 1), "iq.nouri_al_maliki"),
        ("secretary of state", "US", date(2003, 6, 1), "us.colin_powell"),
        ("foreign minister", "RU", date(2022, 3, 1), "ru.sergei_lavrov"),
        ("minister of defense", "IL", date(2024, 1, 1), "il.yoav_gallant"),
        ("home minister", "IN", date(2020, 1, 1), "in.amit_shah"),
        ("army chief", "PK", date(2010, 1, 1), "pk.ashfaq_parvez_kayani"),
        ("king", "SA", date(2010, 1, 1), "sa.king_abdullah"),
        ("president", "SV", date(1990, 1, 1), "sv.alfredo_cristiani"),
        ("UN chief", None, date(1999, 1, 1), "int.kofi_annan"),
        ("NATO chief", None, date(2022, 1, 1), "int.jens_stoltenberg"),
        ("ICC prosecutor", None, date(2015, 1, 1), "int.fatou_bensouda"),
    ],
)
def test_a_title_a_country_and_a_day_lead_to_a_person(title: str, country: str | None, on: date, actor: str) -> None:
    held = [each.actor for office in offices_titled(title, country) for each in holders(office.id, on)]
    assert held == [actor]


def test_the_offices_are_many_and_cover_the_countries_of_conflict() -> None:
    found = offices.load().values()
    assert len(found) >= 400 and sum(len(office.holders) for office in found) >= 2400
    conflicts = (
        "IQ SY EG LY YE IL PS LB IR TR AF PK IN BD LK MM PH ID TH RU UA GE AM AZ RS XK BA ET ER SO KE UG RW BI CD SD "
        "SS TD CF CM NG NE ML BF CI LR SL GN MZ ZW ZA AO DZ TN MA CO VE EC PE BO SV GT HN NI MX HT US GB FR DE CN "
        "KP KR JP"
    )
    assert set(conflicts.split()) <= {office.country for office in found}


def test_the_offices_of_a_person() -> None:
    assert "eg.president" in [office.id for office in holding("eg.mohamed_morsi", date(2013, 2, 1))]
    assert holding("eg.mohamed_morsi", date(2016, 2, 1)) == ()
    assert holding("nobody") == ()


@pytest.mark.parametrize(
    ("title", "country", "office"),
    [
        ("president", "EG", "eg.president"),
        ("President", "EG", "eg.president"),
        ("head of state", "EG", "eg.president"),
        ("the president", "EG", None),
        ("president", "ZZ", None),
        ("president", None, None),
        ("pope", None, "int.pope"),
    ],
)
def test_titles(title: str, country: str | None, office: str | None) -> None:
    assert office in [*(found.id for found in offices_titled(title, country)), None]
    assert (office is None) == (offices_titled(title, country) == ())


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("defense minister", "Defence Minister"),
        ("Minister of Defense", "defence minister"),
        ("minister of the interior", "interior minister"),
        ("Minister for Foreign Affairs", "foreign affairs minister"),
        ("Chief of the Army", "army chief"),
    ],
)
def test_wordings_of_one_title(first: str, second: str) -> None:
    assert title_key(first) == title_key(second)


def test_dates_are_as_exact_as_they_are_written() -> None:
    assert (first_day("2012"), last_day("2012")) == (date(2012, 1, 1), date(2012, 12, 31))
    assert (first_day("2012-02"), last_day("2012-02")) == (date(2012, 2, 1), date(2012, 2, 29))
    assert first_day("2012-06-30") == last_day("2012-06-30") == date(2012, 6, 30)
    for wrong in ("12", "2012-6", "2012-13", "2013-02-29", "June 2012"):
        with pytest.raises(ValueError):
            first_day(wrong)


def test_the_compiled_offices_are_what_the_files_say(known: Mapping[str, Actor]) -> None:
    assert office_files.compile_offices(known) == (SHIPPED / "offices.json").read_bytes()


def test_every_holder_is_a_person_of_the_base_and_found_by_name(base: Actors) -> None:
    for office in offices.load().values():
        for held in office.holders:
            actor = base.get(held.actor)
            assert actor is not None and actor.kind == "leader", (office.id, held.actor)


@settings(max_examples=10, deadline=None)
@given(st.dates(date(1990, 1, 1), date(2025, 12, 31)))
def test_a_person_in_office_has_the_office(on: date) -> None:
    for office_id in offices.load():
        for held in holders(office_id, on):
            assert office_id in [office.id for office in holding(held.actor, on)]


def test_a_day_known_to_the_day_has_one_holder() -> None:
    for office in offices.load().values():
        for earlier, later in pairwise(office.holders):
            assert earlier.last is not None and later.first is not None
            if len(earlier.last) == len(later.first) == 10:
                after = last_day(earlier.last) + timedelta(days=1)
                assert earlier.actor not in [each.actor for each in holders(office.id, after) if each is earlier]


def written(directory: Path, holder_lines: str, **fields: str) -> Path:
    text = {"id": "xx.chief", "title": "chief", "country": "EG", "of": "eg.government", **fields}
    path = directory / "bad.yaml"
    lines = "".join(f"  {name}: {value}\n" for name, value in text.items())
    path.write_text(f"-{lines[1:]}  holders:\n{holder_lines}", encoding="utf-8")
    return path


MUBARAK = "    - {actor: eg.hosni_mubarak, from: 1981, to: 2011-02-11}\n"
MORSI = "    - {actor: eg.mohamed_morsi, from: 2012-06, to: 2013}\n"


@pytest.mark.parametrize(
    ("holder_lines", "fields", "line", "what"),
    [
        ("    - {actor: eg.nobody}\n", {}, 6, "unknown actor"),
        ("    - {actor: ir.basij}\n", {}, 6, "not a person"),
        (MUBARAK, {"country": "Egypt"}, 1, "country 'Egypt'"),
        (MUBARAK, {"of": "eg.palace"}, 1, "unknown actor 'eg.palace'"),
        (MUBARAK, {"id": "Chief"}, 1, "not a slug"),
        (MUBARAK, {"titles": "[Chief]"}, 1, "given twice"),
        (MUBARAK, {"seat": "Cairo"}, 1, "unknown field"),
        (MORSI + MUBARAK, {}, 7, "out of order"),
        (MUBARAK + "    - {actor: eg.mohamed_morsi, from: 2012, to: 2011}\n", {}, 7, "is after"),
        (MUBARAK + "    - {actor: eg.mohamed_morsi, from: 2012, to: 2031}\n", {}, 7, "not valid"),
        (MUBARAK + "    - {actor: eg.mohamed_morsi, from: 2012-6-3, to: 2013}\n", {}, 7, "no year"),
        ("    - {actor: eg.hosni_mubarak, since: 1981}\n", {}, 1, "unknown field `since`"),
    ],
)
def test_faults_are_told_with_file_and_line(
    tmp_path: Path, known: Mapping[str, Actor], holder_lines: str, fields: dict[str, str], line: int, what: str
) -> None:
    path = written(tmp_path, holder_lines, **fields)
    problems = office_files.lint(tmp_path, known)
    assert what in problems[0].what
    found, _, at = problems[0].where.rpartition(":")
    assert found == str(path) and int(at) == line + (len(fields.keys() - {"country", "of", "id"}) if line > 1 else 0)


def test_all_faults_are_told_at_once(tmp_path: Path, known: Mapping[str, Actor]) -> None:
    (tmp_path / "a.yaml").write_text(
        "- id: xx.a\n  title: a\n  of: eg.nobody\n- id: xx.a\n  title: b\n  of: eg.police\n"
    )
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "c.yaml").write_text(
        "- id: xx.b\n  title: b\n  of: eg.police\n- id: xx.b\n  title: c\n  of: eg.police\n"
    )
    told = [problem.what for problem in office_files.lint(tmp_path, known)]
    assert told == ["of unknown actor 'eg.nobody'", "id 'xx.b' is given twice"]


def test_a_missing_directory_is_a_problem(tmp_path: Path, known: Mapping[str, Actor]) -> None:
    assert office_files.lint(tmp_path / "none", known)[0].what == "is not a directory"


def test_holders_known_by_their_years_may_share_a_year(tmp_path: Path, known: Mapping[str, Actor]) -> None:
    years = (
        "    - {actor: eg.hosni_mubarak, from: 1981, to: 2011}\n    - {actor: eg.abdel_fattah_al_sisi, from: 2014}\n"
    )
    written(tmp_path, years)
    assert office_files.lint(tmp_path, known) == ()
