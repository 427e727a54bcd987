"""Which pages are read whole: those that may tell of an incident, by a cheap look at them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from gesta.model.documents import Report
from gesta.pipeline.engines import Settings, engine_of
from gesta.readers.triage import Triage, triage
from gesta.readers.triage_own import own_words
from gesta.text.glance import glance, language


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a page is read. ``score`` and ``reason``: of the triage, where there is one; ``words``: of the text that
    was looked at, None where none was."""

    keep: bool
    score: float | None = None
    reason: str | None = None
    words: int | None = None


Decider = Callable[[Report], Verdict]
"""Looks at a page; raises nothing for what the page holds."""


def read_all(report: Report) -> Verdict:
    """Every page is read."""
    return Verdict(True)


@cache
def triage_of(settings: Settings) -> Triage:
    """The triage that keeps what the concepts of the user's codebooks are triggered by, loaded once a process."""
    return triage(own_words(engine_of(settings).codebook))


def by_triage(settings: Settings) -> Decider:
    """Pages are read that the triage keeps."""
    chosen = triage_of(settings)

    def decide(report: Report) -> Verdict:
        text = glance(report)
        found = chosen.decide(text, report.title, language(text))
        return Verdict(found.keep, found.score, found.reason, len(text.split()))

    return decide
