"""A codebook is one file or a folder; the two have one version where they hold the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from gesta.codebook.lint import check, lint
from gesta.codebook.load import CORE_VERSION, load, version
from gesta.codebook.source import concept_files
from gesta.errors import CodebookError

CONCEPT = """\
id: well_shut
class: event
label: Well shut
family: coercion
definition: A well is shut by force.
inclusions:
triggers:
- {lemma: shut, pos: verb, object: [well]}
"""


def written(path: Path, text: str = CONCEPT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_one_file_is_a_codebook_and_a_folder_that_holds_it_is_the_same_one(tmp_path: Path) -> None:
    file = written(tmp_path / "mine" / "well_shut.yaml")
    check((file,))
    by_file, by_folder = load(file), load(file.parent)
    assert by_file.concept("well_shut") == by_folder.concept("well_shut")
    assert by_file.own == by_folder.own == {"well_shut"}
    assert by_file.version == by_folder.version != CORE_VERSION


def test_another_letter_in_a_file_is_another_version(tmp_path: Path) -> None:
    file = written(tmp_path / "well_shut.yaml")
    before = version((file,))
    written(file, CONCEPT + "# a note\n")
    assert version((file,)) != before
    assert version(()) == CORE_VERSION


def test_what_lies_deeper_or_has_another_ending_is_no_concept(tmp_path: Path) -> None:
    wanted = [written(tmp_path / "a.yaml"), written(tmp_path / "b.yml"), written(tmp_path / "concepts" / "c.yaml")]
    for other in ("classes.yaml", ".a.yaml", "a.detector.json", "notes.txt", "examples/e.yaml", "detectors/a.json"):
        written(tmp_path / other)
    assert concept_files(tmp_path) == tuple(sorted(wanted))


def test_a_key_without_a_value_counts_as_not_given(tmp_path: Path) -> None:
    assert load(written(tmp_path / "well_shut.yaml")).concept("well_shut").inclusions == ()


def test_a_codebook_that_has_vanished_is_an_error(tmp_path: Path) -> None:
    nowhere = tmp_path / "gone.yaml"
    (finding,) = lint((nowhere,))
    assert (finding.severity, finding.problem.where) == ("error", str(nowhere))
    for use in (lambda: check((nowhere,)), lambda: load(nowhere)):
        with pytest.raises(CodebookError, match=r"there is no such codebook file or folder .*gesta codebook use"):
            use()


def test_word_classes_alone_are_no_codebook_file(tmp_path: Path) -> None:
    (finding,) = lint((written(tmp_path / "classes.yaml", "wells: [well, pump]\n"),))
    assert "name the folder" in str(finding.problem)
    check((tmp_path,))
