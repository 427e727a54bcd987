"""The lines of a PETRARCH dictionary as blocks: the names of one actor or noun, and its codes with their days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

_COMMENT = re.compile(r"<\s*+!\s*+--.*?(?:-->|(?P<open>\Z))", re.DOTALL)
_CODES = re.compile(r"\[([^\[\]\n]*)\]")
_PLURAL = re.compile(r"\{[^{}\n]*\}")
_SET = re.compile(r"\s*(![A-Z]+!)\s*=\s*(.+)")
_RANGE = re.compile(r"(\d{6,8})\s*-\s*(\d{6,8})")
_ONE = re.compile(r"([<>])\s*(\d{6,8})")
_CENTURY = 30
"""Two-digit years above it are of the twentieth century, as PETRARCH has it."""


@dataclass(frozen=True, slots=True)
class DatedCode:
    """A code at its line, with the days on which it holds, both included; None is open."""

    line: int
    code: str
    first: date | None = None
    last: date | None = None


@dataclass(slots=True)
class Block:
    """Names that share their codes; a name as written, underscores and all. ``faulty``: a code could not be read."""

    line: int
    names: list[str] = field(default_factory=list)
    codes: list[DatedCode] = field(default_factory=list)
    faulty: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that cannot be read, and why."""

    line: int
    what: str


def blocks(text: str) -> Iterator[Block | Fault]:
    """The blocks of a dictionary in order, with the faults between them; a comment that is never closed comes first."""
    current: Block | None = None
    sets: dict[str, list[str]] = {}
    yield from (
        Fault(text.count("\n", 0, comment.start()) + 1, "a comment is not closed: what follows is not read")
        for comment in _COMMENT.finditer(text)
        if comment["open"] is not None
    )
    for number, line in enumerate(_without_comments(text).split("\n"), 1):
        content = line.partition("#")[0].rstrip()
        if not content.strip():
            continue
        named = _SET.fullmatch(content)
        if named is not None:
            sets[named[1]] = [word.strip() for word in named[2].split(",") if word.strip()]
            continue
        name = _PLURAL.sub("", _CODES.sub("", content)).strip()
        if name and not name.startswith("+"):
            if current is not None:
                yield current if current.names else Fault(current.line, "has no name")
            current = Block(number)
        if current is None:
            yield Fault(number, "stands before any name")
            continue
        if "[" in _CODES.sub("", content):
            yield Fault(number, "a code is not closed")
            continue
        current.names.extend(_spelt_out(name.removeprefix("+").strip(), sets))
        for found in _CODES.findall(content):
            code = _dated(number, found)
            if isinstance(code, DatedCode):
                current.codes.append(code)
            else:
                current.faulty = True
                yield code
    if current is not None and current.names:
        yield current


def _without_comments(text: str) -> str:
    """The text with comments as empty lines, so that line numbers stay."""
    return _COMMENT.sub(lambda match: "\n" * match[0].count("\n"), text)


def _spelt_out(name: str, sets: dict[str, list[str]]) -> list[str]:
    """The names that a pattern with a set ("CONGRESS!PERSON!") stands for."""
    if not name:
        return []
    for mark, words in sets.items():
        if mark in name:
            return [name.replace(mark, word) for word in words]
    return [name]


def _dated(line: int, written: str) -> DatedCode | Fault:
    """A code with its days: "HOBGOV 19950601 - 19990815", "IRQGOV >20040628", "HOB < 950601", or a code alone."""
    code, _, when = written.strip().partition(" ")
    if not when and (at := re.search(r"[<>]", code)):
        code, when = code[: at.start()], code[at.start() :]
    when = when.strip()
    if re.search(r"\d", code):
        return Fault(line, f"code {written.strip()!r} has a number in it")
    if not when:
        return DatedCode(line, code)
    try:
        if (both := _RANGE.fullmatch(when)) is not None:
            return DatedCode(line, code, _day(both[1]), _day(both[2]))
        if (one := _ONE.fullmatch(when)) is not None:
            day = _day(one[2])
            if one[1] == "<":
                return DatedCode(line, code, None, day - timedelta(1))
            return DatedCode(line, code, day + timedelta(1))
    except ValueError:
        pass
    return Fault(line, f"{when!r} is no day or range of days")


def _day(digits: str) -> date:
    """YYMMDD or YYYYMMDD; a day or month 00 is its first."""
    if len(digits) == 6:
        digits = f"{'19' if int(digits[:2]) > _CENTURY else '20'}{digits}"
    return date(int(digits[:4]), int(digits[4:6]) or 1, int(digits[6:]) or 1)
