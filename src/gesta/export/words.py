"""Values in the words of a person: dates with their weekday, places with their country by name, tolls with bounds.

Every function gives plain text; what is not known is said so, never left out.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import get_args

from gesta.knowledge.countries import country
from gesta.model.incidents import Claim, IncidentActor, IncidentWeapon, Responsibility, Scalar, Speaker
from gesta.model.merged import CopyChange, Grade, SourceReport
from gesta.model.plain import clipped
from gesta.model.terms import IncidentStatus, ResponsibilityStatus
from gesta.model.values import Count, When, Where
from gesta.resolve.timex_hours import HOURS

_PARTS_OF_DAY = {hours: part for part, hours in reversed(HOURS.items())}
_RESOLVED_BY = ("named", "container", "country", "admin1", "within", "near")
"""First words of the parts of a place's basis that say how its name was resolved, not how the place was found."""
_RELIABILITY = {
    "A": "completely reliable", "B": "usually reliable", "C": "fairly reliable", "D": "not usually reliable",
    "E": "unreliable", "F": "reliability cannot be judged",
}  # fmt: skip
_CREDIBILITY = {
    "1": "confirmed by other sources", "2": "probably true", "3": "possibly true", "4": "doubtful", "5": "improbable",
    "6": "truth cannot be judged",
}  # fmt: skip
"""The words of the Admiralty scale (NATO AJP-2.1)."""
_STATUS = {"machine": "not reviewed"}
_LONGEST = 300
"""Characters of a copy's changed words that are shown."""


def when_words(when: When) -> str:
    """ "Thursday 29 September 2022, morning"; an open bound as "since …" or "until …"."""
    if when.start is None and when.end is None:
        return f"unknown: “{when.text}”" if when.text else "unknown"
    if when.start is None or when.end is None:
        known = _moment(when.start or when.end or "")
        return f"since {known}" if when.start else f"until {known}"
    if "T" in when.start and "T" in when.end:
        return _hours(datetime.fromisoformat(when.start), datetime.fromisoformat(when.end))
    return _days(date.fromisoformat(when.start[:10]), date.fromisoformat(when.end[:10]))


def when_basis(when: When) -> str:
    """What the time was worked out from, empty where nothing was told."""
    return "" if when.basis == "not told" else when.basis


def where_words(where: Where) -> str:
    """ "Green Zone, Baghdad, Iraq": the place, the units around it, the country."""
    if where.name is None and where.country is None:
        return "unknown"
    found = country(where.country) if where.country else None
    nation = found.name if found else where.country
    units = [where.name, *where.within, where.admin1 if where.level not in ("country", "region") else None, nation]
    return ", ".join(dict.fromkeys(unit for unit in units if unit))


def where_basis(where: Where) -> str:
    """How the place was found, where it does not simply stand with the act."""
    parts = where.basis.split("; ")
    return ", ".join(part for part in parts if part.split(" ")[0] not in _RESOLVED_BY and part != "not told")


def actor_words(actor: IncidentActor) -> str:
    """The name with the kind where that adds something; "unknown" for a party that nobody names."""
    if actor.name is None:
        return "unknown"
    known = actor.kind == "unknown" or actor.kind in actor.name.lower()
    return actor.name if known else f"{actor.name} ({actor.kind})"


def weapon_words(weapon: IncidentWeapon) -> str:
    """ "4 × rocket", "Katyusha (rocket)"."""
    kind = weapon.kind.replace("_", " ")
    name = f"{weapon.name} ({kind})" if weapon.name and weapon.name.lower() != kind else kind
    return f"{count_words(weapon.count)} × {name}" if weapon.count else name


def count_words(count: Count) -> str:
    """The number with its bounds, and the words of the report where they are all there is ("dozens")."""
    if count.low is None and count.high is None:
        return f"“{count.text}”" if count.text else "a number that is not told"
    if count.low == count.high:
        return f"about {count.low}" if count.exactness == "about" else str(count.low)
    if count.high is None:
        return f"at least {count.low}"
    return f"at most {count.high}" if count.low is None else f"{count.low} to {count.high}"


def claim_words(claim: Claim) -> str:
    """The claim's value: a word, or its parts with their names ("low 7, high 7")."""
    if isinstance(claim.value, dict):
        return ", ".join(f"{name} {value}" for name, value in claim.value.items() if value is not None) or "not bounded"
    return str(claim.value)


def responsibility_words(told: Responsibility) -> str:
    """ "unclaimed as of 29 September 2022", "claimed by Al Shabab"."""
    by = f" by {told.by}" if told.by and told.status == "claimed" else f": {told.by}" if told.by else ""
    return f"{told.status}{by}" + (f" as of {_day(date.fromisoformat(told.as_of[:10]))}" if told.as_of else "")


