"""The file of examples beside a codebook: a JSON line each, read with every fault named, only ever appended to.

``examples/<concept>.jsonl`` in a codebook's folder, ``<name>.examples.jsonl`` beside a single file ``<name>.yaml``. Of
two lines on one passage and place the later counts, so that an answer is appended behind its question and can be taken
back by one more line.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from gesta.errors import Problem

LONGEST_PASSAGE = 20_000
"""Characters of one example; a detector looks at the words around its trigger."""
_LARGEST = 100_000_000
_LONGEST_LINE = 1_000_000


class ExampleLine(msgspec.Struct, frozen=True, omit_defaults=False):
    """One line: the passage, the words that tell the concept or seem to, and whether they do.

    ``told``: true, false, or null where nobody has decided yet. ``start``, ``end``: code points of ``text``, 0 and 0
    where the line says that nothing in the passage tells the concept. ``source``: where the passage is from; ``who``
    decided, and when (``at``, ISO 8601, UTC).
    """

    text: str
    start: int = 0
    end: int = 0
    told: bool | None = None
    source: str = ""
    who: str = ""
    at: str = ""

    @property
    def key(self) -> tuple[str, int, int]:
        """What the line is about: of two on the same the later counts."""
        return self.text, self.start, self.end


Placed = tuple[str, ExampleLine]
"""``file:line`` and the line."""

_DECODER = msgspec.json.Decoder(ExampleLine)
_ENCODER = msgspec.json.Encoder()


def examples_file(codebook: Path, concept: str) -> Path:
    """Where the examples of the concept stand, for a codebook that is a folder or a single file."""
    if codebook.is_dir():
        return codebook / "examples" / f"{concept}.jsonl"
    return codebook.with_name(f"{codebook.stem}.examples.jsonl")


def read_lines(path: Path) -> Iterator[Placed | Problem]:
    """Every line in order with its place, or what is wrong with it; nothing where there is no file."""
    try:
        if not path.exists():
            return
        with path.open("rb") as stream:
            raw = stream.read(_LARGEST + 1)
    except OSError as fault:
        yield Problem(str(path), f"it cannot be read: {fault.strerror or fault}")
        return
    if len(raw) > _LARGEST:
        yield Problem(str(path), f"it is larger than {_LARGEST // 1_000_000} MB", "split the concept")
        return
    for number, line in enumerate(raw.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if line.strip():
            yield _read(f"{path}:{number}", line)


def _read(where: str, line: bytes) -> Placed | Problem:
    if len(line) > _LONGEST_LINE:
        return Problem(where, f"the line is longer than {_LONGEST_LINE:,} bytes")
    try:
        read = _DECODER.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as fault:
        return Problem(
            where, f"no example: {str(fault)[:120]}", 'a line is {"text": "...", "start": 0, "end": 0, "told": null}'
        )
    fault_of_line = fault_in(read)
    return Problem(where, fault_of_line) if fault_of_line else (where, read)


def fault_in(line: ExampleLine) -> str | None:
    """What is wrong with the line, None where nothing is."""
    if not line.text.strip():
        return "the text is empty"
    if len(line.text) > LONGEST_PASSAGE:
        return f"the text is longer than {LONGEST_PASSAGE:,} characters"
    if (line.start, line.end) == (0, 0):
        return "a telling needs the place of the words that tell it: start and end" if line.told else None
    if not 0 <= line.start < line.end <= len(line.text):
        return f"{line.start} to {line.end} is no place in a text of {len(line.text)} characters"
    if not line.text[line.start : line.end].strip():
        return f"there are no words at {line.start} to {line.end}"
    return None


def append_lines(path: Path, lines: Iterable[ExampleLine]) -> int:
    """The lines stand at the end of the file, which is made where there is none; each is on the disk when it is
    appended. Returns how many. Raises OSError."""
    written = 0
    for line in lines:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab+") as stream:
            if stream.seek(0, os.SEEK_END) and _unfinished(stream.fileno()):
                stream.write(b"\n")
            stream.write(_ENCODER.encode(line) + b"\n")
        written += 1
    return written


def _unfinished(descriptor: int) -> bool:
    """True where the last line has no end: an editor left it so, or a writer was killed."""
    os.lseek(descriptor, -1, os.SEEK_END)
    return os.read(descriptor, 1) != b"\n"
