"""``gesta codebook new|lint|test|show``: codebook files by themselves, without a project."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import get_args

import click

from gesta.cli.options import CODEBOOK_PATHS, CODEBOOKS, READER
from gesta.cli.terminal import counted, harmless, say
from gesta.codebook.lint import check, lint
from gesta.codebook.lint_checks import is_id
from gesta.codebook.load import load
from gesta.codebook.records import Codebook, Concept, LintFinding
from gesta.codebook.show import describe
from gesta.codebook.skeleton import skeleton
from gesta.codebook.suggest import closest
from gesta.errors import UsageError
from gesta.model.terms import ConceptClass, ConceptId
from gesta.pipeline.engines import ReaderName


@click.command("new", short_help="Write a concept file to fill in.")
@click.argument("concept", metavar="ID")
@click.option("--label", metavar="TEXT", help="What the concept is called in lists; made of the id by default.")
@click.option("--parent", metavar="CONCEPT", help="The broader concept; family, roles and tolls are taken from it.")
@click.option("--class", "cls", type=click.Choice(get_args(ConceptClass)),
              help="Something done or something said; by default as the parent, else event.")  # fmt: skip
@click.option("--to", "path", metavar="FILE", type=click.Path(path_type=Path), 
              help="Where to write; ID.yaml in this folder by default.")  # fmt: skip
@CODEBOOKS
def new_command(
    concept: str,
    label: str | None,
    parent: str | None,
    cls: ConceptClass | None,
    path: Path | None,
    codebooks: tuple[Path, ...],
) -> None:
    """Write a YAML file for the concept ID, with notes on what to fill in. A file that is there stays as it is."""
    if not is_id(concept):
        raise UsageError(f"{concept} is no id: lower-case letters, digits and _, such as {_as_id(concept)}")
    check(codebooks)
    book = load(*codebooks)
    broader = _concept(book, parent) if parent else None
    path = path or Path(f"{concept}.yaml")
    kind = cls or (broader.cls if broader else "event")
    name = label or concept.replace("_", " ").capitalize()
    _write_new(path, skeleton(concept, name, kind, broader, str(path)))
    if concept in book.concepts:
        say(f"{concept} is a concept already: where this file is used, it replaces that one whole")
    if path.stem != concept:
        say(f"{path}: a concept's file is named as the concept, {concept}.yaml; lint will say so")
    say(f"{path}: written; fill it in, and `gesta codebook lint {path}` says what is missing")


def _as_id(given: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", given.lower()).strip("_") or "school_attack"


def _write_new(path: Path, text: str) -> None:
    try:
        with path.open("x", encoding="utf-8") as stream:
            stream.write(text)
    except FileExistsError:
        raise UsageError(f"{path} is there already, and stays as it is; --to names another file") from None
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}") from None


@click.command("lint", short_help="List every fault of a codebook.")
@CODEBOOK_PATHS
@CODEBOOKS
def lint_command(paths: tuple[Path, ...], codebooks: tuple[Path, ...]) -> None:
    """List every fault of concept files, and of folders of them, with file and line; exit status 1 on an error.

    Warnings are worth a look and stop nothing. Without a file or folder the shipped codebook is checked.
    """
    named = (*codebooks, *paths)
    findings = lint(named)
    findings = (*findings, *_unmatched(named, findings))
    for finding in findings:
        click.echo(harmless(f"{finding.severity}: {finding.problem}"))
    errors = sum(finding.severity == "error" for finding in findings)
    click.echo(f"{counted(errors, 'error')}, {counted(len(findings) - errors, 'warning')}", err=True)
    sys.exit(1 if errors else 0)


def _unmatched(named: tuple[Path, ...], findings: tuple[LintFinding, ...]) -> tuple[LintFinding, ...]:
    """What only a reading of the examples shows, of codebooks without errors."""
    if not named or any(finding.severity == "error" for finding in findings):
        return ()
    from gesta.pipeline.example_words import unmatched

    return unmatched(named)


@click.command("test", short_help="Read every example and counter-example.")
@CODEBOOK_PATHS
@CODEBOOKS
@READER
@click.option("--concept", "wanted", multiple=True, metavar="ID", help="Only these concepts. Repeatable.")
def test_command(
    paths: tuple[Path, ...], codebooks: tuple[Path, ...], reader: ReaderName, wanted: tuple[str, ...]
) -> None:
    """Read the examples and counter-examples of the files and folders named, or of all shipped concepts; exit status 1
    when one comes out otherwise than its file says.

    Of one that is not read it says why, as far as the triggers can tell.
    """
    from gesta.pipeline.examples import run_examples
    from gesta.pipeline.reading import engine

    named = (*codebooks, *paths)
    check(named)
    loaded = engine(named, reader=reader)
    concepts = _tested(loaded.codebook, wanted, own_only=bool(paths))
    total = failed = 0
    for outcome in run_examples(loaded, concepts):
        total += 1
        failed += bool(outcome.faults)
        if outcome.faults:
            click.echo(f"{outcome.example.concept}: {harmless(outcome.example.text)}")
        for line in (*outcome.faults, *(f"  {reason}" for reason in outcome.reasons)):
            click.echo(f"    {harmless(line)}")
    click.echo(f"{total - failed} of {total} examples read as their files say", err=True)
    sys.exit(1 if failed else 0)


def _tested(book: Codebook, wanted: tuple[str, ...], *, own_only: bool) -> frozenset[ConceptId]:
    """The concepts asked for by name, else those of the files named, else all."""
    if wanted:
        return frozenset(_concept(book, name).id for name in wanted)
    return book.own if own_only else frozenset(book.concepts)


@click.command("show")
@CODEBOOKS
@click.argument("concept", required=False)
def show_command(concept: str | None, codebooks: tuple[Path, ...]) -> None:
    """Show a concept, or list all of them."""
    check(codebooks)
    book = load(*codebooks)
    if concept is None:
        for each in book:
            click.echo(f"{each.id:24} {each.cls:10} {each.label}")
        return
    click.echo(describe(_concept(book, concept)))


def _concept(book: Codebook, name: str) -> Concept:
    """The concept; raises UsageError with the name that was perhaps meant."""
    if name not in book.concepts:
        meant = closest(name, map(str, book.concepts))
        guess = f"did you mean {meant}? " if meant else ""
        raise UsageError(f"no concept {name}; {guess}`gesta codebook show` lists them")
    return book.concept(name)
