"""Gesta's record of one report as MUC-4 templates, all 24 slots, and as templates of the five roles of GTT.

Only the task's own conventions live here (documentation part 1, sections 4, 5 and 7); what is relevant is decided in
``muc4_relevance``, what things are called in ``muc4_words``. String fills are words of the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from gesta.evaluate.gtt_score import GttTemplate, entity
from gesta.evaluate.muc4_parties import Parties, Target
from gesta.evaluate.muc4_relevance import STATE, Relevant, relevant
from gesta.evaluate.muc4_templates import NULL, SLOTS, Fill, MucTemplate, Slot
from gesta.evaluate.muc4_words import COUNTRIES, IMPLIED_WEAPONS, PLACE_TYPES, WEAPON_TYPES, WEAPON_WORDS
from gesta.model.entities import PlaceEntity
from gesta.model.incidents import Incident, IncidentWeapon, Record
from gesta.model.spans import Quote
from gesta.model.terms import SpeakerKind
from gesta.model.values import Count, When

PlaceList = Mapping[str, tuple[str, ...]]
"""Types by place name of the official location list; a place not on it cannot be part of a fill."""
Fills = dict[Slot, tuple[Fill, ...]]
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day", re.IGNORECASE)
_LISTED = re.compile(r"^(\S.*?) \(([A-Z ]+)\??\)\s*$")
_DESTROYED = re.compile(r"\b(?:destroy|demolish|blew up|blown up|burned down|razed)", re.IGNORECASE)
_DAMAGED = re.compile(r"\b(?:damag|burn|set fire|set on fire|derail|shatter)", re.IGNORECASE)
_UNHURT = re.compile(r"\bno (?:material )?damage", re.IGNORECASE)
NOT_FOR: Mapping[str, tuple[str, ...]] = {
    "KIDNAPPING": ("INCIDENT: INSTRUMENT", "PHYS TGT"),
    "ARSON": ("INCIDENT: INSTRUMENT",),
}
"""Slots that do not apply, by the beginning of their name (template skeletons)."""
AUTHORITIES: frozenset[SpeakerKind] = frozenset({"police", "military", "government"})


def load_places(path: Path) -> dict[str, tuple[str, ...]]:
    """Types by name from the official ``set-list-location``."""
    found: dict[str, tuple[str, ...]] = {}
    for line in path.read_text(encoding="latin-1").splitlines():
        match = _LISTED.match(line)
        if match:
            found[match[1]] = (*found.get(match[1], ()), match[2])
    return found


def project(record: Record, message: str, places: PlaceList) -> tuple[MucTemplate, ...]:
    """The templates of the message, numbered from 1; incidents that differ in none of location, date, category and
    perpetrators are one template (section 5.0)."""
    merged: dict[tuple[object, ...], Relevant] = {}
    for found in relevant(record):
        key = (found.type, found.stage, *_distinctions(record, found, places))
        merged[key] = _joined(merged[key], found) if key in merged else found
    return tuple(_template(record, found, message, number, places) for number, found in enumerate(merged.values(), 1))


def project_gtt(record: Record, places: PlaceList) -> tuple[GttTemplate, ...]:
    """The same templates in GTT's form; its victims are named people only."""
    return tuple(_gtt(template) for template in project(record, "", places))


def _gtt(template: MucTemplate) -> GttTemplate:
    def names(slot: Slot) -> tuple[frozenset[str], ...]:
        return tuple(entity(one.values[0].lower()) for one in template.of(slot))

    return GttTemplate(
        (template.first("INCIDENT: TYPE") or "").lower(),
        {
            "PerpInd": names("PERP: INDIVIDUAL ID"),
            "PerpOrg": names("PERP: ORGANIZATION ID"),
            "Target": names("PHYS TGT: ID"),
            "Victim": names("HUM TGT: NAME"),
            "Weapon": names("INCIDENT: INSTRUMENT ID"),
        },
    )


def _distinctions(record: Record, found: Relevant, places: PlaceList) -> tuple[object, ...]:
    doers = frozenset(doer.words.upper() for doer in found.parties.doers)
    return (incident_date(record, found.incident.when), location(record, found.incident, places), doers)


def _joined(one: Relevant, other: Relevant) -> Relevant:
    targets = {target.words.upper(): target for target in (*other.parties.targets, *one.parties.targets)}
    return replace(one, parties=Parties(one.parties.doers, tuple(targets.values())))


def _template(record: Record, found: Relevant, message: str, number: int, places: PlaceList) -> MucTemplate:
    incident = found.incident
    fills: Fills = {
        "INCIDENT: DATE": _fills(incident_date(record, incident.when)),
        "INCIDENT: LOCATION": _fills(location(record, incident, places)),
        "INCIDENT: TYPE": _fills(found.type),
        "INCIDENT: STAGE OF EXECUTION": _fills(found.stage),
        **_instruments(incident),
        **_perpetrators(found),
        **_things(record, found),
        **_people(found),
    }
    barred = NOT_FOR.get(found.type, ())
    inapplicable = frozenset(slot for slot in SLOTS if slot.startswith(barred)) if barred else frozenset()
    return MucTemplate(
        message,
        str(number),
        {slot: told for slot, told in fills.items() if told and slot not in inapplicable},
        inapplicable,
    )


