"""What is remembered of feeds."""

from __future__ import annotations

from msgspec.structs import asdict
from sqlalchemy import delete, select

from gesta.model.feeds import FeedState
from gesta.store.batches import add
from gesta.store.schema_merged import FEEDS
from gesta.store.session import Session


def feed(session: Session, url: str) -> FeedState | None:
    """What is remembered of the feed."""
    with session.read() as connection:
        row = connection.execute(select(FEEDS).where(FEEDS.c.url == url)).mappings().first()
    return FeedState(**row) if row else None


def feeds(session: Session) -> list[FeedState]:
    """Every feed that something is remembered of, in order of their addresses."""
    with session.read() as connection:
        return [FeedState(**row) for row in connection.execute(select(FEEDS).order_by(FEEDS.c.url)).mappings()]


def save_feed(session: Session, state: FeedState) -> None:
    """The state is what is remembered of its feed."""
    with session.write() as connection:
        connection.execute(delete(FEEDS).where(FEEDS.c.url == state.url))
        add(connection, FEEDS, [asdict(state)])
