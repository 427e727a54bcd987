"""Corrections made in an annotation tool come back as judgements, hold to the words of reports, and come back once."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.exported import Project, Told, filled

from gesta.cli.main import cli
from gesta.codebook.load import load
from gesta.export.format import Options
from gesta.export.interchange import INTERCHANGE
from gesta.model.merged import MergedIncident
from gesta.store.store import Store

TOOLS = {each.name: each for each in INTERCHANGE}
BOOK = load()
Task = dict[str, object]
Spans = list[dict[str, object]]


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("corrections") / "iraq.db"
    filled(path)
    return path


@pytest.fixture
def project(original: Path, tmp_path: Path) -> Iterator[Project]:
    path = tmp_path / "iraq.db"
    path.write_bytes(original.read_bytes())
    with Store.open(path) as store:
        yield Project(store, BOOK)


def told(project: Project, concept: str) -> MergedIncident:
    return next(each for each in project.store.incidents() if each.type == concept)


def corrected(project: Project, folder: Path, change: Callable[[str, Spans], Spans]) -> Path:
    """The Prodigy tasks of the project, accepted after the change to the spans of each."""
    path = folder / "tasks.jsonl"
    TOOLS["prodigy"].write(project, path, Options(), Told())
    tasks = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    for task in tasks:
        task["spans"] = change(task["text"], task["spans"])
        task["answer"] = "accept"
    path.write_text("\n".join(json.dumps(task) for task in tasks), encoding="utf-8")
    return path


def taken_in(folder: Path, *arguments: str) -> tuple[list[Task], str]:
    result = CliRunner().invoke(cli, ["import", str(folder / "iraq.db"), *arguments, "--who", "ann"])
    assert result.exit_code == 0, (result.output, result.exception)
    return [json.loads(line) for line in result.stdout.splitlines()], result.stderr


def same(_: str, spans: Spans) -> Spans:
    return spans


def without(labels: str, within: str) -> Callable[[str, Spans], Spans]:
    def change(text: str, spans: Spans) -> Spans:
        return [span for span in spans if span["label"] not in labels.split()] if within in text else spans

    return change


def moved(label: str, words: str) -> Callable[[str, Spans], Spans]:
    """The label stands at the words, in the text that has them, and at no other."""

    def change(text: str, spans: Spans) -> Spans:
        if words not in text:
            return spans
        start = text.index(words)
        kept = [span for span in spans if span["label"] != label]
        return [*kept, {"start": start, "end": start + len(words), "label": label}]

    return change


def test_what_is_left_as_it_was_is_right_and_comes_once(project: Project, tmp_path: Path) -> None:
    path = corrected(project, tmp_path, same)
    made, said = taken_in(tmp_path, str(path))
    assert {each["kind"] for each in made} == {"right"}
    assert told(project, "protest").status == "reviewed"
    again, said = taken_in(tmp_path, str(path))
    assert again == []
    assert "0 judgements made" in said


def test_each_judgement_holds_to_words_of_its_report(project: Project, tmp_path: Path) -> None:
    taken_in(tmp_path, str(corrected(project, tmp_path, same)))
    for judgement in project.store.judgements():
        for anchor in judgement.anchors:
            assert project.record(anchor.report).document.text[anchor.start : anchor.end] == anchor.exact != ""


def test_an_event_whose_only_report_takes_it_away_is_wrong(project: Project, tmp_path: Path) -> None:
    before = told(project, "protest")
    made, _ = taken_in(tmp_path, str(corrected(project, tmp_path, without("protest", "Basra"))))
    (wrong,) = [each for each in made if each["kind"] == "wrong"]
    assert wrong["why"] == "import of tasks.jsonl"
    after = project.store.incident(before.id)
    assert after is not None
    assert after.status == "withdrawn"


def test_one_report_of_three_does_not_take_away_what_the_others_tell(project: Project, tmp_path: Path) -> None:
    before = told(project, "bombing")
    assert len(before.reports) == 3
    made, said = taken_in(tmp_path, str(corrected(project, tmp_path, without("bombing", "fruit"))))
    assert "wrong" not in {each["kind"] for each in made}
    assert f"{before.id} is told by 2 other reports too: it stays" in said
    after = project.store.incident(before.id)
    assert after is not None
    assert after.status != "withdrawn"


def test_all_three_together_take_it_away(project: Project, tmp_path: Path) -> None:
    made, _ = taken_in(tmp_path, str(corrected(project, tmp_path, without("bombing killing", "Kirkuk"))))
    reports = [{anchor["report"] for anchor in each["anchors"]} for each in made if each["kind"] == "wrong"]  # type: ignore
    assert {report.id for report in told(project, "bombing").reports} in reports
    assert told(project, "bombing").status == "withdrawn"


def test_another_concept_is_a_value_and_an_unknown_one_a_problem(project: Project, tmp_path: Path) -> None:
    def change(text: str, spans: Spans) -> Spans:
        names = {"protest": "riot", "arrest": "no_such_concept"}
        return [{**span, "label": names.get(str(span["label"]), span["label"])} for span in spans]

    before = told(project, "protest")
    made, said = taken_in(tmp_path, str(corrected(project, tmp_path, change)))
    (value,) = [each for each in made if each["kind"] == "value"]
    assert (value["field"], value["value"]) == ("type", "riot")
    after = project.store.incident(before.id)
    assert after is not None
    assert after.type == "riot"
    assert "no_such_concept: no concept of the codebook" in said


def test_a_realis_beside_the_trigger_is_a_value(project: Project, tmp_path: Path) -> None:
    def change(text: str, spans: Spans) -> Spans:
        triggers = [span for span in spans if span["label"] == "protest"]
        return [*spans, *({**span, "label": "planned"} for span in triggers[:1])]

    made, _ = taken_in(tmp_path, str(corrected(project, tmp_path, change)))
    (value,) = [each for each in made if each["kind"] == "value"]
    assert (value["field"], value["value"]) == ("realis", "planned")


def test_other_words_for_place_day_and_toll_are_values(project: Project, tmp_path: Path) -> None:
    def change(text: str, spans: Spans) -> Spans:
        for label, words in (("place", "Somalia"), ("time", "Saturday, police"), ("killed", "two")):
            spans = moved(label, words)(text, spans) if "Mogadishu" in text else spans
        return spans

    made, said = taken_in(tmp_path, str(corrected(project, tmp_path, change)))
    values = {each["field"]: each["value"] for each in made if each["kind"] == "value"}
    assert values["where"]["country"] == "SO"  # type: ignore[index]
    assert values["where"]["level"] == "country"  # type: ignore[index]
    assert "when" not in values
    assert "Saturday, police: no date" in said


def test_a_place_taken_away_is_not_told_where_one_report_tells_it(project: Project, tmp_path: Path) -> None:
    made, _ = taken_in(tmp_path, str(corrected(project, tmp_path, without("place", "Mogadishu"))))
    values = [each for each in made if each["kind"] == "value"]
    assert [(each["field"], each["value"]) for each in values] == [("where", {"level": "unknown"})]


def test_who_acted_cannot_be_judged_and_such_an_event_is_not_right(project: Project, tmp_path: Path) -> None:
    _, said = taken_in(tmp_path, str(corrected(project, tmp_path, without("perpetrator", "Mogadishu"))))
    assert "marks of perpetrator were changed: no judgement can say that" in said
    shooting = told(project, "shooting")
    assert shooting.status == "machine"


def test_a_new_event_is_a_problem_and_an_unexported_one_is_right(project: Project, tmp_path: Path) -> None:
    only = Project(project.store, BOOK, frozenset({"protest"}))
    arrest = told(project, "arrest").mentions[0]

    def change(text: str, spans: Spans) -> Spans:
        return [*spans, {"start": arrest.start, "end": arrest.end, "label": "arrest"},
                {"start": text.index("Iraq"), "end": text.index("Iraq") + 4, "label": "bombing"}]  # fmt: skip

    made, said = taken_in(tmp_path, str(corrected(only, tmp_path, change)))
    assert sorted(each["anchors"][0]["exact"] for each in made) == ["Protest", "arrested"]  # type: ignore[index]
    assert "'Iraq' is marked as bombing, where no event was read" in said


def test_nothing_is_made_by_a_dry_run(project: Project, tmp_path: Path) -> None:
    made, said = taken_in(tmp_path, str(corrected(project, tmp_path, same)), "--dry-run")
    assert made
    assert project.store.judgements() == ()
    assert f"{len(made)} judgements to be made" in said


def test_a_text_changed_in_the_tool_and_a_rejected_one_are_problems(project: Project, tmp_path: Path) -> None:
    path = corrected(project, tmp_path, same)
    tasks = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    tasks[0]["text"] += "!"
    tasks[1]["answer"] = "reject"
    tasks[2]["answer"] = "ignore"
    tasks[3]["gesta"] = "{}"
    del tasks[4]["gesta"]
    path.write_text("\n".join(json.dumps(task) for task in tasks[:5]), encoding="utf-8")
    made, said = taken_in(tmp_path, str(path))
    assert made == []
    for words in ("the text is not that of the report", "rejected as a whole", "nobody is done with the text",
                  "is not what Gesta wrote there", "name the files that were given out with --given"):  # fmt: skip
        assert words in said


@pytest.mark.parametrize("name", ["inception", "spacy"])
def test_a_tool_that_keeps_nothing_is_held_against_what_was_given_out(
    name: str, project: Project, tmp_path: Path
) -> None:
    given = tmp_path / f"given{TOOLS[name].suffix}"
    TOOLS[name].write(project, given, Options(), Told())
    if name == "spacy":
        back, removed = given, 0
    else:
        back = tmp_path / "back"
        back.mkdir()
        removed = 0
        for each in given.iterdir():
            cas = json.loads(each.read_bytes())
            kept = [one for one in cas["%FEATURE_STRUCTURES"] if one.get("label") != "protest"]
            removed += len(cas["%FEATURE_STRUCTURES"]) - len(kept)
            (back / each.name).write_text(json.dumps({**cas, "%FEATURE_STRUCTURES": kept}), encoding="utf-8")
    made, _ = taken_in(tmp_path, str(back), "--given", str(given))
    assert [each["kind"] for each in made] == (["wrong"] if removed else [])
    made, _ = taken_in(tmp_path, str(back), "--given", str(given), "--left-is-right")
    assert {each["kind"] for each in made} == {"right"}


def test_untouched_doccano_texts_say_nothing(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    TOOLS["doccano"].write(project, path, Options(), Told())
    made, _ = taken_in(tmp_path, str(path), "--format", "doccano")
    assert made == []


def test_an_undone_judgement_is_not_made_again_by_the_same_file(project: Project, tmp_path: Path) -> None:
    path = corrected(project, tmp_path, without("protest", "Basra"))
    made, _ = taken_in(tmp_path, str(path))
    (wrong,) = [each for each in made if each["kind"] == "wrong"]
    undone = CliRunner().invoke(cli, ["review", str(tmp_path / "iraq.db"), "--undo", str(wrong["id"]), "--who", "bob"])
    assert undone.exit_code == 0
    again, _ = taken_in(tmp_path, str(path))
    assert again == []


def test_a_trigger_of_another_concept_may_stay_when_the_event_gets_a_new_one(project: Project, tmp_path: Path) -> None:
    """ "killed" keeps telling a killing in what is an air strike now."""

    def change(text: str, spans: Spans) -> Spans:
        return [{**span, "label": "air_strike"} if span["label"] == "bombing" else span for span in spans]

    made, said = taken_in(tmp_path, str(corrected(project, tmp_path, change)))
    values = {str(each["value"]) for each in made if each["kind"] == "value"}
    assert values == {"air_strike"}
    assert "several concepts" not in said
