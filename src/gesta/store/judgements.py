"""Decisions of people, in the order they were made."""

from __future__ import annotations

import msgspec
from sqlalchemy import Row, select

from gesta.errors import UsageError
from gesta.model.incidents import Value
from gesta.model.judgements import Anchor, Judgement
from gesta.model.terms import JudgementId
from gesta.store.batches import add, next_number
from gesta.store.schema import JUDGEMENTS
from gesta.store.session import Session


def append_judgement(session: Session, judgement: Judgement) -> None:
    """The judgement stands last; one that stands already is not added again. Raises UsageError for a taken id."""
    with session.write() as connection:
        standing = connection.execute(select(JUDGEMENTS).where(JUDGEMENTS.c.id == judgement.id)).first()
        if standing is not None:
            if _judgement(standing) != judgement:
                raise UsageError(f"there is another judgement {judgement.id}: judgements are never changed")
            return
        row = {
            "number": next_number(connection, JUDGEMENTS.c.number),
            "id": judgement.id,
            "kind": judgement.kind,
            "anchors": msgspec.json.encode(judgement.anchors).decode(),
            "who": judgement.who,
            "at": judgement.at,
            "why": judgement.why,
            "field": judgement.field,
            "value": msgspec.json.encode(judgement.value).decode(),
            "undoes": judgement.undoes,
        }
        add(connection, JUDGEMENTS, [row])


def judgements(session: Session) -> tuple[Judgement, ...]:
    """Every judgement, in the order appended."""
    with session.read() as connection:
        return tuple(map(_judgement, connection.execute(select(JUDGEMENTS).order_by(JUDGEMENTS.c.number))))


def _judgement(row: Row[tuple[object, ...]]) -> Judgement:
    return Judgement(
        JudgementId(row.id),
        row.kind,
        msgspec.json.decode(row.anchors, type=tuple[Anchor, ...]),
        row.who,
        row.at,
        row.why,
        row.field,
        msgspec.json.decode(row.value, type=Value),
        JudgementId(row.undoes) if row.undoes is not None else None,
    )
