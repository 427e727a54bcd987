"""A second opinion enters the score, and never drops an act without a word."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from tests.model_server import Answer, Model, completion, model

from gesta.model.documents import Report, report_id
from gesta.model.reading import NOT_ASKED, Mention, Told
from gesta.model.values import Reason, score
from gesta.pipeline.reading import Engine
from gesta.readers import llm_ask
from gesta.readers.llm_grounded import NOT_THERE
from gesta.readers.neural import NeuralReader
from gesta.readers.second import LOW, SecondOpinion, is_doubted

TEXT = "Gunmen shot two soldiers at a checkpoint near Herat on Tuesday, killing one. A shop was looted."


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(llm_ask, "_WAITS", (0.0, 0.0, 0.0))


def said(answer: str, words: str) -> Answer:
    return completion(json.dumps({"answer": answer, "words": words}))


def heard(loaded: Engine, asked: Model, cache: Path, value: float = 0.8) -> tuple[tuple[Mention, ...], Told]:
    """What the trained reader reads, its scores set to the value, and what is left after the second opinion."""
    report = Report(report_id(TEXT.encode(), "story"), "story", "text", TEXT)
    document, analysis = loaded.analyse(report)
    inner = NeuralReader(loaded.codebook)
    read = inner.read(document, analysis).mentions
    doubted = tuple(msgspec.structs.replace(each, score=score(Reason("read in context", value))) for each in read)

    class Doubting(NeuralReader):
        def read(self, document: object, analysis: object) -> Told:
            return Told(doubted)

    second = SecondOpinion(Doubting(loaded.codebook), loaded.codebook, asked.endpoint(cache))
    return doubted, second.read(document, analysis)


def test_a_yes_with_words_of_the_text_adds_a_reason(loaded: Engine, tmp_path: Path) -> None:
    with model(said("yes", "two soldiers")) as asked:
        read, told = heard(loaded, asked, tmp_path)
    assert [each.trigger for each in told.mentions] == [each.trigger for each in read] != []
    reason = told.mentions[0].score.reasons[-1]
    assert (reason.name, reason.detail) == ("second opinion: yes", "two soldiers") and reason.weight > 0
    assert told.mentions[0].score.value > read[0].score.value


def test_a_no_leaves_the_act_out_and_says_why(loaded: Engine, tmp_path: Path) -> None:
    with model(said("no", "a checkpoint")) as asked:
        read, told = heard(loaded, asked, tmp_path)
    assert told.mentions == () and len(told.problems) == len(read)
    assert "denied by the language model for “a checkpoint”" in told.problems[0].what
    assert told.problems[0].where == "story, sentence 0"


@pytest.mark.parametrize("answer", ["yes", "no"])
def test_an_opinion_by_words_that_are_not_there_is_none(loaded: Engine, tmp_path: Path, answer: str) -> None:
    with model(said(answer, "three generals")) as asked:
        read, told = heard(loaded, asked, tmp_path)
    assert len(told.mentions) == len(read)
    assert told.mentions[0].score.value == read[0].score.value
    assert "second opinion: unsure" in [reason.name for reason in told.mentions[0].score.reasons]
    assert NOT_THERE in told.problems[0].what


@pytest.mark.parametrize("reply", [Answer(b"", 500), completion("yes!"), completion('{"answer": "perhaps"}')])
def test_no_usable_answer_changes_nothing(loaded: Engine, tmp_path: Path, reply: Answer) -> None:
    with model(reply) as asked:
        read, told = heard(loaded, asked, tmp_path)
    assert [each.score.value for each in told.mentions] == [each.score.value for each in read]
    assert reply.status == 200 or all(problem.what.startswith(NOT_ASKED) for problem in told.problems)


def test_what_is_sure_is_not_asked_about(loaded: Engine, tmp_path: Path) -> None:
    with model(said("no", "Gunmen")) as asked:
        read, told = heard(loaded, asked, tmp_path, value=LOW)
    assert asked.asked == [] and told.mentions == read and not any(map(is_doubted, read))


def test_no_mention_is_the_outcome_of_one_that_is_gone(loaded: Engine, tmp_path: Path) -> None:
    def answer(sent: object) -> Answer:
        about = str(sent).rpartition("Does ")[2]
        return said("no" if "“shot" in about else "yes", "Gunmen")

    with model(answer) as asked:
        read, told = heard(loaded, asked, tmp_path)
    left = {each.trigger.start for each in told.mentions}
    assert len(left) == len(read) - 1
    assert all(each.result_of is None or each.result_of in left for each in told.mentions)
    assert all(tie.trigger in left for each in told.mentions for tie in each.ties)
