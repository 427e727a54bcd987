"""Batches that are killed: their folders are compared, file by file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from gesta.batch.engines import ENGINES, EngineName
from gesta.batch.folder import Folder
from gesta.batch.merging import merge
from gesta.batch.reading import How
from gesta.batch.running import Batch
from gesta.evaluate.faults.databases import Folders
from gesta.evaluate.faults.operations import Operation
from gesta.intake.rows import Given
from gesta.pipeline.engines import Settings
from gesta.pipeline.recode import stamp_of

_PAGES = 6
"""Pages of a piece: few, so that there are several pieces."""


def batches(sources: Sequence[Path]) -> dict[str, Operation]:
    """The operations on folders by name."""
    named = tuple(str(each) for each in sources)
    found = (
        Operation("batch", "nothing", partial(_batch, named, "serial", 1)),
        Operation("batch --jobs 2", "nothing", partial(_batch, named, "processes", 2)),
    )
    return {each.name: each for each in found}


def _batch(sources: Sequence[str], engine: EngineName, workers: int, target: str, at: str) -> None:
    folder, settings = Folder(target), Settings()
    how = How(settings, Given(None, None), stamp_of(settings))
    for _ in Batch(folder, sources, how, _PAGES).run(ENGINES[engine], workers):
        pass
    for _ in merge(folder, ENGINES[engine], workers):
        pass


def batch_starts(folders: Folders, sources: Sequence[Path]) -> Iterator[Callable[[], None]]:
    """Makes the folder that batches start from, and has every page read once, so that its reading is remembered."""

    def nothing() -> None:
        folders.drop("nothing")
        Path(folders.target("nothing")).mkdir(parents=True)

    def warm() -> None:
        target = folders.copy("nothing", "warm")
        _batch([str(each) for each in sources], "serial", 1, target, "")

    yield nothing
    yield warm
