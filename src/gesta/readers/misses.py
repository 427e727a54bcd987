"""Why the triggers of a concept do not match at words that are said to tell it; for people who write triggers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gesta.codebook.records import Concept, Trigger
from gesta.model.analysis import Analysis
from gesta.readers.triggers import Surroundings, meets, place, right_class

_POS = {"verb": "verb", "noun": "noun", "adj": "adjective"}
_FIELDS = {
    "object": "object",
    "subject": "subject",
    "any": "any",
    "modifier": "modifier",
    "together": "with",
    "exclude": "not",
    "without": "without",
}
"""The conditions of a trigger, with their names in a file."""
_FEW = 5
"""Words of a list that are told before it is cut."""


def named(concept: Concept, analysis: Analysis, tokens: range) -> tuple[Trigger, ...]:
    """The triggers of the concept whose first word is among the tokens."""
    words = {form for token in tokens for form in (analysis.lemmas[token], analysis.words[token].lower())}
    return tuple(trigger for trigger in concept.triggers if trigger.lemmas[0] in words)


def unnamed(concept: Concept, analysis: Analysis, tokens: range) -> str:
    """That no trigger has the words, in words, with those that there are."""
    lemmas = _list([analysis.lemmas[token] for token in tokens])
    there = _list(list(dict.fromkeys(trigger.lemma for trigger in concept.triggers)))
    return f"no trigger has the word {lemmas}" + (f"; there are {there}" if there else "; there are none")


def misses(concept: Concept, analysis: Analysis, tokens: range) -> tuple[str, ...]:
    """Why each trigger that has one of the words does not match there, in file order; none where one does."""
    found = named(concept, analysis, tokens)
    if not found:
        return (unnamed(concept, analysis, tokens),)
    told = [reason for trigger in found for reason in _misses(trigger, analysis, tokens)]
    return () if "" in told else tuple(dict.fromkeys(told))


def _misses(trigger: Trigger, analysis: Analysis, tokens: range) -> Iterator[str]:
    """Why the trigger does not match at each of its words among the tokens; an empty reason where it does."""
    around = Surroundings(analysis)
    for token in tokens:
        if trigger.lemmas[0] not in (analysis.lemmas[token], analysis.words[token].lower()):
            continue
        match = place(around, trigger, token)
        if match is None:
            yield f"“{trigger.lemma}”: the rest of the phrase does not stand with “{analysis.words[token]}”"
        elif not right_class(analysis, trigger, match.token):
            yield f"“{trigger.lemma}”: “{analysis.words[token]}” is no {_POS[trigger.pos]} there, or is part of a name"
        elif meets(around, trigger, match):
            yield ""
        else:
            unmet = [field for field in _FIELDS if not meets(around, _alone(trigger, field), match)]
            yield f"“{trigger.lemma}”: " + ", ".join(_unmet(trigger, field) for field in unmet)


def _alone(trigger: Trigger, field: str) -> Trigger:
    """The trigger with only one of its conditions."""
    bare = Trigger(trigger.concept, trigger.lemmas, trigger.pos, trigger.weight)
    return replace(bare, **{field: getattr(trigger, field)})


def _unmet(trigger: Trigger, field: str) -> str:
    words = _list(sorted(getattr(trigger, field)))
    if field == "exclude":
        return f"not: one of {words} is with it"
    if field == "without":
        return f"without: one of {words} stands in the sentence"
    where = "stands in the sentence" if field == "together" else "is what it governs there"
    return f"{_FIELDS[field]}: none of {words} {where}"


def _list(words: Sequence[str]) -> str:
    more = f" and {len(words) - _FEW} more" if len(words) > _FEW else ""
    return ", ".join(f"“{word}”" for word in words[:_FEW]) + more
