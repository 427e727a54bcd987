"""The tense that words stand in, from the verb that governs them."""

from __future__ import annotations

from typing import Literal

from gesta.model.analysis import Analysis
from gesta.model.spans import Span

Tense = Literal["past", "future", "present", "unknown"]

_FUTURE_VERBS = frozenset(
    "plan expect schedule set intend prepare hope vow pledge promise threaten agree aim due likely ready poise slate "
    "want ask urge call order invite propose".split()
)
_FUTURE_MODALS = frozenset({"will", "shall", "'ll", "’ll", "wo"})
_MAX_CLIMB = 12
_BEFORE_NOUN = frozenset({"compound", "nummod", "nmod:unmarked", "nmod:tmod", "nmod"})


def tense_at(analysis: Analysis, span: Span) -> Tense:
    """The tense of the verb above the words; "ahead of", "plans to" and "is due to" are future as "will" is."""
    tokens = analysis.tokens_in(span)
    if not tokens:
        return "unknown"
    inside = set(tokens)
    head = next((token for token in tokens if analysis.heads[token] not in inside), tokens[0])
    if _ahead(analysis, tokens.start):
        return "future"
    noun = analysis.heads[head]
    if noun >= tokens.stop and analysis.tags[noun].startswith("NN") and analysis.deps[head] in _BEFORE_NOUN:
        return "unknown"  # "is to be tried Monday in the Aug. 19 shooting"
    for climbed, token in enumerate((head, *analysis.ancestors(head))):
        if climbed > _MAX_CLIMB:
            break
        if token in inside:
            continue
        if analysis.tags[token].startswith(("VB", "MD")):
            return verb_tense(analysis, token)
        if any(analysis.deps[child] in ("cop", "aux") for child in analysis.children[token]):
            return verb_tense(analysis, token)
    return "unknown"


def _ahead(analysis: Analysis, first: int) -> bool:
    before = [word.lower() for word in analysis.words[max(0, first - 3) : first]]
    return before[-2:] == ["ahead", "of"] or before[-1:] == ["upcoming"] or before[-3:-1] == ["ahead", "of"]


def verb_tense(analysis: Analysis, verb: int) -> Tense:
    """The tense of a verb group: its auxiliaries first, then its own tag, then the verb an infinitive hangs on."""
    helpers = [child for child in analysis.children[verb] if analysis.deps[child].startswith(("aux", "cop", "mark"))]
    words = {analysis.words[child].lower() for child in helpers}
    tags = {analysis.tags[child] for child in helpers}
    if words & _FUTURE_MODALS:
        return "future"
    if tags & {"VBD"} or analysis.tags[verb] == "VBD":
        return "past"
    perfect = any(analysis.lemmas[child].lower() == "have" for child in helpers)
    if perfect and analysis.tags[verb] == "VBN":
        return "past"
    if "to" in words or analysis.tags[verb] == "TO":
        return _infinitive(analysis, verb)
    if analysis.tags[verb] in ("VBZ", "VBP") or tags & {"VBZ", "VBP"}:
        return "present"
    if analysis.tags[verb] == "VBN":
        return "past"  # a participle on a noun, or a headline's passive: "three killed on Friday"
    head = analysis.heads[verb]
    if analysis.tags[verb] == "VBG" and head != verb and analysis.tags[head].startswith("VB"):
        return verb_tense(analysis, head)
    return "unknown"


def _infinitive(analysis: Analysis, verb: int) -> Tense:
    """ "to meet" under "plans" or "is expected", or at the root of a headline, is future; else it follows its head."""
    head = analysis.heads[verb]
    if head == verb or analysis.lemmas[head].lower() in _FUTURE_VERBS:
        return "future"
    if analysis.tags[head].startswith("VB"):
        return verb_tense(analysis, head)
    return "unknown"
