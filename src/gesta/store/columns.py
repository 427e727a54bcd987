"""Kinds of columns, each the same in both databases and each with its description."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Dialect,
    Double,
    ForeignKey,
    Integer,
    LargeBinary,
    Text,
    TypeDecorator,
)
from sqlalchemy.types import TypeEngine

from gesta.model import columns as shared


def legible(text: str) -> str:
    """The text with what no database takes, NUL and half surrogate pairs, replaced by U+FFFD."""
    if "\x00" in text:
        text = text.replace("\x00", "\ufffd")
    if text.isascii():
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


class Words(TypeDecorator[str]):
    """Text that is always legible and sorts by code point, whatever the locale of the server."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[str]:
        collation = "C" if dialect.name == "postgresql" else None
        return dialect.type_descriptor(Text(collation=collation))

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        return None if value is None else legible(value)


NUMBER = BigInteger().with_variant(Integer(), "sqlite")
"""SQLite makes only INTEGER the key of its rows."""


def words(name: str, comment: str, *, null: bool = False, key: bool = False, refers: str | None = None) -> Column[str]:
    """A column of text; ``refers``: the column whose value it must be."""
    keys = (ForeignKey(refers),) if refers else ()
    return Column(name, Words(), *keys, nullable=null, primary_key=key, comment=comment)


def number(name: str, comment: str, *, null: bool = False, key: bool = False, refers: str | None = None) -> Column[int]:
    """A column of whole numbers; none is given by the database itself."""
    keys = (ForeignKey(refers),) if refers else ()
    return Column(name, NUMBER, *keys, nullable=null, primary_key=key, autoincrement=False, comment=comment)


def real(name: str, comment: str, *, null: bool = False) -> Column[float]:
    """A column of floating-point numbers."""
    return Column(name, Double(), nullable=null, comment=comment)


def flag(name: str, comment: str) -> Column[bool]:
    """A column of yes (1) and no (0)."""
    return Column(name, Boolean(), nullable=False, comment=comment)


def packed(name: str, comment: str) -> Column[bytes]:
    """A column of bytes; it stands last in its table, so that the others are read without it."""
    return Column(name, LargeBinary(), nullable=False, comment=comment)


def of(
    *columns: shared.Column, keys: tuple[str, ...] = ()
) -> Iterator[Column[str] | Column[int] | Column[float] | Column[bool]]:
    """The columns as the model says them; those of ``keys`` are the table's key."""
    for each in columns:
        if each.kind == "whole":
            yield number(each.name, each.meaning, null=each.null, key=each.name in keys)
        elif each.kind == "real":
            yield real(each.name, each.meaning, null=each.null)
        elif each.kind == "flag":
            yield flag(each.name, each.meaning)
        else:
            yield words(each.name, each.meaning, null=each.null, key=each.name in keys)
