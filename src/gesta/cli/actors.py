"""``gesta actors``: who a name may mean, overlays checked, and lists in other forms made into overlays."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click
import msgspec

from gesta.cli.options import ACTORS, country_code
from gesta.cli.terminal import counted, harmless, say
from gesta.errors import UsageError
from gesta.knowledge.actor_find import Candidate, find
from gesta.knowledge.actor_overlays import as_written, faults, imported, together, told_apart
from gesta.knowledge.actors import Actors, load
from gesta.knowledge.imports.records import Ids
from gesta.knowledge.imports.writing import pages
from gesta.whole import write_whole


@click.group()
def actors() -> None:
    """Ask who a name may mean; make overlays of your own lists."""


@actors.command("find", short_help="List everybody that a name may mean.")
@ACTORS
@click.argument("name")
@click.option("--on", "day", metavar="DATE", help="The day that is asked about (2013-03-02).")
@click.option("--country", metavar="COUNTRY", help="Its actors first; a title without a country is of it.")
def find_command(name: str, day: str | None, country: str | None, overlays: tuple[Path, ...]) -> None:
    """List everybody that NAME may mean, and why; exit status 1 when it means nobody.

    NAME is a name, an acronym, a title ("Egyptian president", "president Morsi") or a national body ("Turkish army").
    """
    try:
        on = None if day is None else date.fromisoformat(day)
    except ValueError:
        raise UsageError(f"--on {day}: not a day; give it as 2013-03-02") from None
    base = load(*overlays)
    code = country_code(country, base.countries) if country else None
    candidates = find(base, name, on, code)
    for candidate in candidates:
        for line in described(base, candidate, on):
            click.echo(harmless(line))
    if not candidates:
        say(f"nobody is known as {name!r}")
    sys.exit(0 if candidates else 1)


def described(base: Actors, candidate: Candidate, on: date | None) -> Iterator[str]:
    """The lines that tell a candidate."""
    actor = candidate.actor
    yield f"{actor.name}  ({actor.id})"
    yield f"    {actor.kind}, {actor.country or 'no country'}; matched: {candidate.how}"
    valid = _since(actor.valid.first, actor.valid.last) or ", as far as is known, always"
    yield f"    valid{valid}{_then(candidate, on)}"
    for tie in candidate.ties:
        other = base.get(tie.other)
        yield f"    {tie.relation.replace('_', ' ')} {other.name if other else tie.other}{_since(tie.first, tie.last)}"
    for office in candidate.offices:
        for held in office.holders:
            if held.actor == actor.id and (on is None or held.holds(on)):
                yield f"    {office.title}{_since(held.first, held.last)}  ({office.id})"
    if actor.note:
        yield f"    {actor.note}"


def _then(candidate: Candidate, on: date | None) -> str:
    if candidate.then is None:
        return ""
    return f"; on {on} too" if candidate.then else f"; not on {on}"


def _since(first: int | str | None, last: int | str | None) -> str:
    """When it was, after a blank; nothing where both ends are open."""
    since = "" if first is None else f" from {first}"
    until = "" if last is None else f" {'to' if since else 'until'} {last}"
    return since + until


@actors.command("import", short_help="Make an overlay of lists in other forms.")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--to", "target", required=True, type=click.Path(path_type=Path), help="FILE.yaml, or a new directory.")
def import_command(files: tuple[Path, ...], target: Path) -> None:
    """Make an overlay of lists in other forms; what cannot be taken over is told with file and line.

    FILES are PETRARCH/CAMEO dictionaries (.txt), followthemoney entities as JSON lines (.jsonl) or CSV with the columns
    name, kind, country, aliases. Exit status 1 when nothing could be taken over.
    """
    if target.exists() and (target.is_file() or any(target.iterdir())):
        raise UsageError(f"{target}: is there already; name a file or directory that is not")
    ids = Ids()
    found = [imported(path, ids) for path in files]
    every = together(as_written(each) for each in found)
    kept, alike = told_apart(str(target), every.actors)
    problems = [*(problem for each in found for problem in each.problems), *alike]
    for problem in problems:
        say(str(problem))
    every = msgspec.structs.replace(every, actors=kept)
    written = list(pages(every, f"Imported from {', '.join(path.name for path in files)} by gesta actors import."))
    if not written:
        say("nothing could be taken over")
        sys.exit(1)
    _write(target, written)
    countries = counted(len(every.countries), "country", "countries")
    kinds = f"{counted(len(every.actors), 'actor')}, {countries} and {counted(len(every.nouns), 'noun')}"
    left_out = f"; {counted(len(problems), 'fault')} left out" if problems else ""
    say(f"{kinds} written to {target}{left_out}")


def _write(target: Path, written: list[str]) -> None:
    if target.suffix == ".yaml":
        if len(written) > 1:
            raise UsageError(f"{target}: the list is too large for one file; name a directory")
        write_whole(target, written[0].encode())
        return
    target.mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(written, 1):
        write_whole(target / f"imported_{number:03}.yaml", text.encode())


@actors.command("lint", short_help="List every fault of overlays.")
@click.argument("overlays", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
def lint_command(overlays: tuple[Path, ...]) -> None:
    """List every fault of overlays with file and line; exit status 1 when there is one."""
    problems = faults(overlays)
    for problem in problems:
        click.echo(harmless(str(problem)))
    say(counted(len(problems), "fault"))
    sys.exit(1 if problems else 0)
