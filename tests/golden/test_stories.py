"""The sample reports, read as a careful coder would (samples/expected)."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from gesta.intake.files import reports
from gesta.model.documents import Report
from gesta.pipeline.reading import Engine

from .expectations import faults

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
STORIES = sorted(path.stem for path in (SAMPLES / "expected").glob("*.yaml"))


@cache
def expected(name: str) -> dict[str, Any]:
    found: dict[str, Any] = YAML(typ="safe", pure=True).load((SAMPLES / "expected" / f"{name}.yaml").read_text("utf-8"))
    return found


def rows(name: str) -> list[tuple[str | None, dict[str, Any]]]:
    story = expected(name)
    return list(story["rows"].items()) if "rows" in story else [(None, story)]


CASES = [(name, row) for name in STORIES for row, _ in rows(name)]


def about(fault: str) -> str:
    """What a fault is about, without the values that were read."""
    return re.split(r" is | are | into |: listed| missing; |, not |, kept as ", fault)[0].strip()


@cache
def known_faults() -> frozenset[tuple[str, str | None, str]]:
    """The faults that the reader is known to have, one a line: story, row or -, what. The list only gets shorter."""
    lines = (Path(__file__).parent / "known_faults.tsv").read_text("utf-8").splitlines()
    parted = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return frozenset((name, None if row == "-" else row, what) for name, row, what in parted)


@pytest.mark.parametrize(("name", "row"), CASES, ids=[f"{name}:{row}" if row else name for name, row in CASES])
def test_story(name: str, row: str | None, loaded: Engine) -> None:
    story = expected(name)
    wanted = dict(rows(name))[row]
    source = SAMPLES / "reports" / story["sample"]
    found = [item for item in reports([str(source)], published=wanted.get("published")) if isinstance(item, Report)]
    (report,) = [item for item in found if row in (None, item.row_id)]
    found_wrong = faults(wanted, loaded.read(report))
    wrong = [fault for fault in found_wrong if (name, row, about(fault)) not in known_faults()]
    if wrong:
        pytest.fail(
            f"{story['sample']} is read otherwise than samples/expected says:\n  " + "\n  ".join(wrong), pytrace=False
        )


def test_every_sample_has_its_expectation() -> None:
    held = {expected(name)["sample"] for name in STORIES}
    assert held == {path.name for path in (SAMPLES / "reports").iterdir()}
