"""Who plays which role in an act, as the trained heads weigh each phrase near it against what the rules say."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

import msgspec
import numpy as np

from gesta.codebook.records import Codebook, Concept
from gesta.model.analysis import Analysis
from gesta.model.documents import Document
from gesta.model.reading import BY_A_STATE, Argument, Attribution, Mention
from gesta.model.spans import quote
from gesta.model.terms import ArgumentRole
from gesta.readers.attribution import attributed, is_of, is_when_said, may_speak, says_nothing
from gesta.readers.cues import ANOTHER, MERGED, ROLES, Cues
from gesta.readers.heads import Floats, Heads, TokenScores
from gesta.readers.lexicon import PREVENT
from gesta.readers.roles import agent_role, patient_role
from gesta.readers.syntax import cases, is_aged, is_passive, is_verb, phrase, subjects

ROLE, FAR = 0.5, 0.75
"""Probability from which a phrase of the sentence, and one of another, plays a role that no rule gives it."""
ALONE = 0.6
"""The same for the likeliest party of another sentence where no other is told."""
FAR_TIME = 0.85
"""The same for a time of another sentence."""
KEPT = 0.15
"""Probability under which a role that a rule gives is dropped."""
SPEAKER, FAR_SPEAKER = 0.25, 0.6
"""Probability from which a phrase of the sentence, and one of another, tells the act where the rules see nobody who
does."""
_WEIGHED = frozenset({"perpetrator", "target", "instrument", "place", "time"})
"""Tolls stay with the rules: what a number counts is read off the words around it."""
_ONCE = frozenset({"time"})
"""The grammar's own time is enough: another beside it is mostly that of another act."""
_PARTIES = frozenset({"target"})
"""Of whom the likeliest is taken from another sentence where nobody else is told: an act that is told again ("the
attack came as ...") seldom names its parties anew."""
_TIME = ROLES.index("time")
Chances = Mapping[int, Floats]
"""Probabilities of the roles, by candidate."""


def with_roles(
    document: Document,
    analysis: Analysis,
    codebook: Codebook,
    heads: Heads,
    scores: TokenScores,
    cues: Cues,
    kept: Mapping[int, Mention],
) -> Iterator[tuple[int, Mention]]:
    """The acts with the roles that the heads give, drop and add."""
    acts = [token for token, mention in kept.items() if mention.cls == "event"]
    pairs = [(token, candidate) for token in acts for candidate in cues.near(token) if scores.read(candidate)]
    if not pairs:
        return
    rules = {token: cues.rules(token) for token in acts}
    rows = [cues.pair(token, candidate, rules[token]) for token, candidate in pairs]
    likely = 1 / (1 + np.exp(-heads.roles(scores, pairs, rows)))
    by_act: dict[int, dict[int, Floats]] = {token: {} for token in acts}
    hopeful: dict[int, dict[int, Floats]] = {token: {} for token in acts}
    for (token, candidate), row, hopes in zip(pairs, likely, likely.max(axis=1) >= ROLE, strict=True):
        by_act[token][candidate] = row
        if hopes:
            hopeful[token][candidate] = row
    timed = {
        (token, head)
        for token in acts
        for head, role in rules[token].items()
        if role == 1 + _TIME and cues.pointing(token) == ANOTHER
    }
    for token, chances in by_act.items():
        mention = kept[token]
        others = frozenset(head for act, head in timed if act != token)
        concept = codebook.concept(mention.concept)
        ruled = [each for each in mention.arguments if not _dropped(analysis, each, chances)]
        added = _added(document, analysis, concept, token, ruled, hopeful[token], others)
        arguments = sorted((*ruled, *added), key=lambda each: (each.quote.start, each.role))
        spoken = mention.attribution or _speaker(document, analysis, token, chances)
        yield token, msgspec.structs.replace(mention, arguments=tuple(arguments), attribution=spoken)


def _dropped(analysis: Analysis, argument: Argument, chances: Chances) -> bool:
    head, role = analysis.token_at(argument.head), MERGED.get(argument.role)
    row = chances.get(head) if head is not None else None
    if argument.basis == BY_A_STATE:
        return False
    return row is not None and role in _WEIGHED and bool(row[ROLES.index(role)] < KEPT)


