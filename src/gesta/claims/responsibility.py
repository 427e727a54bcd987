"""Who claimed, denied or is suspected of an act, and "no one has claimed responsibility" as a value of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gesta.model.analysis import Analysis
from gesta.model.documents import Document
from gesta.model.incidents import Responsibility
from gesta.model.reading import Argument, Mention
from gesta.model.tellings import Resolved
from gesta.model.terms import ResponsibilityStatus

_STATEMENTS: Mapping[str, ResponsibilityStatus] = {
    "responsibility_claim": "claimed",
    "denial": "denied",
    "accusation": "suspected",
}
_DOUBT = ("suspected", "alleged", "believed to be", "thought to be")
_RANK: Mapping[ResponsibilityStatus, int] = {
    "claimed": 4, "denied": 3, "unclaimed": 2, "suspected": 1, "not_mentioned": 0,
}  # fmt: skip
_SENTENCES_BACK = 4


def responsibilities(
    document: Document, analysis: Analysis, mentions: Sequence[Mention], resolved: Resolved
) -> dict[int, Responsibility]:
    """By the trigger offset of each act, what the text says of the responsibility for it."""
    found: dict[int, Responsibility] = {}
    for mention in mentions:
        if mention.cls == "event":
            suspected = _suspected(mention)
            if suspected:
                _keep(found, mention.trigger.start, suspected)
            continue
        status = _STATEMENTS.get(mention.concept)
        if status is None or mention.realis in {"hypothetical", "generic", "planned"}:
            continue
        act = _act(analysis, mention, mentions)
        if act is None:
            continue
        if status == "claimed" and mention.realis == "negated":
            status = "unclaimed"
        elif mention.realis == "negated":
            continue
        by = _who(mention, status, resolved)
        as_of = document.published.start if status == "unclaimed" else None
        evidence = tuple(argument.quote for argument in mention.of("perpetrator", "participant")) if by else ()
        _keep(found, act.trigger.start, Responsibility(status, by, as_of, (*evidence, mention.trigger)))
    return found


def _keep(found: dict[int, Responsibility], start: int, new: Responsibility) -> None:
    old = found.get(start)
    if old is None or _RANK[new.status] > _RANK[old.status]:
        found[start] = new


def _suspected(mention: Mention) -> Responsibility | None:
    for argument in mention.of("perpetrator"):
        if argument.quote.exact.lower().startswith(_DOUBT):
            return Responsibility("suspected", argument.quote.exact, None, (argument.quote,))
    return None


def _who(mention: Mention, status: ResponsibilityStatus, resolved: Resolved) -> str | None:
    if status == "unclaimed":
        return None
    role: tuple[Argument, ...] = mention.of("target", "addressee") if status == "suspected" else ()
    for argument in role or mention.of("perpetrator", "participant"):
        for actor in resolved.actors:
            if actor.start <= argument.head < actor.end:
                return actor.name or actor.exact
        return argument.quote.exact
    return None


def _act(analysis: Analysis, statement: Mention, mentions: Sequence[Mention]) -> Mention | None:
    """The act spoken of: an event told later in the same sentence, else the last one told before."""
    token = analysis.token_at(statement.trigger.start)
    if token is None:
        return None
    number = analysis.sentence_of[token]
    before: list[Mention] = []
    for mention in mentions:
        place = analysis.token_at(mention.trigger.start)
        if mention.cls != "event" or place is None:
            continue
        distance = number - analysis.sentence_of[place]
        if distance == 0 and mention.trigger.start > statement.trigger.start:
            return mention
        if 0 <= distance <= _SENTENCES_BACK and mention.realis not in {"generic", "hypothetical", "planned"}:
            before.append(mention)
    return before[-1] if before else None
