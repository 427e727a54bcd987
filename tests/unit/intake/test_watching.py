"""Rounds over feeds: what is asked, how politely, what is remembered."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from tests.served import Answer, FakeClock, site

from gesta.errors import Problem
from gesta.intake.address import NoPage, Page
from gesta.intake.watching import Looked, Pace, Watcher
from gesta.model.documents import Report
from gesta.model.feeds import FeedState

FEED = "http://herald.example/feed"
LONG = "<p>" + "Two men were hurt in the market. " * 40 + "</p>"


def feed(*links: str, more: str = "") -> Page:
    items = "".join(
        f"<item><title>T</title><link>{link}</link><pubDate>Mon, 03 Mar 2031 10:00:00 GMT</pubDate>{more}</item>"
        for link in links
    )
    text = f"<rss version='2.0'><channel><title>Herald - World</title>{items}</channel></rss>"
    return Page(text.encode(), FEED, "application/rss+xml", None, etag='"1"', last_modified="Mon")


def page(text: str = "<html><body><p>Two men were hurt.</p></body></html>") -> Page:
    return Page(text.encode(), "", "text/html", "utf-8")


def fault(url: str, status: int | None, retry_after: float | None = None) -> NoPage:
    return NoPage(Problem(url, f"the server answered {status}"), status, retry_after)


@dataclass
class Net:
    """Answers from a table (404 for others); ``asked`` holds (second, address, etag)."""

    answers: dict[str, Page | NoPage]
    clock: FakeClock = field(default_factory=FakeClock)
    asked: list[tuple[float, str, str | None]] = field(default_factory=list)
    there: set[str] = field(default_factory=set)

    def get(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Page | NoPage:
        self.asked.append((self.clock.count, url, etag))
        return self.answers.get(url, fault(url, 404))

    def watcher(self, pace: Pace = Pace()) -> Watcher:  # noqa: B008
        return Watcher(self, self.clock, self.there.__contains__, pace)

    @property
    def pages(self) -> list[str]:
        return [url for _, url, _ in self.asked if not url.endswith(("/robots.txt", "/feed"))]


@dataclass
class Round:
    """What a round gave, by kind."""

    reports: list[Report]
    problems: list[str]
    states: dict[str, FeedState]
    order: list[str]


def one_round(net: Net, watcher: Watcher, *states: FeedState) -> Round:
    found = Round([], [], {}, [])
    for item in watcher.poll(states):
        if isinstance(item, Report):
            found.reports.append(item)
            net.there.add(item.source)
            found.order.append(item.source)
        elif isinstance(item, Problem):
            found.problems.append(str(item))
        else:
            assert isinstance(item, Looked)
            found.states[item.state.url] = item.state
            found.order.append(item.state.url)
    return found


def test_new_entries_become_reports_and_the_state_comes_last() -> None:
    net = Net({FEED: feed("/1", "/2"), "http://herald.example/1": page(), "http://herald.example/2": page()})
    found = one_round(net, net.watcher(), FeedState(FEED))
    assert found.order == ["http://herald.example/1", "http://herald.example/2", FEED]
    assert [(report.published, report.outlet, report.media) for report in found.reports] == [
        ("2031-03-03", "Herald - World", "html")
    ] * 2
    assert found.states[FEED] == FeedState(
        FEED, '"1"', "Mon", next_at="2031-03-04T12:15:00Z", checked_at=found.states[FEED].checked_at
    )
    assert found.problems == []


def test_a_page_that_names_its_own_outlet_keeps_it() -> None:
    own = page('<html><head><meta property="og:site_name" content="Herald"></head><p>Hurt.</p></html>')
    net = Net({FEED: feed("/1"), "http://herald.example/1": own})
    assert one_round(net, net.watcher(), FeedState(FEED)).reports[0].outlet is None


def test_the_same_round_again_asks_for_no_page() -> None:
    net = Net({FEED: feed("/1"), "http://herald.example/1": page()})
    watcher = net.watcher()
    first = one_round(net, watcher, FeedState(FEED))
    assert one_round(net, watcher, first.states[FEED]).order == []
    net.clock.sleep(900)
    second = one_round(net, watcher, first.states[FEED])
    assert (second.reports, net.pages) == ([], ["http://herald.example/1"])
    assert net.asked[-1][1:] == (FEED, '"1"')


def test_304_keeps_the_validators() -> None:
    net = Net({FEED: Page(b"", FEED, "", None, 304)})
    found = one_round(net, net.watcher(), FeedState(FEED, '"7"', "Sun", failures=3, last_problem="x"))
    state = found.states[FEED]
    assert (state.etag, state.last_modified, state.failures, state.last_problem) == ('"7"', "Sun", 0, None)


def test_failures_double_the_wait_up_to_a_day() -> None:
    net = Net({FEED: fault(FEED, 500)})
    state, waits = FeedState(FEED), []
    for _ in range(9):
        before = net.clock.now()
        state = one_round(net, net.watcher(), state).states[FEED]
        assert state.next_at is not None
        net.clock.at = before.fromisoformat(state.next_at)
        waits.append((net.clock.at - before) / timedelta(minutes=1))
    assert waits == [30, 60, 120, 240, 480, 960, 1440, 1440, 1440]
    assert (state.failures, state.last_problem) == (9, "the server answered 500")
    net.answers[FEED] = feed()
    assert one_round(net, net.watcher(), state).states[FEED].failures == 0


def test_a_feed_asked_by_a_clock_that_was_years_ahead_is_asked_at_once() -> None:
    net = Net({FEED: feed()})
    ahead = FeedState(FEED, next_at="2050-01-01T00:15:00Z", checked_at="2050-01-01T00:00:00Z", failures=3)
    found = [each for each in net.watcher().poll([ahead]) if isinstance(each, Looked)]
    assert [url for _, url, _ in net.asked if url == FEED]
    assert found[0].state.next_at is not None
    assert found[0].state.next_at < "2032"


def test_a_feed_that_has_ended_stays_ended_whatever_the_clock() -> None:
    net = Net({FEED: feed()})
    assert list(net.watcher().poll([FeedState(FEED, checked_at="2050-01-01T00:00:00Z")])) == []


@pytest.mark.parametrize(("told", "minutes"), [(7200.0, 120), (5.0, 30), (1e12, 7 * 1440)])
def test_retry_after_puts_the_next_look_off(told: float, minutes: int) -> None:
    net = Net({FEED: fault(FEED, 429, told)})
    state = one_round(net, net.watcher(), FeedState(FEED)).states[FEED]
    later = (net.clock.now() + timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert state.next_at == later


def test_a_feed_that_is_gone_ends() -> None:
    net = Net({FEED: fault(FEED, 410)})
    state = one_round(net, net.watcher(), FeedState(FEED)).states[FEED]
    assert state.ended
    assert one_round(net, net.watcher(), state).order == []


def test_a_feed_that_moved_is_told_and_asked_there() -> None:
    new = "http://herald.example/new/feed"
    net = Net({FEED: replace(feed(), moved=new), new: feed()})
    watcher = net.watcher()
    found = one_round(net, watcher, FeedState(FEED))
    assert found.states[FEED].last_problem == f"it has moved for good to {new}"
    net.clock.sleep(900)
    one_round(net, watcher, found.states[FEED])
    assert [url for _, url, _ in net.asked] == [FEED, new]


def test_what_is_no_feed_is_a_failure() -> None:
    net = Net({FEED: page()})
    found = one_round(net, net.watcher(), FeedState(FEED))
    assert found.states[FEED].failures == 1
    assert "HTML page" in found.problems[0]


def test_robots_are_obeyed_and_the_feeds_own_text_stands_in() -> None:
    rules = Page(b"User-agent: gesta\nDisallow: /no", "", "text/plain", None)
    carried = f"<encoded xmlns='http://purl.org/rss/1.0/modules/content/'><![CDATA[{LONG}]]></encoded>"
    for more, reports in (("", 0), (carried, 1)):
        net = Net({FEED: feed("/no/1", more=more), "http://herald.example/robots.txt": rules})
        found = one_round(net, net.watcher(), FeedState(FEED))
        assert net.pages == []
        assert len(found.reports) == reports
        told = [*found.problems, *(str(problem) for report in found.reports for problem in report.problems)]
        assert "robots.txt disallows" in told[0]
        assert found.states[FEED].etag == '"1"'


def test_a_host_is_asked_once_in_two_seconds_and_others_meanwhile() -> None:
    links = [f"http://{host}.example/{number}" for host in ("a", "b", "herald") for number in (1, 2, 3)]
    net = Net({FEED: feed(*links)} | {link: page() for link in links})
    assert len(one_round(net, net.watcher(), FeedState(FEED)).reports) == 9
    last: dict[str, float] = {}
    for second, url, _ in net.asked:
        host = url.split("/")[2]
        assert second - last.get(host, -2.0) >= 2.0
        last[host] = second
    assert net.clock.count <= 8.0


def test_crawl_delay_is_honoured() -> None:
    rules = Page(b"User-agent: *\nCrawl-delay: 30", "", "text/plain", None)
    links = [f"http://a.example/{number}" for number in (1, 2, 3)]
    net = Net({FEED: feed(*links), "http://a.example/robots.txt": rules} | {link: page() for link in links})
    assert len(one_round(net, net.watcher(), FeedState(FEED)).reports) == 3
    assert [second for second, url, _ in net.asked if "a.example" in url] == [0, 30, 60, 90]


def test_a_host_that_wants_hours_is_left_for_later_rounds() -> None:
    rules = Page(b"User-agent: *\nCrawl-delay: 7200", "", "text/plain", None)
    links = [f"http://a.example/{number}" for number in (1, 2)]
    net = Net({FEED: feed(*links), "http://a.example/robots.txt": rules} | {link: page() for link in links})
    found = one_round(net, net.watcher(), FeedState(FEED))
    assert net.clock.count < 10000
    assert found.states[FEED].etag is None
    assert any("before the next request" in problem for problem in found.problems)


def test_a_page_that_fails_is_tried_in_three_rounds_and_the_feed_read_again_for_it() -> None:
    link = "http://herald.example/1"
    net = Net({FEED: feed("/1"), link: fault(link, 503)})
    watcher, state, etags = net.watcher(), FeedState(FEED), []
    for _ in range(5):
        state = one_round(net, watcher, state).states[FEED]
        etags.append(state.etag)
        net.clock.sleep(900)
    assert net.pages == [link] * 3
    assert etags == [None, None, '"1"', '"1"', '"1"']


def test_a_page_that_is_not_there_is_tried_once() -> None:
    net = Net({FEED: feed("/1")})
    found = one_round(net, net.watcher(), FeedState(FEED))
    assert found.problems == ["http://herald.example/1: the server answered 404"]
    assert found.states[FEED].etag == '"1"'


def test_no_more_pages_than_told() -> None:
    links = [f"http://herald.example/{number}" for number in range(5)]
    net = Net({FEED: feed(*links)} | {link: page() for link in links})
    watcher, state, counts = net.watcher(Pace(most=2)), FeedState(FEED), []
    for _ in range(4):
        found = one_round(net, watcher, state)
        state = found.states[FEED]
        counts.append(len(found.reports))
        net.clock.sleep(900)
    assert counts == [2, 2, 1, 0]
    assert state.etag == '"1"'


def test_a_date_of_the_future_is_not_given() -> None:
    net = Net({FEED: feed("/1"), "http://herald.example/1": page()})
    net.clock.at = net.clock.at.replace(year=2030)
    assert one_round(net, net.watcher(), FeedState(FEED)).reports[0].published is None


def test_stopped_at_any_point_and_begun_again_nothing_is_lost_or_doubled() -> None:
    links = [f"http://{host}.example/{number}" for host in "ab" for number in range(3)]
    for stop in range(1, 9):
        net = Net({FEED: feed(*links)} | {link: page() for link in links})
        saved: dict[str, FeedState] = {}
        got: list[str] = []
        for limit in (stop, 100):
            for number, item in enumerate(net.watcher().poll([saved.get(FEED, FeedState(FEED))])):
                if number == limit:
                    break
                if isinstance(item, Report):
                    got.append(item.source)
                    net.there.add(item.source)
                elif isinstance(item, Looked):
                    saved[FEED] = item.state
        assert sorted(got) == sorted(links)


def test_over_a_real_connection() -> None:
    with site() as served:
        base = served.base
        text = feed("/1", "/2").content
        served.answers["/feed"] = lambda headers: (
            Answer(status=304) if headers.get("If-None-Match") == '"v"' else Answer(text, headers={"ETag": '"v"'})
        )
        served.answers["/1"] = Answer(b"<p>Two men were hurt.</p>")
        served.answers["/2"] = Answer(status=302, headers={"Location": "http://10.0.0.1/"})
        there: set[str] = set()
        clock = FakeClock()
        watcher = Watcher(served.fetcher(), clock, there.__contains__)
        found = list(watcher.poll([FeedState(f"{base}/feed")]))
        assert [item.source for item in found if isinstance(item, Report)] == [f"{base}/1"]
        assert any("not a public address" in item.what for item in found if isinstance(item, Problem))
        there.add(f"{base}/1")
        state = FeedState(f"{base}/feed", etag='"v"')
        (looked,) = watcher.poll([state])
        assert isinstance(looked, Looked) and looked.state.etag == '"v"'
        assert served.paths.count("/robots.txt") == 1
