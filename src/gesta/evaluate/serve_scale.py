"""How fast a large project is served: ``python -m gesta.evaluate.serve_scale``.

A made-up project of 100,000 incidents (made once where ``--project`` names a file to keep it in) is served by ``gesta
serve`` in a process of its own, and asked 50 times a second for a minute: pages of the list, tiles of all zooms, the
timeline, each under filters that an analyst uses. Requests are sent when they are due, whatever became of those before
(an open loop), and each is timed from when it was due. A line is told for each kind: how many, the median and the 95th
percentile in milliseconds, the longest, and errors; then the server's memory and the machine's load. With ``--write``
the speeds are kept in ``serve_scale.yaml`` beside this module, from where the quality page has them. A measurement, not
a gate: milliseconds are those of one machine.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path
from random import Random

import httpx
import msgspec

from gesta.evaluate.serve_made import make_project

_FILTERS = (
    "", "", "", "type=armed_attack", "type=protest", "country=IQ", "country=IQ&country=SY", "since=2024",
    "since=2018&until=2020", "country=NG&type=abduction", "min_killed=20", "actor=police", "all=yes",
    "near=33.3,44.4,150",
)  # fmt: skip
_MIX = (("list", 3), ("tile", 6), ("timeline", 1))
"""Of ten requests so many: a map asks for many tiles at once, and its timeline once."""
_MIDDLES = ((33.2, 43.7), (35.0, 38.5), (15.5, 47.6), (9.6, 8.1), (5.2, 46.2))
_PATIENCE = 120.0
"""Seconds that the server may take until it answers, and any answer may take."""
_CONNECTIONS = 64
SPEEDS = Path(__file__).parent / "serve_scale.yaml"
_HEAD = "# How fast 100,000 incidents are served. Written by python -m gesta.evaluate.serve_scale --write.\n"
_COLUMNS = ("requests of", "number", "median ms", "95th ms", "longest ms", "errors")
_KIBIBYTES = 1024


class Answer(msgspec.Struct, frozen=True):
    """One request. ``seconds``: from when it was due until the whole answer was there."""

    kind: str
    seconds: float
    is_good: bool


class Speed(msgspec.Struct, frozen=True):
    """All requests of a kind, in milliseconds."""

    kind: str
    requests: int
    median: float
    high: float
    longest: float
    errors: int


def requests(count: int, seed: int = 1) -> Iterator[tuple[str, str]]:
    """Kinds and paths as analysts ask for them: the same for every call."""
    dice = Random(seed)
    kinds = [kind for kind, share in _MIX for _ in range(share)]
    for _ in range(count):
        kind, query = dice.choice(kinds), dice.choice(_FILTERS)
        path = {"list": "/incidents", "timeline": "/timeline.json"}.get(kind) or _tile(dice)
        yield kind, f"{path}?{query}" if query else path


def _tile(dice: Random) -> str:
    """A tile as somebody sees it who looks closer at one place, most often at the zooms of a country."""
    from math import asinh, pi, radians, tan

    z = dice.choice((1, 2, 3, 4, 4, 5, 5, 5, 6, 6, 6, 7, 7, 8, 9, 10, 12, 13))
    lat, lon = dice.choice(_MIDDLES)
    scale = 1 << z
    x = int((lon / 360 + 0.5) * scale) + dice.randint(-2, 2)
    y = int((0.5 - asinh(tan(radians(lat))) / (2 * pi)) * scale) + dice.randint(-1, 1)
    return f"/tiles/{z}/{x % scale}/{min(max(y, 0), scale - 1)}.mvt"


def speeds(answers: Sequence[Answer]) -> tuple[Speed, ...]:
    """The answers by kind, and all together last."""
    kinds = {kind: [each for each in answers if each.kind == kind] for kind, _ in _MIX}
    return tuple(_speed(kind, some) for kind, some in [*kinds.items(), ("all", list(answers))] if some)


def _speed(kind: str, answers: Sequence[Answer]) -> Speed:
    told = sorted(each.seconds * 1000 for each in answers)
    high = told[min(len(told) - 1, round(len(told) * 0.95))]
    errors = sum(not each.is_good for each in answers)
    return Speed(kind, len(told), round(statistics.median(told), 1), round(high, 1), round(told[-1], 1), errors)


async def ask(address: str, asked: Sequence[tuple[str, str]], rate: float) -> list[Answer]:
    """Sends the requests, so many a second, and waits for all the answers.

    Each connection is a client of its own: the pool of one client takes longer for each request the more are waiting.
    """
    async with AsyncExitStack() as stack:
        idle: asyncio.LifoQueue[httpx.AsyncClient] = asyncio.LifoQueue()
        for _ in range(_CONNECTIONS):
            client = httpx.AsyncClient(base_url=address, timeout=_PATIENCE, trust_env=False, verify=False)
            idle.put_nowait(await stack.enter_async_context(client))
        began = time.perf_counter() + 0.1

        async def one(place: int, kind: str, path: str) -> Answer:
            due = began + place / rate
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            client = await idle.get()
            try:
                status = (await client.get(path)).status_code
            except httpx.HTTPError:
                status = 0
            finally:
                idle.put_nowait(client)
            return Answer(kind, time.perf_counter() - due, status == httpx.codes.OK)

        return await asyncio.gather(*(one(place, *each) for place, each in enumerate(asked)))


@contextmanager
def served(project: Path | str) -> Iterator[tuple[str, int]]:
    """The address and process number of the project's server, which has answered once."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "gesta.cli.main", "serve", str(project), "--port", str(port), "--who", "nobody"]
    address = f"http://127.0.0.1:{port}"
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + _PATIENCE
        while True:
            try:
                httpx.get(f"{address}/timeline.json", timeout=_PATIENCE).raise_for_status()
                break
            except httpx.TransportError:
                if process.poll() is not None or time.monotonic() > deadline:
                    raise
                time.sleep(0.2)
        yield address, process.pid
    finally:
        process.terminate()
        process.wait()


