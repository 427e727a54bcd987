"""Where alerts go: posted to a web address, signed, or as messages into a Maildir that a mail program sends."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import mailbox
import re
import socket
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

import httpx

from gesta.api.alert_words import as_json, as_message
from gesta.errors import UsageError
from gesta.intake.guard import PUBLIC, Guard, Refused
from gesta.model.alerts import Alert, AlertHow, Delivery
from gesta.model.merged import MergedIncident
from gesta.pipeline.alerting import NotSentError
from gesta.store.engine import is_address
from gesta.version import __version__

SIGNATURE = "Gesta-Signature"
_SECONDS = 10.0
_LATER = frozenset({408, 425, 429})
"""Refusals of HTTP that a server takes back in a while, as it does those from 500 on."""
_MAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,253}", re.ASCII)
_LONGEST_ADDRESS = 2000


def checked_target(how: AlertHow, target: str, project: str) -> str:
    """The target as it is kept; raises UsageError where nothing can be sent there."""
    given = target.strip()
    if how == "outbox":
        if not _MAIL.fullmatch(given):
            raise UsageError(f"{given}: no e-mail address")
        outbox_of(project)
        return given
    parts = _split(given)
    if parts is None or len(given) > _LONGEST_ADDRESS:
        raise UsageError(f"{given[:100]}: a webhook is an address of http or https, without a user or password")
    return given


async def _status(address: str, name: str, headers: dict[str, str], body: bytes, most: float) -> int:
    """The status that the post is answered with. Raises httpx.HTTPError, and TimeoutError after ``most`` seconds in
    all: a receiver that sends a byte now and then keeps nobody."""
    async with asyncio.timeout(most), httpx.AsyncClient(timeout=_SECONDS, trust_env=False) as client:
        request = client.build_request("POST", address, content=body, headers=headers)
        request.extensions["sni_hostname"] = name
        answer = await client.send(request, stream=True, follow_redirects=False)
        await answer.aclose()
    return answer.status_code


def _split(address: str) -> SplitResult | None:
    """The parts of the address, None for one that nothing can be posted to."""
    if not address.isascii() or not address.isprintable() or " " in address:
        return None
    try:
        parts = urlsplit(address)
        is_port = parts.port != 0
    except ValueError:
        return None
    good = parts.scheme in ("http", "https") and parts.hostname and parts.username is None and is_port
    return parts if good else None


def outbox_of(project: str) -> Path:
    """The folder of the outbox, beside the project's file; raises UsageError for a project on a server."""
    if is_address(project):
        raise UsageError("a project on a server has no folder for an outbox: alert through a webhook")
    path = Path(project).absolute()
    return path.with_name(f"{path.name}-outbox")


def signature(secret: str, body: bytes) -> str:
    """What the header says: "sha256=" and the HMAC-SHA256 of the body under the secret, hexadecimal."""
    return "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


@dataclass(frozen=True, slots=True)
class Post:
    """The two channels of a project. ``guard``: which addresses may be connected to; ``most``: seconds for a post."""

    project: str
    guard: Guard = PUBLIC
    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    most: float = 60.0

    def send(self, alert: Alert, delivery: Delivery, incident: MergedIncident | None) -> str:
        """It was posted, or its message lies in the outbox. Raises NotSentError."""
        if alert.how == "webhook":
            return self._post(alert, delivery, as_json(alert, delivery, incident))
        try:
            outbox = mailbox.Maildir(outbox_of(self.project), create=True)
            outbox.add(as_message(alert, delivery, incident, self.now()))
        except OSError as fault:
            raise NotSentError(f"the outbox: {fault.strerror or fault}", again=True) from None
        return "in the outbox"

    def _post(self, alert: Alert, delivery: Delivery, body: bytes) -> str:
        parts = _split(alert.target)
        if parts is None or parts.hostname is None:
            raise NotSentError("no address that can be posted to", again=False)
        headers = {
            "Content-Type": "application/json",
            "User-Agent": f"gesta/{__version__}",
            "Gesta-Delivery": delivery.key,
            SIGNATURE: signature(alert.secret or "", body),
            "Host": parts.netloc,
        }
        address = parts._replace(netloc=self._place(parts, private=alert.private), fragment="").geturl()
        try:
            status = asyncio.run(_status(address, parts.hostname, headers, body, self.most))
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as fault:
            raise NotSentError(f"no connection: {fault}", again=True) from None
        except httpx.HTTPError as fault:
            # The request may have arrived: it is not sent a second time.
            raise NotSentError(f"no answer, it may have arrived: {type(fault).__name__} {fault}", again=False) from None
        except TimeoutError:
            raise NotSentError(f"no whole answer in {self.most:.0f} s, it may have arrived", again=False) from None
        if 200 <= status < 300:
            return f"{status}"
        raise NotSentError(f"it answered {status}", again=status in _LATER or status >= 500)

    def _place(self, parts: SplitResult, *, private: bool) -> str:
        """Host and port to connect to: the address that was checked, not a name that may mean another by then."""
        host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
        if private:
            return parts.netloc
        try:
            found = self.guard.addresses(host, port)
        except Refused as fault:
            raise NotSentError(f"{fault}; an alert made with --private may post there", again=False) from None
        except (OSError, UnicodeError, socket.gaierror) as fault:
            raise NotSentError(f"{host} is not found: {fault}", again=True) from None
        if not found:
            raise NotSentError(f"{host} has no address", again=True)
        return f"[{found[0]}]:{port}" if ":" in found[0] else f"{found[0]}:{port}"
