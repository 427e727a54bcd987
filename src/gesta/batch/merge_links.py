"""Links between the accounts of a batch: every block compared as in a project, each pair as a rule once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import msgspec
import numpy as np
import pyarrow as pa

from gesta.batch.folder import Folder
from gesta.batch.merge_copies import copied
from gesta.batch.merge_reports import standing
from gesta.batch.shuffle import (
    Layout,
    accounts_of,
    hashed,
    merged,
    numbers,
    records_of,
    whole,
    write_order,
    write_parted,
    write_rows,
)
from gesta.batch.tasks import Counts
from gesta.merge.across.block import WHOLE, neighbourhood, pairs
from gesta.merge.across.compare import LINKED, weigh
from gesta.model.profiles import Profile, decode

_KEYS = pa.schema({"key": pa.int64(), "quarter": pa.int64(), "region": pa.int64(), "account": pa.int64()})
AGES = pa.schema({"account": pa.int64(), "place": pa.int64(), "within": pa.int64(), "day": pa.int64()})
_BLOCKS = pa.schema({**{each.name: each.type for each in _KEYS}, "large": pa.bool_()})
_QUARTERS = pa.schema({"quarter": pa.int64(), "rows": pa.int64()})
_PROFILES = pa.schema(
    {
        "account": pa.int64(),
        "profile": pa.binary(),
        "small": pa.list_(pa.int64()),
        "here": pa.list_(pa.int64()),
    }
)
LINKS = pa.schema({"one": pa.int64(), "other": pa.int64(), "weight": pa.float64()})


@dataclass(frozen=True)
class Keys:
    """The accounts of a piece are handed on by their keys; of those that stand, the age and the day are noted."""

    layout: Layout
    copies: int
    name: str
    stage: str = "merge/keys"

    def run(self, folder: Folder) -> Counts:
        kept, group = _reports(folder, self.layout, self.copies, self.name)
        table = folder.read_table(accounts_of(self.name), ["place", "keys", "profile"])
        first = self.layout.account_starts[self.layout.numbered[self.name]]
        rows: list[tuple[int, int, int, int]] = []
        ages: list[tuple[int, int, int, int | None]] = []
        within: Counter[int] = Counter()
        columns = (table[each].to_pylist() for each in ("place", "keys", "profile"))
        for account, (place, keys, profile) in enumerate(zip(*columns, strict=True), first):
            if place not in kept:
                continue
            ages.append((account, place, within[place], decode(profile).first_day))
            within[place] += 1
            more = [f"copies of {group[place]}"] if place in group else []
            for key in (*keys, *more):
                quarter, region = neighbourhood(key)
                rows.append((hashed(key), quarter, hashed(region), account))
        found = np.array(rows, dtype=np.int64).reshape(-1, 4).T
        buckets = self.layout.buckets
        write_parted(folder, merged("keys", self.name), _KEYS, found, found[0] % buckets, buckets)
        write_rows(folder, merged("ages", self.name), AGES, ages, [0] * len(ages), 1)
        return {"accounts": len(ages), "keys": len(rows)}


def _reports(folder: Folder, layout: Layout, copies: int, piece: str) -> tuple[frozenset[int], Mapping[int, str]]:
    """The places of the piece's reports that stand, and for copies and their originals that original by the place."""
    places = folder.read_table(records_of(piece), ["place"])["place"].to_pylist()
    kept = standing(folder, layout, piece).kept.tolist()
    group = {places[row]: original for row, original, _ in copied(folder, layout, copies, piece)}
    return frozenset(place for place, there in zip(places, kept, strict=True) if there), group


@dataclass(frozen=True)
class Blocks:
    """Of the keys of a bucket those that several accounts have are handed back to them."""

    layout: Layout
    bucket: int
    stage: str = "merge/blocks"

    @property
    def name(self) -> str:
        return f"{self.bucket:05}"

    def run(self, folder: Folder) -> Counts:
        table = whole(folder, [merged("keys", each) for each in self.layout.pieces], self.bucket)
        keys, at, sizes = np.unique(numbers(table["key"]), return_inverse=True, return_counts=True)
        shared = np.flatnonzero(sizes[at] > 1)
        found = [numbers(table[each])[shared] for each in _KEYS.names]
        rows = (*found, sizes[at][shared] > WHOLE)
        to = self.layout.piece_of_account(found[3])
        write_parted(folder, merged("blocks", self.bucket), _BLOCKS, rows, to, len(self.layout.pieces))
        quarters, entries = np.unique(found[1], return_counts=True)
        batch = pa.RecordBatch.from_arrays([pa.array(quarters), pa.array(entries)], schema=_QUARTERS)
        folder.write_batches(merged("quarters", self.bucket), _QUARTERS, [batch])
        return {"blocks": int((sizes > 1).sum()), "largest": 0 if not len(keys) else int(sizes.max())}


