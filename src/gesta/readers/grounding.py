"""Words that somebody claims to have read, found in the text, or not at all.

They are looked for letter by letter; then with white space, quotation marks and dashes taken for one another; then at
the beginning of the sentence with its capital made small; then, in a sentence that is all capitals, in capitals. The
place is that in the text. Nothing else is forgiven: another letter, another case, half a word is not in the text.
"""

from __future__ import annotations

from collections.abc import Iterator

from gesta.model.analysis import Analysis
from gesta.model.spans import Span

_SAME = {ord(each): "'" for each in "’‘ʼ`´′"} | {ord(each): '"' for each in "“”„«»″"} | {ord(e): "-" for e in "‐‑–—−"}


def places(text: str, within: Span, words: str) -> tuple[Span, ...]:
    """Every place of the words inside the span, in text order, none of them cutting a word in two."""
    words = words.strip()
    if not any(map(str.isalnum, words)):
        return ()
    for looked in (_exact, _loose, _opening, _capitals):
        found = tuple(span for span in looked(text, within, words) if _whole(text, span))
        if found:
            return found
    return ()


def _exact(text: str, within: Span, words: str) -> Iterator[Span]:
    at = text.find(words, within.start, within.end)
    while at >= 0:
        yield Span(at, at + len(words))
        at = text.find(words, at + 1, within.end)


def _loose(text: str, within: Span, words: str) -> Iterator[Span]:
    plain, offsets = _plain(text[within.start : within.end])
    wanted = _plain(words)[0].strip()
    at = plain.find(wanted) if wanted else -1
    while at >= 0:
        yield Span(within.start + offsets[at], within.start + offsets[at + len(wanted) - 1] + 1)
        at = plain.find(wanted, at + 1)


def _opening(text: str, within: Span, words: str) -> Iterator[Span]:
    """The words where the sentence opens with them, but for the capital that it opens with."""
    raised = words[:1].upper() + words[1:]
    yield from (span for span in _loose(text, within, raised) if not text[within.start : span.start].strip(_MARKS))


def _capitals(text: str, within: Span, words: str) -> Iterator[Span]:
    """The words in capitals, where the sentence has no other letters: agencies' text says nothing by its case."""
    if text[within.start : within.end].isupper():
        yield from _loose(text, within, words.upper())


_MARKS = " \t\n\"'“”‘’«»„([-–—"


def _plain(text: str) -> tuple[str, list[int]]:
    """The text with one space for a run of white space and one mark for each kind; where each character stood."""
    kept: list[str] = []
    offsets: list[int] = []
    for at, char in enumerate(text):
        if char.isspace():
            if not kept or kept[-1] != " ":
                kept.append(" ")
                offsets.append(at)
            continue
        kept.append(_SAME.get(ord(char), char))
        offsets.append(at)
    return "".join(kept), offsets


def _whole(text: str, span: Span) -> bool:
    """True where the span begins and ends between words."""
    before = span.start > 0 and text[span.start - 1].isalnum() and text[span.start].isalnum()
    after = span.end < len(text) and text[span.end - 1].isalnum() and text[span.end].isalnum()
    return not before and not after


def head_of(analysis: Analysis, span: Span) -> int | None:
    """The token of the span that the others hang on; None where the span holds no word."""
    tokens = [token for token in analysis.tokens_in(span) if any(map(str.isalnum, analysis.words[token]))]
    inside = set(tokens)
    tops = [token for token in tokens if analysis.heads[token] not in inside or analysis.heads[token] == token]
    content = [token for token in tops if analysis.tags[token][:2] in _CONTENT]
    return min(content or tops or tokens, default=None)


_CONTENT = frozenset({"NN", "VB", "CD", "PR", "JJ"})
