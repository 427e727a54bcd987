"""Alerts sent beside a server: a round every half minute, in a thread of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

from gesta.api.alert_channels import Post
from gesta.errors import GestaError
from gesta.pipeline.alerting import Sender
from gesta.pipeline.opening import codebook_of
from gesta.store.store import Store

EVERY = 30.0
"""Seconds between two rounds."""


@contextmanager
def sending(project: str, tell: Callable[[str], None], every: float = EVERY) -> Iterator[None]:
    """Inside, what is due is sent; ``tell`` gets a line of what goes wrong. The round at hand is finished first."""
    stop = Event()
    thread = Thread(target=_send, args=(project, tell, every, stop), name="gesta-alerts", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(every)


def _send(project: str, tell: Callable[[str], None], every: float, stop: Event) -> None:
    before = ""
    while not stop.wait(every):
        try:
            with Store.open(project) as store:
                if store.alerts():
                    Sender(store, codebook_of(store), Post(project)).round()
            before = ""
        except GestaError as fault:
            # A project locked by a long run: the next round has it. Said once, not every half minute.
            if str(fault) != before:
                tell(f"alerts: {fault}")
            before = str(fault)
