"""A new concept file says what to fill in, and once filled in it is one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gesta.codebook.lint import check, lint
from gesta.codebook.load import ConceptSource, load
from gesta.codebook.records import Codebook
from gesta.codebook.shape import faults
from gesta.codebook.skeleton import skeleton
from gesta.yaml_source import read_yaml


@pytest.fixture(scope="module")
def shipped() -> Codebook:
    return load()


def test_lint_leads_through_what_is_missing(tmp_path: Path) -> None:
    path = tmp_path / "well_shut.yaml"
    path.write_text(skeleton("well_shut", "Well shut", "event"), encoding="utf-8")
    told = [(each.severity, each.problem.what) for each in lint((path,))]
    assert told == [
        ("error", "“family” is empty"),
        ("error", "“definition” is empty"),
        ("warning", "no triggers"),
        ("warning", "no examples"),
        ("warning", "no counter-examples"),
    ]
    lines = path.read_text(encoding="utf-8").splitlines()
    for finding, key in zip(
        lint((path,)), ("family", "definition", "triggers", "examples", "counter_examples"), strict=True
    ):
        line = int(finding.problem.where.rpartition(":")[2])
        assert lines[line - 1] == f"{key}:"


def test_the_notes_turned_into_entries_make_a_concept_without_findings(tmp_path: Path) -> None:
    text = skeleton("well_shut", "Well shut", "event").replace("family:\n", "family: coercion\n")
    text = text.replace("definition:\n", "definition: A well is shut by force.\n")
    for key in ("triggers", "examples", "counter_examples"):
        note = next(line for line in text[: text.index(f"\n{key}:")].splitlines()[::-1] if line.startswith("# - {"))
        text = text.replace(f"\n{key}:", f"\n{key}:\n{note.removeprefix('# ')}")
    path = tmp_path / "well_shut.yaml"
    path.write_text(text, encoding="utf-8")
    check((path,))
    assert [each.problem.what for each in lint((path,))] == ["only one example"]
    assert load(path).concept("well_shut").triggers[0].object == {"well", "pump", "water point"}


def test_a_parent_gives_family_roles_and_tolls(tmp_path: Path, shipped: Codebook) -> None:
    parent = shipped.concept("armed_attack")
    path = tmp_path / "school_attack.yaml"
    text = skeleton("school_attack", "Attack on a school", "event", parent)
    path.write_text(text.replace("definition:\n", "definition: A school is attacked.\n"), encoding="utf-8")
    made = load(path).concept("school_attack")
    assert (made.family, made.roles, made.bears) == (parent.family, parent.roles, parent.bears)
    assert made.parents == (parent.id,)
    assert "attack (verb)" in text


def test_every_shipped_concept_can_be_a_parent(tmp_path: Path, shipped: Codebook) -> None:
    path = tmp_path / "thing.yaml"
    for parent in shipped:
        text = skeleton("thing", "Thing", parent.cls, parent)
        assert max(map(len, text.splitlines())) <= 120
        path.write_text(text, encoding="utf-8")
        source = read_yaml(path)
        assert [what for _, what, _ in faults(source.data, ConceptSource, {})] == ["“definition” is empty"]


@given(label=st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=40))
def test_any_label_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, label: str) -> None:
    path = tmp_path_factory.mktemp("label") / "thing.yaml"
    path.write_text(skeleton("thing", label, "event"), encoding="utf-8")
    data = read_yaml(path).data
    assert isinstance(data, dict)
    assert data["label"] == label
