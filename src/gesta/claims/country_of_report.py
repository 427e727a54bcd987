"""The country of an act that is told without a place: the one that most places and actors of its report belong to."""

from __future__ import annotations

from gesta.claims.town_of_report import FILED
from gesta.knowledge import countries
from gesta.model.entities import ActorEntity, PlaceEntity
from gesta.model.spans import Quote
from gesta.model.tellings import COUNTRY_OF_REPORT, Resolved
from gesta.model.values import Where

_SHARE = 0.65
"""Share of a report's places and actors from which their country is taken."""
_LEAST = 2


def country_of_report(resolved: Resolved) -> Where:
    """The country that most places and actors of the report belong to, without coordinates; else unknown.

    It goes without its name where only the dateline shows it, or actors that have their country from there.
    """
    told: list[PlaceEntity | ActorEntity] = [each for each in resolved.places if each.country]
    told += [each for each in resolved.actors if each.country]
    codes = [each.country for each in told if each.country]
    leading = max(sorted(set(codes)), key=codes.count, default=None)
    if leading is None or len(codes) < _LEAST or codes.count(leading) < _SHARE * len(codes):
        return Where()
    voices = [each for each in told if each.country == leading]
    own = [each for each in voices if not each.basis.startswith((*FILED, "leading country"))]
    first = min(own or voices, key=lambda each: each.start)
    nation = countries.country(leading)
    return Where(
        name=nation.name if nation and own else None,
        level="country",
        country=leading,
        basis=COUNTRY_OF_REPORT,
        evidence=(Quote(first.start, first.end, first.exact),),
    )
