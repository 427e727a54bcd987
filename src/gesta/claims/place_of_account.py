"""The place of the account: where an act was that is told without a place, in a report all of whose acts were at one.

"A gunman killed three in a hotel in Acapulco. Soldiers seized 36 rifles." A report that puts acts in several places
says nothing of the place of the others; nor does one of the place of another act of the kind that it puts there: that
may have been elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from gesta.knowledge.places import distance_km
from gesta.model.analysis import Analysis
from gesta.model.tellings import COUNTRY_OF_REPORT, PLACE_OF_ACCOUNT, Telling
from gesta.model.values import Where

_FINE = frozenset({"site", "neighbourhood", "city"})
_NEAR_KM = 25.0
_OF_COUNTRIES = frozenset(
    {"ceasefire", "peace_agreement", "sanction", "mobilization", "emergency_measures", "cyber_attack"}
)
"""What is done by or to whole countries: one town of the report says nothing of it."""


def place_of_account(told: Sequence[Telling]) -> Where | None:
    """The first of the towns that the grammar or its sentence ties to an act; None where two lie apart."""
    tied = [each.where for each in told if each.mention.cls == "event" and _is_tied(each.where)]
    towns = [where for where in tied if where.level in _FINE and where.lat is not None]
    if not towns or any(not _one_place(towns[0], other) for other in tied):
        return None
    return msgspec.structs.replace(towns[0], basis=f"{PLACE_OF_ACCOUNT}; {towns[0].basis}")


def without_place(analysis: Analysis, telling: Telling, told: Sequence[Telling], place: Where) -> bool:
    """True for one act of the news of which only the report's country is told, which is the place's; "demonstrations"
    may have been anywhere."""
    token = analysis.token_at(telling.mention.trigger.start)
    if telling.mention.concept in _OF_COUNTRIES or (token is not None and analysis.tags[token] == "NNS"):
        return False
    if telling.mention.concept in {each.mention.concept for each in told if _is_tied(each.where)}:
        return False
    where = telling.where
    unknown = where.name is None and where.country is None
    loose = where.basis.startswith(COUNTRY_OF_REPORT) and where.country == place.country
    return telling.mention.cls == "event" and not telling.background and (unknown or loose)


def _is_tied(where: Where) -> bool:
    return where.name is not None and "told before" not in where.basis and "of the report" not in where.basis


def _one_place(town: Where, other: Where) -> bool:
    """True for a place by the town, and for a unit or country that holds it."""
    if other.lat is None or other.lon is None or town.lat is None or town.lon is None:
        return other.country in (None, town.country)
    if other.level == "country":
        return other.country == town.country
    if other.level == "admin1":
        return other.admin1 == town.admin1
    return distance_km(town.lat, town.lon, other.lat, other.lon) <= _NEAR_KM