def _added(
    document: Document,
    analysis: Analysis,
    concept: Concept,
    token: int,
    ruled: list[Argument],
    chances: Chances,
    others: frozenset[int],
) -> Iterator[Argument]:
    """The roles that no rule gives. ``chances``: of the candidates that may have one; ``others``: the times that the
    grammar gives to acts told as other ones."""
    there = {(MERGED.get(each.role), analysis.token_at(each.head)) for each in ruled}
    settled = {role for role, _ in there} & _ONCE
    alone = _alone(chances, {role for role, _ in there})
    for candidate, row in chances.items():
        near = analysis.sentence_of[candidate] == analysis.sentence_of[token]
        for number in map(int, np.flatnonzero(row >= ROLE)):
            role = ROLES[number]
            if not near and row[number] < (ALONE if candidate == alone.get(role) else FAR):
                continue
            if role not in _WEIGHED or role in settled or (role, candidate) in there:
                continue
            if (_OPPOSED.get(role), candidate) in there and agent_role(concept) == "perpetrator":
                continue
            if role == "perpetrator" and _stops(analysis, candidate, token):
                continue
            if role == "time" and (candidate in others or _is_beyond(analysis, token, candidate)):
                continue
            if role == "time" and not near and row[number] < FAR_TIME:
                continue
            head = _of_age(analysis, candidate)
            if head is None or (role, head) in there:
                continue
            words = quote(document.text, phrase(analysis, head))
            yield Argument(_named(analysis, concept, role, head), words, analysis.starts[head], _BASIS)


def _alone(chances: Chances, told: Collection[str | None]) -> dict[str, int]:
    """By the role of a party that nothing else tells, the likeliest candidate for it."""
    left = [(role, ROLES.index(role)) for role in _PARTIES if role not in told and chances]
    return {role: max(chances, key=lambda each: float(chances[each][number])) for role, number in left}


def _stops(analysis: Analysis, candidate: int, act: int) -> bool:
    """True for the subject of what stops the act ("the army foiled an attempt to kidnap her")."""
    verb = analysis.heads[candidate]
    stopping = analysis.lemmas[verb] in PREVENT and is_verb(analysis, verb) and candidate in subjects(analysis, verb)
    return stopping and not is_passive(analysis, verb) and verb in analysis.ancestors(act)


def _of_age(analysis: Analysis, token: int) -> int | None:
    """The token, or for the years of an age the person of that age ("a 16-year-old"); None where a noun names them."""
    if analysis.words[token].lower() in {"old", "olds"}:
        return token if is_aged(analysis, token) else None
    if analysis.lemmas[token] != "year":
        return token
    for each in range(token + 1, min(token + 3, len(analysis))):
        if analysis.words[each].lower() in {"old", "olds"}:
            return each if is_aged(analysis, each) else None
    return token


def _is_beyond(analysis: Analysis, token: int, time: int) -> bool:
    """True for a time outside a clause that tells its act by another's ("died Friday, a week after the attack")."""
    for each in (token, *analysis.ancestors(token)):
        if analysis.deps[each] in {"advcl", "obl", "nmod"} and cases(analysis, each) & _ORDERING:
            return each not in (time, *analysis.ancestors(time))
    return False


_ORDERING = frozenset({"after", "before", "since", "until"})
_BASIS = "read in context"
_OPPOSED = {"perpetrator": "target", "target": "perpetrator"}
"""The role that whoever the grammar has in the other does not play in the same act, but in a fight of two sides."""


def _named(analysis: Analysis, concept: Concept, role: str, candidate: int) -> ArgumentRole:
    """The role as the concept has it: sides of a fight take part in it, persons are victims."""
    if role == "perpetrator":
        return agent_role(concept)
    if role == "target":
        return patient_role(analysis, concept, candidate)
    return _PLAIN[role]


_PLAIN: dict[str, ArgumentRole] = {"instrument": "instrument", "place": "place", "time": "time"}


def _speaker(document: Document, analysis: Analysis, token: int, chances: Chances) -> Attribution | None:
    number, here = ROLES.index("speaker"), analysis.sentence_of[token]
    likely = [
        (analysis.sentence_of[each] == here, float(row[number]), each)
        for each, row in chances.items()
        if row[number] >= (SPEAKER if analysis.sentence_of[each] == here else FAR_SPEAKER)
        and not _silent(analysis, each)
        and not _is_beside(analysis, token, each)
    ]
    if not likely:
        return None
    _, _, speaker = max(likely)  # one of the sentence before any of another
    return attributed(document, analysis, speaker, analysis.heads[speaker])


def _is_beside(analysis: Analysis, act: int, speaker: int) -> bool:
    """True for whom the act is told of, and for who only spoke when it happened."""
    verb = analysis.heads[speaker]
    return is_of(analysis, act, (speaker,), verb) or is_when_said(analysis, act, verb)


def _silent(analysis: Analysis, speaker: int) -> bool:
    """True for a happening, and for the subject of a verb that says that nothing is said, or of what is found."""
    verb = analysis.heads[speaker]
    if not may_speak(analysis, speaker):
        return True
    acts = analysis.deps[speaker].startswith("nsubj") and is_verb(analysis, verb)
    return acts and (analysis.lemmas[verb] in _FINDS or says_nothing(analysis, verb))


_FINDS = frozenset({"find", "discover", "meet"})
"""What those do who come to a scene: that they tell of it is not said."""
