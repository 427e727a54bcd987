"""``gesta eval``: every stage scored on development data, against floors that only rise."""

from __future__ import annotations

import os
from pathlib import Path

import click

from gesta.cli.llm import Manners, Named, llm_named, manners, tell_and_ask
from gesta.cli.options import READER
from gesta.cli.terminal import harmless, say
from gesta.errors import Problem, UsageError
from gesta.evaluate import export_scale, serve_scale
from gesta.evaluate.concept_page import CURVE, curve_section, load_control
from gesta.evaluate.corpora import Article
from gesta.evaluate.gate import FLOORS, raise_floors
from gesta.evaluate.llm import keep, kept_rows
from gesta.evaluate.merge_scale import load_points, scale_section
from gesta.evaluate.quality import QualityRow, errors_read, render_quality
from gesta.evaluate.suite import ASKING, SUITES, Evaluation, command, notes, rows
from gesta.evaluate.suite import evaluate as measure
from gesta.evaluate.suites.figures import Folders
from gesta.evaluate.suites.llm import sample
from gesta.evaluate.suites.workers import Workers, report
from gesta.pipeline.engines import DEFAULT, ReaderName, Settings

_FOLDER = click.Path(file_okay=False, path_type=Path)
_FILE = click.Path(dir_okay=False, path_type=Path)
_ALL = "all"
_LISTED = "false"
"""The suite whose listing is its result: a person reads it."""


@click.command("eval")
@click.argument("name", type=click.Choice([*SUITES, _ALL]), metavar="NAME")
@click.option("--data", type=_FOLDER, default=Path("../shared/data"), show_default=True,
              help="Folder of development data, or another one of the same layout.")  # fmt: skip
@click.option("--gold", type=_FOLDER,
              help="Gold of incidents (by default corpus/incidents), or of facts, gtt and muc4.")  # fmt: skip
@click.option("--write", type=_FILE, help="Write the quality page here.")
@click.option("--raise-floors", "raising", is_flag=True, help="Raise the floors to the figures.")
@click.option("--lower", metavar="REASON", help="With --raise-floors: lower floors to the figures, for this reason.")
@click.option("--floors", type=_FILE, default=FLOORS, help="Another file of floors.")
@click.option("--errors", "listing", is_flag=True, help="List single mistakes, of the half that may be read only.")
@READER
@llm_named
@manners
@click.option("--keep", "keeping", is_flag=True, help="With llm: keep what was measured for the quality page.")
@click.option("--jobs", type=click.IntRange(1, 64), help="Worker processes; as many as there are cores by default.")
def evaluate(
    name: str,
    data: Path,
    gold: Path | None,
    write: Path | None,
    raising: bool,
    lower: str | None,
    floors: Path,
    listing: bool,
    reader: ReaderName,
    model: Named,
    wanted: Manners,
    keeping: bool,
    jobs: int | None,
) -> int:
    """Score a stage, or all, on development data.

    NAME is incidents, false, facts, gtt, muc4, reader, attribution, factuality, places, times, actors, counts,
    language, copies, merging, tolls, ecb, concepts, llm or all; llm asks the endpoint that --llm names and is not
    among all. Exit status 1 when a figure is under its floor, 2 when the data of a named stage is missing or does not
    fit its gold.
    """
    if lower is not None and not raising:
        raise UsageError("--lower REASON goes with --raise-floors")
    if (raising or write is not None) and reader != DEFAULT:
        raise UsageError(f"--write and --raise-floors go with the default reader, not with --reader {reader}")
    if (raising or write is not None) and name in ASKING:
        raise UsageError(f"--write and --raise-floors do not go with {name}: what it measures has no floor")
    if keeping and name not in ASKING:
        raise UsageError("--keep goes with llm")
    if gold is not None and name not in ("incidents", "gtt", "muc4", "llm"):
        raise UsageError("--gold goes with incidents, gtt, muc4 or llm")
    folders = Folders(data, gold)
    chosen = [each for each in SUITES if each not in ASKING] if name == _ALL else [name]
    by = "llm" if name in ASKING else reader
    model.check(by)
    settings = model.added(Settings(reader=by), wanted)
    tell_and_ask(settings, [report(each) for each in _texts(name, folders)], yes=wanted.yes)
    workers = jobs or (1 if settings.model is not None else os.cpu_count() or 1)
    found = measure(chosen, folders, Workers(workers, say, settings))
    if keeping:
        keep([figure for outcome in found.outcomes.values() for figure in outcome.figures])
    complaints = raise_floors(found.sound_figures, lower=lower, path=floors) if raising and found.sound_figures else ()
    table = rows(found, folders, floors)
    _show(table, found, listing=listing or name == _LISTED)
    if write is not None:
        _write(write, table, found, folders)
    return _status(found, (*complaints, *found.under_floor(floors)), named=name != _ALL)


def _texts(name: str, folders: Folders) -> list[Article]:
    """The articles that the suite sends to a language model; none where its data is missing, as it says itself."""
    try:
        return sample(folders) if name in ASKING else []
    except OSError:
        return []


def _show(table: list[QualityRow], found: Evaluation, *, listing: bool) -> None:
    """The figures and, where asked for, the lines for a person to read, on standard output."""
    width = max((len(f"{row.section}.{row.name}") for row in table), default=0)
    for row in table:
        value = "     –" if row.figure is None else f"{100 * row.figure:6.2f}"
        floor = "" if row.floor is None else f"(floor {100 * row.floor:.2f})"
        line = f"{f'{row.section}.{row.name}':{width}} {value} {floor:15} {row.of:>18}  {row.note}"
        click.echo(harmless(line.rstrip()))
    if listing:
        for outcome in found.outcomes.values():
            for each in outcome.listing:
                click.echo("\t".join(harmless(cell) for cell in each.split("\t")))


def _write(path: Path, table: list[QualityRow], found: Evaluation, folders: Folders) -> None:
    absent = [problem.where for problem in found.absent]
    told = [*notes(found.outcomes), *((section, "Not measured: its data was not there.") for section in absent)]
    empty = [QualityRow(section, "not measured", None, None, command(section, folders)) for section in absent]
    asked = kept_rows("gesta eval llm --llm URL --llm-model NAME")
    told += notes(["llm"]) if asked else []
    page = render_quality([*table, *empty, *asked], told, errors_read())
    curve = found.outcomes.get(CURVE)
    page += curve_section(curve.figures if curve else (), load_control()) + scale_section(load_points())
    page += export_scale.export_section(export_scale.load_points())
    page += serve_scale.serve_section(serve_scale.load_speeds())
    path.write_text(page, encoding="utf-8")
    say(f"wrote {path}")


def _status(found: Evaluation, under: tuple[Problem, ...], *, named: bool) -> int:
    """The exit status, after every finding is told on standard error."""
    for problem in (*found.absent, *found.problems):
        say(f"NOT SCORED {problem}")
    for problem in sorted(set(under)):
        say(f"UNDER FLOOR {problem}")
    if under:
        return 1
    unfit = bool(found.absent or found.problems) if named else not found.outcomes
    return 2 if unfit else 0
