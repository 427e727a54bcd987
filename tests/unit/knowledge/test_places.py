"""The gazetteer: names, ids, units around a place, overlays and their faults."""

from __future__ import annotations

import math
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gesta.errors import KnowledgeError, UsageError
from gesta.knowledge.demonyms import place_of_demonym
from gesta.knowledge.disputed import claimed_by
from gesta.knowledge.place_names import fold, is_latin, lookups
from gesta.knowledge.place_overlay import read_overlays
from gesta.knowledge.places import FILE, Gazetteer, built_up_radius, distance_km, gazetteer
from gesta.model.terms import PlaceId

OVERLAY = FILE.parent / "places.yaml"
ROW = (
    "places:\n"
    "  - {id: river-post, name: River Post, level: site, country: IQ, within: [Baghdad], lat: 33.3, lon: 44.4}\n"
)


def test_one_spelling_for_what_writers_spell_many_ways() -> None:
    assert fold("Aïn al-Ḥilwa") == fold("Ain al Hilwa") == "ain al hilwa"
    assert fold("Sana’a") == fold("Sanaʿa") == fold("Sanaa")
    assert fold("St. Petersburg") == fold("Saint Petersburg")
    assert "anbar" in lookups("al-Anbar") and "al anbar" in lookups("El Anbar")
    assert lookups("the province of Anbar")[-1] == "anbar"


@given(st.text(max_size=80))
def test_folding_is_idempotent_for_what_it_gives(name: str) -> None:
    once = fold(name)
    assert fold(once) == once


def test_other_scripts_and_transliteration_strings_are_not_kept() -> None:
    assert is_latin("Al-Qaim") and is_latin("al-Bukamal") and is_latin("Đà Nẵng")
    assert not is_latin("بغداد") and not is_latin("bghdad") and not is_latin("BGW")


@pytest.mark.parametrize(
    ("name", "place_id", "level", "country"),
    [
        ("Iraq", "iso:IQ", "country", "IQ"),
        ("U.S.", "iso:US", "country", "US"),
        ("Britain", "iso:GB", "country", "GB"),
        ("Anbar province", "adm1:IQ.01", "admin1", "IQ"),
        ("Baghdad", "geonames:98182", "city", "IQ"),
        ("Green Zone", "gesta:green-zone", "neighbourhood", "IQ"),
        ("Ain al-Asad", "gesta:ain-al-asad-air-base", "site", "IQ"),
        ("Eastern Ghouta", "gesta:eastern-ghouta", "region", "SY"),
    ],
)
def test_names_give_places_with_stable_ids(name: str, place_id: str, level: str, country: str) -> None:
    found = {named.place.id: named.place for named in gazetteer().named([name])[name]}
    assert PlaceId(place_id) in found
    assert (found[PlaceId(place_id)].level, found[PlaceId(place_id)].country) == (level, country)
    assert gazetteer().place(PlaceId(place_id)) == found[PlaceId(place_id)]


def test_a_quarter_knows_what_holds_it() -> None:
    (sadr_city,) = (n.place for n in gazetteer().named(["Sadr City"])["Sadr City"] if n.place.curated)
    assert sadr_city.level == "neighbourhood"
    assert sadr_city.admin1 == "Baghdad" and sadr_city.parent is not None and sadr_city.curated
    assert distance_km(sadr_city.lat, sadr_city.lon, 33.34, 44.40) < 12


def test_capitals() -> None:
    for code, name in {"IQ": "Baghdad", "US": "Washington", "SV": "San Salvador", "ML": "Bamako"}.items():
        capital = gazetteer().capital(code)
        assert capital is not None and capital.name == name and gazetteer().is_capital(capital)
    assert gazetteer().capital("ZZ") is None


def test_an_unknown_name_or_id_gives_nothing() -> None:
    assert gazetteer().named(["Qwertyville-on-Nothing"]) == {"Qwertyville-on-Nothing": ()}
    for wrong in ("geonames:1", "geonames:x", "geonames:99999999999999999999", "iso:", "nothing", ""):
        assert gazetteer().place(PlaceId(wrong)) is None


def test_every_curated_place_is_in_the_shipped_file_near_what_holds_it() -> None:
    entries = read_overlays([OVERLAY])
    assert len(entries) >= 330
    named = gazetteer().named([entry.name for entry in entries])
    for entry in entries:
        near = [
            each.place
            for each in named[entry.name]
            if each.place.curated and distance_km(each.place.lat, each.place.lon, entry.lat, entry.lon) < 160
        ]
        assert near, entry.id
        parent = gazetteer().place(near[0].parent) if near[0].parent else None
        if entry.level in ("site", "neighbourhood") and parent is not None and parent.level == "city":
            assert distance_km(parent.lat, parent.lon, entry.lat, entry.lon) < 60, entry.id


def test_the_file_stays_small_enough_to_ship() -> None:
    assert FILE.stat().st_size < 40_000_000


