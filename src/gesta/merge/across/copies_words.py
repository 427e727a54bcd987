"""Words of a text as copy-finding compares them: folded words, the carrying ones among them, names and numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

_WORD = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|"
    r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)?|\w"
)
"""A word; a number with its inner marks; a single character of scripts that put no space between words."""
LITTLE_WORDS = frozenset(
    "a an the of in on at to for from by with and or but as is are was were be been being it its it's this that these "
    "those he she they his her their him them we our you your i my who whom which when where what while after before "
    "into onto out up over about than then there here has have had not no nor do does did so if can could may might "
    "must shall should will would also said says say saying told tells tell".split()
)
"""Words that any two English texts share; two texts are not alike for them."""
_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_POWERS = {"hundred": "00", "thousand": "000", "million": "000000"}
_NUMBERS = {name: value for value, name in enumerate(_UNITS)} | {
    name: 10 * (place + 2) for place, name in enumerate(_TENS)
}


class Word(NamedTuple):
    """One word of a sentence: its characters in the document, folded form, and what it is.

    ``name``: capitalised where a sentence does not ask for it. ``number``: its value in plain figures, else None.
    """

    start: int
    end: int
    folded: str
    name: bool
    number: str | None


def words_of(sentence: str, offset: int = 0) -> tuple[Word, ...]:
    """The words of the sentence, which stands at ``offset`` of its document."""
    shouted = sentence.isupper()
    found: list[Word] = []
    for match in _WORD.finditer(sentence):
        folded, number, capital = _form(match[0])
        start, end = match.span()
        found.append(Word(offset + start, offset + end, folded, capital and bool(found) and not shouted, number))
    return tuple(found)


@lru_cache(maxsize=200_000)
def _form(exact: str) -> tuple[str, str | None, bool]:
    """The folded word, its value as a number, and whether it is capitalised and no little word."""
    folded = fold(exact)
    return folded, number_of(folded), exact[0].isupper() and folded not in LITTLE_WORDS


def fold(word: str) -> str:
    """The word without case, with a plain apostrophe, and without the possessive ending."""
    plain = word.casefold().replace("’", "'")
    return plain.removesuffix("'s") or plain


def number_of(folded: str) -> str | None:
    """The value of a number written in figures or as one word, in plain figures; None where the word is none."""
    if folded[0].isdigit():
        return folded.replace(",", "") if folded[0].isdecimal() else None
    if folded in _NUMBERS:
        return str(_NUMBERS[folded])
    return _POWERS.get(folded)


def carrying(words: Iterable[Word]) -> list[str]:
    """The folded words that are not little ones, in order."""
    return [word.folded for word in words if word.folded not in LITTLE_WORDS]


def anchors(words: Iterable[Word]) -> list[str]:
    """Names and numbers, in order: what a paraphrase keeps."""
    return [word.number or word.folded for word in words if word.name or word.number is not None]


def squeezed(name: str) -> str:
    """Letters and digits of a name alone, without a leading article: "The Daily Star" and "dailystar" are one."""
    letters = "".join(filter(str.isalnum, name.casefold()))
    return letters.removeprefix("the") if len(letters) > 5 else letters


def total(sentences: Iterable[Sequence[Word]]) -> int:
    """How many words the sentences have."""
    return sum(map(len, sentences))
