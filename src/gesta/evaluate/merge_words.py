"""How rare words are in news, counted on the development data: the table that merging ships frozen.

Two kinds of news are counted apart, the reports of one kind of incident that weights are learnt on and news of
conflict and politics from everywhere; a word counts as common where it is common in either, so that neither the
"officers" of the one nor the "rebels" of the other tell two reports to be of one occurrence.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from gesta.merge.across.words import UNSEEN_IDF, hashed, idf_of, words

_LEAST = 2
"""Words of one report only are left out: they are as rare as unseen ones, and may be the name of a private person."""


def other_news(data: Path) -> Iterator[str]:
    """The texts of the development data that are news of conflict and politics, one a report."""
    for path in sorted((data / "ner_worldwide").glob("*.jsonl")):
        for row in _rows(path):
            yield " ".join(token[0] for sentence in row["sentences"] for token in sentence)
    for path in sorted((data / "polnear").glob("*.jsonl")):
        yield from (row["text"] for row in _rows(path))
    for row in _rows(data / "wikievents" / "train.jsonl"):
        yield " ".join(row["tokens"])
    for name in ("insightCrime", "satp_relevant"):
        for path in sorted((data / "conflibert" / name).iterdir()):
            yield from (line.split("\t")[0] for line in path.read_text(encoding="utf-8").splitlines())


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def document_frequencies(texts: Iterable[str]) -> tuple[Counter[int], int]:
    """In how many of the texts each hashed word stands, and how many texts there are."""
    counted: Counter[int] = Counter()
    number = 0
    for text in texts:
        counted.update({hashed(word) for word in words(text)})
        number += 1
    return counted, number


def table(*parts: tuple[Counter[int], int]) -> dict[int, float]:
    """The inverse document frequency of every word that some part has twice, by the part where it is commonest."""
    found: dict[int, float] = {}
    for counted, number in parts:
        for word, times in counted.items():
            if times >= _LEAST:
                found[word] = min(found.get(word, UNSEEN_IDF), idf_of(times / number))
    return found


def write(idf: dict[int, float], path: Path) -> None:
    """The table as a file of numbers, sorted by hash."""
    hashes = np.array(sorted(idf), dtype=np.uint32)
    np.savez_compressed(path, hashes=hashes, idf=np.array([idf[each] for each in hashes.tolist()], dtype=np.float16))
