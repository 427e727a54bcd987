"""What a site's robots.txt allows (RFC 9309)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from protego import Protego

from gesta.errors import Problem
from gesta.intake.address import AGENT, NoPage, Page

_LARGEST = 512_000
"""Bytes that are read of a robots.txt: RFC 9309, 2.5, asks for 500 kibibytes at least."""
_KEPT = 24 * 3600.0
"""Seconds for which one is kept: RFC 9309, 2.4, allows no more than a day."""
_KEPT_UNREACHABLE = 3600.0
"""Seconds after which a site whose robots.txt could not be had is asked for it again."""
_NAMES_AGENT = re.compile(r"^[^\S\n]*user[-\s]{0,2}agent[\s:]{1,5}(?P<name>[^\n]*)$", re.IGNORECASE | re.MULTILINE)

_OUR_TOKEN = re.compile(rf"(?<![\w-]){AGENT}(?![\w-])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one site; without ``rules`` everything is allowed or, where there is a ``fault``, nothing is."""

    rules: Protego | None = None
    fault: str | None = None


class Robots:
    """The robots.txt of every site asked so far, each fetched once a day at most."""

    def __init__(self, get: Callable[[str], Page | NoPage], now: Callable[[], float]) -> None:
        self._get, self._now = get, now
        self._known: dict[str, tuple[float, Rules]] = {}

    def forbids(self, url: str) -> Problem | None:
        """Why the page must not be fetched, None where it may be."""
        site = self._of(url)
        if site.fault is not None:
            return Problem(url, f"not fetched: the site's robots.txt cannot be had ({site.fault})")
        if site.rules is not None and not site.rules.can_fetch(url, AGENT):
            return Problem(url, "not fetched: the site's robots.txt disallows it")
        return None

    def delay(self, url: str) -> float | None:
        """Seconds that the site asks to have between two requests, None where it does not say or was never asked."""
        known = self._known.get(_site(url))
        delay = known[1].rules.crawl_delay(AGENT) if known and known[1].rules else None
        return delay if delay is not None and delay >= 0 else None

    def knows(self, url: str) -> bool:
        """True where the rules of the site are at hand and the next question costs no request."""
        known = self._known.get(_site(url))
        return known is not None and self._now() < known[0]

    def _of(self, url: str) -> Rules:
        if not self.knows(url):
            rules = _rules(self._get(f"{_site(url)}/robots.txt"))
            kept = _KEPT if rules.fault is None else _KEPT_UNREACHABLE
            self._known[_site(url)] = (self._now() + kept, rules)
        return self._known[_site(url)][1]


def _site(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme.lower()}://{parts.netloc.lower()}"


def _rules(answer: Page | NoPage) -> Rules:
    """What the answer means: 4xx is a site without rules; one that answers 429, 5xx or not at all allows nothing."""
    if isinstance(answer, Page):
        return Rules(Protego.parse(_for_us(answer.content[:_LARGEST].decode("utf-8", "replace"))))
    if answer.status is not None and 400 <= answer.status < 500 and answer.status != 429:
        return Rules()
    return Rules(fault=answer.problem.what)


def _for_us(text: str) -> str:
    """The rules with every agent but "*" and ours under one name: the parser's time is agents times rules."""
    return _NAMES_AGENT.sub(lambda match: f"User-agent: {_renamed(match['name'])}", "\n".join(text.splitlines()))


def _renamed(name: str) -> str:
    agent = name.split("#")[0].strip()
    return "*" if agent == "*" else AGENT if _OUR_TOKEN.search(agent) else "other"
