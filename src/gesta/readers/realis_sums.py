"""Sums over time, which tell no act of their own ("50 have been abducted since January").

A sum is a figure of many acts (design, section 5: a summary toll links to its incidents without becoming one).
"""

from __future__ import annotations

import re

from gesta.model.analysis import Analysis
from gesta.readers import lexicon as lx
from gesta.readers.syntax import dependents, subjects

_LONG = frozenset({"war", "conflict", "insurgency", "crisis", "rebellion", "uprising"})
_ONCE = re.compile(r"\b(?:early|earlier|late|later) this year\b")
"""What dates one act, not a sum."""
_BEFORE = frozenset({"before", "previously", "repeatedly"})
"""What says of an act in the perfect that it was done, at no time in particular ("has planted bombs there before")."""
_MONTH = "|".join(lx.MONTHS)
_STRETCH = re.compile(
    r"\b(?:in|during|over|within)(?: just| only)? the (?:first|last|past|previous|opening) "
    r"(?:[\w-]+ )?(?:quarter|half|month|year|decade)\b|"
    rf"\bbetween (?:{_MONTH}) and (?:{_MONTH})\b|\bfrom (?:{_MONTH}) to (?:{_MONTH})\b|"
    r"\byear to date\b|\bso far (?:in|this)\b"
)
"""Of lemmas: a stretch of months or years that is counted through."""


def running_total(analysis: Analysis, verb: int) -> bool:
    """True for a verb, a token, that tells a sum over time, or in the perfect what was done at no one time."""
    first, end = analysis.sentences[analysis.sentence_of[verb]]
    lemmas = analysis.lemmas[first:end]
    told = " ".join(lemmas)
    if _STRETCH.search(told) and _counts(analysis, verb):
        return True
    if not any(analysis.lemmas[child] == "have" for child in dependents(analysis, verb, "aux")):
        return False
    if any(analysis.lemmas[each] in _LONG for each in subjects(analysis, verb)):
        return True
    if _BEFORE & {analysis.lemmas[child] for child in dependents(analysis, verb, "advmod")}:
        return True
    over_time = "since" in lemmas and not lx.WEEKDAYS & set(lemmas)
    this_year = "this year" in told and not _ONCE.search(told)
    return over_time or this_year or "so far" in told


def _counts(analysis: Analysis, verb: int) -> bool:
    """True for people or acts by number: what a passive befell, what an active did."""
    counted = dependents(analysis, verb, "nsubj:pass") or dependents(analysis, verb, "obj")
    if analysis.lemmas[verb] in {"die", "perish"}:
        counted = dependents(analysis, verb, "nsubj")
    return any(analysis.tags[each] == "CD" or dependents(analysis, each, "nummod") for each in counted)
