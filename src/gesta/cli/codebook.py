"""``gesta codebook``: lint, test and show the concepts, the shipped ones and the user's own."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from gesta.cli.codebook_examples import examples_command
from gesta.cli.options import CODEBOOKS
from gesta.cli.terminal import harmless
from gesta.codebook.lint import check, lint
from gesta.codebook.load import load
from gesta.codebook.show import describe
from gesta.errors import UsageError
from gesta.pipeline.examples import run_examples
from gesta.pipeline.reading import engine


@click.group()
def codebook() -> None:
    """Check and look at the concepts that incidents are coded by."""


@codebook.command("lint", short_help="List every fault of the codebook.")
@CODEBOOKS
@click.argument("directories", nargs=-1, type=click.Path(exists=True, file_okay=False, path_type=Path))
def lint_command(directories: tuple[Path, ...], codebooks: tuple[Path, ...]) -> None:
    """List every fault of the codebook with file and line; exit status 1 when there is one."""
    findings = lint((*codebooks, *directories))
    for finding in findings:
        click.echo(harmless(f"{finding.severity}: {finding.problem}"))
    errors = sum(finding.severity == "error" for finding in findings)
    click.echo(f"{errors} errors, {len(findings) - errors} warnings", err=True)
    sys.exit(1 if errors else 0)


@codebook.command("test", short_help="Read every example and counter-example.")
@CODEBOOKS
@click.option("--concept", "wanted", multiple=True, metavar="ID", help="Only these concepts. Repeatable.")
def test_command(codebooks: tuple[Path, ...], wanted: tuple[str, ...]) -> None:
    """Read every example and counter-example; exit status 1 when one comes out otherwise than its file says."""
    check(codebooks)
    total = failed = 0
    for outcome in run_examples(engine(codebooks)):
        if wanted and outcome.example.concept not in wanted:
            continue
        total += 1
        failed += bool(outcome.faults)
        for fault in outcome.faults:
            click.echo(f"{outcome.example.concept}: {harmless(fault)}\n    {harmless(outcome.example.text)}")
    click.echo(f"{total - failed} of {total} examples read as their files say", err=True)
    sys.exit(1 if failed else 0)


@codebook.command("show")
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
    if concept not in book.concepts:
        raise UsageError(f"no concept {concept}; `gesta codebook show` lists them")
    click.echo(describe(book.concept(concept)))


codebook.add_command(examples_command)
