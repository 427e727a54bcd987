"""Words of a text as copy-finding compares them: folded words, the carrying ones among them, names and numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

_WORD = re.compile(
    r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|"
    r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)?|\w"
)
"""A word; a number with its inner marks; a single character of scripts that put no space between words."""
_PLAIN_WORD = re.compile(r"[a-zA-Z]+(?:'[a-zA-Z]+)?|\d+(?:[.,:]\d+)*|\w")
"""The same for a sentence of ASCII alone, in two thirds of the time."""
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


class Form(NamedTuple):
    """A word without its place. ``name``: capitalised where a sentence does not ask for it. ``number``: its value in
    plain figures, else None."""

    folded: str
    name: bool
    number: str | None


class Word(NamedTuple):
    """One word of a sentence: its characters in the document and its form."""

    start: int
    end: int
    form: Form

    @property
    def value(self) -> str:
        """What it is compared by: the number it tells, else its folded letters."""
        return self.form.number or self.form.folded


def words_of(sentence: str, offset: int = 0) -> tuple[Word, ...]:
    """The words of the sentence, which stands at ``offset`` of its document."""
    places = (match.span() for match in _pattern(sentence).finditer(sentence))
    return tuple(
        Word(offset + start, offset + end, form) for (start, end), form in zip(places, forms_of(sentence), strict=True)
    )


def forms_of(sentence: str) -> list[Form]:
    """The forms of the words of the sentence, in order."""
    words = _pattern(sentence).findall(sentence)
    if sentence.isupper():
        return [_form(word, False) for word in words]
    return [_form(word, place > 0) for place, word in enumerate(words)]


def _pattern(sentence: str) -> re.Pattern[str]:
    return _PLAIN_WORD if sentence.isascii() else _WORD


@lru_cache(maxsize=200_000)
def _form(exact: str, telling: bool) -> Form:
    """The form of the word; ``telling``: a capital letter would say something where it stands."""
    folded = fold(exact)
    return Form(folded, telling and exact[0].isupper() and folded not in LITTLE_WORDS, number_of(folded))


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


def carrying(forms: Iterable[Form]) -> list[str]:
    """The folded words that are not little ones, in order."""
    return [form.folded for form in forms if form.folded not in LITTLE_WORDS]


def anchors(forms: Iterable[Form]) -> list[str]:
    """Names and numbers, in order: what a paraphrase keeps."""
    return [form.number or form.folded for form in forms if form.name or form.number is not None]


def squeezed(name: str) -> str:
    """Letters and digits of a name alone, without a leading article: "The Daily Star" and "dailystar" are one."""
    letters = "".join(filter(str.isalnum, name.casefold()))
    return letters.removeprefix("the") if len(letters) > 5 else letters
