"""How names are compared: folding of case, accents, hyphens and Arabic articles, and likeness of spellings."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

_APOSTROPHES = str.maketrans(dict.fromkeys("'’‘ʼʻ`´ʿʾ\"“”"))
_DASHES = str.maketrans(dict.fromkeys("-‐‑‒–—−/_,.()[]", " "))
_LETTERS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ß": "ss"})
_POSSESSIVE = re.compile(r"['’]s?$")
_ARTICLE = re.compile(r"(?<![^\W_])(?:al|el|ul|ash|as|ad|an|ar|at|az|adh|ath|esh|es|ed|er|et)[-‐‑–]+(?=\w)")
_PLAIN = re.compile(r"[A-Za-z]{2,}(?: [A-Za-z]{2,})*")
_SINGLE = re.compile(r"\b[^\W\d_]\b")
_BARE_ARTICLE = re.compile(r"\b(?:al|el|the)\s+(?=\S)")


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """The name in lower case without accents and apostrophes; hyphens, dots, brackets and spaces as one space."""
    if _PLAIN.fullmatch(name):
        return name.lower()
    bare = _POSSESSIVE.sub("", name.strip())
    bare = bare.lower()
    if not bare.isascii():
        decomposed = unicodedata.normalize("NFKD", bare)
        bare = "".join(character for character in decomposed if not unicodedata.combining(character))
        bare = bare.translate(_LETTERS).lower()
    folded = " ".join(bare.translate(_APOSTROPHES).translate(_DASHES).split())
    return _join_initials(folded) if _SINGLE.search(folded) else folded


@lru_cache(maxsize=65536)
def loose(name: str) -> str:
    """The folded name without articles ("al-Sadr", "as-Sadr", "Al Sadr": "sadr"); never empty for a name."""
    dropped = fold(_ARTICLE.sub("", name.lower()))
    return _BARE_ARTICLE.sub("", dropped) or dropped or fold(name)


def _join_initials(folded: str) -> str:
    """Runs of single letters as one word, so that "F.M.L.N." is "fmln" and "U.S. Army" is "us army"."""
    words: list[str] = []
    run = ""
    for word in folded.split(" "):
        if len(word) == 1 and word.isalpha():
            run += word
            continue
        if run:
            words.append(run)
            run = ""
        words.append(word)
    if run:
        words.append(run)
    return " ".join(words)


def is_acronym(name: str) -> bool:
    """True for a name in capitals, such as "PKK", "FARC-EP" or "U.N."; such names are compared with their case."""
    if " " in name.strip():
        return False
    letters = [character for character in name if character.isalpha()]
    return 2 <= len(letters) <= 8 and all(character.isupper() for character in letters)


def distance(first: str, second: str, limit: int) -> int:
    """Levenshtein distance of the two strings, or ``limit + 1`` as soon as it is known to be larger."""
    if abs(len(first) - len(second)) > limit:
        return limit + 1
    row = list(range(len(second) + 1))
    for i, left in enumerate(first, 1):
        previous, row[0] = row[0], i
        for j, right in enumerate(second, 1):
            previous, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, previous + (left != right))
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)


def similar_spelling(first: str, second: str) -> bool:
    """True when two folded given names may be spellings of one: an initial of the other, three letters in common at
    the start and at most three edits ("muqdah", "muqtada"), or at most one edit in five letters, two in seven."""
    if (
        first == second
        or (len(first) == 1 and second.startswith(first))
        or (len(second) == 1 and first.startswith(second))
    ):
        return True
    shorter = min(len(first), len(second))
    if shorter >= 5 and first[:3] == second[:3] and distance(first, second, 3) <= 3:
        return True
    allowed = 2 if shorter >= 7 else 1 if shorter >= 5 else 0
    return bool(allowed) and first[0] == second[0] and distance(first, second, allowed) <= allowed


@cache
def common_words() -> frozenset[str]:
    """Words of plain English that are no alias of a body by themselves, folded; a person may have one as surname."""
    text = (files("gesta.knowledge") / "data" / "common_words.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())
