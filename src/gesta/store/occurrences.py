"""The columns of an account or an incident, from its record."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from gesta.model.columns import BETWEEN_PASSAGES
from gesta.model.incidents import Claim, Incident, MentionRef, names
from gesta.model.searching import folded
from gesta.model.terms import COUNT_FIELDS
from gesta.store.batches import Row

_LONGEST = 500
"""Characters of a list of names that a column shows."""


def occurrence_row(incident: Incident) -> Row:
    """What happened, when, where and to whom, as ``model.columns.OCCURRENCE`` has it."""
    when, where = incident.when, incident.where
    row: Row = {
        "class": incident.cls,
        "type": incident.type,
        "label": incident.label,
        "realis": incident.realis,
        "background": incident.background,
        "when_start": when.start,
        "when_end": when.end,
        "when_precision": when.precision,
        "when_basis": when.basis,
        "place": where.name,
        "place_level": where.level,
        "admin1": where.admin1,
        "country": where.country,
        "lat": where.lat,
        "lon": where.lon,
        "radius_km": where.radius_km,
        "perpetrators": _shortened(names(incident, "perpetrator")),
        "targets": _shortened(names(incident, "target")),
        "responsibility": incident.responsibility.status,
        "score": incident.score.value,
    }
    for field in COUNT_FIELDS:
        count = getattr(incident.counts, field)
        row[f"{field}_low"], row[f"{field}_high"] = (count.low, count.high) if count else (None, None)
    return row


def _shortened(text: str | None) -> str | None:
    return text[:_LONGEST] if text else None


def actor_rows(incident: Incident) -> list[Row]:
    """One row an actor."""
    return [
        {
            "incident": incident.id,
            "position": position,
            "role": actor.role,
            "name": actor.name,
            "actor_id": actor.actor_id,
            "kind": actor.kind,
            "country": actor.country,
            "words": f" {folded(actor.name or '')} ",
        }
        for position, actor in enumerate(incident.actors)
    ]


def mention_rows(account_number: int, mentions: Iterable[MentionRef]) -> list[Row]:
    """One row a mention."""
    return [
        {
            "account_number": account_number,
            "position": position,
            "start": mention.start,
            "end": mention.end,
            "exact": mention.exact,
            "trigger": mention.trigger,
            "type": mention.type,
            "realis": mention.realis,
            "background": mention.background,
        }
        for position, mention in enumerate(mentions)
    ]


def claim_rows(account_number: int, report_number: int, claims: Iterable[Claim]) -> list[Row]:
    """One row a claim."""
    return [
        {
            "account_number": account_number,
            "position": position,
            "id": claim.id,
            "report_number": report_number,
            "field": claim.field,
            "value": msgspec.json.encode(claim.value).decode(),
            "speaker": claim.speaker.name,
            "speaker_kind": claim.speaker.kind,
            "realis": claim.realis,
            "score": claim.score,
            "start": claim.evidence[0].start if claim.evidence else None,
            "end": claim.evidence[0].end if claim.evidence else None,
            "quotation": BETWEEN_PASSAGES.join(each.exact for each in claim.evidence) or None,
        }
        for position, claim in enumerate(claims)
    ]
