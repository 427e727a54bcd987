"""Characters that break programs, and texts of nothing else."""

from __future__ import annotations

import unicodedata
from random import Random

SIGNS = (
    "\x00", "\x01", "\x08", "\x0b", "\x0c", "\x1b[31m", "\x1b]52;c;eA==\x07", "\x1c", "\x1f", "\x7f", "\x85", "\xa0",
    "\xad", "\u0130", "\u0131", "\u017f", "\u1e9e", "\u00df", "\ufb01", "\ufb03", "\u01c5", "\u0345", "\u0307",
    "\u2028",
    "\u2029", "\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u202a", "\u202e", "\u2066", "\u2069", "\u2060",
    "\ufeff",
    "\ufffe", "\uffff", "\ufffd", "\U0001f6d1", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f1ee\U0001f1f6",
    "\U000e0041", "\U0010ffff", "\U0002f800", "\U0001d7d9", "\u0661", "\u00b2", "\u2460", "\u00bd", "\u2155", "\u3007",
    "\u3000", "\u1680", "\u180e", "\ua9fd", "\ufdfa", "\u0e33", "\u0f73", "\u1f80", "\u03a3", "\u03c2", "\u212a",
    "\u2126",
    "e\u0301", "a" + "\u0300" * 60, "\u0489" * 30, "\u0e47" * 40, "\ud800", "\udfff", "\ud83d", "\udc80", "\u2044",
    "\u066b",
)  # fmt: skip
_PLANES = ((0x20, 0x7F), (0x80, 0x250), (0x300, 0x370), (0x370, 0x600), (0x600, 0x700), (0x900, 0xE00),
           (0x1E00, 0x2000),
           (0x2000, 0x2100), (0x2150, 0x2190), (0x2460, 0x2500), (0x3000, 0x3100), (0x4E00, 0x5000), (0xAC00, 0xB000),
           (0xD800, 0xE000), (0xE000, 0xE100), (0xFB00, 0x10000), (0x1D400, 0x1D800), (0x1F300, 0x1F700),
           (0xE0000, 0xE0100), (0x10FF00, 0x110000))  # fmt: skip


def signs(dice: Random, most: int) -> str:
    """A text of up to ``most`` pieces from a few blocks of Unicode and the signs above."""
    blocks = dice.sample(_PLANES, dice.randint(1, 4))
    made: list[str] = []
    for _ in range(dice.randint(0, most)):
        draw = dice.random()
        if draw < 0.15:
            made.append(dice.choice(SIGNS))
        elif draw < 0.3:
            made.append(dice.choice((" ", "\n", ". ", "\n\n", "\r\n", ", ", '"', "-", "(", ")")))
        else:
            made.append(chr(dice.randrange(*dice.choice(blocks))))
    return "".join(made)


def sown(dice: Random, text: str) -> str:
    """The text with signs at random places, a letter of it in another form, or a sign in flood."""
    for _ in range(dice.choice((0, 1, 1, 2, 5, 20))):
        place = dice.randint(0, len(text))
        sign = dice.choice(SIGNS)
        if dice.random() < 0.05:
            sign = sign * dice.choice((50, 500, 3000))
        text = text[:place] + sign + text[place + dice.choice((0, 0, 1)) :]
    if dice.random() < 0.1:
        text = unicodedata.normalize(dice.choice(("NFC", "NFD", "NFKC", "NFKD")), text)
    return text.swapcase() if dice.random() < 0.03 else text
