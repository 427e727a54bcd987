"""The actors of an incident in ACLED's words: two main ones and those beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gesta.codebook.crosswalk import value
from gesta.export.country_codes import codes_of_country
from gesta.export.format import Losses
from gesta.export.parties import ARMED, known_name, national_body, sides
from gesta.model.incidents import IncidentActor
from gesta.model.merged import MergedIncident

_UNARMED = frozenset({"civilians", "media", "ngo", "business", "party", "leader", "religious", "ethnic", "facility"})
"""Kinds that ACLED counts among the civilians of a country, with what they are beside."""
_FORCES = {"military": "Military Forces", "police": "Police Forces", "government": "Government"}
_FIGHTS = frozenset({"Battles", "Explosions/Remote violence"})
_BESIDE = {"media": "Journalists", "ngo": "Aid Workers"}


@dataclass(frozen=True, slots=True)
class Column:
    """One side of a row: the actor, those beside it, and the code of the actor's kind; all empty for nobody."""

    actor: str = ""
    beside: tuple[str, ...] = ()
    inter: str = ""


@dataclass(frozen=True, slots=True)
class _Named:
    """An actor in ACLED's words."""

    name: str
    inter: str
    beside: str = ""


def columns_of(incident: MergedIncident, kind: str, sub: str, losses: Losses) -> tuple[Column, Column]:
    """The two sides of the row of an event of this type and sub-type.

    Of several actors of one side the first that fits the type is the main one, an armed one where the type is a
    fight; the others stand beside it and are told as a loss, as ACLED has a row for each pair.
    """
    found = sides(incident)
    nation = codes_of_country(incident.where.country).name
    first = [named for each in found.first if (named := _doer(each, incident, nation, kind, losses)) is not None]
    second = [_hit(each, incident, nation, kind) for each in found.second]
    if kind in {"Protests", "Riots"} and sub != "Mob violence":
        first, second = _crowd_first(first, second, kind, nation)
    if not first and kind in {"Battles", "Violence against civilians", "Explosions/Remote violence"}:
        first = [_Named(f"Unidentified Armed Group ({nation})", "3")]
    if not second and kind == "Violence against civilians":
        second = [_Named(f"Civilians ({nation})", "7")]
    if not second and kind == "Battles":
        second = [_Named(f"Unidentified Armed Group ({nation})", "3")]
    second = [each for each in second if each.name not in {other.name for other in first}]
    for thing in found.things:
        losses.tell(incident.id, "actors.target", thing.name or thing.kind, "a thing is no actor in ACLED")
    _tell_kinds(incident, (*found.first, *found.second), losses)
    fight = kind == "Battles"
    return _column(first, fight, incident, losses), _column(second, fight, incident, losses)


def _tell_kinds(incident: MergedIncident, actors: Sequence[IncidentActor], losses: Losses) -> None:
    for actor in actors:
        found = value("acled", "inter", actor.kind)
        if found.match != "exact":
            losses.tell(incident.id, f"actors.{actor.role}", actor.name or actor.kind, f"not held: {found.loses}")


def _crowd_first(
    first: list[_Named], second: list[_Named], kind: str, nation: str
) -> tuple[list[_Named], list[_Named]]:
    """Of a protest the protesters are the first actor, whoever stepped in the second."""
    crowd = _Named(f"Rioters ({nation})", "5") if kind == "Riots" else _Named(f"Protesters ({nation})", "6")
    forces = [each for each in (*first, *second) if each.inter in {"1", "2", "3", "4", "8"} and each.name]
    unknown = f"Unidentified Armed Group ({nation})"
    beside = [_Named(crowd.name, crowd.inter, each.beside) for each in (*first, *second) if each.beside]
    return [crowd, *beside], [each for each in forces if each.name != unknown]


