"""Whether the attributes of a shown incident agree with the gold incident it was matched to.

An attribute of a pair counts when gold or the shown incident tells it; so a value that was made up counts as wrong, and
two nulls count as nothing. Type, realis and background are always told.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from gesta.evaluate.incident_gold import GoldCount, GoldIncident, GoldParty, GoldWeapon, Offsets, spans
from gesta.knowledge.places import distance_km
from gesta.model.incidents import Incident, IncidentActor, IncidentWeapon, Record
from gesta.model.spans import Quote
from gesta.model.terms import ActorRole
from gesta.model.values import Count

Attribute = Literal[
    "type",
    "realis",
    "background",
    "when",
    "country",
    "where",
    "perpetrator_kind",
    "perpetrator",
    "target_kind",
    "target",
    "weapon",
    "killed",
    "injured",
    "detained",
    "abducted",
    "responsibility",
    "speaker",
    "conflicts",
]
NEAR_KM = 25.0
"""Two points no further apart than this are one place (the precision of UCDP's ``where_prec`` 2)."""
DOERS: frozenset[ActorRole] = frozenset({"perpetrator", "participant"})
DONE_TO: frozenset[ActorRole] = frozenset({"target", "victim"})


def fold(words: str) -> str:
    """Lower case without accents, punctuation, a leading article and extra space: for comparing names."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", words.casefold()) if not unicodedata.combining(c))
    tokens = "".join(c if c.isalnum() else " " for c in plain).split()
    return " ".join(tokens[1:] if len(tokens) > 1 and tokens[0] in ("the", "a", "an") else tokens)


def agreement(gold: GoldIncident, shown: Incident, record: Record) -> dict[Attribute, bool]:
    """True or False for every attribute that gold or the shown incident tells."""
    verdicts: dict[Attribute, bool | None] = {
        "type": shown.type in gold.types,
        "realis": shown.realis == gold.realis,
        "background": shown.background == gold.background,
        "when": same_date(gold, shown),
        "country": same_country(gold, shown),
        "where": same_place(gold, shown),
        "weapon": _weapon(gold, shown),
        "responsibility": _responsibility(gold, shown),
        "speaker": _speaker(gold, shown, record),
        "conflicts": _conflicts(gold, shown),
    }
    verdicts["perpetrator_kind"], verdicts["perpetrator"] = _parties(gold.perpetrators, shown, DOERS, record)
    verdicts["target_kind"], verdicts["target"] = _parties(gold.targets, shown, DONE_TO, record)
    tolls: Mapping[Attribute, tuple[GoldCount | None, Count | None]] = {
        "killed": (gold.killed, shown.counts.killed),
        "injured": (gold.injured, shown.counts.injured),
        "detained": (gold.detained, shown.counts.detained),
        "abducted": (gold.abducted, shown.counts.abducted),
    }
    verdicts |= {attribute: _count(*pair) for attribute, pair in tolls.items()}
    return {attribute: verdict for attribute, verdict in verdicts.items() if verdict is not None}


def values(attribute: Attribute, gold: GoldIncident, shown: Incident) -> str:
    """What gold and the shown incident say, for a listing: "gold | shown"."""
    pairs: dict[Attribute, tuple[object, object]] = {
        "type": ("/".join(gold.types), shown.type),
        "realis": (gold.realis, shown.realis),
        "background": (gold.background, shown.background),
        "when": (gold.when.start, shown.when.start),
        "country": (gold.where.country, shown.where.country),
        "where": (gold.where.name, shown.where.name),
        "weapon": (_listed(gold.weapons), ", ".join(weapon.kind for weapon in shown.weapons)),
        "responsibility": (gold.responsibility, shown.responsibility.status),
        "speaker": (_listed(gold.speakers), ", ".join(sorted({claim.speaker.name for claim in shown.claims}))),
        "conflicts": ([one.field for one in gold.conflicts], [one.field for one in shown.disagreements]),
        "killed": (_bounds(gold.killed), _bounds(shown.counts.killed)),
        "injured": (_bounds(gold.injured), _bounds(shown.counts.injured)),
        "detained": (_bounds(gold.detained), _bounds(shown.counts.detained)),
        "abducted": (_bounds(gold.abducted), _bounds(shown.counts.abducted)),
    }
    doers, done_to = (gold.perpetrators, DOERS), (gold.targets, DONE_TO)
    for name, (parties, roles) in {"perpetrator": doers, "target": done_to}.items():
        if attribute.startswith(name):
            actors = [actor for actor in shown.actors if actor.role in roles]
            wanted = ", ".join(f"{party.name} ({party.kind})" for party in parties)
            return f"{wanted} | {', '.join(f'{actor.name} ({actor.kind})' for actor in actors)}"
    first, second = pairs[attribute]
    return f"{first} | {second}"


def _listed(named: Sequence[GoldParty | GoldWeapon]) -> str:
    return ", ".join(one.name for one in named)


def _bounds(count: GoldCount | Count | None) -> str:
    return "-" if count is None else f"{count.low}..{count.high}"


def same_date(gold: GoldIncident, shown: Incident) -> bool | None:
    """True when both begin on the same day; None when neither has a beginning."""
    first, second = gold.when.start, shown.when.start
    if first is None and second is None:
        return None
    return first is not None and second is not None and first[:10] == second[:10]


def same_country(gold: GoldIncident, shown: Incident) -> bool | None:
    """True when the ISO codes are equal; None when neither has one."""
    if gold.where.country is None and shown.where.country is None:
        return None
    return gold.where.country == shown.where.country


def same_place(gold: GoldIncident, shown: Incident) -> bool | None:
    """True when the names are equal without case and accents, or both points are within NEAR_KM; None for no names."""
    first, second = gold.where, shown.where
    if first.name is None and second.name is None:
        return None
    if first.name is None or second.name is None:
        return False
    if fold(first.name) == fold(second.name):
        return True
    if first.lat is None or first.lon is None or second.lat is None or second.lon is None:
        return False
    return distance_km(first.lat, first.lon, second.lat, second.lon) <= NEAR_KM


def told_at(evidence: Iterable[Quote], offsets: Offsets) -> bool:
    """True when the evidence shares a character with the offsets."""
    wanted = spans(offsets)
    return any(quote.span.overlaps(span) for quote in evidence for span in wanted)


def same_party(gold: GoldParty, shown: IncidentActor, record: Record) -> bool:
    """True when the actor is told by words of gold's, or goes by its name.

    Gold marks a party where it is named, not wherever it is told again: an actor read at a later naming, or at a
    pronoun, is that party where its name is gold's, or is the end of it ("Diaz" of "Ana Diaz") and a proper name.
    """
    if told_at(shown.evidence, gold.spans):
        return True
    if shown.name is None:
        return False
    name = fold(shown.name)
    known = [fold(gold.name), *(fold(record.document.text[start:end]) for start, end in gold.spans)]
    proper = shown.name[:1].isupper()
    return bool(name) and any(name == words or (proper and _ends(words, name)) for words in known)


def _ends(words: str, name: str) -> bool:
    """True when the one ends in the other as whole words."""
    return f" {words}".endswith(f" {name}") or (bool(words) and f" {name}".endswith(f" {words}"))


def _parties(
    gold: Sequence[GoldParty], shown: Incident, roles: frozenset[ActorRole], record: Record
) -> tuple[bool | None, bool | None]:
    """Whether a shown actor in the roles has a kind of gold's, and whether one is a party of gold's.

    Gold's nameless "unknown" says that nobody is told: then no actor, or one of unknown kind and no name, is right.
    """
    actors = [actor for actor in shown.actors if actor.role in roles]
    named = [actor for actor in actors if actor.name is not None or actor.kind != "unknown"]
    told = [party for party in gold if party.spans or party.kind != "unknown"]
    if not told and not named:
        return (True if gold else None), None
    return _same_kind(told, named), _same(told, named, record)


def _same_kind(gold: Sequence[GoldParty], shown: Sequence[IncidentActor]) -> bool:
    return bool({party.kind for party in gold} & {actor.kind for actor in shown})


def _same(gold: Sequence[GoldParty], shown: Sequence[IncidentActor], record: Record) -> bool | None:
    if not shown and not any(party.spans for party in gold):
        return None
    return any(same_party(party, actor, record) for actor in shown for party in gold)


def _weapon(gold: GoldIncident, shown: Incident) -> bool | None:
    if not gold.weapons and not shown.weapons:
        return None
    return any(same_weapon(told, weapon) for weapon in shown.weapons for told in gold.weapons)


def same_weapon(gold: GoldWeapon, shown: IncidentWeapon) -> bool:
    """True when kind or name is gold's, or the words are."""
    return fold(gold.name) in {fold(shown.kind), fold(shown.name or shown.kind)} or told_at(shown.evidence, gold.spans)


def _count(gold: GoldCount | None, shown: Count | None) -> bool | None:
    if gold is None and shown is None:
        return None
    return gold is not None and shown is not None and (gold.low, gold.high) == (shown.low, shown.high)


def _responsibility(gold: GoldIncident, shown: Incident) -> bool | None:
    told = {gold.responsibility, shown.responsibility.status} != {"not_mentioned"}
    return gold.responsibility == shown.responsibility.status if told else None


def _speaker(gold: GoldIncident, shown: Incident, record: Record) -> bool | None:
    """Whether a claim's speaker is named by words of a gold speaker, or an actor in that role stands there.

    Claims of the outlet itself tell no speaker, so only gold's speakers are asked for.
    """
    if not gold.speakers:
        return None
    names = {claim.speaker.name for claim in shown.claims}
    if any(same_speaker(party, name, record) for name in names for party in gold.speakers):
        return True
    speakers = [actor for actor in shown.actors if actor.role == "speaker"]
    return any(told_at(actor.evidence, party.spans) for actor in speakers for party in gold.speakers)


def same_speaker(gold: GoldParty, name: str, record: Record) -> bool:
    """True when the words at gold's spans hold the name or the name holds them.

    A claim's speaker carries a name and no span, so the names are compared.
    """
    wanted = [fold(gold.name), *(fold(record.document.text[start:end]) for start, end in gold.spans)]
    return any(_holds(fold(name), words) or _holds(words, fold(name)) for words in wanted)


def _holds(words: str, part: str) -> bool:
    """True when ``part`` stands in ``words`` as whole words."""
    return bool(part) and f" {part} " in f" {words} "


def _conflicts(gold: GoldIncident, shown: Incident) -> bool | None:
    wanted = {conflict.field for conflict in gold.conflicts}
    found = {disagreement.field.rpartition(".")[2] for disagreement in shown.disagreements}
    return wanted == found if wanted or found else None
