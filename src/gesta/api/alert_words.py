"""What an alert says: as JSON for a program, as a message for a person."""

from __future__ import annotations

from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime

import msgspec

from gesta.export.told import headline, summary
from gesta.export.words import where_words
from gesta.model.alerts import Alert, Delivery
from gesta.model.merged import MergedIncident
from gesta.model.plain import harmless
from gesta.model.terms import COUNT_FIELDS
from gesta.model.values import Count

_KINDS = {"entered": "new", "toll": "toll changed", "withdrawn": "withdrawn"}
_LONGEST_SUBJECT = 200
_MOST_REPORTS = 20


def as_json(alert: Alert, delivery: Delivery, incident: MergedIncident | None) -> bytes:
    """The body of a post; ``incident`` in short, null where it is not in the project any more."""
    return msgspec.json.encode(
        {
            "delivery": delivery.key,
            "alert": {"id": alert.id, "name": alert.name, "query": alert.query},
            "kind": delivery.kind,
            "change": delivery.change,
            "at": delivery.at,
            "what": delivery.what,
            "incident": {"id": delivery.incident, **({} if incident is None else _in_short(incident))},
        }
    )


def _in_short(incident: MergedIncident) -> dict[str, object]:
    counts: dict[str, Count | None] = {field: getattr(incident.counts, field) for field in COUNT_FIELDS}
    return {
        "headline": headline(incident),
        "type": incident.type,
        "realis": incident.realis,
        "status": incident.status,
        "when": {"start": incident.when.start, "end": incident.when.end, "precision": incident.when.precision},
        "where": {
            "words": where_words(incident.where), "level": incident.where.level, "country": incident.where.country,
            "admin1": incident.where.admin1, "lat": incident.where.lat, "lon": incident.where.lon,
        },
        "counts": {field: {"low": each.low, "high": each.high} for field, each in counts.items() if each is not None},
        "sources": incident.sources,
        "confidence": incident.confidence.value,
        "reports": [
            {"outlet": each.outlet, "title": each.title, "source": each.source, "published": each.published.start}
            for each in incident.reports[:_MOST_REPORTS]
            if not each.withdrawn
        ],
    }  # fmt: skip


def as_message(alert: Alert, delivery: Delivery, incident: MergedIncident | None, at: datetime) -> EmailMessage:
    """The message to the rule's address; nothing in it can add a header."""
    told = headline(incident) if incident is not None else delivery.incident
    message = EmailMessage()
    message["To"] = alert.target
    message["From"] = "Gesta <gesta@localhost>"
    message["Subject"] = harmless(f"{alert.name}: {_KINDS[delivery.kind]}: {told}")[:_LONGEST_SUBJECT]
    message["Date"] = format_datetime(at)
    message["Message-ID"] = f"<{delivery.key}@gesta.invalid>"
    message["Auto-Submitted"] = "auto-generated"
    lines = [told if incident is None else summary(incident, "lead"), "", delivery.what, ""]
    if incident is not None:
        lines += [f"- {report}" for report in _reports(incident)]
    lines += ["", f"{delivery.incident}, change {delivery.change}", f"Alert {alert.name} ({alert.id})"]
    message.set_content("\n".join("\n".join(map(harmless, line.split("\n"))) for line in lines))
    return message


def _reports(incident: MergedIncident) -> list[str]:
    held = [each for each in incident.reports if not each.withdrawn]
    told = [" · ".join(part for part in (each.outlet, each.title, each.source) if part) for each in held]
    more = [f"and {len(held) - _MOST_REPORTS} more"] if len(held) > _MOST_REPORTS else []
    return told[:_MOST_REPORTS] + more
