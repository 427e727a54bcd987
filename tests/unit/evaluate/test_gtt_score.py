"""Template filling scores against cases worked by hand; the arithmetic stands in the comments."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gesta.errors import DataError
from gesta.evaluate.gtt_score import (
    ROLES,
    SLOTS,
    GttTemplate,
    entity,
    load_gtt,
    normalise,
    score_document,
    score_gtt,
)
from gesta.evaluate.measures import Prf


def template(kind: str, **roles: list[list[str]]) -> GttTemplate:
    return GttTemplate(kind, {role: tuple(entity(*names) for names in found) for role, found in roles.items()})


def micro(gold: list[GttTemplate], predicted: list[GttTemplate]) -> Prf:
    return score_gtt({"d": gold}, {"d": predicted}).micro


BOMB = template(
    "bombing", PerpInd=[["two men", "the men"]], Target=[["bank", "Bank of Villa Nueva"]], Weapon=[["bomb"]]
)


def test_the_gold_itself_is_perfect() -> None:
    # slots: type 1 + PerpInd 1 + Target 1 + Weapon 1 = 4 of 4; a prediction names each entity by one string
    predicted = [template("bombing", PerpInd=[["two men"]], Target=[["bank"]], Weapon=[["bomb"]])]
    assert micro([BOMB], predicted) == Prf(4, 4, 4, 4)


def test_nothing_predicted_misses_everything() -> None:
    # P = 0/0 -> 0, R = 0/4
    assert micro([BOMB], []) == Prf(0, 0, 0, 4)


def test_a_template_for_an_irrelevant_document_is_all_spurious() -> None:
    # predicted: type + 1 victim = 2, nothing to find
    assert micro([], [template("attack", Victim=[["a mayor"]])]) == Prf(0, 2, 0, 0)


def test_an_unlike_type_pairs_nothing_even_when_the_roles_agree() -> None:
    # predicted 1 + 3 = 4 all wrong; gold 4 all missed
    predicted = [template("arson", PerpInd=[["two men"]], Target=[["bank"]], Weapon=[["bomb"]])]
    assert micro([BOMB], predicted) == Prf(0, 4, 0, 4)


def test_one_type_of_a_double_gold_type_is_enough() -> None:
    # "attack" is part of "bombing / attack": type right, no roles -> 1 of 1
    assert micro([template("bombing / attack")], [template("attack")]) == Prf(1, 1, 1, 1)


def test_wrong_and_missing_entities() -> None:
    # predicted: type + PerpInd "gunmen" (wrong) + Target "bank" (right) = 2 of 3
    # gold: type + PerpInd (missed) + Target (found) + Weapon (missed) = 2 of 4; F1 = 2*(2/3)*(1/2)/(2/3+1/2) = 4/7
    scores = micro([BOMB], [template("bombing", PerpInd=[["gunmen"]], Target=[["bank"]])])
    assert scores == Prf(2, 3, 2, 4)
    assert scores.f1 == pytest.approx(4 / 7)


def test_normalisation_drops_case_articles_and_punctuation() -> None:
    # "The BANK, of Villa Nueva" -> "bank of villa nueva": type + target = 2 of 2, gold has 2 more
    assert micro([BOMB], [template("bombing", Target=[["The BANK, of Villa Nueva"]])]) == Prf(2, 2, 2, 4)
    assert normalise('"The  U.S. Embassy", a building') == "us embassy building"


def test_an_entity_with_a_string_that_is_not_golds_is_wrong() -> None:
    # {"bank", "town hall"} is no subset of the gold strings: only the type is right of 2; of gold 1 of 4
    assert micro([BOMB], [template("bombing", Target=[["bank", "town hall"]])]) == Prf(1, 2, 1, 4)


def test_two_names_of_one_gold_entity_both_count_as_precise() -> None:
    # predicted: type + "bank" + "Bank of Villa Nueva" = 3 of 3 precise; gold: type + target found = 2 of 4
    assert micro([BOMB], [template("bombing", Target=[["bank"], ["Bank of Villa Nueva"]])]) == Prf(3, 3, 2, 4)


def test_a_second_prediction_of_one_template_is_spurious() -> None:
    # the better of the two (3 right: type, target, weapon) is paired: 3 of (3 + 2); gold 3 of 4
    better = template("bombing", Target=[["bank"]], Weapon=[["bomb"]])
    worse = template("bombing", Target=[["bank"]])
    assert micro([BOMB], [worse, better]) == Prf(3, 5, 3, 4)


def test_the_best_pairing_is_found_whatever_the_order() -> None:
    # crossed: first predicted belongs to second gold. Paired right: 2 types + 2 victims = 4 of 4;
    # paired in order it would be 2 of 4
    gold = [template("attack", Victim=[["Ana Ruiz"]]), template("attack", Victim=[["Luis Paz"]])]
    predicted = [template("attack", Victim=[["Luis Paz"]]), template("attack", Victim=[["Ana Ruiz"]])]
    assert micro(gold, predicted) == Prf(4, 4, 4, 4)


def test_greedy_pairing_would_lose() -> None:
    # right slots: p1-g1 4 (type, judge, rifle, bridge), p1-g2 3, p2-g1 3 (type, bridge, rebels), p2-g2 1 (type).
    # Greedy takes p1-g1 and is left with p2-g2: 5. The best is p1-g2 + p2-g1 = 6, of 4 + 3 predicted and 5 + 3 gold.
    gold = [
        template("attack", Victim=[["judge"]], Weapon=[["rifle"]], Target=[["bridge"]], PerpInd=[["rebels"]]),
        template("attack", Victim=[["judge"]], Weapon=[["rifle"]]),
    ]
    predicted = [
        template("attack", Victim=[["judge"]], Weapon=[["rifle"]], Target=[["bridge"]]),
        template("attack", Target=[["bridge"]], PerpInd=[["rebels"]]),
    ]
    assert micro(gold, predicted) == Prf(6, 7, 6, 8)


def test_documents_add_up() -> None:
    # d1: 4 of 4 / 4; d2: 0 of 0 / 2 -> P 4/4, R 4/6, F1 = 2*1*(2/3)/(5/3) = 0.8
    predicted = {"d1": [BOMB], "d3": [BOMB]}  # d3 is no gold document: not scored
    scores = score_gtt({"d1": [BOMB], "d2": [template("attack", Victim=[["a priest"]])]}, predicted)
    assert scores.micro == Prf(4, 4, 4, 6)
    assert scores.micro.f1 == pytest.approx(0.8)
    assert scores.slots["Victim"] == Prf(0, 0, 0, 1)
    assert scores.slots["incident_type"] == Prf(1, 1, 1, 2)


def test_loading_joins_mentions_and_drops_repeated_templates(tmp_path: Path) -> None:
    raw = {"incident_type": "arson", "PerpInd": [], "PerpOrg": [], "Victim": [], "Weapon": []}
    raw["Target"] = [[["tank truck", 10], ["truck", 15]]]  # type: ignore[assignment]
    path = tmp_path / "gtt.jsonl"
    path.write_text(json.dumps({"docid": "X-1", "doctext": "", "templates": [raw, raw]}) + "\n")
    assert load_gtt(path) == {
        "X-1": (GttTemplate("arson", {r: (entity("tank truck", "truck"),) if r == "Target" else () for r in ROLES}),)
    }
    path.write_text('{"docid": "X-1", "templates": [{}]}\n')
    with pytest.raises(DataError, match=r"gtt\.jsonl:1"):
        load_gtt(path)


NAMES = st.sampled_from(["mayor", "bank", "rebels", "army", "bomb"])
TEMPLATES = st.lists(
    st.builds(
        lambda kind, victims, targets: template(kind, Victim=[[v] for v in victims], Target=[[t] for t in targets]),
        st.sampled_from(["attack", "bombing", "attack / bombing"]),
        st.lists(NAMES, max_size=2),
        st.lists(NAMES, max_size=2),
    ),
    max_size=4,
)


def best_by_trying_all(gold: list[GttTemplate], predicted: list[GttTemplate]) -> float:
    """The published search: every injective mapping of predicted templates to gold ones or to none."""
    best = 0.0
    for mapping in itertools.product([*range(len(gold)), None], repeat=len(predicted)):
        used = [g for g in mapping if g is not None]
        if len(used) == len(set(used)):
            counts = Prf()
            for p, g in enumerate(mapping):
                alone = () if g is None else (gold[g],)
                counts += sum(score_document(alone, (predicted[p],)).values(), Prf())
            missing = [t for i, t in enumerate(gold) if i not in used]
            counts += sum(score_document(missing, ()).values(), Prf())
            best = max(best, counts.f1)
    return best


@settings(max_examples=60, deadline=None)
@given(TEMPLATES, TEMPLATES)
def test_the_pairing_is_the_best_of_all(gold: list[GttTemplate], predicted: list[GttTemplate]) -> None:
    counts = score_document(gold, predicted)
    assert set(counts) == set(SLOTS)
    assert sum(counts.values(), Prf()).f1 == pytest.approx(best_by_trying_all(gold, predicted))
