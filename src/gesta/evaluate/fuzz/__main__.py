"""Documents made to break Gesta: ``python -m gesta.evaluate.fuzz --documents 1000 --chain text``.

Documents are made from a seed and go through the stages: ``intake`` (bytes to reports), ``text`` (to documents too) or
``whole`` (to records); with ``own`` they are codebooks, overlays and dictionaries as people write them, made bad. For
each it is checked that nothing is raised, that it takes at most five seconds of processor time, that every span lies
in the text and quotes it, that blocks cover the text and do not overlap, that what comes of it survives JSON, and of
one in twenty that it comes to the same when read again. The first document of every kind of fault is made as small as
it can be and kept in ``--folder`` with the numbers that make it again. How far it has come is told on standard error,
the sum as one JSON line on standard output; the exit status is 1 where there were faults.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import get_args

import msgspec

from gesta.evaluate.fuzz.case import Case
from gesta.evaluate.fuzz.chains import Chain
from gesta.evaluate.fuzz.making import case_of, samples_of
from gesta.evaluate.fuzz.minimise import smallest
from gesta.evaluate.fuzz.own_files import own_case
from gesta.evaluate.fuzz.workers import Found, all_of, alone

_EVERY = 30.0
"""Seconds between two lines of progress."""


class Sum(msgspec.Struct, frozen=True):
    """What a run came to. ``faults``: how many documents broke what."""

    chain: str
    seed: int
    first: int
    documents: int
    seconds: float
    faults: dict[str, int]


def main(arguments: list[str] | None = None) -> int:
    """Run the fuzzer as asked."""
    asked = _parser().parse_args(arguments)
    make = _maker(asked)
    counts: Counter[str] = Counter()
    began = told = time.monotonic()
    documents = 0
    for found in all_of(make, asked.chain, asked.first, asked.jobs, most=None if asked.seconds else asked.documents):
        documents += 1
        for fault in found.faults:
            kind = kind_of(fault)
            counts[kind] += 1
            if counts[kind] == 1:
                print(f"document {found.number}: {fault}", file=sys.stderr, flush=True)
                _keep(make(found.number), found, kind, asked)
        now = time.monotonic()
        if now - told > _EVERY:
            told = now
            print(f"{documents} documents, {sum(counts.values())} faults", file=sys.stderr, flush=True)
        if asked.seconds and now - began > asked.seconds:
            break
    seconds = round(time.monotonic() - began, 1)
    result = Sum(asked.chain, asked.seed, asked.first, documents, seconds, dict(counts.most_common()))
    sys.stdout.write(msgspec.json.encode(result).decode() + "\n")
    return 1 if counts else 0


def _maker(asked: argparse.Namespace) -> Callable[[int], Case]:
    """What makes the document of a number."""
    if asked.chain == "own":
        return partial(own_case, asked.seed)
    return partial(case_of, asked.seed, samples=samples_of(asked.samples), texts_only=asked.chain == "whole")


def kind_of(fault: str) -> str:
    """By what two faults are alike: the exception and where it was raised, or the promise broken."""
    head, _, rest = fault.partition(": ")
    return head if " in " in head else f"{head}: {rest}"


def _keep(case: Case, found: Found, kind: str, asked: argparse.Namespace) -> None:
    """The document, made small, lies in the folder, with what makes it again beside it."""
    twice = kind.startswith("determinism")

    def breaks(each: Case) -> bool:
        return any(kind_of(one) == kind for one in alone(each, asked.chain, twice=twice))

    small = smallest(case, breaks) if breaks(case) else case
    asked.folder.mkdir(parents=True, exist_ok=True)
    stem = asked.folder / f"{asked.chain}-{asked.seed}-{found.number}"
    stem.with_suffix(".bin").write_bytes(small.content)
    told = {"faults": found.faults, "seed": asked.seed, "number": found.number, "chain": asked.chain,
            "form": small.form,
            "ending": small.ending, "charset": small.charset, "published": small.published,
            "content": repr(small.content[:2000])}  # fmt: skip
    stem.with_suffix(".json").write_bytes(msgspec.json.format(msgspec.json.encode(told)))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="gesta.evaluate.fuzz", description="Documents made to break Gesta.")
    parser.add_argument("--chain", choices=get_args(Chain), default="text", help="how far they go")
    parser.add_argument("--documents", type=int, default=1000, help="how many")
    parser.add_argument("--seconds", type=float, help="as many as there is time for, instead")
    parser.add_argument("--seed", type=int, default=1, help="another seed makes others")
    parser.add_argument("--first", type=int, default=0, help="the number to begin with")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    parser.add_argument("--samples", type=Path, default=Path("samples/reports"), help="good files, to be made bad")
    parser.add_argument("--folder", type=Path, default=Path("build/fuzz"), help="where faults are kept")
    return parser


if __name__ == "__main__":
    sys.exit(main())
