"""What a day of a million articles and an archive of ten years take: ``python -m gesta.evaluate.bench_scale``.

Extrapolated from measurements that are kept: ``bench.yaml`` (deciding and reading) and ``merge_scale.yaml`` (merging),
by the assumptions that stand in ``Assumed``. ``--price`` is that of a core for an hour in whatever money; ``--write``
puts the table into docs/scale.md.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Sequence
from pathlib import Path

import msgspec

from gesta.evaluate import bench as benchmark
from gesta.evaluate import merge_scale
from gesta.evaluate.bench import Bench

PAGE = Path(__file__).parents[3] / "docs" / "scale.md"
BEGIN, END = "<!-- table: python -m gesta.evaluate.bench_scale --write -->\n", "<!-- end of table -->\n"
_DECIDING, _READING = "archive to decision", "warm: full reading"
_HOUR, _DAY = 3600, 86_400
_COLUMNS = (
    "", "pages", "read whole", "core-hours: deciding", "reading", "merging", "cores", "hours", "memory GB", "disk GB",
    "cost",
)  # fmt: skip


class Assumed(msgspec.Struct, frozen=True):
    """What no benchmark says.

    Of 70 development articles in a batch: ``accounts`` and ``kilobytes`` of a report that is read, ``row_bytes`` of a
    page that is not, ``fusing_ms`` of an account. ``memory_mb``: of a worker. ``spare``: the share of a cluster beside
    what is used, for restarts, skew and the end of a run. ``days``: so many are merged as one batch.
    """

    accounts: float = 3.2
    kilobytes: float = 36.0
    row_bytes: float = 190.0
    fusing_ms: float = 2.8
    memory_mb: float = 1024.0
    spare: float = 0.25
    days: float = 30.0
    price: float = 0.04


class Task(msgspec.Struct, frozen=True):
    """So many ``pages`` of which the share ``kept`` is read, within ``hours``; they were published over ``days``."""

    name: str
    pages: float
    kept: float
    hours: float
    days: float


class Need(msgspec.Struct, frozen=True):
    """Core-hours of each part, and the cluster: cores, memory and disk in GB, cost in the money of the price."""

    task: Task
    deciding: float
    reading: float
    merging: float
    cores: int
    memory: float
    disk: float
    cost: float


TASKS = (
    Task("1,000,000 articles a day, all read", 1e6, 1.0, 24, 1),
    Task("1,000,000 pages a day, three in ten kept", 1e6, 0.3, 24, 1),
    Task("the same within an hour", 1e6, 0.3, 1, 1),
    Task("ten years, 3.65 billion pages, one in ten kept", 3.65e9, 0.1, 14 * 24, 3652),
    Task("ten years, 3.65 billion pages, three in ten kept", 3.65e9, 0.3, 14 * 24, 3652),
)


def need(task: Task, figures: Bench, points: Sequence[merge_scale.Point], assumed: Assumed) -> Need:
    """What the task takes, by the dearest measurement of each part: two workers on one machine slow each other down."""
    read = task.pages * task.kept
    deciding = task.pages * each_took(figures, _DECIDING) / _HOUR if task.kept < 1 else 0.0
    reading = read * each_took(figures, _READING) / _HOUR
    parts = max(1.0, task.days / assumed.days)
    accounts = read * assumed.accounts
    merging = (parts * merge_seconds(accounts / parts, points) + accounts * assumed.fusing_ms / 1000) / _HOUR
    hours = deciding + reading + merging
    cores = math.ceil(hours * (1 + assumed.spare) / task.hours)
    disk = (read * assumed.kilobytes * 1000 + task.pages * assumed.row_bytes) / 1e9
    cost = cores * task.hours * assumed.price
    return Need(task, deciding, reading, merging, cores, cores * assumed.memory_mb / 1024, disk, cost)


def each_took(figures: Bench, name: str) -> float:
    """Seconds of a processor a document."""
    return max(row.cost.seconds / row.documents for row in figures.rows if row.name == name)


def merge_seconds(accounts: float, points: Sequence[merge_scale.Point]) -> float:
    """Seconds of a processor to merge so many accounts: as measured, and beyond by the growth from first to last."""
    least, most = points[0], points[-1]
    growth = math.log(most.seconds / least.seconds) / math.log(most.accounts / least.accounts)
    return float(most.seconds * (accounts / most.accounts) ** growth)


def table(needs: Sequence[Need]) -> str:
    """The needs in Markdown."""
    rows = (
        (
            each.task.name, f"{each.task.pages:,.0f}", f"{100 * each.task.kept:.0f} %", _round(each.deciding),
            _round(each.reading), _round(each.merging), f"{each.cores:,}", f"{each.task.hours:,.0f}",
            _round(each.memory), _round(each.disk), _round(each.cost),
        )
        for each in needs
    )  # fmt: skip
    lines = [_COLUMNS, ("---", *("---:" for _ in _COLUMNS[1:])), *rows]
    return "".join("| " + " | ".join(cells) + " |\n" for cells in lines)


def _round(value: float) -> str:
    """Two digits that count: an extrapolation has no more."""
    digits = 1 - math.floor(math.log10(value)) if value >= 1 else 1
    return f"{round(value, digits):,.{max(0, digits)}f}" if value < 10 else f"{round(value, digits):,.0f}"


def section(figures: Bench, points: Sequence[merge_scale.Point], assumed: Assumed) -> str:
    """What stands between the marks of docs/scale.md: the measurements, then what follows from them."""
    made = [need(task, figures, points, assumed) for task in TASKS]
    return (
        f"{BEGIN}\nMeasured: {figures.machine}; {figures.documents} articles of 500 words.\n\n"
        f"{benchmark.tables(figures)}\n"
        f"What follows, at {assumed.price:g} for a core and hour, with {100 * assumed.spare:.0f} % to spare, "
        f"{assumed.accounts:g} accounts and {assumed.kilobytes:g} kB a report that is read, {assumed.fusing_ms:g} ms "
        f"to fuse an account, {assumed.row_bytes:g} bytes a page that is not read, {assumed.memory_mb:g} MB a core, "
        f"{assumed.days:g} days merged at once:\n\n{table(made)}{END}"
    )


def written(page: str, part: str) -> str:
    """The page with the part between its marks."""
    before, _, rest = page.partition(BEGIN)
    return before + part + rest.partition(END)[2]


def main(arguments: Sequence[str]) -> None:
    """Tells the table."""
    parser = argparse.ArgumentParser(prog="python -m gesta.evaluate.bench_scale", description=__doc__)
    parser.add_argument("--price", type=float, default=Assumed().price, help="of a core for an hour")
    parser.add_argument("--write", action="store_true", help="put it into docs/scale.md")
    given = parser.parse_args(arguments)
    part = section(benchmark.load(), merge_scale.load_points(), Assumed(price=given.price))
    if given.write:
        PAGE.write_text(written(PAGE.read_text(encoding="utf-8"), part), encoding="utf-8")
    print(part, end="")


if __name__ == "__main__":
    main(sys.argv[1:])
