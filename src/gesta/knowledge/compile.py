"""The compiled forms of the knowledge base, written beside the files that people edit.

``python -m gesta.knowledge.compile`` (or ``gesta.knowledge.actor_files``) writes ``actors.json`` and ``offices.json``.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from gesta.knowledge import actor_files, office_files


def write() -> None:
    """Both compiled forms are what the shipped files say; raises KnowledgeError, and then neither is written."""
    data = Path(str(files("gesta.knowledge") / "data"))
    contents = {"actors.json": actor_files.compile_base(), "offices.json": office_files.compile_offices()}
    for name, content in contents.items():
        (data / name).write_bytes(content)


if __name__ == "__main__":
    write()
