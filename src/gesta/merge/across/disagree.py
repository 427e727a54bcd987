"""The fields of an incident for which speakers or sources tell what cannot hold together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from gesta.merge.across.agree import Specific, of_each, same_place, same_time, same_type, spot
from gesta.merge.across.policies import together
from gesta.merge.across.sources import Voice
from gesta.merge.across.told import Told
from gesta.model.incidents import Claim, Disagreement, Incident
from gesta.model.terms import COUNT_FIELDS, ClaimId
from gesta.model.values import When

T = TypeVar("T")
Bounds = tuple[int | None, int | None]


def disagreements(
    voices: Sequence[Voice], figures: Sequence[Told], claims: Sequence[Claim], specific: Specific
) -> tuple[Disagreement, ...]:
    """The disputed fields with the claims that dispute them: tolls between speakers, the rest between sources.

    ``voices`` are those that count, ``figures`` those that hold: what a newer figure replaced is no dispute.
    """
    return (*_tolls(figures), *_facts(voices, specific), *_responsibility(claims))


def _tolls(figures: Sequence[Told]) -> Iterator[Disagreement]:
    for field in COUNT_FIELDS:
        told = [each for each in figures if each.field == field and each.bounded]
        by_value: dict[tuple[Bounds, bool], list[ClaimId]] = {}
        for each in told:
            by_value.setdefault((_bounds(each), each.negated), []).append(each.claims[0])
        apart = [one for one in by_value if any(_clash(one, other) for other in by_value)]
        if apart:
            yield Disagreement(f"counts.{field}", tuple(claim for one in apart for claim in by_value[one]))


def _bounds(told: Told) -> Bounds:
    """The figure's bounds; one person told by name or description is at least one."""
    return (told.count.low, told.count.high) if told.counted else (told.count.low, None)


def _clash(one: tuple[Bounds, bool], other: tuple[Bounds, bool]) -> bool:
    """True for two figures of which one is higher than the other, or one denies what the other tells."""
    if one[1] or other[1]:
        return one[1] != other[1] and together(one[0], other[0])
    return not together(one[0], other[0])


def _facts(voices: Sequence[Voice], specific: Specific) -> Iterator[Disagreement]:
    """Type, time and place where the newest values of two sources differ."""
    yield from _fact(voices, "type", lambda each: each.type, lambda one, other: same_type(one, other, specific))
    yield from _fact(voices, "when", lambda each: When(each.when.start, each.when.end), same_time)
    yield from _fact(voices, "where", lambda each: spot(each.where), same_place)


def _fact(
    voices: Sequence[Voice], field: str, read: Callable[[Incident], T], agree: Callable[[T, T], bool]
) -> Iterator[Disagreement]:
    told = of_each(voices, lambda voice: read(voice.incident))
    distinct = dict.fromkeys(value for _, value in told)
    apart = {value for value in distinct if not all(agree(value, other) for other in distinct)}
    sides = (voice.incident for voice, value in told if value in apart)
    claims = tuple(claim.id for incident in sides if (claim := _claim(incident, field)) is not None)
    if len(claims) > 1:
        yield Disagreement(field, claims)


def _claim(incident: Incident, field: str) -> Claim | None:
    """The claim of an account that states its value; the first of its field where no claim states just that."""
    told = [claim for claim in incident.claims if claim.field == field]
    return next((claim for claim in told if _states(claim, incident)), told[0] if told else None)


def _states(claim: Claim, incident: Incident) -> bool:
    value = claim.value
    if claim.field == "type":
        return value == incident.type
    if not isinstance(value, dict):
        return False
    if claim.field == "when":
        return (value.get("start"), value.get("end")) == (incident.when.start, incident.when.end)
    return (value.get("name"), value.get("lat")) == (incident.where.name, incident.where.lat)


def _responsibility(claims: Sequence[Claim]) -> Iterator[Disagreement]:
    """Two parties that claim it, or one that denies what it is said to have claimed or is suspected of."""
    told = [claim for claim in claims if claim.field == "responsibility" and isinstance(claim.value, dict)]
    stated = [(claim, claim.value.get("status"), _party(claim)) for claim in told if isinstance(claim.value, dict)]
    claimants = {party for _, status, party in stated if status == "claimed" and party}
    denied = {party for _, status, party in stated if status == "denied" and party}
    rivals = claimants if len(claimants) > 1 else set()
    disputed = rivals | {party for _, status, party in stated if status in {"claimed", "suspected"} and party in denied}
    apart = [claim.id for claim, status, party in stated if party in disputed and status != "unclaimed"]
    if len(apart) > 1:
        yield Disagreement("responsibility", tuple(apart))


def _party(claim: Claim) -> str:
    by = claim.value.get("by") if isinstance(claim.value, dict) else None
    return by.casefold() if isinstance(by, str) else ""
