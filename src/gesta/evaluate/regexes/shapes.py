"""What the shape of a pattern tells: repeats that can share one text in many ways, and the texts that would show it.

The parse trees are those of the standard library's own parser, so that what is looked at is what is run.
"""

from __future__ import annotations

import re
import re._parser as parser  # type: ignore[import-not-found]
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from re import _constants as codes  # type: ignore[attr-defined]
from typing import Any

from gesta.evaluate.regexes.finding import AnyPattern

Tree = Sequence[tuple[Any, Any]]

SIGNS = "a A1 .,-'\"(\n\t:/<>&é_•–"
"""Characters of every class that the patterns name."""
_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)
_MANY = 40
"""Repeats of more than so many count as without end."""
_ENDLESS = float("inf")


def tree_of(pattern: AnyPattern) -> Tree:
    """The parsed pattern."""
    text = pattern.pattern
    flags = pattern.flags & ~re.UNICODE if isinstance(text, bytes) else pattern.flags
    return parser.parse(text, flags & ~re.DEBUG)  # type: ignore[no-any-return]


def ambiguous(pattern: AnyPattern) -> str | None:
    """A character whose long runs the pattern can share out among nested repeats in exponentially many ways.

    None where there is none. Only runs of one character are looked at; ``growth`` tries mixed texts too.
    """
    tree = tree_of(pattern)
    return next((sign for sign in SIGNS if _explodes(tree, sign)), None)


def _explodes(tree: Tree, sign: str) -> bool:
    for code, argument in tree:
        if code in (codes.MAX_REPEAT, codes.MIN_REPEAT):
            _, most, body = argument
            if most > _MANY and _many_ways(body, sign):
                return True
        if any(_explodes(inner, sign) for inner in _inside(code, argument)):
            return True
    return False


def _many_ways(body: Tree, sign: str) -> bool:
    """True when the body can be a run of the character of several lengths, or in several branches: repeated without
    end, it shares a long run out in exponentially many ways."""
    lengths = _run(body, sign)
    if lengths is None or lengths[1] == 0:
        return False
    if lengths[0] != lengths[1] and lengths[1] > 1:
        return True
    return any(
        code is codes.BRANCH and sum(_run(each, sign) is not None for each in argument[1]) > 1 and len(body) == 1
        for code, argument in body
    )


@dataclass(slots=True)
class _Lengths:
    low: float = 0
    high: float = 0


def _run(tree: Tree, sign: str) -> tuple[float, float] | None:
    """The lengths that the tree has when all of its text is the character; None where it cannot be."""
    sum_ = _Lengths()
    for code, argument in tree:
        found = _run_of(code, argument, sign)
        if found is None:
            return None
        sum_.low += found[0]
        sum_.high += found[1]
    return sum_.low, sum_.high


def _run_of(code: Any, argument: Any, sign: str) -> tuple[float, float] | None:
    if code in (codes.LITERAL, codes.NOT_LITERAL, codes.IN, codes.ANY):
        return (1, 1) if accepts(code, argument, sign) else None
    if code in _REPEATS:
        least, most, body = argument
        inner = _run(body, sign)
        if inner is None:
            return (0, 0) if least == 0 else None
        return least * inner[0], (_ENDLESS if most > _MANY and inner[1] else most * inner[1])
    if code is codes.BRANCH:
        found = [each for each in (_run(branch, sign) for branch in argument[1]) if each is not None]
        return (min(low for low, _ in found), max(high for _, high in found)) if found else None
    if code is codes.SUBPATTERN:
        return _run(argument[3], sign)
    if code is codes.ATOMIC_GROUP:
        return _run(argument, sign)
    return 0, 0


def accepts(code: Any, argument: Any, sign: str) -> bool:
    """True when the one-character node takes the character."""
    number = ord(sign)
    if code is codes.LITERAL:
        return chr(argument).lower() == sign.lower()
    if code is codes.NOT_LITERAL:
        return bool(argument != number)
    if code is codes.ANY:
        return sign != "\n"
    negated = bool(argument) and argument[0][0] is codes.NEGATE
    held = any(_in_class(kind, value, sign) for kind, value in argument if kind is not codes.NEGATE)
    return held != negated


def _in_class(kind: Any, value: Any, sign: str) -> bool:
    if kind is codes.LITERAL:
        return chr(value).lower() == sign.lower()
    if kind is codes.RANGE:
        return any(value[0] <= ord(each) <= value[1] for each in (sign, sign.lower(), sign.upper()) if len(each) == 1)
    if kind is codes.CATEGORY:
        name = str(value)
        held = (
            sign.isspace() if "SPACE" in name else sign.isdigit() if "DIGIT" in name else sign.isalnum() or sign == "_"
        )
        return held != ("NOT" in name)
    return False


def _inside(code: Any, argument: Any) -> Iterator[Tree]:
    """The trees within a node."""
    if code in _REPEATS:
        yield argument[2]
    elif code is codes.SUBPATTERN:
        yield argument[3]
    elif code is codes.BRANCH:
        yield from argument[1]
    elif code in (codes.ASSERT, codes.ASSERT_NOT):
        yield argument[1]
    elif code is codes.ATOMIC_GROUP:
        yield argument
    elif code is codes.GROUPREF_EXISTS:
        yield argument[1]
        if argument[2]:
            yield argument[2]


def example(tree: Tree, turn: int = 0) -> str:
    """A text that the tree takes, assertions aside; another ``turn`` takes other branches and characters."""
    return "".join(_example(code, argument, turn) for code, argument in tree)


def _example(code: Any, argument: Any, turn: int) -> str:
    if code is codes.LITERAL:
        return chr(argument)
    if code in (codes.NOT_LITERAL, codes.IN, codes.ANY):
        fitting = [sign for sign in SIGNS if accepts(code, argument, sign)]
        if fitting:
            return fitting[turn % len(fitting)]
        named = argument if code is codes.IN else ()
        low: int | tuple[int, int] = next((held for kind, held in named if kind in (codes.LITERAL, codes.RANGE)), 120)
        return chr(int(low[0] if isinstance(low, tuple) else low))
    if code in _REPEATS:
        return example(argument[2], turn) * int(max(argument[0], min(1 + turn % 2, argument[1])))
    if code is codes.BRANCH:
        return example(argument[1][turn % len(argument[1])], turn)
    if code is codes.SUBPATTERN:
        return example(argument[3], turn)
    return example(argument, turn) if code is codes.ATOMIC_GROUP else ""


def attacks(tree: Tree, before: str = "", turns: int = 3) -> Iterator[tuple[str, str]]:
    """For every long repeat of the pattern: what leads to it, and what it repeats."""
    for code, argument in tree:
        if code in _REPEATS and argument[1] > _MANY:
            for turn in range(turns):
                if pump := example(argument[2], turn):
                    yield before, pump
        for inner in _inside(code, argument):
            yield from attacks(inner, before, turns)
        before += _example(code, argument, 0)
