"""What marks in a text cannot hold of an incident."""

from __future__ import annotations

from gesta.export.format import Losses, Source

_WHY = "marks hold the words of reports, not what was worked out from them"


def tell_unmarked(source: Source, losses: Losses) -> None:
    """For every incident, what no mark says: realis, speakers, responsibility, values set by hand."""
    for incident in source.incidents():
        if incident.realis != "actual":
            losses.tell(incident.id, "realis", incident.realis, _WHY)
        if incident.responsibility.status != "not_mentioned":
            losses.tell(incident.id, "responsibility", incident.responsibility.status, _WHY)
        if incident.claims:
            losses.tell(incident.id, "claims", str(len(incident.claims)), _WHY)
        if incident.judgements:
            losses.tell(incident.id, "judgements", str(len(incident.judgements)), _WHY)
