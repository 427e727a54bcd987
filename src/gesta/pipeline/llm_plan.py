"""What a run over a language model will take, worked out from the reports before any of them is sent."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass

from gesta.codebook.records import Codebook
from gesta.errors import Problem
from gesta.model.documents import Report
from gesta.model.spans import Span
from gesta.readers.llm import TOGETHER
from gesta.readers.llm_ask import Asker, tokens
from gesta.readers.llm_cache import Answer
from gesta.readers.llm_endpoint import Endpoint
from gesta.readers.llm_prompt import described, opening, prompt
from gesta.readers.llm_shortlist import MOST, own
from gesta.readers.llm_windows import LONGEST, Window, windows
from gesta.text.documents import document

_WRITTEN = 160
"""Tokens of an answer for one window, about: two events with their roles."""
_TRIAL = "Police said two men were shot in the town on Monday."
"""What is sent to measure a call: a sentence of our own, no report's."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """Calls and tokens at most: windows in which no concept may matter, and answers that are kept, cost nothing.

    ``seconds`` and ``money`` are None where they cannot be known.
    """

    reports: int
    calls: int
    read: int
    written: int
    seconds: float | None = None
    money: float | None = None


def measured(codebook: Codebook, endpoint: Endpoint) -> Answer:
    """The answer to one call over a sentence of our own, for its seconds; raises NoAnswer."""
    listed = tuple(codebook)[:MOST]
    asked = prompt(codebook, listed, _TRIAL, [Span(0, len(_TRIAL))], Window((0,), (0,)))
    return Asker(endpoint).ask(asked, time.monotonic() + endpoint.timeout)


def estimate(
    reports: Iterable[Report | Problem], codebook: Codebook, endpoint: Endpoint, trial: Answer | None = None
) -> Estimate:
    """What reading the reports will take at most; ``trial``: a measured call, for the seconds."""
    listed = [tokens(len(described(each))) for each in codebook]
    concepts = MOST * sum(listed) // max(1, len(listed))
    mine = own(codebook)
    batches = -(-(MOST + len(mine)) // TOGETHER)
    stable = tokens(sum(len(each.content) for each in opening(codebook)))
    owned = sum(tokens(len(described(codebook.concept(each)))) for each in mine)
    count = calls = read = 0
    for report in reports:
        if isinstance(report, Problem):
            continue
        count += 1
        sentences = document(report).sentences
        for window in windows(sentences, range(len(sentences))):
            shown = sum(min(sentences[each].end - sentences[each].start, LONGEST) for each in window.shown)
            calls += batches
            read += batches * (stable + tokens(shown)) + concepts + owned
    written = calls * _WRITTEN
    price = endpoint.price
    return Estimate(
        count, calls, read, written,
        None if trial is None else _seconds(trial, calls, read, written),
        None if price is None else price.of(read, written),
    )  # fmt: skip


def _seconds(trial: Answer, calls: int, read: int, written: int) -> float:
    """By the tokens of the trial, a written one taken for as slow as ten that are read."""
    worth = trial.read + 10 * trial.written
    return trial.seconds * (read + 10 * written) / max(1, worth) if calls else 0.0
