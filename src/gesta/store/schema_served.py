"""Tables of what a served project needs: who may sign in, second readings, alerts, and frozen releases."""

from __future__ import annotations

from sqlalchemy import Index, Table

from gesta.store.columns import flag, number, packed, words
from gesta.store.schema import METADATA

TOKENS = Table(
    "tokens",
    METADATA,
    words("id", "the first characters of the token, which are no secret", key=True),
    words("who", "the name that its judgements bear"),
    words("role", "reader, reviewer or admin"),
    words("hash", "SHA-256 of the whole token, hexadecimal"),
    words("made_at", "when it was made (ISO 8601, UTC)"),
    words("ends_at", "when it ends; empty for never", null=True),
    words("revoked_at", "when it was taken back; empty while it holds", null=True),
    comment="Who may read and decide over the network. The tokens themselves are kept nowhere.",
)

SECOND_READINGS = Table(
    "second_readings",
    METADATA,
    words("question", "the question that was answered before", key=True),
    words("who", "who answered it again, without seeing the first answer", key=True),
    words("kind", "same, split, place or event"),
    words("at", "when (ISO 8601, UTC)"),
    words("answer", "what the second reader chose: yes, no, or the number of a place"),
    words("first", "what the first reader chose"),
    words("judgement", "the first reader's judgement"),
    comment="Answers of second readers. They change nothing; agreement is computed from them.",
)

ALERTS = Table(
    "alerts",
    METADATA,
    words("id", "id of the rule", key=True),
    words("name", "what it is called"),
    words("query", "the filter, as a URL writes it"),
    words("how", "webhook or outbox"),
    words("target", "address that is posted to, or the e-mail address"),
    words("kinds", "what is told, ', ' between them: entered, toll, withdrawn"),
    words("quiet", "hours in which nothing is sent, as 22:00-06:00; empty for none", null=True),
    words("zone", "time zone of the quiet hours, as Africa/Nairobi"),
    words("who", "who made it"),
    words("made_at", "when (ISO 8601, UTC)"),
    number("since", "the last change that was gone through"),
    words("secret", "what posts to a webhook are signed with; empty for an outbox", null=True),
    flag("private", "1 when the address may be in a private network"),
    words("ended_at", "when it was ended; empty while it holds", null=True),
    comment="Filters that are watched: who is told when an incident enters, changes its toll or is withdrawn.",
)

DELIVERIES = Table(
    "deliveries",
    METADATA,
    words("alert", "the rule", key=True, refers="alerts.id"),
    words("incident", "the incident that is told of", key=True),
    words("kind", "entered, toll or withdrawn", key=True),
    number("change", "the change that made it so", key=True),
    words("at", "when it was found (ISO 8601, UTC)"),
    words("what", "what is told, in words"),
    words("status", "waiting, sending, sent or failed"),
    number("tries", "how often sending was tried"),
    words("next_at", "not to be tried again before; of one being sent, since when", null=True),
    words("detail", "what the last try came to"),
    Index("deliveries_by_status", "status"),
    comment="What each alert told, once for each change of an incident.",
)

ALERT_MEMBERS = Table(
    "alert_members",
    METADATA,
    words("alert", "the rule", key=True, refers="alerts.id"),
    words("incident", "an incident that its filter wants, as last gone through", key=True),
    words("toll", "its toll then: fields with their bounds"),
    sqlite_with_rowid=False,
    comment="What each alert knows already, so that only what is other is told.",
)

RELEASES = Table(
    "releases",
    METADATA,
    words("name", "name of the release", key=True),
    number("number", "order of the releases, from 1"),
    words("at", "when it was frozen (ISO 8601, UTC)"),
    words("who", "who froze it"),
    words("note", "what it is for"),
    words("query", "the filter, as a URL writes it"),
    words("versions", "JSON: versions of Gesta, model, codebook and knowledge"),
    number("changes", "number of the last change that is in it"),
    number("incidents", "how many incidents it holds"),
    words("sha256", "SHA-256 of its JSON lines, hexadecimal"),
    packed("content", "the incidents as JSON lines, zlib"),
    comment="Frozen states of the record, to be cited. Rows are never changed.",
)

SERVED = (TOKENS, SECOND_READINGS, ALERTS, DELIVERIES, ALERT_MEMBERS, RELEASES)
