"""Acts out of whatever a model writes."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gesta.readers.llm_answer import Act, read_answer

ONE = {"sentence": 0, "trigger": "shot", "concept": "shooting"}
TWO = {"sentence": 1, "trigger": "killed", "concept": "killing", "roles": [{"role": "victim", "words": "a man"}]}
WHOLE = json.dumps({"events": [ONE, TWO]})


@pytest.mark.parametrize(
    "content",
    [
        WHOLE,
        f"```json\n{WHOLE}\n```",
        f"<think>[1] {{}}</think> Here you are: {WHOLE} I hope it helps.",
        json.dumps([ONE, TWO]),
    ],
)
def test_json_is_read_bare_fenced_and_inside_talk(content: str) -> None:
    read = read_answer(content)
    assert [act.trigger for act in read.acts] == ["shot", "killed"]
    assert read.faults == ()


def test_of_an_answer_that_breaks_off_the_whole_acts_are_read() -> None:
    for cut in range(WHOLE.index("}, {") + 1, len(WHOLE) - 2):
        read = read_answer(WHOLE[:cut])
        assert read.acts[:1] == (Act(0, "shot", "shooting"),)
        assert read.faults == ("its answer breaks off",)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("", "its answer is not JSON"),
        ("<html><body>502</body></html>", "its answer is not JSON"),
        ("{}", "its answer has no list of events"),
        ('{"events": {"a": 1}}', "its answer has no list of events"),
        ("42", "its answer has no list of events"),
        ("[" * 100_000, "its answer is not JSON"),
        ('{"events": [' + '{"roles": [' * 50_000, "its answer breaks off"),
    ],
)
def test_what_holds_no_list_is_a_fault(content: str, fault: str) -> None:
    read = read_answer(content)
    assert (read.acts, read.faults) == ((), (fault,))


@pytest.mark.parametrize(
    "wrong",
    [
        {**ONE, "sentence": "0"},
        {**ONE, "sentence": 10**400},
        {**ONE, "sentence": 0.5},
        {**ONE, "trigger": None},
        {**ONE, "trigger": "x" * 100_000},
        {**ONE, "roles": "all"},
        {**ONE, "roles": [{"role": "victim"}]},
        {**ONE, "roles": [{"role": "victim", "words": "a"}] * 1000},
        {"trigger": "shot"},
        [],
        "shot",
        None,
    ],
)
def test_one_event_of_another_shape_does_not_take_the_others_with_it(wrong: object) -> None:
    read = read_answer(json.dumps({"events": [wrong, TWO]}))
    assert [act.trigger for act in read.acts] == ["killed"]
    assert len(read.faults) == 1 and read.faults[0].startswith("event 1 has another shape")


def test_a_model_that_repeats_itself_is_bounded() -> None:
    read = read_answer(json.dumps({"events": [{**ONE, "trigger": f"t{n}"} for n in range(10_000)]}))
    assert len(read.acts) == 60 and len(read.faults) == 1
    assert read_answer(json.dumps({"events": [ONE] * 3})).acts == (Act(0, "shot", "shooting"),)


@given(st.text())
def test_any_text_is_read_without_failing(content: str) -> None:
    assert isinstance(read_answer(content).acts, tuple)
