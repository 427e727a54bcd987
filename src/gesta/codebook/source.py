"""The files of a codebook: a folder of concepts, or one file that holds one."""

from __future__ import annotations

from pathlib import Path

SHIPPED = Path(__file__).parent / "data"
CLASSES = "classes.yaml"
OTHER_FILES = (CLASSES, "codes.yaml")
"""Files of a codebook folder that hold no concept."""
_ENDINGS = frozenset({".yaml", ".yml"})


def concept_files(codebook: Path) -> tuple[Path, ...]:
    """The concept files, sorted: the file itself, or of a folder ``concepts/*.yaml`` and ``*.yaml`` beside them.

    What lies deeper (``examples/``, ``detectors/``), what is hidden and what has another ending is no concept.
    """
    if codebook.is_file():
        return (codebook,)
    if not codebook.is_dir():
        return ()
    found = (path for folder in (codebook, codebook / "concepts") if folder.is_dir() for path in folder.iterdir())
    return tuple(sorted(path for path in found if _holds_concept(path)))


def class_file(codebook: Path) -> Path | None:
    """The file with the word classes of a codebook folder, if it has one."""
    path = codebook / CLASSES
    return path if codebook.is_dir() and path.is_file() else None


def _holds_concept(path: Path) -> bool:
    named = path.suffix in _ENDINGS and not path.name.startswith(".") and path.name not in OTHER_FILES
    return named and path.is_file()
