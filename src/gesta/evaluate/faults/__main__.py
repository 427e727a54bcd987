"""``python -m gesta.evaluate.faults``: kills operations on projects and says what was lost or doubled."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

import click

from gesta.evaluate.faults.batches import batch_starts, batches
from gesta.evaluate.faults.databases import Folders, Projects, SqliteFiles, postgres
from gesta.evaluate.faults.log import keep, kept, table, told
from gesta.evaluate.faults.operations import Operation, load_engine, material, operations, remembered, starts
from gesta.evaluate.faults.runner import Killer, planned

_NAMES = ("sqlite", "postgresql", "files")


@click.command()
@click.option("--kills", type=click.IntRange(1), default=100, show_default=True, help="How many kills, in all.")
@click.option("--seed", type=int, default=1, show_default=True, help="What the points of the kills are drawn by.")
@click.option("--operation", "wanted", multiple=True, help="Only these operations. Repeatable.")
@click.option("--database", "databases", multiple=True, type=click.Choice(_NAMES), help="Only these. Repeatable.")
@click.option("--reports", "sources", multiple=True, type=click.Path(exists=True, path_type=Path),
              default=(Path("samples/reports"),), show_default=True, help="Files or folders of reports.")  # fmt: skip
@click.option("--log", type=click.Path(dir_okay=False, path_type=Path),
              help="Keeps every kill; a run with the same log goes on where the last one stopped.")  # fmt: skip
@click.option("--folder", type=click.Path(file_okay=False, path_type=Path), help="Where the projects are made.")
def main(
    kills: int,
    seed: int,
    wanted: tuple[str, ...],
    databases: tuple[str, ...],
    sources: tuple[Path, ...],
    log: Path | None,
    folder: Path | None,
) -> None:
    """Kill operations on projects at points drawn by chance, do each again to its end, and compare with an undisturbed
    run. The table goes to standard output; the exit status is 1 where anything was lost, doubled or damaged."""
    with ExitStack() as stack:
        scratch = folder or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="gesta-faults-")))
        scratch.mkdir(parents=True, exist_ok=True)
        log = log or scratch / "kills.jsonl"
        done = [each for each in kept(log) if each.seed == seed]
        known = {(each.database, each.operation, each.number) for each in done}
        load_engine()
        stack.enter_context(remembered())
        killers = [_killer(name, stack, scratch, sources, wanted) for name in databases or _NAMES]
        for killer, operation, number in planned(killers, kills):
            if (killer.database.name, operation.name, number) in known:
                continue
            kill = killer.kill(operation, number, seed)
            keep(log, kill)
            done.append(kill)
            state = "WRONG" if kill.wrong else "as undisturbed"
            click.echo(
                f"{len(done)}/{kills} {kill.operation} on {kill.database}, {kill.phase} {kill.at}: {state}", err=True
            )
    click.echo(table(done), nl=False)
    for line in told(done):
        click.echo(line, err=True)
    raise SystemExit(1 if any(each.wrong for each in done) else 0)


def _killer(name: str, stack: ExitStack, scratch: Path, sources: Sequence[Path], wanted: Sequence[str]) -> Killer:
    place = scratch / name
    place.mkdir(parents=True, exist_ok=True)
    if name == "files":
        folders = Folders(place)
        found = batches(sources)
        return Killer(folders, _chosen(found, wanted), batch_starts(folders, sources), place)
    given = material(sources)
    database: Projects = SqliteFiles(place) if name == "sqlite" else stack.enter_context(postgres(place / "server"))
    found = operations(given, place)
    return Killer(database, _chosen(found, wanted), starts(database, given, place), place)


def _chosen(found: Mapping[str, Operation], wanted: Sequence[str]) -> list[Operation]:
    return [operation for name, operation in found.items() if not wanted or name in wanted]


if __name__ == "__main__":
    main()
