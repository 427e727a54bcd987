"""A language model for tests: a local endpoint that answers what a test wants, also what no server should."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.listening import Answer, Quiet, listening

from gesta.readers.llm_endpoint import Endpoint

Sent = Mapping[str, object]


@dataclass
class Model:
    """The endpoint: ``answer`` makes the reply from the call's JSON; ``asked`` and ``headers`` are what came in."""

    answer: Callable[[Sent], Answer]
    url: str = ""
    asked: list[Sent] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    def endpoint(self, cache: Path, **given: object) -> Endpoint:
        return Endpoint(self.url, "tiny", cache, **{"timeout": 5.0, **given})  # type: ignore[arg-type]


def completion(content: str, finish: str = "stop", **usage: int) -> Answer:
    """A chat completion with that content."""
    choice = {"index": 0, "message": {"role": "assistant", "content": content}, "finish_reason": finish}
    return Answer(json.dumps({"object": "chat.completion", "choices": [choice], "usage": usage}).encode())


def events(*acts: Mapping[str, object]) -> Answer:
    """A chat completion that tells the acts; whatever an act lacks is filled in."""
    plain = {"sentence": 0, "concept": "shooting", "realis": "actual", "background": False, "roles": [],
             "speaker": "", "cue": ""}  # fmt: skip
    return completion(json.dumps({"events": [{**plain, **act} for act in acts]}))


@contextmanager
def model(answer: Callable[[Sent], Answer] | Answer) -> Iterator[Model]:
    """The endpoint, while the context is open."""
    made = Model((lambda _: answer) if isinstance(answer, Answer) else answer)

    class Handler(Quiet):
        def do_POST(self) -> None:
            sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            made.asked.append(sent)
            made.headers.append(dict(self.headers.items()))
            self.send(made.answer(sent))

    with listening(Handler) as port:
        made.url = f"http://127.0.0.1:{port}/v1"
        yield made
