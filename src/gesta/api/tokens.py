"""Tokens: made once and shown once, known again by their hash."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from gesta.errors import UsageError
from gesta.model.served import Role, Token
from gesta.store.store import Store

PREFIX = "gst_"
"""By it a scanner of leaked secrets knows a token."""
_BYTES = 32
_ID = len(PREFIX) + 8
"""Characters of the id: 48 bits tell tokens apart, and leave 208 bits of secret."""
LONGEST = 200
"""Characters from which on a text is no token, however it begins."""
_LONGEST_NAME = 200


def new_token(store: Store, who: str, role: Role, at: datetime, days: int | None = None) -> tuple[str, Token]:
    """The token, which is kept nowhere, and what the project keeps of it.

    ``at``: the moment in UTC; ``days``: after which it ends, None for never. Raises UsageError for a name that no
    judgement could bear.
    """
    if not who.strip() or len(who) > _LONGEST_NAME:
        raise UsageError(f"a token is for somebody: give a name of at most {_LONGEST_NAME} characters")
    whole = PREFIX + secrets.token_urlsafe(_BYTES)
    ends = _iso(at + timedelta(days=days)) if days is not None else None
    token = Token(whole[:_ID], who.strip(), role, _hash(whole), _iso(at), ends)
    store.add_token(token)
    return whole, token


def known_token(store: Store, given: str) -> Token | None:
    """What is kept of the token given, whether it holds or not; None for one that was never made.

    It takes as long for a wrong secret as for a right one.
    """
    if not given.startswith(PREFIX) or not _ID < len(given) <= LONGEST:
        return None
    kept = store.token(given[:_ID])
    return kept if kept is not None and hmac.compare_digest(kept.hash, _hash(given)) else None


def _hash(whole: str) -> str:
    """One round of SHA-256 is enough for a secret of 256 random bits: nobody can try them all."""
    return hashlib.sha256(whole.encode("utf-8", "replace")).hexdigest()


def _iso(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")
