"""Text to paragraphs: lines that were only wrapped are joined, every other line end starts a new paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from gesta.model.spans import Span

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_LINE_END = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_FINISHED = re.compile(r"[.!?:;…][\"'”’)\]]*$")
_BULLET = re.compile(r"(?:[•*·▪◦‣●]\s|-\s+[A-Z])")
_NUMBERED = re.compile(r"\d{1,2}[.)]\s")

_WIDTHS = range(45, 121)
"""Widths at which text is wrapped by hand or by a mail or wire terminal; a longer line is a paragraph of its own."""
_LOWER_SHARE = 0.3
"""Share of lines opening in lower case from which lines count as wrapped; running English has about 0.75."""
_FILL = 0.78
"""Part of the width that a line and the next line's first word must fill to have been broken by wrapping."""


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    indent: int
    gap: bool  # a blank line, or the start of the text, stands before it

    @property
    def length(self) -> int:
        return self.indent + self.end - self.start


def paragraphs(text: str) -> tuple[Span, ...]:
    """The paragraphs of the text, in order, stripped of white space; together they cover all else."""
    lines = _lines(text)
    width = _wrap_width(text, lines)
    found: list[Span] = []
    for index, line in enumerate(lines):
        if index and not line.gap and _continues(text, lines[index - 1], line, width):
            found[-1] = Span(found[-1].start, line.end)
        else:
            found.append(Span(line.start, line.end))
    return tuple(found)


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    before = 0
    for match in _LINE.finditer(text):
        words = match.group().strip()
        if not words:
            continue
        start = match.start() + match.group().index(words[0])
        gap = not lines or sum(1 for _ in _LINE_END.finditer(text, before, match.start())) > 1
        lines.append(_Line(start, start + len(words), start - match.start(), gap))
        before = match.end()
    return lines


def _wrap_width(text: str, lines: list[_Line]) -> int | None:
    """The column at which the lines were wrapped, None where they were not."""
    pairs = [(one, two) for one, two in pairwise(lines) if not two.gap]
    if not pairs:
        return None
    lengths = sorted(one.length for one, _ in pairs)
    width = lengths[int(0.95 * (len(lengths) - 1))]
    if width not in _WIDTHS:
        return None
    if _capitals(text):
        open_ended = sum(1 for one, _ in pairs if not _FINISHED.search(text, one.start, one.end))
        wrapped = len(pairs) > 2 and open_ended > len(pairs) / 2 and lengths[len(lengths) // 2] > _FILL * width
    else:
        wrapped = sum(1 for _, two in pairs if text[two.start].islower()) >= _LOWER_SHARE * len(pairs)
    return width if wrapped else None


def _capitals(text: str) -> bool:
    sample = text[:4000]
    return not any(letter.islower() for letter in sample) or (
        sum(map(str.isupper, sample)) > 0.7 * sum(map(str.isalpha, sample))
    )


def _continues(text: str, one: _Line, two: _Line, width: int | None) -> bool:
    """True when the line end between the two was made by wrapping."""
    if _BULLET.match(text, two.start):
        return False
    finished = _FINISHED.search(text, one.start, one.end) is not None
    lower = text[two.start].islower()
    if width is None:
        return lower and not finished and one.end - one.start >= 40
    if two.indent > one.indent + 1 and not lower:
        return False
    if finished and _NUMBERED.match(text, two.start):
        return False
    words = text[two.start : two.end].split(maxsplit=1)
    return lower or one.length + 1 + len(words[0]) >= _FILL * width
