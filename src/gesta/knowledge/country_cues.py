"""Words that reports of one country use of its own institutions: "sheriff's deputies", "crore", "barangay"."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from gesta.knowledge.tables import rows

_CALL_SIGN = re.compile(
    r"\b[KW][A-Z]{3}(?:-TV|-DT|-FM|-AM|tv|\.com|,? reports?\b| reported\b| (?:Action |Eyewitness )?News| TV| Channel|"
    r"\))"
)
"""An American station: four letters from K or W on, and a word that says so."""


@cache
def _cues() -> tuple[re.Pattern[str], dict[str, str]]:
    """One pattern for all cues, longest first, and the country of each (this project's own table)."""
    owners = {word: code for code, words in rows("country_cues.tsv") for word in words.split(";")}
    ordered = sorted(owners, key=lambda word: (-len(word), word))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ordered))})(?!\w)", re.IGNORECASE), owners


def cued_countries(text: str) -> Counter[str]:
    """For each country how many different cues of it the text holds."""
    pattern, owners = _cues()
    found = {words.lower() for words in pattern.findall(text.replace("’", "'"))}
    counts = Counter(owners[word] for word in found)
    if _CALL_SIGN.search(text):
        counts["US"] += 1
    return counts
