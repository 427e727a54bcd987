"""Commands in processes of their own, as a person runs them, and disks that are small or read-only."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from tempfile import TemporaryFile
from unittest.mock import patch

import pytest

from gesta.cli.main import main
from gesta.store import Store

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples" / "reports"
MORNING, EVENING = SAMPLES / "gamboru-market-morning.txt", SAMPLES / "gamboru-market-evening.txt"


def started(*words: str | Path) -> subprocess.Popen[str]:
    """The command has begun."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", "gesta.cli.main", *map(str, words)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def done(*words: str | Path) -> tuple[int, str, str]:
    """Exit status, standard output and standard error of the command, in this process: its engine is loaded once."""
    with TemporaryFile("w+", encoding="utf-8") as out, TemporaryFile("w+", encoding="utf-8") as err:
        # A command that fails gives its standard output away.
        with os.fdopen(os.dup(out.fileno()), encoding="utf-8") as written:
            with patch.object(sys, "argv", ["gesta", *map(str, words)]), redirect_stdout(out), redirect_stderr(err):
                try:
                    main()
                except SystemExit as end:
                    status = end.code
            out.flush()
            written.seek(0)
            said = written.read()
        err.flush()
        err.seek(0)
        assert isinstance(status, int)
        return status, said, err.read()


def succeeded(*words: str | Path) -> str:
    """Standard output of the command, which succeeds."""
    status, out, err = done(*words)
    assert status == 0, err
    return out


def one_line(err: str) -> str:
    """The only line that was said; no traceback, no fault of Gesta's own."""
    (line,) = err.splitlines()
    assert line.startswith("gesta: ")
    assert "fault of Gesta" not in line
    return line


def project(path: Path, *sources: Path) -> Path:
    """A project with the reports, read and merged by the rules."""
    Store.create(path, told={"reader": "patterns"}).close()
    succeeded("add", path, *sources, "--published", "2021-06-17")
    succeeded("run", path, "--jobs", "1")
    return path


@contextmanager
def mounted(folder: Path, kilobytes: int) -> Iterator[Path]:
    """A disk of that size at the folder; skips loudly where nothing can be mounted."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "none", str(folder)]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as fault:
        pytest.skip(f"NO DISK CAN BE MOUNTED HERE (it needs root on Linux), full disks are not tested: {fault!r}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(folder: Path, leave: int = 0) -> Path:
    """The disk at the folder is full but for so many kilobytes; returns the file that fills it."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            pass
        file.truncate(max(0, file.tell() - leave * 1024))
    return filler
