"""Who claimed, denied or is suspected of an act, and "no one has claimed responsibility" as a value of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

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
            suspected = _suspected(mention) or _accused(mention, resolved)
            if suspected:
                _keep(found, mention.trigger.start, suspected)
            if mention.concept == "arrest" and mention.realis == "actual":
                for deed in _arrested_for(analysis, mention, mentions):
                    _keep(found, deed.trigger.start, _of_the_arrested(mention, resolved))
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


def _accused(mention: Mention, resolved: Resolved) -> Responsibility | None:
    """Somebody accused, charged or suspected of the act in the words that tell it."""
    accused = mention.realis == "alleged" and mention.realis_basis.partition(" ")[0] in _ACCUSING
    if not accused or not mention.of("perpetrator"):
        return None
    argument = mention.of("perpetrator")[0]
    return Responsibility("suspected", _named(argument, resolved), None, (argument.quote, mention.trigger))


_ACCUSING = frozenset(
    "accused accusing accuses charged charging charges charge alleged alleges allege suspected suspects suspect blamed "
    "blames blaming indicted implicated arrested detained wanted allegedly accusation allegation".split()
)


def _arrested_for(analysis: Analysis, arrest: Mention, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """The acts that the sentence of the arrest tells after it ("held in connection with the bombing").

    What stands beside the arrest is none: "arrested 30 and burned houses", "arrested a journalist covering a protest".
    """
    token = analysis.token_at(arrest.trigger.start)
    if token is None or not arrest.of("target", "victim"):
        return
    number = analysis.sentence_of[token]
    for mention in mentions:
        place = analysis.token_at(mention.trigger.start)
        if place is None or mention.cls != "event" or mention.concept in {"arrest", "release"}:
            continue
        after = mention.trigger.start > arrest.trigger.start and analysis.sentence_of[place] == number
        told = mention.realis in {"actual", "alleged", "attempted"}
        if after and told and not _beside(analysis, place, token):
            yield mention


def _beside(analysis: Analysis, deed: int, arrest: int) -> bool:
    """True for a deed joined to the arrest with "and", and for one that somebody arrested is told to be busy with."""
    path = [deed, *analysis.ancestors(deed)]
    if arrest not in path[1:]:
        return False
    between = path[: path.index(arrest)]
    busy = any(analysis.deps[each] == "acl" and analysis.tags[each] == "VBG" for each in between)
    return analysis.deps[between[-1]] == "conj" or busy


def _of_the_arrested(arrest: Mention, resolved: Resolved) -> Responsibility:
    argument = arrest.of("target", "victim")[0]
    return Responsibility("suspected", _named(argument, resolved), None, (argument.quote, arrest.trigger))


def _named(argument: Argument, resolved: Resolved) -> str:
    for actor in resolved.actors:
        if actor.start <= argument.head < actor.end:
            return actor.name or actor.exact
    return argument.quote.exact


def _who(mention: Mention, status: ResponsibilityStatus, resolved: Resolved) -> str | None:
    if status == "unclaimed":
        return None
    role: tuple[Argument, ...] = mention.of("target", "addressee") if status == "suspected" else ()
    arguments = role or mention.of("perpetrator", "participant")
    return _named(arguments[0], resolved) if arguments else None


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
