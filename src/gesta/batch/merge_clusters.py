"""Links to clusters: what hangs together is settled by one task, some hundreds of components at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import msgspec
import numpy as np
import pyarrow as pa

from gesta.batch.folder import Folder
from gesta.batch.merge_components import heaviest, joined, packed
from gesta.batch.merge_links import LINKS
from gesta.batch.shuffle import (
    Layout,
    Numbers,
    accounts_of,
    merged,
    numbers,
    read_parted,
    table_of,
    whole,
    write_order,
    write_parted,
    write_rows,
)
from gesta.batch.tasks import Counts
from gesta.merge.across.cluster import clusters
from gesta.merge.across.follow import summed
from gesta.model.merged import Link
from gesta.model.profiles import Profile, decode, encode
from gesta.model.terms import IncidentId, ReportId

DATA_LINKS = pa.schema(
    [
        pa.field("one", pa.string(), nullable=False),
        pa.field("other", pa.string(), nullable=False),
        pa.field("weight", pa.float64(), nullable=False),
    ]
)
"""Accounts that are more likely one occurrence than two, at ``links/PART.parquet``; ``weight`` in log-odds."""
DATA_MEMBERS = pa.schema(
    [
        pa.field("incident", pa.string(), nullable=False),
        pa.field("account", pa.string(), nullable=False),
        pa.field("report", pa.string(), nullable=False),
    ]
)
"""The accounts of each incident, at ``members/PART.parquet``, the oldest first."""
_TASKS = pa.schema({"task": pa.int64()})
_MEMBERS = pa.schema({"account": pa.int64(), "place": pa.int64(), "within": pa.int64(), "profile": pa.binary()})
_LED = pa.schema({"account": pa.int64(), "incident": pa.string(), "part": pa.int64()})
CLUSTERED = pa.schema({"incident": pa.string(), "account": pa.string(), "report": pa.string(), "profile": pa.binary()})
INSIDE = pa.schema({"one": pa.string(), "other": pa.string()})
SUMMED = pa.schema({"incident": pa.string(), "part": pa.int64(), "summed": pa.binary()})
_LINKS_AN_ACCOUNT = 10
"""Links that weigh as much as an account where components are packed into tasks."""


@dataclass(frozen=True)
class Components:
    """Every account that stands has its task: the one of all that hang together with it."""

    layout: Layout
    compared: int
    name: str = "all"
    stage: str = "merge/components"

    def run(self, folder: Folder) -> Counts:
        ages = whole(folder, [merged("ages", each) for each in self.layout.pieces], 0)
        order = np.lexsort((numbers(ages["within"]), numbers(ages["place"])))
        accounts, months = numbers(ages["account"])[order], _months(numbers(ages["day"].fill_null(0)))[order]
        count = self.layout.account_starts[-1]
        files = [merged("compared", each) for each in range(self.compared)]
        ends = ((numbers(each["one"]), numbers(each["other"])) for each in read_parted(folder, files, 0))
        components = joined(count, ends)
        weights = np.zeros(count, dtype=np.int64)
        for each in read_parted(folder, files, 0):
            weights += np.bincount(components[numbers(each["one"])], minlength=count)
        weights = weights // _LINKS_AN_ACCOUNT + np.bincount(components[accounts], minlength=count)
        tasks = np.full(count, -1, dtype=np.int64)
        heads = _in_order(components[accounts], months)
        tasks[heads] = packed(weights[heads], self.layout.sizes.clustered)
        write_order(folder, "components", heaviest(tasks[heads], weights[heads]))
        found = np.full(count, -1, dtype=np.int64)
        found[accounts] = tasks[components[accounts]]
        folder.write_batches(
            merged("components", self.name), _TASKS, [pa.RecordBatch.from_arrays([pa.array(found)], schema=_TASKS)]
        )
        return {
            "tasks": int(tasks.max(initial=-1)) + 1,
            "components": len(heads),
            "largest": int(weights.max(initial=0)),
        }


_UNKNOWN = np.iinfo(np.int64).max


def _months(days: Numbers) -> Numbers:
    """The month of each day by its number, 0 for a day that is not known."""
    found: Numbers = (np.datetime64("0001-01-01") + (days - 1)).astype("datetime64[M]").astype(np.int64)
    return np.where(days > 0, found, _UNKNOWN)


def _in_order(components: Numbers, months: Numbers) -> Numbers:
    """The components by the month of their oldest account that tells one, then by their oldest account; what is given
    are those of the accounts, the oldest first."""
    heads, oldest = np.unique(components, return_index=True)
    told = np.flatnonzero(months != _UNKNOWN)
    dated, firsts = np.unique(components[told], return_index=True)
    month = np.full(len(heads), _UNKNOWN)
    month[np.searchsorted(heads, dated)] = months[told][firsts]
    ordered: Numbers = heads[np.lexsort((oldest, month))]
    return ordered


@dataclass(frozen=True)
class Members:
    """The accounts of a piece are handed on to the tasks that cluster them."""

    layout: Layout
    tasks: int
    name: str
    stage: str = "merge/members"

    def run(self, folder: Folder) -> Counts:
        ages = folder.read_batch(merged("ages", self.name), 0)
        accounts = numbers(ages["account"])
        to = numbers(folder.read_batch(merged("components", "all"), 0)["task"])[accounts]
        rows = accounts - self.layout.account_starts[self.layout.numbered[self.name]]
        profiles = folder.read_table(accounts_of(self.name), ["profile"])["profile"].take(pa.array(rows))
        columns = (accounts, ages["place"], ages["within"], profiles.combine_chunks())
        write_parted(folder, merged("members", self.name), _MEMBERS, columns, to, self.tasks)
        return {"accounts": len(accounts)}


@dataclass(frozen=True)
class Routed:
    """Links that were found together are handed on to the tasks that cluster their accounts."""

    tasks: int
    compared: int
    stage: str = "merge/routed"

    @property
    def name(self) -> str:
        return f"{self.compared:05}"

    def run(self, folder: Folder) -> Counts:
        found = folder.read_batch(merged("compared", self.compared), 0)
        to = numbers(folder.read_batch(merged("components", "all"), 0)["task"])[numbers(found["one"])]
        write_parted(
            folder, merged("routed", self.compared), LINKS, [found[each] for each in LINKS.names], to, self.tasks
        )
        return {"links": len(to)}


@dataclass(frozen=True)
class Clusters:
    """The accounts of some components are in clusters, and the clusters in parts of about one size."""

    layout: Layout
    compared: int
    task: int
    stage: str = "merge/clusters"

    @property
    def name(self) -> str:
        return f"{self.task:05}"

    def run(self, folder: Folder) -> Counts:
        table = whole(folder, [merged("members", each) for each in self.layout.pieces], self.task)
        table = table.sort_by([("place", "ascending"), ("within", "ascending")])
        profiles = [decode(each) for each in table["profile"].to_pylist()]
        accounts = dict(zip(table["account"].to_pylist(), profiles, strict=True))
        links = self._links(folder, accounts)
        age = {each.account: number for number, each in enumerate(profiles)}
        found = [
            sorted(each, key=age.__getitem__) for each in clusters({each.account: each for each in profiles}, links)
        ]
        found.sort(key=lambda cluster: (_month(cluster, profiles, age), age[cluster[0]]))
        parts = packed(np.array([len(each) for each in found], dtype=np.int64), self.layout.sizes.fused).tolist()
        told = _Clustered(self.name, {each.account: each for each in profiles}, found, parts)
        told.write_data(folder, links)
        told.write_parts(folder, links)
        told.write_led(folder, self.layout, accounts)
        return {"accounts": len(profiles), "links": len(links), "incidents": len(found), "parts": told.count}

    def _links(self, folder: Folder, accounts: Mapping[int, Profile]) -> list[Link]:
        """The links of the task's accounts, each once, in the order of their ids."""
        # No account may be like another: then nothing was compared, and there is no file.
        batches = read_parted(folder, [merged("routed", each) for each in range(self.compared)], self.task)
        rows = (
            row for batch in batches for row in zip(*(batch[each].to_pylist() for each in LINKS.names), strict=True)
        )
        found = {(accounts[one].account, accounts[other].account): weight for one, other, weight in rows}
        return [Link(one, other, found[one, other], ()) for one, other in sorted(found)]


