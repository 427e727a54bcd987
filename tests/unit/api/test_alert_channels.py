"""Where alerts go: signed posts to addresses that were checked, messages into an outbox."""

from __future__ import annotations

import hashlib
import hmac
import json
import mailbox
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import msgspec
import pytest
from tests.contract.store.factory import AT, incident, merged, report

from gesta.api.alert_channels import Post, checked_target, outbox_of
from gesta.errors import UsageError
from gesta.intake.guard import Guard
from gesta.model.alerts import ALERT_KINDS, Alert, Delivery
from gesta.model.terms import IncidentId
from gesta.pipeline.alerting import NotSentError

INCIDENT = merged(incident("inc_1", killed=3), report().id)
DELIVERY = Delivery("alr_1", IncidentId("inc_1"), "toll", 7, AT, "killed 2, now killed 3")


@dataclass
class Hook:
    """A receiver on this machine: what it got, and what it answers."""

    port: int = 0
    status: int = 204
    location: str | None = None
    hangs: bool = False
    got: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)

    def rule(self, *, private: bool = False, host: str = "127.0.0.1") -> Alert:
        address = f"http://{host}:{self.port}/in?a=1"
        return Alert("alr_1", "Kirkuk\n\u202e", "country=IQ", "webhook", address, ALERT_KINDS, "ada", AT, 0,
                     secret="s3cret", private=private)  # fmt: skip

    @property
    def guard(self) -> Guard:
        return Guard(frozenset({("127.0.0.1", self.port)}))


@pytest.fixture
def hook() -> Iterator[Hook]:
    made = Hook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            made.got.append((self.path, dict(self.headers.items()), body))
            if made.hangs:
                self.close_connection = True
                return
            self.send_response(made.status)
            if made.location:
                self.send_header("Location", made.location)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Nothing is logged."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    made.port = server.server_address[1]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield made
    server.shutdown()
    server.server_close()


def test_a_post_is_signed_and_says_what_changed(hook: Hook) -> None:
    assert Post("p.db", hook.guard).send(hook.rule(), DELIVERY, INCIDENT) == "204"
    ((path, headers, body),) = hook.got
    assert path == "/in?a=1"
    digest = hmac.new(b"s3cret", body, hashlib.sha256).hexdigest()
    assert headers["Gesta-Signature"] == f"sha256={digest}"
    assert headers["Gesta-Delivery"] == "alr_1.7.inc_1.toll"
    assert headers["Host"] == f"127.0.0.1:{hook.port}"
    told = json.loads(body)
    assert (told["kind"], told["change"], told["what"]) == ("toll", 7, "killed 2, now killed 3")
    assert told["incident"]["id"] == "inc_1" and told["incident"]["counts"] == {"killed": {"low": 3, "high": 3}}


def test_an_incident_that_is_gone_is_told_all_the_same(hook: Hook) -> None:
    Post("p.db", hook.guard).send(hook.rule(), DELIVERY, None)
    assert json.loads(hook.got[0][2])["incident"] == {"id": "inc_1"}


@pytest.mark.parametrize(("status", "again"), [(500, True), (503, True), (429, True), (400, False), (302, False)])
def test_a_refusal_is_tried_again_where_that_may_help(hook: Hook, status: int, again: bool) -> None:
    hook.status, hook.location = status, f"http://127.0.0.1:{hook.port}/elsewhere"
    with pytest.raises(NotSentError, match=str(status)) as fault:
        Post("p.db", hook.guard).send(hook.rule(), DELIVERY, INCIDENT)
    assert fault.value.again is again
    assert [path for path, *_ in hook.got] == ["/in?a=1"]  # No redirect is followed.


def test_what_may_have_arrived_is_not_tried_again(hook: Hook) -> None:
    hook.hangs = True
    with pytest.raises(NotSentError, match="may have arrived") as fault:
        Post("p.db", hook.guard).send(hook.rule(), DELIVERY, INCIDENT)
    assert fault.value.again is False and len(hook.got) == 1


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_private_network_is_reached_only_where_the_rule_allows_it(hook: Hook, host: str) -> None:
    with pytest.raises(NotSentError, match=r"not a public address.*--private") as fault:
        Post("p.db").send(hook.rule(host=host), DELIVERY, INCIDENT)
    assert fault.value.again is False and hook.got == []
    assert Post("p.db").send(hook.rule(host=host, private=True), DELIVERY, INCIDENT) == "204"


