"""Predicates in the forms of UDS-IH2 and MEANTIME, and their verdicts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import pytest

from gesta.evaluate.factuality import (
    READ_AS,
    Confusion,
    by_verdict,
    document_of,
    macro_f1,
    meantime_sentences,
    uds_sentences,
    uds_verdict,
)
from gesta.evaluate.measures import Prf
from gesta.evaluate.suites.factuality import judged
from gesta.model.analysis import Analysis
from gesta.model.documents import Document
from gesta.model.terms import Realis
from gesta.pipeline.reading import Engine
from gesta.readers.reader import Judge


def said(*answers: tuple[str, int], keep: str = "True") -> list[dict[str, str]]:
    return [{"happened": happened, "confidence": str(sure), "keep": keep} for happened, sure in answers]


@pytest.mark.parametrize(
    ("annotations", "verdict"),
    [
        (said(("true", 4), ("true", 1)), "happened"),
        (said(("false", 4)), "not_happened"),
        (said(("true", 3), ("false", 1)), "happened"),  # (3 - 1) / 4 = 0.5
        (said(("true", 4), ("false", 2)), "uncertain"),  # 2 / 6
        (said(("true", 1), ("false", 3)), "not_happened"),
        (said(("true", 4)) + said(("false", 4), keep="False"), "happened"),
        (said(("true", 0)), None),
        ([{"happened": "na", "confidence": "na", "keep": "True"}], None),
    ],
)
def test_verdicts_of_annotators(annotations: list[dict[str, str]], verdict: str | None) -> None:
    assert uds_verdict(annotations) == verdict


def test_uds_predicates_stand_at_their_characters(tmp_path: Path) -> None:
    words = ["She", "did", "n't", "come", ",", "he", "left", "."]
    rows = [
        {"uds_sentence": 1, "tokens": words, "pred_token": 7, "annotations": said(("true", 4))},
        {"uds_sentence": 1, "tokens": words, "pred_token": 4, "annotations": said(("false", 4))},
        {"uds_sentence": 1, "tokens": words, "pred_token": 2, "annotations": said(("true", 4), keep="False")},
        {"uds_sentence": 2, "tokens": None, "pred_token": 1, "annotations": said(("true", 4))},
    ]
    path = tmp_path / "uds.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    (sentence,) = uds_sentences(path)
    assert sentence.text == "She didn't come, he left."
    told = [(sentence.text[span.start : span.end], verdict) for span, verdict in sentence.predicates]
    assert told == [("come", "not_happened"), ("left", "happened")]


def test_meantime_values(tmp_path: Path) -> None:
    path = tmp_path / "meantime.conll"
    path.write_text(
        "0\tThey\t_\n1\tsold\t3.0\n2\t,\t_\n3\trefused\t2.0\n4\tand\t_\n5\tmay\t0.75\n6\tgo\t-2.0\n\n0\tNo\t_\n\n"
    )
    (sentence,) = meantime_sentences(path)
    assert sentence.text == "They sold, refused and may go"
    assert [verdict for _, verdict in sentence.predicates] == ["happened", "happened", "uncertain", "not_happened"]


def test_every_realis_says_something_in_the_words_of_each_corpus() -> None:
    for corpus in READ_AS.values():
        assert set(corpus) == set(get_args(Realis))
    assert READ_AS["uds"]["planned"] == "not_happened" and READ_AS["meantime"]["planned"] == "uncertain"


def test_scores_from_a_confusion() -> None:
    confusion: Confusion = Confusion(
        {("happened", "happened"): 3, ("happened", "uncertain"): 1, ("not_happened", None): 2}
    )
    assert by_verdict(confusion) == {
        "happened": Prf(3, 3, 3, 4),
        "not_happened": Prf(0, 0, 0, 2),
        "uncertain": Prf(0, 1, 0, 0),
    }
    assert macro_f1(confusion) == pytest.approx((6 / 7 + 0) / 2)  # gold has no uncertain one
    assert macro_f1(Confusion()) is None


class Doubter:
    """Holds every word but the first for planned."""

    def judge(self, document: Document, analysis: Analysis, token: int) -> Realis:
        return "planned" if token else "actual"


def test_judged_over_sentences(tmp_path: Path) -> None:
    path = tmp_path / "meantime.conll"
    path.write_text("0\tStop\t3.0\n1\tthief\t3.0\n\n0\tThey\t_\n1\tleft\t0\n\n")
    sentences = list(meantime_sentences(path))
    assert judged(Doubter(), "meantime", sentences) == {
        ("happened", "happened"): 1,
        ("happened", "uncertain"): 1,
        ("uncertain", "uncertain"): 1,
    }
    assert judged(Doubter(), "uds", sentences)["uncertain", "not_happened"] == 1


def test_a_sentence_is_no_headline() -> None:
    document = document_of("Rebels attack Dogo")
    block = document.block_at(0)
    assert block is not None and block.kind == "body"
    assert [document.text[s.start : s.end] for s in document.sentences] == ["Rebels attack Dogo"]


def test_the_reader_in_use_is_a_judge(loaded: Engine) -> None:
    assert isinstance(loaded.reader, Judge)
