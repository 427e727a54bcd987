"""A prompt in, what the model wrote out: from the cache, or within the cap by as many tries as manners allow."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Literal

import msgspec

from gesta.readers.llm_cache import Answer, Kept, Used, key_of
from gesta.readers.llm_endpoint import Cap, Endpoint, key
from gesta.readers.llm_wire import NoAnswer, Wire

Form = Literal["json_schema", "json_object", "text"]
_SIMPLER: dict[Form, Form] = {"json_schema": "json_object", "json_object": "text"}
_WAITS = (1.0, 4.0, 16.0)
"""Seconds before the second, third and fourth try, where the server names none."""
_LONGEST_WAIT = 60.0
"""A server that asks for more than this has no time for us today."""
_GIVEN_UP = 3
"""Calls in a row without an answer after which the endpoint is not asked again in this process."""
_REFUSALS = frozenset({400, 404, 415, 422, 501})
"""What servers answer that do not know a ``response_format`` or another parameter."""
_OF_THE_PROMPT = frozenset({400, 413, 422})
"""Refusals that may be of one prompt, such as one that is too long; any other says that the endpoint is of no use."""
CHARACTERS = 3.5
"""Of a token: English news has 4.2 to 4.7 in the usual vocabularies; fewer are assumed, so that no estimate is low."""


class Message(msgspec.Struct, frozen=True):
    """One turn of a prompt."""

    role: Literal["system", "user", "assistant"]
    content: str


class Prompt(msgspec.Struct, frozen=True):
    """What is asked; ``schema``: the JSON Schema of the answer; ``longest``: tokens that the answer may have."""

    messages: tuple[Message, ...]
    name: str
    schema: str
    longest: int

    @property
    def tokens(self) -> int:
        """Tokens of the messages, estimated."""
        return tokens(sum(len(each.content) for each in self.messages)) + 5 * len(self.messages)


class _Reply(msgspec.Struct, frozen=True):
    content: str | None = None


class _Choice(msgspec.Struct, frozen=True):
    message: _Reply
    finish_reason: str | None = None


class _Usage(msgspec.Struct, frozen=True):
    prompt_tokens: int = 0
    completion_tokens: int = 0


class _Completion(msgspec.Struct, frozen=True):
    choices: list[_Choice]
    usage: _Usage | None = None


def tokens(characters: int) -> int:
    """How many tokens so many characters of English are at most, about."""
    return int(characters / CHARACTERS) + 1


@dataclass(frozen=True, slots=True)
class _Dialect:
    """What an endpoint understands: how the answer's form is asked for and its length, and whether it can be steady."""

    form: Form = "json_schema"
    limit: Literal["max_tokens", "max_completion_tokens"] = "max_tokens"
    steady: bool = True

    def after(self, refusal: NoAnswer) -> _Dialect | None:
        """The dialect to try next, by what the refusal says; None where there is none."""
        said = str(refusal)
        if refusal.status not in _REFUSALS:
            return None
        if self.limit == "max_tokens" and "max_completion_tokens" in said:
            return replace(self, limit="max_completion_tokens")
        if self.steady and ("temperature" in said or "seed" in said):
            return replace(self, steady=False)
        simpler = _SIMPLER.get(self.form)
        return None if simpler is None else replace(self, form=simpler)


