"""Whether words tell several acts together: "twelve people were shot over the weekend", "in separate shootings".

Such a toll is a summary of its acts and none of them. A rule of the language: acts in the plural that are told to be
several or apart, or that a stretch of days holds; and three or more people hit within such a stretch, by no one act.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from gesta.model.analysis import Analysis
from gesta.model.terms import CountField
from gesta.model.values import Count

_ACTS = frozenset(
    "shooting killing murder homicide stabbing attack assault bombing blast explosion ambush raid clash slaying "
    "robbery incident crime beheading execution abduction kidnapping airstrike strike".split()
)
_APART = frozenset(
    "separate unrelated different several multiple numerous various other weekend overnight daily holiday".split()
)
_RUN = frozenset({"series", "string", "spate", "wave", "rash", "spree", "number", "dozen", "score"})
_WITHIN = frozenset({"in", "during", "amid"})
_POINTING = frozenset({"the", "these", "those", "such"})
_AT_ONCE = frozenset({"twin", "double", "triple"})
_MANY = 3
"""So few people hit within days may still be those of one act ("two men were shot over the weekend")."""
_PERIOD = re.compile(
    r"(?:\b(?:over|during|throughout|through|this|last)\s+(?:\w+\s+){0,4}weekend\b|"
    r"\b(?<!years )(?<!months )(?<!weeks )(?<!days )since\s+(?:\w+\s+){0,3}(?:(?:mon|tues|wednes|thurs|fri|satur|"
    r"sun)day|midnight|noon|january|february|march|april|may|june|july|august|september|october|november|december|the\s+start|"
    r"the\s+beginning|(?:19|20)\d\d)\b|"
    r"\b(?:so\s+far\s+)?this\s+(?:year|month|week|summer|spring|winter|fall|autumn)\b|\byear\s+to\s+date\b|"
    r"\b(?:last|past|previous)\s+(?:\w+[ -])?(?:hours|days|weeks|months|years)\b|"
    r"\b(?:in|within|over)\s+(?:less\s+than\s+|under\s+|just\s+|about\s+)?(?:\d+|two|three|four|five|six|seven|eight|nine|"
    r"ten|twelve)[ -](?:hours|days|weeks|months)\b)(?! ?['’] ?s\b)",
    re.IGNORECASE,
)
_CITYWIDE = re.compile(
    r"\bovernight\b|\b(?:across|around|throughout)\s+(?:the\s+)?(?:city|country|region)\b", re.IGNORECASE
)


def of_several(analysis: Analysis, text: str, trigger: int, counts: Iterable[tuple[CountField, Count]]) -> bool:
    """True where the mention of the trigger, a token, tells several acts together; ``text``: the document's."""
    first, end = analysis.sentences[analysis.sentence_of[trigger]]
    sentence = text[analysis.starts[first] : analysis.ends[end - 1]]
    if analysis.tags[trigger] in {"NN", "NNP"}:
        return False
    period = bool(_PERIOD.search(sentence))
    acts = _plural(analysis, trigger, first, end)
    if acts is not None:
        return _told_apart(analysis, acts) or (
            not _known(analysis, acts) and (period or bool(_CITYWIDE.search(sentence)))
        )
    if not period or _one_act(analysis, first, end):
        return False
    hit = [count.low or 0 for field, count in counts if field in {"killed", "injured"}]
    return max(hit, default=0) >= _MANY


def _plural(analysis: Analysis, trigger: int, first: int, end: int) -> int | None:
    """The acts in the plural that the trigger is, or in which its sentence tells it ("eight dead in shootings")."""
    if _is_plural(analysis, trigger):
        return trigger
    if _one_act(analysis, first, end):
        return None
    return next((each for each in range(first, end) if _is_plural(analysis, each) and _is_within(analysis, each)), None)


def _is_plural(analysis: Analysis, token: int) -> bool:
    return analysis.tags[token] in {"NNS", "NNPS"} and analysis.lemmas[token].lower() in _ACTS


def _is_within(analysis: Analysis, acts: int) -> bool:
    return any(analysis.lemmas[child] in _WITHIN for child in analysis.children[acts] if analysis.deps[child] == "case")


def _told_apart(analysis: Analysis, acts: int) -> bool:
    words = {analysis.lemmas[child].lower() for child in analysis.children[acts]}
    of = any(analysis.lemmas[child] == "of" for child in analysis.children[acts] if analysis.deps[child] == "case")
    return bool(words & _APART) or (of and analysis.lemmas[analysis.heads[acts]] in _RUN)


def _known(analysis: Analysis, acts: int) -> bool:
    """True for acts that the words tell as one thing ("since the attacks of November", "the twin blasts")."""
    return any(analysis.words[child].lower() in _POINTING | _AT_ONCE for child in analysis.children[acts])


def _one_act(analysis: Analysis, first: int, end: int) -> bool:
    """True where the sentence tells one act by a noun ("in a drive-by shooting")."""
    return any(analysis.words[each].lower() in _ACTS for each in range(first, end))
