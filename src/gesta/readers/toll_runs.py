"""Tolls that the surface tells: a phrase for people right before a state word ("1 dead, 3 injured", "man shot").

Parsers take the comma or "and" between two states of a headline, or of what an act left behind, for a list of people;
the order of the words is plain.
"""

from __future__ import annotations

from gesta.model.analysis import Analysis
from gesta.model.terms import CountField
from gesta.readers.syntax import dependents, label_of
from gesta.readers.toll_people import counts_people, first_told, is_people, own_phrase
from gesta.readers.toll_phrases import Toll, spanning
from gesta.readers.toll_words import FATAL, FIREARMS, HIT, LEFT_OVER, STATES, STRUCK

_MANNERS = frozenset("fatally mortally critically seriously badly severely gravely slightly".split())
"""How somebody was hit, between the people and the state word ("a boy found fatally shot")."""
AT_ONCE = STRUCK | LEFT_OVER
"""The words that may stand right behind those whom they befell."""
_OBJECT_TAGS = frozenset({"DT", "CD", "PRP", "PRP$", "NN", "NNS", "NNP", "NNPS", "JJ", "VBG"})


def on_run(analysis: Analysis, token: int) -> Toll | None:
    """The toll of a state word that follows its people at once, None where it does not or takes an object itself."""
    field = _field(analysis, token)
    if field is None or _takes_object(analysis, token):
        return None
    floor = analysis.sentences[analysis.sentence_of[token]][0]
    head = token - 1
    for before in (_MANNERS, {"found"}):
        if head > floor and analysis.words[head].lower() in before:
            head -= 1
    if head < floor or not is_people(analysis, head):
        return None
    first = _of_group(analysis, first_told(analysis, head, floor), floor)
    if first > floor and analysis.lemmas[first - 1] in {"of", "among", "by"} and not _numbered(analysis, first, head):
        return None
    return spanning(analysis, field, head, token, first, head + 1)


def _numbered(analysis: Analysis, first: int, head: int) -> bool:
    """True for a number, or people whose own number begins the phrase ("one of four officers killed in the raid")."""
    return analysis.tags[head] == "CD" or (analysis.tags[first] == "CD" and analysis.lemmas[first - 1] == "of")


def _of_group(analysis: Analysis, first: int, floor: int) -> int:
    """Where the group begins whose number the phrase is: "a family of four found dead"."""
    if first - 2 < floor or analysis.words[first - 1].lower() != "of" or analysis.tags[first] != "CD":
        return first
    noun = analysis.tags[first - 2].startswith("NN") and counts_people(analysis, first - 2)
    return own_phrase(analysis, first - 2, floor) if noun else first


def _field(analysis: Analysis, token: int) -> CountField | None:
    word = analysis.words[token].lower()
    first, end = analysis.sentences[analysis.sentence_of[token]]
    deadly = token > first and analysis.words[token - 1].lower() in {"fatally", "mortally"}
    if deadly and (word in STRUCK or STATES.get(word) == "injured"):
        return "killed"
    if word in HIT or (word in STRUCK and FIREARMS & set(analysis.lemmas[first:end])):
        if end > token + 2 and word in HIT and analysis.words[token + 1] in {",", "and", "&"}:
            if analysis.words[token + 2].lower() in {"killed", "dead"}:
                return "killed"
        after = {each.lower() for each in analysis.words[token + 1 : min(token + 4, end)]}
        return "killed" if word in HIT and after & FATAL and "," not in after else "injured"
    return STATES.get(word) if word in LEFT_OVER else None


def _takes_object(analysis: Analysis, token: int) -> bool:
    """True for an active verb and for a participle before its noun ("shot a man", "the injured officers")."""
    end = analysis.sentences[analysis.sentence_of[token]][1]
    after = token + 1
    if dependents(analysis, token, "aux", "aux:pass", "cop"):
        return True
    if after >= end:
        return False
    if analysis.words[after].lower() in FATAL:  # "gunmen shot dead two guards", but "man shot dead Tuesday"
        return after + 1 < end and analysis.tags[after + 1] in _OBJECT_TAGS and not _is_day(analysis, after + 1)
    if analysis.words[after].lower() in {"and", "or"} and after + 2 < end:
        if analysis.tags[after + 1].startswith("VB"):
            return analysis.tags[after + 2] in _OBJECT_TAGS
        return False
    if analysis.words[after].lower() in {"at", "toward", "towards", "into", "back"}:
        return analysis.tags[token] == "VBD" and not analysis.deps[token].startswith("acl")
    return analysis.tags[after] in _OBJECT_TAGS and not _is_day(analysis, after)


def _is_day(analysis: Analysis, token: int) -> bool:
    return label_of(analysis, token) == "Date" or analysis.words[token].lower().endswith("day")