@dataclass(frozen=True)
class Sharing:
    """Every quarter has its tasks: several quarters one, or one several, by how much there is to compare."""

    layout: Layout
    name: str = "all"
    stage: str = "merge/sharing"

    def run(self, folder: Folder) -> Counts:
        entries: Counter[int] = Counter()
        for bucket in range(self.layout.buckets):
            table = folder.read_batch(merged("quarters", bucket), 0)
            entries.update(dict(zip(table["quarter"].to_pylist(), table["rows"].to_pylist(), strict=True)))
        most = self.layout.sizes.compared
        shares: dict[int, tuple[int, int]] = {}
        loads: list[int] = []
        for quarter, rows in sorted(entries.items()):
            parts = -(-rows // most)
            if not loads or loads[-1] + rows > most:
                loads += [0] * parts
            shares[quarter] = (len(loads) - parts, parts)
            loads[-parts:] = [load + rows // parts for load in loads[-parts:]]
        folder.write_bytes(_SHARES, msgspec.json.encode(shares))
        write_order(folder, "sharing", sorted(range(len(loads)), key=lambda task: -loads[task]))
        return {"tasks": len(loads)}


_SHARES = "work/merge/sharing/all.json"


@dataclass(frozen=True)
class Profiles:
    """The profiles of a piece are handed on to the tasks that compare them."""

    layout: Layout
    tasks: int
    name: str
    stage: str = "merge/profiles"

    def run(self, folder: Folder) -> Counts:
        number = self.layout.numbered[self.name]
        shares = msgspec.json.decode(folder.read_bytes(_SHARES), type=dict[int, tuple[int, int]])
        table = whole(folder, [merged("blocks", each) for each in range(self.layout.buckets)], number)
        small: dict[int, list[int]] = defaultdict(list)
        here: dict[tuple[int, int], list[int]] = defaultdict(list)
        columns = (table[each].to_pylist() for each in _BLOCKS.names)
        for key, quarter, region, account, large in zip(*columns, strict=True):
            first, parts = shares[quarter]
            here[account, first + region % parts].append(key)
            if not large:
                small[account].append(key)
        packed = folder.read_table(accounts_of(self.name), ["profile"])["profile"].to_pylist()
        start = self.layout.account_starts[number]
        accounts, to = [each for each, _ in here], [task for _, task in here]
        rows = (accounts, [packed[each - start] for each in accounts], [small[each] for each in accounts],
                list(here.values()))  # fmt: skip
        write_parted(folder, merged("profiles", self.name), _PROFILES, rows, to, self.tasks)
        return {"profiles": len(accounts)}


@dataclass(frozen=True)
class Compared:
    """The pairs of some blocks are compared; those more likely one occurrence than two are links."""

    layout: Layout
    task: int
    stage: str = "merge/compared"

    @property
    def name(self) -> str:
        return f"{self.task:05}"

    def run(self, folder: Folder) -> Counts:
        table = whole(folder, [merged("profiles", each) for each in self.layout.pieces], self.task)
        blocks = _Blocks(table)
        found: list[tuple[int, int, float]] = []
        compared = 0
        for one, other in blocks.pairs():
            compared += 1
            weight = weigh(one, other)
            if weight is not None and weight >= LINKED:
                found.append((blocks.number[one.account], blocks.number[other.account], weight))
        write_rows(folder, merged("compared", self.task), LINKS, found, [0] * len(found), 1)
        return {"pairs": compared, "links": len(found)}


class _Blocks:
    """The blocks of one task with the profiles in them. ``number``: the number of each account."""

    def __init__(self, table: pa.Table) -> None:
        self._profiles: dict[int, Profile] = {}
        self._small: dict[int, frozenset[int]] = {}
        self._blocks: dict[int, list[int]] = defaultdict(list)
        columns = (table[each].to_pylist() for each in _PROFILES.names)
        for account, profile, small, here in zip(*columns, strict=True):
            self._profiles[account] = decode(profile)
            self._small[account] = frozenset(small)
            for key in here:
                self._blocks[key].append(account)
        self.number = {profile.account: account for account, profile in self._profiles.items()}

    def pairs(self) -> Iterator[tuple[Profile, Profile]]:
        """The pairs to compare. One that shares a block that is compared all with all is compared in the least such
        block, in whatever task that is; others in the larger blocks, in this task once."""
        seen: set[int] = set()
        for key in sorted(self._blocks):
            members = self._blocks[key]
            if key in self._small[members[0]]:
                yield from self._first(key, members)
            else:
                yield from self._of_large(members, seen)

    def _first(self, key: int, members: Sequence[int]) -> Iterator[tuple[Profile, Profile]]:
        known, small = self._profiles, self._small
        for one, other in combinations(sorted(members, key=lambda each: known[each].account), 2):
            if min(small[one] & small[other]) == key:
                yield known[one], known[other]

    def _of_large(self, members: Sequence[int], seen: set[int]) -> Iterator[tuple[Profile, Profile]]:
        for one, other in pairs([self._profiles[each] for each in members]):
            mine, theirs = self.number[one.account], self.number[other.account]
            pair = mine << 40 | theirs
            if pair not in seen and self._small[mine].isdisjoint(self._small[theirs]):
                seen.add(pair)
                yield one, other
