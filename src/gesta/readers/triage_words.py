"""The words of a text as the triage sees them, and the numbers that they are hashed to.

Letters are lowered and digits are one sign, so that capitals and figures change nothing; a word broken at the end of a
line is joined. CRC-32 makes the numbers, so that every machine makes the same ones. Paragraphs (blank lines part them)
are apart: no word sees past its own, so that a menu beside an article changes nothing in the article.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

WORDS, PAIRS = 1 << 17, 1 << 18
"""Numbers that words and stems, and pairs of words, are hashed to."""
STEM = 5
"""First letters of a longer word that stand for its inflections."""
MOST = 1_000_000
"""Characters that are looked at; a text that has more is not judged but kept."""
_LONGEST = 40
"""Letters of a word that are looked at."""
_WORD = re.compile(r"[^\W\d_]+|\d+")
_BROKEN = re.compile(r"(?<=[^\W\d_])-[ \t]*\r?\n(?=[^\W\d_])")
_PARAGRAPH = re.compile(r"\n[ \t\r]*\n")
_STEM_SEED = crc32(b"stem")
_PAIR_SEED = crc32(b"pair")

Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Hashed:
    """N words in text order: ``word``, ``stem`` (below ``WORDS``), the ``pair`` that each makes with the word before it
    (below ``PAIRS``), and ``first`` and ``end`` of its paragraph, in words. All (N,)."""

    word: Numbers
    stem: Numbers
    pair: Numbers
    first: Numbers
    end: Numbers

    def __len__(self) -> int:
        return len(self.word)


def paragraphs(text: str) -> list[list[str]]:
    """The words of each paragraph that has any, within the first ``MOST`` characters."""
    lowered = _BROKEN.sub("", text[:MOST]).lower()
    found = (_WORD.findall(part) for part in _PARAGRAPH.split(lowered))
    return [words for words in found if words]


def hashed(found: list[list[str]]) -> Hashed:
    """The numbers of the words of paragraphs."""
    known: dict[str, tuple[int, bytes, int]] = {}
    forms: list[tuple[int, int]] = []
    places: list[int] = []
    pairs: list[int] = []
    for paragraph in found:
        before = _PAIR_SEED
        for word in paragraph:
            one = known.get(word)
            if one is None:
                raw, stem = _parts(word)
                one = known[word] = (len(forms), raw, crc32(raw, _PAIR_SEED))
                forms.append((crc32(raw), crc32(stem, _STEM_SEED)))
            place, raw, after = one
            places.append(place)
            pairs.append(crc32(raw, before))
            before = after
    columns = np.array(forms, dtype=np.int64).reshape(-1, 2)[np.array(places, dtype=np.int64)] & (WORDS - 1)
    counts = np.fromiter(map(len, found), dtype=np.int64, count=len(found))
    ends = np.cumsum(counts)
    first, end = np.repeat(ends - counts, counts), np.repeat(ends, counts)
    return Hashed(columns[:, 0], columns[:, 1], np.array(pairs, dtype=np.int64) & (PAIRS - 1), first, end)


def _parts(word: str) -> tuple[bytes, bytes]:
    """The word and its stem as they are hashed; every number is "0"."""
    if word[0].isdecimal():
        return b"0", b"0"
    return word[:_LONGEST].encode(), word[:STEM].encode()
