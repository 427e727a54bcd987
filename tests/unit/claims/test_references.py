"""Which words point back to an act told, and which tell another one, on invented sentences."""

from __future__ import annotations

import pytest

from gesta.claims.references import reference
from gesta.model.documents import Report, report_id
from gesta.pipeline.reading import Engine
from gesta.readers.patterns import PatternsReader

BACK = [
    ("The attack lasted an hour, police said.", "attack"),
    ("Neighbours heard of his arrest on the radio.", "arrest"),
    ("Police said this attack on the market was planned.", "attack"),
]
OWN = [
    ("Police said the stabbing of a nurse in Leeds was planned.", "stabbing"),
    ("A mayor spoke of the attack on a bank.", "attack"),
]
APART = [
    ("Meanwhile, a guard was shot in Kano.", "shot"),
    ("A guard was shot earlier in the week in Kano.", "shot"),
    ("A new attack on the market killed two people.", "attack"),
    ("In addition, a third man was arrested.", "arrested"),
    ("Meanwhile, the attack on a bank in Kano was filmed.", "attack"),
]
KNOWN = [
    ("Separately, the council met after the attack on the market.", "attack"),
    ("In addition to the two, a third man was arrested.", "arrested"),
    ("This new attack on the market killed two people.", "attack"),
    ("The new attack killed two people.", "attack"),
]
SAME_DAY = [
    ("A son shot his father earlier in the day, police said.", "shot"),
    ("A guard was shot earlier today in Kano.", "shot"),
]


def said(loaded: Engine, text: str, word: str) -> tuple[bool, bool]:
    document, analysis = loaded.analyse(Report(report_id(text.encode(), "x"), "x", "text", text))
    mentions = PatternsReader(loaded.codebook).read(document, analysis).mentions
    mention = next(each for each in mentions if each.trigger.exact.split()[0] == word)
    return reference(analysis, mention, analysis.token_at(mention.trigger.start) or 0)


@pytest.mark.parametrize(("text", "word"), BACK)
def test_words_that_point_back(loaded: Engine, text: str, word: str) -> None:
    assert said(loaded, text, word)[0]


@pytest.mark.parametrize(("text", "word"), OWN)
def test_what_says_itself_which_act_it_is_points_to_none(loaded: Engine, text: str, word: str) -> None:
    assert not said(loaded, text, word)[0]


@pytest.mark.parametrize(("text", "word"), APART)
def test_words_that_tell_another_one(loaded: Engine, text: str, word: str) -> None:
    assert said(loaded, text, word)[1]


@pytest.mark.parametrize(("text", "word"), KNOWN)
def test_an_act_named_as_known_is_no_other_one(loaded: Engine, text: str, word: str) -> None:
    assert not said(loaded, text, word)[1]


@pytest.mark.parametrize(("text", "word"), SAME_DAY)
def test_earlier_on_the_day_told_is_no_other_one(loaded: Engine, text: str, word: str) -> None:
    assert not said(loaded, text, word)[1]
