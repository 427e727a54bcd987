"""Acts of invented articles in WikiEvents' form, and the score of mentions made by hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from gesta.evaluate.heads import head, meet
from gesta.evaluate.kairos import KINDS, kind_of
from gesta.evaluate.measures import Prf
from gesta.evaluate.reader_score import ReaderScore, score_acts
from gesta.evaluate.wikievents import GoldAct, act_text
from gesta.model.spans import Span

Make = Callable[..., Any]
TEXT = "Armed men attacked the old market in Dogo with rifles, killing two traders. Police held talks."


def row(*events: dict[str, Any]) -> dict[str, Any]:
    """Two sentences whose offsets count a line break between them."""
    sentences = [
        ([["Rebels", 0, 6], ["attacked", 7, 15], ["Dogo", 16, 20], [".", 20, 21]], "Rebels attacked Dogo."),
        ([["Two", 22, 25], ["died", 26, 30], [".", 30, 31]], "Two died."),
    ]
    names = [
        {"id": "T1", "start": 0, "end": 1},
        {"id": "T2", "start": 2, "end": 3},
        {"id": "T3", "start": 4, "end": 5},
    ]
    return {"doc_id": "made", "sentences": sentences, "entity_mentions": names, "event_mentions": list(events)}


def event(kind: str, token: int, **roles: str) -> dict[str, Any]:
    arguments = [{"role": role, "entity_id": name} for role, name in roles.items()]
    return {"event_type": kind, "trigger": {"start": token, "end": token + 1}, "arguments": arguments}


def test_the_table_knows_whole_steps_of_a_type() -> None:
    attack = kind_of("Conflict.Attack.DetonateExplode")
    assert attack is not None and attack.asked and attack.roles["ExplosiveDevice"] == "instrument"
    assert kind_of("Conflict.Attack") is attack
    assert kind_of("Conflict.Attacker.Unspecified") is None
    assert kind_of("Contact.Contact.Meet") is None
    assert [kind.prefix for kind in KINDS if kind.asked] == [
        "Conflict.Attack",
        "Conflict.Demonstrate",
        "Justice.ArrestJailDetain",
        "Justice.ReleaseParole",
    ]


def test_acts_stand_at_their_characters() -> None:
    made = act_text(
        row(
            event("Life.Die.Unspecified", 5, Victim="T3"),
            event("Conflict.Attack.Unspecified", 1, Attacker="T1", Place="T2", Unknown="T3"),
            event("Contact.Contact.Meet", 0, Participant="T1"),
        )
    )
    text = made.article.document_text
    assert text == "Rebels attacked Dogo.\nTwo died."
    assert [(text[act.trigger.start : act.trigger.end], act.asked) for act in made.acts] == [
        ("attacked", True),
        ("died", False),
    ]
    told = {role: [text[span.start : span.end] for span in spans] for role, spans in made.acts[0].roles.items()}
    assert told == {"perpetrator": ["Rebels"], "target": [], "instrument": [], "place": ["Dogo"]}
    assert "instrument" not in made.acts[1].roles  # the ontology has no means of a death


def test_two_types_on_one_trigger_are_one_act() -> None:
    killed = event("Life.Die.Unspecified", 1, Killer="T1")
    attack = event("Conflict.Attack.Unspecified", 1, Target="T2")
    for events in ((killed, attack), (attack, killed)):
        (act,) = act_text(row(*events)).acts
        assert act.asked
        assert (act.roles["perpetrator"], act.roles["target"]) == ((Span(0, 6),), (Span(16, 20),))


@pytest.mark.parametrize(
    ("one", "other", "right"),
    [
        ("men", "Armed men", True),
        ("Armed men", "Armed men", True),
        ("Armed", "Armed men", False),
        ("the old market", "market", True),
        ("the old market in Dogo", "Dogo", False),
        ("Police", "Armed men", False),
    ],
)
def test_phrases_meet_when_each_holds_the_head(at: Make, analysis: Make, one: str, other: str, right: bool) -> None:
    found = analysis(TEXT)
    assert meet(found, at(TEXT, one).span, at(TEXT, other).span) is right
    assert meet(found, at(TEXT, other).span, at(TEXT, one).span) is right


def test_a_span_between_words_has_no_head(analysis: Make) -> None:
    found = analysis(TEXT)
    assert head(found, Span(5, 6)) is None
    assert not meet(found, Span(5, 6), Span(0, 9))


def gold(at: Make, trigger: str, asked: bool = True, **roles: tuple[str, ...]) -> GoldAct:
    told = {role: tuple(at(TEXT, each).span for each in words) for role, words in roles.items()}
    return GoldAct(at(TEXT, trigger).span, asked, told)  # type: ignore[arg-type]


def test_triggers(at: Make, analysis: Make, mention: Make) -> None:
    acts = [gold(at, "attacked"), gold(at, "killing", asked=False), gold(at, "rifles")]
    mentions = [
        mention(TEXT, "attacked", realis="planned"),  # finds its act, and is not shown
        mention(TEXT, "killing"),  # right, though it was not asked for
        mention(TEXT, "held"),
        mention(TEXT, "talks", cls="statement"),
    ]
    # 1 of 2 shown is right, 1 of 2 asked for is found
    assert score_acts(acts, analysis(TEXT), mentions).triggers == Prf(1, 2, 1, 2)


def test_roles_of_found_triggers_only(at: Make, analysis: Make, mention: Make) -> None:
    acts = [
        gold(at, "attacked", perpetrator=("men",), target=("market",), place=("Dogo",)),
        gold(at, "killing", asked=False, target=("traders",)),
    ]
    told = mention(
        TEXT,
        "attacked",
        ("participant", "Armed men"),
        ("perpetrator", "Armed men"),  # the same word again
        ("target", "the old market"),
        ("target", "Police"),
        ("instrument", "rifles"),  # no role that gold asks for
    )
    found = score_acts(acts, analysis(TEXT), [told])
    assert found.roles == {"perpetrator": Prf(1, 1, 1, 1), "target": Prf(1, 2, 1, 1), "place": Prf(0, 0, 0, 1)}
    twice = found + found
    assert twice.triggers == Prf(2, 2, 2, 2) and twice.roles["target"] == Prf(2, 4, 2, 2)
    assert score_acts(acts, analysis(TEXT), []) == ReaderScore(Prf(0, 0, 0, 1))
