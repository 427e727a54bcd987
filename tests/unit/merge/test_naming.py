"""Which actors of one report are the same by name."""

from __future__ import annotations

import pytest

from gesta.merge.naming import is_named, same_actor
from gesta.model.incidents import IncidentActor


def actor(name: str | None, actor_id: str | None = None) -> IncidentActor:
    return IncidentActor("victim", name, actor_id, "civilians", None, ())


@pytest.mark.parametrize("name", ["Adam Bello", "BELLO", "Mr. Bello", "Adam bin Bello"])
def test_capitals_at_both_ends_are_a_name(name: str) -> None:
    assert is_named(actor(name))


@pytest.mark.parametrize(
    "name", [None, "", "A Kano man", "Two Kano men", "THE BROTHERS", "a farmer", "Farmers of two villages"]
)
def test_a_description_is_no_name_at_the_head_of_a_sentence_either(name: str | None) -> None:
    assert not is_named(actor(name))


def test_the_last_word_of_a_name_stands_for_it() -> None:
    assert same_actor(actor("Adam Bello"), actor("Bello"))
    assert not same_actor(actor("Adam Bello"), actor("Adam Musa"))


def test_a_full_name_may_be_spelt_in_two_ways() -> None:
    assert same_actor(actor("Sana Mbaye"), actor("Sana Mbye"))
    assert same_actor(actor("Ada Lund"), actor("Ada Lunt"))
    assert not same_actor(actor("Ada Lund"), actor("Eda Lunt"))
    assert not same_actor(actor("Ada Musa"), actor("Ada Bello"))
    assert not same_actor(actor("Ada Roy"), actor("Ada Ray"))


def test_an_article_or_one_identity_makes_no_difference() -> None:
    assert same_actor(actor("the farmer"), actor("a farmer"))
    assert same_actor(actor("the front", "Q1"), actor("its fighters", "Q1"))
    assert not same_actor(actor("the front", "Q1"), actor("the front", "Q2"))
