"""The actors of a document: names, groups of people and the pronouns for them, with whom they are known to be.

Basis and roles of a mention are kept beside its entity in ``explained``; ``actors`` gives the entities alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from gesta.knowledge.actors import Actors
from gesta.model.analysis import Analysis
from gesta.model.documents import Document
from gesta.model.entities import ActorEntity
from gesta.model.spans import Span
from gesta.model.terms import ActorId, ActorKind
from gesta.model.values import ActorRef
from gesta.resolve.acronyms import with_acronyms
from gesta.resolve.actor_names import named_actors
from gesta.resolve.actor_page import Found, Page, page
from gesta.resolve.actor_phrases import measured, phrases
from gesta.resolve.links import Links
from gesta.resolve.pronouns import linked, pronouns
from gesta.resolve.same_actor import Group, grouped

_ARMED: frozenset[ActorKind] = frozenset({"rebel", "militia", "terrorist", "gang", "military"})


@dataclass(frozen=True, slots=True)
class Explained:
    """An actor entity with what it was worked out from; ``head``: character offset of its head word."""

    entity: ActorEntity
    basis: str
    head: int


def actors(document: Document, analysis: Analysis, base: Actors) -> tuple[ActorEntity, ...]:
    """Every mention of an actor in text order; ``refers_to`` leads to the first full name, where there is one."""
    return tuple(found.entity for found in explained(document, analysis, base))


def explained(document: Document, analysis: Analysis, base: Actors) -> tuple[Explained, ...]:
    """The same entities, each with its basis."""
    sheet = page(document, analysis, base)
    named, acronyms = with_acronyms(sheet, named_actors(sheet))
    first_groups = grouped(sheet, named, acronyms)
    named = _with_actors(named, first_groups)
    tokens = {token: mention for mention in named for token in range(mention.first, mention.end)}
    common = list(measured(sheet, phrases(sheet, tokens)))
    heads = {token for mention in common for token in range(mention.first, mention.end)}
    kept = [mention for mention in named if mention.form != "people" or mention.head not in heads]
    mentions = sorted([*kept, *common, *pronouns(sheet)], key=lambda mention: (mention.first, -mention.end))
    groups = grouped(sheet, mentions, acronyms)
    links = linked(sheet, mentions, groups)
    return tuple(
        _explained(sheet, links, index)
        for index, mention in enumerate(mentions)
        if mention.form != "pronoun" or index in links.to
    )


def _with_actors(named: Sequence[Found], groups: Sequence[Group]) -> list[Found]:
    """The named mentions with the known actor of their group, so that phrases around them can use it."""
    by_index = {index: group for group in groups for index in group.members}
    return [
        replace(mention, actor=by_index[index].actor, kind=by_index[index].kind, country=by_index[index].country)
        for index, mention in enumerate(named)
    ]


def _explained(sheet: Page, links: Links, index: int) -> Explained:
    mention = links.mentions[index]
    root = links.root(index)
    source = links.mentions[root]
    group = links.groups.get(root)
    span = sheet.analysis.span(mention.first, mention.end)
    owner = _owning_body(sheet, links, root)
    actor = group.actor if group is not None else source.actor or (owner.actor if owner is not None else None)
    refers_to = sheet.analysis.starts[source.first] if root != index else None
    entity = ActorEntity(
        start=span.start,
        end=span.end,
        exact=sheet.document.text[span.start : span.end],
        name=group.name if group is not None else source.name,
        actor_id=ActorId(actor.id) if actor is not None else None,
        sector=group.kind if group is not None else owner.kind if owner is not None else source.kind,
        country=group.country if group is not None else owner.country if owner is not None else source.country,
        refers_to=refers_to,
    )
    basis = group.basis if group is not None else source.basis
    if root != index and mention.form in {"pronoun", "common"}:
        basis = f"{mention.form} for {source.name!r}: {basis}"
    return Explained(entity, basis, sheet.analysis.starts[mention.head])


def _owning_body(sheet: Page, links: Links, index: int) -> Group | None:
    """The known armed body whose members the phrase means by a possessive: "its fighters"."""
    mention = links.mentions[index]
    if mention.form != "common" or mention.number == "one" or mention.lemma not in sheet.people.members:
        return None
    for other in range(index - 1, min(index + 2, len(links.mentions))):
        if other >= 0 and links.mentions[other].form == "pronoun" and links.mentions[other].first == mention.first:
            group = links.groups.get(links.root(other))
            return group if group is not None and group.kind in _ARMED and group.actor is not None else None
    return None


def actor_at(entities: Sequence[ActorEntity], span: Span, head: int | None = None) -> ActorEntity | None:
    """The entity that an argument span means: the longest over its head word, else the one that overlaps it most.

    ``head`` is the offset of the head word (``Argument.head``). Where the entity takes up a named one it carries that
    one's name, id, kind and country already.
    """
    if head is not None:
        over = [entity for entity in entities if entity.start <= head < entity.end]
        if over:
            return max(over, key=lambda entity: (entity.end - entity.start, -entity.start))
    best: ActorEntity | None = None
    shared = 0
    for entity in entities:
        common = min(entity.end, span.end) - max(entity.start, span.start)
        if common > shared:
            best, shared = entity, common
    return best


def reference(entity: ActorEntity) -> ActorRef:
    """Who the entity means, without the place in the text."""
    return ActorRef(entity.name, entity.actor_id, entity.sector, entity.country)
