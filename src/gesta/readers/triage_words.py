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
MOST = 200_000
"""Words that are looked at; a text that has more is not judged but kept."""
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
    """The words of each paragraph that has any; a number is "0". At most ``MOST`` words and one more."""
    found: list[list[str]] = []
    left = MOST + 1
    for part in _PARAGRAPH.split(_BROKEN.sub("", text)):
        one: list[str] = []
        for match in _WORD.finditer(part):
            one.append(match.group()[:_LONGEST].lower())
            left -= 1
            if not left:
                return [*found, one]
        if one:
            found.append(one)
    return found


def hashed(found: list[list[str]]) -> Hashed:
    """The numbers of the words of paragraphs."""
    known: dict[str, tuple[int, int, bytes]] = {}
    rows: list[tuple[int, int, int]] = []
    sizes: list[int] = []
    for paragraph in found:
        before = _PAIR_SEED
        sizes.append(len(paragraph))
        for word in paragraph:
            one = known.get(word)
            if one is None:
                one = known[word] = _numbers(word)
            rows.append((one[0], one[1], crc32(one[2], before) & (PAIRS - 1)))
            before = crc32(one[2], _PAIR_SEED)
    columns = np.array(rows, dtype=np.int64).reshape(-1, 3)
    counts = np.array(sizes, dtype=np.int64)
    ends = np.cumsum(counts)
    first, end = np.repeat(ends - counts, counts), np.repeat(ends, counts)
    return Hashed(columns[:, 0], columns[:, 1], columns[:, 2], first, end)


def _numbers(word: str) -> tuple[int, int, bytes]:
    raw = b"0" if word[0].isdecimal() else word.encode()
    stem = crc32(word[:STEM].encode(), _STEM_SEED) if raw != b"0" else crc32(raw, _STEM_SEED)
    return crc32(raw) & (WORDS - 1), stem & (WORDS - 1), raw
