"""Where a language model answers, and what a run may cost: what the user names, checked, and small enough to send on.

The key is no part of it: it is read from the environment when a call is made, and kept nowhere.
"""

from __future__ import annotations

import ipaddress
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from gesta.errors import UsageError

KEY = "GESTA_LLM_KEY"
"""The environment variable with the key of the endpoint, where it wants one."""
TIMEOUT = 300.0
"""Seconds for one call: a small model on two cores takes one to two minutes for a long window."""
Unit = Literal["calls", "tokens", "money"]
_CAP = re.compile(r"(\d+(?:\.\d+)?)\s*(calls?|tokens?)?")
_LOCAL = frozenset({"localhost", "localhost."})
_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Price:
    """Money for a million tokens read and written, in whatever currency the user counts."""

    read: float
    written: float

    def of(self, read: int, written: int) -> float:
        """What so many tokens cost."""
        return (read * self.read + written * self.written) / _MILLION


@dataclass(frozen=True, slots=True)
class Cap:
    """What a run may use at most."""

    most: float
    unit: Unit

    def __str__(self) -> str:
        return f"{self.most:g}" if self.unit == "money" else f"{self.most:g} {self.unit}"


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An OpenAI-compatible endpoint and the manners of a run. ``url`` ends before ``/chat/completions``; ``run`` names
    the run whose calls are counted together, over however many processes."""

    url: str
    model: str
    cache: Path
    timeout: float = TIMEOUT
    price: Price | None = None
    cap: Cap | None = None
    run: str = ""

    @property
    def host(self) -> str:
        """The host that the text goes to."""
        return urlsplit(self.url).hostname or ""

    @property
    def here(self) -> bool:
        """True where the host is this machine itself; a name other than localhost is taken for another machine."""
        if self.host in _LOCAL:
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def plain(self) -> bool:
        """True where what is sent can be read on the way."""
        return urlsplit(self.url).scheme == "http" and not self.here


def checked_url(given: str) -> str:
    """The address without what follows its version; raises UsageError for one that cannot be an endpoint."""
    url = given.strip().rstrip("/").removesuffix("/chat/completions").rstrip("/")
    try:
        parts = urlsplit(url)
        fault = parts.scheme not in {"http", "https"} or not parts.hostname or parts.port == 0
    except ValueError:
        raise UsageError(f"--llm {given[:100]}: not a web address") from None
    if fault or any(ord(each) <= 32 for each in url):
        raise UsageError(f"--llm {given[:100]}: not a web address, such as http://127.0.0.1:8080/v1")
    if parts.username is not None or parts.password is not None:
        raise UsageError(f"--llm: an address with a name or password would be kept; give the key in {KEY}")
    if parts.query or parts.fragment:
        raise UsageError("--llm: give the address without ? and #")
    return url


def read_price(given: str) -> Price:
    """The price written IN,OUT; raises UsageError."""
    try:
        read, written = (float(each) for each in given.split(","))
    except ValueError:
        read = written = -1.0
    if not (0 <= read < _MILLION and 0 <= written < _MILLION):
        raise UsageError(f"--llm-price {given}: give two numbers, for a million tokens in and out, such as 0.15,0.60")
    return Price(read, written)


def read_cap(given: str, price: Price | None) -> Cap:
    """The cap written "200 calls", "50000 tokens" or as an amount of money; raises UsageError."""
    found = _CAP.fullmatch(given.strip().lower())
    if found is None:
        raise UsageError(f"--llm-cap {given}: give calls, tokens or money, such as 200calls, 50000tokens or 2.50")
    if found[2] is None and price is None:
        raise UsageError(f"--llm-cap {given}: an amount of money needs --llm-price IN,OUT")
    unit: Unit = "money" if found[2] is None else "calls" if found[2].startswith("call") else "tokens"
    return Cap(float(found[1]), unit)


def key() -> str:
    """The key from the environment, empty where there is none; raises UsageError for one that no header can hold."""
    found = os.environ.get(KEY, "").strip()
    if not (found.isascii() and found.isprintable()):
        raise UsageError(f"{KEY}: a key is of printable ASCII characters")
    return found


def cache_folder() -> Path:
    """Where answers are kept unless the user says otherwise: the platform's folder for caches."""
    import sys

    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "gesta" / "llm"
