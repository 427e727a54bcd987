"""Where detectors lie, and which are read with a codebook."""

from __future__ import annotations

from pathlib import Path

import pytest

from gesta.codebook.detector_files import detector_file, detector_files, read_detectors
from gesta.codebook.load import load
from gesta.errors import CodebookError


def written(path: Path, content: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def test_a_folder_keeps_them_together_and_a_single_file_beside_itself(tmp_path: Path) -> None:
    single = written(tmp_path / "raid.yaml", "id: raid")
    assert detector_file(tmp_path, "arson") == tmp_path / "detectors" / "arson.json"
    assert detector_file(single, "raid") == tmp_path / "raid.detector.json"
    assert detector_files(tmp_path) == detector_files(single) == ()
    beside = written(tmp_path / "raid.detector.json", "{}")
    inside = written(tmp_path / "detectors" / "arson.json", "{}")
    assert detector_files(single) == (beside,)
    assert detector_files(tmp_path) == (inside,)


def test_the_later_codebook_counts(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    written(one / "detectors" / "arson.json", '{"concept": "arson", "bias": 1}')
    written(one / "detectors" / "riot.json", '{"concept": "riot"}')
    written(other / "detectors" / "arson.json", '{"concept": "arson", "bias": 2}')
    found = read_detectors([one, other], {"arson", "riot"})
    assert list(found) == ["arson", "riot"]
    assert found["arson"] == b'{"concept": "arson", "bias": 2}'  # type: ignore[index]


def test_every_faulty_file_is_named(tmp_path: Path) -> None:
    written(tmp_path / "detectors" / "a.json", "{broken")
    written(tmp_path / "detectors" / "b.json", '{"concept": "unheard_of"}')
    written(tmp_path / "detectors" / "c.json", '{"concept": "' + "x" * 300_000 + '"}')
    (tmp_path / "detectors" / "d.json").write_bytes(b'{"concept": "\xff"}')
    with pytest.raises(CodebookError) as raised:
        read_detectors([tmp_path], {"arson"})
    told = [(Path(problem.where).name, problem.what) for problem in raised.value.problems]
    assert told == [
        ("a.json", "is no detector"),
        ("b.json", "is a detector of 'unheard_of', which is no concept here"),
        ("c.json", "is no detector"),
        ("d.json", "is no detector"),
    ]


def test_a_detector_is_part_of_the_version_of_its_codebook(tmp_path: Path) -> None:
    bare = load(tmp_path)
    path = written(tmp_path / "detectors" / "arson.json", '{"concept": "arson"}')
    learnt = load(tmp_path)
    assert bare.detectors == {} == load().detectors
    assert list(learnt.detectors.values()) == [b'{"concept": "arson"}']
    assert learnt.version != bare.version
    path.write_text('{"concept": "arson", "bias": 1}', encoding="utf-8")
    assert load(tmp_path).version not in (learnt.version, bare.version)
