"""The shapes of other projects: their columns, their rules, and what each tells as lost."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import msgspec
import pandas
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.export.invented import Given, Told, actor, core, count, incident, incidents, same, views

from gesta.codebook.crosswalk import rules
from gesta.export import acled, gdelt, gtd, plover, polecat, ucdp
from gesta.export.format import Format, Options
from gesta.export.registry import FORMATS
from gesta.export.settled import outlets, own_number, units
from gesta.export.ucdp import date_precision, priogrid
from gesta.export.ucdp_deaths import estimate
from gesta.model.incidents import Counts, Disagreement, Responsibility
from gesta.model.merged import Figure, MergedIncident
from gesta.model.terms import ClaimId, IncidentId
from gesta.model.values import When, Where

LISTS = {
    acled.ACLED: """event_id_cnty, event_date, year, time_precision, disorder_type, event_type, sub_event_type, actor1,
    assoc_actor_1, inter1, actor2, assoc_actor_2, inter2, interaction, civilian_targeting, iso, region, country, admin1,
    admin2, admin3, location, latitude, longitude, geo_precision, source, source_scale, notes, fatalities, tags,
    timestamp""",
    ucdp.UCDP: """id, relid, year, active_year, code_status, type_of_violence, conflict_dset_id, conflict_new_id,
    conflict_name, dyad_dset_id, dyad_new_id, dyad_name, side_a_dset_id, side_a_new_id, side_a, side_b_dset_id,
    side_b_new_id, side_b, number_of_sources, source_article, source_office, source_date, source_headline,
    source_original, where_prec, where_coordinates, where_description, adm_1, adm_2, latitude, longitude, geom_wkt,
    priogrid_gid, country, country_id, region, event_clarity, date_prec, date_start, date_end, deaths_a, deaths_b,
    deaths_civilians, deaths_unknown, best, high, low, gwnoa, gwnob""",
    polecat.POLECAT: """Event ID, Event Date, Event Type, Event Mode, Intensity, Quad Code, Contexts, Actor Name,
    Actor Country, Actor COW, Primary Actor Sector, Actor Sectors, Actor Title, Actor Name Raw, Wikipedia Actor ID,
    Recipient Name, Recipient Country, Recipient COW, Primary Recipient Sector, Recipient Sectors, Recipient Title,
    Recipient Name Raw, Wikipedia Recipient ID, Placename, City, District, Province, Country, Latitude, Longitude,
    GeoNames ID, Raw Placename, Feature Type, Source, Publication Date, Story People, Story Organizations,
    Story Locations, Language, Version""",
}
"""The column lists of the published data, in order."""


def names(text: str) -> list[str]:
    return [" ".join(name.split()) for name in text.split(",")]


def written(form: Format, given: Sequence[MergedIncident], path: Path) -> tuple[Path, Told]:
    """The file that the format writes, and what it tells as lost."""
    losses = Told()
    target = path / f"{form.name}{form.suffix}"
    form.write(Given(given), target, Options(policy=form.policy), losses)
    return target, losses


def rows(form: Format, given: Sequence[MergedIncident], path: Path) -> list[dict[str, str]]:
    target, _ = written(form, given, path)
    return list(csv.DictReader(io.StringIO(target.read_text("utf-8"))))


@pytest.mark.parametrize("form", list(LISTS), ids=lambda form: form.name)
def test_columns_are_those_of_the_published_data_in_order(form: Format, tmp_path: Path) -> None:
    target, _ = written(form, [incident()], tmp_path)
    separator = "\t" if form is polecat.POLECAT else ","
    assert target.read_text("utf-8").splitlines()[0].split(separator) == names(LISTS[form])


def test_gtd_has_its_135_columns_in_order(tmp_path: Path) -> None:
    found = list(pandas.read_csv(written(gtd.GTD, [incident()], tmp_path)[0]).columns)
    assert len(found) == len(set(found)) == 135
    assert found[:10] == names("eventid,iyear,imonth,iday,approxdate,extended,resolution,country,country_txt,region")
    assert found[34:42] == names(
        "targtype1,targtype1_txt,targsubtype1,targsubtype1_txt,corp1,target1,natlty1,natlty1_txt"
    )
    assert found[71:75] == names("claimed,claimmode,claimmode_txt,claim2")
    assert found[-6:] == names("dbsource,INT_LOG,INT_IDEO,INT_MISC,INT_ANY,related")


def test_gdelt_has_61_columns_and_no_header(tmp_path: Path) -> None:
    lines = written(gdelt.GDELT, [incident()], tmp_path)[0].read_text("utf-8").splitlines()
    assert len(lines) == 1 and len(lines[0].split("\t")) == len(gdelt.COLUMNS) == 61
    assert gdelt.COLUMNS[5:8] == ("Actor1Code", "Actor1Name", "Actor1CountryCode")
    assert gdelt.COLUMNS[25:31] == ("IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass",
                                    "GoldsteinScale")  # fmt: skip


@pytest.mark.parametrize("name", ["acled", "ucdp", "gtd", "polecat", "gdelt", "plover"])
def test_a_file_beside_says_that_the_data_is_not_theirs(name: str, tmp_path: Path) -> None:
    target, _ = written(FORMATS[name], [incident()], tmp_path)
    about = (tmp_path / f"{target.stem}.about.txt").read_text("utf-8")
    assert "is not" in about and "Gesta" in about and "codebook core@1" in about


@pytest.mark.parametrize("name", ["acled", "ucdp", "gtd", "polecat", "gdelt", "plover"])
def test_two_exports_are_the_same_bytes(name: str, tmp_path: Path) -> None:
    given = [incident(), incident(id=IncidentId("inc_f"), type="shooting")]
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    one, other = (written(FORMATS[name], given, tmp_path / each)[0] for each in "ab")
    assert one.read_bytes() == other.read_bytes() and one.stat().st_size > 100


def test_a_bomb_in_acleds_words(tmp_path: Path) -> None:
    (row,) = rows(acled.ACLED, [incident()], tmp_path)
    assert (
        row["event_type"] == "Explosions/Remote violence" and row["sub_event_type"] == "Remote explosive/landmine/IED"
    )
    assert (row["actor1"], row["inter1"]) == ("Unidentified Armed Group (Iraq)", "3")
    assert (row["actor2"], row["inter2"], row["interaction"]) == ("Civilians (Iraq)", "7", "37")
    assert (row["iso"], row["country"], row["location"], row["geo_precision"]) == ("368", "Iraq", "Kirkuk", "1")
    assert (row["fatalities"], row["civilian_targeting"]) == ("5", "Civilian targeting")
    assert (row["admin1"], row["admin2"], row["disorder_type"]) == ("Kirkuk", "Kirkuk District", "Political violence")
    assert row["tags"] == acled.MARK and row["event_id_cnty"] == "inc_0123456789abcdef"
    assert row["timestamp"] == "1677715200", "2 March 2023, the day of the newest report"
    assert "Killed 5, injured 12" in row["notes"] and "1 independent source" in row["notes"]


@pytest.mark.parametrize(
    ("actors", "concept", "expected"),
    [
        ((actor("perpetrator", "al-Shabaab", "terrorist", "SO", "so.al_shabaab"),
          actor("target", "soldiers", "military", "SO", "so.military")), "armed_clash",
         ("al-Shabaab", "2", "Military Forces of Somalia", "8", "28")),
        ((actor("perpetrator", "police", "police", "IQ", "iq.police"), actor("target", "demonstrators", "protesters")),
         "protest_intervention", ("Protesters (Iraq)", "6", "Police Forces of Iraq", "1", "16")),
        ((actor("participant", "people", "protesters"),), "protest", ("Protesters (Iraq)", "6", "", "0", "60")),
        ((actor("perpetrator", "Russia", "government", "RU", "ru.government"),), "shelling",
         ("Military Forces of Russia", "8", "", "0", "80")),
        ((actor("perpetrator", None), actor("victim", "a reporter", "media")), "killing",
         ("Unidentified Armed Group (Iraq)", "3", "Civilians (Iraq)", "7", "37")),
    ],
)  # fmt: skip
def test_actors_in_acleds_words(
    actors: tuple[object, ...], concept: str, expected: tuple[str, ...], tmp_path: Path
) -> None:
    (row,) = rows(acled.ACLED, [incident(actors=actors, type=concept, counts=Counts())], tmp_path)
    assert tuple(row[name] for name in ("actor1", "inter1", "actor2", "inter2", "interaction")) == expected


def test_a_claim_of_responsibility_names_the_doer(tmp_path: Path) -> None:
    told = incident(
        actors=(actor("perpetrator", "fighters", "rebel"), actor("victim", "traders", "civilians"),
                actor("speaker", "Islamic State West Africa Province", "terrorist", "NG", "ng.iswap")),
        responsibility=Responsibility("claimed", "Islamic State West Africa Province"),
    )  # fmt: skip
    (row,) = rows(acled.ACLED, [told], tmp_path)
    assert row["actor1"] == "Islamic State West Africa Province"
    assert rows(gtd.GTD, [told], tmp_path)[0]["claimed"] == "1"


@pytest.mark.parametrize(
    ("words", "expected"), [("dozens", "12"), ("hundreds of", "100"), ("tens of", "10"), ("several", "0")]
)
def test_acleds_numbers_for_words(words: str, expected: str, tmp_path: Path) -> None:
    number = {"dozens": 12, "hundreds of": 100, "tens of": 10}.get(words)
    told = {"killed": Figure(None, None, None, (), "words")}
    conservative = {"killed": Figure(number, number, None, (), "words")} if number else {}
    figures = tuple(
        msgspec.structs.replace(view, counts=conservative if view.policy == "conservative" else told)
        for view in views()
    )
    vague = incident(counts=Counts(killed=count(None, None, words)), views=figures)
    target, losses = written(acled.ACLED, [vague], tmp_path)
    assert pandas.read_csv(target, dtype=str).fatalities[0] == expected
    assert losses.whys("counts.killed")


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [("2023-03-01", "2023-03-01", ("2023-03-01", "1")), ("2023-03-01", "2023-03-07", ("2023-03-04", "2")),
     ("2023-03-01", "2023-03-31", ("2023-03-16", "3"))],
)  # fmt: skip
def test_acleds_precision_of_time_takes_the_middle(
    first: str, last: str, expected: tuple[str, str], tmp_path: Path
) -> None:
    (row,) = rows(acled.ACLED, [incident(when=When(first, last, "month"))], tmp_path)
    assert (row["event_date"], row["time_precision"]) == expected


def test_a_part_of_a_town_stands_after_it(tmp_path: Path) -> None:
    where = Where("Shorja", "neighbourhood", ("Kirkuk",), "Kirkuk", "IQ", 35.5, 44.4)
    assert rows(acled.ACLED, [incident(where=where)], tmp_path)[0]["location"] == "Kirkuk - Shorja"
    assert units(Where("Kirkuk", "city", ("Sub", "District"), "Kirkuk", "IQ")).admin2 == "District"


def test_a_street_without_a_point_of_its_own_stands_after_the_town_that_lends_it(tmp_path: Path) -> None:
    where = Where("Market Street", "site", ("Kirkuk", "Kirkuk District"), "Kirkuk", "IQ", 35.5, 44.4, 8.0,
                  basis="not in the gazetteer; in Kirkuk, named")  # fmt: skip
    (acled_row,) = rows(acled.ACLED, [incident(where=where)], tmp_path)
    assert acled_row["location"] == "Kirkuk - Market Street"
    assert (acled_row["admin2"], acled_row["admin3"]) == ("Kirkuk District", "")
    sides = (actor("perpetrator", "Grey Falcons", "rebel"), actor("victim", "traders", "civilians"))
    (ucdp_row,) = rows(ucdp.UCDP, [incident(where=where, actors=sides)], tmp_path)
    assert (ucdp_row["where_coordinates"], ucdp_row["adm_2"]) == ("Kirkuk", "Kirkuk District")
    assert ucdp_row["where_description"] == "Market Street, Kirkuk, Kirkuk District"
    (gtd_row,) = rows(gtd.GTD, [incident(where=where)], tmp_path)
    assert (gtd_row["city"], gtd_row["location"]) == ("Kirkuk", "Market Street")
    airfield = Where("Kirkuk Airfield", "site", ("Kirkuk District",), "Kirkuk", "IQ", 35.47, 44.35, basis="named")
    (own_point,) = rows(gtd.GTD, [incident(where=airfield)], tmp_path)
    assert (own_point["city"], own_point["location"]) == ("Kirkuk Airfield", "")


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"realis": "planned"}, "planned"), ({"cls": "statement", "type": "accusation"}, "statement"),
        ({"when": When()}, "no day"), ({"when": When("2023-01-01", "2023-12-31", "year")}, "year"),
        ({"where": Where()}, "no country"), ({"status": "withdrawn"}, "withdrawn"),
    ],
)  # fmt: skip
def test_what_acled_does_not_hold_is_told(more: dict[str, object], why: str, tmp_path: Path) -> None:
    target, losses = written(acled.ACLED, [incident(**more)], tmp_path)
    assert len(target.read_text("utf-8").splitlines()) == 1
    assert any(why in each for each in losses.whys("incident"))


def test_disputes_stand_in_the_notes(tmp_path: Path) -> None:
    disputed = incident(disagreements=(Disagreement("counts.killed", (ClaimId("clm_1"),)),))
    assert "Disputed: killed (5 by police)" in rows(acled.ACLED, [disputed], tmp_path)[0]["notes"]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("https://www.north.example/2023/bomb?from=feed", "north.example"),
        ("http://web.archive.org/web/20230302000000/http://www.north.example:80/bomb", "north.example"),
        ("https://ada@south.example", "south.example"),
        ("desk/march/report-7.html", "report-7.html"),
    ],
)
def test_a_source_without_an_outlet_is_named_by_its_host(source: str, name: str) -> None:
    told = incident()
    (report,) = told.reports
    assert outlets(incident(reports=(msgspec.structs.replace(report, outlet=None, source=source),))) == (name,)


def test_a_cell_is_no_formula_and_no_second_line(tmp_path: Path) -> None:
    odd = incident(actors=(actor("perpetrator", "=HYPERLINK(1)", "rebel", None, "xx.odd"),
                           actor("victim", "people\n\x1b[2J\u202e", "civilians")))  # fmt: skip
    (row,) = rows(acled.ACLED, [odd], tmp_path)
    assert row["actor1"].startswith("'=") and "\x1b" not in row["notes"] and "\u202e" not in row["notes"]


def test_deaths_by_side_follow_the_side(tmp_path: Path) -> None:
    figure = same(9, {"deaths_a": 2, "deaths_b": 4, "civilians": 1, "unknown": 2})
    clash = incident(
        type="armed_clash", counts=Counts(killed=count(9)), views=views(killed=figure),
        actors=(actor("perpetrator", "Grey Falcons", "rebel"),
                actor("target", "army", "military", "IQ", "iq.military")),
    )  # fmt: skip
    (row,) = rows(ucdp.UCDP, [clash], tmp_path)
    assert (row["type_of_violence"], row["side_a"], row["side_b"]) == ("1", "Government of Iraq", "Grey Falcons")
    assert (row["deaths_a"], row["deaths_b"], row["deaths_civilians"], row["deaths_unknown"]) == ("4", "2", "1", "2")
    assert (row["gwnoa"], row["country_id"], row["region"], row["gwnob"]) == ("645", "645", "Middle East", "")
    assert row["code_status"] == ucdp.MARK and row["relid"] == clash.id


def test_no_death_in_any_estimate_is_no_event_of_ucdp(tmp_path: Path) -> None:
    for none in (incident(views=()), incident(views=views(killed=same(0)), counts=Counts(killed=count(0)))):
        target, losses = written(ucdp.UCDP, [none], tmp_path)
        assert len(target.read_text("utf-8").splitlines()) == 1
        assert losses.whys("incident")


def test_an_open_figure_has_a_high_and_is_told(tmp_path: Path) -> None:
    open_ = Figure(5, 7, None, (ClaimId("clm_1"),), "", {"unknown": 7})
    group = (actor("perpetrator", "Grey Falcons", "rebel"), actor("victim", "traders", "civilians"))
    told = incident(views=views(killed=open_), actors=group, counts=Counts(killed=count(5, None, "at least five")))
    target, losses = written(ucdp.UCDP, [told], tmp_path)
    found = pandas.read_csv(target)
    assert (found.low[0], found.best[0], found.high[0]) == (5, 7, 7)
    assert losses.whys("counts.killed") == ["high has no open end: 7"]


@pytest.mark.parametrize(
    ("lat", "lon", "cell"),
    [(-90, -180, 1), (-89.9, 179.9, 720), (90, 180, 259200), (0, 0, 129961), (51.5, -0.1, 204120),
     (10.51, 2.29, 145085)],
)  # fmt: skip
def test_cells_of_prio_grid(lat: float, lon: float, cell: int) -> None:
    assert priogrid(lat, lon) == cell


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_every_point_lies_in_its_cell(lat: float, lon: float) -> None:
    row, column = divmod(priogrid(lat, lon) - 1, 720)
    assert 0 <= row < 360
    assert row / 2 - 90 <= lat + 1e-9 and lat <= row / 2 - 89.5
    assert column / 2 - 180 <= lon + 1e-9 and lon <= column / 2 - 179.5


@pytest.mark.parametrize(("days", "code"), [(1, 1), (2, 2), (6, 2), (7, 3), (8, 4), (31, 4), (32, 5)])
def test_ucdps_precision_of_dates(days: int, code: int) -> None:
    last = date.fromordinal(date(2023, 3, 1).toordinal() + days - 1)
    assert date_precision(When("2023-03-01", last.isoformat(), "day")) == code


@given(incidents())
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=100)
def test_deaths_sum_to_best_between_low_and_high(each: MergedIncident) -> None:
    found = estimate(each)
    if found is None:
        return
    parts = (found.of_doers, found.of_hit, found.civilians, found.unknown)
    assert sum(parts) == found.best and min(parts) >= 0
    assert 0 <= found.low <= found.best <= found.high


@given(st.lists(incidents(), max_size=5))
@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture], deadline=None,
          max_examples=15)  # fmt: skip
def test_every_incident_is_a_whole_row_or_a_loss(
    tmp_path_factory: pytest.TempPathFactory, many: list[MergedIncident]
) -> None:
    many = list({each.id: each for each in many}.values())
    path = tmp_path_factory.mktemp("shapes")
    for form in (FORMATS[name] for name in ("acled", "ucdp", "gtd", "polecat", "gdelt")):
        target, losses = written(form, many, path)
        tabs = form.suffix == ".tsv"
        lines = target.read_text("utf-8").split("\n")[:-1]
        table = [line.split("\t") for line in lines] if tabs else list(csv.reader(lines))
        body = table if form.name == "gdelt" else table[1:]
        assert len({len(row) for row in table}) <= 1
        assert len(body) + len(losses.whys("incident")) == len(many)
    found = pandas.read_csv(path / "ucdp.csv")
    if len(found):
        parts = found[["deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"]].sum(axis=1)
        assert (parts == found.best).all() and (found.low <= found.best).all() and (found.best <= found.high).all()
        assert (found.high > 0).all()
    events = [msgspec.json.decode(line) for line in written(plover.PLOVER, many, path)[0].read_bytes().splitlines()]
    assert all(event["event"] == "THREATEN" for event in events if event["id"] in _threatened(many))


def _threatened(many: Sequence[MergedIncident]) -> set[str]:
    return {each.id for each in many if each.realis == "threatened" and each.cls == "event"}


def test_own_numbers_are_none_of_theirs_and_exact_as_floats() -> None:
    found = [own_number(IncidentId(f"inc_{number:016x}")) for number in range(5000)]
    assert len(set(found)) == 5000
    assert all(10**12 <= number < 2**53 and int(float(number)) == number for number in found)


def test_gtds_precedent_of_an_unclaimed_attack_without_casualties(tmp_path: Path) -> None:
    """Three mortars on a camp, nobody hurt, nobody claims it."""
    mortars = msgspec.structs.replace(incident().weapons[0], kind="mortar")
    told = incident(
        type="shelling", actors=(actor("perpetrator", None), actor("target", "camp", "military")), weapons=(mortars,),
        counts=Counts(killed=count(0), injured=count(0)), views=views(killed=same(0), injured=same(0)),
        responsibility=Responsibility("unclaimed"),
    )  # fmt: skip
    (row,) = rows(gtd.GTD, [told], tmp_path)
    assert (row["attacktype1"], row["attacktype1_txt"]) == ("3", "Bombing/Explosion")
    assert (row["weaptype1"], row["weapsubtype1"]) == ("6", "11")
    assert (row["gname"], row["claimed"], row["nperps"], row["nkill"], row["nwound"]) == (
        "Unknown", "0", "-99", "0", "0")  # fmt: skip
    assert (row["iyear"], row["imonth"], row["iday"], row["specificity"]) == ("2023", "3", "1", "1")
    assert (row["dbsource"], row["addnotes"]) == (gtd.MARK, told.id)


def test_gtds_zeros_for_a_month_and_a_day_that_are_not_known(tmp_path: Path) -> None:
    month = incident(when=When("2023-03-01", "2023-03-31", "month"))
    year = incident(when=When("2023-01-01", "2023-12-31", "year"), id=IncidentId("inc_y"))
    one, other = rows(gtd.GTD, [month, year], tmp_path)
    assert (one["imonth"], one["iday"], other["imonth"], other["iday"]) == ("3", "0", "0", "0")
    assert one["approxdate"] == "2023-03-01 to 2023-03-31"


def test_what_states_do_is_not_gtds(tmp_path: Path) -> None:
    army = incident(actors=(actor("perpetrator", "army", "military", "IQ", "iq.military"),))
    target, losses = written(gtd.GTD, [army], tmp_path)
    assert len(target.read_text("utf-8").splitlines()) == 1
    assert losses.whys("incident") == ["left out: no attack type: GTD leaves out what states do"]


def test_gdelts_codes_are_strings_with_their_zeros(tmp_path: Path) -> None:
    meeting = incident(type="meeting", cls="statement", id=IncidentId("inc_m"))
    target, _ = written(gdelt.GDELT, [incident(), meeting], tmp_path)
    found = pandas.read_csv(target, sep="\t", header=None, names=gdelt.COLUMNS, dtype=str)
    assert list(found.EventCode) == ["183", "040"] and list(found.EventRootCode) == ["18", "04"]
    assert list(found.QuadClass) == ["4", "1"] and list(found.GoldsteinScale) == ["-9.0", "1.0"]
    assert found.FractionDate[0] == "2023.1671" and found.SQLDATE[0] == "20230301" and found.MonthYear[0] == "202303"
    assert found.ActionGeo_CountryCode[0] == "IZ" and found.ActionGeo_Type[0] == "4"
    assert (found.NumMentions[0], found.NumSources[0], found.NumArticles[0]) == ("1", "1", "1")
    assert found.IsRootEvent[0] == "1" and found.DATEADDED[0] == "20230302000000"


def test_polecat_says_none_for_what_is_not_known(tmp_path: Path) -> None:
    target, _ = written(polecat.POLECAT, [incident()], tmp_path)
    found = pandas.read_csv(target, sep="\t", dtype=str, keep_default_na=False)
    assert (found["Event Type"][0], found["Event Mode"][0], found["Quad Code"][0]) == ("ASSAULT", "explosives", "4")
    assert (found["Intensity"][0], found["Contexts"][0], found["Actor COW"][0]) == ("None", "None", "None")
    assert (found["Country"][0], found["GeoNames ID"][0], found["Version"][0]) == ("IRQ", "94787", polecat.MARK)
    assert found["Recipient Sectors"][0] == "CVL" and found["Language"][0] == "en"


def test_plover_holds_what_did_not_happen(tmp_path: Path) -> None:
    given_ = [
        incident(realis="negated", id=IncidentId("inc_1")), incident(realis="planned", id=IncidentId("inc_2")),
        incident(realis="threatened", id=IncidentId("inc_3")), incident(background=True, id=IncidentId("inc_4")),
        incident(realis="generic", id=IncidentId("inc_5")),
    ]  # fmt: skip
    target, losses = written(plover.PLOVER, given_, tmp_path)
    events = [msgspec.json.decode(line) for line in target.read_bytes().splitlines()]
    assert [event["auxiliary_mode"] for event in events] == [["negation"], ["future"], [], ["historical"]]
    assert (events[2]["event"], events[2]["mode"]) == ("THREATEN", ["violence"])
    assert losses.whys("incident") == ["left out: a habit is no event"]
    assert all(tuple(event) == plover.FIELDS for event in events)


def test_parties_of_a_reciprocal_event_are_all_actors(tmp_path: Path) -> None:
    both = (actor("perpetrator", "Yemen's government", "government", "YE", "ye.government"),
            actor("addressee", "Houthis", "rebel", "YE", "ye.houthis"))  # fmt: skip
    target, _ = written(plover.PLOVER, [incident(type="agreement", actors=both)], tmp_path)
    event = msgspec.json.decode(target.read_bytes())
    assert [party["name"] for party in event["actor"]] == ["Government of Yemen", "Houthis"]
    assert event["recipient"] == []


@pytest.mark.parametrize(
    ("scheme", "listed"), [("acled", "inter"), ("gtd", "target"), ("cameo", "actor"), ("plover", "sector")]
)
def test_every_kind_of_actor_has_a_line_in_each_list(scheme: str, listed: str) -> None:
    from typing import get_args

    from gesta.model.terms import ActorKind

    found = rules(scheme).values[listed]  # type: ignore[arg-type]
    assert set(found) == set(get_args(ActorKind))
    assert all(each.loses for each in found.values() if each.match != "exact" or each.code is None)


def test_every_code_that_rules_give_has_its_name_and_class() -> None:
    given_gtd = {rule.code for rule in rules("gtd").rules if rule.code}
    assert given_gtd <= set(rules("gtd").values["attack"])
    roots = {rule.code[:2] for rule in rules("cameo").rules if rule.code}
    assert roots <= set(rules("cameo").values["goldstein"]) == set(rules("cameo").values["quad"])
    types = {rule.code.split(" / ")[0] for rule in rules("plover").rules if rule.code}
    assert types <= set(rules("plover").values["quad"])
    for code in {rule.code for rule in rules("acled").rules if rule.code}:
        kind, sub = code.split(" / ", 1)
        assert {kind, sub} & set(rules("acled").values["disorder"]), code


def test_every_concept_is_a_row_or_a_told_loss(tmp_path: Path) -> None:
    """No concept of the codebook is lost silently in any shape."""
    book = core()
    group = (actor("perpetrator", "Grey Falcons", "rebel"), actor("victim", "traders", "civilians"))
    many = [
        incident(id=IncidentId(f"inc_{name}"), type=name, cls=book.concept(name).cls, actors=group)
        for name in sorted(book.concepts)
    ]
    for name in ("acled", "ucdp", "gtd", "polecat", "gdelt", "plover"):
        target, losses = written(FORMATS[name], many, tmp_path)
        held = len(target.read_text("utf-8").splitlines()) - (name in {"acled", "ucdp", "gtd", "polecat"})
        assert held + len(losses.whys("incident")) == len(many) and held > 10, name
