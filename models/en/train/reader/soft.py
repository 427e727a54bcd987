"""What teachers say of every document: logits and log chances of each head, in one file a head, averaged over teachers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

Arrays = dict[str, np.ndarray]
CLASSES = ("concept", "realis", "entity")
CHANCES = ("event", "background", "roles", "same")
PLAIN = ("factuality",)
LOWEST = -15.0
"""Log chances and logits are cut off here, so that they fit in 16 bits."""


def borders(docs: Sequence[Arrays]) -> dict[str, np.ndarray]:
    """Where the rows of each document begin and end in the files, by kind of row."""
    return {of: np.cumsum([0, *(len(doc[of]) for doc in docs)]) for of in ("cues", "pairs", "together")}


def written(folder: Path, made: Iterable[tuple[Arrays, Arrays]]) -> None:
    """What one teacher says (document, logits), in the order of the documents."""
    parts: dict[str, list[np.ndarray]] = {}
    for _, out in made:
        for name, value in out.items():
            if name in CLASSES:
                value = value - np.logaddexp.reduce(value, axis=-1, keepdims=True)
            parts.setdefault(name, []).append(value.clip(LOWEST, -LOWEST).astype(np.float16))
    folder.mkdir(parents=True, exist_ok=True)
    for name, values in parts.items():
        np.save(folder / f"{name}.npy", np.concatenate(values))
    (folder / "done").touch()


def averaged(folders: Sequence[Path], out: Path, rows: int = 100_000) -> None:
    """The mean of the teachers' chances, written as one teacher's."""
    out.mkdir(parents=True, exist_ok=True)
    with ThreadPoolExecutor() as pool:
        for name in (*CLASSES, *CHANCES, *PLAIN):
            given = [np.load(folder / f"{name}.npy") for folder in folders]
            parts = [[each[at : at + rows] for each in given] for at in range(0, len(given[0]), rows)]
            means = list(pool.map(_mean, [name] * len(parts), parts))
            np.save(out / f"{name}.npy", np.concatenate(means) if means else given[0])
    (out / "done").touch()


def _mean(name: str, given: Sequence[np.ndarray]) -> np.ndarray:
    values = np.stack([each.astype(np.float32) for each in given])
    if name in PLAIN:
        mean = values.mean(0)
    elif name in CLASSES:
        mean = np.log(np.exp(values).mean(0))
    else:
        share = (1 / (1 + np.exp(-values))).mean(0)
        mean = np.log(share) - np.log1p(-share)
    return mean.clip(LOWEST, -LOWEST).astype(np.float16)


@dataclass(frozen=True)
class Soft:
    """The averaged files over the documents; a document finds its rows by its ``number``."""

    files: Arrays
    ends: dict[str, np.ndarray]

    @staticmethod
    def load(folder: Path, docs: Sequence[Arrays]) -> Soft:
        """``docs``: in the order in which they were written, whole."""
        files = {path.stem: np.load(path, mmap_mode="r") for path in folder.glob("*.npy")}
        return Soft(files, borders(docs))

    def of(self, doc: Arrays) -> Arrays:
        """What is said of the document, whole or in passages."""
        found = {}
        for name, values in self.files.items():
            rows = {"roles": "pairs", "same": "together"}.get(name, "cues")
            first, end = self.ends[rows][doc["number"] : doc["number"] + 2]
            value = np.asarray(values[first:end])
            kept = doc.get(f"{rows}_kept")
            found[name] = value if kept is None else value[kept]
        return found
