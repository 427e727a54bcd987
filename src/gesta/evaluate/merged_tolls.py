"""The toll of a merged incident against the archive's record, for articles that state the record's figure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from gesta.codebook.load import load
from gesta.evaluate.facts import Facts, StatedToll, main_incident
from gesta.evaluate.merge_gold import Filed
from gesta.model.documents import Report
from gesta.model.incidents import Incident, Record
from gesta.model.merged import MergedIncident
from gesta.model.terms import IncidentId
from gesta.model.values import Count
from gesta.pipeline.recode import reading
from gesta.pipeline.settling import settle
from gesta.store.store import Store

Field = Literal["killed", "injured"]
_AT = "2000-01-01T00:00:00Z"


@dataclass(frozen=True, slots=True)
class TollVerdict:
    """One figure that an article and the archive's record share, and what the merged incident and the article alone
    have; None is not told."""

    doc: str
    field: Field
    record: int
    merged: int | None
    alone: int | None


def merged_incidents(records: Iterable[Record]) -> dict[IncidentId, MergedIncident]:
    """The incident of each account when a project is fed with the records."""
    with TemporaryDirectory() as folder, Store.create(Path(folder) / "tolls.db") as store:
        readings = []
        for record in {each.report.id: each for each in records}.values():
            known = record.report
            store.add_report(
                Report(known.id, known.source, "text", record.document.text, row_id=known.row_id), _AT
            )  # fmt: skip
            readings.append(reading(record, "evaluation", _AT))
        store.save_readings(readings)
        store.ensure_ids([account.id for each in readings for account in each.accounts])
        settle(store, load(), _AT)
        return {report.account: incident for incident in store.incidents() for report in incident.reports}


def toll_verdicts(
    gold: Sequence[Facts], filed: Mapping[str, Filed], records: Mapping[str, Record]
) -> Iterable[TollVerdict]:
    """Every figure of the marked articles that is the record's too.

    ``filed``: the record of each marked article by its key; ``records``: those articles and all others to be merged
    with them. The archive counts suspects among the dead; a figure that only so differs from the text is not looked at.
    """
    merged = merged_incidents(records.values())
    for facts in gold:
        if facts.kind not in {"act", "unclear"} or facts.doc not in filed:
            continue
        main = main_incident(records[facts.doc])
        incident = merged.get(main.id) if main else None
        stated: tuple[tuple[Field, StatedToll | None, int], ...] = (
            ("killed", facts.killed, filed[facts.doc].killed),
            ("injured", facts.injured, filed[facts.doc].injured),
        )
        for field, told, number in stated:
            if told is not None and number in told.values:
                yield TollVerdict(facts.doc, field, number, _read(incident, field), _read(main, field))


def _read(incident: Incident | None, field: Field) -> int | None:
    count: Count | None = getattr(incident.counts, field) if incident else None
    return count.low if count is not None and count.low == count.high else None