def status_words(status: IncidentStatus) -> str:
    """Whether people judged the incident: "not reviewed", "reviewed", "disputed", "withdrawn"."""
    return _STATUS.get(status, status)


def moment_words(at: str) -> str:
    """The UTC moment to the minute, "27 November 2026, 14:24 UTC"."""
    moment = datetime.fromisoformat(at).astimezone(UTC)
    return f"{_day(moment.date())}, {moment:%H:%M} UTC"


def published_words(start: str | None) -> str:
    """The day of publication."""
    return _day(date.fromisoformat(start[:10])) if start else "publication date unknown"


def value_words(claim: Claim) -> str:
    """The claim's value as a headline has it: "at least 5", "Tuesday 14 March 2023", "Galkayo, Somalia"."""
    value = claim.value
    if not isinstance(value, dict):
        words = "unknown" if value is None else str(value)
        return words.replace("_", " ") if claim.field in {"type", "weapons"} else words
    if claim.field.startswith("counts."):
        told = claim.evidence[0].exact if claim.evidence else None
        return count_words(Count(_whole(value.get("low")), _whole(value.get("high")), text=told))
    if claim.field == "when":
        return when_words(When(_text(value.get("start")), _text(value.get("end"))))
    if claim.field == "where":
        return where_words(Where(_text(value.get("name")), country=_text(value.get("country"))))
    statuses: tuple[ResponsibilityStatus, ...] = get_args(ResponsibilityStatus)
    status: ResponsibilityStatus = next((each for each in statuses if each == value.get("status")), "not_mentioned")
    return responsibility_words(Responsibility(status, _text(value.get("by"))))


def _whole(value: Scalar) -> int | None:
    return value if isinstance(value, int) else None


def _text(value: Scalar) -> str | None:
    return value if isinstance(value, str) else None


def speaker_words(speaker: Speaker) -> str:
    """The name with the kind where that adds something."""
    kind = speaker.kind.replace("_", " ")
    return speaker.name if kind == "unknown" or kind in speaker.name.lower() else f"{speaker.name} ({kind})"


def report_words(report: SourceReport) -> str:
    """Who published the report and when, its row in a table, its address: what is known of these."""
    parts = (report.outlet, published_words(report.published.start), report.row_id, report.source)
    return " · ".join(part for part in parts if part)


def change_words(change: CopyChange) -> str:
    """What a copy has otherwise than its original."""
    if change.ours is None or change.theirs is None:
        words = change.ours or change.theirs
        return f"{change.kind}: “{clipped(words.exact if words else '', _LONGEST)}”"
    theirs, ours = clipped(change.theirs.exact, _LONGEST), clipped(change.ours.exact, _LONGEST)
    return f"{change.kind} changed: “{theirs}” is “{ours}” here"


def grade_words(grade: Grade) -> str:
    """The Admiralty grade in the words of its scale."""
    return f"sources: {_RELIABILITY[grade.reliability]}; information: {_CREDIBILITY[grade.credibility]}"


def _moment(iso: str) -> str:
    day = _weekday(date.fromisoformat(iso[:10]))
    return f"{day}, {iso[11:16]}" if "T" in iso else day


def _hours(start: datetime, end: datetime) -> str:
    midnight = datetime(start.year, start.month, start.day)
    first, last = (start - midnight).total_seconds() / 3600, (end - midnight).total_seconds() / 3600
    day = _weekday(start.date())
    if end - start <= timedelta(minutes=1):
        return f"{day}, {start:%H:%M}"
    if (first, last) in _PARTS_OF_DAY:
        return f"{day}, {_PARTS_OF_DAY[first, last]}"
    if last <= 24:
        return f"{day}, {start:%H:%M} to {'24:00' if last == 24 else f'{end:%H:%M}'}"
    return f"{day}, {start:%H:%M}, to {_weekday(end.date())}, {end:%H:%M}"


def _days(start: date, end: date) -> str:
    if start == end:
        return _weekday(start)
    after = end + timedelta(days=1)
    if start.day == 1 and after.day == 1:
        if (start.month, after.month) == (1, 1) and after.year == start.year + 1:
            return str(start.year)
        if (end.year, end.month) == (start.year, start.month):
            return f"{start:%B %Y}"
        return f"{start:%B}{'' if start.year == end.year else f' {start.year}'} to {end:%B %Y}"
    if start.year != end.year:
        return f"{_day(start)} to {_day(end)}"
    return f"{start.day}{'' if start.month == end.month else f' {start:%B}'} to {_day(end)}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _weekday(day: date) -> str:
    return f"{day:%A} {_day(day)}"
