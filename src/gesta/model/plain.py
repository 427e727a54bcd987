"""Text that may be shown to a person anywhere: what comes from outside made harmless, numbers with their nouns."""

from __future__ import annotations

_FORBIDDEN = (*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xD800, 0xE000))
_HARMLESS = dict.fromkeys(_FORBIDDEN, "�") | {ord(char): " " for char in "\t\n\v\f\r"}
_IN_LINES = {sign: shown for sign, shown in _HARMLESS.items() if chr(sign) not in "\t\n\r"}
"""Control characters move the cursor, recolour or rename the window; the bidirectional ones reorder what is read."""


def harmless(text: str) -> str:
    """The text on one line without control characters, each replaced by one character so that offsets still hold."""
    return text.translate(_HARMLESS)


def harmless_lines(text: str) -> str:
    """The same, with the lines and tabs that it has; an escaped text stays one."""
    return text if text.isprintable() else text.translate(_IN_LINES)


def counted(number: int, one: str, many: str | None = None) -> str:
    """The number with its noun ("1 fault", "3 countries"); ``many``: the plural where it is not made with an "s"."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"


def clipped(text: str, most: int) -> str:
    """The text, or its first ``most`` characters and an ellipsis."""
    return text if len(text) <= most else f"{text[:most]}…"
