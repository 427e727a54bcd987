"""A web site on this machine for tests, and a guard that lets its port through and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tests.listening import Answer, Quiet, listening

from gesta.intake.address import Fetcher, Limits
from gesta.intake.guard import Guard

__all__ = ["Answer", "FakeClock", "Site", "site"]
Headers = Mapping[str, str]


@dataclass
class Site:
    """A site: its answers by path (404 for others), and the requests it got as (path, headers)."""

    base: str = ""
    port: int = 0
    answers: dict[str, Answer | Callable[[Headers], Answer]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def fetcher(self, **limits: float) -> Fetcher:
        kept = {"timeout": 1.0, "deadline": 2.0, "largest": 1_000_000, **limits}
        return Fetcher(
            Guard(frozenset({("127.0.0.1", self.port)})),
            Limits(kept["timeout"], kept["deadline"], int(kept["largest"])),
        )


@contextmanager
def site() -> Iterator[Site]:
    """A site that answers while the context is open."""
    made = Site()

    class Handler(Quiet):
        def do_GET(self) -> None:
            made.asked.append((self.path, dict(self.headers.items())))
            answer = made.answers.get(self.path, Answer(status=404))
            self.send(answer(dict(self.headers.items())) if callable(answer) else answer)

    with listening(Handler) as made.port:
        made.base = f"http://127.0.0.1:{made.port}"
        yield made


@dataclass
class FakeClock:
    """A clock that moves only when it is slept on; ``slept`` holds how long each time."""

    at: datetime = datetime(2031, 3, 4, 12, tzinfo=UTC)
    count: float = 0.0
    slept: list[float] = field(default_factory=list)

    def now(self) -> datetime:
        return self.at

    def seconds(self) -> float:
        return self.count

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.count += seconds
        self.at += timedelta(seconds=seconds)
