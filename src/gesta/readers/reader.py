"""The protocols of readers: a document and its analysis in, mentions out; a single word in, its realis out."""

from __future__ import annotations

from typing import Literal, Protocol, runtime_checkable

from gesta.model.analysis import Analysis
from gesta.model.documents import Document
from gesta.model.reading import Told
from gesta.model.terms import Realis

ReaderName = Literal["neural", "patterns", "llm"]
DEFAULT: ReaderName = "neural"


class Reader(Protocol):
    """Reads mentions; every implementation gives the same records and is scored by the same evaluation."""

    @property
    def name(self) -> str:
        """What read, for the stamp of a record: the name that ``--reader`` takes, with the model that is asked."""
        ...

    def read(self, document: Document, analysis: Analysis) -> Told:
        """The mentions of the document in text order; every quote's words stand at its offsets."""
        ...


@runtime_checkable
class Judge(Protocol):
    """A reader that says of any word whether what it tells happened, also where it reads no mention."""

    def judge(self, document: Document, analysis: Analysis, token: int) -> Realis:
        """The realis of what the token tells."""
        ...
