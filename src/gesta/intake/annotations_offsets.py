"""Offsets of annotation tools to code points of Python strings.

A tool written in JavaScript or Java counts UTF-16 units: a letter outside the Basic Multilingual Plane (an emoji, a
rare Chinese character) is two of them. Sources: the TSV 3 and JSON CAS formats of UIMA and INCEpTION; Label Studio
counts code points since 2021 (``charsToCodePoints`` of its front end, pull request 308) and UTF-16 units before (issue
1347); doccano has counted UTF-16 units since its annotator became v-annotator (2021, issue 2290) and code points before
(pull request 108). The grapheme clusters that a doccano project may count on request are not read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_LAST_OF_PLANE = 0xFFFF
_NEAR = 60
"""Characters around an offset that is off within which the marked words are looked for."""

Bounds = tuple[int, int]


class Utf16:
    """The code point at each UTF-16 offset of a text."""

    def __init__(self, text: str) -> None:
        self._length = len(text)
        self._at: dict[int, int] | None = None
        if has_wide(text):
            self._at = {}
            units = 0
            for index, letter in enumerate(text):
                self._at[units] = index
                units += 2 if ord(letter) > _LAST_OF_PLANE else 1
            self._at[units] = self._length

    def bounds(self, start: int, end: int) -> Bounds:
        """The code points; (-1, -1) for offsets outside the text or inside a letter."""
        if self._at is None:
            return (start, end) if 0 <= start <= end <= self._length else (-1, -1)
        return self._at.get(start, -1), self._at.get(end, -1)


def has_wide(text: str) -> bool:
    """True where code points and UTF-16 units are not the same count."""
    return not text.isascii() and any(ord(letter) > _LAST_OF_PLANE for letter in text)


def by_words(text: str, start: int, end: int, words: str | None) -> Bounds:
    """Where the words that a tool wrote beside its offsets stand: counted in code points, in UTF-16 units, or near by.

    (-1, -1) where they stand nowhere there. Without words the offsets are code points.
    """
    if words is None:
        return start, end
    wanted = {words, words.replace("\\n", "\n")}
    for first, last in ((start, end), Utf16(text).bounds(start, end)):
        if first >= 0 and text[first:last] in wanted:
            return first, last
    return _nearest(text, start, words)


def _nearest(text: str, start: int, words: str) -> Bounds:
    if not words or start < 0:
        return -1, -1
    low, high = max(0, start - _NEAR), start + len(words) + _NEAR
    best = min(_occurrences(text, words, low, high), key=lambda at: (abs(at - start), at), default=None)
    return (-1, -1) if best is None else (best, best + len(words))


def _occurrences(text: str, words: str, low: int, high: int) -> Iterable[int]:
    at = text.find(words, low, high)
    while at >= 0:
        yield at
        at = text.find(words, at + 1, high)


def by_borders(text: str, spans: Sequence[Bounds]) -> tuple[list[Bounds], str]:
    """The spans of a tool that has counted in either unit and writes no words, and the unit taken.

    The unit in which more borders fall between words; UTF-16 units where both do equally.
    """
    if not has_wide(text):
        return list(spans), "code points"
    units = Utf16(text)
    wide = [units.bounds(start, end) for start, end in spans]
    if _fit(text, spans) > _fit(text, wide):
        return list(spans), "code points"
    return wide, "UTF-16 units"


def _fit(text: str, spans: Iterable[Bounds]) -> int:
    return sum(_border(text, start) + _border(text, end) for start, end in spans if 0 <= start < end <= len(text))


def _border(text: str, at: int) -> bool:
    """True where no word goes on over the place, and no span begins or ends with a space there."""
    return at in (0, len(text)) or text[at - 1].isalnum() != text[at].isalnum()
