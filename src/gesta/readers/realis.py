"""Whether a mention tells that the event happened.

The nearest operator above the trigger decides: a determiner, adverb, modal or adjective on it, then the words that
govern it, outwards to the first reporting verb. The rules read grammar and the closed word classes of ``lexicon``; of
clauses they are in ``realis_clause``, of nouns in ``realis_nouns``, of doubted reports in ``realis_reports``.
"""

from __future__ import annotations

import re

from gesta.model.analysis import Analysis
from gesta.readers import lexicon as lx
from gesta.readers.realis_clause import Decision, governed, own, subjects_own
from gesta.readers.realis_nouns import FALLING, bare_plural, nominal, presupposed
from gesta.readers.realis_reports import doubted
from gesta.readers.realis_sums import running_total
from gesta.readers.syntax import cases, dependents, is_verb


def realis(analysis: Analysis, trigger: int, *, headline: bool = False) -> Decision:
    """The realis of the event told at the trigger, and the words or rule that decided."""
    if is_verb(analysis, trigger):
        decided = doubted(analysis, trigger) or _verbal(analysis, trigger, headline or _headlinese(analysis, trigger))
    else:
        decided = doubted(analysis, trigger) or nominal(analysis, trigger, headline)
    if decided:
        return decided
    return _question(analysis, trigger) or ("actual", "told as fact")


def _verbal(analysis: Analysis, verb: int, headline: bool) -> Decision | None:
    return (
        own(analysis, verb)
        or _addressed(analysis, verb)
        or _inverted(analysis, verb)
        or _tense(analysis, verb, headline)
        or governed(analysis, verb)
        or _as_such(analysis, verb)
        or _habit(analysis, verb, headline)
    )


def _as_such(analysis: Analysis, verb: int) -> Decision | None:
    """A gerund or infinitive that names the act as such: subject of a judgement, object of a feeling.

    A clause with its own tense tells the act ("it is true that ties have been cut").
    """
    head, dep = analysis.heads[verb], analysis.deps[verb]
    told = any(analysis.tags[child] in {"VBZ", "VBP", "VBD"} for child in dependents(analysis, verb, "aux", "aux:pass"))
    if told or analysis.tags[verb] not in {"VBG", "VB", "VBN"}:
        return None
    judged = dep == "csubj" and any(
        analysis.tags[child] in {"VBZ", "VBP", "MD"} for child in dependents(analysis, head, "cop", "aux")
    )
    if judged:
        return "generic", f"subject of {analysis.words[head]}"
    if dep == "xcomp" and analysis.lemmas[head] in lx.FEELING and analysis.tags[verb] != "VB":
        return "generic", analysis.words[head].lower()
    return None


_READERS = re.compile(r"if (?:you|anyone|someone|anybody|somebody)\b", re.IGNORECASE)
_FROM_THERE = 10


def _addressed(analysis: Analysis, verb: int) -> Decision | None:
    """What may have befallen a reader ("if you or someone you know has been assaulted, call"), not what he saw ("if you
    know who shot the clerk")."""
    first, end = analysis.sentences[analysis.sentence_of[verb]]
    between = analysis.words[first:verb]
    perfect = any(
        analysis.words[child].lower() in {"have", "has", "'ve"} for child in dependents(analysis, verb, "aux")
    )
    if not perfect or len(between) > _FROM_THERE or not _READERS.match(" ".join(analysis.words[first:end])):
        return None
    return None if {"who", "that", "which", ","} & set(between) else ("hypothetical", " ".join(between[:2]))


def _inverted(analysis: Analysis, verb: int) -> Decision | None:
    """A condition without "if": its auxiliary opens the sentence ("Had the bomb gone off, many would have died")."""
    first, end = analysis.sentences[analysis.sentence_of[verb]]
    if analysis.words[first].lower() != "had" or analysis.tags[verb] != "VBN":
        return None
    above = {analysis.heads[verb], analysis.heads[analysis.heads[verb]], *dependents(analysis, verb, "aux")}
    conditional = any(analysis.lemmas[each] in {"would", "could", "might"} for each in range(verb, end))
    return ("hypothetical", analysis.words[first]) if first in above and conditional else None


