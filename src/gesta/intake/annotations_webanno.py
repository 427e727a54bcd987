"""WebAnno TSV 3 (3.2, 3.3), as INCEpTION writes it: one document a file.

``#T_SP=layer|feature|...`` name the columns, ``#Text=`` a sentence (one line for each of its lines), then a token a
line: number, UTF-16 offsets in the document, words, one column a feature. ``_`` is no annotation, ``*`` one without a
value; annotations of one token are parted by ``|``; ``[n]`` ties the tokens of one annotation; ``1-3.1`` is a part of
token 1-3. Reserved letters are escaped with a backslash. What stands between sentences is not told: a line end, and
spaces up to the offset of the next. Relations, chains and the slots of roles are not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from gesta.errors import Problem
from gesta.intake.annotations_offsets import Utf16
from gesta.intake.annotations_records import LONGEST_TEXT, Result, annotated
from gesta.intake.annotations_uima import is_of_language, short_name

MARK = "#FORMAT=WebAnno TSV 3"
_LARGEST = 50_000_000
_TOKEN = re.compile(r"(\d{1,9})-(\d{1,9})(?:\.\d{1,9})?\t(\d{1,9})-(\d{1,9})\t")
_ESCAPED = re.compile(r"\\(->|.)", re.DOTALL)
_CONTROL = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "b": "\b"}
_PARTS = re.compile(r"(?:\\.|[^\\|])+", re.DOTALL)
_VALUE = re.compile(r"((?:\\.|[^\\\[])*)(?:\[(\d{1,9})\])?(?:\[\d{1,9}\])?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Column:
    layer: str
    read: bool


@dataclass(slots=True)
class _Reading:
    """The document so far.

    ``pieces``: its sentences with their UTF-16 offsets; ``spans``: by layer, tie or place, and value; ``whole``: the
    last token.
    """

    where: Path
    columns: list[_Column] = field(default_factory=list)
    sentence: list[str] = field(default_factory=list)
    pieces: list[tuple[int, str]] = field(default_factory=list)
    spans: dict[tuple[str, str, str], tuple[int, int]] = field(default_factory=dict)
    whole: tuple[int, int] = (0, 0)


def read_webanno(path: Path) -> Iterator[Result]:
    """The document of the file."""
    with path.open("rb") as stream:
        raw = stream.read(_LARGEST + 1)
    if len(raw) > _LARGEST:
        yield Problem(str(path), f"the file is larger than {_LARGEST // 1_000_000} MB")
        return
    try:
        lines = raw.decode("utf-8-sig").split("\n")
    except UnicodeDecodeError:
        yield Problem(str(path), "it is not UTF-8")
        return
    reading = _Reading(path)
    for number, line in enumerate(lines, start=1):
        if fault := _line(reading, line.removesuffix("\r")):
            yield Problem(f"{path}:{number}", fault)
            return
    text = _text(reading.pieces)
    if isinstance(text, str):
        units = Utf16(text)
        spans = [(*units.bounds(start, end), label) for start, end, label in _labelled(reading)]
        yield annotated(str(path), text, spans, True)
    else:
        yield Problem(str(path), "its offsets do not fit its sentences")


def _line(reading: _Reading, line: str) -> str | None:
    """What is wrong with the line, None where it was taken in."""
    if line.startswith("#Text="):
        reading.sentence.append(_plain(line.removeprefix("#Text=")))
    elif line.startswith(("#T_SP=", "#T_CH=", "#T_RL=")):
        reading.columns += _columns(line)
    elif line and not line.startswith("#"):
        return _token(reading, line)
    return None


def _columns(header: str) -> Iterator[_Column]:
    """The columns of a layer, one a feature; the slot of a role takes two, its name and what may fill it."""
    layer, _, names = header[len("#T_SP=") :].partition("|")
    read = header.startswith("#T_SP=") and not is_of_language(layer)
    before = ""
    for name in names.split("|"):
        yield _Column(layer, read and not name.startswith("ROLE_") and not before.startswith("ROLE_"))
        before = name


def _token(reading: _Reading, line: str) -> str | None:
    match = _TOKEN.match(line)
    if match is None:
        return "it is neither a sentence nor a token of WebAnno TSV 3"
    start, end = int(match[3]), int(match[4])
    if not start <= end <= 4 * LONGEST_TEXT:
        return f"the offsets {start}-{end} are no span"
    if start == end:
        return None
    words, *cells = line[match.end() :].split("\t")
    if reading.sentence:
        fault = _open_sentence(reading, start, _plain(words))
        if fault:
            return fault
    inside = "." in line[: line.index("\t")]
    if not inside:
        reading.whole = (start, end)
    for column, cell in zip(reading.columns, cells, strict=False):
        if column.read and cell not in ("_", ""):
            _marks(reading, column.layer, cell, (start, end), inside)
    return None


def _open_sentence(reading: _Reading, start: int, first: str) -> str | None:
    """The sentence stands where its first token says."""
    sentence = "\n".join(reading.sentence)
    reading.sentence = []
    before = sentence.find(first)
    if before < 0:
        return "the token is not in its sentence"
    at = start - _length(sentence[:before])
    if at < 0:
        return f"the offset {start} is too small for its sentence"
    reading.pieces.append((at, sentence))
    return None


def _marks(reading: _Reading, layer: str, cell: str, at: tuple[int, int], inside: bool) -> None:
    """Every annotation of the cell; the tokens of one are joined. ``inside``: the words are a part of a token."""
    for part in _PARTS.findall(cell):
        match = _VALUE.fullmatch(part)
        value, tie = (match[1], match[2]) if match else (part, None)
        label = "" if value == "*" else _plain(value)
        if tie:
            known = reading.spans.get((layer, f"[{tie}]", label), at)
            if inside and known == reading.whole:
                known = at
            reading.spans[layer, f"[{tie}]", label] = (min(known[0], at[0]), max(known[1], at[1]))
        else:
            if inside and at[0] == reading.whole[0]:
                # INCEpTION repeats the mark of a token's first part on the token itself.
                reading.spans.pop((layer, _place(reading.whole), label), None)
            reading.spans[layer, _place(at), label] = at


def _place(at: tuple[int, int]) -> str:
    return f"{at[0]}-{at[1]}"


def _labelled(reading: _Reading) -> Iterator[tuple[int, int, str]]:
    """The spans, in UTF-16 units; one without any value has the name of its layer."""
    valued = {(layer, key) for layer, key, label in reading.spans if label}
    for (layer, key, label), (start, end) in reading.spans.items():
        if label or (layer, key) not in valued:
            yield start, end, label or short_name(layer)


def _plain(escaped: str) -> str:
    return _ESCAPED.sub(lambda match: _CONTROL.get(match[1], match[1]), escaped)


def _length(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _text(pieces: Iterable[tuple[int, str]]) -> str | None:
    """The sentences at their offsets, None where one lies on another."""
    made: list[str] = []
    length = 0
    for at, sentence in pieces:
        if at < length or at > 4 * LONGEST_TEXT:
            return None
        made.append("\n" * min(1, at - length) + " " * max(0, at - length - 1) if made else " " * at)
        made.append(sentence)
        length = at + _length(sentence)
    return "".join(made)
