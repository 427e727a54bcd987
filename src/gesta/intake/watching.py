"""One look at each feed that is due: its new entries' pages to reports, and what is remembered of the feed."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

import msgspec

from gesta.errors import Problem
from gesta.intake.address import NoPage, Page, Web
from gesta.intake.feeds import Entry, Feed, read_feed
from gesta.intake.pages import page_report, text_report
from gesta.intake.robots import Robots
from gesta.intake.rows import Given, Item
from gesta.intake.turns import DELAY, Clock, Turns, host_of
from gesta.model.documents import Report
from gesta.model.feeds import FeedState

_TOGETHER = 20
"""Feeds whose pages are fetched in turn, so that one host's delay is another's time; their entries are held."""
_LONGEST_BACK_OFF = timedelta(days=1)
_LONGEST_RETRY_AFTER = timedelta(days=7)
_LONGEST_WAIT = 120.0
"""Seconds that a round waits for one host; a page whose turn comes later is left for a later round."""
_TRIES = 3
"""Rounds in which a page is asked for, where the fault may pass."""
_PASSING = frozenset({408, 425, 429})
"""Answers below 500 after which the same request may succeed (RFC 9110, RFC 6585, RFC 8470)."""
_SITE_NAME = re.compile(rb"<meta\b[^<>]{0,300}\bog:site_name\b", re.IGNORECASE)


class Looked(NamedTuple):
    """A feed was looked at, and every page that it named was dealt with: ``reports`` of them were new."""

    state: FeedState
    reports: int = 0


Found = Report | Problem | Looked


@dataclass(frozen=True, slots=True)
class Pace:
    """``every``: between two looks at a feed; ``delay``: seconds between two requests to one host; ``most``: pages
    that a round asks for, None without limit."""

    every: timedelta = timedelta(minutes=15)
    delay: float = DELAY
    most: int | None = None


class _Job(NamedTuple):
    """A page to fetch, and the look at the feed that named it."""

    entry: Entry
    look: _Look


@dataclass(slots=True)
class _Look:
    """A feed that answered: ``state`` as it will be once no page is ``open``; ``left``: a page is to be tried again."""

    before: FeedState
    state: FeedState
    open: int = 0
    left: bool = False
    reports: int = 0

    def done(self) -> Looked:
        """The new state; without the new validators where a page is left, so that the feed is read again for it."""
        if not self.left:
            return Looked(self.state, self.reports)
        return Looked(msgspec.structs.replace(self.state, etag=None, last_modified=None), self.reports)


@dataclass(slots=True)
class _Round:
    """What is left to do in a round: pages by host, and how many more may be asked for."""

    most: int | None
    jobs: dict[str, deque[_Job]] = field(default_factory=dict)
    queued: set[str] = field(default_factory=set)


class Watcher:
    """Polls feeds, and remembers for its life: robots.txt, when a host was asked, pages that failed, feeds that moved.

    ``known(url)`` says whether a report from the address is there already.
    """

    def __init__(self, web: Web, clock: Clock, known: Callable[[str], bool], pace: Pace = Pace()) -> None:
        self._web, self._clock, self._known, self._pace = web, clock, known, pace
        self._turns = Turns(clock, lambda url: max(pace.delay, self._robots.delay(url) or 0.0))
        self._robots = Robots(self._ask, clock.seconds)
        self._tries: dict[str, int] = {}
        self._moved: dict[str, str] = {}

    def poll(self, feeds: Sequence[FeedState]) -> Iterator[Found]:
        """One round over the feeds that are due: every report and problem found, and each feed's new state.

        A state comes only after all reports that it stands for, so that whoever saves both as they come can stop at
        any point and lose nothing.
        """
        now = _stamp(self._clock.now())
        due = [feed for feed in feeds if not feed.ended and (feed.due_at(now) or now) <= now]
        round_ = _Round(self._pace.most)
        for start in range(0, len(due), _TOGETHER):
            for feed in due[start : start + _TOGETHER]:
                yield from self._look(feed, round_)
            yield from self._pages(round_)

    def _ask(self, url: str, etag: str | None = None, last_modified: str | None = None) -> Page | NoPage:
        self._turns.take(url)
        return self._web.get(url, etag=etag, last_modified=last_modified)

    def _look(self, feed: FeedState, round_: _Round) -> Iterator[Found]:
        """Asks for the feed; queues the pages of its new entries, and gives its state at once where there is none."""
        url = self._moved.get(feed.url, feed.url)
        if (seconds := self._turns.wait_for(url)) > _LONGEST_WAIT:
            later = _stamp(self._clock.now() + timedelta(seconds=seconds + 1))
            yield Looked(msgspec.structs.replace(feed, next_at=later))
            return
        answer = self._ask(url, feed.etag, feed.last_modified)
        if isinstance(answer, NoPage):
            yield from self._failed(feed, answer.problem, answer)
            return
        read = Feed(None, ()) if answer.status == 304 else read_feed(answer.content, answer.url, answer.charset)
        if isinstance(read, Problem):
            yield from self._failed(feed, read)
            return
        yield from read.problems
        look = _Look(feed, self._after(feed, answer))
        if answer.moved and answer.moved != feed.url:
            self._moved[feed.url] = answer.moved
            yield Problem(feed.url, look.state.last_problem or "", "name the new address")
        yield from self._queue(read, look, round_)
        if not look.open:
            yield look.done()

    def _queue(self, read: Feed, look: _Look, round_: _Round) -> Iterator[Problem]:
        over = 0
        for entry in read.entries:
            if entry.link in round_.queued or self._tries.get(entry.link, 0) >= _TRIES or self._known(entry.link):
                continue
            if round_.most is not None and len(round_.queued) >= round_.most:
                over += 1
                continue
            round_.queued.add(entry.link)
            round_.jobs.setdefault(host_of(entry.link), deque()).append(_Job(entry, look))
            look.open += 1
        if over:
            look.left = True
            yield Problem(look.before.url, f"{over} new entries are left for the next round")

    def _pages(self, round_: _Round) -> Iterator[Found]:
        """Fetches all queued pages, always from the host whose turn comes first, and ends the looks they belong to."""
        while round_.jobs:
            waits = {host: self._turns.wait_for(jobs[0].entry.link) for host, jobs in round_.jobs.items()}
            host = min(waits, key=lambda name: (waits[name], name))
            jobs = round_.jobs[host]
            link = jobs[0].entry.link
            if waits[host] > _LONGEST_WAIT:
                yield Problem(link, f"{host} wants {waits[host]:.0f} s more before the next request: left for later")
                yield from _left(round_.jobs.pop(host))
            elif not self._robots.knows(link):
                self._robots.forbids(link)
            else:
                job = jobs.popleft()
                if not jobs:
                    del round_.jobs[host]
                yield self._page(job)
                yield from _ended(job)

    def _page(self, job: _Job) -> Item:
        """The report of the entry's page, else of the full text that the feed carries, else why there is none."""
        entry = job.entry
        found = self._robots.forbids(entry.link) or self._fetched(entry)
        if isinstance(found, NoPage):
            tries = self._tries.get(entry.link, 0) + 1
            if _may_pass(found) and tries < _TRIES:
                self._tries[entry.link] = tries
                job.look.left = True
                return found.problem
            found = found.problem
        if isinstance(found, Problem):
            self._tries[entry.link] = _TRIES
            if entry.content is not None:
                found = _of_feed(entry, entry.content, self._day(entry), found)
        job.look.reports += isinstance(found, Report)
        return found

    def _fetched(self, entry: Entry) -> Item | NoPage:
        answer = self._ask(entry.link)
        if isinstance(answer, NoPage):
            return answer
        return page_report(answer, entry.link, Given(self._day(entry), _outlet(entry, answer)))

    def _day(self, entry: Entry) -> str | None:
        """The feed's date of the entry; none where it lies more than the time zones' day ahead."""
        latest = (self._clock.now() + timedelta(days=1)).date().isoformat()
        return entry.published if entry.published and entry.published <= latest else None

    def _after(self, feed: FeedState, answer: Page) -> FeedState:
        """The state after an answer: a 304 without validators keeps those that were sent."""
        now = self._clock.now()
        kept = answer.status == 304
        return FeedState(
            url=feed.url,
            etag=answer.etag or (feed.etag if kept else None),
            last_modified=answer.last_modified or (feed.last_modified if kept else None),
            next_at=_stamp(now + self._pace.every),
            last_problem=f"it has moved for good to {answer.moved}" if answer.moved else None,
            checked_at=_stamp(now),
        )

    def _failed(self, feed: FeedState, problem: Problem, answer: NoPage | None = None) -> Iterator[Found]:
        """The problem, and the state with the next look put off: twice as long after each failure, or as told."""
        now = self._clock.now()
        failures = feed.failures + 1
        ends = answer is not None and answer.status == 410
        wait = min(self._pace.every * 2 ** min(failures, 20), max(_LONGEST_BACK_OFF, self._pace.every))
        if answer is not None and answer.retry_after:
            told = min(answer.retry_after, _LONGEST_RETRY_AFTER.total_seconds())
            wait = max(wait, timedelta(seconds=told))
        what = "it is gone for good (410): not asked again" if ends else problem.what
        yield Problem(feed.url, what, problem.hint)
        next_at = None if ends else _stamp(now + wait)
        checked = _stamp(now)
        yield Looked(
            msgspec.structs.replace(feed, next_at=next_at, failures=failures, last_problem=what, checked_at=checked)
        )


def _ended(job: _Job) -> Iterator[Looked]:
    """The look that the page belongs to, where it was its last."""
    job.look.open -= 1
    if not job.look.open:
        yield job.look.done()


def _left(jobs: Iterable[_Job]) -> Iterator[Looked]:
    """The looks that end because the rest of their pages is left for a later round."""
    for job in jobs:
        job.look.left = True
        yield from _ended(job)


def _may_pass(answer: NoPage) -> bool:
    return answer.status is None or answer.status >= 500 or answer.status in _PASSING


def _outlet(entry: Entry, page: Page) -> str | None:
    """The outlet that the feed tells, unless the page names its own: a feed is often titled by its section."""
    return None if _SITE_NAME.search(page.content) else entry.outlet


def _of_feed(entry: Entry, content: str, published: str | None, fault: Problem) -> Item:
    """The report of the text that the feed carries, with the reason why it is not the page's."""
    found = text_report(content.encode(), entry.link, "html", Given(published, entry.outlet), "utf-8")
    if isinstance(found, Problem):
        return found
    told = Problem(entry.link, f"{fault.what}; the text is the feed's")
    return msgspec.structs.replace(found, title=entry.title, problems=(*found.problems, told))


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
