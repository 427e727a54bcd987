"""Tables of what follows from reports, readings and judgements, and of what the work in progress needs."""

from __future__ import annotations

from sqlalchemy import Column, Index, Table, UniqueConstraint
from sqlalchemy.dialects.postgresql import TSVECTOR

from gesta.model.columns import ACTOR, OCCURRENCE, SOURCE_REPORT, STANDING
from gesta.store.columns import flag, number, of, packed, real, words
from gesta.store.schema import METADATA

CURRENT_READINGS = Table(
    "current_readings",
    METADATA,
    number("report_number", "the report", key=True, refers="reports.number"),
    number("reading_number", "its reading that holds", refers="readings.number"),
    words("stamp", "the stamp of that reading"),
    Index("current_readings_by_reading", "reading_number"),
    comment="Which reading of a report holds: the latest.",
)

CURRENT_ACCOUNTS = Table(
    "current_accounts",
    METADATA,
    words("id", "permanent id of the account", key=True),
    number("account_number", "its row in accounts", refers="accounts.number"),
    number("report_number", "the report that tells it", refers="reports.number"),
    UniqueConstraint("account_number"),
    Index("current_accounts_by_account", "account_number"),
    Index("current_accounts_by_report", "report_number"),
    comment="The accounts of the readings that hold.",
)

TEXTS = Table(
    "texts",
    METADATA,
    number("report_number", "the report", key=True, refers="reports.number"),
    words("title", "title of the document", null=True),
    words("text", "text of the document"),
    comment="Clean texts of the readings that hold, with full-text search.",
)

TEXT_WORDS = Table(
    "text_words",
    METADATA,
    number("report_number", "the report", key=True, refers="texts.report_number"),
    Column("words", TSVECTOR(), nullable=False, comment="words of title and text, folded"),
    Index("text_words_by_word", "words", postgresql_using="gin"),
    info={"only": "postgresql"},
    comment="The index of the full-text search (PostgreSQL only; in SQLite it is texts_fts).",
)

ACCOUNT_KEYS = Table(
    "account_keys",
    METADATA,
    words("key", "a block: accounts that share one are compared", key=True),
    number("account_number", "the account", key=True, refers="accounts.number"),
    Index("account_keys_by_account", "account_number"),
    sqlite_with_rowid=False,
    comment="Blocking keys of the merging.",
)

ACCOUNT_PROFILES = Table(
    "account_profiles",
    METADATA,
    number("account_number", "the account", key=True, refers="accounts.number"),
    packed("profile", "what the merging compares, in its own form"),
    comment="Accounts as the merging sees them.",
)

COPY_KEYS = Table(
    "copy_keys",
    METADATA,
    words("key", "readings that share one may be copies", key=True),
    number("reading_number", "the reading", key=True, refers="readings.number"),
    Index("copy_keys_by_reading", "reading_number"),
    sqlite_with_rowid=False,
    comment="Under which copies of a text are looked for.",
)

COPIES = Table(
    "copies",
    METADATA,
    words("report", "the copy", key=True, refers="reports.id"),
    words("original", "the report whose text it has", refers="reports.id"),
    real("similarity", "share of its sentences found in the original, 0 to 1"),
    words("basis", "why the other is the original: credited, earliest"),
    words("credit", "JSON: the words that credit the original", null=True),
    words("changes", "JSON: names, numbers and words that it has otherwise"),
    Index("copies_by_original", "original"),
    comment="Reports whose text is that of another; copies of one text count as one source.",
)

DIRTY = Table(
    "dirty_accounts",
    METADATA,
    words("id", "account that is new, changed or gone since the last merging", key=True),
    comment="What the next gesta run merges again.",
)

LINKS = Table(
    "links",
    METADATA,
    words("one", "an account", key=True),
    words("other", "the account it is compared with", key=True),
    real("weight", "sum of the reasons, log-odds that both tell one occurrence"),
    words("reasons", "JSON: name, weight and detail of every reason"),
    Index("links_by_other", "other"),
    comment="Why two accounts are one occurrence.",
)

MEMBERS = Table(
    "members",
    METADATA,
    words("account", "account", key=True),
    words("incident", "incident that it is part of"),
    Index("members_by_incident", "incident"),
    comment="Which account is part of which incident.",
)