def test_nobody_listening_is_tried_again(hook: Hook) -> None:
    rule = msgspec.structs.replace(hook.rule(private=True), target="http://127.0.0.1:1/")
    with pytest.raises(NotSentError, match="no connection") as fault:
        Post("p.db").send(rule, DELIVERY, INCIDENT)
    assert fault.value.again is True


def test_a_message_lies_in_the_outbox_and_no_value_adds_a_header(tmp_path: Path) -> None:
    project = str(tmp_path / "my.db")
    rule = Alert("alr_1", "Kirkuk\r\nBcc: eve@example.org\u202e", "", "outbox", "ada@example.org", ALERT_KINDS, "ada",
                 AT, 0)  # fmt: skip
    assert Post(project).send(rule, DELIVERY, INCIDENT) == "in the outbox"
    box = mailbox.Maildir(outbox_of(project), create=False)
    assert outbox_of(project) == tmp_path / "my.db-outbox"
    (raw,) = (box.get_bytes(key) for key in box.keys())  # noqa: SIM118
    message = message_from_bytes(raw, policy=policy.default)
    assert message["To"] == "ada@example.org" and message["Bcc"] is None
    assert message["Message-ID"] == "<alr_1.7.inc_1.toll@gesta.invalid>"
    assert "toll changed" in message["Subject"] and "\u202e" not in message["Subject"]
    assert "killed 2, now killed 3" in message.get_content()


@pytest.mark.parametrize(
    ("how", "target"),
    [("webhook", "ftp://a.example/"), ("webhook", "https://u:p@a.example/"), ("webhook", "https://a.example:99999/"),
     ("webhook", "https:///x"), ("webhook", "https://a.example/\r\nX: 1"), ("outbox", "ada"),
     ("outbox", "a@b\nBcc: c@d"), ("outbox", "a@b, c@d")],
)  # fmt: skip
def test_what_is_no_target_is_refused(how: str, target: str) -> None:
    with pytest.raises(UsageError):
        checked_target(how, target, "my.db")  # type: ignore[arg-type]


def test_a_project_on_a_server_has_no_outbox() -> None:
    with pytest.raises(UsageError, match="webhook"):
        checked_target("outbox", "ada@example.org", "postgresql://host/db")


def test_a_receiver_that_answers_a_byte_at_a_time_keeps_nobody(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]

        def drip() -> None:
            with suppress(OSError):
                taken, _ = listening.accept()
                with taken:
                    for sign in b"HTTP/1.1 200 OK\r\nX: " + b"y" * 200:
                        taken.sendall(bytes([sign]))
                        time.sleep(0.05)

        threading.Thread(target=drip, daemon=True).start()
        begun = time.monotonic()
        with pytest.raises(NotSentError, match="may have arrived") as fault:
            Post("p.db", most=0.5).send(Hook(port=port).rule(private=True), DELIVERY, INCIDENT)
    assert fault.value.again is False and time.monotonic() - begun < 3


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "0177.0.0.1", "127.1", "0.0.0.0", "0", "[::1]", "[::]",
                                  "[::ffff:127.0.0.1]", "[::127.0.0.1]", "[::ffff:0:127.0.0.1]", "[fec0::1]",
                                  "[64:ff9b::7f00:1]", "[64:ff9b:1::7f00:1]", "[2002:7f00:1::]", "169.254.169.254",
                                  "192.0.0.192", "100.64.0.1", "[fe80::1]", "[fd00:ec2::254]"])  # fmt: skip
def test_no_other_way_to_write_a_private_address_is_taken(host: str) -> None:
    rule = msgspec.structs.replace(Hook(port=1).rule(), target=f"http://{host}:1/")
    with pytest.raises(NotSentError, match="not a public address") as fault:
        Post("p.db").send(rule, DELIVERY, INCIDENT)
    assert fault.value.again is False
