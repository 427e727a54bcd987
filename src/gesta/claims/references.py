"""What the words of a mention say of other mentions: that it is one of those told, or another one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gesta.model.analysis import Analysis
from gesta.model.documents import Document
from gesta.model.reading import Mention
from gesta.model.tellings import Telling

_POINTING = frozenset({"the", "this", "that", "these", "those", "such", "both"})
_OTHERING = frozenset({"another", "second", "third", "fourth", "separate", "other", "similar", "earlier", "previous",
                       "fresh", "new", "different", "additional"})  # fmt: skip


def reference(analysis: Analysis, mention: Mention, token: int) -> tuple[bool, bool]:
    """Whether the words point back ("the attack"), and whether they tell another one ("a second bomb exploded")."""
    if _said_of_one_told(analysis, token):
        return True, False
    words = {analysis.words[child].lower() for child in analysis.children[token]}
    if analysis.lemmas[token] in _HARM:
        words -= {"other"}  # "gunshot wounds and other injuries" are those of one act
    verb = analysis.tags[token].startswith("VB")
    pointing = (not verb and _points(analysis, token, words)) or _in_the_same(analysis, token)
    pointing = pointing or (verb and "also" in words and analysis.lemmas[token] in _HARMING)
    if words & _THIS or (pointing and "the" in words):
        words -= _LATEST
    othering = _set_apart(analysis, token) if verb else bool(words & _OTHERING)
    othering = othering or _in_another(analysis, token) or _opens_another(analysis, token)
    return pointing, othering or bool(_beginnings(analysis, mention, token) & _OTHERING)


_THIS = frozenset({"this", "that", "these", "those"})
_LATEST = frozenset({"new", "fresh"})
"""What "this new attack" and "the new attack" call the one just told; "a new attack" is another."""
_WHOSE = frozenset({"his", "her", "its", "their"})
_TELLING_MORE = frozenset({"nmod", "acl", "acl:relcl", "obl"})


def _points(analysis: Analysis, noun: int, words: set[str]) -> bool:
    """True for "the attack", "this killing", "his arrest"; that "the stabbing of a nurse" has words of its own to say
    which makes it as often another one."""
    if words & (_POINTING - {"the", "both"}) or words & _WHOSE:
        return True
    return bool(words & _POINTING) and not any(
        analysis.deps[child] in _TELLING_MORE for child in analysis.children[noun]
    )


_SAME_DAY = re.compile(r"(?:this|that|today|in the (?:day|morning|afternoon|evening|night))\b", re.IGNORECASE)
"""What follows an "earlier" that only says when on the day, or in the time, told: it sets no act apart."""
_HARMING = frozenset({"kill", "wound", "injure", "hurt", "hit", "shoot", "die"})
"""What is said of people: that more of them "were also wounded" is told of the occurrence told just before."""


def _set_apart(analysis: Analysis, verb: int) -> bool:
    """True for what was done "earlier" or "separately"; that "another was wounded" is often told of one act."""
    return any(
        analysis.deps[child] == "advmod"
        and analysis.words[child].lower() in {"earlier", "previously", "separately"}
        and not _SAME_DAY.match(" ".join(analysis.words[child + 1 : child + 4]))
        for child in analysis.children[verb]
    )


def _beginnings(analysis: Analysis, mention: Mention, token: int) -> set[str]:
    """The first two words of who and what does it, as the grammar has them ("a second bomb exploded")."""
    arguments = mention.of("instrument", "perpetrator")
    doers = [each for each in arguments if analysis.token_at(each.head) in analysis.children[token]]
    return {word for each in doers for word in each.quote.exact.lower().split()[:2]}


_HARM = frozenset({"injury", "wound"})
"""What one act leaves of two kinds."""
_OCCURRENCES = frozenset(
    "incident attack event clash blast explosion shooting raid violence operation ambush death killing murder stabbing "
    "it this that".split()
)


def _said_of_one_told(analysis: Analysis, token: int) -> bool:
    """True for a noun that says what an occurrence told already was ("it was the city's third homicide this year")."""
    children = analysis.children[token]
    return any(analysis.deps[child] == "cop" for child in children) and any(
        analysis.deps[child] == "nsubj" and analysis.lemmas[child] in _OCCURRENCES for child in children
    )


def _in_the_same(analysis: Analysis, token: int) -> bool:
    """True for what is told to have happened in an occurrence told already ("killed in the same incident")."""
    return any(
        analysis.lemmas[child] in _OCCURRENCES
        and any(analysis.words[each].lower() in {"same", "that", "this"} for each in analysis.children[child])
        for child in analysis.children[token]
        if analysis.deps[child] in {"obl", "nmod"}
    )


def _in_another(analysis: Analysis, token: int) -> bool:
    """True for what is told to have happened in another occurrence ("in separate incidents across the city")."""
    for child in analysis.children[token]:
        words = {analysis.words[each].lower() for each in analysis.children[child]}
        told = analysis.deps[child] == "obl" and analysis.lemmas[child] in _OCCURRENCES
        if told and "in" in words and words & _OTHERING:
            return True
    return False


_OPENING = re.compile(
    r"\W*(?:elsewhere\b|separately\b|meanwhile\b|similarly\b|likewise\b|furthermore\b|moreover\b|in addition\b(?! to\b)"
    r"|in (?:yet )?another (?:incident|attack|case|shooting|blast|raid|development)\b"
    r"|in an? (?:separate|different|unrelated|similar|second|third) (?:incident|attack|case|shooting|blast|raid)\b)",
    re.IGNORECASE,
)
"""How a sentence begins that tells another occurrence than those before it."""


def _opens_another(analysis: Analysis, token: int) -> bool:
    first, end = analysis.sentences[analysis.sentence_of[token]]
    opening = _OPENING.match(" ".join(analysis.words[first : min(end, first + 6)])) is not None
    return opening and not _brought_in(analysis, token)


_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})


def _brought_in(analysis: Analysis, token: int) -> bool:
    """True for an act that a sentence on something else only names as known ("a minister spoke of the attack")."""
    words = {analysis.words[child].lower() for child in analysis.children[token]}
    noun = analysis.tags[token].startswith("N")
    return noun and bool(words & _POINTING) and analysis.deps[token] not in _SUBJECTS


_TIME_APART = re.compile(
    r"\b(?:minute|hour|day|night|week|month|year)s?\s+(?:after|before|since|following|later|earlier|from)\b",
    re.IGNORECASE,
)


def apart_from(document: Document, telling: Telling, told: Sequence[Telling]) -> frozenset[int]:
    """The mention right before or after it in its sentence, with a stretch of time told between the two ("a day after
    the parliament was hit")."""
    beside = [each.mention.trigger for each in told if each.sentence == telling.sentence]
    place = beside.index(telling.mention.trigger)
    found = set()
    for there in beside[max(0, place - 1) : place + 2]:
        first, last = sorted((telling.mention.trigger, there), key=lambda each: each.start)
        if _TIME_APART.search(document.text[first.end : last.start]):
            found.add(there.start)
    return frozenset(found)


def happened_in(analysis: Analysis, mentions: Sequence[Mention]) -> dict[int, int]:
    """By trigger start, the trigger start of the act that an act is told to have happened in ("was shot during a
    robbery", "a raid in which two were abducted")."""
    starts = {_head(analysis, each): each.trigger.start for each in mentions if each.cls == "event"}
    frames = {start: _frame(analysis, token) for token, start in starts.items()}
    return {start: starts[frame] for start, frame in frames.items() if frame in starts and starts[frame] != start}


def _head(analysis: Analysis, mention: Mention) -> int:
    """The token of the trigger that governs its others."""
    tokens = analysis.tokens_in(mention.trigger.span)
    return next((each for each in tokens if analysis.heads[each] not in tokens or analysis.heads[each] == each), -1)


def _frame(analysis: Analysis, verb: int) -> int | None:
    """The noun of the occurrence that a verb is told to have happened in."""
    if verb < 0 or not analysis.tags[verb].startswith("VB"):
        return None
    for child in analysis.children[verb]:
        if analysis.deps[child] != "obl":
            continue
        marks = {analysis.lemmas[each] for each in analysis.children[child] if analysis.deps[each] == "case"}
        if not marks & {"in", "during"}:
            continue
        if analysis.words[child].lower() == "which" and analysis.deps[verb] == "acl:relcl":
            return analysis.heads[verb]
        return child
    return None
