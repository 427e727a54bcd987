"""``gesta codebook learn``: the command; what it does stands in ``codebook_learning``, which takes a while to load."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from gesta.cli.codebook_paths import CODEBOOK, chosen
from gesta.errors import UsageError


@click.command("learn", short_help="Learn a concept from examples; say how well, and what would help.")
@CODEBOOK
@click.option("--concept", "wanted", multiple=True, metavar="ID", help="Only these concepts. Repeatable.")
@click.option(
    "--project",
    "projects",
    multiple=True,
    metavar="P",
    help="Learn from what was judged in this project too. Repeatable.",
)
@click.option(
    "--pool",
    "pools",
    multiple=True,
    metavar="PROJECT|FILE",
    help="Look for the next examples here: a project, a file, a folder; by default the projects. Repeatable.",
)
@click.option(
    "--suggest",
    type=click.IntRange(1, 1000),
    metavar="N",
    help="Append the N most useful examples to the file of examples, undecided; with --ask, ask about so many.",
)
@click.option("--ask", is_flag=True, help="Ask about undecided and useful examples, one key an answer; learn again.")
@click.option("--dry-run", is_flag=True, help="Say how well it goes; write nothing.")
@click.option("--who", metavar="NAME", help="Who answers; your login name by default.")
def learn_command(
    codebook: Path,
    wanted: tuple[str, ...],
    projects: tuple[str, ...],
    pools: tuple[str, ...],
    suggest: int | None,
    ask: bool,
    dry_run: bool,
    who: str | None,
) -> None:
    """Learn the concepts of FILE|DIR from their examples and counter-examples, on this machine, in minutes.

    The detector is written beside the codebook and used from then on. What is said of it is measured on examples that
    it had not seen. Twenty examples of each kind are a beginning; `gesta codebook examples import` takes them from
    annotation tools.
    """
    from gesta.cli.codebook_learning import Run, learn_all

    concepts = chosen(codebook, wanted)
    _check(concepts, pools or projects, suggest, ask=ask, dry_run=dry_run)
    looked_through = pools or (projects if suggest or ask else ())
    learnt = learn_all(Run.of(codebook, projects, looked_through, suggest, ask, dry_run, who), concepts)
    sys.exit(0 if learnt or suggest or ask else 1)


def _check(concepts: Sequence[str], pools: Sequence[str], suggest: int | None, *, ask: bool, dry_run: bool) -> None:
    """Raises UsageError for options that do not go together."""
    if suggest is not None and not pools:
        raise UsageError("suggested from where? give --pool PROJECT|FILE, or --project P")
    if ask and dry_run:
        raise UsageError("answers are written as they are given; leave out --dry-run, or --ask")
    if ask and len(concepts) > 1:
        raise UsageError(f"questions are asked about one concept; give --concept ID: {', '.join(concepts)}")
    if ask and not (sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError("questions are asked at a terminal; --suggest N writes them into the file of examples")
