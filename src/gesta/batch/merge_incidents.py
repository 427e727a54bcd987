"""Clusters to the incidents of the data set: each with its records at hand, fused as in a project, written by month."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec
import pyarrow as pa

from gesta.batch.folder import Folder
from gesta.batch.merge_clusters import CLUSTERED, SUMMED
from gesta.batch.merge_copies import copied
from gesta.batch.merge_reports import standing
from gesta.batch.shuffle import (
    Layout,
    accounts_of,
    merged,
    numbers,
    records_of,
    table_of,
    whole,
    write_parted,
    write_rows,
)
from gesta.batch.source import BatchSource
from gesta.batch.tasks import Counts
from gesta.codebook.load import load
from gesta.codebook.records import Codebook
from gesta.export.arrow import fields
from gesta.export.core import INCIDENTS
from gesta.export.format import Options
from gesta.merge.across.compare import link
from gesta.merge.across.follow import Summed, tied
from gesta.model.incidents import Context, Record, Related
from gesta.model.jsonl import decode
from gesta.model.merged import Copy, Link, MergedIncident
from gesta.model.profiles import Profile
from gesta.model.profiles import decode as decode_profile
from gesta.model.terms import IncidentId, ReportId
from gesta.pipeline.fusing import fused
from gesta.pipeline.judged import Judged

TIES = pa.schema(
    [
        pa.field("one", pa.string(), nullable=False),
        pa.field("other", pa.string(), nullable=False),
        pa.field("relation", pa.string(), nullable=False),
    ]
)
"""Incidents of which one follows the other or is a part of it, at ``ties/PART.parquet``."""
_TOLD = pa.schema({"report": pa.string(), "told": pa.binary()})


class Told(msgspec.Struct, frozen=True):
    """One report for one task: its record with those of its incidents that the task fuses, without what fusing does not
    look at; ``home``: the incident of each of its accounts."""

    record: Record
    home: dict[IncidentId, IncidentId]
    copy: Copy | None = None
    version_of: ReportId | None = None
    replaced_by: ReportId | None = None


@dataclass(frozen=True)
class Tellings:
    """The records of a piece are handed on to the tasks that fuse what they tell. ``starts``: the number of the first
    part of each task of clusters, and the end."""

    layout: Layout
    copies: int
    starts: tuple[int, ...]
    name: str
    stage: str = "merge/tellings"

    def run(self, folder: Folder) -> Counts:
        led = self._led(folder)
        copies = {row: packed for row, _, packed in copied(folder, self.layout, self.copies, self.name) if packed}
        known = standing(folder, self.layout, self.name)
        table = folder.read_table(records_of(self.name), ["place", "record"])
        reports: list[str] = []
        told: list[bytes] = []
        to: list[int] = []
        for row, (place, line) in enumerate(zip(table["place"].to_pylist(), table["record"], strict=True)):
            if not (home := led.get(place)):
                continue
            record = decode(line.as_py())
            copy = msgspec.msgpack.decode(copies[row], type=Copy) if row in copies else None
            for part in sorted({part for _, part in home.values()}):
                bare = _bare(record, {account for account, (_, its) in home.items() if its == part})
                leads = {account: incident for account, (incident, _) in home.items()}
                reports.append(record.report.id)
                told.append(
                    msgspec.msgpack.encode(
                        Told(bare, leads, copy, known.version_of.get(row), known.replaced_by.get(row))
                    )
                )
                to.append(part)
        write_parted(folder, merged("tellings", self.name), _TOLD, (reports, told), to, self.starts[-1])
        return {"tellings": len(to)}

    def _led(self, folder: Folder) -> Mapping[int, Mapping[IncidentId, tuple[IncidentId, int]]]:
        """For each report by its place the incident of each of its accounts, and the part that fuses it."""
        number = self.layout.numbered[self.name]
        table = folder.read_table(accounts_of(self.name), ["place", "account"])
        places, accounts = table["place"].to_pylist(), table["account"].to_pylist()
        found: dict[int, dict[IncidentId, tuple[IncidentId, int]]] = defaultdict(dict)
        for task, start in enumerate(self.starts[:-1]):
            batch = folder.read_batch(merged("led", task), number)
            rows = numbers(batch["account"]) - self.layout.account_starts[number]
            columns = rows.tolist(), batch["incident"].to_pylist(), batch["part"].to_pylist()
            for row, incident, part in zip(*columns, strict=True):
                found[places[row]][accounts[row]] = (incident, start + part)
        return found


def _bare(record: Record, accounts: set[IncidentId]) -> Record:
    """The record with only these of its incidents, its text and sentences, and where it is from."""
    incidents = tuple(each for each in record.incidents if each.id in accounts)
    document = msgspec.structs.replace(record.document, blocks=())
    return msgspec.structs.replace(
        record, document=document, entities=(), incidents=incidents, context=Context(), problems=()
    )


class _Tables:
    """What one task was handed, as fusing asks for it; the records of the incidents at work are in memory together."""

    def __init__(self, told: Mapping[ReportId, bytes], reports: Mapping[IncidentId, ReportId], links: Sequence[Link]):
        self._told = told
        self._reports = reports
        self._links: dict[IncidentId, list[Link]] = defaultdict(list)
        self._at_hand: dict[ReportId, Told] = {}
        for each in links:
            self._links[each.one].append(each)

    def account_report(self, accounts: Iterable[IncidentId], /) -> dict[IncidentId, ReportId]:
        return {each: self._reports[each] for each in accounts}

    def records(self, reports: Sequence[ReportId], /) -> list[Record]:
        self._at_hand = {each: msgspec.msgpack.decode(self._told[each], type=Told) for each in reports}
        return [each.record for each in self._at_hand.values()]

    def copies_of(self, reports: Iterable[ReportId], /) -> list[Copy]:
        return [copy for each in reports if (copy := self._at_hand[each].copy) is not None]

    def versions_of(self, reports: Iterable[ReportId], /) -> dict[ReportId, ReportId]:
        return {each: earlier for each in reports if (earlier := self._at_hand[each].version_of) is not None}

    def replaced_by(self, reports: Iterable[ReportId], /) -> dict[ReportId, ReportId]:
        return {each: later for each in reports if (later := self._at_hand[each].replaced_by) is not None}

    def links_of(self, accounts: Iterable[IncidentId], /) -> list[Link]:
        return [found for each in accounts for found in self._links.get(each, ())]

    def clusters_of(self, accounts: Iterable[IncidentId], /) -> dict[IncidentId, IncidentId]:
        home = {account: incident for told in self._at_hand.values() for account, incident in told.home.items()}
        return {each: home[each] for each in accounts if each in home}


@dataclass(frozen=True)
class Incidents:
    """The incidents of a part stand in the data set. ``number``: of the part among all."""

    layout: Layout
    codebooks: tuple[Path, ...]
    clusters: int
    part: int
    number: int
    stage: str = "merge/incidents"

    @property
    def name(self) -> str:
        return f"{self.number:05}"

    def run(self, folder: Folder) -> Counts:
        clustered = folder.read_batch(merged("clustered", self.clusters), self.part)
        clusters: dict[IncidentId, list[IncidentId]] = defaultdict(list)
        reports: dict[IncidentId, ReportId] = {}
        columns = (clustered[each].to_pylist() for each in CLUSTERED.names)
        profiles: dict[IncidentId, Profile] = {}
        for lead, account, report, profile in zip(*columns, strict=True):
            clusters[lead].append(account)
            reports[account] = report
            profiles[account] = decode_profile(profile)
        inside = folder.read_batch(merged("inside", self.clusters), self.part)
        ends = zip(inside["one"].to_pylist(), inside["other"].to_pylist(), strict=True)
        links = [told for one, other in ends if (told := link(profiles[one], profiles[other])) is not None]
        table = whole(folder, [merged("tellings", each) for each in self.layout.pieces], self.number)
        tellings = dict(zip(table["report"].to_pylist(), table["told"].to_pylist(), strict=True))
        book = _book(self.codebooks)
        source = BatchSource(folder, "batch", book)
        members = ((lead, tuple(accounts)) for lead, accounts in clusters.items())
        made = fused(_Tables(tellings, reports, links), book, members, {}, Judged())
        months: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        ties = self._ties(folder)
        for incident in made:
            related = tuple(dict.fromkeys((*incident.related, *ties[incident.id])))
            each = msgspec.structs.replace(incident, related=related)
            start = each.when.start
            months[start[:_MONTH] if start else "unknown"].append((start or "", each.id, *_row(each, source)))
        schema = incidents_schema()
        for month, rows in months.items():
            rows.sort(key=lambda row: row[:2])
            table = table_of([row[2:] for row in rows], schema)
            folder.write_table(f"incidents/month={month}/{self.name}.parquet", table)
        return {"incidents": len(clusters)}

    def _ties(self, folder: Folder) -> Mapping[IncidentId, Sequence[Related]]:
        """The ties of the part's incidents beside those that reports tell."""
        found: dict[IncidentId, list[Related]] = defaultdict(list)
        batch = folder.read_batch(merged("ties", "00000"), self.number)
        for one, other, relation in zip(*(batch[each].to_pylist() for each in TIES.names), strict=True):
            found[one].append(Related(other, relation))
        return found


