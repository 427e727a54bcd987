"""Place names as the gazetteer keys them: one spelling for what writers spell many ways."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_APOSTROPHES = re.compile(r"['’‘ʿʾʼ`´ʻ]")
_NOT_WORD = re.compile(r"[\W_]+")
_THE = re.compile(r"^(?:the )+(?=.{4})")
_ARTICLE = re.compile(r"^(?:al|el|ad|adh|an|ar|as|ash|at|ath|az)\s+(?=\w{3})")
_LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i", "ə": "a"}
)
_UNIT_AFTER = re.compile(
    r"\s(?:province|governorate|muhafazah|state|region|oblast|krai|republic|department|district|county|parish|prefecture|"
    r"municipality|territory|raion|canton|division|township|union territory|capital territory|city)$"
)
_UNIT_BEFORE = re.compile(
    r"^(?:(?:the )?(?:province|governorate|state|region|department|district|county|oblast|city|town|village|canton|"
    r"municipality|prefecture) of|departamento de|provincia de|estado de|region de|wilaya de|muhafazat)\s(?:the )?"
)


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """The name in lower case without accents, apostrophes, hyphens or "the": "Aïn al-Ḥilwa" -> "ain al hilwa"."""
    text = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", name)).casefold()
    text = _APOSTROPHES.sub("", unicodedata.normalize("NFKD", text)).translate(_LETTERS)
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    text = _NOT_WORD.sub(" ", text).strip()
    text = re.sub(r"\bsaint\b|\bst\b", "st", text)
    text = re.sub(r"\bmount\b|\bmt\b", "mt", text)
    return _THE.sub("", text)


def without_article(folded: str) -> str | None:
    """The folded name without its Arabic article ("al anbar" -> "anbar"), else None."""
    shorter = _ARTICLE.sub("", folded)
    return shorter if shorter != folded else None


def without_unit(folded: str) -> str | None:
    """The folded name without its unit word ("anbar province", "province of anbar" -> "anbar"), else None."""
    shorter = _UNIT_BEFORE.sub("", _UNIT_AFTER.sub("", folded))
    return shorter if shorter != folded and len(shorter) > 2 else None


def lookups(name: str) -> tuple[str, ...]:
    """The folded forms under which the name may stand, the closest spelling first."""
    first = fold(name)
    forms = [first]
    short = without_unit(first)
    if short:
        forms.append(short)
    for form in list(forms):
        bare = without_article(form)
        if bare:
            forms += [f"al {bare}", f"el {bare}", bare]
    return tuple(dict.fromkeys(form for form in forms if form))


def is_latin(name: str) -> bool:
    """True for a name that English text could carry: Latin letters, and not a transliteration machine's output."""
    if not 3 <= len(name) <= 60 or any(letter.isdigit() for letter in name):
        return False
    if not all(ord(letter) < 0x250 or 0x1E00 <= ord(letter) < 0x1F00 or letter in "’‘ʿʾʼ" for letter in name):
        return False
    particle = re.match(r"(?:al|el|ad|ar|as|ash|at|az|an|la|le|les|los|las|de)[- '’]", name)
    return (name[0].isupper() or particle is not None) and not (name.isupper() and len(name) <= 4)
