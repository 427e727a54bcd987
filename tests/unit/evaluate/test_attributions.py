"""Speakers of mentions made by hand against attributions in PolNeAR's form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gesta.evaluate.attributions import GoldAttribution, attributions, innermost, score_speakers
from gesta.evaluate.measures import Prf
from gesta.model.spans import Span

Make = Callable[..., Any]
TEXT = (
    "The mayor of Dogo said that witnesses reported an attack on the bridge and a march. "
    "It is feared that a shooting took place. "
    "Troops arrested two men."
)


def told(at: Make) -> tuple[GoldAttribution, ...]:
    return (
        GoldAttribution(
            (at(TEXT, "that witnesses reported an attack on the bridge and a march").span,),
            (at(TEXT, "The mayor of Dogo").span,),
        ),
        GoldAttribution((at(TEXT, "an attack on the bridge").span,), (at(TEXT, "witnesses").span,)),
        GoldAttribution((at(TEXT, "that a shooting took place").span,), ()),
    )


def test_a_row_of_the_file() -> None:
    spans = [
        {"id": "T1", "type": "Source", "offsets": [[0, 4]]},
        {"id": "T2", "type": "Cue", "offsets": [[5, 9]]},
        {"id": "T3", "type": "Content", "offsets": [[10, 14], [20, 30]]},
        {"id": "T4", "type": "Content", "offsets": [[40, 44]]},
    ]
    found = [
        {"args": [["Content", "T3"], ["Cue", "T2"], ["Source", "T1"], ["Content2", "T4"]]},
        {"args": [["Content", "T3"], ["Cue", "T2"]]},
        {"args": []},
    ]
    row = {"annotations": [{"spans": spans, "attributions": found}, {"spans": [], "attributions": []}]}
    content = (Span(10, 14), Span(20, 30))
    assert attributions(row) == (
        GoldAttribution((*content, Span(40, 44)), (Span(0, 4),)),
        GoldAttribution(content, ()),
        GoldAttribution((), ()),
    )


def test_the_innermost_content_counts(at: Make) -> None:
    every = told(at)
    assert innermost(every, at(TEXT, "attack").span) is every[1]
    assert innermost(every, at(TEXT, "march").span) is every[0]
    assert innermost(every, at(TEXT, "arrested").span) is None
    assert innermost(every, at(TEXT, "march. It").span) is None  # not inside, only across its end


def test_speakers(at: Make, analysis: Make, mention: Make) -> None:
    mentions = [
        mention(TEXT, "attack", speaker="witnesses", cls="statement", realis="planned"),  # right
        mention(TEXT, "march", speaker="mayor"),  # right: the head is the same
        mention(TEXT, "reported"),  # the mayor's, and no speaker
        mention(TEXT, "shooting", speaker="witnesses"),  # nobody is named
        mention(TEXT, "arrested", speaker="Dogo"),  # nobody tells it
        mention(TEXT, "took place"),
    ]
    assert score_speakers(told(at), analysis(TEXT), mentions) == Prf(2, 4, 2, 3)


def test_the_outer_speaker_is_not_the_inner_one(at: Make, analysis: Make, mention: Make) -> None:
    wrong = mention(TEXT, "attack", speaker="The mayor of Dogo")
    assert score_speakers(told(at), analysis(TEXT), [wrong]) == Prf(0, 1, 0, 1)
