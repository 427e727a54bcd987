"""Copies among the reports of a batch: those that share keys, over however many others, are looked at together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from gesta.batch.folder import Folder
from gesta.batch.merge_components import heaviest, joined, packed
from gesta.batch.merge_reports import standing
from gesta.batch.shuffle import (
    Layout,
    Numbers,
    accounts_of,
    hashed,
    merged,
    numbers,
    read_parted,
    records_of,
    whole,
    write_order,
    write_parted,
    write_rows,
)
from gesta.batch.tasks import Counts
from gesta.merge.across.copies import CopyText, compared, pairs, text_of, told
from gesta.merge.across.copies_original import Edge
from gesta.model.jsonl import decode
from gesta.model.merged import Copy
from gesta.model.terms import ReportId
from gesta.store.copies import copy_row

COPIES = pa.schema(
    [
        pa.field("report", pa.string(), nullable=False),
        pa.field("original", pa.string(), nullable=False),
        pa.field("similarity", pa.float64(), nullable=False),
        pa.field("basis", pa.string(), nullable=False),
        pa.field("credit", pa.string()),
        pa.field("changes", pa.string(), nullable=False),
    ]
)
"""Copies of a text at ``copies/PART.parquet``; ``credit`` and ``changes`` as JSON."""
_KEYS = pa.schema({"key": pa.int64(), "report": pa.int64()})
_EDGES = pa.schema({"one": pa.int64(), "other": pa.int64()})
_TASKS = pa.schema({"task": pa.int64()})
_TEXTS = pa.schema({"report": pa.int64(), "id": pa.string(), "keys": pa.list_(pa.string()), "text": pa.binary()})
_COMPARED = pa.schema({"one": pa.string(), "other": pa.string(), "matched": pa.int64(), "is_same": pa.bool_()})
_OF = pa.schema({"report": pa.int64(), "original": pa.string(), "copy": pa.binary()})


@dataclass(frozen=True)
class CopyKeys:
    """The reports of a piece are handed on by their keys."""

    layout: Layout
    name: str
    stage: str = "merge/copy-keys"

    def run(self, folder: Folder) -> Counts:
        keys = folder.read_table(records_of(self.name), ["copy_keys"])["copy_keys"].to_pylist()
        kept = standing(folder, self.layout, self.name).kept.tolist()
        first = self.layout.report_starts[self.layout.numbered[self.name]]
        rows = [(hashed(key), first + row) for row, each in enumerate(keys) if kept[row] for key in set(each)]
        found = np.array(rows, dtype=np.int64).reshape(-1, 2).T
        buckets = self.layout.buckets
        write_parted(folder, merged("copy-keys", self.name), _KEYS, found, found[0] % buckets, buckets)
        return {"keys": len(rows)}


@dataclass(frozen=True)
class CopyEdges:
    """The reports that share a key of a bucket are tied to the first of them."""

    layout: Layout
    bucket: int
    stage: str = "merge/copy-edges"

    @property
    def name(self) -> str:
        return f"{self.bucket:05}"

    def run(self, folder: Folder) -> Counts:
        table = whole(folder, [merged("copy-keys", each) for each in self.layout.pieces], self.bucket)
        keys, reports = numbers(table["key"]), numbers(table["report"])
        order = np.lexsort((reports, keys))
        keys, reports = keys[order], reports[order]
        begins = np.flatnonzero(np.diff(keys, prepend=keys[:1] - 1)) if len(keys) else np.empty(0, np.int64)
        heads = np.repeat(reports[begins], np.diff(begins, append=len(keys)))
        edges = np.unique(np.stack([heads, reports])[:, heads != reports], axis=1)
        batch = pa.RecordBatch.from_arrays([pa.array(edges[0]), pa.array(edges[1])], schema=_EDGES)
        folder.write_batches(merged("copy-edges", self.bucket), _EDGES, [batch])
        return {"edges": edges.shape[1]}


@dataclass(frozen=True)
class CopyGroups:
    """Every report that shares a key, over however many others, with one that tells an account has its task."""

    layout: Layout
    name: str = "all"
    stage: str = "merge/copy-groups"

    def run(self, folder: Folder) -> Counts:
        files = [merged("copy-edges", each) for each in range(self.layout.buckets)]
        ends = ((numbers(each["one"]), numbers(each["other"])) for each in read_parted(folder, files, 0))
        groups = joined(self.layout.report_starts[-1], ends)
        sizes = np.bincount(groups, minlength=len(groups))
        places, telling = _places(folder, self.layout)
        heard = np.zeros(len(groups), dtype=np.bool_)
        heard[groups[telling]] = True
        oldest = np.full(len(groups), np.iinfo(np.int64).max)
        np.minimum.at(oldest, groups, places)
        heads = np.flatnonzero((sizes > 1) & heard)
        heads = heads[np.argsort(oldest[heads], kind="stable")]
        of_head = np.full(len(groups), -1, dtype=np.int64)
        of_head[heads] = packed(sizes[heads], self.layout.sizes.copied)
        write_order(folder, "copy-groups", heaviest(of_head[heads], sizes[heads]))
        loads = np.bincount(of_head[heads], weights=sizes[heads])
        parts = np.ceil(loads / self.layout.sizes.copied).astype(np.int64)
        folder.write_bytes(_PARTS, msgspec.json.encode(parts.tolist()))
        tasks = of_head[groups]
        batch = pa.RecordBatch.from_arrays([pa.array(tasks)], schema=_TASKS)
        folder.write_batches(merged("copy-groups", self.name), _TASKS, [batch])
        return {"tasks": int(tasks.max(initial=-1)) + 1, "reports": int((tasks >= 0).sum())}


def parts_of(folder: Folder) -> list[int]:
    """In how many parts the pairs of each task are compared."""
    return msgspec.json.decode(folder.read_bytes(_PARTS), type=list[int])


_PARTS = "work/merge/copy-groups/parts.json"


def _places(folder: Folder, layout: Layout) -> tuple[Numbers, np.typing.NDArray[np.bool_]]:
    """The place of each report, and whether it tells an account."""
    places = [numbers(folder.read_table(records_of(each), ["place"])["place"]) for each in layout.pieces]
    telling = [
        np.isin(known, numbers(folder.read_table(accounts_of(each), ["place"])["place"]))
        for known, each in zip(places, layout.pieces, strict=True)
    ]
    return np.concatenate(places), np.concatenate(telling)


@dataclass(frozen=True)
class Texts:
    """The texts of a piece that may be copies, or have some, are handed on to the task that looks at them."""

    layout: Layout
    tasks: int
    name: str
    stage: str = "merge/texts"

    def run(self, folder: Folder) -> Counts:
        number = self.layout.numbered[self.name]
        first, end = self.layout.report_starts[number], self.layout.report_starts[number + 1]
        tasks = numbers(folder.read_batch(merged("copy-groups", "all"), 0)["task"].slice(first, end - first))
        wanted = np.flatnonzero(tasks >= 0)
        table = folder.read_table(records_of(self.name), ["report", "copy_keys", "record"]).take(pa.array(wanted))
        texts = [msgspec.msgpack.encode(text_of(decode(line.as_py()))) for line in table["record"]]
        rows = (wanted + first, *(table[each].to_pylist() for each in ("report", "copy_keys")), texts)
        write_parted(folder, merged("texts", self.name), _TEXTS, rows, tasks[wanted], self.tasks)
        return {"texts": len(texts)}


@dataclass(frozen=True)
class CopyPairs:
    """One of ``parts`` parts of the pairs of a large group is compared: those of some reports with the later ones."""

    layout: Layout
    task: int
    part: int
    parts: int
    stage: str = "merge/copy-pairs"

    @property
    def name(self) -> str:
        return f"{self.task:05}-{self.part:05}"

    def run(self, folder: Folder) -> Counts:
        table = whole(folder, [merged("texts", each) for each in self.layout.pieces], self.task)
        reports = sorted(table["id"].to_pylist())
        mine = frozenset(reports[len(reports) * self.part // self.parts : len(reports) * (self.part + 1) // self.parts])
        chosen = [pair for pair in pairs(_keyed(table)) if pair[0] in mine]
        met = pa.array(sorted({report for pair in chosen for report in pair}), pa.string())
        found = compared(_texts(table.filter(pc.is_in(table["id"], met))), chosen)
        rows = [(*pair, *edge) for pair, edge in found.items()]
        write_rows(folder, merged("copy-pairs", self.name), _COMPARED, rows, [0] * len(rows), 1)
        return {"pairs": len(chosen), "edges": len(rows)}


@dataclass(frozen=True)
class Copies:
    """The copies of some groups of reports are known; ``parts``: of which the pairs were compared, 1 for a task whose
    pairs are still to be."""

    layout: Layout
    task: int
    parts: int
    stage: str = "merge/copies"

    @property
    def name(self) -> str:
        return f"{self.task:05}"

    def run(self, folder: Folder) -> Counts:
        table = whole(folder, [merged("texts", each) for each in self.layout.pieces], self.task)
        texts = _texts(table)
        edges = compared(texts, pairs(_keyed(table))) if self.parts == 1 else self._edges(folder)
        found = told(texts, edges)
        folder.write_table(f"copies/{self.name}.parquet", copies_table(found))
        at = dict(zip((each.report for each in texts), table["report"].to_pylist(), strict=True))
        rows: list[tuple[int, ReportId, bytes | None]] = [
            (at[each.report], each.original, msgspec.msgpack.encode(each)) for each in found
        ]
        rows += [(at[original], original, None) for original in sorted({each.original for each in found})]
        to = self.layout.piece_of_report(np.array([row[0] for row in rows], dtype=np.int64))
        write_rows(folder, merged("copies", self.task), _OF, rows, to, len(self.layout.pieces))
        return {"copies": len(found)}

    def _edges(self, folder: Folder) -> dict[tuple[ReportId, ReportId], Edge]:
        names = [merged("copy-pairs", f"{self.name}-{part:05}") for part in range(self.parts)]
        columns = (whole(folder, names, 0)[each].to_pylist() for each in _COMPARED.names)
        return {(one, other): Edge(matched, same) for one, other, matched, same in zip(*columns, strict=True)}


def _keyed(table: pa.Table) -> dict[ReportId, list[str]]:
    return dict(zip(table["id"].to_pylist(), table["keys"].to_pylist(), strict=True))


def _texts(table: pa.Table) -> list[CopyText]:
    return [msgspec.msgpack.decode(each, type=CopyText) for each in table["text"].to_pylist()]


def copies_table(found: tuple[Copy, ...]) -> pa.Table:
    """The rows of COPIES."""
    return pa.Table.from_pylist([copy_row(each) for each in found], schema=COPIES)


def copied(folder: Folder, layout: Layout, tasks: int, piece: str) -> Iterator[tuple[int, str, bytes | None]]:
    """Of the piece's reports that are copies or have some: their row, the original, and where they are one the copy,
    packed."""
    number = layout.numbered[piece]
    for batch in read_parted(folder, [merged("copies", each) for each in range(tasks)], number):
        rows = pc.subtract(batch["report"], layout.report_starts[number])
        yield from zip(rows.to_pylist(), batch["original"].to_pylist(), batch["copy"].to_pylist(), strict=True)
