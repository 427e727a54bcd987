"""The headline facts of an incident, each with every telling of it and every value that is told instead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from gesta.codebook.records import Codebook
from gesta.export.words import (
    actor_words,
    count_words,
    responsibility_words,
    weapon_words,
    when_basis,
    when_words,
    where_basis,
    where_words,
)
from gesta.knowledge.countries import country
from gesta.model.incidents import Claim, IncidentActor
from gesta.model.merged import MergedIncident
from gesta.model.plain import clipped
from gesta.model.spans import Evidence
from gesta.model.terms import COUNT_FIELDS, ActorRole, ClaimId
from gesta.model.values import Count, Where
from gesta.web.views.closeness import placed, timed
from gesta.web.views.links import actor_page, place_page
from gesta.web.views.sayings import Saying, Sayings
from gesta.web.views.values import field_words, told_words

_MOST_VALUES = 60
"""Values of one field that are shown."""
_MOST_SAYINGS = 60
"""Tellings of one value that are shown."""
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Told:
    """One value. ``lead``: the incident's own; ``left_out``: tellings for which there is no room."""

    words: str
    lead: bool
    note: str
    href: str | None
    sayings: tuple[Saying, ...]
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class Fact:
    """A field with its values, the incident's own first. ``field``: as claims name it; ``left_out``: values for which
    there is no room."""

    field: str
    name: str
    values: tuple[Told, ...]
    disputed: bool
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class _Value:
    """A value of the incident before its claims are found; ``told``: the words in which claims have it."""

    words: str
    note: str = ""
    href: str | None = None
    evidence: Evidence = ()
    told: str = ""


def facts(incident: MergedIncident, book: Codebook, sayings: Sayings) -> tuple[Fact, ...]:
    """What, when, where, who, with what, with what toll, claimed by whom; what is told of none of these is left out,
    but for time and place, of which it is said."""
    claims: dict[str, list[Claim]] = {}
    for claim in {each.id: each for each in incident.claims}.values():
        claims.setdefault(claim.field, []).append(claim)
    own = _own(incident)
    disputed = {each.field for each in incident.disagreements}
    return tuple(
        _fact(field, own.get(field, []), claims.get(field, []), field in disputed, book, sayings)
        for field in (*own, *(each for each in claims if each not in own))
    )


def _own(incident: MergedIncident) -> Mapping[str, list[_Value]]:
    """The incident's own values by field, in the order of the page."""
    when, where = incident.when, incident.where
    notes = (when_basis(when), timed(when))
    place = (where_basis(where), placed(where))
    found: dict[str, list[_Value]] = {
        "type": [_Value(incident.label, "" if incident.realis == "actual" else incident.realis)],
        "when": [_Value(when_words(when), "; ".join(filter(None, notes)), evidence=when.evidence)],
        "where": [
            _Value(where_words(where), "; ".join(filter(None, place)), place_page(where.place_id) if where.place_id
                   else None, where.evidence, where_words(Where(where.name, country=where.country)))
        ],
    }  # fmt: skip
    for role in get_args(ActorRole):
        actors = [each for each in incident.actors if each.role == role]
        if actors:
            found[f"actors.{role}"] = [_actor(each) for each in actors]
    if incident.weapons:
        found["weapons"] = [_Value(weapon_words(each), evidence=each.evidence) for each in incident.weapons]
    for field in COUNT_FIELDS:
        count: Count | None = getattr(incident.counts, field)
        if count is not None:
            found[f"counts.{field}"] = [_Value(count_words(count), _parts(count), evidence=count.evidence)]
    if incident.responsibility.status != "not_mentioned":
        told = incident.responsibility
        found["responsibility"] = [_Value(responsibility_words(told), evidence=told.evidence)]
    return found


def _actor(actor: IncidentActor) -> _Value:
    found = country(actor.country) if actor.country else None
    nation = found.name if found else actor.country or ""
    return _Value(actor_words(actor), nation, actor_page(actor.actor_id) if actor.actor_id else None, actor.evidence)


def _parts(count: Count) -> str:
    """The words of the text and the groups told apart inside the number."""
    parts = ", ".join(f"{number} {name.replace('_', ' ')}" for name, number in count.parts.items())
    return f"of them {parts}" if parts else ""


def _fact(
    field: str, own: Sequence[_Value], claims: Sequence[Claim], disputed: bool, book: Codebook, sayings: Sayings
) -> Fact:
    values = list(_values(own, {claim.id: (claim, told_words(claim, book)) for claim in claims}))
    told = tuple(_told(value, same, sayings, lead=lead) for value, same, lead in values[:_MOST_VALUES])
    return Fact(field, field_words(field), told, disputed, len(values) - len(told))


def _values(
    own: Sequence[_Value], left: dict[ClaimId, tuple[Claim, str]]
) -> Iterator[tuple[_Value, Sequence[Claim], bool]]:
    """The incident's own values with the claims that tell them, then what the other claims tell; ``left``: every claim
    with its value in words."""
    for value in own:
        mine = [claim for claim, words in left.values() if _tells(claim, words, value)]
        for claim in mine:
            del left[claim.id]
        yield value, mine, True
    others: dict[str, list[Claim]] = {}
    for claim, words in left.values():
        others.setdefault(words, []).append(claim)
    yield from ((_Value(words), same, False) for words, same in others.items())


def _tells(claim: Claim, words: str, value: _Value) -> bool:
    """True where the claim says the same; a name may be told otherwise by the very words the value stands on."""
    if words in (value.words, value.told):
        return True
    by_words = claim.field in {"where", "weapons", "responsibility"} or claim.field.startswith("actors.")
    return by_words and bool(claim.evidence) and claim.evidence[0] in value.evidence


def _told(value: _Value, claims: Sequence[Claim], sayings: Sayings, *, lead: bool) -> Told:
    shown, left_out = sayings.of(claims, _MOST_SAYINGS)
    return Told(clipped(value.words, _LONGEST), lead, clipped(value.note, _LONGEST), value.href, shown, left_out)