_MONTH = len("2023-03")


@lru_cache(maxsize=1)
def _book(codebooks: tuple[Path, ...]) -> Codebook:
    return load(*codebooks)


def incidents_schema() -> pa.Schema:
    """The columns of the data set: those of the table of incidents in an export, and the whole line of each."""
    told = {"table": INCIDENTS.name, "meaning": INCIDENTS.meaning}
    record = pa.field("record", pa.string(), nullable=False, metadata={"description": _RECORD})
    return pa.schema([*fields(INCIDENTS.columns), record], metadata={"gesta": json.dumps(told, sort_keys=True)})


_RECORD = "the line of gesta incidents --format jsonl"


def _row(incident: MergedIncident, source: BatchSource) -> tuple[object, ...]:
    (row,) = INCIDENTS.of_incident(incident, source, Options())
    return (*row, msgspec.json.encode(incident).decode())


@dataclass(frozen=True)
class Ties:
    """The ties between incidents stand in the data set, and are handed on to the parts that fuse them."""

    starts: tuple[int, ...]
    name: str = "00000"
    stage: str = "merge/ties"

    def run(self, folder: Folder) -> Counts:
        home: dict[IncidentId, IncidentId] = {}
        part: dict[IncidentId, int] = {}
        brief: list[Summed] = []
        for task, start in enumerate(self.starts[:-1]):
            batch = folder.read_batch(merged("summed", task), 0)
            for incident, its, packed in zip(*(batch[each].to_pylist() for each in SUMMED.names), strict=True):
                brief.append(msgspec.msgpack.decode(packed, type=Summed))
                home[brief[-1].first] = incident
                part[incident] = start + its
        ties = sorted({(home[each.one], home[each.other], each.relation) for each in tied(brief)})
        rows = [each for each in ties if each[0] != each[1]]
        folder.write_table(f"ties/{self.name}.parquet", table_of(rows, TIES))
        write_rows(folder, merged("ties", self.name), TIES, rows, [part[one] for one, *_ in rows], self.starts[-1])
        return {"ties": len(rows)}
