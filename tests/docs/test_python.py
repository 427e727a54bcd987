"""The page on Python says what happens: every block is run, in order, in a folder with a sample's project."""

from __future__ import annotations

import doctest
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from gesta.cli.main import cli

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "reference" / "python.md"
STORY = ROOT / "samples" / "reports" / "galkayo-minibus.jsonl"


def blocks() -> str:
    """The Python of the page."""
    return "\n".join(re.findall(r"^```python\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with what the page's first lines make."""
    monkeypatch.chdir(tmp_path)
    for args in ("init story.db", f"add story.db {STORY}", "run story.db --jobs 1"):
        assert CliRunner().invoke(cli, args.split(), catch_exceptions=False).exit_code == 0
    read = CliRunner().invoke(cli, ["read", str(STORY), "--format", "jsonl"], catch_exceptions=False)
    (tmp_path / "read.jsonl").write_bytes(read.stdout_bytes)
    return tmp_path


def test_every_block_does_what_the_page_says(folder: Path) -> None:
    test = doctest.DocTestParser().get_doctest(blocks(), {}, "python.md", str(PAGE), 0)
    assert len(test.examples) > 25
    told: list[str] = []
    runner = doctest.DocTestRunner(verbose=False)
    runner.run(test, out=told.append)
    assert not runner.failures, "".join(told)
    assert (folder / "tolls.svg").read_bytes().startswith(b"<?xml")
