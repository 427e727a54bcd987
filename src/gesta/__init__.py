"""Gesta: news reports to an auditable record of incidents.

>>> import gesta
>>> record = gesta.read("Gunmen killed three soldiers near Djibo on Monday.", published="2023-05-04")
>>> [incident.type for incident in record.incidents]
['killing']
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gesta.model.incidents import Record

__version__ = "0.1.0"
__all__ = ["__version__", "read"]


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
