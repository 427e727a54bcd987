"""What is taught of a concept: from its YAML and its file of examples, every fault with its line."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from gesta.codebook.taught import Taught, concepts_of, joined, lesson
from gesta.codebook.taught_lines import ExampleLine, append_lines, examples_file, read_lines

CONCEPT = """id: cattle_raid
class: event
label: Cattle raid
family: property
definition: Armed persons drive off the livestock of others.
triggers:
- {lemma: rustle, pos: verb}
examples:
- {text: "Armed men rustled 40 cattle near Lokichar.", trigger: rustled}
- {text: "A raid in Lokichar left two herders dead.", trigger: raids}
- {trigger: raid}
counter_examples:
- {text: "Police raided a bar.", why: no livestock}
"""


def folder(at: Path, lines: list[str]) -> Path:
    (at / "concepts").mkdir()
    (at / "concepts" / "cattle_raid.yaml").write_text(CONCEPT, encoding="utf-8")
    (at / "examples").mkdir()
    (at / "examples" / "cattle_raid.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return at


def test_yaml_and_lines_with_every_fault_placed(tmp_path: Path) -> None:
    arabic = "سرق مسلحون الماشية 🐐 أمس."
    lines = [
        json.dumps({"text": arabic, "start": 0, "end": 3, "told": True, "source": "r1"}, ensure_ascii=False),
        '{"text": "Goats were sold.", "told": false}',
        '{"text": "Who drove off the goats?", "start": 4, "end": 13, "told": null}',
        "",
        "{broken",
        '{"text": "Too far.", "start": 3, "end": 300, "told": true}',
        '{"text": "Nowhere.", "told": true}',
        '{"text": "  ", "told": false}',
        '{"text": 5}',
        '{"text": "A gap.", "start": 1, "end": 2, "told": true}',
    ]
    read = lesson(folder(tmp_path, lines), "cattle_raid")
    file = read.file
    assert [(each.exact, each.told) for each in read.taught] == [
        ("rustled", True), ("", False), ("سرق", True), ("", False),
    ]  # fmt: skip
    assert read.taught[0].source == f"{tmp_path / 'concepts' / 'cattle_raid.yaml'}:9"
    assert read.taught[2].source == f"{file}:1"
    assert [where for where, _ in read.undecided] == [f"{file}:3"]
    yaml = tmp_path / "concepts" / "cattle_raid.yaml"
    assert [each.where for each in read.problems] == [
        f"{yaml}:10", f"{yaml}:11", *(f"{file}:{line}" for line in range(5, 11)),
    ]  # fmt: skip
    assert concepts_of(tmp_path) == ("cattle_raid",)


def test_the_later_line_counts(tmp_path: Path) -> None:
    line = '{"text": "Raiders came.", "start": 0, "end": 7, "told": %s}'
    path = folder(tmp_path, [line % "null", line % "true", line % "false"])
    read = lesson(path, "cattle_raid")
    assert [(each.exact, each.told, each.source) for each in read.taught if each.exact == "Raiders"] == [
        ("Raiders", False, f"{read.file}:3")
    ]
    append_lines(read.file, [ExampleLine("Raiders came.", 0, 7)])
    again = lesson(path, "cattle_raid")
    assert [line.told for _, line in again.undecided] == [None]
    assert all(each.exact != "Raiders" for each in again.taught)
    assert again.known()["Raiders came.", 0, 7] is None


def test_a_single_file_has_its_examples_beside_it(tmp_path: Path) -> None:
    file = tmp_path / "raids.yaml"
    file.write_text(CONCEPT, encoding="utf-8")
    assert examples_file(file, "cattle_raid") == tmp_path / "raids.examples.jsonl"
    append_lines(tmp_path / "raids.examples.jsonl", [ExampleLine("Raiders came.", 0, 7, told=True)])
    assert [each.exact for each in lesson(file, "cattle_raid").taught] == ["rustled", "", "Raiders"]


def test_a_line_without_its_end_is_not_written_upon(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text('{"text": "one", "told": false}', encoding="utf-8")
    assert append_lines(path, [ExampleLine("two", told=False)]) == 1
    assert [line.text for _, line in (each for each in read_lines(path) if isinstance(each, tuple))] == ["one", "two"]


def test_review_and_file_joined() -> None:
    of_file = [Taught("Raiders came.", 0, 7, True, "x.jsonl:1")]
    of_review = [Taught("Raiders came.", 0, 7, False, "sha256:1:0-7"), Taught("They left.", 5, 9, True, "sha256:2:5-9")]
    taught, problems = joined(of_file, of_review)
    assert [(each.text, each.told) for each in taught] == [("Raiders came.", True), ("They left.", True)]
    assert problems[0].where == "sha256:1:0-7" and "x.jsonl:1" in problems[0].what


@given(
    st.lists(
        st.builds(
            lambda text, told: ExampleLine(text, 0, 0 if told is None else len(text), told),
            st.text(min_size=1, max_size=20).filter(lambda text: text.strip() != ""),
            st.sampled_from([True, False, None]),
        ),
        max_size=6,
    )
)
def test_lines_round_trip(lines: list[ExampleLine]) -> None:
    with tempfile.TemporaryDirectory() as folder_name:
        path = Path(folder_name) / "examples" / "x.jsonl"
        assert append_lines(path, lines) == len(lines)
        assert [each[1] for each in read_lines(path) if isinstance(each, tuple)] == lines