def memory_mb(process: int) -> tuple[int, int]:
    """The memory of the process now and at its highest, in MiB; 0, 0 where the system does not say."""
    status = Path(f"/proc/{process}/status")
    if not status.exists():
        return 0, 0
    told = dict(line.split(":", 1) for line in status.read_text().splitlines())
    now, peak = (int(told[name].split()[0]) // _KIBIBYTES for name in ("VmRSS", "VmHWM"))
    return now, peak


def processor_seconds(process: int) -> float:
    """Seconds of a processor that the process has used; 0 where the system does not say."""
    told = Path(f"/proc/{process}/stat")
    if not told.exists():
        return 0.0
    user, system = told.read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def load_speeds(path: Path = SPEEDS) -> tuple[Speed, ...]:
    """The speeds kept, none where there is no file."""
    return tuple(msgspec.yaml.decode(path.read_bytes(), type=list[Speed])) if path.exists() else ()


def serve_section(kept: Sequence[Speed]) -> str:
    """The table for the quality page; empty without speeds."""
    if not kept:
        return ""
    rows = (
        (
            each.kind,
            f"{each.requests:,}",
            *(f"{ms:.0f}" for ms in (each.median, each.high, each.longest)),
            str(each.errors),
        )
        for each in kept
    )
    lines = [_COLUMNS, ("---", *("---:" for _ in _COLUMNS[1:])), *rows]
    table = "".join("| " + " | ".join(cells) + " |\n" for cells in lines)
    return (
        "\n## serve-scale\n\nHow fast a project of 100,000 made-up incidents is served, asked 50 times a second. "
        f"A measurement of one machine, not a gate: `python -m gesta.evaluate.serve_scale --write`.\n\n{table}"
    )


def main(arguments: Sequence[str]) -> None:
    """Measures and tells."""
    parser = argparse.ArgumentParser(prog="python -m gesta.evaluate.serve_scale", description=__doc__)
    parser.add_argument("--project", type=Path, help="file that keeps the made-up project")
    parser.add_argument("--incidents", type=int, default=100_000)
    parser.add_argument("--rate", type=float, default=50.0, help="requests a second")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--write", action="store_true", help="keep the speeds for the quality page")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="gesta-") as folder:
        project: Path = given.project or Path(folder) / "made.db"
        if not project.exists():
            make_project(project, given.incidents)
        asked = list(requests(round(given.rate * given.seconds)))
        with served(project) as (address, process):
            before = processor_seconds(process)
            answers = asyncio.run(ask(address, asked, given.rate))
            each_took = (processor_seconds(process) - before) / len(answers) * 1000
            now, peak = memory_mb(process)
    told = speeds(answers)
    if given.write:
        body = "".join(f"- {msgspec.json.encode(each).decode()}\n" for each in told)
        SPEEDS.write_text(_HEAD + body, encoding="utf-8")
    for each in told:
        print(
            f"{each.kind:9} {each.requests:6} requests  median {each.median:7.1f} ms  95th {each.high:7.1f} ms  "
            f"longest {each.longest:7.1f} ms  errors {each.errors}"
        )
    load = " ".join(f"{each:.1f}" for each in os.getloadavg())
    print(
        f"the server took {each_took:.1f} ms of a processor for each; memory {now} MB, at its highest {peak} MB; "
        f"load average {load} on {os.cpu_count()} processors"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
