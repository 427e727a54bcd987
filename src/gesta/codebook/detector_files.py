"""Where the learnt detectors of a codebook lie, and which are there: one file a concept, beside the concept's own.

What a detector says is the reader's business (``gesta.readers.detector``); here it is a file that names its concept.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

import msgspec

from gesta.errors import CodebookError, Problem
from gesta.model.terms import ConceptId

FOLDER = "detectors"
ENDING = ".detector.json"
_LARGEST = 256 * 1024
"""Bytes of a file that are read; a detector over the shipped encoder takes some three thousand."""


class _Named(msgspec.Struct):
    concept: str


def detector_file(codebook: Path, concept: str) -> Path:
    """Where the detector of a concept lies: in ``detectors/`` of a folder, beside a codebook of one file."""
    if codebook.is_dir():
        return codebook / FOLDER / f"{concept}.json"
    return codebook.with_name(codebook.stem + ENDING)


def detector_files(codebook: Path) -> tuple[Path, ...]:
    """The detector files that are there, sorted; of a codebook of one file the one beside it."""
    if codebook.is_dir():
        found = (codebook / FOLDER).glob("*.json")
        return tuple(sorted(path for path in found if path.is_file() and not path.name.startswith(".")))
    beside = codebook.with_name(codebook.stem + ENDING)
    return (beside,) if beside.is_file() else ()


def read_detectors(codebooks: Iterable[Path], concepts: Collection[str]) -> dict[ConceptId, bytes]:
    """The detectors of the codebooks by concept, sorted; a later codebook's stands before an earlier one's.

    Raises CodebookError with a Problem for each file that cannot be read, is no detector or is for no known concept.
    """
    found: dict[ConceptId, bytes] = {}
    problems: list[Problem] = []
    for path in (path for codebook in codebooks for path in detector_files(codebook)):
        read = _read(path, concepts)
        if isinstance(read, Problem):
            problems.append(read)
        else:
            concept, content = read
            found[concept] = content
    if problems:
        raise CodebookError(tuple(problems))
    return dict(sorted(found.items()))


def _read(path: Path, concepts: Collection[str]) -> tuple[ConceptId, bytes] | Problem:
    try:
        with path.open("rb") as stream:
            content = stream.read(_LARGEST + 1)
        named = msgspec.json.decode(content, type=_Named).concept if len(content) <= _LARGEST else None
    except OSError as error:
        return Problem(str(path), f"cannot be read: {error.strerror}")
    except (msgspec.DecodeError, UnicodeDecodeError):
        named = None
    if named is None:
        return Problem(str(path), "is no detector", "learn it again: gesta codebook learn")
    if named not in concepts:
        return Problem(str(path), f"is a detector of {named!r}, which is no concept here", "take it away")
    return ConceptId(named), content
