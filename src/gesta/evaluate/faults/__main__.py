"""``python -m gesta.evaluate.faults``: kills operations on projects and says what was lost or doubled."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from pathlib import Path

import click

from gesta.evaluate.faults.databases import Database, SqliteFiles, postgres
from gesta.evaluate.faults.log import keep, kept, table, told
from gesta.evaluate.faults.operations import load_engine, material, remembered
from gesta.evaluate.faults.runner import Killer, planned

_NAMES = ("sqlite", "postgresql")


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
        given = material(sources)
        load_engine()
        stack.enter_context(remembered())
        killers = []
        for name in databases or _NAMES:
            database: Database = (
                SqliteFiles(scratch / "sqlite")
                if name == "sqlite"
                else stack.enter_context(postgres(scratch / "postgresql"))
            )
            killers.append(Killer(database, given, scratch, wanted))
            click.echo(f"{name}: the projects to start from are made", err=True)
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


if __name__ == "__main__":
    main()
