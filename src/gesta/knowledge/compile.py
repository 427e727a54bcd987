"""The compiled forms of the knowledge base, written beside the files that people edit.

``python -m gesta.knowledge.compile`` writes ``actors.json`` and ``offices.json``.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import msgspec

from gesta.knowledge import actor_files, office_files
from gesta.knowledge.actors import Actor


def write() -> None:
    """Both compiled forms are what the shipped files say; raises KnowledgeError, and then neither is written."""
    data = Path(str(files("gesta.knowledge") / "data"))
    base = actor_files.compile_base()
    actors = msgspec.json.decode(base, type=tuple[Actor, ...])
    offices = office_files.compile_offices({actor.id: actor for actor in actors})
    (data / "actors.json").write_bytes(base)
    (data / "offices.json").write_bytes(offices)


if __name__ == "__main__":
    write()
