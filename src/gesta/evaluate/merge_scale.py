"""What merging costs as a project grows: ``python -m gesta.evaluate.merge_scale 10000 100000 1000000``.

Each number of made-up accounts is merged in a process of its own, and a line told: accounts, pairs compared, clusters,
seconds, peak memory. With ``--write`` the points are kept in ``merge_scale.yaml`` beside this module, from where the
quality page takes its table. A measurement, not a gate: seconds are those of one machine.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import msgspec

from gesta.evaluate.clusterings import pairs
from gesta.evaluate.merge_profiles import made_profiles
from gesta.merge.across.merging import candidates, merge
from gesta.model.terms import IncidentId

POINTS = Path(__file__).parent / "merge_scale.yaml"
_HEAD = "# What merging cost. Written by python -m gesta.evaluate.merge_scale N... --write.\n"
_KILOBYTE = 1024
_COLUMNS = (
    "accounts", "pairs compared", "pairs an account", "incidents", "processor s", "clock s", "µs an account",
    "peak MB", "pair F1",
)  # fmt: skip


class Point(msgspec.Struct, frozen=True):
    """One measurement; ``seconds``: of the processor, ``wall``: by the clock, which others on the machine slow down;
    ``f1``: pairs against the made-up truth, which shows that what was timed did its work."""

    accounts: int
    pairs: int
    clusters: int
    seconds: float
    wall: float
    peak_mb: int
    f1: float


def measure(count: int) -> Point:
    """Merges so many made-up accounts; the peak is that of the whole process, its profiles included."""
    made = list(made_profiles(count))
    truth = {profile.account: occurrence for profile, occurrence in made}
    profiles = [profile for profile, _ in made]
    del made
    began, started = time.process_time(), time.perf_counter()
    clusters = merge(profiles).clusters
    seconds, wall = time.process_time() - began, time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // _KILOBYTE
    found: dict[IncidentId, int] = {each: number for number, cluster in enumerate(clusters) for each in cluster}
    compared = sum(1 for _ in candidates(profiles))
    return Point(
        count, compared, len(clusters), round(seconds, 1), round(wall, 1), peak, round(pairs(truth, found).f1, 3)
    )


def measured(counts: Sequence[int]) -> list[Point]:
    """A point for each count, each measured in a fresh process."""
    points: list[Point] = []
    context = multiprocessing.get_context("spawn")
    for count in counts:
        with ProcessPoolExecutor(1, context) as pool:
            points.append(pool.submit(measure, count).result())
        print(told(points[-1]), flush=True)
    return points


def told(point: Point) -> str:
    """The point as a line for a terminal."""
    return "  ".join(f"{name} {cell}" for name, cell in zip(_COLUMNS, _cells(point), strict=True))


def _cells(point: Point) -> tuple[str, ...]:
    each = point.seconds / point.accounts * 1e6
    return (
        f"{point.accounts:,}", f"{point.pairs:,}", f"{point.pairs / point.accounts:.1f}", f"{point.clusters:,}",
        f"{point.seconds:.1f}", f"{point.wall:.1f}", f"{each:.0f}", f"{point.peak_mb:,}", f"{100 * point.f1:.1f}",
    )  # fmt: skip


def load_points(path: Path = POINTS) -> tuple[Point, ...]:
    """The points kept, none where there is no file."""
    return tuple(msgspec.yaml.decode(path.read_bytes(), type=list[Point])) if path.exists() else ()


def scale_section(points: Sequence[Point]) -> str:
    """The table for the quality page; empty without points."""
    if not points:
        return ""
    lines = [_COLUMNS, tuple("---:" for _ in _COLUMNS), *map(_cells, points)]
    table = "".join("| " + " | ".join(cells) + " |\n" for cells in lines)
    return (
        "\n## merge-scale\n\nWhat merging costs: made-up accounts with the skew of news (2 % of the reports tell one "
        "occurrence, towns and outlets by rank, days in bursts), merged in one process on one core. A measurement of "
        f"one machine, not a gate: `python -m gesta.evaluate.merge_scale {' '.join(str(p.accounts) for p in points)} "
        f"--write`.\n\n{table}"
    )


def main(arguments: Sequence[str]) -> None:
    """Measures the counts given and, with ``--write``, keeps the points."""
    counts = [int(each) for each in arguments if each != "--write"]
    points = measured(counts)
    if "--write" in arguments:
        body = "".join(f"- {msgspec.json.encode(point).decode()}\n" for point in points)
        POINTS.write_text(_HEAD + body, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
