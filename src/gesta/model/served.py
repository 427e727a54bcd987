"""What a served project keeps beside its incidents: tokens of those who may come in, answers of second readers."""

from __future__ import annotations

from typing import Literal, get_args

import msgspec

from gesta.model.terms import JudgementId

Role = Literal["reader", "reviewer", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)
"""Each may do what those before it may."""


class Token(msgspec.Struct, frozen=True):
    """What is kept of a token: never the token itself.

    ``id``: its first characters, which are no secret. ``hash``: SHA-256 of the whole, hexadecimal. Times are ISO 8601
    in UTC; ``ends_at``: None for never.
    """

    id: str
    who: str
    role: Role
    hash: str
    made_at: str
    ends_at: str | None = None
    revoked_at: str | None = None

    def holds(self, at: str) -> bool:
        """True at a moment when it is neither revoked nor at its end."""
        return self.revoked_at is None and (self.ends_at is None or at < self.ends_at)


class SecondReading(msgspec.Struct, frozen=True):
    """A question that was answered, answered again by somebody who did not see the first answer.

    ``answer``, ``first``: yes, no, the number of a place, or "other" for a place that is none of those offered.
    """

    question: str
    who: str
    kind: str
    at: str
    answer: str
    first: str
    judgement: JudgementId
