from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gesta.cli.evaluate import evaluate as command
from gesta.errors import Problem
from gesta.evaluate import suite
from gesta.evaluate.gate import check, load_floors, raise_floors
from gesta.evaluate.measures import Prf, Ratio
from gesta.evaluate.spans import LabelledSpan
from gesta.evaluate.suites.figures import Figure, Folders, Outcome, Suite, nothing_to_read, prf, ratio
from gesta.evaluate.suites.language import Paragraph, held_back, named_by_reader, paragraph, sentences
from gesta.evaluate.suites.muc4 import folder, splits
from gesta.evaluate.suites.workers import Workers, report

FOUND = Outcome(
    (Figure("precision", 0.75, "3/4", "right of shown"), Figure("shown", None, "4 in 2")), ("made:1\traid",)
)
TREE = """# text = They can't go.
1\tThey\tthey\tPRON\tPRP\t_\t4\tnsubj\t4:nsubj\t_
2-3\tcan't\t_\t_\t_\t_\t_\t_\t_\t_
2\tca\tcan\tAUX\tMD\t_\t4\taux\t4:aux\t_
3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t4:advmod\t_
4\tgo\tgo\tVERB\tVB\t_\t0\troot\t0:root\tSpaceAfter=No
4.1\tgone\t_\t_\t_\t_\t_\t_\t_\t_
5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t4:punct\t_
"""


def workers(said: list[str] | None = None) -> Workers:
    return Workers(1, (said if said is not None else []).append)


def run(*args: str, code: int) -> Result:
    result = CliRunner().invoke(command, args, standalone_mode=False)
    assert result.exception is None, result.output
    assert result.return_value == code, result.output
    return result


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> None:
    """The suite "counts" is one that always finds the same."""
    one = Suite("counts", "Made up.", nothing_to_read, lambda folders, records, workers: FOUND)
    monkeypatch.setattr(suite, "SUITES", {**suite.SUITES, "counts": one})


@pytest.mark.usefixtures("made")
def test_figures_are_shown_gated_and_written(tmp_path: Path) -> None:
    floors, page = tmp_path / "floors.yaml", tmp_path / "quality.md"
    fixed = ("counts", "--data", "data", "--floors", str(floors), "--jobs", "1")
    shown = run(*fixed, code=0).stdout
    assert "counts.precision" in shown and "75.00" in shown and "raid" not in shown
    assert "made:1\traid" in run(*fixed, "--errors", code=0).stdout
    run(*fixed, "--raise-floors", "--write", str(page), code=0)
    assert {name: floor.floor for name, floor in load_floors(floors).items()} == {"counts.precision": 0.75}
    assert "| precision | 75.0 | 3/4 | 75.0 | `gesta eval counts --data data` | right of shown |" in page.read_text()


@pytest.mark.usefixtures("made")
def test_a_figure_under_its_floor_fails_until_the_floor_is_lowered_with_a_reason(tmp_path: Path) -> None:
    floors = tmp_path / "floors.yaml"
    floors.write_text("counts.precision: {floor: 0.8}\ncounts.recall: {floor: 0.1}\nplaces.lgl: {floor: 1.0}\n")
    fixed = ("counts", "--floors", str(floors), "--jobs", "1")
    told = run(*fixed, code=1).stderr
    assert "counts.precision: 0.7500 is under its floor 0.8000" in told
    assert "counts.recall: was not measured" in told
    assert "places.lgl" not in told
    run(*fixed, "--raise-floors", code=1)
    assert load_floors(floors)["counts.precision"].floor == 0.8
    run(*fixed, "--raise-floors", "--lower", "the gold was corrected", code=1)
    lowered = load_floors(floors)["counts.precision"]
    assert (lowered.floor, lowered.lowered[0].reason) == (0.75, "the gold was corrected")


def test_figures_over_part_of_the_data_move_no_floor(tmp_path: Path) -> None:
    partly = Outcome(FOUND.figures, (), (Problem("made:2", "no article"),))
    found = suite.Evaluation({"counts": FOUND, "places": partly}, ())
    assert set(found.figures) == {"counts.precision", "places.precision"}
    assert set(found.sound_figures) == {"counts.precision"}


def test_a_figure_does_not_fail_for_binary_dust(tmp_path: Path) -> None:
    floors = tmp_path / "floors.yaml"
    raise_floors({"muc4.f1": 0.1 + 0.2 - 1e-12}, path=floors)
    assert check({"muc4.f1": 0.3 - 1e-12}, floors) == ()


@pytest.mark.parametrize("name", sorted(set(suite.SUITES) - suite.ASKING))
def test_missing_data_is_told_and_no_success(name: str, tmp_path: Path) -> None:
    args = (name, "--data", str(tmp_path), "--jobs", "1", "--floors", str(tmp_path / "floors.yaml"))
    gold = ("--gold", str(tmp_path)) if name in ("incidents", "gtt", "muc4") else ()
    result = run(*args, *gold, code=2)
    assert f"NOT SCORED {name}: data is missing" in result.stderr
    assert result.stdout == ""


def test_data_of_another_format_is_told(tmp_path: Path) -> None:
    (tmp_path / "muc4").mkdir()
    (tmp_path / "muc4" / "templates.jsonl").write_text('{"doc": 1}\n')
    found = suite.evaluate(["muc4"], Folders(tmp_path), workers())
    assert not found.outcomes
    assert found.absent[0].where == "muc4" and "another format" in found.absent[0].what


