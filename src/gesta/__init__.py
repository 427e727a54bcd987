"""Gesta: news reports to an auditable record of incidents. ``read`` reads one report, ``open`` opens a project.

>>> import gesta
>>> record = gesta.read("Gunmen killed three soldiers near Djibo on Monday.", published="2023-05-04")
>>> [incident.type for incident in record.incidents]
['killing']
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from gesta.version import __version__

if TYPE_CHECKING:
    from gesta.frames.project import Project
    from gesta.model.incidents import Record

__all__ = ["__version__", "open", "read"]


def read(
    source: str | Path,
    *,
    published: str | None = None,
    codebook: str | Path | None = None,
    actors: str | Path | None = None,
) -> Record:
    """The record of one report, given as a path or as its text.

    ``published``: ISO date, used where the report itself does not say. A str is taken as a path when such a file
    exists, else as text. Raises UsageError for a table of several reports (``gesta read`` reads those) and
    CodebookError for a faulty ``codebook`` (a folder or a file) and KnowledgeError for a faulty overlay of ``actors``.
    """
    from gesta.pipeline.single import read_one

    return read_one(
        source,
        published=published,
        codebook=Path(codebook) if codebook else None,
        actors=Path(actors) if actors else None,
    )


def open(target: str | Path, *, codebook: str | Path | None = None) -> Project:
    """The project of a path or ``postgresql://`` address, or the file that ``gesta read --format jsonl`` wrote.

    ``codebook``: directory of concepts that such a file was read with; a project has its own. Raises UsageError,
    DataError, and what ``gesta.store.errors`` has. Use it in a ``with``, or close it.
    """
    from gesta.frames.project import open_project

    return open_project(target, codebook)