def test_threads_read_the_same() -> None:
    shared = Gazetteer()
    seen: list[int] = []
    workers = [
        threading.Thread(target=lambda: seen.append(len(shared.named(["San Jose"])["San Jose"]))) for _ in range(4)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(seen) == 4 and len(set(seen)) == 1 and seen[0] > 20


def test_a_users_overlay_adds_places(tmp_path: Path) -> None:
    overlay = tmp_path / "mine.yaml"
    overlay.write_text(ROW, encoding="utf-8")
    own = Gazetteer(overlays=[overlay])
    (named,) = own.named(["River Post"])["River Post"]
    assert named.place.id == "gesta:river-post" and named.place.admin1 == "Baghdad" and named.kind == "main"
    assert own.place(named.place.id) == named.place


def test_every_fault_of_an_overlay_is_told_with_its_entry(tmp_path: Path) -> None:
    overlay = tmp_path / "bad.yaml"
    overlay.write_text(
        "places:\n"
        "  - {id: Bad Id, name: A, level: hamlet, lat: 91, lon: x}\n"
        "  - nonsense\n"
        "  - {id: fine, name: B, level: city, lat: 1, lon: 1, radius_km: 0, colour: red, aliases: C}\n",
        encoding="utf-8",
    )
    with pytest.raises(KnowledgeError) as raised:
        read_overlays([overlay])
    told = [str(problem) for problem in raised.value.problems]
    assert len(told) == 8 and all(each.startswith("bad.yaml: entry ") for each in told)


@pytest.mark.parametrize("text", ["", "places: {}", "- 1", "places: [", "\x00"])
def test_a_file_that_is_no_overlay_is_refused(tmp_path: Path, text: str) -> None:
    overlay = tmp_path / "broken.yaml"
    overlay.write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError):
        read_overlays([overlay])


def test_a_missing_gazetteer_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        Gazetteer(tmp_path / "none.sqlite")


@given(st.floats(-90, 90), st.floats(-180, 180), st.floats(-90, 90), st.floats(-180, 180))
def test_distance_is_symmetric_and_bounded(lat1: float, lon1: float, lat2: float, lon2: float) -> None:
    there = distance_km(lat1, lon1, lat2, lon2)
    assert 0 <= there <= 20_040 and math.isclose(there, distance_km(lat2, lon2, lat1, lon1), abs_tol=1e-6)


def test_a_town_takes_the_room_of_its_people() -> None:
    assert built_up_radius(0) == 1.0 and built_up_radius(10**9) == 30.0
    assert 8 < built_up_radius(1_000_000) < 10


def test_every_place_tells_its_source_and_every_source_its_licence() -> None:
    sources = {
        n.place.source for each in gazetteer().named(["Iraq", "Anbar", "Baghdad", "Green Zone"]).values() for n in each
    }
    assert len(sources) >= 3 and sources <= gazetteer().licences().keys()
    assert set(gazetteer().licences().values()) == {"CC BY 4.0", "Apache-2.0", "public domain", "MIT"}


@pytest.mark.parametrize(
    ("place_id", "claimants"),
    [("adm1:UA.11", "RU"), ("iso:XK", "RS"), ("iso:IQ", None), ("geonames:98182", None)],
)
def test_disputed_territory_keeps_its_country_and_tells_who_else_claims_it(
    place_id: str, claimants: str | None
) -> None:
    place = gazetteer().place(PlaceId(place_id))
    assert place is not None and claimed_by(place) == claimants


def test_every_disputed_territory_is_in_the_gazetteer() -> None:
    rows = [line.split("\t") for line in (FILE.parent / "disputed.tsv").read_text(encoding="utf-8").splitlines()[1:]]
    for place, country, admin1, claimants in rows:
        assert claimants
        if place:
            assert gazetteer().place(PlaceId(place)), place
        else:
            named = gazetteer().named([admin1])[admin1]
            assert any((n.place.country, n.place.name) == (country, admin1) for n in named), admin1


def test_demonyms_of_countries_and_units() -> None:
    assert place_of_demonym("Sudanese") == "iso:SD" and place_of_demonym("Texans") == "adm1:US.TX"
    assert place_of_demonym("Chechens") == "adm1:RU.12" and place_of_demonym("carpenters") is None
    table = (FILE.parent / "unit_demonyms.tsv").read_text(encoding="utf-8").splitlines()[1:]
    assert all(gazetteer().place(PlaceId(line.split("\t")[0])) for line in table)


def test_label_points_stand_amid_their_country() -> None:
    for code, lat, lon in (("CD", -2.9, 23.7), ("CN", 35.6, 103.6), ("BR", -10.4, -53.2), ("AU", -25.3, 134.4)):
        place = gazetteer().country(code)
        assert place is not None and distance_km(place.lat, place.lon, lat, lon) < 161


def test_units_of_united_states_stand_amid_their_area() -> None:
    for code, lat, lon in (("TX", 31.2, -99.3), ("AK", 64.0, -152.0), ("KS", 38.5, -98.4)):
        place = gazetteer().place(PlaceId(f"adm1:US.{code}"))
        assert place is not None and distance_km(place.lat, place.lon, lat, lon) < 80