class Asker:
    """Asks one endpoint; remembers what it understands and whether it has stopped answering."""

    def __init__(self, endpoint: Endpoint, sleep: Callable[[float], None] = time.sleep) -> None:
        self.endpoint = endpoint
        self.kept = Kept(endpoint.cache)
        self._wire = Wire(endpoint.url, key())
        self._sleep = sleep
        self._dialect = _Dialect()
        self._silent = 0

    def ask(self, prompt: Prompt, until: float) -> Answer:
        """The answer; ``until``: on the monotonic clock, when to stop trying. Raises NoAnswer."""
        name = key_of(self._body(prompt, _Dialect()))
        found = self.kept.find(name)
        if found is not None:
            return found
        if self._silent >= _GIVEN_UP:
            raise NoAnswer(f"not asked: {_GIVEN_UP} calls in a row had no answer", again=False)
        answer = self._within_cap(prompt, until)
        self.kept.keep(name, answer)
        return answer

    def is_kept(self, prompt: Prompt) -> bool:
        """True where the answer is there without a call."""
        return self.kept.find(key_of(self._body(prompt, _Dialect()))) is not None

    def _within_cap(self, prompt: Prompt, until: float) -> Answer:
        run, cap = self.endpoint.run, self.endpoint.cap
        try:
            if cap is not None and self._over(cap, prompt):
                raise NoAnswer(f"not asked: the cap of {cap} is reached", again=False)
            self.kept.book(run, 1, prompt.tokens, prompt.longest)
        except sqlite3.Error as error:
            raise NoAnswer(f"not asked: the cache cannot count the call ({error})", again=False) from None
        read = written = 0
        try:
            answer = self._tried(prompt, until)
            read, written = answer.read, answer.written
            return answer
        finally:
            with suppress(sqlite3.Error):  # what is booked too much only ends a capped run early
                self.kept.book(run, 0, read - prompt.tokens, written - prompt.longest)

    def _over(self, cap: Cap, prompt: Prompt) -> bool:
        """True where the call would, at its longest, take the run over the cap."""
        used = self.kept.used(self.endpoint.run)
        after = Used(used.calls + 1, used.read + prompt.tokens, used.written + prompt.longest)
        price = self.endpoint.price
        spent = {
            "calls": float(after.calls),
            "tokens": float(after.read + after.written),
            "money": price.of(after.read, after.written) if price else 0.0,
        }
        return spent[cap.unit] > cap.most

    def _tried(self, prompt: Prompt, until: float) -> Answer:
        """The answer after as many tries as it takes; what the server refuses to understand is not tried again."""
        waits, dialect = iter(_WAITS), self._dialect
        while True:
            try:
                answer = self._once(prompt, dialect, until)
            except NoAnswer as error:
                simpler = dialect.after(error)
                if simpler is not None:
                    dialect = simpler
                    continue
                self._wait(error, next(waits, None), until)
                continue
            self._dialect, self._silent = dialect, 0
            return answer

    def _wait(self, error: NoAnswer, planned: float | None, until: float) -> None:
        """Returns when it is time to try again; raises the error where it is not to be tried."""
        wait = planned if error.after is None else error.after
        if error.again and planned is not None and wait is not None:
            if wait <= _LONGEST_WAIT and time.monotonic() + wait < until:
                self._sleep(wait)
                return
            error = NoAnswer(f"{error}; the next try would be in {wait:.0f} s", again=False, status=error.status)
        self._silent += error.status not in _OF_THE_PROMPT
        raise error

    def _once(self, prompt: Prompt, dialect: _Dialect, until: float) -> Answer:
        began = time.monotonic()
        seconds = min(self.endpoint.timeout, until - began)
        if seconds <= 0:
            raise NoAnswer("it took too long", again=False)
        body = self._wire.post(self._body(prompt, dialect), seconds)
        try:
            completion = msgspec.json.decode(body, type=_Completion)
            choice = completion.choices[0]
        except (msgspec.DecodeError, RecursionError, IndexError, UnicodeError):
            raise NoAnswer("it answers something other than a chat completion", again=False, status=200) from None
        content = self._wire.hidden(choice.message.content or "")
        usage = completion.usage or _Usage()
        return Answer(
            content,
            choice.finish_reason == "length",
            _counted(usage.prompt_tokens, prompt.tokens),
            _counted(usage.completion_tokens, tokens(len(content))),
            round(time.monotonic() - began, 2),
        )

    def _body(self, prompt: Prompt, dialect: _Dialect) -> bytes:
        asked: dict[str, object] = {"model": self.endpoint.model, "messages": prompt.messages}
        if dialect.steady:
            asked |= {"temperature": 0, "seed": 1}
        asked[dialect.limit] = prompt.longest
        if dialect.form == "json_schema":
            schema = {"name": prompt.name, "strict": True, "schema": msgspec.Raw(prompt.schema.encode())}
            asked["response_format"] = {"type": "json_schema", "json_schema": schema}
        elif dialect.form == "json_object":
            asked["response_format"] = {"type": "json_object"}
        return msgspec.json.encode(asked)


def _counted(told: int, estimated: int) -> int:
    """The server's count where it is one that can be, else our own."""
    return told if 0 < told < 10_000_000 else estimated
