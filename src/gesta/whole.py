"""Writing a file whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from gesta.errors import UsageError


def write_whole(path: Path, content: bytes) -> None:
    """The file holds the content; after a fault, a full disk or a kill it holds what it held before.

    Something that is no file (a terminal, a pipe) is written to as it is. Raises UsageError, which names the path,
    where that cannot be.
    """
    target = Path(os.path.realpath(path))
    try:
        if target.exists() and not target.is_file():
            target.write_bytes(content)
            return
        part = target.with_name(f".{target.name}.{os.getpid()}.part")
        try:
            part.write_bytes(content)
            if target.exists():
                part.chmod(target.stat().st_mode & 0o7777)
            part.replace(target)
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
    except OSError as fault:
        raise UsageError(f"{path}: cannot be written: {fault.strerror or fault}") from fault
