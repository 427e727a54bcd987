"""The audit of libraries: what it finds, and that it says when it could not ask."""

from __future__ import annotations

import subprocess
from importlib.metadata import Distribution
from pathlib import Path

import msgspec
import pytest

from gesta.evaluate import audit
from gesta.evaluate.audit import constraint_faults, frontend_faults, import_faults, is_allowed, known_faults, rules


class Held(Distribution):
    """A distribution as its metadata says."""

    def __init__(self, metadata: str) -> None:
        self._text = f"Metadata-Version: 2.1\n{metadata}\n"

    def read_text(self, filename: str) -> str | None:
        return self._text if filename == "METADATA" else None

    def locate_file(self, path: object) -> Path:
        return Path(str(path))


FREE = Held("Name: free\nVersion: 1.0\nLicense-Expression: MIT AND BSD-3-Clause")
CLOSED = Held("Name: closed\nVersion: 2.0\nClassifier: License :: OSI Approved :: GNU Affero General Public License v3")
SILENT = Held("Name: silent\nVersion: 3.0")


def test_licences_that_are_neither_allowed_nor_named_are_found() -> None:
    held = {"free": FREE, "closed": CLOSED, "silent": SILENT, "certifi": Held("Name: certifi\nVersion: 1")}
    found = list(audit.licence_faults(held, rules(), "nothing"))
    assert [each.partition(":")[0] for each in found] == ["closed", "silent", "certifi"]
    assert "NOTICE" in found[2]
    assert list(audit.licence_faults({"free": FREE}, rules(), "")) == []


@pytest.mark.parametrize(
    ("licence", "good"),
    [("MIT", True), ("(MIT OR GPL-3.0)", True), ("GPL-3.0", False), ("ISC License (ISCL)", True), ("", False)],
)
def test_a_choice_of_licences_is_allowed_where_one_is(licence: str, good: bool) -> None:
    assert is_allowed(licence, rules()) is good


def test_versions_that_are_not_pinned_or_others_are_found() -> None:
    held = {"free": FREE, "closed": CLOSED, "silent": SILENT}
    found = list(constraint_faults(held, "# a comment\nFree==1.0\nclosed==1.9\n"))
    assert found == ["closed: 2.0 is installed, constraints.txt pins 1.9", "silent: constraints.txt does not pin it"]


def test_imports_that_nothing_declares_are_found(tmp_path: Path) -> None:
    source = tmp_path / "made.py"
    source.write_text(
        "import os\nimport msgspec.json\nfrom lxml import etree\nimport nowhere_known\nfrom . import near\n"
    )
    found = list(import_faults([source], ["msgspec>=0.19", "lxml[html]>=5; python_version>'3'"], rules()))
    assert found == [f"{source}: imports nowhere_known, which pyproject.toml does not declare"]


def test_packages_of_the_front_end_are_looked_at_but_those_for_development() -> None:
    packages = {"": {}, "node_modules/a": {"license": "MIT"}, "node_modules/b": {"license": "GPL-2.0"},
                "node_modules/c": {"license": "GPL-2.0", "dev": True}, "node_modules/d": {}}  # fmt: skip
    found = list(frontend_faults(msgspec.json.encode({"packages": packages}), rules()))
    assert [each.split()[1] for each in found] == ["b", "d"]


def test_without_an_answer_nothing_fails_and_it_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(audit, "find_spec", lambda name: None)
    assert known_faults(tmp_path)[1].startswith("KNOWN FAULTS WERE NOT CHECKED")
    monkeypatch.setattr(audit, "find_spec", lambda name: name)

    def answer(listed: list[dict[str, object]]) -> None:
        text = msgspec.json.encode({"dependencies": listed}).decode()
        monkeypatch.setattr(subprocess, "run", lambda *_, **__: subprocess.CompletedProcess([], 1, text, ""))

    answer([{"name": "a", "skip_reason": "not found"}])
    assert known_faults(tmp_path) == ([], known_faults(tmp_path)[1])
    assert "NOT CHECKED" in known_faults(tmp_path)[1]
    answer([{"name": "a", "version": "1", "vulns": [{"id": "CVE-1"}]}, {"name": "b", "skip_reason": "x"}])
    assert known_faults(tmp_path) == (["a 1: CVE-1"], "known faults were asked for of 1 of 2 libraries")


def test_what_is_installed_is_found_through_what_needs_it() -> None:
    found = audit.installed(["httpx>=0.27", "no-such-thing-installed"])
    assert {"httpx", "httpcore", "anyio", "h11"} <= set(found)
    assert "no-such-thing-installed" not in found
