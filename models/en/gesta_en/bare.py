"""spaCy without its command line.

``import spacy`` loads all its commands for the one function that tells about the installation, and with them an HTTP
client, a command line and a project tool: 0.3 seconds of a processor and 400 modules that no pipeline asks for. While
spaCy is imported here an empty module stands for them; whoever imports ``spacy.cli`` afterwards gets the real one.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

_COMMANDS, _TOLD = "spacy.cli", "spacy.cli.info"


def info(*given: Any, **more: Any) -> Any:
    """What ``spacy.info`` is: loads the commands when it is asked."""
    from spacy.cli.info import info as asked

    return asked(*given, **more)


@contextmanager
def _without_commands() -> Iterator[None]:
    if "spacy" in sys.modules:
        yield
        return
    told = ModuleType(_TOLD)
    told.__dict__["info"] = info
    sys.modules |= {_COMMANDS: ModuleType(_COMMANDS), _TOLD: told}
    try:
        yield
    finally:
        del sys.modules[_COMMANDS], sys.modules[_TOLD]


with _without_commands():
    import spacy  # noqa: F401
