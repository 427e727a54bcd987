"""A GeoNames dump laid over the gazetteer, and the folder that a user's place files lie in."""

from __future__ import annotations

from pathlib import Path

import pytest

from gesta.errors import KnowledgeError
from gesta.knowledge.place_dump import read_dump
from gesta.knowledge.places import Gazetteer, overlay_files


def row(number: str, name: str, kind: str, code: str, people: int = 0, lat: str = "33.1", others: str = "") -> str:
    fields = [number, name, name, others, lat, "44.2", kind, code, "IQ", "", "07", "", "", "", str(people)]
    return "\t".join([*fields, "", "", "Asia/Baghdad", "2026-01-01"])


def test_a_dump_adds_places_in_their_units(tmp_path: Path) -> None:
    dump = tmp_path / "IQ.txt"
    lines = [row("990000001", "Qal‘at Nahr", "P", "PPL", 12000, others="Qalat Nahr,قلعة"), row("1", "x", "R", "RD")]
    dump.write_text("\n".join(lines) + "\n", encoding="utf-8")
    own = Gazetteer(overlays=[dump])
    (named,) = own.named(["Qalat Nahr"])["Qalat Nahr"]
    place = named.place
    assert (place.id, place.level, place.country, place.geonames) == ("geonames:990000001", "city", "IQ", 990000001)
    assert place.admin1 == "Baghdad" and place.population == 12000 and not place.curated
    assert own.place(place.id) == place


def test_a_row_of_a_dump_replaces_the_place_of_its_number(tmp_path: Path) -> None:
    dump = tmp_path / "IQ.txt"
    dump.write_text(row("98182", "Baghdad", "P", "PPLC", 5, lat="33.9") + "\n", encoding="utf-8")
    found = [n.place for n in Gazetteer(overlays=[dump]).named(["Baghdad"])["Baghdad"] if n.place.geonames == 98182]
    assert [place.lat for place in found] == [33.9]


@pytest.mark.parametrize("text", ["a\tb\n", row("x", "A", "P", "PPL"), row("1", "A", "P", "PPL", lat="99")])
def test_a_faulty_row_is_told_by_its_number(tmp_path: Path, text: str) -> None:
    dump = tmp_path / "IQ.txt"
    dump.write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError) as raised:
        read_dump(dump)
    assert str(raised.value.problems[0]).startswith("IQ.txt: row 1")


def test_place_files_lie_in_the_folder_places(tmp_path: Path) -> None:
    (tmp_path / "places").mkdir()
    for name in ("b.yaml", "a.txt", "notes.md"):
        (tmp_path / "places" / name).touch()
    (tmp_path / "actors.yaml").touch()
    assert [path.name for path in overlay_files([tmp_path])] == ["a.txt", "b.yaml"]


def test_what_is_added_shows_in_the_version(tmp_path: Path) -> None:
    stamps = set()
    for lat in ("33.1", "33.2"):
        dump = tmp_path / "IQ.txt"
        dump.write_text(row("990000001", "Qalat Nahr", "P", "PPL", lat=lat) + "\n", encoding="utf-8")
        stamps.add(Gazetteer(overlays=[dump]).stamp)
    assert len(stamps) == 2 and Gazetteer().stamp == ""