def _fills(value: str | None) -> tuple[Fill, ...]:
    return (Fill((value,)),) if value else ()


def incident_date(record: Record, when: When) -> str | None:
    """DD MMM YY, a range of two, or "- DD MMM YY" (on or before) for a weekday and where nothing is told (7.3)."""
    published = record.report.published.start
    default = f"- {_day(published)}" if published else None
    if when.start is None or when.precision in ("year", "season", "unknown") or _WEEKDAY.search(when.text or ""):
        return default
    start, end = _day(when.start), _day(when.end if when.end and when.precision != "part_of_day" else when.start)
    return start if start == end else f"{start} - {end}"


def _day(iso: str) -> str:
    day = date.fromisoformat(iso[:10])
    return f"{day.day:02} {_MONTHS[day.month - 1]} {day.year % 100:02}"


def location(record: Record, incident: Incident, places: PlaceList) -> str | None:
    """COUNTRY: PLACE (TYPE): PLACE (TYPE), from wide to narrow; always at least a country where one is told (7.4)."""
    where = incident.where
    country = where.country or _main_country(record)
    if country is None or country not in COUNTRIES:
        return None
    parts = [COUNTRIES[country]]
    if where.level not in ("country", "unknown"):
        if where.level in ("site", "neighbourhood"):
            parts += [listed for name in where.within[:1] if (listed := _listed(name, "city", places))]
        names = [plain.exact for plain in where.evidence] + [where.name or ""]
        parts += [listed for name in names if (listed := _listed(name, where.level, places))][:1]
    return ": ".join(dict.fromkeys(parts))


def _main_country(record: Record) -> str | None:
    found = Counter(e.country for e in record.entities if isinstance(e, PlaceEntity) and e.country in COUNTRIES)
    return found.most_common(1)[0][0] if found else None


def _listed(name: str, level: str, places: PlaceList) -> str | None:
    """The name with its type as the location list has it; None for one that is not on the list."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.upper()) if not unicodedata.combining(c))
    plain = re.sub(r"^(?:THE|CITY OF)\s+|\s+(?:DEPARTMENT|PROVINCE)$", "", " ".join(plain.split()))
    types = places.get(plain, ())
    fitting = [kind for kind in PLACE_TYPES.get(level, ()) if kind in types]
    return f"{plain} ({(fitting or list(types))[0]})" if types else None


def _instruments(incident: Incident) -> Fills:
    told = [(words, _weapon_type(weapon, words)) for weapon in incident.weapons for words in _words(weapon.evidence)]
    if not told and incident.type in IMPLIED_WEAPONS:
        return {"INCIDENT: INSTRUMENT TYPE": (Fill((IMPLIED_WEAPONS[incident.type],), (NULL,)),)}
    return {
        "INCIDENT: INSTRUMENT ID": tuple(Fill((words,)) for words, kind in told if kind),
        "INCIDENT: INSTRUMENT TYPE": tuple(Fill((kind,), (words,)) for words, kind in told if kind),
    }


def _words(evidence: Sequence[Quote]) -> list[str]:
    return [" ".join(quote.exact.split()) for quote in evidence[:1]]


def _weapon_type(weapon: IncidentWeapon, words: str) -> str | None:
    upper = words.upper()
    by_words = [kind for word, kind in WEAPON_WORDS.items() if word in upper]
    return by_words[0] if by_words else WEAPON_TYPES.get(weapon.kind)


def _perpetrators(found: Relevant) -> Fills:
    doers = found.parties.doers
    category = "STATE-SPONSORED VIOLENCE" if any(doer.kind in STATE for doer in doers) else "TERRORIST ACT"
    bodies = [doer.words for doer in doers if doer.organization]
    confidence = _confidence(found.incident)
    return {
        "PERP: INCIDENT CATEGORY": _fills(category if doers else None),  # null without perpetrators (7.9, note 3)
        "PERP: INDIVIDUAL ID": tuple(Fill((doer.words,)) for doer in doers if not doer.organization),
        "PERP: ORGANIZATION ID": tuple(Fill((body,)) for body in bodies),
        "PERP: ORGANIZATION CONFIDENCE": tuple(Fill((confidence,), (body,)) for body in bodies),
    }


def _confidence(incident: Incident) -> str:
    """By who says so (part 2, slot 11): the doers, an authority, somebody, or the report as fact."""
    status = incident.responsibility.status
    if status == "claimed":
        return "CLAIMED OR ADMITTED"
    speakers = {claim.speaker.kind for claim in incident.claims if claim.field == "actors.perpetrator"}
    if status in ("suspected", "denied") or incident.realis == "alleged":
        return "SUSPECTED OR ACCUSED" + (" BY AUTHORITIES" if speakers & AUTHORITIES else "")
    return "REPORTED AS FACT"


def _things(record: Record, found: Relevant) -> Fills:
    things = found.parties.things
    effects = [(thing, effect) for thing in things if (effect := _damage(record, found, thing))]
    return {
        "PHYS TGT: ID": tuple(Fill((thing.words,)) for thing in things),
        "PHYS TGT: TYPE": tuple(Fill((thing.type,), (thing.words,)) for thing in things),
        "PHYS TGT: NUMBER": tuple(Fill((number(thing.count),), (thing.words,)) for thing in things),
        "PHYS TGT: FOREIGN NATION": _nations(found, things),
        "PHYS TGT: EFFECT OF INCIDENT": tuple(Fill((effect,), (thing.words,)) for thing, effect in effects),
    }


def _damage(record: Record, found: Relevant, thing: Target) -> str | None:
    """What the sentence of the thing says of it; arson is damage at least (7.17, note 2)."""
    here = next((s for s in record.document.sentences if s.start <= thing.quote.start < s.end), thing.quote.span)
    sentence = record.document.text[here.start : here.end]
    if _UNHURT.search(sentence):
        return "NO DAMAGE"
    if _DESTROYED.search(sentence):
        return "DESTROYED"
    return "SOME DAMAGE" if found.type == "ARSON" or _DAMAGED.search(sentence) else None


def _people(found: Relevant) -> Fills:
    people = found.parties.people
    effects = [(person, effect) for person in people for effect in _harm(found, person)]
    counts = found.incident.counts
    if not people and _none(counts.killed) and _none(counts.injured):
        effect_fills: tuple[Fill, ...] = (Fill(("NO INJURY OR DEATH",), (NULL,)),)
    else:
        effect_fills = tuple(Fill((effect,), (person.words,)) for person, effect in effects)
    return {
        "HUM TGT: NAME": tuple(Fill((person.words,)) for person in people if person.sort == "person"),
        "HUM TGT: DESCRIPTION": tuple(_descriptions(people)),
        "HUM TGT: TYPE": tuple(Fill((person.type,), (person.words,)) for person in people),
        "HUM TGT: NUMBER": tuple(Fill((number(person.count),), (person.words,)) for person in people),
        "HUM TGT: FOREIGN NATION": _nations(found, people),
        "HUM TGT: EFFECT OF INCIDENT": effect_fills,
        "HUM TGT: TOTAL NUMBER": _total(found, people),
    }


def _descriptions(people: Sequence[Target]) -> list[Fill]:
    """A named person's title with the name as its tag; the words for people who are not named (7.20)."""
    titled = [Fill((person.title,), (person.words,)) for person in people if person.sort == "person" and person.title]
    return titled + [Fill((person.words,)) for person in people if person.sort == "people"]


