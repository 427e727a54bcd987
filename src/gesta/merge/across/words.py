"""Words as 32-bit hashes, and how rare each is in news: what two texts have in common, without the texts."""

from __future__ import annotations

import math
import re
import sys
import unicodedata
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import numpy as np

FILE = Path(__file__).parent / "data" / "words.npz"
"""Frozen document frequencies: ``hashes`` (sorted uint32) and ``idf`` (float16), written by
``gesta.evaluate.merge_learn``."""
UNSEEN_IDF = 8.5
"""About the inverse document frequency of a word seen in one of 5,000 reports: nothing rarer is told apart."""
_EVERYDAY = 3.0
"""Rarity of a word in one of twenty reports: "police", "killed" and "bomb" tell no two occurrences apart."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
_LONGEST = 40
"""Longer runs of letters are addresses and codes."""


def words(text: str) -> Iterator[str]:
    """The words of a text, case-folded, the possessive ending taken off; single characters left out."""
    for found in _WORD.finditer(text):
        word = _POSSESSIVE.sub("", unicodedata.normalize("NFKC", found.group()).casefold())
        if 1 < len(word) <= _LONGEST:
            yield word


def hashed(word: str) -> int:
    """CRC-32 of the word's UTF-8 bytes: short, stable on every machine, and no word can be read back from it."""
    return zlib.crc32(word.encode())


def packed(hashes: Iterable[int]) -> bytes:
    """The distinct hashes, in the order given, as little-endian 32-bit numbers."""
    numbers = array("I", dict.fromkeys(hashes))
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def unpacked(data: bytes) -> array[int]:
    """The hashes of ``packed``, in their order."""
    numbers = array("I")
    numbers.frombytes(data)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


@cache
def frozen_idf() -> Mapping[int, float]:
    """Inverse document frequency (natural logarithm) of the words that the development news has more than once."""
    with np.load(FILE) as stored:
        return dict(zip(stored["hashes"].tolist(), stored["idf"].astype(float).round(3).tolist(), strict=True))


UNSEEN_MASS = (UNSEEN_IDF - _EVERYDAY) ** 2


class _Masses(dict[int, float]):
    """A table that knows what words it lacks count."""

    def __missing__(self, word: int) -> float:
        return UNSEEN_MASS


@cache
def frozen_mass() -> Mapping[int, float]:
    """What a word in common counts: the square of its rarity beyond that of everyday words."""
    return _Masses({word: max(0.0, value - _EVERYDAY) ** 2 for word, value in frozen_idf().items()})


def mass(hashes: Iterable[int]) -> float:
    """The sum of what the words count, the same in every order."""
    return math.fsum(map(frozen_mass().__getitem__, hashes))


def rarity(hashes: Iterable[int]) -> float:
    """The sum of the words' rarity, the same in every order."""
    table = frozen_idf()
    return math.fsum(table.get(each, UNSEEN_IDF) for each in hashes)


def idf_of(share: float) -> float:
    """The inverse document frequency of a word that this share of reports has."""
    return min(UNSEEN_IDF, -math.log(share))
