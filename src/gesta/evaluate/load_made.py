"""A made-up project that can be merged and judged, and the writer that goes on adding to it: for the load test.

Run as ``python -m gesta.evaluate.load_made ADDRESS FIRST SECONDS PAUSE``: reports numbered from FIRST on are captured,
their readings saved and merged, one report at a time, until the time is over; for each that stands, a JSON line.
"""

from __future__ import annotations

import sys
import time
from datetime import date, timedelta
from random import Random

import msgspec

from gesta.codebook.load import load
from gesta.evaluate.serve_made import scattered
from gesta.model.documents import Published, Report, report_id
from gesta.model.incidents import Context, DocumentRef, Incident, Record, ReportRef
from gesta.model.spans import Span
from gesta.model.terms import IncidentId
from gesta.pipeline.recode import reading
from gesta.pipeline.settling import settle
from gesta.store.store import PATIENT, Store

AT = "2026-01-01T00:00:00Z"
_STAMP = "made up"
_AT_ONCE = 200
_SYLLABLES = ("ba", "do", "fen", "gu", "kir", "lo", "ma", "nes", "pol", "ra", "sut", "ti", "vo", "zan")
_WORDS, _OUTLETS = 24, 40
_FIRST, _DAYS = date(2010, 1, 1), 5800
_ACCOUNTS = 3
"""Accounts of a report."""


class Written(msgspec.Struct, frozen=True):
    """A report that stands, and how long its writing took, waiting for other writers and all."""

    report: str
    seconds: float


def made_report(number: int) -> tuple[Report, Record]:
    """The report of the number and its record: the same for every call."""
    told = [scattered(number * _ACCOUNTS + place) for place in range(_ACCOUNTS)]
    lines = [_said(number, place) for place in range(_ACCOUNTS)]
    text = "\n".join(lines)
    source, outlet = f"https://news.example/load/{number}", f"Wire {number % _OUTLETS}"
    day = (_FIRST + timedelta(days=Random(number).randrange(_DAYS))).isoformat()
    report = Report(report_id(text.encode(), source, outlet, day, None), source, "text", text, None, outlet, day)
    incidents, start = [], 0
    for place, (each, line) in enumerate(zip(told, lines, strict=True)):
        word = line.split()[1]
        at = start + len(line.split()[0]) + 1
        mention = msgspec.structs.replace(each.mentions[0], start=at, end=at + len(word), exact=word, trigger=word)
        own = {name: getattr(each, name) for name in Incident.__struct_fields__}
        id = IncidentId(f"inc_{Random(f'{number} {place}').getrandbits(64):016x}")
        incidents.append(Incident(**{**own, "id": id, "mentions": (mention,)}))
        start += len(line) + 1
    return report, Record(
        "made up", "none", "core@1", "base@1",
        ReportRef(report.id, report.source, report.outlet, Published(day, day, "day", "given")),
        DocumentRef(None, "en", text, (), (Span(0, len(text)),)), (), tuple(incidents), Context(), (),
    )  # fmt: skip


def _said(number: int, place: int) -> str:
    """Words of no language, so that no two reports are copies of each other."""
    dice = Random(f"{number} said {place}")
    return " ".join("".join(dice.choices(_SYLLABLES, k=dice.randint(2, 4))) for _ in range(_WORDS))


def fill(store: Store, reports: int) -> None:
    """The first so many reports stand, merged."""
    book = load()
    for first in range(0, reports, _AT_ONCE):
        made = [made_report(number) for number in range(first, min(first + _AT_ONCE, reports))]
        with store.transaction():
            for report, _ in made:
                store.add_report(report, AT)
            _save(store, [record for _, record in made])
        settle(store, book, AT)


def _save(store: Store, records: list[Record]) -> None:
    made = [reading(record, _STAMP, AT) for record in records]
    with store.transaction():
        store.save_readings(made)
        store.ensure_ids([account.id for each in made for account in each.accounts])


def write(address: str, first: int, seconds: float, pause: float) -> None:
    """Reports are captured, read and merged as `gesta add` and a worker do it, and told on standard output."""
    book, dice = load(), Random(first)
    until = time.monotonic() + seconds
    number = first
    with Store.open(address, wait=PATIENT) as store:
        while time.monotonic() < until:
            report, record = made_report(number)
            began = time.perf_counter()
            store.add_report(report, AT)
            _save(store, [record])
            settle(store, book, AT)
            told = Written(report.id, time.perf_counter() - began)
            sys.stdout.buffer.write(msgspec.json.encode(told) + b"\n")
            sys.stdout.buffer.flush()
            number += 1
            time.sleep(dice.expovariate(1 / pause))


if __name__ == "__main__":
    write(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), float(sys.argv[4]))