def _month(cluster: Sequence[IncidentId], profiles: Sequence[Profile], age: Mapping[IncidentId, int]) -> int:
    days = (profiles[age[each]].first_day for each in cluster)
    return next((int(_months(np.array([day]))[0]) for day in days if day), int(_UNKNOWN))


@dataclass(frozen=True)
class _Clustered:
    """What one task made: the clusters, each the oldest account first, and the part of each."""

    name: str
    profiles: Mapping[IncidentId, Profile]
    clusters: Sequence[Sequence[IncidentId]]
    parts: Sequence[int]

    @property
    def count(self) -> int:
        return self.parts[-1] + 1 if self.parts else 0

    @cached_property
    def _rows(self) -> list[tuple[IncidentId, IncidentId, ReportId]]:
        return [(cluster[0], each, self.profiles[each].report) for cluster in self.clusters for each in cluster]

    def write_data(self, folder: Folder, links: Sequence[Link]) -> None:
        """Its links and members stand in the data set."""
        rows = [(each.one, each.other, each.weight) for each in links]
        folder.write_table(f"links/{self.name}.parquet", table_of(rows, DATA_LINKS))
        folder.write_table(f"members/{self.name}.parquet", table_of(self._rows, DATA_MEMBERS))

    def write_parts(self, folder: Folder, links: Sequence[Link]) -> None:
        """What fusing needs of each part: the accounts of each cluster, the links in it; and of each cluster what
        ties are made of."""
        part = dict(zip((cluster[0] for cluster in self.clusters), self.parts, strict=True))
        home = {each: cluster[0] for cluster in self.clusters for each in cluster}
        write_rows(
            folder,
            merged("clustered", self.name),
            CLUSTERED,
            [(*row, encode(self.profiles[row[1]])) for row in self._rows],
            [part[row[0]] for row in self._rows],
            self.count,
        )
        inside = [each for each in links if home[each.one] == home[each.other]]
        write_rows(
            folder,
            merged("inside", self.name),
            INSIDE,
            [(each.one, each.other) for each in inside],
            [part[home[each.one]] for each in inside],
            self.count,
        )
        brief = [(cluster[0], summed([self.profiles[each] for each in sorted(cluster)])) for cluster in self.clusters]
        rows_of = [
            (incident, part[incident], msgspec.msgpack.encode(each)) for incident, each in brief if each is not None
        ]
        write_rows(folder, merged("summed", self.name), SUMMED, rows_of, [0] * len(rows_of), 1)

    def write_led(self, folder: Folder, layout: Layout, accounts: Mapping[int, Profile]) -> None:
        """Every piece finds the incident of each of its accounts, and the part that fuses it."""
        number = {profile.account: account for account, profile in accounts.items()}
        rows = [
            (number[each], cluster[0], part)
            for cluster, part in zip(self.clusters, self.parts, strict=True)
            for each in cluster
        ]
        to = layout.piece_of_account(np.array([row[0] for row in rows], dtype=np.int64)).tolist()
        write_rows(folder, merged("led", self.name), _LED, rows, to, len(layout.pieces))
