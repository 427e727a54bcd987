"""The actors of a document: names, groups of people and the pronouns for them, with whom they are known to be.

Basis and roles of a mention are kept beside its entity in ``explained``; ``actors`` gives the entities alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from gesta.knowledge.actors import Actor, Actors
from gesta.model.analysis import Analysis
from gesta.model.documents import Document
from gesta.model.entities import ActorEntity, PlaceEntity
from gesta.model.spans import Span
from gesta.model.terms import ActorId, ActorKind
from gesta.model.values import ActorRef
from gesta.resolve.acronyms import with_acronyms
from gesta.resolve.actor_names import named_actors
from gesta.resolve.actor_offices import described
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


@dataclass(frozen=True, slots=True)
class _Meant:
    """Who a mention means, before it is an entity."""

    name: str | None
    actor: Actor | None
    kind: ActorKind
    country: str | None
    basis: str
    candidates: tuple[Actor, ...] = ()


def actors(
    document: Document, analysis: Analysis, base: Actors, places: Sequence[PlaceEntity] = ()
) -> tuple[ActorEntity, ...]:
    """Every mention of an actor in text order; ``refers_to`` leads to the first full name, where there is one.

    ``places``: the places of the document, which help to tell of which country its bodies are.
    """
    return tuple(found.entity for found in explained(document, analysis, base, places))


def explained(
    document: Document, analysis: Analysis, base: Actors, places: Sequence[PlaceEntity] = ()
) -> tuple[Explained, ...]:
    """The same entities, each with its basis."""
    sheet = page(document, analysis, base, places)
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
    mention, root = links.mentions[index], links.root(index)
    source, meant = links.mentions[root], _meant(sheet, links, root)
    span = sheet.analysis.span(mention.first, mention.end)
    taken_up = root != index and mention.form in {"pronoun", "common"}
    basis = f"{mention.form} for {source.name!r}: {meant.basis}" if taken_up else meant.basis
    entity = ActorEntity(
        start=span.start,
        end=span.end,
        exact=sheet.document.text[span.start : span.end],
        name=meant.name,
        actor_id=ActorId(meant.actor.id) if meant.actor is not None else None,
        sector=meant.kind,
        country=meant.country,
        refers_to=sheet.analysis.starts[source.first] if root != index else None,
        basis=basis,
        candidates=tuple(each.id for each in meant.candidates),
    )
    return Explained(entity, basis, sheet.analysis.starts[mention.head])


def _meant(sheet: Page, links: Links, root: int) -> _Meant:
    """Who a mention that takes up no other means: by its group, the office it names, or its own words."""
    source, group = links.mentions[root], links.groups.get(root)
    if group is not None:
        return _Meant(group.name, group.actor, group.kind, group.country, group.basis, tuple(group.candidates))
    owner = _owning_body(sheet, links, root)
    if owner is not None:
        return _Meant(source.name, source.actor or owner.actor, owner.kind, owner.country, source.basis)
    holder = described(sheet, source) if source.actor is None else None
    if holder is not None:
        basis = f"holder of {holder.basis}"
        return _Meant(source.name, holder.actor, source.kind, source.country, basis, holder.candidates)
    return _Meant(source.name, source.actor, source.kind, source.country, source.basis)


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
