"""Tables of what was captured, read and decided: written once, never changed. The descriptions are the reference."""

from __future__ import annotations

from sqlalchemy import Index, MetaData, Table, UniqueConstraint

from gesta.model.columns import CLAIM, JUDGEMENT, OCCURRENCE
from gesta.store.columns import flag, number, of, packed, words

METADATA = MetaData()


META = Table(
    "meta",
    METADATA,
    words("key", "what is told: version of the tables, when the project was made", key=True),
    words("value", "its value"),
    comment="The project itself.",
)

DICTIONARY = Table(
    "data_dictionary",
    METADATA,
    words("table_name", "table or view", key=True),
    words("column_name", "column; empty for the table itself", key=True),
    words("description", "what stands there"),
    comment="What every table, view and column holds.",
)

REPORTS = Table(
    "reports",
    METADATA,
    number("number", "order of arrival, from 1", key=True),
    words("id", "hash over content, address, outlet, given date and row id"),
    words("source", "address, path, or - for standard input"),
    words("row_id", "the id that the row of a table gave", null=True),
    words("address", "where it can be captured again; empty when nowhere (standard input, a row known by its line)",
          null=True),
    words("media", "text or html"),
    words("title", "title given with it", null=True),
    words("outlet", "outlet given with it", null=True),
    words("published", "date given with it", null=True),
    words("added_at", "when it was added (ISO 8601, UTC)"),
    words("version_of", "the earlier capture of the same address that it replaces", null=True, refers="reports.id"),
    words("problems", "JSON: what went wrong when it was taken in"),
    packed("content", "what was captured, UTF-8, zlib"),
    UniqueConstraint("id"),
    Index("reports_by_address", "address", "row_id"),
    Index("reports_by_version", "version_of"),
    comment="Reports as captured. Rows are never changed.",
)  # fmt: skip

PROBLEMS = Table(
    "problems",
    METADATA,
    number("number", "order of arrival, from 1", key=True),
    words("at", "when it was met (ISO 8601, UTC)"),
    words("report", "the report it is about; empty where none was made of the input", null=True, refers="reports.id"),
    words("where", "file, line or field"),
    words("what", "what is wrong"),
    words("hint", "what can be done about it"),
    Index("problems_by_report", "report"),
    Index("problems_by_where", "where"),
    comment="Faults in data met on the way: nothing is left out silently.",
)

READINGS = Table(
    "readings",
    METADATA,
    number("number", "order in which they were saved, from 1", key=True),
    number("report_number", "the report that was read", refers="reports.number"),
    words("stamp", "the components that read it and their versions"),
    words("at", "when it was saved (ISO 8601, UTC)"),
    words("title", "title of the document", null=True),
    words("language", "language of the document", null=True),
    words("outlet", "outlet as given or read", null=True),
    words("author", "author as read", null=True),
    words("published_start", "first day on which it may have been published", null=True),
    words("published_end", "last day on which it may have been published", null=True),
    words("published_precision", "precision of the publication date"),
    words("published_basis", "where the publication date is from"),
    number("characters", "length of the document"),
    number("accounts", "how many accounts were read"),
    packed("record", "the whole record as JSON (the line of gesta read --format jsonl), zlib"),
    Index("readings_by_report", "report_number", "stamp"),
    comment="Every reading of every report; current_readings says which holds. Rows are never changed.",
)

ACCOUNTS = Table(
    "accounts",
    METADATA,
    number("number", "order in which they were saved, from 1", key=True),
    words("id", "permanent id; the same account read anew has it again"),
    number("report_number", "the report that tells it", refers="reports.number"),
    number("reading_number", "the reading that it is of", refers="readings.number"),
    *of(*OCCURRENCE),
    Index("accounts_by_id", "id"),
    Index("accounts_by_reading", "reading_number"),
    comment="What one report tells of one occurrence, in every reading; account_list has those that hold. "
    "Rows are never changed.",
)

MENTIONS = Table(
    "mentions",
    METADATA,
    number("account_number", "the account that it is of", key=True, refers="accounts.number"),
    number("position", "order within the account, from 0", key=True),
    number("start", "first character in the document's text"),
    number("end", "character after the last"),
    words("exact", "the words"),
    words("trigger", "word or phrase that tells the event"),
    words("type", "concept"),
    words("realis", "realis of this mention"),
    flag("background", "1 when told as background"),
    sqlite_with_rowid=False,
    comment="Places in a document where an account's event is told. Rows are never changed.",
)

CLAIMS = Table(
    "claims",
    METADATA,
    number("account_number", "the account that it is of", key=True, refers="accounts.number"),
    number("position", "order within the account, from 0", key=True),
    words("id", "id of the claim"),
    number("report_number", "the report that tells it", refers="reports.number"),
    *of(*CLAIM),
    sqlite_with_rowid=False,
    comment="One value of one field as one speaker tells it. Rows are never changed.",
)

JUDGEMENTS = Table(
    "judgements",
    METADATA,
    number("number", "order in which they were made, from 1", key=True),
    *of(*JUDGEMENT),
    UniqueConstraint("id"),
    comment="Decisions of people. Rows are never changed: a decision is undone by another one.",
)

CHANGES = Table(
    "changes",
    METADATA,
    number("seq", "place in the feed, from 1", key=True),
    words("at", "when it was published (ISO 8601, UTC)"),
    words("kind", "created, updated, merged, split, withdrawn or restored"),
    words("incident", "the incident"),
    words("other", "the incident that it went into or came from", null=True),
    words("detail", "what changed, in words"),
    Index("changes_by_incident", "incident"),
    comment="The change feed. Rows are never changed.",
)

LEDGER = Table(
    "ledger",
    METADATA,
    number("seq", "age of the id, from 1: a cluster keeps its oldest", key=True),
    words("id", "id of an account; the incident that it founds has the same"),
    UniqueConstraint("id"),
    comment="Every id ever given, oldest first. Rows are never changed.",
)

APPEND_ONLY = (REPORTS, READINGS, ACCOUNTS, MENTIONS, CLAIMS, JUDGEMENTS, CHANGES, LEDGER)
