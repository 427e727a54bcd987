"""How a shared project stands up to a team: ``python -m gesta.evaluate.load --seconds 600``.

A made-up project in PostgreSQL (started for it from the wheel pgserver, or at ``--address``, where nothing may be) is
served by ``gesta serve`` and used at the same time by 200 readers, who look at a page, think (ten seconds on average,
exponentially distributed) and look at the next, and by five writers: three judge incidents over HTTP, two processes
capture reports, save their readings and merge them, all with two seconds between a write and the next. Then every write
that was acknowledged must be found in the database exactly once, no number of the change feed may be missing, and no
answer may have been an error. Exit status 1 where any of that is not so. Told of each kind: how many, the median, the
95th and 99th percentile and the longest in milliseconds, from sending a request until its whole answer was there. With
``--write`` the figures are kept in ``load.yaml`` beside this module, from where ``docs/deploy.md`` has them.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path
from random import Random

import httpx
import msgspec

from gesta.evaluate.load_made import Written, fill
from gesta.evaluate.load_sums import Lost, lost
from gesta.evaluate.serve_scale import memory_mb, processor_seconds, served
from gesta.model.terms import IncidentId
from gesta.store.store import Store

_PAGES = (
    ("list", "/incidents?{filter}"), ("list", "/incidents.json?{filter}"), ("incident", "/incidents/{id}"),
    ("incident", "/incidents/{id}"), ("incident", "/incidents/{id}.json"), ("tile", "/tiles/{z}/{x}/{y}.mvt?{filter}"),
    ("tile", "/tiles/{z}/{x}/{y}.mvt"), ("timeline", "/timeline.json?{filter}"), ("changes", "/changes.json?since={n}"),
)  # fmt: skip
_FILTERS = ("", "", "type=protest", "country=IQ", "since=2020", "min_killed=10", "country=SY&since=2015", "all=yes")
_PATIENCE = 60.0
"""Seconds that an answer may take before it counts as an error."""
FIGURES = Path(__file__).parent / "load.yaml"
_HEAD = "# A shared project under load. Written by python -m gesta.evaluate.load --write.\n"
_JUDGES, _ADDERS = 3, 2


class Answer(msgspec.Struct, frozen=True):
    """One request. ``status``: 0 where no answer came, for the reason of ``fault``; ``judgement``: the id of the one
    that was acknowledged."""

    kind: str
    seconds: float
    status: int
    judgement: str = ""
    fault: str = ""


class Speed(msgspec.Struct, frozen=True):
    """All of a kind, in milliseconds."""

    kind: str
    number: int
    errors: int
    median: float
    p95: float
    p99: float
    longest: float


class Figures(msgspec.Struct, frozen=True):
    """One load test."""

    seconds: int
    readers: int
    incidents: int
    lost: int
    doubled: int
    processors: int
    load_average: float
    server_ms: float
    server_mb: int
    speeds: tuple[Speed, ...]


def path_of(dice: Random, ids: Sequence[IncidentId]) -> tuple[str, str]:
    """Kind and path of the next page that somebody looks at."""
    kind, path = dice.choice(_PAGES)
    z = dice.randint(2, 8)
    where = {"z": z, "x": dice.randrange(1 << z), "y": dice.randrange(1 << z)}
    return kind, path.format(filter=dice.choice(_FILTERS), id=dice.choice(ids), n=dice.randrange(len(ids)), **where)


async def use(address: str, ids: Sequence[IncidentId], readers: int, think: float, pause: float,
              seconds: float) -> list[Answer]:  # fmt: skip
    """Readers and judges use the project for so long; every answer.

    ``think``, ``pause``: seconds between a reader's, and a judge's, requests, on average.
    """
    answers: list[Answer] = []
    until = time.monotonic() + seconds
    async with AsyncExitStack() as stack:
        made = [httpx.AsyncClient(base_url=address, timeout=_PATIENCE, trust_env=False, verify=False)
                for _ in range(readers + _JUDGES)]  # fmt: skip
        clients = [await stack.enter_async_context(client) for client in made]

        async def read(number: int) -> None:
            dice = Random(number)
            await asyncio.sleep(dice.uniform(0, think))
            while time.monotonic() < until:
                answers.append(await _ask(clients[number], *path_of(dice, ids)))
                await asyncio.sleep(dice.expovariate(1 / think))

        async def judge(number: int) -> None:
            dice = Random(f"judge {number}")
            while time.monotonic() < until:
                said = {dice.choice(("right", "wrong")): dice.choice(ids), "why": f"judge {number} at {time.time()}"}
                answers.append(await _judged(clients[readers + number], said))
                await asyncio.sleep(dice.expovariate(1 / pause))

        await asyncio.gather(*map(read, range(readers)), *map(judge, range(_JUDGES)))
    return answers


async def _ask(client: httpx.AsyncClient, kind: str, path: str) -> Answer:
    began = time.perf_counter()
    try:
        status = (await client.get(path, follow_redirects=True)).status_code
    except httpx.HTTPError as fault:
        return Answer(kind, time.perf_counter() - began, 0, fault=repr(fault))
    return Answer(kind, time.perf_counter() - began, status)


async def _judged(client: httpx.AsyncClient, said: dict[str, str]) -> Answer:
    began = time.perf_counter()
    try:
        answer = await client.post("/judgements.json", json=said)
    except httpx.HTTPError as fault:
        return Answer("judgement", time.perf_counter() - began, 0, fault=repr(fault))
    took = time.perf_counter() - began
    made = answer.json()["judgement"]["id"] if answer.status_code == httpx.codes.CREATED else ""
    return Answer("judgement", took, answer.status_code, made)


@contextmanager
def adding(address: str, seconds: float, pause: float) -> Iterator[list[subprocess.Popen[bytes]]]:
    """The processes that add reports for so long, a line for each; what they say is to be read at the end."""
    module = [sys.executable, "-m", "gesta.evaluate.load_made", address]
    started = [
        subprocess.Popen([*module, str(10_000_000 * (place + 1)), str(seconds), str(pause)], stdout=subprocess.PIPE)
        for place in range(_ADDERS)
    ]
    try:
        yield started
    finally:
        for each in started:
            each.kill()
            each.wait()


@contextmanager
def database(address: str | None) -> Iterator[str]:
    """The address of an empty database; one of its own, that is gone afterwards, where none is given."""
    if address is not None:
        yield address
        return
    from pgserver.postgres_server import get_server

    with tempfile.TemporaryDirectory(prefix="gesta-pg-", ignore_cleanup_errors=True) as folder:
        server = get_server(folder)
        try:
            yield server.get_uri()
        finally:
            server.cleanup()


def speeds(answers: Sequence[Answer]) -> tuple[Speed, ...]:
    """The answers by kind, all that read together last."""
    kinds = sorted({each.kind for each in answers})
    reading = [each for each in answers if each.kind not in ("judgement", "report")]
    groups = [(kind, [each for each in answers if each.kind == kind]) for kind in kinds]
    return tuple(_speed(kind, some) for kind, some in [*groups, ("all pages", reading)] if some)


def _speed(kind: str, answers: Sequence[Answer]) -> Speed:
    told = sorted(each.seconds * 1000 for each in answers)

    def share(part: float) -> float:
        return round(told[min(len(told) - 1, int(len(told) * part))], 1)

    errors = sum(not 200 <= each.status < 300 for each in answers)
    return Speed(kind, len(told), errors, share(0.5), share(0.95), share(0.99), round(told[-1], 1))


def load_section(kept: Figures) -> str:
    """The table for the page about installations."""
    rows = [
        (each.kind, f"{each.number:,}", str(each.errors), *(f"{ms:,.0f}" for ms in
         (each.median, each.p95, each.p99, each.longest)))
        for each in kept.speeds
    ]  # fmt: skip
    head = ("", "number", "errors", "median ms", "95 % ms", "99 % ms", "longest ms")
    lines = [head, ("---", *("---:" for _ in head[1:])), *rows]
    table = "".join("| " + " | ".join(cells) + " |\n" for cells in lines)
    return (
        f"{kept.readers} readers and {_JUDGES + _ADDERS} writers for {kept.seconds} seconds, a project of "
        f"{kept.incidents:,} incidents at the start, {kept.processors} processors with a load average of "
        f"{kept.load_average:.1f} at the end: {kept.lost} writes lost, {kept.doubled} doubled.\n\n{table}\n"
        f"The server took {kept.server_ms:.0f} ms of a processor for each request, "
        f"and {kept.server_mb} MB of memory at its highest.\n"
    )


def measure(address: str, reports: int, readers: int, think: float, pause: float, seconds: float) -> tuple[
        Figures, Lost]:  # fmt: skip
    """The load test in the empty database."""
    with Store.create(address) as store:
        fill(store, reports)
        ids = [each.id for each in store.incidents()]
    with served(address) as (site, process), adding(address, seconds, pause) as adders:
        before = processor_seconds(process)
        answers = asyncio.run(use(site, ids, readers, think, pause, seconds))
        took = processor_seconds(process) - before
        _, peak = memory_mb(process)
        lines = [line for each in adders for line in each.communicate()[0].splitlines()]
        written = [msgspec.json.decode(line, type=Written) for line in lines]
        failed = sum(each.returncode != 0 for each in adders)
    judged = [each.judgement for each in answers if each.judgement]
    found = lost(address, judged, [each.report for each in written])
    answers += [Answer("report", each.seconds, 201) for each in written] + [Answer("report", 0.0, 0)] * failed
    figures = Figures(
        round(seconds), readers, len(ids), len(found.lost), len(found.doubled), os.cpu_count() or 1,
        round(os.getloadavg()[0], 1), round(took / len(answers) * 1000, 1), peak, speeds(answers),
    )  # fmt: skip
    faults = Counter((each.kind, each.status, each.fault) for each in answers if not 200 <= each.status < 300)
    for (kind, status, fault), number in faults.items():
        print(f"{number} of {kind}: status {status} {fault}", file=sys.stderr)
    return figures, found


def main(arguments: Sequence[str]) -> int:
    """Measures and tells; 0 where nothing was lost and nothing failed."""
    parser = argparse.ArgumentParser(prog="python -m gesta.evaluate.load", description=__doc__)
    parser.add_argument("--address", help="an empty PostgreSQL database; one is started otherwise")
    parser.add_argument("--reports", type=int, default=2000, help="of the made-up project, three incidents each")
    parser.add_argument("--readers", type=int, default=200)
    parser.add_argument("--think", type=float, default=10.0, help="seconds between a reader's requests, on average")
    parser.add_argument("--pause", type=float, default=2.0, help="seconds between a writer's writes, on average")
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--write", action="store_true", help="keep the figures for the page")
    given = parser.parse_args(arguments)
    with database(given.address) as address:
        figures, found = measure(address, given.reports, given.readers, given.think, given.pause, given.seconds)
    if given.write:
        FIGURES.write_text(_HEAD + msgspec.yaml.encode(figures).decode(), encoding="utf-8")
    print(load_section(figures))
    for problem in found.problems:
        print(problem)
    return int(bool(found.problems) or any(each.errors for each in figures.speeds))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
