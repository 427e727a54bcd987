"""Whether a mention is told as background, by the words around it; dates decide later, in ``claims``."""

from __future__ import annotations

import re

from gesta.model.analysis import Analysis
from gesta.model.reading import IN_PASSING
from gesta.readers.lexicon import LIGHT, OCCUR, PAST_MARKERS
from gesta.readers.syntax import dependents, is_verb

Decision = tuple[bool, str]
_PHRASES = re.compile(
    r"\b(?:in recent (?:years|decades)|over the (?:past|last) (?:few |several |\w+ )?(?:years|decades)|years ago|"
    r"decades? ago|(?:last|previous) (?:year|decade|century)|since \d{4}|in (?:19|20)\d\d|historically|"
    r"months ago|centur(?:y|ies)|in the (?:19|20)\d\ds|during the (?:civil )?war|anniversary)\b",
    re.IGNORECASE,
)


def background(analysis: Analysis, token: int, sentence_text: str) -> Decision:
    """True with the words that say so: "previous ...", an older-time phrase, or an act only named in passing."""
    for child in dependents(analysis, token, "amod", "advmod"):
        if analysis.lemmas[child] in PAST_MARKERS:
            return True, analysis.words[child].lower()
    found = _PHRASES.search(sentence_text)
    if found:
        return True, found.group().lower()
    if analysis.sentence_of[token] >= _LEAD and _in_passing(analysis, token):
        return True, IN_PASSING
    return False, "told as the news"


_LEAD = 3
"""A report's headline and first two sentences tell its news; nothing there is background for its grammar alone."""


def _in_passing(analysis: Analysis, token: int) -> bool:
    """True for an act named in a phrase or clause about something else ("the man who was jailed after the riots")."""
    dep, head = analysis.deps[token], analysis.heads[token]
    if not is_verb(analysis, token):
        made_to_happen = is_verb(analysis, head) and analysis.lemmas[head] in LIGHT | OCCUR
        return dep in {"nmod", "obl", "compound", "nmod:poss", "nmod:desc"} and not made_to_happen
    if dep in {"acl", "acl:relcl"}:
        return True
    return dep == "advcl" and any(
        analysis.lemmas[child] in {"after", "since"} for child in dependents(analysis, token, "mark")
    )
