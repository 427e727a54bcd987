"""``gesta compare``: our incidents against a table of ACLED, UCDP or GTD that the user has."""

from __future__ import annotations

import csv
import io
import sys
import tempfile
from pathlib import Path
from typing import cast

import click
import msgspec
from rich.table import Table

from gesta.cli.project import codebook_of, is_project
from gesta.cli.terminal import console, counted, harmless, say
from gesta.errors import UsageError
from gesta.evaluate.agreement import DAYS, KM, Agreement, Pair, compared, middle_km, shares
from gesta.evaluate.foreign_rows import SHAPES, Row, Rows, Shape, read_rows
from gesta.store.engine import named
from gesta.store.store import Store
from gesta.whole import write_whole

_MOST_PROBLEMS = 5
_COLUMNS = (
    "found", "ours", "theirs", "day_ours", "day_theirs", "days_apart", "place_ours", "place_theirs", "km_apart",
    "type_ours", "type_theirs", "same_type", "same_finer_type", "actor_in_common", "deaths_ours", "deaths_theirs",
    "same_deaths", "deaths_overlap",
)  # fmt: skip


@click.command(short_help="Set our incidents against a table of another project.")
@click.argument("ours", metavar="OURS")
@click.argument("theirs", metavar="THEIRS", type=click.Path(path_type=Path))
@click.option("--their-format", "shape", type=click.Choice(SHAPES), help="The shape of THEIRS; told by its header.")
@click.option("--days", type=click.IntRange(0, 60), default=DAYS, show_default=True,
              help="Days that rows of one event may be apart, beyond their precision.")  # fmt: skip
@click.option("--km", type=click.FloatRange(0, 1000), default=KM, show_default=True,
              help="Kilometres that they may be apart, beyond their precision.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True,
              help="The agreement in sum, or every row as CSV or JSON.")  # fmt: skip
@click.option("--to", "target", type=click.Path(dir_okay=False, path_type=Path), help="Write there instead.")
def compare(ours: str, theirs: Path, shape: Shape | None, days: int, km: float, form: str, target: Path | None) -> None:
    """Match the rows of OURS, a project or an export in that shape, with those of THEIRS, a file in the column layout
    of ACLED, UCDP or GTD.

    Rows are matched one to one by country, day and place, and then by type, actors and deaths. Rows of THEIRS in
    countries or on days of which OURS tells nothing are not compared. Both files stay on this machine.
    """
    other = read_rows(theirs, shape)
    mine = _ours(ours, other.shape)
    for rows in (mine, other):
        _tell(rows)
    found = compared(mine, other, days, km)
    if form == "table":
        _show(found, mine, other, target)
        return
    text = _csv(found) if form == "csv" else _json(found)
    if target is None:
        sys.stdout.buffer.write(text)
    else:
        write_whole(target, text)
    say(f"{counted(len(found.pairs), 'pair')}, {len(found.only_ours)} only ours, {len(found.only_theirs)} only theirs")


def _ours(name: str, shape: Shape) -> Rows:
    """The rows of a file; of a project those of its export in the shape of the other table."""
    if not is_project(name):
        return read_rows(Path(name))
    from gesta.export.format import Options
    from gesta.export.losses import LossReport
    from gesta.export.registry import FORMATS
    from gesta.export.source import ProjectSource
    from gesta.export.writing import write_to
    from gesta.model.filters import SHOWN

    form = FORMATS[shape]
    with Store.open(name) as store, tempfile.TemporaryDirectory(prefix="gesta-") as folder:
        made = Path(folder) / f"ours{form.suffix}"
        source = ProjectSource(store, Path(named(name)).name, codebook_of(store), SHOWN)
        write_to(form, source, made, Options(policy=form.policy), LossReport())
        return read_rows(made, shape)


def _tell(rows: Rows) -> None:
    for problem in rows.problems[:_MOST_PROBLEMS]:
        say(str(problem))
    if len(rows.problems) > _MOST_PROBLEMS:
        say(f"{len(rows.problems) - _MOST_PROBLEMS} more rows could not be read")


def _show(found: Agreement, mine: Rows, other: Rows, target: Path | None) -> None:
    if target is not None:
        raise UsageError("--to: a table is for the screen; give --format csv or json")
    listed = Table(box=None, show_header=False, pad_edge=False)
    listed.add_column(no_wrap=True)
    listed.add_column(justify="right")
    listed.add_column(overflow="fold")
    covered = len(other.rows) - found.outside
    listed.add_row("rows of ours", f"{len(mine.rows):,}", "")
    listed.add_row(f"rows of theirs ({other.shape})", f"{covered:,}",
                   f"and {found.outside:,} in other countries or on other days" if found.outside else "")  # fmt: skip
    listed.add_row("in both", f"{len(found.pairs):,}", "")
    listed.add_row("only ours", f"{len(found.only_ours):,}", _examples(found.only_ours))
    listed.add_row("only theirs", f"{len(found.only_theirs):,}", _examples(found.only_theirs))
    for share in shares(found):
        part = f"{share.agree} of {share.of}" if share.of else "not comparable"
        listed.add_row(share.name, f"{100 * share.agree / share.of:.0f} %" if share.of else "-", part)
    km = middle_km(found)
    listed.add_row("km apart, median", "-" if km is None else str(km), "")
    console().print(listed)


def _examples(rows: tuple[Row, ...]) -> str:
    return harmless("; ".join(f"{row.first} {row.place}: {row.sub or row.kind}" for row in rows[:3]))


def _lines(found: Agreement) -> list[dict[str, str | int | float | bool | None]]:
    """Every pair, then what only one has, by day."""
    pairs = [_line(pair.ours, pair.theirs, pair) for pair in found.pairs]
    return [*pairs, *(_line(row, None, None) for row in found.only_ours),
            *(_line(None, row, None) for row in found.only_theirs)]  # fmt: skip


def _line(ours: Row | None, theirs: Row | None, pair: Pair | None) -> dict[str, str | int | float | bool | None]:
    found = "both" if pair else "ours" if ours else "theirs"
    values = (
        found, ours and ours.id, theirs and theirs.id, ours and ours.first.isoformat(),
        theirs and theirs.first.isoformat(), pair and pair.days, ours and ours.place, theirs and theirs.place,
        round(pair.km, 1) if pair and pair.km is not None else None, ours and (ours.sub or ours.kind),
        theirs and (theirs.sub or theirs.kind), pair and pair.kind, pair and pair.sub, pair and pair.actor,
        ours and ours.best, theirs and theirs.best, pair and pair.toll, pair and pair.overlap,
    )  # fmt: skip
    return dict(zip(_COLUMNS, cast("tuple[str | int | float | bool | None, ...]", values), strict=True))


def _csv(found: Agreement) -> bytes:
    from gesta.export.cells import written

    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows([written(line[name]) for name in _COLUMNS] for line in _lines(found))
    return out.getvalue().encode()


def _json(found: Agreement) -> bytes:
    summary = {share.name: {"agree": share.agree, "of": share.of} for share in shares(found)}
    counts = {
        "both": len(found.pairs), "only_ours": len(found.only_ours), "only_theirs": len(found.only_theirs),
        "outside": found.outside, "median_km": middle_km(found),
    }  # fmt: skip
    return msgspec.json.encode({**counts, "agreement": summary, "rows": _lines(found)}) + b"\n"
