"""Sheets for annotators, and what they write back."""

from __future__ import annotations

import json

from gesta.errors import Problem
from gesta.evaluate.annotation_sheets import read_annotation, sheet
from gesta.evaluate.corpora import Article
from gesta.evaluate.incident_gold import GoldDocument
from gesta.model.spans import Span

ARTICLE = Article("set:1", "", "Two men were shot.\nOne of the\nmen died; the other men fled.", "2024-03-04")
SENTENCES = (Span(0, 18), Span(19, len(ARTICLE.text)))


def _read(**incident: object) -> tuple[GoldDocument | None, tuple[Problem, ...]]:
    plain = {"label": "two shot", "core": True, "types": ["shooting"], "realis": "actual", "background": False}
    line = json.dumps({"doc": "set:1", "half": "read", "incidents": [{**plain, **incident}]})
    return read_annotation(line, {"set:1": ARTICLE}, {"set:1": SENTENCES})


def test_sentences_are_numbered_and_on_one_line() -> None:
    assert sheet(ARTICLE, SENTENCES).splitlines()[1:] == [
        "0| Two men were shot.",
        "1| One of the men died; the other men fled.",
    ]


def test_words_become_offsets_across_line_ends() -> None:
    document, problems = _read(triggers=["0:shot", "1:died=killing"], killed={"low": 1, "spans": ["1:One of the men"]})
    assert not problems and document is not None
    (incident,) = document.incidents
    assert incident.triggers == ((13, 17), (34, 38))
    assert incident.told_as == (None, "killing")
    assert incident.killed is not None and incident.killed.spans == ((19, 33),)
    assert document.digest == ARTICLE.digest and document.published == "2024-03-04"


def test_the_second_of_equal_words() -> None:
    document, _ = _read(triggers=["1:men#2"])
    assert document is not None
    start, end = document.incidents[0].triggers[0]
    assert ARTICLE.text[start - 6 : end] == "other men"


def test_what_is_not_there_is_named() -> None:
    _, problems = _read(triggers=["0:stabbed", "9:shot", "shot"])
    assert [problem.what for problem in problems] == [
        "no such words: '0:stabbed'", "no such words: '9:shot'", "no such words: 'shot'",
    ]  # fmt: skip


def test_an_unknown_document_or_value_is_a_problem() -> None:
    document, problems = read_annotation('{"doc": "set:2"}', {"set:1": ARTICLE}, {"set:1": SENTENCES})
    assert document is None and "KeyError" in problems[0].what
    document, problems = _read(triggers=["0:shot"], realis="certain")
    assert document is None and "certain" in problems[0].what
