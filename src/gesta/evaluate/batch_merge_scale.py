"""What merging a batch costs: ``python -m gesta.evaluate.batch_merge_scale 100000 [WORKERS] [FAMOUS]``.

So many made-up accounts (``gesta.evaluate.merge_profiles``) are merged up to their clusters, by the engine ``serial``
for one worker, else ``processes``; a line for each stage: tasks, processor seconds, those of the longest task; then the
peak memory of the largest process, and pairs against the made-up truth. FAMOUS: the share of reports that tell one
occurrence, 0.02 by default. The accounts stand on no texts, so that copies and fusing have nothing to do and are not
measured. Seconds are those of one machine; ``python -m gesta.evaluate.merge_scale 100000`` merges the same accounts in
one process, without the reasons of links.
"""

from __future__ import annotations

import resource
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from tempfile import TemporaryDirectory

import pyarrow as pa

from gesta.batch.engines import ENGINES
from gesta.batch.folder import Folder
from gesta.batch.merging import merge
from gesta.batch.rows import ACCOUNTS, RECORDS
from gesta.batch.shuffle import SIZES, Sizes
from gesta.batch.tasks import Outcome
from gesta.evaluate.clusterings import pairs
from gesta.evaluate.merge_profiles import FAMOUS, made_profiles
from gesta.merge.across.block import keys
from gesta.model.profiles import Profile, encode
from gesta.model.terms import IncidentId

_REPORTS_A_PIECE = 1_000
_LAST = "merge/ties"
_MEGABYTE = 1024
Made = tuple[Profile, int]


def write_accounts(folder: Folder, made: Iterator[Made]) -> dict[IncidentId, int]:
    """The accounts stand as reading leaves them; returns the occurrence that each tells."""
    truth: dict[IncidentId, int] = {}
    reported = enumerate(_by_report(made))
    number = 0
    while piece := list(islice(reported, _REPORTS_A_PIECE)):
        truth |= {profile.account: occurrence for _, told in piece for profile, occurrence in told}
        accounts = [_account(place, profile) for place, told in piece for profile, _ in told]
        reports = [_report(place, told[0][0]) for place, told in piece]
        folder.write_table(f"records/{number:05}.parquet", pa.Table.from_pylist(reports, schema=RECORDS))
        table = pa.Table.from_pylist(accounts, schema=ACCOUNTS)
        folder.write_table(f"work/read/accounts/{number:05}.parquet", table)
        number += 1
    return truth


def _by_report(made: Iterator[Made]) -> Iterator[list[Made]]:
    told: list[Made] = []
    for each in made:
        if told and told[0][0].report != each[0].report:
            yield told
            told = []
        told.append(each)
    if told:
        yield told


def _account(place: int, profile: Profile) -> dict[str, object]:
    return {
        "account": profile.account,
        "report": profile.report,
        "place": place,
        "keys": list(keys(profile)),
        "profile": encode(profile),
    }


def _report(place: int, profile: Profile) -> dict[str, object]:
    told = {"place": place, "report": profile.report, "source": f"https://{profile.outlet}/{place}"}
    return {**told, "outlet": profile.outlet, "copy_keys": [], "record": ""}


def clustered(folder: Folder, workers: int, sizes: Sizes = SIZES) -> list[Outcome]:
    """The accounts merged up to their clusters; what became of each task."""
    engine = ENGINES["serial" if workers == 1 else "processes"]
    outcomes: list[Outcome] = []
    for outcome in merge(folder, engine, workers, sizes=sizes):
        outcomes.append(outcome)
        if outcome.stage == _LAST:
            break
    return outcomes


def f1(folder: Folder, truth: Mapping[IncidentId, int]) -> float:
    """Pairs of accounts in one incident against the truth."""
    numbers: dict[str, int] = {}
    found: dict[IncidentId, int] = {}
    for name in folder.names("members"):
        for row in folder.read_table(name).to_pylist():
            found[IncidentId(row["account"])] = numbers.setdefault(row["incident"], len(numbers))
    return pairs(truth, found).f1


def stages(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """A line for each stage, and one for all."""
    seconds: dict[str, list[float]] = defaultdict(list)
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for each in outcomes:
        seconds[each.stage].append(each.seconds)
        counts[each.stage].update(each.counts)
    for stage, taken in seconds.items():
        told = ", ".join(f"{name} {number:,}" for name, number in counts[stage].items())
        yield f"{stage}: {len(taken)} tasks, {sum(taken):.1f} s, the longest {max(taken):.1f} s; {told}"
    yield f"all: {sum(map(sum, seconds.values())):.1f} s of the processor"


def main(arguments: Sequence[str]) -> None:
    """Measures the count given."""
    count, workers, famous = (*arguments, *("100000", "1", str(FAMOUS))[len(arguments) :])
    with TemporaryDirectory() as path:
        folder = Folder(path)
        truth = write_accounts(folder, made_profiles(int(count), famous=float(famous)))
        began = time.perf_counter()
        for line in stages(clustered(folder, int(workers))):
            print(line)
        wall = time.perf_counter() - began
        peaks = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        told = ", ".join(f"{peak // _MEGABYTE:,} MB" for peak in peaks)
        print(f"{wall:.0f} s by the clock, peak of this process and of the largest worker: {told}")
        print(f"pair F1 {100 * f1(folder, truth):.1f}")


if __name__ == "__main__":
    main(sys.argv[1:])
