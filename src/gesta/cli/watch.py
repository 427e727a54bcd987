"""``gesta watch``: feeds into a project, for as long as it runs."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

import click

from gesta.cli.llm import Manners
from gesta.cli.project import PROJECT
from gesta.cli.run import run_project
from gesta.cli.terminal import counted, say
from gesta.errors import Problem, UsageError
from gesta.intake.address import Fetcher, NoPage, Web, is_address
from gesta.intake.opml import Outline, read_opml
from gesta.intake.turns import Clock, SystemClock
from gesta.intake.watching import Looked, Pace, Watcher
from gesta.intake.xml import LARGEST_XML
from gesta.model.documents import Report
from gesta.model.feeds import FeedState
from gesta.store.store import PATIENT, Store

_SPAN = re.compile(r"(\d{1,5})([smhd])")
_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_SHORTEST = timedelta(minutes=1)
"""Between two looks at a feed: no news feed changes faster, and its server is somebody's."""


class Project(Protocol):
    """What watching needs of a project."""

    def add_report(self, report: Report, at: str) -> object:
        """The report stands in the project, once."""

    def has_address(self, url: str) -> bool:
        """True where a report from the address is there."""

    def feed(self, url: str) -> FeedState | None:
        """What is remembered of the feed."""

    def save_feed(self, state: FeedState) -> None:
        """The state is what is remembered of its feed."""


def watch_feeds(
    project: Project,
    sources: Sequence[str],
    *,
    web: Web,
    clock: Clock,
    pace: Pace,
    once: bool = False,
    after_round: Callable[[], None] | None = None,
) -> None:
    """Every new report of the feeds is in the project, round after round until Ctrl-C, or after one with ``once``.

    What a round finds is saved as it comes, a feed's state only after its reports: stopped at any point, nothing is
    lost and nothing is added twice. ``after_round`` is called when a round has added reports. Raises UsageError where
    the sources name no feed.
    """
    watcher = Watcher(web, clock, project.has_address, pace)
    try:
        urls = feeds_of(sources, web)
        while True:
            added = _round(project, watcher, [project.feed(url) or FeedState(url) for url in urls], clock)
            if added and after_round is not None:
                after_round()
            seconds = None if once else _until_next([project.feed(url) for url in urls], clock)
            if seconds is None:
                return
            clock.sleep(seconds)
    except KeyboardInterrupt:
        say("stopped; everything that was found is saved")


def feeds_of(sources: Sequence[str], web: Web) -> list[str]:
    """The addresses of all feeds that the sources name, each once; raises UsageError for a source that names none."""
    found: dict[str, None] = {}
    for source in sources:
        if is_address(source) and not urlsplit(source).path.lower().endswith(".opml"):
            found[source] = None
            continue
        listed = _outline(source, web)
        if isinstance(listed, Problem):
            raise UsageError(str(listed))
        for problem in listed.problems:
            say(str(problem))
        found.update(dict.fromkeys(feed.url for feed in listed.feeds))
    if not found:
        raise UsageError(f"{', '.join(sources)}: no feed to watch")
    return list(found)


def _outline(source: str, web: Web) -> Outline | Problem:
    if is_address(source):
        answer = web.get(source)
        return answer.problem if isinstance(answer, NoPage) else read_opml(answer.content, source, answer.charset)
    try:
        with Path(source).open("rb") as stream:
            return read_opml(stream.read(LARGEST_XML + 1), source)
    except (OSError, ValueError) as fault:
        return Problem(source, f"it cannot be read: {getattr(fault, 'strerror', None) or fault}",
                       "give a feed's address or an OPML file")  # fmt: skip


def _round(project: Project, watcher: Watcher, feeds: Sequence[FeedState], clock: Clock) -> int:
    """Saves and tells all that one round finds; the number of new reports."""
    added = 0
    now = _stamp(clock)
    if (first := min((feed.due_at(now) or "" for feed in feeds if not feed.ended), default="")) > now:
        say(f"no feed is due before {first}")
    for found in watcher.poll(feeds):
        if isinstance(found, Report):
            project.add_report(found, _stamp(clock))
            added += 1
        elif isinstance(found, Problem):
            say(str(found))
        else:
            project.save_feed(found.state)
            say(_told(found))
    return added


def _told(looked: Looked) -> str:
    state = looked.state
    if state.ended:
        return f"{state.url}: ended"
    return f"{state.url}: {counted(looked.reports, 'new report')}, next look at {state.next_at}"


def _until_next(states: Sequence[FeedState | None], clock: Clock) -> float | None:
    """Seconds until the first feed is due, a second at least; None where all feeds have ended."""
    now = _stamp(clock)
    due = [at for state in states if state is not None and (at := state.due_at(now)) is not None]
    if not due:
        return None
    first = datetime.fromisoformat(min(due)).replace(tzinfo=UTC)
    return max(1.0, (first - clock.now()).total_seconds())


def _stamp(clock: Clock) -> str:
    return clock.now().strftime("%Y-%m-%dT%H:%M:%SZ")


def span_of(given: str) -> timedelta:
    """The span of "90s", "15m", "6h" or "1d"; raises UsageError for any other, and for less than a minute."""
    match = _SPAN.fullmatch(given.strip().lower())
    if match is None:
        raise UsageError(f"--every {given}: not a span of time; give it as 15m, 6h or 1d")
    span = timedelta(seconds=int(match[1]) * _SECONDS[match[2]])
    if span < _SHORTEST:
        raise UsageError(f"--every {given}: shorter than a minute")
    return span


@click.command(short_help="Put the reports of feeds into a project as they appear.")
@PROJECT
@click.argument("sources", nargs=-1, required=True, metavar="FEED|OPML...")
@click.option("--once", is_flag=True, help="One round over the feeds that are due, then end.")
@click.option("--every", default="15m", show_default=True, metavar="SPAN",
              help="Time between two looks at a feed (15m, 6h, 1d).")  # fmt: skip
@click.option("--max", "most", type=click.IntRange(1), metavar="N",
              help="Pages to fetch in one round at most; the others wait for the next.")  # fmt: skip
@click.option("--run", "at_once", is_flag=True, help="Read and merge after each round, as `gesta run` does.")
@click.option("--yes", is_flag=True,
              help="With --run: send text to a language model on another machine without asking.")  # fmt: skip
def watch(
    project: str, sources: tuple[str, ...], once: bool, every: str, most: int | None, at_once: bool, yes: bool
) -> None:
    """Put the reports of feeds into PROJECT as they appear, until Ctrl-C.

    FEED is the address of RSS or Atom, OPML a list of feeds: a file, or an address that ends in .opml. Only public
    addresses are asked, each host once in two seconds at most, and only pages that its robots.txt allows.
    """
    pace = Pace(every=span_of(every), most=most)
    with Store.open(project, wait=PATIENT, tell=say) as store:
        after = (lambda: run_project(store, project, None, Manners(yes=yes))) if at_once else None
        watch_feeds(store, sources, web=Fetcher(), clock=SystemClock(), pace=pace, once=once, after_round=after)
