"""Which mention a toll belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gesta.model.analysis import Analysis
from gesta.model.terms import CountField
from gesta.readers.syntax import dependents, label_of
from gesta.readers.toll_phrases import Toll
from gesta.readers.toll_words import DYING

_AGO = re.compile(r"\b(?:years?|decades?) ago\b")
_SENTENCES_BACK = 3
"""How far back the act of a toll told alone may stand; further away the text has moved on."""
_LEAD = 3
"""A report's headline and first two sentences: of whom they tell, the act may be told after them."""
_DEATHS_BACK = 8
"""How far back the act may stand of which somebody told before has died."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """A mention that may bear tolls: its trigger, the fields of its concept, and whether it tells what happened."""

    token: int
    fields: frozenset[CountField]
    happened: bool


def owner(analysis: Analysis, toll: Toll, bearers: Sequence[Bearer]) -> int | None:
    """Index of the mention a toll belongs to, None when no act stands near; ``bearers`` in text order.

    The trigger itself first; else, of the mentions that tell what happened, the nearest in the same sentence by steps
    in the parse, then the last one told before; for what headline and lead tell, then the first one told after.
    """
    able = [(index, bearer) for index, bearer in enumerate(bearers) if toll.field in bearer.fields]
    for index, bearer in able:
        if bearer.token == toll.anchor:
            return index
    told = [(index, bearer.token) for index, bearer in able if bearer.happened]
    here = [(index, token) for index, token in told if analysis.sentence_of[token] == toll.sentence]
    if toll.field in {"killed", "injured"}:  # "arrested in the shooting that left four wounded"
        here = [(index, token) for index, token in here if "detained" not in bearers[index].fields] or here
    if here:
        return min(here, key=lambda pair: (_steps(analysis, pair[1], toll.anchor), abs(pair[1] - toll.anchor)))[0]
    if _AGO.search(" ".join(analysis.words[slice(*analysis.sentences[toll.sentence])]).lower()):
        return None  # "whose mother died several years ago"
    reach = _DEATHS_BACK if _points_back(analysis, toll) else _SENTENCES_BACK
    held = {index for index, bearer in able if "detained" in bearer.fields} if reach > _SENTENCES_BACK else set()
    before = [index for index, token in told if 0 < toll.sentence - analysis.sentence_of[token] <= reach]
    before = [index for index in before if index not in held] or before
    named = analysis.deps[toll.anchor] == "amod" and toll.anchor < toll.head  # "the dead man's friends" tell no death
    if before or named or toll.sentence >= _LEAD or toll.field not in {"killed", "injured"}:
        return before[-1] if before else None
    after = [index for index, token in told if 0 < analysis.sentence_of[token] - toll.sentence <= _DEATHS_BACK]
    return next((index for index in after if "detained" not in bearers[index].fields), None)


def _points_back(analysis: Analysis, toll: Toll) -> bool:
    """True for the death of somebody told before: "the girl has died", "Smith was pronounced dead", "she died"."""
    deadly = analysis.lemmas[toll.anchor] in DYING or analysis.words[toll.anchor].lower() in {"dead", "deceased"}
    pointing = analysis.tags[toll.head] == "PRP" or label_of(analysis, toll.head) == "Person"
    the = any(analysis.words[child].lower() == "the" for child in dependents(analysis, toll.head, "det"))
    return toll.field == "killed" and deadly and (pointing or the)


def _steps(analysis: Analysis, one: int, other: int) -> int:
    path = [one, *analysis.ancestors(one)]
    for steps, token in enumerate([other, *analysis.ancestors(other)]):
        if token in path:
            return steps + path.index(token)
    return 99
