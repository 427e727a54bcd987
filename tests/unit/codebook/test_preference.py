"""Which of several triggers is read hangs on them, not on the order they come in."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from gesta.codebook.load import load
from gesta.codebook.preference import preferred
from gesta.codebook.records import Codebook, Trigger
from gesta.model.terms import ConceptId

BOOK = load()
WORDS = ("school", "market", "well")


def with_own(*own: str) -> Codebook:
    """The shipped codebook in which these concepts count as the user's."""
    return replace(BOOK, own=frozenset(map(ConceptId, own)))


TRIGGERS = st.builds(
    Trigger,
    concept=st.sampled_from([each.id for each in BOOK]),
    lemmas=st.sampled_from([("attack",), ("attack", "on")]),
    pos=st.just("noun"),
    weight=st.sampled_from([0.7, 0.9]),
    object=st.frozensets(st.sampled_from(WORDS)),
    modifier=st.frozensets(st.sampled_from(WORDS)),
    exclude=st.frozensets(st.sampled_from(WORDS)),
)


@given(rivals=st.lists(TRIGGERS, min_size=1, max_size=6), data=st.data())
def test_the_choice_is_the_same_in_any_order(rivals: list[Trigger], data: st.DataObject) -> None:
    book = with_own(*data.draw(st.sets(st.sampled_from([each.concept for each in rivals]))))
    assert preferred(book, rivals) == preferred(book, data.draw(st.permutations(rivals)))


def trigger(concept: str, weight: float = 0.7, **conditions: frozenset[str]) -> Trigger:
    return replace(Trigger(ConceptId(concept), ("attack",), "noun", weight), **conditions)  # type: ignore[arg-type]


def test_a_longer_phrase_then_the_narrower_concept_then_more_conditions_then_the_heavier() -> None:
    plain, heavy = trigger("armed_attack"), trigger("robbery", 0.9)
    told = trigger("armed_attack", object=frozenset({"well"}))
    phrase = replace(plain, lemmas=("attack", "on"))
    narrower = trigger("suicide_bombing")
    assert ConceptId("bombing") in BOOK.ancestors[narrower.concept]
    assert preferred(BOOK, [heavy, phrase]) is phrase
    assert preferred(BOOK, [trigger("bombing", 0.9), narrower]) is narrower
    assert preferred(BOOK, [heavy, told]) is told
    assert preferred(BOOK, [plain, heavy]) is heavy


def test_of_triggers_alike_the_users_own_goes_first_and_of_two_the_one_that_asks_for_fewer_words() -> None:
    shipped, mine = trigger("armed_attack"), trigger("robbery")
    assert preferred(BOOK, [mine, shipped]) is shipped
    assert preferred(with_own("robbery"), [shipped, mine]) is mine
    wide, slim = (trigger(*each) for each in (("armed_attack",), ("robbery",)))
    wide, slim = replace(wide, object=frozenset(WORDS)), replace(slim, object=frozenset({"well"}))
    assert preferred(with_own("robbery", "armed_attack"), [wide, slim]) is slim
