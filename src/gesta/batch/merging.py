"""The data set of a batch merged: stages of tasks from files to files, with the functions that merge a project.

``docs/reference/batch-data.md`` tells what is written and ``docs/decisions/0029`` why in this way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path

from gesta.batch.engines import Engine, serial
from gesta.batch.folder import Folder
from gesta.batch.merge_clusters import Clusters, Components, Members, Routed
from gesta.batch.merge_copies import Copies, CopyEdges, CopyGroups, CopyKeys, CopyPairs, Texts, parts_of
from gesta.batch.merge_incidents import Incidents, Tellings, Ties
from gesta.batch.merge_links import Blocks, Compared, Keys, Profiles, Sharing
from gesta.batch.merge_reports import Captures, Versions
from gesta.batch.shuffle import SIZES, Sizes, laid_out, read_order
from gesta.batch.tasks import Outcome, Task


def merge(
    folder: Folder, engine: Engine, workers: int, codebooks: Sequence[Path] = (), sizes: Sizes = SIZES
) -> Iterator[Outcome]:
    """The reports and accounts that reading left are incidents, links, copies, members and ties.

    What is written is the same for every engine and number of workers, and however the reports are parted into pieces.
    Raises CodebookError when the user's codebooks are faulty.
    """
    stages = _Stages(folder, engine, workers)
    layout = laid_out(folder, sizes)
    if not layout.pieces:
        return
    pieces, buckets = layout.pieces, range(layout.buckets)
    yield from stages.do(Captures(layout, piece) for piece in pieces)
    yield from stages.do(Versions(layout, bucket) for bucket in buckets)
    yield from stages.do(CopyKeys(layout, piece) for piece in pieces)
    yield from stages.do(CopyEdges(layout, bucket) for bucket in buckets)
    yield from stages.here(CopyGroups(layout))
    copies = stages.tasks
    yield from stages.do(Texts(layout, copies, piece) for piece in pieces)
    parts = parts_of(folder)
    yield from stages.do(
        CopyPairs(layout, task, part, parts[task])
        for task in range(copies)
        for part in range(parts[task])
        if parts[task] > 1
    )
    yield from stages.do(Copies(layout, each, parts[each]) for each in read_order(folder, "copy-groups"))
    yield from stages.do(Keys(layout, copies, piece) for piece in pieces)
    yield from stages.do(Blocks(layout, bucket) for bucket in buckets)
    yield from stages.here(Sharing(layout))
    compared = stages.tasks
    yield from stages.do(Profiles(layout, compared, piece) for piece in pieces)
    yield from stages.do(Compared(layout, each) for each in read_order(folder, "sharing"))
    yield from stages.here(Components(layout, compared))
    clusters = stages.tasks
    yield from stages.do(Members(layout, clusters, piece) for piece in pieces)
    yield from stages.do(Routed(clusters, each) for each in range(compared))
    yield from stages.do(Clusters(layout, compared, each) for each in read_order(folder, "components"))
    starts = (0, *accumulate(stages.parts))
    yield from stages.here(Ties(starts))
    yield from stages.do(Tellings(layout, copies, starts, piece) for piece in pieces)
    yield from stages.do(
        Incidents(layout, tuple(codebooks), task, number - starts[task], number)
        for task in range(clusters)
        for number in range(starts[task], starts[task + 1])
    )


class _Stages:
    """Stages one after the other, and what the last one says."""

    def __init__(self, folder: Folder, engine: Engine, workers: int) -> None:
        self._folder = folder
        self._engine = engine
        self._workers = workers
        self._last: dict[str, Outcome] = {}

    def do(self, tasks: Iterable[Task]) -> Iterator[Outcome]:
        """The tasks of a stage by the engine."""
        yield from self._kept(self._engine(list(tasks), self._folder, self._workers))

    def here(self, task: Task) -> Iterator[Outcome]:
        """A task that looks at the whole batch, in this process."""
        yield from self._kept(serial([task], self._folder, 1))

    def _kept(self, outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
        self._last = {}
        for outcome in outcomes:
            self._last[outcome.name] = outcome
            yield outcome

    @property
    def tasks(self) -> int:
        """How many tasks the one task of the last stage planned."""
        (outcome,) = self._last.values()
        return outcome.counts["tasks"]

    @property
    def parts(self) -> list[int]:
        """How many parts each task of the last stage made, in order."""
        return [self._last[name].counts["parts"] for name in sorted(self._last)]
