"""A file of Stata, format 118 (Stata 14 and later), as StataCorp describes it under ``help dta``.

Written here because the libraries that write it want a data frame of all rows in memory. Rows are written as they come;
long texts (strL) are put aside and follow after them.
"""

from __future__ import annotations

import shutil
import struct
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal, cast

Kind = Literal["byte", "long", "double", "str", "strL"]
Value = str | int | float | None

LONGEST_STR = 2045
"""Bytes of a text of fixed width; a longer one is a strL."""
MOST_LONG = 2_147_483_620
"""Largest value of a long; those above say why a value is missing."""
_TYPES = {"byte": 65530, "long": 65528, "double": 65526, "strL": 32768}
_SIZES = {"byte": "<b", "long": "<i", "double": "<d"}
_MISSING = {"byte": struct.pack("<b", 101), "long": struct.pack("<i", 2_147_483_621),
            "double": b"\0\0\0\0\0\0\xe0\x7f"}  # fmt: skip
_NAME, _FORMAT, _LABEL, _DATA_LABEL = 129, 57, 321, 320
"""Bytes of a name, a format, a variable's label (the last is NUL) and of the data's label."""
_LABEL_CHARACTERS = 80
_TEXT = 130
"""Mark of a strL that is text."""
_SECTIONS = ("variable_types", "varnames", "sortlist", "formats", "value_label_names", "variable_labels",
             "characteristics", "data", "strls", "value_labels")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable. ``width``: bytes of a str; ``values``: labels of the values 0, 1, 2 ..., an empty one is none."""

    name: str
    kind: Kind
    width: int
    label: str
    format: str
    values: tuple[str, ...] = ()


def write_file(
    path: Path,
    label: str,
    notes: Sequence[str],
    variables: Sequence[Variable],
    count: int,
    rows: Iterable[Sequence[Value]],
) -> None:
    """The rows, of which there are ``count``, stand in the file. No text of a row holds NUL."""
    with path.open("wb") as file:
        file.write(b"<stata_dta>" + _header(label, len(variables), count))
        offsets = [0, file.tell()]
        file.write(_map([0] * 14))
        for name, body in zip(_SECTIONS, _described(variables, notes), strict=False):
            offsets.append(file.tell())
            file.write(_section(name, body))
        with tempfile.TemporaryFile() as aside:
            offsets.append(file.tell())
            _write_data(file, cast("BinaryIO", aside), variables, rows)
            offsets.append(file.tell())
            aside.seek(0)
            file.write(b"<strls>")
            shutil.copyfileobj(aside, file)
            file.write(b"</strls>")
        offsets.append(file.tell())
        file.write(_section("value_labels", b"".join(_value_labels(each) for each in variables if each.values)))
        offsets.append(file.tell())
        file.write(b"</stata_dta>")
        offsets.append(file.tell())
        file.seek(offsets[1])
        file.write(_map(offsets))


def _section(name: str, body: bytes) -> bytes:
    return b"<" + name.encode() + b">" + body + b"</" + name.encode() + b">"


def _header(label: str, variables: int, count: int) -> bytes:
    told = _cut(label, _DATA_LABEL, _LABEL_CHARACTERS)
    parts = (("release", b"118"), ("byteorder", b"LSF"), ("K", struct.pack("<H", variables)),
             ("N", struct.pack("<Q", count)), ("label", struct.pack("<H", len(told)) + told),
             ("timestamp", b"\0"))  # fmt: skip
    return _section("header", b"".join(_section(name, body) for name, body in parts))


def _map(offsets: Sequence[int]) -> bytes:
    return _section("map", struct.pack("<14Q", *offsets))


def _described(variables: Sequence[Variable], notes: Sequence[str]) -> list[bytes]:
    """The sections that say what the variables are, in the order of ``_SECTIONS``."""
    types = (each.width if each.kind == "str" else _TYPES[each.kind] for each in variables)
    labels = (_cut(each.label, _LABEL - 1, _LABEL_CHARACTERS) for each in variables)
    told = [("_dta", notes), *((each.name, (each.label,)) for each in variables)]
    return [
        struct.pack(f"<{len(variables)}H", *types),
        b"".join(_padded(each.name.encode(), _NAME) for each in variables),
        bytes(2 * (len(variables) + 1)),
        b"".join(_padded(each.format.encode(), _FORMAT) for each in variables),
        b"".join(_padded(each.name.encode() if each.values else b"", _NAME) for each in variables),
        b"".join(_padded(each, _LABEL) for each in labels),
        b"".join(_notes(name, each) for name, each in told),
    ]


def _notes(of: str, notes: Sequence[str]) -> bytes:
    """Notes as Stata keeps them: the whole of a label that is cut, and where the data are from."""
    numbered = [("note0", str(len(notes))), *((f"note{number}", note) for number, note in enumerate(notes, start=1))]
    found = b""
    for name, text in numbered:
        body = _padded(of.encode(), _NAME) + _padded(name.encode(), _NAME) + text.replace("\0", "").encode() + b"\0"
        found += _section("ch", struct.pack("<I", len(body)) + body)
    return found


def _write_data(
    file: BinaryIO, aside: BinaryIO, variables: Sequence[Variable], rows: Iterable[Sequence[Value]]
) -> None:
    file.write(b"<data>")
    for number, row in enumerate(rows, start=1):
        cells = (_cell(aside, each, value, place, number)
                 for place, (each, value) in enumerate(zip(variables, row, strict=True), start=1))  # fmt: skip
        file.write(b"".join(cells))
    file.write(b"</data>")


def _cell(aside: BinaryIO, variable: Variable, value: Value, place: int, number: int) -> bytes:
    if variable.kind == "str":
        return _padded(str(value or "").encode(), variable.width)
    if variable.kind == "strL":
        return _long_text(aside, str(value or ""), place, number)
    if value is None or isinstance(value, str):
        return _MISSING[variable.kind]
    return struct.pack(_SIZES[variable.kind], value)


def _long_text(aside: BinaryIO, text: str, place: int, number: int) -> bytes:
    """Where the text stands among the long ones: the variable's and the row's number; 0 and 0 for an empty text."""
    if not text:
        return bytes(8)
    body = text.encode() + b"\0"
    aside.write(b"GSO" + struct.pack("<IQBI", place, number, _TEXT, len(body)) + body)
    return struct.pack("<H", place) + struct.pack("<Q", number)[:6]


def _value_labels(variable: Variable) -> bytes:
    told = [(value, label.encode() + b"\0") for value, label in enumerate(variable.values) if label]
    starts = [sum(len(label) for _, label in told[:place]) for place in range(len(told))]
    texts = b"".join(label for _, label in told)
    table = struct.pack("<2i", len(told), len(texts))
    table += (
        struct.pack(f"<{len(told)}i", *starts) + struct.pack(f"<{len(told)}i", *(value for value, _ in told)) + texts
    )
    return _section("lbl", struct.pack("<i", len(table)) + _padded(variable.name.encode(), _NAME) + bytes(3) + table)


def _cut(text: str, most_bytes: int, most: int) -> bytes:
    return text.replace("\0", "")[:most].encode()[:most_bytes].decode(errors="ignore").encode()


def _padded(text: bytes, width: int) -> bytes:
    return text.ljust(width, b"\0")
