"""Answers of second readers: they change nothing, agreement is computed from them."""

from __future__ import annotations

from msgspec.structs import asdict
from sqlalchemy import select

from gesta.errors import UsageError
from gesta.model.served import SecondReading
from gesta.store.batches import add
from gesta.store.schema_served import SECOND_READINGS
from gesta.store.session import Session


def add_second_reading(session: Session, reading: SecondReading) -> None:
    """The answer stands. Raises UsageError where the reader answered the question already: answers are not changed."""
    held = select(SECOND_READINGS.c.question).where(
        SECOND_READINGS.c.question == reading.question, SECOND_READINGS.c.who == reading.who
    )
    with session.write() as connection:
        if connection.execute(held).first():
            raise UsageError(f"{reading.who} answered {reading.question} already")
        add(connection, SECOND_READINGS, [asdict(reading)])


def second_readings(session: Session) -> list[SecondReading]:
    """Every answer, in the order given."""
    query = select(SECOND_READINGS).order_by(SECOND_READINGS.c.at, SECOND_READINGS.c.question, SECOND_READINGS.c.who)
    with session.read() as connection:
        return [SecondReading(**row) for row in connection.execute(query).mappings()]
