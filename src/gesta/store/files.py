"""Files that stand whole or not at all, whatever happens while they are written."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from gesta.store.errors import ExistsError

BESIDE = ("-wal", "-shm", "-journal")
"""What SQLite puts beside a file, by what it adds to the name."""


@contextmanager
def part_of(file: Path) -> Iterator[Path]:
    """The name of a part, to be written; what stands there at the end of the block takes the place of the file.

    After a fault nothing stands; a process that is killed leaves the part, which begins with a dot and ends with
    ".part". Raises ExistsError where something is there, before and after the block.
    """
    if os.path.lexists(file):
        raise ExistsError(f"{file} is there already")
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        yield part
        _settle(part, file)
    finally:
        for suffix in ("", *BESIDE):
            with suppress(OSError):
                part.with_name(part.name + suffix).unlink(missing_ok=True)


def _settle(part: Path, file: Path) -> None:
    """The finished part is the file, also after a power cut. Raises ExistsError where something is there by now."""
    try:
        file.hardlink_to(part)
    except FileExistsError as fault:
        raise ExistsError(f"{file} is there already") from fault
    except OSError:
        # A file system without hard links.
        if file.exists():
            raise ExistsError(f"{file} is there already") from None
        part.rename(file)
    with suppress(OSError):
        folder = os.open(file.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
