"""The closed sets of the glossary; every layer, file and page uses these words."""

from __future__ import annotations

from typing import Literal, NewType

ConceptId = NewType("ConceptId", str)
ActorId = NewType("ActorId", str)
PlaceId = NewType("PlaceId", str)
ReportId = NewType("ReportId", str)
IncidentId = NewType("IncidentId", str)
ClaimId = NewType("ClaimId", str)
JudgementId = NewType("JudgementId", str)

ConceptClass = Literal["event", "statement"]
Realis = Literal[
    "actual", "attempted", "prevented", "negated", "planned", "threatened", "alleged", "hypothetical", "generic"
]
TimePrecision = Literal["part_of_day", "day", "week", "month", "season", "year", "unknown"]
PlaceLevel = Literal["site", "neighbourhood", "city", "district", "admin1", "country", "region", "unknown"]
Exactness = Literal["exact", "at_least", "at_most", "about", "range", "vague"]
ActorRole = Literal["perpetrator", "target", "participant", "victim", "mediator", "speaker", "addressee"]
ActorKind = Literal[
    "military",
    "police",
    "government",
    "rebel",
    "militia",
    "terrorist",
    "gang",
    "protesters",
    "rioters",
    "civilians",
    "party",
    "leader",
    "international",
    "ngo",
    "media",
    "business",
    "religious",
    "ethnic",
    "facility",
    "unknown",
]
SpeakerKind = Literal[
    "police",
    "military",
    "government",
    "armed_group",
    "medical",
    "rescue",
    "witness",
    "ngo",
    "international",
    "media",
    "family",
    "expert",
    "unknown",
]
ResponsibilityStatus = Literal["not_mentioned", "unclaimed", "claimed", "denied", "suspected"]
TieRelation = Literal["supported_by", "supports", "rival_of", "part_of", "leads", "allied_with", "splinter_of"]
BlockKind = Literal["headline", "byline", "dateline", "body", "furniture"]
CountField = Literal["killed", "injured", "detained", "abducted", "displaced", "participants"]
ArgumentRole = Literal[
    "perpetrator",
    "target",
    "participant",
    "victim",
    "mediator",
    "addressee",
    "instrument",
    "place",
    "time",
    "killed",
    "injured",
    "detained",
    "abducted",
    "displaced",
    "participants",
]
EntityLabel = Literal[
    "Date",
    "Person",
    "Location",
    "Facility",
    "Organization",
    "Misc",
    "Money",
    "NORP",
    "Product",
    "Weapon",
]
Policy = Literal["lead", "conservative", "best_low_high", "majority", "latest_official"]
IncidentStatus = Literal["machine", "reviewed", "disputed", "withdrawn"]
JudgementKind = Literal["same", "different", "right", "wrong", "value", "withdraw", "undo"]
ChangeKind = Literal["created", "updated", "merged", "split", "withdrawn", "restored"]
COUNT_FIELDS: tuple[CountField, ...] = ("killed", "injured", "detained", "abducted", "displaced", "participants")
LISTED_REALIS: frozenset[Realis] = frozenset({"actual", "attempted", "prevented", "alleged"})
"""Realis values that the default listing shows (design, section 8)."""
