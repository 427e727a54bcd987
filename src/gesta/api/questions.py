"""The open questions of the served project, for every thread."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from threading import Lock

from fastapi import Request

from gesta.api.desk import Desk
from gesta.review.upcoming import Upcoming


class Questions:
    """One list of questions for all who ask, made when the first one asks. It has a store of its own, which the desk
    closes."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lock = Lock()
        self._kept = ExitStack()
        self._upcoming: Upcoming | None = None

    @contextmanager
    def open(self) -> Iterator[Upcoming]:
        """The questions as they stand now; one thread at a time has them."""
        with self._lock:
            if self._upcoming is None:
                store = self._kept.enter_context(self._desk.store())
                self._upcoming = Upcoming(store, self._desk.gazetteer)
            yield self._upcoming


def questions_of(request: Request) -> Questions:
    """The questions of the served project."""
    questions: Questions = request.app.state.questions
    return questions
