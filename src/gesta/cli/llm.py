"""What the commands share towards a language model: its options, what a run will take, leave to send text away."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from gesta.cli.terminal import counted, say
from gesta.codebook.load import load
from gesta.errors import Problem, UsageError
from gesta.model.documents import Report
from gesta.pipeline.engines import ReaderName, Settings
from gesta.readers.llm_endpoint import KEY, TIMEOUT, Endpoint, cache_folder, checked_url, key, read_cap, read_price

if TYPE_CHECKING:
    from gesta.pipeline.llm_plan import Estimate

_Result = TypeVar("_Result")
_Command = Callable[..., _Result]
_Option = Callable[[_Command[_Result]], _Command[_Result]]
_LONGEST_NAME = 200

_NAMED = (
    click.option("--llm", "llm_url", metavar="URL", help="An OpenAI-compatible endpoint, such as "
                 f"http://127.0.0.1:8080/v1, for --reader llm or --second-opinion. Its key is read from {KEY}."),
    click.option("--llm-model", "llm_model", metavar="NAME", help="The model to ask for there."),
    click.option("--second-opinion", is_flag=True,
                 help="Show the acts of which another reader is not sure to the language model."),
)  # fmt: skip
_MANNERS = (
    click.option("--llm-cache", "llm_cache", type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
                 help="Where its answers are kept, so that a rerun asks nothing; by default with the user's caches."),
    click.option("--llm-timeout", "llm_timeout", type=click.FloatRange(1, 86_400), default=TIMEOUT, show_default=True,
                 metavar="SECONDS", help="For one call; a report may take four times that."),
    click.option("--llm-price", "llm_price", metavar="IN,OUT", help="Money for a million tokens in and out."),
    click.option("--llm-cap", "llm_cap", metavar="CAP",
                 help="Stop asking at so many calls, tokens or money: 200calls, 50000tokens or 2.50."),
    click.option("--yes", is_flag=True, help="Send text to another machine without asking."),
)  # fmt: skip


def llm_named(command: _Command[_Result]) -> _Command[_Result]:
    """The command with the options that name a language model, which it takes as ``model``, a ``Named``."""

    @wraps(command)
    def naming(
        *given: object, llm_url: str | None, llm_model: str | None, second_opinion: bool, **options: object
    ) -> _Result:
        return command(*given, model=Named(llm_url, llm_model, second_opinion), **options)

    return _with(_NAMED, naming)


def manners(command: _Command[_Result]) -> _Command[_Result]:
    """The command with the options of one run over a language model, which it takes as ``wanted``, the ``Manners``."""

    @wraps(command)
    def behaving(
        *given: object,
        llm_cache: Path | None,
        llm_timeout: float,
        llm_price: str | None,
        llm_cap: str | None,
        yes: bool,
        **options: object,
    ) -> _Result:
        return command(*given, wanted=Manners(llm_cache, llm_timeout, llm_price, llm_cap, yes), **options)

    return _with(_MANNERS, behaving)


def _with(
    options: Sequence[Callable[[_Command[_Result]], _Command[_Result]]], command: _Command[_Result]
) -> _Command[_Result]:
    for option in reversed(options):
        command = option(command)
    return command


class Manners:
    """What the user wants of one run."""

    def __init__(
        self,
        cache: Path | None = None,
        timeout: float = TIMEOUT,
        price: str | None = None,
        cap: str | None = None,
        yes: bool = False,
    ) -> None:
        self.cache = cache or cache_folder()
        self.timeout, self.yes = timeout, yes
        self.price = read_price(price) if price else None
        self.cap = read_cap(cap, self.price) if cap else None

    def endpoint(self, url: str, model: str) -> Endpoint:
        """The endpoint as this run asks it; its calls are counted under a name of their own."""
        name = secrets.token_hex(8)
        return Endpoint(checked_url(url), model, self.cache.resolve(), self.timeout, self.price, self.cap, name)


@dataclass(frozen=True)
class Named:
    """The language model that the user names, if any; ``second``: it is asked about what another reader doubts."""

    url: str | None
    name: str | None
    second: bool

    def check(self, reader: ReaderName) -> None:
        """Raises UsageError for options that do not go together."""
        if (self.url is None) != (self.name is None):
            raise UsageError("--llm URL and --llm-model NAME go together")
        if self.second and reader == "llm":
            raise UsageError("--second-opinion goes with --reader neural or patterns")
        if self.url is None and (reader == "llm" or self.second):
            asking = "--second-opinion" if self.second else "--reader llm"
            raise UsageError(f"{asking} needs --llm URL and --llm-model NAME")
        if self.url is not None and reader != "llm" and not self.second:
            raise UsageError("--llm goes with --reader llm or with --second-opinion")
        if self.url is not None:
            checked_url(self.url)
        if self.name is not None and not (0 < len(self.name.strip()) <= _LONGEST_NAME and self.name.isprintable()):
            raise UsageError("--llm-model: give the name by which the endpoint knows the model")

    def added(self, settings: Settings, wanted: Manners) -> Settings:
        """The settings with the language model, where one is named."""
        if self.url is None or self.name is None:
            return settings
        return replace(settings, model=wanted.endpoint(self.url, self.name.strip()))


def tell_and_ask(settings: Settings, reports: Sequence[Report | Problem], *, yes: bool) -> None:
    """Says on standard error where the text of the reports goes and what it takes; asks where it leaves this machine.

    Raises UsageError where it may not leave, and where the endpoint does not answer.
    """
    endpoint = settings.model
    if endpoint is None:
        return
    _tell_where(endpoint)
    _may(endpoint, yes=yes)
    from gesta.pipeline.llm_plan import estimate, measured  # heavy, and of no use without a language model
    from gesta.readers.llm_wire import NoAnswer

    book = load(*settings.codebooks)
    try:
        trial = measured(book, endpoint)
    except NoAnswer as error:
        raise UsageError(f"{endpoint.url}: {error}; nothing was read") from None
    if settings.reader == "llm":
        say(_told(estimate(reports, book, endpoint, trial)))
    else:
        say(f"{counted(len(reports), 'report')}; a call of some {trial.seconds:.0f} s or less for each act in doubt")


def _tell_where(endpoint: Endpoint) -> None:
    where = (
        "this machine: no text leaves it" if endpoint.here else "another machine: the text of the reports is sent there"
    )
    say(f"language model {endpoint.model} at {endpoint.host}, {where}")
    if endpoint.plain:
        say(f"{endpoint.url}: http can be read on the way{', and so can the key' if key() else ''}; https cannot")
    say(f"answers are kept in {endpoint.cache}" + (f"; at most {endpoint.cap}" if endpoint.cap else ""))


def _may(endpoint: Endpoint, *, yes: bool) -> None:
    if endpoint.here or yes:
        return
    if not (sys.stdin is not None and sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError(f"{endpoint.host} is another machine; --yes allows the text of the reports to be sent there")
    if not click.confirm(f"Send the text of the reports to {endpoint.host}?", default=False, err=True):
        raise UsageError("nothing was sent")


def _told(found: Estimate) -> str:
    parts = [
        counted(found.reports, "report"),
        f"at most {counted(found.calls, 'call')}",
        f"{found.read:,} tokens in and {found.written:,} out",
    ]
    if found.seconds is not None:
        parts.append(f"{_span(found.seconds)} at the speed of a first call")
    if found.money is not None:
        parts.append(f"{_money(found.money)} at the price given")
    return ", ".join(parts)


def _span(seconds: float) -> str:
    if seconds < 120:
        return f"{max(1.0, seconds):.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 7200 else f"{seconds / 3600:.1f} h"


def _money(amount: float) -> str:
    return f"{amount:,.2f}" if amount >= 1 else f"{amount:.2g}"
