"""Reports once each, and which capture of an address replaces which, as in a project that adds them in order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from gesta.batch.folder import Folder
from gesta.batch.shuffle import Layout, Numbers, hashed, merged, numbers, records_of, whole, write_parted
from gesta.batch.tasks import Counts
from gesta.model.terms import ReportId
from gesta.store.addresses import located

_CAPTURES = pa.schema(
    {"number": pa.int64(), "place": pa.int64(), "report": pa.string(), "address": pa.string(), "outlet": pa.string()}
)
_STANDING = pa.schema({"number": pa.int64(), "kept": pa.bool_(), "version_of": pa.string(), "replaced_by": pa.string()})
_BETWEEN = "\0"


@dataclass(frozen=True)
class Captures:
    """The reports of a piece are handed on by their address."""

    layout: Layout
    name: str
    stage: str = "merge/captures"

    def run(self, folder: Folder) -> Counts:
        columns = ["place", "report", "source", "row_id", "outlet_given"]
        table = folder.read_table(records_of(self.name), columns)
        first = self.layout.report_starts[self.layout.numbered[self.name]]
        places, reports, sources, row_ids, outlets = (table[each].to_pylist() for each in columns)
        addresses = [_address(source, row_id) for source, row_id in zip(sources, row_ids, strict=True)]
        to = [
            hashed(address or report) % self.layout.buckets for address, report in zip(addresses, reports, strict=True)
        ]
        rows = (range(first, first + len(reports)), places, reports, addresses, outlets)
        write_parted(folder, merged("captures", self.name), _CAPTURES, rows, to, self.layout.buckets)
        return {"reports": len(reports)}


def _address(source: str, row_id: str | None) -> str | None:
    """What the captures of one thing have in common."""
    address = located(source, row_id, None)
    return None if address is None else f"{address}{_BETWEEN}{row_id or ''}{_BETWEEN}{row_id is None}"


@dataclass(frozen=True)
class Versions:
    """Of the reports of a bucket the first of each id stands, and each follows the capture of its address before it."""

    layout: Layout
    bucket: int
    stage: str = "merge/versions"

    @property
    def name(self) -> str:
        return f"{self.bucket:05}"

    def run(self, folder: Folder) -> Counts:
        table = whole(folder, [merged("captures", each) for each in self.layout.pieces], self.bucket).sort_by("place")
        found = list(_followed(table))
        kept = [each is not None for each in found]
        of = [each or None for each in found]
        reports = table["report"].to_pylist()
        later = {earlier: report for earlier, report in zip(of, reports, strict=True) if earlier}
        replaced = [later.get(report) if there else None for report, there in zip(reports, kept, strict=True)]
        reports_at = numbers(table["number"])
        rows = (reports_at, kept, of, replaced)
        to = self.layout.piece_of_report(reports_at)
        write_parted(folder, merged("versions", self.bucket), _STANDING, rows, to, len(self.layout.pieces))
        return {"repeated": kept.count(False), "versions": sum(each is not None for each in of)}


def _followed(table: pa.Table) -> Iterator[ReportId | None]:
    """For each report in the order of places the capture that it replaces, "" where there is none, None where the
    report stands already. Another outlet's capture is none (see ``gesta.store.reports``)."""
    seen: set[str] = set()
    newest: dict[tuple[str, str | None], tuple[int, ReportId]] = {}
    last: dict[str, tuple[int, ReportId]] = {}
    columns = (table[each].to_pylist() for each in ("report", "address", "outlet"))
    for order, (report, address, outlet) in enumerate(zip(*columns, strict=True)):
        if report in seen:
            yield None
            continue
        seen.add(report)
        if address is None:
            yield ReportId("")
            continue
        nobody = (-1, ReportId(""))
        if outlet is None:
            earlier = last.get(address, nobody)
        else:
            earlier = max(newest.get((address, outlet), nobody), newest.get((address, None), nobody))
        newest[address, outlet] = last[address] = (order, report)
        yield earlier[1]


@dataclass(frozen=True)
class Standing:
    """The reports of a piece, by their row: which stand, which replace another, which are replaced."""

    kept: np.typing.NDArray[np.bool_]
    version_of: dict[int, ReportId]
    replaced_by: dict[int, ReportId]


def standing(folder: Folder, layout: Layout, piece: str) -> Standing:
    """What the versions of all buckets say of the piece's reports."""
    number = layout.numbered[piece]
    first, end = layout.report_starts[number], layout.report_starts[number + 1]
    table = whole(folder, [merged("versions", each) for each in range(layout.buckets)], number)
    rows: Numbers = numbers(table["number"]) - first
    kept = np.zeros(end - first, dtype=np.bool_)
    kept[rows] = table["kept"].to_numpy()
    told = list(zip(rows.tolist(), table["version_of"].to_pylist(), table["replaced_by"].to_pylist(), strict=True))
    return Standing(kept, {row: each for row, each, _ in told if each}, {row: each for row, _, each in told if each})
