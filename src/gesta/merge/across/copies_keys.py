"""Keys under which copies of one text meet: MinHash bands over carrying words, and over names and numbers.

MinHash with locality-sensitive hashing (Broder 1997; Leskovec, Rajaraman and Ullman, Mining of Massive Datasets,
chapter 3), in numpy because a report needs only its band keys. Shingles are unordered sets of three carrying words in
a row, so that a changed word order and a changed little word cost nothing. Every constant is fixed: a text has the
same keys on every machine.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from gesta.merge.across.copies_notice import is_notice
from gesta.merge.across.copies_text import CopyText
from gesta.merge.across.copies_words import Form, anchors, carrying, forms_of

_Hashes = npt.NDArray[np.uint64]
_WORD_BANDS, _WORD_ROWS, _IN_SHINGLE = 24, 2, 3
_NAME_BANDS, _NAME_ROWS, _IN_RUN = 8, 1, 4
"""Chosen on development articles among nine settings: fewest pairs that are no copies and no large connected group, at
.98 of the copies with 15 % of their words changed. Four names or numbers in a row are rare enough for bands of one."""
_LEAST_SHINGLES = 6
"""Below that a text has no key: a headline or a lone boilerplate line is like thousands of others."""
_LONGEST = 4_000
"""Words looked at; a longer text is told apart by its beginning."""
_SEED = 20_240_607


def keys(text: CopyText) -> tuple[str, ...]:
    """At most 32 keys; texts that share one are candidates for being copies. Sorted, the same on every machine."""
    if is_notice(text):
        return ()
    words = _forms(text)
    found = _bands("w", _shingles(carrying(words), _IN_SHINGLE), _WORD_BANDS, _WORD_ROWS)
    rare = [anchor for anchor in anchors(words) if len(anchor) > 1]
    found += _bands("n", _shingles(rare, _IN_RUN), _NAME_BANDS, _NAME_ROWS)
    return tuple(sorted(found))


def _forms(text: CopyText) -> list[Form]:
    forms: list[Form] = []
    for sentence in text.sentences:
        forms.extend(forms_of(sentence.exact))
        if len(forms) > _LONGEST:
            break
    return forms[:_LONGEST]


def _shingles(words: Sequence[str], size: int) -> _Hashes:
    """A hash of each set of ``size`` words in a row, once each; none where the text is too short."""
    if len(words) < size + _LEAST_SHINGLES - 1:
        return np.empty(0, np.uint64)
    hashed = np.fromiter(map(_hash, words), np.uint64, len(words))
    rows = np.sort(np.lib.stride_tricks.sliding_window_view(hashed, size), axis=1)
    combined = rows[:, 0].copy()
    for column in range(1, size):
        combined = _mixed(combined * np.uint64(31) + rows[:, column])
    return np.unique(_mixed(combined))


def _bands(kind: str, shingles: _Hashes, bands: int, rows: int) -> list[str]:
    """One key a band: the least values of its permutations."""
    if len(shingles) < _LEAST_SHINGLES:
        return []
    factors, terms = _permutations(bands * rows)
    least = _mixed(shingles[None, :] * factors[:, None] + terms[:, None]).min(axis=1).reshape(bands, rows)
    key = least[:, 0].copy()
    for column in range(1, rows):
        key = _mixed(key * np.uint64(31) + least[:, column])
    return [f"{kind}{band:02d}:{value:016x}" for band, value in enumerate(key.tolist())]


@lru_cache(maxsize=200_000)
def _hash(word: str) -> int:
    return zlib.crc32(word.encode("utf-8", "surrogatepass"))


@lru_cache(maxsize=4)
def _permutations(count: int) -> tuple[_Hashes, _Hashes]:
    """Odd factors and terms of so many permutations, from the seed by a counter."""
    drawn = _mixed(np.arange(1, 2 * count + 1, dtype=np.uint64) + np.uint64(_SEED))
    return drawn[:count] | np.uint64(1), drawn[count:]


def _mixed(values: _Hashes) -> _Hashes:
    """The values through the finaliser of SplitMix64, which spreads every bit."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))
