"""One exception tree for programming and request faults; faults in data are ``Problem`` values."""

from __future__ import annotations

import msgspec


class Problem(msgspec.Struct, frozen=True, order=True):
    """A fault in data: where it stands (file, line, field), what is wrong, what the user can do about it."""

    where: str
    what: str
    hint: str = ""

    def __str__(self) -> str:
        return f"{self.where}: {self.what}" + (f" ({self.hint})" if self.hint else "")


class GestaError(Exception):
    """Every error that Gesta raises on purpose."""


class UsageError(GestaError):
    """The request itself cannot be carried out: a missing file, a bad option."""


class ContradictionError(UsageError):
    """What is asked for contradicts judgements that hold, or a decision made meanwhile; ``others``: their ids."""

    def __init__(self, message: str, others: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.others = others


class DataError(GestaError):
    """Data that the program itself stands on is broken; carries every problem found."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class CodebookError(DataError):
    """A codebook does not pass its lint."""


class KnowledgeError(DataError):
    """A knowledge base file is broken."""
