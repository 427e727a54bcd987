"""Who a name may mean on a day, and why."""

from __future__ import annotations

from datetime import date

import pytest

from gesta.knowledge.actor_find import Candidate, find
from gesta.knowledge.actors import Actor, Actors, Years, indexed, load
from gesta.knowledge.office_names import office_named
from gesta.model.terms import ActorId


@pytest.fixture(scope="module")
def base() -> Actors:
    return load()


def ids(candidates: tuple[Candidate, ...]) -> list[str]:
    return [each.actor.id for each in candidates]


@pytest.mark.parametrize(
    ("words", "office"),
    [
        ("Egyptian president", "eg.president"),
        ("the Egyptian president", "eg.president"),
        ("new president of Egypt", "eg.president"),
        ("Egypt's president", "eg.president"),
        ("president of the Arab Republic of Egypt", None),
        ("former Egyptian president", None),
        ("Egyptian", None),
        ("", None),
    ],
)
def test_offices_by_the_words_for_them(words: str, office: str | None) -> None:
    assert [each.id for each in office_named(words)] == ([office] if office else [])


def test_a_title_leads_to_who_held_it_that_day(base: Actors) -> None:
    (found,) = find(base, "the Egyptian president", date(2013, 3, 2))
    assert found.actor.id == "eg.mohamed_morsi" and found.how == "holder of eg.president" and found.then
    assert [office.id for office in found.offices] == ["eg.president"]
    assert set(ids(find(base, "Egyptian president"))) > {"eg.mohamed_morsi", "eg.hosni_mubarak"}


def test_a_title_of_the_country_asked_about(base: Actors) -> None:
    first, *_ = find(base, "president Morsi", date(2013, 3, 2), "EG")
    assert first.actor.id == "eg.mohamed_morsi" and "of that name" in first.how


def test_whoever_is_not_valid_that_day_comes_last_and_is_told_so(base: Actors) -> None:
    candidates = find(base, "Morsi", date(1999, 3, 2))
    assert "eg.mohamed_morsi" in ids(candidates)
    assert next(each for each in candidates if each.actor.id == "eg.mohamed_morsi").then is False


def test_how_a_name_matched() -> None:
    base = indexed(
        "test",
        (
            Actor(ActorId("td.front"), "al-Harbour Front", "rebel", "TD", weak=("Front",)),
            Actor(ActorId("td.ossin"), "Tadek Ossin", "leader", "TD", valid=Years(1990)),
        ),
    )
    (exact,), (folded,), (loose,) = (
        find(base, name) for name in ("al-Harbour Front", "AL-HARBOUR front", "Harbour Front")
    )
    assert ["letter for letter" in exact.how, "case" in folded.how, "article" in loose.how] == [True, True, True]
    assert "weak" in find(base, "Front")[0].how
    assert find(base, "Ossin")[0].how == "first or last name of 'Tadek Ossin'"
    assert ids(find(base, "Chadian army")) == ["td.military"] and find(base, "Nobody") == ()
