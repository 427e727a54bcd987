"""What a project remembers of the feeds it watches."""

from __future__ import annotations

import msgspec


class FeedState(msgspec.Struct, frozen=True):
    """What is known of one feed between two looks at it.

    ``url`` is the address that the user named, also where the feed has moved since. Times are ISO 8601 in UTC to the
    second. ``next_at``: when the feed is due; None for one never asked and, once ``checked_at`` is set, for one that
    has ended. ``failures`` counts those in a row.
    """

    url: str
    etag: str | None = None
    last_modified: str | None = None
    next_at: str | None = None
    failures: int = 0
    last_problem: str | None = None
    checked_at: str | None = None

    @property
    def ended(self) -> bool:
        """True for a feed that its server has taken down for good: it is not asked again."""
        return self.next_at is None and self.checked_at is not None

    def due_at(self, now: str) -> str | None:
        """When it is due, None for one never asked and for one that has ended. One that was asked in what is the future
        now is due at once: the clock was wrong then, or is now, and nobody knows how long it has waited."""
        is_future = self.checked_at is not None and self.checked_at > now
        return now if is_future and self.next_at is not None else self.next_at
