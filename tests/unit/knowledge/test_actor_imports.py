"""Lists of actors in other forms become overlays; what is faulty is told with its line and left out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gesta.errors import KnowledgeError
from gesta.knowledge import actor_files
from gesta.knowledge.actor_overlays import as_written, faults, imported, told_apart
from gesta.knowledge.actors import Actor, Years, load
from gesta.knowledge.imports.cameo import coded
from gesta.knowledge.imports.records import Ids, Imported, distinct
from gesta.knowledge.imports.writing import pages
from gesta.knowledge.people import Noun, people
from gesta.model.terms import ActorId

DICTIONARY = """\
<!-- an invented
dictionary -->
QUARRAMOND [QRM]
+QUARRAMONDER_ # its people
THE_QUARRAMOND_RANGERS_ [QRMMIL]
TADEK_OSSIN_
+T._OSSIN
    [QRMREB <990101]
    [QRMGOV 19990101-20041231]
    [QRMELI >20041231]
TURKEY [TUR]
+LAND_OF_THE_CRESCENT
RIVER_SCOUTS_ [TURUAF]
NOBODY_AT_ALL [---]
NUMBERED [QRM7]
TWINS [QRMMIL/QRMCOP]
DATED_BADLY [QRMGOV 1999]
OPEN [QRMGOV
"""
AGENTS = """\
!FOLK! = MAN, WOMAN
HARBOUR_PILOT {HARBOUR_PILOTS} [~CVL]
MILITIA!FOLK! [~UAF]
GOLDEN_GOAT [~GGT]
"""


def read(tmp_path: Path, name: str, text: str) -> Imported:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return imported(path, Ids())


@pytest.mark.parametrize(
    ("code", "country", "kind"),
    [
        ("SYRMIL", "SY", "military"),
        ("TUR", "TR", "unknown"),
        ("IGOUNO", None, "international"),
        ("NGOHLH", None, "ngo"),
        ("QRMCOP", "QRM", "police"),
        ("DNKMUSMED", "DK", "religious"),
        ("EURGOV", None, "government"),
    ],
)
def test_a_code_says_country_and_kind(code: str, country: str | None, kind: str) -> None:
    said = coded(code)
    assert said is not None and (said.country, said.kind) == (country, kind)


@pytest.mark.parametrize("code", ["---", "###GOV", "TURK", "", "G77"])
def test_what_is_no_code_says_nothing(code: str) -> None:
    assert coded(code) is None


def test_a_dictionary_gives_countries_and_dated_actors(tmp_path: Path) -> None:
    found = read(tmp_path, "invented.txt", DICTIONARY)
    own, known = found.countries
    assert (own.code, own.name) == ("QRM", "Quarramond")
    assert {"Quarramonder", "Quarramondian"} <= {*own.demonyms, *own.aliases}
    assert (known.code, known.aliases) == ("TR", ("Land of the Crescent",))
    by_id = {actor.id: actor for actor in found.actors}
    rangers = by_id[ActorId("qrm.the_quarramond_rangers")]
    assert (rangers.kind, rangers.country, rangers.note) == ("military", "QRM", "CAMEO QRMMIL")
    ossin = [actor for actor in found.actors if actor.name == "Tadek Ossin"]
    assert [(actor.kind, actor.valid.first, actor.valid.last) for actor in ossin] == [
        ("rebel", None, "1998-12-31"),
        ("government", "1999-01-01", "2004-12-31"),
        ("government", "2005-01-01", None),
    ]
    assert ossin[0].aliases == ("T. Ossin",)


def test_what_a_dictionary_has_wrong_is_told_with_its_line(tmp_path: Path) -> None:
    found = read(tmp_path, "invented.txt", DICTIONARY)
    told = {problem.where.rpartition(":")[2]: problem.what for problem in found.problems}
    assert "has a number in it" in told["15"] and "two actors in one" in told["16"]
    assert "no day" in told["17"] and "not closed" in told["18"]
    assert not any(actor.name == "Nobody At All" for actor in found.actors)


def test_a_comment_that_is_never_closed_is_told_and_hides_no_fault(tmp_path: Path) -> None:
    found = read(tmp_path, "invented.txt", DICTIONARY + "TADEKIA [TDK]\n<!-- lost\nUNREAD [URD]\n")
    told = {problem.where.rpartition(":")[2]: problem.what for problem in found.problems}
    assert "comment is not closed" in told["20"] and "has a number in it" in told["15"]
    assert [country.code for country in found.countries] == ["QRM", "TDK", "TR"]


def test_signs_alone_are_no_name(tmp_path: Path) -> None:
    found = read(tmp_path, "invented.txt", "] [QRM]\nTADEKIA_\n+-\n [TDKGOV]\n")
    assert [(problem.where.rpartition(":")[2], problem.what) for problem in found.problems] == [("1", "']' is no name")]
    assert [(actor.name, actor.aliases) for actor in found.actors] == [("Tadekia", ())]


def test_agents_are_nouns(tmp_path: Path) -> None:
    found = read(tmp_path, "invented.agents", AGENTS)
    assert found.nouns == (
        Noun("harbour pilot", "civilians"),
        Noun("militiaman", "militia"),
        Noun("militiawoman", "militia"),
    )
    assert ["GGT" in problem.what for problem in found.problems] == [True]
    assert people(found.nouns).kinds["harbour pilot"] == "civilians"
    assert "harbour pilot" not in people().kinds


def test_an_imported_list_is_an_overlay_and_an_actor_file(tmp_path: Path) -> None:
    found = read(tmp_path, "invented.txt", DICTIONARY)
    (page,) = pages(as_written(found), "invented")
    folder = tmp_path / "overlay"
    folder.mkdir()
    (folder / "all.yaml").write_text(page, encoding="utf-8")
    assert faults([folder]) == ()
    for base in (load(tmp_path / "invented.txt"), load(folder)):
        assert base.countries.by_name("Quarramond") == "QRM"
        assert base.get("qrm.police") is not None
        (match,) = base.lookup("Quarramond soldiers")
        assert (match.actor.id, match.actor.country) == ("qrm.military", "QRM")
        first, *_ = base.lookup("Tadek Ossin", date(2001, 5, 1))
        assert first.actor.valid.first == "1999-01-01"
    assert load().get("qrm.police") is None


ENTITIES = """\
{"id": "NK-1", "schema": "Organization", "properties": {"name": ["Harbour Front"], "alias": ["Front of the Harbour"], \
"weakAlias": ["Front"], "country": ["td"], "topics": ["crime.terror"], "abbreviation": ["HBF"]}}
{"id": "NK-2", "schema": "Person", "properties": {"name": ["Tadek Ossin"], "topics": ["role.pep"]}}
{"id": "NK-3", "schema": "Vessel", "properties": {"name": ["Blue Heron"]}}
{"id": "NK-4", "schema": "PublicBody", "properties": {"country": ["td"]}}
{"id": "NK-5", "schema": "Company", "properties": {"name": ["Ossin Mills"], "country": ["zz"]}}
not json
"""


def test_followthemoney_entities(tmp_path: Path) -> None:
    found = read(tmp_path, "entities.jsonl", ENTITIES)
    front, person = found.actors
    assert (front.id, front.kind, front.country) == ("td.harbour_front", "terrorist", "TD")
    assert (front.aliases, front.weak, front.acronyms) == (("Front of the Harbour",), ("Front",), ("HBF",))
    assert (person.id, person.kind, person.note) == ("int.tadek_ossin", "leader", "followthemoney NK-2")
    assert [problem.where.rpartition(":")[2] for problem in found.problems] == ["4", "5", "6"]


ROWS = """\
name,kind,country,aliases,weak,from,colour
Harbour Front,rebel,Chad,Front of the Harbour; Harbour Army,Front,1999,red
Ossin Mills,business,td,,,,
Nobody,clown,,,,,
,rebel,TD,,,,
Lost,rebel,Atlantis,,,,
Late,rebel,,,,soon,
"""


def test_a_csv_list(tmp_path: Path) -> None:
    found = read(tmp_path, "list.csv", ROWS)
    front, mills = found.actors
    assert (front.kind, front.country, front.valid) == ("rebel", "TD", Years("1999"))
    assert (front.aliases, front.weak) == (("Front of the Harbour", "Harbour Army"), ("Front",))
    assert mills.id == "td.ossin_mills"
    assert [problem.where.rpartition(":")[2] for problem in found.problems] == ["1", "4", "5", "6", "7"]


@pytest.mark.parametrize("name", ["list.csv", "list.doc"])
def test_a_list_of_nothing_stops_the_loading(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("id\nx\n", encoding="utf-8")
    with pytest.raises(KnowledgeError):
        load(tmp_path / name)


def test_who_cannot_be_told_apart_is_left_out() -> None:
    first = Actor(ActorId("td.one"), "Harbour Front", "rebel", "TD")
    second = Actor(ActorId("td.two"), "The Others", "rebel", "TD", aliases=("harbour front",))
    later = Actor(ActorId("td.three"), "Harbour Front", "rebel", "TD", valid=Years(1990, 1999))
    kept, problems = told_apart("list", (first, second, later))
    assert kept == (first, later) and len(problems) == 1


def test_distinct_names_fold_alike() -> None:
    assert distinct(["Al-Noor", "al noor", "", "Noor"], ["NOOR"]) == ("Al-Noor",)


OWN = """\
- {code: QRM, name: Quarramond, demonyms: [Quarrian], capitals: [Ossin]}
- {noun: harbour pilot, kind: civilians}
- {id: qrm.rangers, name: Rangers of Quarramond, kind: military, country: QRM, weak: [Rangers], valid: {from: 2001-02}}
"""


def test_countries_and_nouns_of_an_overlay(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(OWN, encoding="utf-8")
    base = load(tmp_path / "own.yaml")
    assert base.countries.by_demonym("Quarrian") == "QRM" and base.countries.by_capital("Ossin") == "QRM"
    assert [match.exactness for match in base.lookup("Rangers")] == ["weak"]
    assert base.nouns == (Noun("harbour pilot", "civilians"),)


def test_shipped_files_have_neither_countries_nor_nouns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "own.yaml").write_text(OWN, encoding="utf-8")
    monkeypatch.setattr(actor_files, "SHIPPED", tmp_path)
    with pytest.raises(KnowledgeError, match="a country or a noun"):
        actor_files.compile_base()


def test_places_of_an_overlay_are_no_actors(tmp_path: Path) -> None:
    (tmp_path / "own.yaml").write_text(OWN, encoding="utf-8")
    (tmp_path / "places").mkdir()
    (tmp_path / "places" / "mine.yaml").write_text("places: []\n", encoding="utf-8")
    assert load(tmp_path).countries.by_demonym("Quarrian") == "QRM"


@pytest.mark.parametrize(
    ("entry", "what"),
    [
        ("{code: qr, name: Quarramond}", "not a code"),
        ("{code: QRM}", "name"),
        ("{noun: pilot, kind: clown}", "clown"),
        ("{id: td.a, name: A, kind: rebel, valid: {from: soon}}", "no year"),
        ("{id: td.a, name: A, kind: rebel, country: QRM}", "not known"),
        ("{id: td.a, name: A, kind: rebel, weak: [A]}", "given twice"),
    ],
)
def test_faults_of_other_entries(tmp_path: Path, entry: str, what: str) -> None:
    (tmp_path / "own.yaml").write_text(f"- {entry}\n", encoding="utf-8")
    assert any(what in problem.what for problem in faults([tmp_path]))
