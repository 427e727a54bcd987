"""Tokens of those who may come in over the network."""

from __future__ import annotations

from msgspec.structs import asdict
from sqlalchemy import select, update

from gesta.errors import UsageError
from gesta.model.served import Token
from gesta.store.batches import add
from gesta.store.schema_served import TOKENS
from gesta.store.session import Session


def add_token(session: Session, token: Token) -> None:
    """The token stands. Raises UsageError where its id is taken."""
    with session.write() as connection:
        if connection.execute(select(TOKENS.c.id).where(TOKENS.c.id == token.id)).first():
            raise UsageError(f"there is a token {token.id} already")
        add(connection, TOKENS, [asdict(token)])


def token(session: Session, id: str) -> Token | None:
    """The token with the id, whether it holds or not."""
    with session.read() as connection:
        row = connection.execute(select(TOKENS).where(TOKENS.c.id == id)).mappings().first()
    return Token(**row) if row else None


def tokens(session: Session) -> list[Token]:
    """Every token that was made, in the order of making."""
    query = select(TOKENS).order_by(TOKENS.c.made_at, TOKENS.c.id)
    with session.read() as connection:
        return [Token(**row) for row in connection.execute(query).mappings()]


def revoke_token(session: Session, id: str, at: str) -> None:
    """The token does not hold from now on; revoking again changes nothing. Raises UsageError for an unknown id."""
    with session.write() as connection:
        if connection.execute(select(TOKENS.c.id).where(TOKENS.c.id == id)).first() is None:
            raise UsageError(f"no token {id}")
        held = update(TOKENS).where(TOKENS.c.id == id, TOKENS.c.revoked_at.is_(None))
        connection.execute(held.values(revoked_at=at))
