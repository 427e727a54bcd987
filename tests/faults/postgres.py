"""A PostgreSQL server that can be killed, stopped and started again."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest


class Server:
    """One server in a folder of its own, reached by a socket there."""

    def __init__(self, folder: Path) -> None:
        try:
            from pgserver.postgres_server import get_server

            self._made = get_server(folder, cleanup_mode=None)
        except Exception as fault:  # whatever keeps a server from starting here is no fault of Gesta
            pytest.skip(f"POSTGRESQL COULD NOT BE STARTED, its restarts are not tested: {fault!r}")
        self._folder = folder
        self.address: str = self._made.get_uri()

    def kill(self) -> None:
        """Every process of the server is gone at once, as in a crash."""
        first = psutil.Process(self._pid())
        family = [first, *first.children(recursive=True)]
        for process in family:
            process.kill()
        psutil.wait_procs(family, timeout=30)

    def stop(self) -> None:
        """The server is shut down as for an update: whoever is connected is cut off."""
        self._control("stop", "-m", "fast")

    def start(self) -> None:
        """The server is up again, after whatever recovery it needs."""
        socket = self.address.partition("host=")[2].partition("&")[0]
        self._control("start", "-w", "-l", str(self._folder / "log"), "-o", f'-h "" -k {socket}')

    def _pid(self) -> int:
        return int((self._folder / "postmaster.pid").read_text(encoding="ascii").split()[0])

    def _control(self, *words: str) -> None:
        from pgserver._commands import POSTGRES_BIN_PATH

        command = [str(POSTGRES_BIN_PATH / "pg_ctl"), "-D", str(self._folder), *words]
        until = time.monotonic() + 60
        while subprocess.run(command, user=self._made.system_user, capture_output=True, check=False).returncode:
            assert time.monotonic() < until, f"pg_ctl {words[0]} does not succeed"
            time.sleep(0.5)


@contextmanager
def running(folder: Path) -> Iterator[Server]:
    """A server that lives in the folder meanwhile."""
    folder.mkdir()
    server = Server(folder)
    try:
        yield server
    finally:
        server.kill()
