"""robots.txt by RFC 9309."""

from __future__ import annotations

import time

import pytest

from gesta.errors import Problem
from gesta.intake.address import NoPage, Page
from gesta.intake.robots import Robots


class _Sites:
    """Answers every robots.txt with one text or status, and counts."""

    def __init__(self, text: str = "", status: int | None = 200) -> None:
        self.text, self.status = text, status
        self.asked: list[str] = []
        self.now = 0.0

    def get(self, url: str) -> Page | NoPage:
        self.asked.append(url)
        if self.status == 200:
            return Page(self.text.encode(), url, "text/plain", None)
        return NoPage(Problem(url, f"the server answered {self.status}"), self.status)

    def robots(self) -> Robots:
        return Robots(self.get, lambda: self.now)


RULES = """User-agent: gesta
Disallow: /private/
Allow: /private/open
Crawl-delay: 7

User-agent: *
Disallow: /
"""


def test_our_own_group_holds_and_the_longest_rule_wins() -> None:
    robots = _Sites(RULES).robots()
    assert robots.forbids("http://a.example/news") is None
    assert robots.forbids("http://a.example/private/open") is None
    fault = robots.forbids("http://a.example/private/x")
    assert fault is not None and "robots.txt disallows" in fault.what
    assert robots.delay("http://a.example/news") == 7.0
    assert robots.delay("http://b.example/news") is None


@pytest.mark.parametrize("name", ["*", "Gesta", "gesta/0.1", "a\nUser-agent: *", "GESTA # us"])
def test_groups_that_are_for_us(name: str) -> None:
    assert _Sites(f"User-agent: {name}\nDisallow: /").robots().forbids("http://a.example/") is not None


@pytest.mark.parametrize("name", ["g", "other", "suggestabot", "gest", "ingesta"])
def test_groups_that_are_not_for_us(name: str) -> None:
    assert _Sites(f"User-agent: {name}\nDisallow: /").robots().forbids("http://a.example/") is None


@pytest.mark.parametrize(
    ("status", "allowed"),
    [(404, True), (403, True), (410, True), (429, False), (500, False), (503, False), (None, False)],
)
def test_a_robots_that_cannot_be_had(status: int | None, allowed: bool) -> None:
    assert (_Sites(status=status).robots().forbids("http://a.example/x") is None) is allowed


def test_each_site_is_asked_once_a_day_and_an_unreachable_one_once_an_hour() -> None:
    sites = _Sites(RULES)
    robots = sites.robots()
    for url in ("http://a.example/1", "http://A.example/2", "https://a.example/1", "http://a.example:81/1"):
        robots.forbids(url)
    assert sites.asked == [f"{site}/robots.txt" for site in
                           ("http://a.example", "https://a.example", "http://a.example:81")]  # fmt: skip
    sites.now, sites.status = 24 * 3600.0, 503
    assert robots.forbids("http://a.example/1") is not None
    sites.now, sites.status = 24 * 3600.0 + 3600, 200
    assert robots.forbids("http://a.example/1") is None


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"User-agent: a{number}\n" for number in range(15_000)) + "Disallow: /x\n" * 15_000,
        "User-agent: *\nDisallow: /" + "*a" * 5000 + "b",
        "User-agent: *\n" + "Disallow: /*x*y$\n" * 20_000,
        "\0\xff" * 1000,
        "x" * 2_000_000,
    ],
    ids=["agents", "stars", "rules", "noise", "long"],
)
def test_hostile_files_take_no_time(text: str) -> None:
    began = time.monotonic()
    _Sites(text).robots().forbids("http://a.example/" + "a" * 1900)
    assert time.monotonic() - began < 5
