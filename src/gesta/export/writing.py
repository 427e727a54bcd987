"""One export: written beside its place and moved there when it is whole."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from gesta.errors import UsageError
from gesta.export.format import Format, Losses, Options, Source, Write

_PIECE = 1 << 20


def write_to(form: Format, source: Source, target: Path, options: Options, losses: Losses) -> None:
    """The export stands at the path, as a whole or not at all; a file that was there is replaced, a folder is not.

    What the format writes beside its file ("acled.about.txt") stands beside it.

    A format of one table writes all of them where the target is a folder: it ends with a slash, is one, or has no
    suffix. Raises UsageError where nothing can be written there.
    """
    check(form, options)
    write = form.write
    folder = form.many
    if form.folder is not None and _is_folder(target):
        write, folder = form.folder, True
    if folder and target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise UsageError(f"{target}: is there already; give a folder that is new or empty")
    if not folder and target.is_dir():
        raise UsageError(f"{target}: is a folder; give a file, such as {target / f'export{form.suffix}'}")
    with _beside(target) as temporary:
        made = temporary / target.name
        _write(write, source, made, target, options, losses)
        if folder and target.exists():
            target.rmdir()
        made.replace(target)
        for beside in sorted(temporary.iterdir()):
            beside.replace(target.absolute().parent / beside.name)


def _write(write: Write, source: Source, made: Path, target: Path, options: Options, losses: Losses) -> None:
    """What the format writes stands at ``made``; a fault of the disk names the target."""
    try:
        write(source, made, options, losses)
    except OSError as fault:
        raise UsageError(f"{target}: cannot be written: {fault.strerror or fault}") from fault


def write_out(form: Format, source: Source, out: BinaryIO, options: Options, losses: Losses) -> None:
    """The export is written to the stream when it is whole. Raises UsageError for a format that is not text."""
    check(form, options)
    if not form.text:
        raise UsageError(f"{form.name} is not text: say where to with --to PATH{form.suffix}")
    with tempfile.TemporaryDirectory(prefix="gesta-") as folder:
        made = Path(folder) / f"export{form.suffix}"
        form.write(source, made, options, losses)
        with made.open("rb") as file:
            shutil.copyfileobj(file, out, _PIECE)


def check(form: Format, options: Options) -> None:
    """Raises UsageError for options that the format does not take."""
    if options.hxl and not form.hxl:
        raise UsageError(f"{form.name} has no line for HXL tags: --hxl is for tables")
    if options.table != Options().table and not form.tables:
        raise UsageError(f"{form.name} is not a format of one table: --table is for csv, parquet and the like")
    if options.redact and form.texts:
        raise UsageError(f"{form.name} holds the texts of reports, in which names stand: it cannot be redacted")


def _is_folder(target: Path) -> bool:
    return target.is_dir() or not target.suffix


@contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A new folder beside the target, so that moving is one step; it is gone afterwards."""
    parent = target.absolute().parent
    try:
        made = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=parent))
    except OSError as fault:
        raise UsageError(f"{target}: cannot be written: {fault.strerror or fault}") from None
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)
