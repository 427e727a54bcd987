"""``gesta plot``: incidents over time, on a map, by toll and by source, as SVG or PNG."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import get_args

import click

from gesta.cli.filtering import filtered
from gesta.cli.options import CODEBOOKS
from gesta.cli.terminal import counted, say, standard_input_aside
from gesta.errors import UsageError
from gesta.frames.collection import Incidents
from gesta.frames.shelves import LinesShelf, Shelf, opened
from gesta.model.filters import Filter
from gesta.model.terms import CountField, Policy
from gesta.plots.days import UNITS, Unit

_KINDS = ("time", "map", "tolls", "sources")


@click.command(short_help="Draw incidents: over time, on a map, tolls, sources.")
@click.argument("kind", type=click.Choice(_KINDS), metavar="KIND")
@click.argument("source", metavar="PROJECT|READ.JSONL|-")
@click.option("--to", "target", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.svg|FILE.png",
              help="Where to; SVG goes to standard output by default.")  # fmt: skip
@click.option("--by", "unit", type=click.Choice(UNITS), help="Of time: what a bar is; else what the span asks for.")
@click.option("--count", "field", type=click.Choice(get_args(CountField)), default="killed", show_default=True,
              help="Of tolls: which count.")  # fmt: skip
@filtered
@click.option("--policy", type=click.Choice(get_args(Policy)), default="lead", show_default=True,
              help="Of tolls: the rule by which one figure is named.")  # fmt: skip
@CODEBOOKS
def plot(
    kind: str,
    source: str,
    target: Path | None,
    unit: Unit | None,
    field: CountField,
    wanted: Filter,
    policy: Policy,
    codebooks: tuple[Path, ...],
) -> None:
    """Draw the incidents of a project, or of the output of `gesta read --format jsonl`.

    \b
    KIND is one of
      time     incidents by day, week, month or year and by type; those known less exactly stand apart
      map      each place as well as it is known: towns as discs, uncertain ones as areas, countries hollow
      tolls    the low, best and high figure of each incident; zero, words and open bounds told apart
      sources  how many independent sources tell each, and which outlets copy
    """
    if target is None and sys.stdout.isatty():
        raise UsageError("a plot is no text for a terminal: say where to with --to plot.svg")
    if target is not None and target.suffix.lower() not in (".svg", ".png"):
        raise UsageError(f"--to {target}: a plot is written as .svg or .png")
    with _opened(source, codebooks) as shelf:
        incidents = Incidents(shelf, wanted, policy)
        drawn = {
            "time": lambda: incidents.plot_time(unit),
            "map": incidents.plot_map,
            "tolls": lambda: incidents.plot_tolls(field),
            "sources": incidents.plot_sources,
        }[kind]()
        number = len(incidents)
    if target is None:
        sys.stdout.buffer.write(drawn.svg())
    else:
        drawn.save(target)
    say(f"{counted(number, 'incident')} of {shelf.name}: {incidents.asked}")


@contextmanager
def _opened(source: str, codebooks: tuple[Path, ...]) -> Iterator[Shelf]:
    """The project, or the lines of the file or of standard input."""
    with ExitStack() as left:
        if source == "-" and sys.stdin is not None:
            aside = left.enter_context(standard_input_aside())
            shelf: Shelf = LinesShelf(aside, "standard input", codebooks)
        else:
            shelf = opened(source, codebooks)
            left.callback(shelf.close)
        for problem in shelf.faults():
            say(str(problem))
        yield shelf
