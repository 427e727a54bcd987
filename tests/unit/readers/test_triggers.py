"""Words that the codebook or the grammar rules out as tellings of an act, on invented sentences."""

from __future__ import annotations

import pytest

from gesta.codebook.load import load
from gesta.model.analysis import Analysis
from gesta.model.documents import Report, report_id
from gesta.model.terms import ConceptId
from gesta.readers.linguistics import analyse_one
from gesta.readers.syntax import dismissed
from gesta.readers.triggers import ruled_out
from gesta.text.documents import document


def analysed(text: str) -> Analysis:
    return analyse_one(document(Report(report_id(text.encode(), "test"), "test", "text", text)))


@pytest.mark.parametrize(
    ("text", "word", "out"),
    [
        ("A boy was hurt by celebratory gunfire in Leeds.", "gunfire", True),
        ("A boy was hurt by heavy gunfire in Leeds.", "gunfire", False),
        ("A boy was hurt by a fall in Leeds.", "fall", False),
    ],
)
def test_a_word_may_be_ruled_out_by_those_it_governs(text: str, word: str, out: bool) -> None:
    analysis = analysed(text)
    assert ruled_out(analysis, load(), ConceptId("shooting"), analysis.words.index(word)) is out


@pytest.mark.parametrize(
    ("text", "from_a_post"),
    [
        ("Lund had been fired last Thursday as a clerk at the firm.", True),
        ("The firm fired an employee on Monday.", True),
        ("A fired accountant returned to the office.", True),
        ("A man was fired at in Leeds on Monday.", False),
        ("Several shots were fired in Leeds on Monday.", False),
    ],
)
def test_persons_are_fired_from_a_post(text: str, from_a_post: bool) -> None:
    analysis = analysed(text)
    assert dismissed(analysis, analysis.words.index("fired")) is from_a_post
