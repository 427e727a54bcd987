"""One occurrence of one report as an incident: its claims, their disagreements, the values the text leads with."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date

import msgspec

from gesta.merge.dating import day_of
from gesta.merge.figures import lead_figures
from gesta.merge.kinds import Kinds, type_of
from gesta.merge.parties import actors_of, joined
from gesta.model.documents import Document
from gesta.model.incidents import (
    Claim,
    Codes,
    Counts,
    Disagreement,
    Incident,
    IncidentWeapon,
    MentionRef,
    Related,
    Responsibility,
)
from gesta.model.tellings import BACKGROUND_AFTER, COUNTRY_OF_REPORT, IN_SENTENCE, OVER, Telling
from gesta.model.terms import ConceptId, IncidentId, Realis
from gesta.model.values import Reason, Score, When, Where, score

_REALIS_ORDER: tuple[Realis, ...] = (
    "actual", "prevented", "attempted", "alleged", "negated", "planned", "threatened", "hypothetical", "generic",
)  # fmt: skip
_LEVELS = ("site", "neighbourhood", "city", "district", "unknown", "admin1", "region", "country")
_WIDE = frozenset({"admin1", "region", "country"})
_STATUS = ("claimed", "denied", "unclaimed", "suspected", "not_mentioned")


def account(document: Document, group: Sequence[Telling], kinds: Kinds, label: Callable[[str], str]) -> Incident:
    """The incident a group of tellings makes; codes are added by the pipeline, ties by ``related``."""
    concept = type_of(group, kinds)
    realis = _realis(group, concept)
    own = [telling for telling in group if telling.mention.realis == realis]
    counts, when = lead_figures(group), day_of(group)
    claims = tuple({claim.id: claim for telling in group for claim in telling.claims}.values())
    return Incident(
        id=incident_id(document, group),
        cls=group[0].mention.cls,
        type=concept,
        label=label(concept),
        codes=Codes(),
        realis=realis,
        background=_is_background(own or group, document.published.start is not None)
        or _long_before(when, document.published.start),
        when=when,
        where=_where(group),
        actors=actors_of(group),
        weapons=tuple(_weapons(group)),
        counts=Counts(**counts),
        responsibility=_responsibility(group),
        claims=claims,
        disagreements=tuple(_disagreements(claims)),
        related=(),
        mentions=tuple(_mention(telling) for telling in group),
        score=_score(group),
    )


def incident_id(document: Document, group: Sequence[Telling]) -> IncidentId:
    """Hash of the report and the first trigger: stable for one report under one set of readers."""
    key = f"{document.report.id}|{group[0].mention.trigger.start}|{group[0].mention.cls}"
    return IncidentId(f"inc_{hashlib.sha256(key.encode()).hexdigest()[:16]}")


def _mention(telling: Telling) -> MentionRef:
    trigger = telling.mention.trigger
    return MentionRef(
        trigger.start, trigger.end, trigger.exact, trigger.exact, telling.mention.concept, telling.mention.realis,
        telling.background, summary=telling.summary,
    )  # fmt: skip


def _is_background(group: Sequence[Telling], dated: bool) -> bool:
    """True where every telling is background, and where all that tell a time tell an old one.

    A date with its year says nothing against it in a report that is not dated itself.
    """
    timed = [each for each in group if each.old or (each.when.evidence and IN_SENTENCE not in each.when.basis)]
    against = (each for each in timed if not each.old and (dated or each.when.basis != "given in the text"))
    return all(each.background for each in group) or (any(each.old for each in timed) and not any(against))


def _long_before(when: When, published: str | None) -> bool:
    """True for an occurrence more than a week before publication, though most of its tellings have no day.

    A day that only stands in its sentence does not count: it may be of something else.
    """
    end = when.end or when.start
    if not end or not published or IN_SENTENCE in when.basis:
        return False
    return date.fromisoformat(published[:10]) - date.fromisoformat(end[:10]) > BACKGROUND_AFTER


def _realis(group: Sequence[Telling], concept: ConceptId) -> Realis:
    """What the outlet itself tells, else what the speakers tell; the most settled of several.

    An act that is told by its name as an attempt only ("the arson attempt") stays one, whatever was done in it ("threw
    petrol bombs"), but where somebody was killed.
    """
    own = [telling.mention.realis for telling in group if telling.mention.concept == concept]
    dead = any(name == "killed" and count.low != 0 for each in group for name, count in each.counts)
    if len(own) > 1 and set(own) == {"attempted"} and not dead:
        return "attempted"
    narrated = [telling for telling in group if telling.speaker is None] or list(group)
    return min((telling.mention.realis for telling in narrated), key=_REALIS_ORDER.index)


def _where(group: Sequence[Telling]) -> Where:
    """The most precise place told in the unit that most tellings tell, a resolved town or site that the grammar ties to
    it before one that only stands in the sentence; of equals one of the body before a headline's.

    What the first telling puts all over a country or unit is there, though the towns of it are told below. An
    occurrence that no telling places is at the place of the account.
    """
    first = next((telling.where for telling in group if not telling.mention.headline), Where())
    if first.basis.startswith(OVER):
        return first
    told = [telling for telling in group if telling.where.name or telling.where.country]
    named = [telling for telling in told if telling.where.name]
    tied = [telling for telling in named if not _is_loose(telling.where)]

    def order(telling: Telling) -> tuple[bool, int, bool]:
        return not _is_firm(telling.where), _LEVELS.index(telling.where.level), telling.mention.headline

    chosen = min(_of_most(tied or named or told), key=order, default=None)
    if chosen is None or chosen.where.basis.startswith(COUNTRY_OF_REPORT):
        near = next((telling.nearby for telling in group if telling.nearby is not None), None)
        return near or (chosen.where if chosen else Where())
    return _in_country(chosen.where, told)


def _in_country(where: Where, told: Sequence[Telling]) -> Where:
    """The place; a name that nothing resolves with the one country that the other tellings of the act are in."""
    if where.country is not None:
        return where
    others = {each.where.country: each.where for each in told if each.where.country and each.where.evidence}
    if len(others) != 1:
        return where
    ((country, other),) = others.items()
    basis = f"{where.basis}; in the country of the act's other tellings"
    return msgspec.structs.replace(where, country=country, basis=basis, evidence=(*where.evidence, *other.evidence))


def _of_most(told: Sequence[Telling]) -> Sequence[Telling]:
    """The tellings without those of another country, and then of another first-order unit, than most tell; a place tied
    by grammar in the body counts as two others; "near the Oregon border" says nothing."""
    for level in ("country", "admin1"):
        votes: Counter[str] = Counter()
        for each in told:
            unit = getattr(each.where, level)
            if unit and not each.where.basis.startswith("near "):
                votes[unit] += 1 if IN_SENTENCE in each.where.basis or each.mention.headline else 2
        most = {unit for unit, count in votes.items() if count == max(votes.values())}
        told = [each for each in told if getattr(each.where, level) in {None, *most}] or told
    return told


def _is_firm(where: Where) -> bool:
    """True for a located place of no unit's size that more than its sentence ties to the act."""
    return IN_SENTENCE not in where.basis and where.lat is not None and where.level not in _WIDE


def _is_loose(where: Where) -> bool:
    """True for a place that no words tie to the act: one told before it, the town that the report is about."""
    loose = ("the town of the report", "the home of the report", COUNTRY_OF_REPORT)
    return "told before" in where.basis or where.basis.startswith(loose)


def _weapons(group: Sequence[Telling]) -> Iterator[IncidentWeapon]:
    merged: dict[str, IncidentWeapon] = {}
    for telling in group:
        for weapon in telling.weapons:
            old = merged.get(weapon.kind)
            if old is None:
                merged[weapon.kind] = weapon
            else:
                merged[weapon.kind] = IncidentWeapon(
                    old.kind, old.name or weapon.name, old.count or weapon.count,
                    joined(old.evidence, weapon.evidence),
                )  # fmt: skip
    yield from merged.values()


def _responsibility(group: Sequence[Telling]) -> Responsibility:
    return min((telling.responsibility for telling in group), key=lambda found: _STATUS.index(found.status))


def _disagreements(claims: Sequence[Claim]) -> Iterator[Disagreement]:
    """Toll fields for which two speakers, or one speaker twice, give values that cannot both hold."""
    fields = dict.fromkeys(claim.field for claim in claims if claim.field.startswith("counts."))
    for field in fields:
        told = [claim for claim in claims if claim.field == field]
        values = {str(claim.value): claim for claim in told if _bounded(claim)}
        if len(values) > 1:
            yield Disagreement(field, tuple(claim.id for claim in values.values()))


def _bounded(claim: Claim) -> bool:
    return isinstance(claim.value, dict) and any(bound is not None for bound in claim.value.values())


def _score(group: Sequence[Telling]) -> Score:
    """The best mention's reasons; further mentions add a little each."""
    best = max(group, key=lambda telling: telling.mention.score.value).mention.score
    more = min(0.15, 0.05 * (len(group) - 1))
    reasons = (*best.reasons, Reason("told again", more, f"{len(group)} mentions")) if more else best.reasons
    return score(*reasons)


def related(incidents: Sequence[Incident]) -> tuple[Incident, ...]:
    """The incidents with an arrest or release tied to the violence told last before it, or else first after it."""
    tied: list[Incident] = []
    for index, incident in enumerate(incidents):
        act = _followed(incidents, index) if incident.type in {"arrest", "release"} else None
        tied.append(msgspec.structs.replace(incident, related=(Related(act.id, "follow_up"),)) if act else incident)
    return tuple(tied)


def _followed(incidents: Sequence[Incident], index: int) -> Incident | None:
    acts = [
        (position, other)
        for position, other in enumerate(incidents)
        if other.cls == "event" and other.type not in {"arrest", "release"} and other.realis in {"actual", "alleged"}
    ]
    before = [other for position, other in acts if position < index]
    after = [other for position, other in acts if position > index]
    return before[-1] if before else next(iter(after), None)