def test_an_annotation_without_its_article_is_not_scored_silently(tmp_path: Path) -> None:
    gold = {"doc": "nowhere:1", "digest": "0", "half": "read", "incidents": []}
    (tmp_path / "made.jsonl").write_text(json.dumps(gold) + "\n")
    found = suite.evaluate(["incidents"], Folders(tmp_path, tmp_path), workers())
    assert found.outcomes["incidents"].figures == ()
    assert "no article nowhere:1" in str(found.problems[0])


@pytest.mark.usefixtures("made")
def test_rows_carry_the_command(tmp_path: Path) -> None:
    found = suite.evaluate(["counts"], Folders(tmp_path), workers())
    rows = suite.rows(found, Folders(Path("my data"), Path("gold")), tmp_path / "floors.yaml")
    assert [(row.section, row.name, row.figure, row.of) for row in rows] == [
        ("counts", "precision", 0.75, "3/4"),
        ("counts", "shown", None, "4 in 2"),
    ]
    assert rows[0].command == "gesta eval counts --data 'my data' --gold gold"
    assert found.figures == {"counts.precision": 0.75}


def test_figures_from_counts() -> None:
    assert ratio("a", Ratio(1, 4)) == Figure("a", 0.25, "1/4")
    assert ratio("a", Ratio()).value is None
    assert [(f.name, f.value) for f in prf("m", Prf(1, 2, 1, 4))] == [
        ("m.precision", 0.5),
        ("m.recall", 0.25),
        ("m.f1", pytest.approx(1 / 3)),
    ]
    assert all(f.value is None for f in prf("m", Prf()))


def test_a_treebank_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "made.conllu").write_text(f"{TREE}\n{TREE}")
    first, second = sentences(tmp_path / "made.conllu")
    assert first == second
    assert first.words == ("They", "ca", "n't", "go", ".")
    assert first.spaces == (True, False, True, False, True)
    assert first.heads == (3, 3, 3, 3, 3)
    assert first.relations == ("nsubj", "aux", "advmod", "ROOT", "punct")


def test_entities_stand_where_the_text_has_them() -> None:
    tagged = [
        ("``", "O"), ("Rebels", "O"), ("''", "O"), ("left", "O"), ("Deir", "B-Location"), ("Ezzor", "I-Location"),
        ("(", "O"), ("Syria", "B-Location"), (")", "O"), ("on", "O"), ("3", "B-Date"), ("May", "I-Date"), (".", "O"),
    ]  # fmt: skip
    made = paragraph(tagged)
    assert [(made.text[e.start : e.end], e.label) for e in made.entities] == [
        ("Deir Ezzor", "Location"),
        ("Syria", "Location"),
        ("3 May", "Date"),
    ]
    assert paragraph([("Kyiv", "B-Location"), ("Lviv", "B-Location")]).entities == (
        LabelledSpan(0, 4, "Location"),
        LabelledSpan(5, 9, "Location"),
    )


def test_entities_of_the_reader_are_scored_over_whole_articles() -> None:
    told = [
        [("Syria", "B-Location"), ("blamed", "O"), ("the", "O"), ("rebels", "O"), (".", "O")],
        [("The", "O"), ("town", "O"), ("of", "O"), ("Taji", "B-Location"), ("fell", "O"), ("on", "O"),
         ("3", "B-Date"), ("May", "I-Date"), (".", "O")],
    ]  # fmt: skip
    article = tuple(paragraph(each) for each in told)
    assert named_by_reader([article]) == Prf(3, 3, 3, 3)
    shifted = (article[0], Paragraph(article[1].text, (LabelledSpan(0, 3, "Location"),)))
    assert named_by_reader([shifted]) == Prf(1, 3, 1, 2)


def test_a_fifth_is_held_back() -> None:
    share = sum(held_back(f"article_{number}.txt") for number in range(2000)) / 2000
    assert 0.15 < share < 0.25


def test_training_splits_of_muc4_are_not_scored(tmp_path: Path) -> None:
    path = tmp_path / "templates.jsonl"
    path.write_text("".join(json.dumps({"split": name}) + "\n" for name in ("dev", "tst2", "tst1", "tst1")))
    assert splits(path) == ("tst1", "tst2")
    path.write_text('{"split": "dev"}\n')
    assert splits(path) == ("dev",)


def test_the_muc4_folder_is_the_gold_or_in_it(tmp_path: Path) -> None:
    assert folder(Folders(tmp_path)) == tmp_path / "muc4"
    assert folder(Folders(tmp_path, tmp_path / "other")) == tmp_path / "other"
    (tmp_path / "muc4").mkdir()
    assert folder(Folders(Path("data"), tmp_path)) == tmp_path / "muc4"


def test_an_article_is_reported_with_its_title_and_date() -> None:
    from gesta.evaluate.corpora import Article
    from gesta.text.documents import document

    article = Article("made:1", "Two hurt in raid", "Two men were hurt in a raid on a farm near Kano.", "2021-04-05")
    read = document(report(article))
    assert read.text == article.document_text
    assert read.published.start == "2021-04-05"
