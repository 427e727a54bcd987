"""Words as searching sees them: without case, accents and signs, in every database and in memory alike."""

from __future__ import annotations

import re
import unicodedata

_LONGEST_QUERY = 1000
"""Characters of a query that are looked at."""
_MOST_PHRASES = 32
"""Words and phrases of a query that are looked for: more than anybody types, few enough for any planner."""
_PART = re.compile(r'"([^"]*)"?|([^\s"]+)')
_WORD = re.compile(r"[^\W_]+")


def folded(words: str) -> str:
    """The words without case, accents and signs, one space between them."""
    spread = unicodedata.normalize("NFKD", words.casefold())
    return " ".join(_WORD.findall("".join(each for each in spread if not unicodedata.combining(each))))


def phrases(query: str) -> list[str]:
    """The words, and runs of words that belong together, folded: letters, digits and single spaces only."""
    found = (folded(quoted or plain) for quoted, plain in _PART.findall(query[:_LONGEST_QUERY]))
    return list(dict.fromkeys(filter(None, found)))[:_MOST_PHRASES]


def holds_words(text: str, wanted: str) -> bool:
    """True when the folded words stand in the text one after another; no words stand nowhere."""
    return bool(wanted) and f" {wanted} " in f" {folded(text)} "
