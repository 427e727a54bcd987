"""Good documents made bad: bits flipped, pieces cut, moved, doubled, and put from one into another."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

_NUMBERS = (b"0", b"-1", b"999999999999", b"2147483648", b"1e309", b"\xd9\xa3")


def changed(dice: Random, raw: bytes, others: Sequence[bytes]) -> bytes:
    """The bytes after one to six changes. ``others``: what pieces are taken from."""
    for _ in range(dice.randint(1, 6)):
        raw = _change(dice, raw, others)
    return raw[:200_000]


def _change(dice: Random, raw: bytes, others: Sequence[bytes]) -> bytes:
    start = dice.randint(0, len(raw))
    end = min(len(raw), start + dice.choice((1, 1, 2, 5, 20, 100, 1000)))
    kind = dice.randrange(8)
    if kind == 0 and start < len(raw):
        return raw[:start] + bytes([raw[start] ^ (1 << dice.randrange(8))]) + raw[start + 1 :]
    if kind == 1:
        return raw[:start] + raw[end:]
    if kind == 2:
        return raw[:start] + raw[start:end] * dice.choice((2, 3, 30)) + raw[end:]
    if kind == 3:
        other = dice.choice(others)
        place = dice.randint(0, len(other))
        return raw[:start] + other[place : place + dice.choice((5, 50, 500))] + raw[end:]
    if kind == 4:
        return raw[: max(1, start)]
    if kind == 5:
        return raw[:start] + dice.randbytes(dice.choice((1, 2, 4))) + raw[end:]
    if kind == 6:
        return raw[:start] + dice.choice(_NUMBERS) + raw[start:]
    place = dice.randint(0, len(raw))
    return raw[:place] + raw[start:end] + raw[place:]
