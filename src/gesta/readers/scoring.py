"""How sure a mention is, as a sum of named reasons: its trigger, what is told with it, and what speaks against it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from gesta.codebook.records import Codebook
from gesta.model.analysis import Analysis
from gesta.model.reading import IN_PASSING, Mention
from gesta.model.values import Reason, score
from gesta.readers import lexicon as lx
from gesta.readers.syntax import clause_head, is_verb, with_conjuncts
from gesta.readers.triggers import Match

SPORT_SHARE = 0.01
"""Share of sport words from which a report is one on sport: 86 % of the sports articles of MasakhaNEWS reach it, and
under 2 % of those on politics, business, technology and of GVA and MUC-4."""
CAMPAIGN_SHARE = 0.02
"""Share of election words from which a report is one on a contest of words: three in four articles of PolNeAR reach
it, one in twenty of GVA, Worldwide, MUC-4 and WikiEvents."""
CYBER_SHARE = 0.01
"""Share of words of computing from which "an attack" alone is one on computers: most say "cyber" only once."""
_TOLLS = frozenset({"killed", "injured", "detained", "abducted", "displaced"})
_DOERS = frozenset({"perpetrator", "participant"})
_FIGURATIVE = frozenset({"battle", "remote_violence", "violence_against_civilians", "contention"})
"""Families whose words are also those of debate ("attacked her rival", "rallied voters")."""
_PLAIN = 0.85
"""Weight from which a trigger means its act in any report ("murdered", "bombed a radio station")."""
_LEAD = 3
"""Sentences, the headline among them, that tell what a report is about."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What a report is about, as far as it bears on its words: shares of its words, and an accident in its lead."""

    sport: float
    campaign: float
    cyber: float
    accident: str | None


def topic(analysis: Analysis, codebook: Codebook) -> Topic:
    """The topic of the report."""
    sport, campaign, cyber = (_share(analysis, codebook, name) for name in ("sport", "campaign", "cyber"))
    return Topic(sport, campaign, cyber, _lead_accident(analysis))


def _share(analysis: Analysis, codebook: Codebook, name: str) -> float:
    words = codebook.classes.get(name, frozenset())
    return sum(lemma in words for lemma in analysis.lemmas) / max(1, len(analysis))


def _lead_accident(analysis: Analysis) -> str | None:
    """The word by which the headline or lead tells the news as an accident."""
    end = analysis.sentences[min(_LEAD, len(analysis.sentences)) - 1][1] if analysis.sentences else 0
    for token in range(end):
        negated = token > 0 and analysis.lemmas[token - 1] in lx.NEGATORS
        if analysis.lemmas[token] in lx.ACCIDENT and not negated:
            return analysis.words[token].lower()
    return None


def scored(
    analysis: Analysis, codebook: Codebook, match: Match, mention: Mention, about: Topic, *, with_outcome: bool
) -> Mention:
    """The mention with its score as a sum of named reasons; ``with_outcome``: another mention tells what came of it."""
    family = codebook.family(mention.concept)
    reasons = (
        Reason("trigger", match.trigger.weight, match.trigger.lemma),
        *_for(mention, with_outcome),
        *_against(analysis, match, mention, family, about),
    )
    return msgspec.structs.replace(mention, score=score(*reasons))


def _for(mention: Mention, with_outcome: bool) -> Iterator[Reason]:
    roles = {argument.role for argument in mention.arguments}
    if roles & _TOLLS:
        yield Reason("toll", 0.2, "a toll is told with it")
    elif with_outcome:
        yield Reason("outcome", 0.2, "what came of it is told with it")
    if roles & _DOERS:
        yield Reason("agent", 0.1, "who did it is told")
    if roles & {"target", "victim"}:
        yield Reason("patient", 0.1, "to whom is told")
    if "instrument" in roles:
        yield Reason("instrument", 0.1, "the means is told")
    if "place" in roles:
        yield Reason("place", 0.05, "a place is told with it")
    if "time" in roles:
        yield Reason("time", 0.1, "a time is told with it")


def _against(analysis: Analysis, match: Match, mention: Mention, family: str, about: Topic) -> Iterator[Reason]:
    roles = {argument.role for argument in mention.arguments}
    harmed = bool(roles & {"killed", "injured"})
    if about.sport >= SPORT_SHARE and not harmed:
        yield Reason("sports report", -0.5, f"{about.sport:.1%} of its words")
    loose = match.trigger.weight < _PLAIN and not match.trigger.told_by_company
    figurative = family in _FIGURATIVE and loose and not roles & {"instrument", *_TOLLS}
    if about.campaign >= CAMPAIGN_SHARE and figurative:
        yield Reason("campaign report", -0.5, f"{about.campaign:.1%} of its words")
    if about.cyber >= CYBER_SHARE and figurative and family == "battle":
        yield Reason("report on computers", -0.5, f"{about.cyber:.1%} of its words")
    told = is_verb(analysis, match.token) and roles & _DOERS and roles & {"target", "victim"}
    if mention.background_basis == IN_PASSING and not roles & {"time", *_TOLLS}:
        yield Reason("in passing", -0.2 if told else -0.35, "in a phrase about something else, with no time or toll")
    if _unmeant(analysis, match.token):
        yield Reason(UNMEANT, -1.0, "told as unintended at the word itself")
    elif _accident(analysis, match.token):
        yield Reason("accident", -0.9, "told as an accident or done to oneself")
    elif about.accident and family in {"violence_against_civilians", "remote_violence"}:
        yield Reason("accident in the lead", -0.7, about.accident)
    if not is_verb(analysis, match.token) and not roles and not _told_to_happen(analysis, match.token):
        yield Reason("bare noun", -0.25, "nobody, nothing, no place and no time with it")


UNMEANT = "unmeant"
"""The reason that the words at the act itself say nobody meant it; no reader overrules it."""


def _unmeant(analysis: Analysis, token: int) -> bool:
    """True for "accidentally shot" and "an accidental shooting"."""
    return any(
        analysis.lemmas[child] in lx.ACCIDENT and analysis.deps[child] in {"advmod", "amod"}
        for child in analysis.children[token]
    )


def _accident(analysis: Analysis, token: int) -> bool:
    """True when the words say that nobody meant it, or that it was done to oneself."""
    clause = clause_head(analysis, token)
    near = {token, clause, *with_conjuncts(analysis, clause)} | {analysis.heads[clause]}
    around = [child for each in near for child in analysis.children[each]]
    harming = any(analysis.lemmas[each] in lx.HARMING for each in near)
    return any(
        analysis.lemmas[each] in lx.ACCIDENT
        or (harming and analysis.words[each].lower() in lx.REFLEXIVE and analysis.deps[each] == "obj")
        for each in around
    )


def _told_to_happen(analysis: Analysis, noun: int) -> bool:
    """True when the noun is subject or object of a verb of happening ("clashes erupted", "carried out an attack")."""
    verb = analysis.heads[noun]
    return is_verb(analysis, verb) and analysis.lemmas[verb] in lx.OCCUR | lx.LIGHT
