"""The actor base: names, rules for national bodies, ties in time, overlays and their faults."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gesta.errors import KnowledgeError
from gesta.knowledge import actor_files, actors
from gesta.knowledge.actor_names import distance, fold, is_acronym, loose, similar_spelling
from gesta.knowledge.actors import Actors, load
from gesta.knowledge.countries import by_capital, by_demonym, by_name, countries, country_of
from gesta.knowledge.national_bodies import body_actor, body_named
from gesta.knowledge.people import people

SHIPPED = Path(actors.__file__).parent / "data"


@pytest.fixture(scope="module")
def base() -> Actors:
    return load()


def found(base: Actors, name: str, on: date | None = None) -> list[str]:
    return [match.actor.id for match in base.lookup(name, on)]


@pytest.mark.parametrize(
    ("name", "actor_id"),
    [
        ("Islamic State", "int.islamic_state"),
        ("ISIS", "int.islamic_state"),
        ("Daesh", "int.islamic_state"),
        ("Da'esh", "int.islamic_state"),
        ("IS", "int.islamic_state"),
        ("Muqtada al-Sadr", "iq.muqtada_al_sadr"),
        ("Moqtada Sadr", "iq.muqtada_al_sadr"),
        ("Muqtada as-Sadr", "iq.muqtada_al_sadr"),
        ("MUQTADA AL SADR", "iq.muqtada_al_sadr"),
        ("Sendero Luminoso", "pe.shining_path"),
        ("Farabundo Martí National Liberation Front", "sv.fmln"),
        ("F.M.L.N.", "sv.fmln"),
        ("the Extraditables", "co.extraditables"),
        ("Médecins Sans Frontières", "int.msf"),
        ("al-Shabab", "so.al_shabaab"),
        ("Hizballah", "lb.hezbollah"),
        ("U.N.", "int.un"),
        ("the Kremlin", "ru.government"),
        ("Recep Tayyip Erdoğan", "tr.recep_tayyip_erdogan"),
    ],
)
def test_a_name_leads_to_its_actor(base: Actors, name: str, actor_id: str) -> None:
    assert found(base, name)[0] == actor_id


@pytest.mark.parametrize("name", ["is", "us", "un", "somebody", "", "  ", "of the"])
def test_common_words_are_no_actors(base: Actors, name: str) -> None:
    assert found(base, name) == []


@pytest.mark.parametrize(
    ("name", "actor_id"),
    [
        ("Turkish army", "tr.military"),
        ("the Turkish troops", "tr.military"),
        ("Iraq's police", "iq.police"),
        ("U.S. Army", "us.military"),
        ("armed forces of Chad", "td.military"),
        ("the government of the United States", "us.government"),
        ("Saudi Arabian navy", "sa.navy"),
        ("Ministry of Interior of Peru", "pe.interior_ministry"),
        ("Israeli soldiers", "il.military"),
        ("Guinea-Bissau police", "gw.police"),
        ("Kurdish forces", None),
        ("us army", None),
        ("Korean army", None),
    ],
)
def test_national_bodies_are_known_by_rule(base: Actors, name: str, actor_id: str | None) -> None:
    assert body_named(name) == actor_id
    if actor_id is not None:
        assert base.lookup(name)[0].actor.id == actor_id
        assert base.lookup(name)[0].actor.country == actor_id[:2].upper()


def test_a_body_described_in_the_files_keeps_its_name_and_one_made_by_rule_gets_one(base: Actors) -> None:
    assert base.lookup("Israeli troops")[0].actor.name == "Israel Defense Forces"
    togo = base.get("tg.military")
    assert togo is not None and (togo.name, togo.kind, togo.country) == ("Togolese military", "military", "TG")
    assert base.get("zz.military") is None and body_actor("TG.military") is None


def test_exactness_says_how_a_name_was_found(base: Actors) -> None:
    assert base.lookup("Muqtada al-Sadr")[0].exactness == "exact"
    assert base.lookup("muqtada al-sadr")[0].exactness == "folded"
    assert base.lookup("Muqtada Ash-Sadr")[0].exactness == "loose"
    assert base.lookup("Chadian army")[0].exactness == "rule"


def test_an_ambiguous_name_gives_everybody_and_the_day_puts_the_living_first(base: Actors) -> None:
    assert found(base, "George Bush", date(1990, 5, 1))[0] == "us.george_hw_bush"
    assert found(base, "George Bush", date(2004, 5, 1))[0] == "us.george_w_bush"
    assert set(found(base, "George Bush")) == {"us.george_hw_bush", "us.george_w_bush"}


def test_ties_hold_in_their_years(base: Actors) -> None:
    assert [tie.other for tie in base.ties("iq.coordination_framework", date(2022, 9, 29))] == [
        "ir.government",
        "iq.sadrist_movement",
    ]
    assert base.ties("ni.contras", date(1995, 1, 1)) == ()
    assert base.ties("nobody") == ()


def test_the_base_is_large_and_covers_every_kind(base: Actors) -> None:
    assert len([actor for actor in base if actor.kind != "media"]) >= 4900
    kinds = {actor.kind for actor in base}
    assert {"rebel", "terrorist", "militia", "gang", "military", "police", "government", "party", "leader"} <= kinds
    assert {"international", "ngo", "media", "protesters", "religious"} <= kinds


def test_the_shipped_files_have_no_faults_and_the_compiled_base_is_what_they_say() -> None:
    assert actor_files.compile_base() == (SHIPPED / "actors.json").read_bytes()


def test_an_overlay_adds_and_replaces_and_changes_the_version(tmp_path: Path, base: Actors) -> None:
    (tmp_path / "mine.yaml").write_text(
        "- id: xx.river_front\n  name: River Front\n  kind: rebel\n  country: TD\n  acronyms: [RVF]\n"
        "  ties:\n    - {relation: supported_by, other: ly.government, from: 2001, to: 2003}\n"
        "- id: lb.hezbollah\n  name: Hezbollah\n  kind: party\n  country: LB\n",
        encoding="utf-8",
    )
    laid = load(tmp_path)
    assert laid.version.startswith("base@1+") and base.version == "base@1"
    assert laid.version == load(tmp_path).version
    assert found(laid, "RVF") == ["xx.river_front"] and found(base, "RVF") == []
    assert laid.lookup("Hezbollah")[0].actor.kind == "party"
    assert len(laid) == len(base) + 1


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("- id: xx.a\n  name: A\n  kind: rebels\n", 1, "Invalid enum value"),
        ("- id: xx.a\n  name: A\n  kind: rebel\n\n- id: XX A\n  name: B\n  kind: rebel\n", 5, "not a slug"),
        ("- id: xx.a\n  name: A\n  kind: rebel\n  country: Chad\n", 1, "country 'Chad'"),
        ("- id: xx.a\n  name: A\n  kind: rebel\n- id: xx.a\n  name: B\n  kind: rebel\n", 4, "given twice"),
        ("- id: xx.a\n  name: A\n  kind: rebel\n  ties:\n    - {relation: part_of, other: xx.b}\n", 1, "unknown actor"),
        ("- id: xx.a\n  name: A\n  kind: rebel\n  valid: {from: 2000, to: 1990}\n", 1, "after"),
        ("- id: xx.a\n  name: A\n  kind: rebel\n  colour: red\n", 1, "unknown field"),
        ("- id: xx.a\n  name: A\n  kind: rebel\n  aliases: [B, B]\n", 1, "twice"),
        ("- id: xx.a\n  name: A\n  kind: rebel\n  aliases: [Forward]\n", 1, "plain English"),
        ("- id: xx.a\n  name: A\n  kind: rebel\n- id: xx.b\n  name: B\n  kind: rebel\n  aliases: [a]\n", 4, "also one"),
        ("- id: xx.a\n  name: A\n  kind: rebel\n  valid: {form: 2000}\n", 1, "unknown field"),
        ("- just text\n", 1, "not an entry"),
        ("name: A\n", 1, "not a list"),
        ("- id: [\n", 2, "YAML"),
        ("- &a {id: xx.a}\n- *a\n", 1, "anchors"),
        ("[" * 3000, 1, ""),
    ],
)
def test_faults_of_an_overlay_are_told_with_file_and_line(tmp_path: Path, text: str, line: int, what: str) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError) as raised:
        load(tmp_path)
    assert raised.value.problems[0].where.startswith(f"{path}:{line}")
    assert what in raised.value.problems[0].what


def test_people_may_share_a_name_and_bodies_of_different_years_too(tmp_path: Path) -> None:
    person = "- id: xx.{0}\n  name: {0} Bush\n  kind: leader\n  aliases: [Bush]\n"
    party = "- id: xx.p{0}\n  name: Union\n  kind: party\n  valid: {{from: {0}, to: {0}}}\n"
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "people.yaml").write_text(person.format("a") + person.format("b"), encoding="utf-8")
    (tmp_path / "parties.yaml").write_text(party.format(1990) + party.format(1991), encoding="utf-8")
    assert actor_files.lint(tmp_path) == ()
    assert {"xx.a", "xx.b"} <= set(found(load(tmp_path), "Bush"))


def test_a_missing_overlay_is_a_problem(tmp_path: Path) -> None:
    assert actor_files.lint(tmp_path / "none")[0].what == "is not a directory"


@pytest.mark.parametrize(
    ("word", "code"),
    [("Iraq", "IQ"), ("Iraqis", "IQ"), ("Côte d'Ivoire", "CI"), ("US", "US"), ("us", None), ("Burkinabe", "BF"),
     ("Nigerien", "NE"), ("Nigerian", "NG"), ("Korean", None), ("Soviet", "SU"), ("Narnia", None)],
)  # fmt: skip
def test_countries_by_name_and_demonym(word: str, code: str | None) -> None:
    assert country_of(word) == code


def test_country_table_is_whole() -> None:
    assert len(countries()) >= 195
    assert len({record.iso3 for record in countries().values()}) == len(countries())
    assert by_capital("Tehran") == "IR" and by_name("Tehran") is None and by_demonym("Tehran") is None


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [("muqtada", "muqdah", True), ("muqtada", "moqtada", True), ("mohammed", "mohamed", True), ("j", "jorge", True),
     ("hafez", "bashar", False), ("raul", "fidel", False), ("ali", "aly", False), ("mohammed", "mahmoud", False),
     ("vladimir", "volodymyr", False)],
)  # fmt: skip
def test_spellings_of_a_given_name(first: str, second: str, same: bool) -> None:
    assert similar_spelling(first, second) is same
    assert similar_spelling(second, first) is same


def test_folding() -> None:
    assert fold("Recep Tayyip Erdoğan’s") == "recep tayyip erdogan"
    assert fold("Jean-Bertrand Aristide") == "jean bertrand aristide"
    assert loose("Hay'at Tahrir al-Sham") == "hayat tahrir sham" == loose("Hayat Tahrir Ash-Sham")
    assert loose("al") == "al" and is_acronym("FARC-EP") and not is_acronym("Contras") and not is_acronym("A")


@given(st.text(max_size=40))
def test_folding_is_idempotent_and_never_fails(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert load().lookup(text) == load().lookup(text)


@given(st.text("abcd", max_size=8), st.text("abcd", max_size=8))
def test_distance_is_a_bounded_metric(first: str, second: str) -> None:
    assert distance(first, second, 20) == distance(second, first, 20)
    assert (distance(first, second, 20) == 0) == (first == second)
    assert distance(first, second, 2) == min(3, distance(first, second, 20))


def test_every_name_of_the_base_is_found_again(base: Actors) -> None:
    for actor in base:
        for name in (actor.name, *actor.aliases, *actor.acronyms):
            assert actor.id in found(base, name), (actor.id, name)


def test_people_lexicon_is_consistent() -> None:
    lexicon = people()
    assert lexicon.kinds["gunman"] == "unknown" and lexicon.kinds["riot police"] == "police"
    assert lexicon.kinds["aid worker"] == "ngo" and lexicon.kinds["villager"] == "civilians"
    for word in lexicon.groups | lexicon.armed:
        assert word in lexicon.kinds, word
