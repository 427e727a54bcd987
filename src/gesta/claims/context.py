"""The context of a report with its actors named: ties and quotations by the names that resolving gave."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from gesta.model.entities import ActorEntity
from gesta.model.incidents import Context, Quotation, Tie
from gesta.model.spans import Quote
from gesta.model.tellings import Resolved

_PRONOUNS = frozenset({"he", "she", "they", "it", "his", "her", "their", "its", "him", "them", "we", "i", "our", "my"})


def named(context: Context, resolved: Resolved) -> Context:
    """The context with full names; a tie to a pronoun that nothing resolves is left out."""
    return Context(tuple(dict.fromkeys(_ties(context, resolved))), tuple(_quotes(context, resolved)))


def _ties(context: Context, resolved: Resolved) -> Iterator[Tie]:
    for tie in context.ties:
        subject = _name(tie.subject, tie.evidence, resolved)
        other = _name(tie.object, tie.evidence, resolved)
        if subject and other and subject != other:
            yield msgspec.structs.replace(tie, subject=subject, object=other)


def _quotes(context: Context, resolved: Resolved) -> Iterator[Quotation]:
    for quotation in context.quotes:
        speaker = quotation.speaker
        found = [actor for actor in resolved.actors if actor.exact == speaker]
        name = _full(found[-1], resolved) if found else None
        yield msgspec.structs.replace(quotation, speaker=name or speaker)


def _name(words: str, evidence: tuple[Quote, ...], resolved: Resolved) -> str | None:
    for quote in evidence:
        if quote.exact != words:
            continue
        inside = [actor for actor in resolved.actors if quote.start <= actor.start and actor.end <= quote.end]
        if inside:
            return _full(max(inside, key=lambda actor: actor.end - actor.start), resolved) or words
    return None if words.lower() in _PRONOUNS else words


def _full(actor: ActorEntity, resolved: Resolved) -> str | None:
    for _ in range(4):
        if actor.refers_to is None:
            break
        target = next((other for other in resolved.actors if other.start == actor.refers_to), None)
        if target is None:
            break
        actor = target
    return actor.name
