"""Incidents as PLOVER 2.0 events, a JSON object a line: compound actors are lists, auxiliary modes say what did not
happen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from gesta.export.format import Format, Losses, Options, Source
from gesta.export.plover_codes import Coded, Party, coded, parties
from gesta.export.scheme import Work, write_about
from gesta.export.settled import days, units
from gesta.export.wording import number
from gesta.model.merged import MergedIncident

MARK = "Gesta; not data of the PLOVER project"
_ABOUT = (
    "One JSON object a line. id is the incident's id. Reciprocal events (AGREE, CONSULT, COOPERATE) have every party "
    "in actor and an empty recipient. mode is a list; auxiliary_mode holds negation, future, hypothetical, historical.",
    "context is empty: Gesta does not code why an event happened.",
)


class Location(msgspec.Struct, frozen=True):
    """Where; coordinates null where no place is known."""

    name: str | None
    admin1: str
    admin2: str
    country: str
    lat: float | None
    lon: float | None
    level: str


class Told(msgspec.Struct, frozen=True):
    """A report that tells the event."""

    report: str
    source: str
    outlet: str | None
    published: str | None


class Event(msgspec.Struct, frozen=True):
    """One PLOVER event."""

    id: str
    event: str
    mode: tuple[str, ...]
    auxiliary_mode: tuple[str, ...]
    context: tuple[str, ...]
    quad_class: str
    date: str | None
    date_end: str | None
    actor: tuple[Party, ...]
    recipient: tuple[Party, ...]
    location: Location
    sources: tuple[Told, ...]
    made_by: str = MARK


FIELDS = tuple(field.name for field in msgspec.structs.fields(Event))


def write(source: Source, path: Path, options: Options, losses: Losses) -> None:
    """The events are at the path, one a line; incidents without a PLOVER type are told as losses."""
    work = Work(source, options, losses)
    encoder = msgspec.json.Encoder()
    with path.open("wb") as stream:
        for event in _events(work):
            stream.write(encoder.encode(event) + b"\n")
    write_about("PLOVER", _ABOUT, FIELDS, source, path, options)


def _events(work: Work) -> Iterator[Event]:
    for incident in work.source.incidents():
        found = coded(incident, work)
        if found is None:
            continue
        _tell(incident, work)
        yield _event(incident, found, work)


def _event(incident: MergedIncident, found: Coded, work: Work) -> Event:
    span = days(incident.when)
    actor, recipient = parties(incident, found, work)
    where, around = incident.where, units(incident.where)
    return Event(
        incident.id, found.event, found.modes, found.auxiliary, (), found.quad,
        span[0].isoformat() if span else None, span[1].isoformat() if span else None, actor, recipient,
        Location(where.name, around.admin1, around.admin2, found.country, where.lat, where.lon, where.level),
        _sources(incident),
    )  # fmt: skip


def _sources(incident: MergedIncident) -> tuple[Told, ...]:
    return tuple(Told(each.id, each.source, each.outlet, each.published.start) for each in incident.reports)


def _tell(incident: MergedIncident, work: Work) -> None:
    tell = work.losses.tell
    for field in ("killed", "injured", "detained", "abducted", "displaced", "participants"):
        count = getattr(incident.counts, field)
        if count is not None:
            tell(incident.id, f"counts.{field}", number(count), "PLOVER has no tolls")
    for weapon in incident.weapons:
        tell(incident.id, "weapons", weapon.kind, "PLOVER has a mode, no weapons")
    if incident.realis in {"attempted", "prevented", "alleged"}:
        tell(incident.id, "realis", incident.realis, "PLOVER has no auxiliary mode for it")


PLOVER = Format("plover", "PLOVER 2.0 events (JSON lines)", ".jsonl", write, text=True)
