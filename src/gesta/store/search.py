"""Full-text search over titles and texts, alike in both databases; a query is words, never a language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    String,
    bindparam,
    column,
    func,
    insert,
    literal,
    literal_column,
    select,
    table,
    type_coerce,
)
from sqlalchemy.dialects.postgresql import TSVECTOR

from gesta.model.searching import folded, phrases
from gesta.model.terms import ReportId
from gesta.store.batches import pieces, remove
from gesta.store.guards import TEXT_INDEX
from gesta.store.schema import REPORTS
from gesta.store.schema_merged import TEXT_WORDS, TEXTS
from gesta.store.session import Session

_LONGEST_INDEXED = 150_000
"""Characters of a text that PostgreSQL indexes: its index of one text holds a megabyte, and refuses what is larger."""
_FTS = table(TEXT_INDEX, column("rowid"), column(TEXT_INDEX), column("title"), column("text"))
_SIMPLE: ColumnElement[str] = literal_column("'simple'::regconfig")
"""Words as they are, in no language: neither stemmed nor left out."""


def search(session: Session, query: str, limit: int) -> list[ReportId]:
    """The reports whose title or text holds every word and "quoted phrase" of the query, the last added first.

    Case and accents do not matter; signs separate words. A query without words finds nothing; none is an error.
    """
    with session.read() as connection:
        found = matching(connection, query)
        if found is None:
            return []
        wanted = select(REPORTS.c.id).where(REPORTS.c.number.in_(found)).order_by(REPORTS.c.number.desc()).limit(limit)
        return [ReportId(each) for each in connection.execute(wanted).scalars()]


def matching(connection: Connection, query: str) -> Select[int] | None:
    """The numbers of the reports that the query finds; None where it has no word."""
    wanted = phrases(query)
    if not wanted:
        return None
    if connection.dialect.name == "postgresql":
        held = [TEXT_WORDS.c.words.op("@@")(func.phraseto_tsquery(_SIMPLE, phrase)) for phrase in wanted]
        return select(TEXT_WORDS.c.report_number).where(*held)
    expression = " ".join(f'"{phrase}"' for phrase in wanted)
    return select(_FTS.c.rowid).where(_FTS.c[TEXT_INDEX].op("MATCH")(expression))


def index_texts(connection: Connection, reports: Sequence[int]) -> None:
    """The texts of the reports, by number, can be searched."""
    query = select(TEXTS.c.report_number, TEXTS.c.title, TEXTS.c.text)
    for piece in pieces(reports):
        some = query.where(TEXTS.c.report_number.in_(piece))
        if connection.dialect.name == "postgresql":
            _index_words(connection, [(number, title, told) for number, title, told in connection.execute(some)])
        else:
            connection.execute(insert(_FTS).from_select(["rowid", "title", "text"], some))


def _index_words(connection: Connection, texts: Iterable[tuple[int, str | None, str]]) -> None:
    vector = func.to_tsvector(_SIMPLE, bindparam("folded", type_=String()))
    statement = insert(TEXT_WORDS).values(report_number=bindparam("number"), words=type_coerce(vector, TSVECTOR()))
    rows = [
        {"number": number, "folded": folded(f"{title or ''}\n{told}"[:_LONGEST_INDEXED])}
        for number, title, told in texts
    ]
    connection.execute(statement, rows)


def unindex_texts(connection: Connection, reports: Iterable[int]) -> None:
    """The texts of the reports, by number, cannot be found any more; to be called while they still stand."""
    if connection.dialect.name == "postgresql":
        remove(connection, TEXT_WORDS.c.report_number, reports)
        return
    gone = select(literal("delete"), TEXTS.c.report_number, TEXTS.c.title, TEXTS.c.text)
    for piece in pieces(reports):
        some = gone.where(TEXTS.c.report_number.in_(piece))
        connection.execute(insert(_FTS).from_select([TEXT_INDEX, "rowid", "title", "text"], some))
