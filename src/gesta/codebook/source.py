"""The files of a codebook directory."""

from __future__ import annotations

from pathlib import Path

SHIPPED = Path(__file__).parent / "data"
OTHER_FILES = ("classes.yaml", "codes.yaml")
"""Files of a codebook directory that hold no concept."""


def concept_files(directory: Path) -> tuple[Path, ...]:
    """The concept files of a codebook directory, sorted: ``concepts/*.yaml``, and ``*.yaml`` beside them."""
    beside = [path for path in directory.glob("*.yaml") if path.name not in OTHER_FILES]
    return tuple(sorted([*beside, *(directory / "concepts").glob("*.yaml")]))
