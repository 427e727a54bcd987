"""The documents say what the program does: its words, its commands, its options."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import click
import pytest

from gesta.cli.main import cli
from gesta.model import alerts, served, terms

ROOT = Path(__file__).resolve().parents[2]
SETS = {
    name: get_args(value)
    for module in (terms, served, alerts)
    for name, value in vars(module).items()
    if get_args(value)
}


@pytest.mark.parametrize("name", [name for name in SETS if not name.isupper()])
def test_every_word_of_a_closed_set_stands_in_the_glossary(name: str) -> None:
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    missing = [word for word in SETS[name] if isinstance(word, str) and f"`{word}`" not in glossary]
    assert not missing


def commands() -> Iterator[tuple[str, str]]:
    for path in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")), ROOT / "samples" / "README.md"):
        for line in path.read_text(encoding="utf-8").splitlines():
            found = re.match(r"\s*\$ (?:\.venv/bin/)?(gesta .*)", line)
            if found:
                yield path.relative_to(ROOT).as_posix(), found[1]


@pytest.mark.parametrize(("path", "line"), list(commands()))
def test_every_command_in_the_documents_is_one(path: str, line: str) -> None:
    words = shlex.split(re.split(r" [|>#] ?| \d?>", line)[0])[1:]
    command: click.Command = cli
    while words and isinstance(command, click.Group):
        inner = command.get_command(click.Context(command), words[0])
        assert inner is not None, f"{path}: there is no command {words[0]}"
        command, words = inner, words[1:]
    options = {name for parameter in command.params for name in (*parameter.opts, *parameter.secondary_opts)}
    for word in words:
        if word.startswith("--"):
            assert word.partition("=")[0] in {*options, "--help"}, f"{path}: {command.name} has no option {word}"


def test_there_are_commands_to_check() -> None:
    assert len(list(commands())) > 10
