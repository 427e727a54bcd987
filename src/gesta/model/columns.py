"""Columns that tables of the project and of exports have in common: each is said here once."""

from __future__ import annotations

from typing import Literal, get_args

import msgspec

from gesta.model.terms import (
    COUNT_FIELDS,
    ActorKind,
    ActorRole,
    ConceptClass,
    IncidentStatus,
    JudgementKind,
    PlaceLevel,
    Realis,
    ResponsibilityStatus,
    SpeakerKind,
    TimePrecision,
)

Kind = Literal["text", "whole", "real", "flag", "json"]
"""Text; whole numbers; numbers; 1 or 0; JSON as text."""

BETWEEN = "; "
"""Between several values in one cell."""
BETWEEN_PASSAGES = " ... "


class Column(msgspec.Struct, frozen=True):
    """A column: what it holds, in which unit; ``null``: it may be empty, which is not known or not told, never zero.

    ``values``: all that it may hold, where that is a closed set.
    """

    name: str
    kind: Kind
    meaning: str
    unit: str = ""
    null: bool = False
    values: tuple[str, ...] = ()


def _words(name: str, meaning: str, *, null: bool = False) -> Column:
    return Column(name, "text", meaning, "", null)


def _one_of(name: str, meaning: str, values: tuple[str, ...]) -> Column:
    return Column(name, "text", meaning, "", False, values)


def _whole(name: str, meaning: str, unit: str = "", *, null: bool = False) -> Column:
    return Column(name, "whole", meaning, unit, null)


def _real(name: str, meaning: str, unit: str = "", *, null: bool = False) -> Column:
    return Column(name, "real", meaning, unit, null)


OCCURRENCE: tuple[Column, ...] = (
    _one_of("class", "event or statement", get_args(ConceptClass)),
    _words("type", "concept of the codebook"),
    _words("label", "the concept's label"),
    _one_of("realis", "whether it happened, by the text: actual, attempted, prevented, alleged ...", get_args(Realis)),
    Column("background", "flag", "1 when told only as background"),
    _words("when_start", "first day, or minute when finer than a day (ISO 8601); empty when not known", null=True),
    _words("when_end", "last day, or the minute it ends at; empty when not known", null=True),
    _one_of("when_precision", "part_of_day, day, week, month, season, year or unknown", get_args(TimePrecision)),
    _words("when_basis", "what the time was worked out from"),
    _words("place", "name of the place as resolved; empty when not told", null=True),
    _one_of(
        "place_level", "site, neighbourhood, city, district, admin1, country, region or unknown", get_args(PlaceLevel)
    ),
    _words("admin1", "province, state or governorate", null=True),
    _words("country", "ISO 3166 code of the country", null=True),
    _real("lat", "latitude, WGS 84 degrees; empty when no point is known", "degrees", null=True),
    _real("lon", "longitude, WGS 84 degrees", "degrees", null=True),
    _real("radius_km", "size of what is named, km", "km", null=True),
    _words("perpetrators", "names or kinds of those who did it, '; ' between them; empty when not told", null=True),
    _words("targets", "names or kinds of whom or what it was done to, '; ' between them", null=True),
    *(
        column
        for field in COUNT_FIELDS
        for column in (
            _whole(f"{field}_low", f"{field}, at least; empty is not told, never zero", "people", null=True),
            _whole(f"{field}_high", f"{field}, at most; empty is open or not told", "people", null=True),
        )
    ),
    _one_of("responsibility", "not_mentioned, unclaimed, claimed, denied or suspected", get_args(ResponsibilityStatus)),
    _real("score", "how sure the reading is, 0 to 1"),
)
"""What an account and an incident have in common: what happened, when, where, to whom."""

STANDING: tuple[Column, ...] = (
    _whole("reports", "reports that tell it, copies and all"),
    _whole("sources", "independent sources: copies of one text count once"),
    _real("confidence", "how sure it is that it happened as told, 0 to 1"),
    _words("grade", "Admiralty grade: reliability A to F, credibility 1 to 6"),
    _one_of("status", "machine, reviewed, disputed or withdrawn", get_args(IncidentStatus)),
)
"""What an incident has from all its reports."""

CLAIM: tuple[Column, ...] = (
    _words("field", "what is claimed: type, when, where, counts.killed, actors.target ..."),
    Column("value", "json", "JSON: the value claimed"),
    _words("speaker", "who says so; the report where nobody is named"),
    _one_of("speaker_kind", "police, military, government, medical, witness, media ...", get_args(SpeakerKind)),
    _one_of("realis", "realis of this claim", get_args(Realis)),
    _real("score", "how sure the reading is, 0 to 1"),
    _whole("start", "first character of the words in the document's text; empty when there are none", null=True),
    _whole("end", "character after the last", null=True),
    _words("quotation", "the words; ' ... ' between passages", null=True),
)

SOURCE_REPORT: tuple[Column, ...] = (
    _words("account", "account through which the report tells it"),
    _words("report", "report"),
    _words("outlet", "outlet as given or read", null=True),
    _words("published", "first day on which it may have been published", null=True),
    _whole("mentions", "places where it tells the incident"),
    _words("copy_of", "the report whose text it has", null=True),
    _words("version_of", "the earlier capture of the same address that it replaces", null=True),
    Column("withdrawn", "flag", "1 when the report was retracted"),
)
"""A report of an incident."""

REPORT: tuple[Column, ...] = (
    _words("source", "address, path, or - for standard input"),
    _words("row_id", "the id that the row of a table gave", null=True),
    _words("title", "title of the document", null=True),
)

ACTOR: tuple[Column, ...] = (
    _whole("position", "order within the incident, from 0"),
    _one_of("role", "perpetrator, target, participant, victim, mediator, speaker or addressee", get_args(ActorRole)),
    _words("name", "name as the text has it; empty when nobody is named", null=True),
    _words("actor_id", "the actor in the knowledge base", null=True),
    _one_of("kind", "military, police, rebel, civilians, facility, unknown ...", get_args(ActorKind)),
    _words("country", "ISO 3166 code of the country that they are of", null=True),
)
"""Somebody in a role of an incident."""

JUDGEMENT: tuple[Column, ...] = (
    _words("id", "id of the judgement"),
    _one_of("kind", "same, different, right, wrong, value, withdraw or undo", get_args(JudgementKind)),
    Column("anchors", "json", "JSON: the words of reports that it is about"),
    _words("who", "who decided"),
    _words("at", "when (ISO 8601, UTC)"),
    _words("why", "the reason given"),
    _words("field", "of a value: the field", null=True),
    Column("value", "json", "of a value: JSON, the value", "", True),
    _words("undoes", "of an undo: the judgement that no longer holds", null=True),
)
"""A decision of a person."""
