"""Whether a mention is told as background, by the words around it; dates decide later, in ``claims``."""

from __future__ import annotations

import re

from gesta.model.analysis import Analysis
from gesta.readers.lexicon import PAST_MARKERS
from gesta.readers.syntax import clause_head, dependents, is_verb

Decision = tuple[bool, str]
_PHRASES = re.compile(
    r"\b(?:in recent (?:years|decades)|over the (?:past|last) (?:few |several |\w+ )?(?:years|decades)|years ago|"
    r"decades? ago|(?:last|previous) (?:year|decade|century)|since \d{4}|in (?:19|20)\d\d|historically|"
    r"months ago|centur(?:y|ies)|in the (?:19|20)\d\ds|during the (?:civil )?war|anniversary)\b",
    re.IGNORECASE,
)


def background(analysis: Analysis, token: int, sentence_text: str) -> Decision:
    """True with the words that say so: past perfect against a past story, an older-time phrase, "previous ..."."""
    for child in dependents(analysis, token, "amod", "advmod"):
        if analysis.lemmas[child] in PAST_MARKERS:
            return True, analysis.words[child].lower()
    found = _PHRASES.search(sentence_text)
    if found:
        return True, found.group().lower()
    return False, "told as the news"


def pluperfect(analysis: Analysis, token: int) -> bool:
    """True when the clause stands in the past perfect ("had attacked")."""
    verb = clause_head(analysis, token)
    return is_verb(analysis, verb) and any(
        analysis.words[child].lower() in {"had", "'d"} for child in dependents(analysis, verb, "aux")
    )