def _column(named: Sequence[_Named], fight: bool, incident: MergedIncident, losses: Losses) -> Column:
    if not named:
        return Column()
    known = [each for each in named if not each.name.startswith("Unidentified")] or list(named)
    armed = [each for each in known if each.inter in {"1", "2", "3", "4", "5", "8"}]
    main = armed[0] if fight and armed else known[0]
    others = [each for each in dict.fromkeys(each.name for each in named) if each != main.name]
    for each in others:
        losses.tell(incident.id, "actors", each, f"stands beside {main.name}: a pair of its own in ACLED")
    beside = (*others, *(each.beside for each in named if each.beside))
    return Column(main.name, tuple(dict.fromkeys(each for each in beside if each != main.name)), main.inter)


def _doer(actor: IncidentActor, incident: MergedIncident, nation: str, kind: str, losses: Losses) -> _Named | None:
    """Who did it: somebody not known by name is an unidentified group of the country where violence was done, and
    nobody where a measure was taken."""
    if actor.kind in {"protesters", "rioters"}:
        return _crowd(actor, nation)
    state = _state(actor, incident, kind)
    if state is not None:
        return state
    name = known_name(actor)
    code = value("acled", "inter", actor.kind).code or ""
    if name is not None and (actor.kind in ARMED or actor.actor_id is not None):
        return _Named(name, code)
    if kind in {"Protests", "Riots", "Strategic developments"} and actor.kind in _UNARMED:
        return _civilians(actor, nation)
    if actor.kind == "gang":
        return _Named(f"Unidentified Gang ({nation})", "3")
    if kind == "Strategic developments" and actor.kind == "unknown":
        losses.tell(
            incident.id, f"actors.{actor.role}", actor.name or "unknown", "ACLED has no name for a doer unknown"
        )
        return None
    return _Named(f"Unidentified Armed Group ({nation})", "3")


def _hit(actor: IncidentActor, incident: MergedIncident, nation: str, kind: str) -> _Named:
    """Who was hit: people without arms are civilians of the country, officials too."""
    if actor.kind in {"protesters", "rioters"}:
        return _crowd(actor, nation)
    if actor.kind == "government" and kind != "Strategic developments":
        return _civilians(actor, nation)
    state = _state(actor, incident, kind)
    if state is not None:
        return state
    if actor.kind in _UNARMED or (actor.kind == "unknown" and actor.actor_id is None):
        return _civilians(actor, nation)
    code = value("acled", "inter", actor.kind).code or ""
    return _Named(known_name(actor) or f"Unidentified Armed Group ({nation})", code)


def _crowd(actor: IncidentActor, nation: str) -> _Named:
    word = "Rioters" if actor.kind == "rioters" else "Protesters"
    return _Named(f"{word} ({nation})", value("acled", "inter", actor.kind).code or "")


def _state(actor: IncidentActor, incident: MergedIncident, kind: str) -> _Named | None:
    """State forces by their country; those of another country are external forces. None for anybody else.

    A government that fights does so by its army ("Russia fired missiles").
    """
    words = _FORCES.get("military" if actor.kind == "government" and kind in _FIGHTS else actor.kind)
    if words is None:
        return None
    owner = codes_of_country(actor.country).name
    own = actor.country is None or actor.country == incident.where.country
    code = (value("acled", "inter", actor.kind).code or "") if own else "8"
    name = known_name(actor)
    if name is not None and actor.actor_id is not None and not national_body(actor):
        return _Named(name, code)
    return _Named(f"{words} of {owner}" if owner else f"Unidentified {words}", code)


def _civilians(actor: IncidentActor, nation: str) -> _Named:
    """Civilians of the country with what they are beside: a known body by name, journalists and aid workers by trade.

    Names of persons are no actors in ACLED.
    """
    beside = f"{_BESIDE[actor.kind]} ({nation})" if actor.kind in _BESIDE else ""
    if actor.actor_id is not None and actor.kind != "leader":
        beside = known_name(actor) or beside
    elif actor.kind == "government":
        beside = f"Government of {nation}"
    return _Named(f"Civilians ({nation})", "7", beside)