TIES = Table(
    "ties",
    METADATA,
    words("one", "an incident", key=True),
    words("other", "the incident that it follows, or is part of", key=True),
    words("relation", "follow_up or part_of", key=True),
    comment="Incidents that are related though no report says so of both: an arrest in another report, a summary.",
)

SUPERSEDED = Table(
    "superseded_ids",
    METADATA,
    words("id", "an id that stands for no incident of its own any more", key=True),
    words("superseded_by", "the incident that it went into"),
    comment="Where the incidents went that were merged into others; ids are permanent.",
)

_ASKED = ("class", "realis", "background", "status", "current", "when_end", "sources")
"""What most filters ask of an incident: with it in the index a page of a listing is found without reading the table."""

INCIDENTS = Table(
    "incidents",
    METADATA,
    words("id", "permanent id", key=True),
    *of(*OCCURRENCE),
    *of(*STANDING),
    flag("current", "0 when it was merged into another or is no longer told; the row is then as it last was"),
    words("superseded_by", "the incident that it was merged into", null=True),
    packed("record", "the whole incident as JSON (the line of gesta incidents --format jsonl), zlib"),
    Index("incidents_by_time", "when_start", "id", "type", "country", *_ASKED),
    Index("incidents_by_type", "type", "when_start", "id", "country", *_ASKED),
    Index("incidents_by_country", "country", "when_start", "id", "type", *_ASKED),
    comment="Occurrences on the ground, each from all accounts of it; incident_list has the default listing.",
)

INCIDENT_SOURCES = Table(
    "incident_sources",
    METADATA,
    words("incident", "incident", key=True, refers="incidents.id"),
    words("account", "account through which the report tells it", key=True),
    words("report", "report", refers="reports.id"),
    *of(*SOURCE_REPORT[2:]),
    Index("incident_sources_by_report", "report"),
    comment="Reports of an incident.",
)

INCIDENT_ACTORS = Table(
    "incident_actors",
    METADATA,
    words("incident", "incident", key=True, refers="incidents.id"),
    *of(*ACTOR, keys=("position",)),
    words("words", "the name for searching: no case, accents and signs, a space before and after"),
    Index("incident_actors_by_actor", "actor_id"),
    comment="Who is in which role of an incident.",
)

TOLL_STEPS = Table(
    "toll_steps",
    METADATA,
    words("incident", "incident", key=True, refers="incidents.id"),
    number("position", "order in the history, from 0", key=True),
    words("field", "killed, injured, detained, abducted, displaced or participants"),
    number("low", "at least; empty when not known", null=True),
    number("high", "at most; empty when open", null=True),
    words("exactness", "exact, at_least, at_most, about, range or vague"),
    words("told", "the words of the figure", null=True),
    words("speaker", "who says so"),
    words("speaker_kind", "police, medical, witness, media ..."),
    words("report", "report that tells it", refers="reports.id"),
    words("outlet", "its outlet", null=True),
    words("at", "when it was told", null=True),
    words("claim", "id of the claim"),
    words("replaces", "id of the claim that it replaces", null=True),
    words("basis", "why it replaces it"),
    comment="Every figure of a toll in the order told.",
)

FIGURES = Table(
    "figures",
    METADATA,
    words("incident", "incident", key=True, refers="incidents.id"),
    words("policy", "lead, conservative, best_low_high, majority or latest_official", key=True),
    words("field", "killed, injured, detained, abducted, displaced or participants", key=True),
    number("low", "at least; empty when not known", null=True),
    number("best", "the figure by this policy; empty when it names none", null=True),
    number("high", "at most; empty when open", null=True),
    words("basis", "by which rule and from which claims"),
    comment="The toll by each policy.",
)

FEEDS = Table(
    "feeds",
    METADATA,
    words("url", "address of the feed", key=True),
    words("etag", "ETag that the server sent last", null=True),
    words("last_modified", "Last-Modified that the server sent last", null=True),
    words("next_at", "not to be asked again before (ISO 8601, UTC)", null=True),
    number("failures", "failures in a row"),
    words("last_problem", "what went wrong last", null=True),
    words("checked_at", "when it was asked last (ISO 8601, UTC)", null=True),
    comment="What gesta watch remembers of each feed.",
)
