"""The protocol of readers: a document and its analysis in, mentions out."""

from __future__ import annotations

from typing import Protocol

from gesta.model.analysis import Analysis
from gesta.model.documents import Document
from gesta.model.reading import Mention


class Reader(Protocol):
    """Reads mentions; every implementation gives the same records and is scored by the same evaluation."""

    @property
    def name(self) -> str:
        """Name by which ``--reader`` chooses it."""
        ...

    def read(self, document: Document, analysis: Analysis) -> tuple[Mention, ...]:
        """The mentions of the document in text order; every quote's words stand at its offsets."""
        ...
