"""``gesta watch`` against a project in memory and a site on this machine."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.served import Answer, FakeClock, Site, site

from gesta.cli.watch import feeds_of, span_of, watch, watch_feeds
from gesta.errors import UsageError
from gesta.intake.turns import SystemClock
from gesta.intake.watching import Pace
from gesta.model.documents import Report
from gesta.model.feeds import FeedState
from gesta.store import Store


@dataclass
class Memory:
    """A project in memory."""

    reports: dict[str, Report] = field(default_factory=dict)
    states: dict[str, FeedState] = field(default_factory=dict)
    stop_at: int | None = None

    def add_report(self, report: Report, at: str) -> str:
        if len(self.reports) == self.stop_at:
            raise KeyboardInterrupt
        assert at.endswith("Z") and report.source not in self.reports
        self.reports[report.source] = report
        return "new"

    def has_address(self, url: str) -> bool:
        return url in self.reports

    def feed(self, url: str) -> FeedState | None:
        return self.states.get(url)

    def save_feed(self, state: FeedState) -> None:
        self.states[state.url] = state


class StoppedClock(FakeClock):
    """A clock at which somebody presses Ctrl-C in the third wait of a minute or more."""

    def sleep(self, seconds: float) -> None:
        super().sleep(seconds)
        if sum(slept >= 60 for slept in self.slept) == 3:
            raise KeyboardInterrupt


def _herald(served: Site, count: int = 3) -> str:
    items = "".join(f"<item><title>T</title><link>/{number}</link></item>" for number in range(count))
    served.answers["/feed"] = Answer(f"<rss><channel><title>Herald</title>{items}</channel></rss>".encode())
    for number in range(count):
        served.answers[f"/{number}"] = Answer(b"<p>Two men were hurt.</p>")
    return f"{served.base}/feed"


def test_one_round(capsys: pytest.CaptureFixture[str]) -> None:
    project, rounds = Memory(), []
    with site() as served:
        url = _herald(served)
        served.answers["/1"] = Answer(status=404)
        for _ in range(2):
            watch_feeds(project, [url], web=served.fetcher(), clock=FakeClock(), pace=Pace(), once=True,
                        after_round=lambda: rounds.append(len(project.reports)))  # fmt: skip
    assert list(project.reports) == [f"{served.base}/0", f"{served.base}/2"]
    assert rounds == [2]
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == [
        f"gesta: {served.base}/1: the server answered 404 Not Found",
        f"gesta: {url}: 2 new reports, next look at 2031-03-04T12:15:00Z",
        "gesta: no feed is due before 2031-03-04T12:15:00Z",
    ]


def test_rounds_go_on_until_stopped(capsys: pytest.CaptureFixture[str]) -> None:
    project, clock = Memory(), StoppedClock()
    with site() as served:
        url = _herald(served)
        watch_feeds(project, [url], web=served.fetcher(), clock=clock, pace=Pace(every=timedelta(minutes=5)))
    assert served.paths.count("/feed") == 3
    assert len(project.reports) == 3
    assert capsys.readouterr().err.splitlines()[-1] == "gesta: stopped; everything that was found is saved"


def test_stopped_while_adding_and_begun_again_nothing_is_lost() -> None:
    project = Memory(stop_at=1)
    with site() as served:
        url = _herald(served)
        watch_feeds(project, [url], web=served.fetcher(), clock=FakeClock(), pace=Pace())
        assert (len(project.reports), project.states) == (1, {})
        project.stop_at = None
        watch_feeds(project, [url], web=served.fetcher(), clock=FakeClock(), pace=Pace(), once=True)
    assert len(project.reports) == 3


def test_watching_ends_when_every_feed_has(capsys: pytest.CaptureFixture[str]) -> None:
    project = Memory()
    with site() as served:
        served.answers["/feed"] = Answer(status=410)
        url = f"{served.base}/feed"
        watch_feeds(project, [url], web=served.fetcher(), clock=FakeClock(), pace=Pace())
    assert project.states[url].ended
    assert capsys.readouterr().err.splitlines()[-1] == f"gesta: {url}: ended"


def test_lists_from_files_and_addresses(tmp_path: Path) -> None:
    listed = tmp_path / "mine.xml"
    listed.write_text('<opml><body><outline xmlUrl="http://a.example/1"/></body></opml>')
    with site() as served:
        served.answers["/all.OPML"] = Answer(listed.read_bytes().replace(b"/1", b"/2"))
        sources = [str(listed), "http://a.example/3", f"{served.base}/all.OPML", "http://a.example/1"]
        assert feeds_of(sources, served.fetcher()) == [f"http://a.example/{number}" for number in (1, 3, 2)]


@pytest.mark.parametrize("content", [None, "words", "<opml><body/></opml>"])
def test_a_source_without_feeds_is_misuse(tmp_path: Path, content: str | None) -> None:
    listed = tmp_path / "mine.opml"
    if content is not None:
        listed.write_text(content)
    with site() as served, pytest.raises(UsageError, match=r"mine\.opml"):
        feeds_of([str(listed)], served.fetcher())


@pytest.mark.parametrize(("given", "seconds"), [("90s", 90), ("15m", 900), ("6H", 21600), (" 1d ", 86400)])
def test_spans(given: str, seconds: int) -> None:
    assert span_of(given).total_seconds() == seconds


@pytest.mark.parametrize("given", ["15", "m", "-5m", "30s", "1w", "0m"])
def test_spans_that_are_none(given: str) -> None:
    with pytest.raises(UsageError, match="--every"):
        span_of(given)


def test_the_command_asks_no_private_address(tmp_path: Path) -> None:
    target = str(tmp_path / "my.db")
    Store.create(target).close()
    with site() as served:
        url = _herald(served)
        result = CliRunner().invoke(watch, [target, url, "--once"])
    assert (result.exit_code, served.asked) == (0, [])
    assert "not a public address" in result.stderr
    with Store.open(target) as store:
        state = store.feed(url)
        assert state is not None
        assert state.failures == 1
        assert store.count_reports() == 0


def test_ctrl_c_while_a_server_hangs(capsys: pytest.CaptureFixture[str]) -> None:
    def hang(_: object) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(3)

    # a shell that runs the tests in the background has Ctrl-C ignored
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    with site() as served:
        served.answers["/feed"] = Answer(slow=hang)
        began = time.monotonic()
        watch_feeds(Memory(), [f"{served.base}/feed"], web=served.fetcher(timeout=9, deadline=9), clock=SystemClock(),
                    pace=Pace(), once=True)  # fmt: skip
    signal.signal(signal.SIGINT, before)
    assert time.monotonic() - began < 2
    assert "stopped" in capsys.readouterr().err
