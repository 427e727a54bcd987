"""Words that put a place off the name they stand by: "30 km north of", "near", "the border with", "northern"."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from gesta.knowledge.places import Place, distance_km

_KM_PER_MILE = 1.609344
_NEAR_KM = 10.0
_BEARINGS = {
    "north": 0, "northern": 0, "northeast": 45, "northeastern": 45, "east": 90, "eastern": 90, "southeast": 135,
    "southeastern": 135, "south": 180, "southern": 180, "southwest": 225, "southwestern": 225, "west": 270,
    "western": 270,
    "northwest": 315, "northwestern": 315,
}  # fmt: skip
_SIDE = r"(?:north|south)[ -]?(?:east|west)|north|south|east|west"
_OF = (
    r"(?:of|from|outside|away from)"
    r"(?: (?:the )?(?:city|town|village|capital|settlement|port)(?: city| town)?(?: of)?)?(?: central)?"
)
_NUMBER = (
    r"(?P<number>\d{1,4}(?:\.\d+)?|a dozen|ten|fifteen|twenty|thirty|forty|fifty|sixty|a hundred|"
    r"two|three|four|five|six|seven|eight)"
)
_WORDS = {
    "a dozen": 12.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0, "seven": 7.0,
    "eight": 8.0, "ten": 10.0,
    "fifteen": 15.0, "twenty": 20.0, "thirty": 30.0, "forty": 40.0, "fifty": 50.0, "sixty": 60.0, "a hundred": 100.0,
}  # fmt: skip
_FAR = re.compile(
    rf"{_NUMBER}[ -]?(?P<unit>km|kms|kilometers?|kilometres?|miles?|mi)\b(?: \([^)]{{1,25}}\))?(?: or so)?,?"
    rf"(?: to the)?(?: (?:due )?(?P<side>{_SIDE}))?(?: {_OF}) (?:the )?$",
    re.IGNORECASE,
)
_SIDE_OF = re.compile(
    rf"\b(?:(?:just|to the|lies|lying) )?(?P<side>{_SIDE}) of (?:the (?:city|town|village|capital) of )?$",
    re.IGNORECASE,
)
_IN_SIDE = re.compile(rf"\b(?:in|from|at|on) the (?P<side>{_SIDE}) of $", re.IGNORECASE)
_NEAR = re.compile(
    r"\b(?:near|nearby|close to|outside|just outside|around|in the vicinity of|not far from|on the outskirts of|"
    r"the outskirts of|on the edge of|off|off the coast of)"
    r"(?: (?:the )?(?:[a-z-]+ )?(?:city|town|village|coast|border town)(?: of)?)? (?:the )?$",
    re.IGNORECASE,
)
_BORDER_WITH = re.compile(r"\b(?:border|frontier)s? (?:with|to) (?:the )?(?:neighbou?ring )?$", re.IGNORECASE)
_BORDER_AFTER = re.compile(r"(?:['’]s)?(?: |-)(?:[a-z]+ )?(?:border|frontier)\b", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween (?:the (?:towns|cities|villages) of )?(?P<first>[^.;,]{2,40}) and (?:the )?$")
_PART = re.compile(
    rf"\b(?P<side>(?:north|south)[ -]?(?:east|west)ern|(?:north|south|east|west)ern|{_SIDE}|central|downtown)[ -]$",
    re.IGNORECASE,
)
_WINDOW = 100


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the words around a name put it. ``own``: still at the named place; coordinates None: not known."""

    basis: str
    name: str
    lat: float | None
    lon: float | None
    radius_km: float | None
    own: bool


def spot(text: str, start: int, end: int, place: Place, other: Place | None = None) -> Spot | None:
    """The spot that the words around the name tell, None where they tell none; ``other`` is the name before "and"."""
    before, after = text[max(0, start - _WINDOW) : start].replace("\n", " "), text[end : end + 30]
    far = _FAR.search(before)
    if far:
        return _far(far, place)
    border = _BORDER_WITH.search(before) or (_BORDER_AFTER.match(after) if place.level == "country" else None)
    if border:
        words = border[0].strip(" -") if border.re is _BORDER_WITH else "border of"
        words = f"{words.removeprefix('the ')} {place.name}"
        return Spot(words, words, None, None, None, False)
    if other is not None and _BETWEEN.search(before):
        return _between(other, place)
    return _beside(before, place)


def _far(found: re.Match[str], place: Place) -> Spot:
    number = found["number"].lower()
    amount = _WORDS[number] if number in _WORDS else float(number)
    length = amount * (_KM_PER_MILE if found["unit"].lower().startswith("mi") else 1.0)
    words = f"{found[0].strip()} {place.name}"
    if found["side"] is None:
        return Spot(words, words, place.lat, place.lon, round(length + place.radius_km, 1), False)
    lat, lon = moved(place.lat, place.lon, _bearing(found["side"]), length)
    radius = max(3.0, length * 0.2, min(place.radius_km, length) * 0.5)
    return Spot(words, words, lat, lon, round(radius, 1), False)


def _between(first: Place, second: Place) -> Spot:
    span = distance_km(first.lat, first.lon, second.lat, second.lon)
    words = f"between {first.name} and {second.name}"
    lat, lon = round((first.lat + second.lat) / 2, 5), round((first.lon + second.lon) / 2, 5)
    return Spot(words, words, lat, lon, round(max(2.0, span / 2), 1), False)


def _beside(before: str, place: Place) -> Spot | None:
    inside = _IN_SIDE.search(before) or _PART.search(before)
    if inside:
        return _part(inside["side"].lower(), place)
    aside = _SIDE_OF.search(before)
    if aside:
        words = f"{aside['side'].lower()} of {place.name}"
        lat, lon = moved(place.lat, place.lon, _bearing(aside["side"]), place.radius_km)
        return Spot(words, words, lat, lon, round(max(2 * _NEAR_KM, 1.5 * place.radius_km), 1), False)
    near = _NEAR.search(before) if place.level != "country" else None
    if near:
        words = f"{near[0].strip().lower()} {place.name}"
        return Spot(words, place.name, place.lat, place.lon, round(max(_NEAR_KM, 1.5 * place.radius_km), 1), True)
    return None


def _part(side: str, place: Place) -> Spot:
    words = f"{side} {place.name}"
    if side in ("central", "downtown"):
        return Spot(words, place.name, place.lat, place.lon, round(max(1.0, place.radius_km * 0.4), 1), True)
    lat, lon = moved(place.lat, place.lon, _bearing(side), place.radius_km * 0.5)
    return Spot(words, words, lat, lon, round(max(1.0, place.radius_km * 0.6), 1), False)


def _bearing(side: str) -> int:
    return _BEARINGS[re.sub(r"[ -]", "", side.lower())]


def moved(lat: float, lon: float, bearing: float, length_km: float) -> tuple[float, float]:
    """Latitude and longitude after ``length_km`` on the compass bearing, in degrees rounded to five places."""
    angle = math.radians(bearing)
    north = length_km * math.cos(angle) / 111.195
    east = length_km * math.sin(angle) / (111.195 * max(0.05, math.cos(math.radians(lat))))
    return round(max(-90.0, min(90.0, lat + north)), 5), round((lon + east + 180.0) % 360.0 - 180.0, 5)
