"""The country of an act that is told without a place.

That of the police or government that did it, else the one that most places and actors of its report belong to.
"""

from __future__ import annotations

from gesta.claims.parties import actor_at
from gesta.claims.town_of_report import FILED
from gesta.knowledge import countries
from gesta.model.entities import ActorEntity, PlaceEntity
from gesta.model.reading import Mention
from gesta.model.spans import Quote, Span
from gesta.model.tellings import COUNTRY_OF_DOER, COUNTRY_OF_REPORT, Resolved
from gesta.model.terms import ActorKind, ConceptId
from gesta.model.values import Where

_SHARE = 0.5
"""Share of a report's places and actors above which their country is taken."""
_SURE = 0.65
"""Share from which it is named as well: below it the report speaks as much of other countries."""
_LEAST = 2
_OF_REPORT = "leading country"
"""How the basis of an actor begins whose country is only that of its report."""
_RULES: frozenset[ActorKind] = frozenset({"police", "government"})
_AT_HOME = frozenset(
    ConceptId(name)
    for name in (
        "arrest",
        "release",
        "security_operation",
        "protest_intervention",
        "execution",
        "emergency_measures",
        "censorship",
    )
)
"""What police and governments do in their own country; soldiers may be abroad."""

ON_PAPER = frozenset(
    ConceptId(name)
    for name in ("agreement", "boycott", "ceasefire", "censorship", "cyber_attack", "group_change", "sanction")
)
"""What is done by word or wire: seven or more of ten tellings in annotated news have no place. The countries named
beside it are its sides, and the town told before is that of something else."""
_FROM_AFAR = frozenset({ConceptId("cyber_attack"), ConceptId("sanction")})
"""Those of them that are not done in the country of the report either."""


def country_on_paper(mention: Mention, resolved: Resolved) -> Where:
    """The country of what is done by word or wire and told without a place: that of the report, or none."""
    if mention.concept in _FROM_AFAR:
        return Where()
    return country_of_rulers(mention, resolved) or country_of_report(resolved)


def country_of_rulers(mention: Mention, resolved: Resolved) -> Where | None:
    """The country whose police or government did it there ("Indian authorities raided offices"); else None."""
    if mention.concept not in _AT_HOME:
        return None
    for argument in mention.of("perpetrator"):
        doer = actor_at(resolved, argument)
        nation = countries.country(doer.country) if doer is not None and doer.country else None
        if doer is None or nation is None or doer.sector not in _RULES or doer.basis.startswith(_OF_REPORT):
            continue
        words = (Quote(doer.start, doer.end, doer.exact),)
        return Where(name=nation.name, level="country", country=doer.country, basis=COUNTRY_OF_DOER, evidence=words)
    return None


def country_of_report(resolved: Resolved, within: Span | None = None) -> Where:
    """The country that most places and actors of the report belong to, without coordinates; else unknown.

    It goes without its name where only the dateline shows it, or actors that have their country from there, where
    others are told about as often, and where nothing in the words ``within`` is of that country, if they are given.
    """
    told: list[PlaceEntity | ActorEntity] = [each for each in resolved.places if each.country]
    told += [each for each in resolved.actors if each.country]
    codes = [each.country for each in told if each.country]
    leading = max(sorted(set(codes)), key=codes.count, default=None)
    if leading is None or len(codes) < _LEAST or codes.count(leading) <= _SHARE * len(codes):
        return Where()
    voices = [each for each in told if each.country == leading]
    own = [each for each in voices if not each.basis.startswith((*FILED, _OF_REPORT))]
    named = codes.count(leading) >= _SURE * len(codes)
    named = named and (within is None or any(within.start <= each.start < within.end for each in own))
    first = min(own or voices, key=lambda each: each.start)
    nation = countries.country(leading)
    return Where(
        name=nation.name if nation and own and named else None,
        level="country",
        country=leading,
        basis=COUNTRY_OF_REPORT,
        evidence=(Quote(first.start, first.end, first.exact),),
    )
