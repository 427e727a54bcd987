"""What reading costs: ``make bench``, or ``python -m gesta.evaluate.bench``.

Development articles of 500 words (``--data``; the sample reports, said loudly, where it is absent) go through the whole
chain, cold and warm, by one worker and by two; through each stage; through the triage; through ``gesta batch`` as a web
archive; and a part of the work through others' libraries. Every measurement runs in a process of its own. Seconds of a
processor bear a busy machine better than the clock, and both are told. With ``--write`` the figures are kept in
``bench.yaml`` beside this module, from where docs/scale.md has them. A measurement, not a gate.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec

from gesta.evaluate.bench_inputs import texts
from gesta.evaluate.bench_meter import alone
from gesta.evaluate.bench_peers import Peer, peers
from gesta.evaluate.bench_work import Row, cold, decided, looks, stages, warm

FIGURES = Path(__file__).parent / "bench.yaml"
_HEAD = "# What reading cost. Written by python -m gesta.evaluate.bench --write.\n"
_PAGES = 10
"""Pages of the archive and looks of the triage for each document of the other measurements: they are cheap."""
_COLUMNS = (
    "", "workers", "documents", "a second", "words a second", "processor ms each", "a second and core", "peak MB",
    "joules each",
)  # fmt: skip
Cells = tuple[str, ...]


class Bench(msgspec.Struct, frozen=True):
    """Everything that was measured. ``stages``: milliseconds of a processor a document, by workers and stage."""

    machine: str
    documents: int
    rows: tuple[Row, ...]
    stages: dict[int, dict[str, float]]
    peers: tuple[Peer, ...]


def bench(made: Sequence[str], workers: Sequence[int], *, with_peers: bool = True) -> Bench:
    """Measures everything; progress goes to standard error."""
    rows, by_stage = [], {}
    _say("cold")
    rows.append(alone(cold, made[0]))
    for number in workers:
        _say(f"full reading, {number} at a time")
        rows.append(alone(warm, made, number))
        by_stage[number] = _stages(made, number)
    _say("triage and archive")
    many = [made[number % len(made)] + f"\n\n{number}" for number in range(len(made) * _PAGES)]
    rows.extend(alone(looks, many))
    rows.extend(decided(many, number) for number in workers)
    _say("peers")
    found = tuple(peers(made)) if with_peers else ()
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    machine = f"{os.cpu_count()} processors ({_model()}), Python {platform.python_version()}, load average {load}"
    return Bench(machine, len(made), tuple(rows), by_stage, found)


def _say(what: str) -> None:
    print(f"bench: {what}", file=sys.stderr)


def _stages(made: Sequence[str], workers: int) -> dict[str, float]:
    """Milliseconds a document by stage, with so many processes at work at once."""
    with ThreadPoolExecutor(workers) as pool:
        found = list(pool.map(lambda at: alone(stages, made[at::workers]), range(workers)))
    return {name: round(1000 * sum(each[name] for each in found) / len(made), 2) for name in found[0]}


def _model() -> str:
    """What the processor calls itself."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text().splitlines() if told.exists() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "unknown")


def tables(found: Bench) -> str:
    """The figures in Markdown."""
    parts = [_table(_COLUMNS, map(_cells, found.rows))]
    names = list(next(iter(found.stages.values()), {}))
    heads = ("stage: processor ms a document", *(f"{number} at a time" for number in found.stages))
    parts.append(_table(heads, ((name, *(f"{each[name]:.1f}" for each in found.stages.values())) for name in names)))
    if found.peers:
        heads = ("layer", "by", "processor ms a document", "of Gesta's")
        parts.append(_table(heads, (_compared(each, found.peers) for each in found.peers)))
    return "\n".join(parts)


def _cells(row: Row) -> Cells:
    cost = row.cost
    memory = f"{row.peak_mb:,}" if row.peak_mb is not None else "-"
    energy = f"{cost.joules / row.documents:.2f}" if cost.joules is not None else "not readable"
    return (
        row.name, str(row.workers), f"{row.documents:,}", _rate(row.documents, cost.clock),
        _rate(row.words, cost.clock), f"{1000 * cost.seconds / row.documents:.1f}",
        _rate(row.documents, cost.seconds), memory, energy,
    )  # fmt: skip


def _rate(number: int, seconds: float) -> str:
    return f"{number / seconds:,.1f}" if seconds else "-"


def _compared(peer: Peer, every: Sequence[Peer]) -> Cells:
    ours = next((each.ms for each in every if each.ours and each.layer == peer.layer), None)
    if peer.ms is None:
        return peer.layer, peer.name, "not installed: pip install 'gesta[bench]'", "-"
    return peer.layer, peer.name, f"{peer.ms:.1f}", f"{peer.ms / ours:.2f}" if ours else "-"


def _table(heads: Cells, rows: Iterator[Cells] | map[Cells]) -> str:
    lines = [heads, ("---", *("---:" for _ in heads[1:])), *rows]
    return "".join("| " + " | ".join(cells) + " |\n" for cells in lines)


def load(path: Path = FIGURES) -> Bench:
    """The figures kept."""
    return msgspec.yaml.decode(path.read_bytes(), type=Bench, strict=False)


def main(arguments: Sequence[str]) -> None:
    """Measures and tells."""
    parser = argparse.ArgumentParser(prog="python -m gesta.evaluate.bench", description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="folder of the development data")
    parser.add_argument("--documents", type=int, default=240, help="articles of 500 words")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2], help="processes at a time")
    parser.add_argument("--no-peers", action="store_true", help="leave others' libraries out")
    parser.add_argument("--write", action="store_true", help="keep the figures")
    given = parser.parse_args(arguments)
    found = bench(texts(given.data, given.documents), given.workers, with_peers=not given.no_peers)
    if given.write:
        FIGURES.write_text(_HEAD + msgspec.yaml.encode(found).decode(), encoding="utf-8")
    print(f"{found.machine}\n\n{tables(found)}", end="")


if __name__ == "__main__":
    main(sys.argv[1:])
