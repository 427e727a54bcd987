"""``gesta serve``: where it listens."""

from __future__ import annotations

import pytest

from gesta.cli.serve import listening
from gesta.errors import UsageError


def test_a_port_that_is_taken_is_said_so() -> None:
    with listening("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(UsageError, match=rf"127\.0\.0\.1, port {port}: .*--port, or 0"):
            listening("127.0.0.1", port)


def test_an_address_of_another_machine_is_said_so() -> None:
    with pytest.raises(UsageError, match=r"192\.0\.2\.1, port 8016"):
        listening("192.0.2.1", 8016)