def _tense(analysis: Analysis, verb: int, headline: bool) -> Decision | None:
    infinitive = any(analysis.lemmas[child] == "to" for child in dependents(analysis, verb, "mark", "aux"))
    if infinitive and analysis.deps[verb] in {"root", "ROOT", "conj"} and headline:
        return "planned", "headline infinitive"
    if infinitive and dependents(analysis, verb, "cop"):
        return "hypothetical", "infinitive of a definition"
    if analysis.tags[verb] == "VB" and analysis.deps[verb] in {"root", "ROOT"} and not headline:
        if not dependents(analysis, verb, "aux", "nsubj"):
            return "hypothetical", "imperative"
    return None


def _habit(analysis: Analysis, verb: int, headline: bool) -> Decision | None:
    for child in dependents(analysis, verb, "advmod"):
        if analysis.lemmas[child] in lx.HABITUAL - {"repeatedly"}:
            return "generic", analysis.words[child].lower()
    if _now_and_then(analysis, verb):
        return "generic", "at times"
    if running_total(analysis, verb):
        return "generic", "running total"
    if (kind := _in_a_kind(analysis, verb)) is not None:
        return "generic", kind
    present = analysis.tags[verb] in {"VBZ", "VBP"} or (
        analysis.tags[verb] == "VBN"
        and any(
            analysis.tags[child] in {"VBZ", "VBP"} and analysis.lemmas[child] == "be"
            for child in dependents(analysis, verb, "aux:pass")
        )
        and not any(analysis.lemmas[child] == "have" for child in dependents(analysis, verb, "aux"))
    )
    if present and not headline and analysis.lemmas[verb] != "be" and not _counted_once(analysis, verb):
        return "generic", "simple present"
    return None


_RATES = frozenset("every each per daily weekly yearly annually average often always".split())


def _counted_once(analysis: Analysis, verb: int) -> bool:
    """True for so many told to suffer it in the present of news ("five people are shot at a party"), not at a rate
    ("two women are killed a week", "one of ten is shot")."""
    fallen = dependents(analysis, verb, "nsubj:pass")
    words = {analysis.words[each].lower() for each in range(*analysis.sentences[analysis.sentence_of[verb]])}
    spans = {"day", "week", "month", "year", "hour"} & words
    counted = any(dependents(analysis, each, "nummod") for each in fallen)
    return counted and not words & _RATES and not spans


def _in_a_kind(analysis: Analysis, verb: int) -> str | None:
    """The acts of a kind in which people of a kind are told to fall ("who were killed in police shootings")."""
    fallen = [*dependents(analysis, verb, "nsubj:pass", "nsubj"), analysis.heads[verb]]
    if analysis.lemmas[verb] not in FALLING or not any(analysis.tags[each] == "NNS" for each in fallen):
        return None
    if any(dependents(analysis, each, "nummod", "det", "nmod:poss") for each in fallen if each != verb):
        return None
    acts = [each for each in dependents(analysis, verb, "obl") if cases(analysis, each) & {"in", "during"}]
    return next((analysis.words[each].lower() for each in acts if bare_plural(analysis, each)), None)


def _now_and_then(analysis: Analysis, verb: int) -> bool:
    """True for "at times", also before the first of two coordinated verbs."""
    first = analysis.heads[verb] if analysis.deps[verb] == "conj" and not subjects_own(analysis, verb) else verb
    return any(
        analysis.words[time].lower() == "times" and not dependents(analysis, time, "nummod", "amod", "det")
        for each in {verb, first}
        for time in dependents(analysis, each, "obl", "obl:unmarked", "nmod")
    )


_LONGEST = 16
"""Tokens of a headline at most."""


def _headlinese(analysis: Analysis, token: int) -> bool:
    """True in a report's first sentence where it is told as headlines are, without articles ("Bomb kills 20 in Kano").

    Texts without their layout begin with the headline in one line with the rest; its present tense tells the news
    (Mårdh 1980).
    """
    first, end = analysis.sentences[0]
    tokens = range(first, end)
    return (
        token in tokens
        and len(tokens) <= _LONGEST
        and not any(analysis.lemmas[t] in {"a", "an", "the"} for t in tokens)
    )


def _question(analysis: Analysis, token: int) -> Decision | None:
    if not is_verb(analysis, token) and presupposed(analysis, token):
        return None
    first, end = analysis.sentences[analysis.sentence_of[token]]
    asks_whether = not any(analysis.tags[each].startswith("W") for each in range(first, min(first + 4, end)))
    if analysis.words[end - 1] == "?" and asks_whether:
        return "hypothetical", "question"
    return None
