"""A language model for tests: a local endpoint that answers what a test wants, also what no server should."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from gesta.readers.llm_endpoint import Endpoint

Sent = Mapping[str, object]


@dataclass(frozen=True)
class Reply:
    """What a call gets; ``slow`` writes the body itself."""

    body: bytes
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    slow: Callable[[BaseHTTPRequestHandler], None] | None = None


@dataclass
class Model:
    """The endpoint: ``answer`` makes the reply from the call's JSON; ``asked`` and ``headers`` are what came in."""

    answer: Callable[[Sent], Reply]
    url: str = ""
    asked: list[Sent] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    def endpoint(self, cache: Path, **given: object) -> Endpoint:
        return Endpoint(self.url, "tiny", cache, **{"timeout": 5.0, **given})  # type: ignore[arg-type]


def completion(content: str, finish: str = "stop", **usage: int) -> Reply:
    """A chat completion with that content."""
    choice = {"index": 0, "message": {"role": "assistant", "content": content}, "finish_reason": finish}
    return Reply(json.dumps({"object": "chat.completion", "choices": [choice], "usage": usage}).encode())


def events(*acts: Mapping[str, object]) -> Reply:
    """A chat completion that tells the acts; whatever an act lacks is filled in."""
    plain = {"sentence": 0, "concept": "shooting", "realis": "actual", "background": False, "roles": [],
             "speaker": "", "cue": ""}  # fmt: skip
    return completion(json.dumps({"events": [{**plain, **act} for act in acts]}))


@contextmanager
def model(answer: Callable[[Sent], Reply] | Reply) -> Iterator[Model]:
    """The endpoint, while the context is open."""
    made = Model((lambda _: answer) if isinstance(answer, Reply) else answer)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            made.asked.append(sent)
            made.headers.append(dict(self.headers.items()))
            reply = made.answer(sent)
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if reply.slow is None:
                self.send_header("Content-Length", str(len(reply.body)))
            self.end_headers()
            self.wfile.write(reply.body)
            if reply.slow is not None:
                reply.slow(self)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing is logged."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

        def handle_error(self, request: object, client_address: object) -> None:
            """A client that leaves early is what some tests are about."""

    server = Server(("127.0.0.1", 0), Handler)
    made.url = f"http://127.0.0.1:{server.server_port}/v1"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
