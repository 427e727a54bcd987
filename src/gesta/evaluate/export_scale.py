"""What an export costs as a project grows: ``python -m gesta.evaluate.export_scale 100000 1000000``.

So many made-up incidents are exported in each form in a process of its own, and a line told: form, incidents, seconds,
peak memory of the whole process, size. With ``--write`` the points are kept in ``export_scale.yaml`` beside this
module, from where the quality page takes its table. A measurement, not a gate: seconds are those of one machine.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import msgspec

from gesta.evaluate.export_made import MadeSource
from gesta.export.format import Options
from gesta.export.losses import LossReport
from gesta.export.registry import FORMATS
from gesta.export.writing import write_to

POINTS = Path(__file__).parent / "export_scale.yaml"
FORMS = ("csv", "parquet")
_HEAD = "# What an export cost. Written by python -m gesta.evaluate.export_scale N... --write.\n"
_KILOBYTE, _MEGABYTE = 1024, 1_000_000
_COLUMNS = ("form", "incidents", "processor s", "clock s", "µs an incident", "peak MB", "file MB")


class Point(msgspec.Struct, frozen=True):
    """One measurement: the table of incidents in one form; ``seconds``: of the processor, ``wall``: by the clock."""

    form: str
    incidents: int
    seconds: float
    wall: float
    peak_mb: int
    file_mb: int


def measure(form: str, count: int) -> Point:
    """Exports so many made-up incidents; the peak is that of the whole process."""
    with tempfile.TemporaryDirectory(prefix="gesta-") as folder:
        path = Path(folder) / f"incidents{FORMATS[form].suffix}"
        began, started = time.process_time(), time.perf_counter()
        write_to(FORMATS[form], MadeSource(count), path, Options(), LossReport())
        seconds, wall = time.process_time() - began, time.perf_counter() - started
        size = path.stat().st_size // _MEGABYTE
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // _KILOBYTE
    return Point(form, count, round(seconds, 1), round(wall, 1), peak, size)


def measured(counts: Sequence[int]) -> Iterator[Point]:
    """A point for each form and count, each measured in a fresh process."""
    context = multiprocessing.get_context("spawn")
    for count in counts:
        for form in FORMS:
            with ProcessPoolExecutor(1, context) as pool:
                yield pool.submit(measure, form, count).result()


def told(point: Point) -> str:
    """The point as a line for a terminal."""
    return "  ".join(f"{name} {cell}" for name, cell in zip(_COLUMNS, _cells(point), strict=True))


def _cells(point: Point) -> tuple[str, ...]:
    each = point.seconds / point.incidents * 1e6
    return (
        point.form, f"{point.incidents:,}", f"{point.seconds:.1f}", f"{point.wall:.1f}", f"{each:.0f}",
        f"{point.peak_mb:,}", f"{point.file_mb:,}",
    )  # fmt: skip


def load_points(path: Path = POINTS) -> tuple[Point, ...]:
    """The points kept, none where there is no file."""
    return tuple(msgspec.yaml.decode(path.read_bytes(), type=list[Point])) if path.exists() else ()


def export_section(points: Sequence[Point]) -> str:
    """The table for the quality page; empty without points."""
    if not points:
        return ""
    lines = [_COLUMNS, ("---", *("---:" for _ in _COLUMNS[1:])), *map(_cells, points)]
    table = "".join("| " + " | ".join(cells) + " |\n" for cells in lines)
    counts = " ".join(str(each) for each in dict.fromkeys(point.incidents for point in points))
    return (
        "\n## export-scale\n\nWhat an export costs: the table of incidents, made-up incidents of one to four reports, "
        "one process. A measurement of one machine, not a gate: "
        f"`python -m gesta.evaluate.export_scale {counts} --write`.\n\n{table}"
    )


def main(arguments: Sequence[str]) -> None:
    """Measures the counts given and, with ``--write``, keeps the points."""
    points = []
    for point in measured([int(each) for each in arguments if each != "--write"]):
        print(told(point), flush=True)
        points.append(point)
    if "--write" in arguments:
        body = "".join(f"- {msgspec.json.encode(point).decode()}\n" for point in points)
        POINTS.write_text(_HEAD + body, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