def _harm(found: Relevant, person: Target) -> list[str]:
    """What happened to the person: by the words of the toll, else by the tolls of the whole incident."""
    counts = found.incident.counts
    if found.stage == "THREATENED":
        return []
    told = [
        effect
        for effect, count in (("DEATH", counts.killed), ("INJURY", counts.injured))
        if count is not None and count.high != 0 and any(q.span.overlaps(person.quote.span) for q in count.evidence)
    ]
    if told:
        return told
    dead, hurt = _some(counts.killed), _some(counts.injured)
    if found.incident.type in ("killing", "assassination", "execution") and found.stage == "ACCOMPLISHED" and not hurt:
        return ["DEATH"]
    if dead != hurt and len(found.parties.people) == 1:
        return ["DEATH" if dead else "INJURY"]
    if _none(counts.killed) and _none(counts.injured):
        return ["NO INJURY OR DEATH"]
    return []


def _some(count: Count | None) -> bool:
    return count is not None and count.high != 0


def _none(count: Count | None) -> bool:
    return count is not None and count.high == 0


def number(count: Count | None) -> str:
    """A number, "6-" for at least, "~50" for about, "5-7" for a range, PLURAL where it is not told (7.15)."""
    if count is None or (count.low is None and count.high is None):
        return "PLURAL"
    if count.high is None or count.exactness == "at_least":
        return f"{count.low}-"
    if count.low is None:
        return f"-{count.high}"
    if count.exactness == "about":
        return f"~{count.low}"
    return str(count.low) if count.low == count.high else f"{count.low}-{count.high}"


def _nations(found: Relevant, targets: Sequence[Target]) -> tuple[Fill, ...]:
    """Nationality of a target where it is told and is not the country of the incident (7.16, 7.23)."""
    here = found.incident.where.country
    foreign = [t for t in targets if here and t.country and t.country != here and t.country in COUNTRIES]
    return tuple(Fill((COUNTRIES[target.country or ""],), (target.words,)) for target in foreign)


def _total(found: Relevant, people: Sequence[Target]) -> tuple[Fill, ...]:
    """A toll that is told apart from each of several kinds of people (7.25); with two such tolls there is no total."""
    counts = found.incident.counts
    apart = [
        toll
        for toll in (counts.killed, counts.injured)
        if toll is not None
        and toll.low
        and not any(q.span.overlaps(person.quote.span) for q in toll.evidence for person in people)
    ]
    return _fills(number(apart[0])) if len(people) > 1 and len(apart) == 1 else ()
