"""Weak names, offices of the day, and governments called by their country, in invented reports."""

from __future__ import annotations

import pytest

from gesta.knowledge.actors import Actor, Actors, Years, indexed, load
from gesta.knowledge.countries import Country, shipped
from gesta.knowledge.people import Noun
from gesta.model.documents import Document, Report, report_id
from gesta.model.entities import ActorEntity
from gesta.model.terms import ActorId
from gesta.readers.linguistics import analyse_one
from gesta.resolve.actors import actors
from gesta.text.documents import document

pytest.importorskip("gesta_en", reason="the English model is not installed")

OWN = indexed(
    "test",
    (
        *load(),
        Actor(ActorId("td.harbour_front"), "Harbour Front", "rebel", "TD", weak=("the Front",)),
        Actor(ActorId("td.amina_hope"), "Amina Hope", "leader", "TD", weak=("Hope",)),
        Actor(ActorId("qrm.ossin_then"), "Tadek Ossin", "rebel", "QRM", valid=Years(None, 1998)),
        Actor(ActorId("qrm.ossin_now"), "Tadek Ossin", "government", "QRM", valid=Years("1999-01-01", 2004)),
        Actor(ActorId("qrm.wendle"), "Wendle", "unknown", "QRM"),
    ),
    shipped().adding((Country("QRM", "QRM", "Quarramond", ("Quarrian",), (), ()),)),
    (Noun("harbour pilot", "civilians"),),
)


def read(text: str, published: str | None = None, base: Actors = OWN) -> tuple[ActorEntity, ...]:
    made: Document = document(Report(report_id(text.encode(), "test"), "test", "text", text, published=published))
    return actors(made, analyse_one(made), base)


def linked(text: str, exact: str, published: str | None = None) -> str | None:
    """The id at the first mention of the words."""
    return next(each.actor_id for each in read(text, published) if each.exact == exact)


@pytest.mark.parametrize(
    ("text", "exact", "actor_id"),
    [
        ("Minister Hope visited Chad on Monday.", "Hope", "td.amina_hope"),
        ("Hope visited Norway on Monday.", "Hope", None),
        ("Minister Hope visited Norway on Monday.", "Hope", None),
        ("Amina Hope left. Hope said she was tired.", "Hope", "td.amina_hope"),
    ],
)
def test_a_weak_name_needs_context(text: str, exact: str, actor_id: str | None) -> None:
    assert {each.actor_id for each in read(text) if each.exact == exact} <= {actor_id}
    if actor_id is not None:
        assert linked(text, exact) == actor_id


OFFICES = [
    ("The Egyptian president met reporters.", "2013-03-02", "eg.mohamed_morsi"),
    ("The Egyptian president met reporters.", "2009-03-02", "eg.hosni_mubarak"),
    ("The Egyptian president met reporters in 2005.", None, "eg.hosni_mubarak"),
    ("The president of Egypt met reporters.", "2009-03-02", "eg.hosni_mubarak"),
    ("Egypt's former president met reporters.", "2013-03-02", None),
    ("The Egyptian vice president met reporters.", "2013-03-02", None),
]


@pytest.mark.parametrize(("text", "published", "actor_id"), OFFICES)
def test_an_office_leads_to_its_holder_of_the_day(text: str, published: str | None, actor_id: str | None) -> None:
    first, *_ = read(text, published)
    assert first.actor_id == actor_id
    assert actor_id is None or first.basis.startswith("holder of eg.president")


def test_without_a_day_nobody_of_several_is_chosen() -> None:
    first, *_ = read("The Egyptian president met reporters.")
    assert first.actor_id is None
    assert {"eg.mohamed_morsi", "eg.hosni_mubarak"} < set(first.candidates)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Turkey accused Greece of arming rebels.", "TR GR"),
        ("Talks between Chad and Sudan failed.", "TD SD"),
        ("Chad is about to restore ties with Togo.", "TD TG"),
        ("Norway signed an accord with Iceland.", "NO IS"),
        ("Floods hit Kenya. The road to Mali was closed.", ""),
        ("The plane flew from Peru to Chile.", ""),
    ],
)
def test_a_country_is_an_actor_where_it_acts(text: str, code: str) -> None:
    acting = [each.country for each in read(text) if each.sector == "government"]
    assert acting == code.split()


def test_actors_of_an_overlays_own_country() -> None:
    text = "Quarrian soldiers and a harbour pilot left Quarramond. Police in Quarramond said so."
    found = {each.exact: (each.actor_id, each.sector, each.country) for each in read(text)}
    assert found["Quarrian soldiers"] == ("qrm.military", "military", "QRM")
    assert found["a harbour pilot"] == (None, "civilians", None)
    assert found["Police"] == ("qrm.police", "police", "QRM")


def test_who_is_somebody_else_on_another_day() -> None:
    text = "Tadek Ossin spoke in Quarramond on Monday."
    assert linked(text, "Tadek Ossin", "1997-05-01") == "qrm.ossin_then"
    assert linked(text, "Tadek Ossin", "2001-05-01") == "qrm.ossin_now"


def test_a_title_makes_a_person_of_a_name_of_no_known_kind() -> None:
    first, *_ = read("Prime Minister Wendle arrived in Norway.")
    assert (first.actor_id, first.sector, first.country) == ("qrm.wendle", "government", "QRM")


@pytest.mark.parametrize(
    ("text", "exact", "actor_id"),
    [
        ("Soldiers from Chad crossed the river.", "Soldiers", "td.military"),
        ("Police in Kenya arrested two men.", "Police", "ke.police"),
        ("Troops in Kenya arrested two men.", "Troops", None),
        ("Tourists in Kenya were robbed.", "Tourists", None),
    ],
)
def test_the_country_after_the_noun(text: str, exact: str, actor_id: str | None) -> None:
    assert linked(text, exact) == actor_id


def test_the_countrys_body_where_only_it_was_named_before() -> None:
    text = "Elections were held in Chad, Togo and Benin. In Chad all was calm. The army stayed in its barracks."
    army = next(each for each in read(text) if each.exact == "The army")
    assert (army.actor_id, army.basis) == ("td.military", "country named shortly before")


@pytest.mark.parametrize(
    ("text", "exact", "kind"),
    [
        ("The chief of police, Tadek Wrenn, resigned.", "Tadek Wrenn", "police"),
        ("Its president, Amalia Wrenn, resigned.", "Amalia Wrenn", "leader"),
        ("Police spokesman Captain Tadek Wrenn said so.", "Tadek Wrenn", "police"),
    ],
)
def test_what_stands_beside_a_name_tells_its_kind(text: str, exact: str, kind: str) -> None:
    assert {each.sector for each in read(text) if each.exact == exact} == {kind}


def test_a_short_form_in_brackets_is_its_name() -> None:
    text = "Norland Oil Refining Company (Norco) shut a plant on Monday. On Tuesday Norco called the police."
    assert {each.name for each in read(text) if each.exact == "Norco"} == {"Norland Oil Refining Company"}
