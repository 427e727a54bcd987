"""Every fault of a user's codebook has its file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from gesta.codebook.lint import check, lint
from gesta.codebook.load import load
from gesta.errors import CodebookError

GOOD = """\
id: crop_burning
class: event
label: Crop burning
family: property
definition: Somebody burns the crops of others on purpose.
parents: [arson]
roles: {perpetrator: who burns, target: what is burnt}
triggers:
- {lemma: burn, pos: verb, object: [crop, field, harvest], weight: 0.9}
examples:
- {text: "Herders burned the fields of farmers.", trigger: burned, roles: {perpetrator: Herders}}
- {text: "Militiamen burned the harvest.", trigger: burned}
counter_examples:
- {text: "He burned the toast.", why: no crops}
"""


def book(folder: Path, text: str = GOOD, name: str = "crop_burning.yaml") -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_a_good_codebook_has_no_findings_and_loads(tmp_path: Path) -> None:
    book(tmp_path)
    assert lint((tmp_path,)) == ()
    check((tmp_path,))
    loaded = load(tmp_path)
    assert "arson" in loaded.ancestors[loaded.concept("crop_burning").id]
    assert loaded.version.startswith("core@1+")


def test_the_shipped_codebook_is_clean() -> None:
    assert [str(each.problem) for each in lint() if each.severity == "error"] == []


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("parents: [arson]", "parents: [arson", 7, "YAML syntax error"),
        ("class: event", "class: happening", 2, "event, statement"),
        ("family: property", "family: farming", 4, "violence_against_civilians"),
        ("pos: verb", "pos: gerund", 9, "verb, noun, adj"),
        ("perpetrator: who burns", "burner: who burns", 7, "perpetrator, target"),
        ("[arson]", "[arsonn]", 6, "no concept arsonn"),
        ("[crop, field, harvest]", '["@cropz"]', 9, "no word class @cropz"),
        ("weight: 0.9", "weight: 9", 9, "above 0, at most 1"),
        ("lemma: burn", "lemma: Burn", 9, "lower case"),
        ("trigger: burned, roles", "trigger: burnt, roles", 11, "does not stand in the text"),
        ("perpetrator: Herders", "perpetrator: Nomads", 11, "does not stand in the text"),
        ("label: Crop burning", "label: Crop burning\nlable: Crops", 4, "lable"),
        ("id: crop_burning", "id: crop_burnings", 1, "name it crop_burnings.yaml"),
        ("label: Crop burning", "label: &anchor Crop burning", 3, "anchors"),
    ],
)  # fmt: skip
def test_a_fault_has_its_line(tmp_path: Path, old: str, new: str, line: int, words: str) -> None:
    assert old in GOOD
    book(tmp_path, GOOD.replace(old, new, 1))
    (finding,) = lint((tmp_path,))
    assert finding.severity == "error"
    assert finding.problem.where == f"{tmp_path / 'crop_burning.yaml'}:{line}"
    assert words in str(finding.problem)
    with pytest.raises(CodebookError, match=f"crop_burning.yaml:{line}: "):
        check((tmp_path,))


@pytest.mark.parametrize(
    ("old", "new", "meant"),
    [
        ("label: Crop burning", "lable: Crop burning", "label"),
        ("class: event", "class: evnt", "event"),
        ("family: property", "family: proprety", "property"),
        ("pos: verb", "pos: vreb", "verb"),
        ("perpetrator: who burns", "perpetrater: who burns", "perpetrator"),
        ("parents: [arson]", "parents: [arsonn]", "arson"),
        ("[crop, field, harvest]", '["@polise"]', "police"),
    ],
)
def test_what_was_probably_meant_is_said(tmp_path: Path, old: str, new: str, meant: str) -> None:
    book(tmp_path, GOOD.replace(old, new, 1))
    hints = [each.problem.hint for each in lint((tmp_path,)) if each.severity == "error"]
    assert any(f"did you mean “{meant}”?" in hint for hint in hints), hints


def test_every_fault_of_the_shape_is_told_at_once(tmp_path: Path) -> None:
    text = "id: crop_burning\nclass: evnt\nlabel: 3\nparents: arson\nroles: [who]\ntriggers:\n- {lemma: burn}\n- 4\n"
    book(tmp_path, text)
    told = [(each.problem.where.rpartition(":")[2], each.problem.what) for each in lint((tmp_path,))]
    assert told[:8] == [
        ("2", "“evnt” is no class"),
        ("3", "“label” takes text"),
        ("1", "“family” is missing"),
        ("1", "“definition” is missing"),
        ("4", "“parents” takes a list: [one, other]"),
        ("5", "“roles” takes keys with values: {key: value}"),
        ("7", "“pos” is missing"),
        ("8", "an entry of “triggers” takes keys with values: {key: value}"),
    ]


@pytest.mark.parametrize(
    ("trigger", "told"),
    [
        (
            "{lemma: attack, pos: noun}",
            "crop_burning is read there, not armed_attack: of two as heavy yours goes before",
        ),
        ("{lemma: attack, pos: noun, weight: 0.5}", "armed_attack is read there, not crop_burning: its weight is 0.7"),
        ("{lemma: torch, pos: verb, object: [field]}", ""),
    ],
)
def test_a_trigger_that_another_concept_has_too_is_worth_a_warning(tmp_path: Path, trigger: str, told: str) -> None:
    book(tmp_path, GOOD.replace("triggers:\n", f"triggers:\n- {trigger}\n"))
    found = [each for each in lint((tmp_path,)) if each.check == "rival trigger"]
    assert bool(found) == bool(told)
    for finding in found:
        assert finding.severity == "warning"
        assert finding.problem.where.endswith("crop_burning.yaml:9")
    assert not told or any(told in each.problem.hint for each in found)


def test_a_narrower_concept_takes_its_parents_words(tmp_path: Path) -> None:
    text = GOOD.replace("parents: [arson]", "parents: [armed_attack]")
    book(tmp_path, text.replace("triggers:\n", "triggers:\n- {lemma: attack, pos: noun, weight: 0.1}\n"))
    (finding,) = lint((tmp_path,))
    assert "not armed_attack: it is the narrower concept" in finding.problem.hint


def test_few_examples_are_worth_a_warning(tmp_path: Path) -> None:
    book(tmp_path, GOOD[: GOOD.index("examples:")])
    assert [each.problem.what for each in lint((tmp_path,))] == ["no examples", "no counter-examples"]
    assert {each.severity for each in lint((tmp_path,))} == {"warning"}


def test_an_id_of_a_shipped_concept_replaces_it_and_lint_says_so(tmp_path: Path) -> None:
    book(tmp_path, GOOD.replace("id: crop_burning", "id: looting"), "looting.yaml")
    (finding,) = lint((tmp_path,))
    assert (finding.check, finding.severity) == ("replaced", "warning")
    assert "parents: [looting]" in finding.problem.hint


def test_of_two_codebooks_with_one_id_the_later_holds(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        folder.mkdir()
    book(one)
    book(other, GOOD.replace("Crop burning", "Burnt crops"))
    (finding,) = lint((one, other))
    assert finding.severity == "warning"
    assert str(one) in finding.problem.what
    assert load(one, other).concept("crop_burning").label == "Burnt crops"


def test_word_classes_are_checked(tmp_path: Path) -> None:
    book(tmp_path, "crops: [wheat, '@grain']\ngrain: ['@crops']\nempty: ['@nowhere']\nwrong: 3\n", "classes.yaml")
    (finding,) = lint((tmp_path,))
    assert finding.problem.where.endswith("classes.yaml:4")
    book(tmp_path, "crops: [wheat, '@grain']\ngrain: ['@crops']\nempty: ['@nowhere']\n", "classes.yaml")
    assert [(each.problem.where.rpartition(":")[2], each.check) for each in lint((tmp_path,))] == [
        ("1", "word class"), ("2", "word class"), ("3", "word class"),
    ]  # fmt: skip


def test_a_class_of_the_same_folder_is_known_though_a_concept_is_broken(tmp_path: Path) -> None:
    book(tmp_path, GOOD.replace("[crop, field, harvest]", '["@crops"]'))
    book(tmp_path, "crops: [wheat, field]\n", "classes.yaml")
    book(tmp_path, "id: [", "broken.yaml")
    assert [Path(each.problem.where.rpartition(":")[0]).name for each in lint((tmp_path,))] == ["broken.yaml"]


def test_two_files_for_one_concept(tmp_path: Path) -> None:
    (tmp_path / "concepts").mkdir()
    book(tmp_path)
    book(tmp_path / "concepts")
    assert [each.check for each in lint((tmp_path,))] == ["duplicate id"]


def test_a_folder_without_concepts_is_worth_a_warning(tmp_path: Path) -> None:
    (finding,) = lint((tmp_path,))
    assert finding.severity == "warning"
    check((tmp_path,))


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"id: " + b"x" * 600_000, b"[" * 50, b"- 1\n- 2\n", b"", b"\x00"])
def test_no_file_breaks_the_lint(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "thing.yaml").write_bytes(content)
    assert any(each.severity == "error" for each in lint((tmp_path,)))
