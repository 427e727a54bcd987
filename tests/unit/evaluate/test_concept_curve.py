"""Concepts left out of the reader: what is drawn, what counts, and what the page says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gesta.evaluate.concept_curve import Point, Remembering, score
from gesta.evaluate.concept_draw import GoldTrigger, Sentence, draw, kept_back, sentences, triggers
from gesta.evaluate.concept_page import ControlPoint, curve_section, load_control
from gesta.evaluate.incident_gold import GoldDocument, GoldIncident
from gesta.evaluate.measures import Prf
from gesta.evaluate.suites.concepts import figures
from gesta.model.documents import Report
from gesta.model.reading import Mention
from gesta.model.spans import Quote, Span
from gesta.model.terms import ConceptId, Realis
from gesta.model.values import Score
from gesta.readers.encoder import encoder
from gesta.readers.linguistics import analyse_one
from gesta.text.documents import document

ARSON, RIOT = ConceptId("arson"), ConceptId("riot")


def mention(start: int, end: int, concept: ConceptId, realis: Realis = "actual") -> Mention:
    return Mention(Quote(start, end, "w"), concept, "event", realis, "", False, "", (), None, Score(1.0))


def trigger(start: int, end: int, concept: ConceptId, *fine: ConceptId) -> GoldTrigger:
    return GoldTrigger(Span(start, end), concept, frozenset((concept, *fine)))


def test_words_and_concept_must_both_be_right() -> None:
    gold = [trigger(0, 5, ARSON), trigger(10, 15, ARSON), trigger(20, 25, RIOT, ARSON), trigger(30, 35, RIOT)]
    told = [
        mention(3, 8, ARSON),
        mention(10, 15, RIOT),
        mention(20, 25, ARSON),
        mention(30, 35, ARSON),
        mention(40, 45, ARSON, "generic"),
    ]
    assert score(gold, told, ARSON) == Prf(2, 3, 1, 2)
    assert score(gold, [mention(10, 15, ARSON, "negated")], ARSON) == Prf(0, 0, 1, 2)


def test_sentences_carry_what_is_annotated_in_them() -> None:
    text = "Youths burnt the market.\n\nPolice came late. Two were held."
    read = document(Report("r", "r", "text", text))
    burnt = GoldIncident("fire", True, (ARSON, RIOT), "actual", False, ((7, 12),))
    held = GoldIncident("held", True, (RIOT,), "actual", False, ((53, 57), (26, 32)), (None, ARSON))
    found = list(sentences(read, GoldDocument("gva:1", "", "read", (burnt, held))))
    assert [each.text for each in found] == ["Youths burnt the market.", "Police came late.", "Two were held."]
    told = [[(each.text[one.span.start : one.span.end], one.concept) for one in each.triggers] for each in found]
    assert told == [[("burnt", ARSON)], [("Police", ARSON)], [("held", RIOT)]]
    assert [each.fine for each in triggers(GoldDocument("gva:1", "", "read", (burnt,)))] == [frozenset({ARSON, RIOT})]


def test_examples_are_drawn_by_hash_and_counter_examples_do_not_tell_the_concept() -> None:
    pool = [Sentence(f"a:{n}", f"It burnt {n}.", (trigger(3, 8, ARSON),)) for n in range(9)]
    pool += [Sentence(f"b:{n}", f"It rose {n}.", (trigger(3, 7, RIOT),)) for n in range(9)]
    pool += [Sentence("c:1", "They rose and burnt.", (trigger(5, 9, RIOT, ARSON),)), Sentence("d:1", "Fine.", ())]
    one = draw(pool, ARSON, 4, 0)
    assert one == draw(list(reversed(pool)), ARSON, 4, 0)
    assert one != draw(pool, ARSON, 4, 1)
    assert set(one) < set(draw(pool, ARSON, 8, 0))
    assert [(each.told, each.source[0]) for each in one] == [(True, "a")] * 4 + [(False, "b")] * 4
    assert len([each for each in draw(pool, ARSON, 50, 0) if each.told]) == 9


def test_one_article_in_eight_is_kept_back() -> None:
    assert sum(kept_back(f"gva:{number}") for number in range(4000)) == pytest.approx(500, abs=80)


def test_heads_that_never_learnt_a_concept_are_as_before_for_the_others() -> None:
    heads = encoder().heads
    without = heads.without({"arson"})
    assert heads.learnt("arson") > 0 == without.learnt("arson")
    assert "arson" not in without.numbers
    assert {name: number for name, number in heads.numbers.items() if name != "arson"} == dict(without.numbers)
    assert "arson" in encoder().heads.numbers
    remembering = Remembering.over(encoder())
    analysis = analyse_one(document(Report("r", "r", "text", "Youths burnt the market on Monday.")))
    tokens, vectors = remembering.vectors(analysis, range(1))
    assert replace(remembering, heads=without).vectors(analysis, range(1))[1] is vectors
    rows = [[0] * 21 for _ in tokens]
    rows[1][13] = 1 + heads.numbers["riot"]
    number = heads.numbers["arson"]
    made, plain = without.tokens(vectors, rows), heads.tokens(vectors, rows)
    assert (made.concept[:, number] < -1000).all()
    assert (made.event == plain.event).all()
    kept = [n for n in range(plain.concept.shape[1]) if n != number]
    assert (made.concept[:, kept] == plain.concept[:, kept]).all()


def test_figures_are_means_over_draws_and_concepts() -> None:
    right, half = Prf(1, 1, 1, 1), Prf(1, 2, 1, 2)
    curve = (
        Point("arson", 0, (half,)), Point("arson", 20, (right, half)), Point("arson", 33, (right, right)),
        Point("arson", 33, (right, right)), Point("arson", None, (right,)),
    )  # fmt: skip
    found = {figure.name: figure for figure in figures({"arson": curve})}
    assert [found[f"arson.f1.{name}"].value for name in ("untrained", "20", "50", "full")] == [0.5, 0.75, 1.0, 1.0]
    assert found["mean.f1.20"].value == 0.75
    assert "±25.0 over 5 draws" in found["arson.f1.20"].note
    assert "(there are only 33)" in found["arson.f1.50"].note
    assert found["arson.f1.full"].of == "1 acts"


def test_the_page_has_the_curve_and_the_control_beside_it() -> None:
    right, half = Prf(1, 1, 1, 1), Prf(1, 2, 1, 2)
    curve = tuple(Point("arson", size, (half, right)) for size in (0, 20, 50, 100, None))
    control = [ControlPoint("arson", {"untrained": 0.1, "20": 0.2, "50": 0.3, "100": 0.4}, {"20": 0.05})]
    page = curve_section(list(figures({"arson": curve})), control)
    assert "| arson | 75.0 | 75.0 | 75.0 | 75.0 | 75.0 |" in page
    assert "| mean | 75.0 | 75.0 | 75.0 | 75.0 | 75.0 |" in page
    assert "| arson | 10.0 | 20.0 ±5.0 | 30.0 | 40.0 |" in page
    assert curve_section([], control) == ""
    assert len(load_control()) == 8
