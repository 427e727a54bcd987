"""National bodies by rule: "Turkish troops", "the armed forces of Chad", "Iraqi police" are known for every country.

The id is the country's code and the body ("tr.military"). An actor file may describe such a body under the same id
(the Israel Defense Forces are ``il.military``); the rule then leads to that actor.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from gesta.knowledge.actor_names import fold
from gesta.knowledge.countries import CountryNames, shipped
from gesta.model.terms import ActorKind


@dataclass(frozen=True, slots=True)
class NationalBody:
    """A body of one country, as the rule knows it."""

    id: str
    name: str
    kind: ActorKind
    country: str


_BODIES: dict[str, tuple[ActorKind, str, str]] = {
    "military": (
        "military",
        "{adjective} military",
        "military;army;armed forces;troops;soldiers;forces;ground forces;defence forces;defense forces;land forces;"
        "military forces;army troops;army soldiers;government forces;government troops;government soldiers;"
        "regular army;national army;special forces;commandos;paratroopers;military command;army command;marines",
    ),
    "navy": ("military", "{adjective} navy", "navy;naval forces;naval force"),
    "air_force": ("military", "{adjective} air force", "air force;airforce;warplanes;air forces"),
    "coast_guard": ("police", "{adjective} coast guard", "coast guard;coastguard"),
    "national_guard": ("military", "{adjective} national guard", "national guard"),
    "border_guard": ("police", "{adjective} border guard", "border guard;border guards;border police;border troops"),
    "security_forces": ("military", "{adjective} security forces", "security forces;security force"),
    "intelligence": (
        "government",
        "{adjective} intelligence service",
        "intelligence;intelligence service;intelligence services;intelligence agency;intelligence agencies;"
        "secret service;secret services;security service;security services;security agencies",
    ),
    "police": (
        "police",
        "{adjective} police",
        "police;police force;police forces;national police;federal police;policemen;police officers;riot police;"
        "gendarmerie;gendarmes",
    ),
    "government": (
        "government",
        "Government of {name}",
        "government;authorities;administration;regime;cabinet;government officials;officials;federal government;state",
    ),
    "foreign_ministry": (
        "government",
        "{adjective} foreign ministry",
        "foreign ministry;foreign office;ministry of foreign affairs;foreign affairs ministry;state department",
    ),
    "interior_ministry": (
        "government",
        "{adjective} interior ministry",
        "interior ministry;ministry of interior;ministry of the interior;home ministry;ministry of internal affairs",
    ),
    "defence_ministry": (
        "government",
        "{adjective} defence ministry",
        "defence ministry;defense ministry;ministry of defence;ministry of defense;defence department",
    ),
    "parliament": (
        "government",
        "{adjective} parliament",
        "parliament;legislature;national assembly;congress;legislative assembly",
    ),
    "judiciary": ("government", "{adjective} judiciary", "judiciary;supreme court;courts;court"),
}


@cache
def _by_words() -> dict[str, str]:
    return {words: body for body, (_, _, names) in _BODIES.items() for words in names.split(";")}


@cache
def _pattern() -> re.Pattern[str]:
    bodies = "|".join(sorted((re.escape(words) for words in _by_words()), key=len, reverse=True))
    return re.compile(
        rf"(?:the )?(?:(?P<before>.+?)s? (?P<body>{bodies})|(?P<first>{bodies}) of (?:the )?(?P<after>.+))"
    )


def body_of(words: str) -> str | None:
    """The body that folded words name ("riot police": "police"), None when they name none."""
    return _by_words().get(words)


def body_actor(actor_id: str, names: CountryNames | None = None) -> NationalBody | None:
    """The national body with the id ("td.military"), None when the country or the body is not known."""
    code, _, body = actor_id.partition(".")
    found = (names or shipped()).get(code.upper())
    if found is None or body not in _BODIES or code != code.lower():
        return None
    kind, form, _ = _BODIES[body]
    return NationalBody(actor_id, form.format(adjective=found.adjective, name=found.name), kind, found.code)


def body_named(name: str, names: CountryNames | None = None) -> str | None:
    """The id of the national body that the words name ("the Turkish army": "tr.military"), else None."""
    names = names or shipped()
    words = name.strip().removeprefix("the ").removeprefix("The ")
    match = _pattern().fullmatch(fold(words))
    if match is None:
        return None
    body = _by_words()[match["body"] or match["first"]]
    if match["after"] is not None:
        owner = words[-len(match["after"]) :]
        code = names.by_name(owner) or names.by_name(match["after"])
    else:
        count = match["before"].count(" ") + 1
        before = " ".join(words.split(" ")[:count])
        code = _country_before(before, names) or _country_before(match["before"], names)
    return None if code is None else f"{code.lower()}.{body}"


def _country_before(words: str, names: CountryNames) -> str | None:
    bare = words.removesuffix("'s").removesuffix("’s").removesuffix("'").removesuffix("’")
    return names.by_demonym(bare) or names.by_name(bare)
