"""Datelines ("BAGHDAD, Sept 29 (Reuters) —") and bylines ("By Jane Roe") at the edge of the body."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gesta.model.spans import Span
from gesta.text.dates import DateFound, find_date

_CAPS = r"[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ'’.\-]+(?:[ \n/][A-ZÀ-ÖØ-Þ(][A-ZÀ-ÖØ-Þ'’.)\-]*){0,4}"
_NAME = (
    r"[A-ZÀ-ÖØ-Þ][\w'’.\-]+(?:[ \n/](?:(?:de|del|la|el|al|of|the|and|da|do|des|du|sur|es|as|bin)"
    r"[ \n])?[A-ZÀ-ÖØ-Þ][\w'’.\-]*){0,3}"
)
_DATE = (
    r"(?:\d{1,2}(?:st|nd|rd|th)? ?[A-Z][A-Za-z]{2,8}\.?(?:,? ?['’]?\d{2,4})?|"
    r"[A-Z][a-z]{2,8}\.? \d{1,2}(?:(?:, ?| )\d{4})?|[A-Z]{3,9}\.? \d{1,2}(?:,? ?\d{2,4})?|(?:Mon|Tues|"
    r"Wednes|Thurs|Fri|Satur|Sun)day)"
)
_AGENCY = r"[(\[][A-ZÀ-Þa-z0-9][^()\[\]]{1,60}[)\]]"
_DASH = r"(?:--+|[-–—‒―]|>>)"
_MARKER = re.compile(r"\s*\[[^\]\[]{1,160}\]")
_TEXT_MARKER = re.compile(r"\s*\[TEXT\]", re.IGNORECASE)

_FULL = re.compile(
    rf"(?P<place>(?:{_CAPS}|{_NAME})(?:,[ \n](?:{_CAPS}|{_NAME})"
    rf"){{0,2}}(?:[ \n]\([A-Z][A-Za-z .\n-]{{2,30}}\)(?=,))?)"
    rf"(?:,?[ \n]+(?P<date>{_DATE}(?:, {_DATE})?))?(?:[,.]?[ \n]*(?P<agency>{_AGENCY})"
    rf")?[,.:]?[ \n]*(?P<dash>{_DASH})[ \n]*(?=\S)"
)
_AGENCY_ONLY = re.compile(rf"(?P<place>{_CAPS})[ \n](?P<agency>\([A-Z][A-Za-z0-9/ .&-]{{1,40}}\))[ \n]+(?=[A-Z“\"])")
_COLON = re.compile(
    rf"(?P<place>{_CAPS}(?:,[ \n](?:{_CAPS}|{_NAME})(?=[,:]))?)(?:,?[ \n]+(?P<date>{_DATE}(?:, {_DATE})?))?"
    rf"(?:[ \n]*(?P<agency>{_AGENCY}))?(?P<dash>:)[ \n]+(?=[A-Z“\"])"
)
"""South Asian papers: "HAILAKANDI, June 21, 2023: The ..." and "QUETTA: The ..."."""
_LABEL = re.compile(
    r"(?:update[ds]?|breaking|exclusive|just in|developing|opinion|analysis|video|photos?|watch|live|report|editorial|"
    r"correction|note|related|warning|alert)\b",
    re.IGNORECASE,
)
"""What outlets put before a headline or paragraph and a dash: no place."""
_OPENER = re.compile(
    r"(?:police|officials?|latest|the|a|an|and|but|he|she|it|they|in|on|at|if|no|yes|by|for|this|that|these|when|while|"
    r"after)\b",
    re.IGNORECASE,
)
"""A capitalised word that opens a sentence, not a place, unless all is in capitals (THE HAGUE)."""
_CLITIC = re.compile(r".*(?:['’]s|\w\.\w+\.com)$", re.DOTALL)

_BYLINE = re.compile(
    r"(?:(?:written |reported |story |report )?by\s*:?\s+(?P<name>[A-ZÀ-Þ][\w'’.\-]+(?:\s+(?:de|del|"
    r"la|al|van|von|bin|el)?\s*[A-ZÀ-Þ][\w'’.\-]*){0,4})"
    r"(?:\s*(?:,|\||/|and|&|-|–|—|\bfor\b|\n|in [A-Z])\s*.{0,120})?$"
    r"|\(?(?:additional |with )?(?:reporting|writing|editing) (?:by|and)\b.{0,300}$"
    r"|(?:from )?(?:staff|wire) (?:writers?|reporters?|reports?)(?: and \w+(?: \w+){0,3}|"
    r" [A-Z].{0,120})?\s*$|(?:the )?[\w ,.&'’/-]{2,400} contributed (?:to )?(?:this|the|reporting)"
    r"\b.{0,60}$"
    r"|(?:the )?(?:associated press|reuters|agence france-presse|xinhua|(?:web )?staff|news desk|"
    r"newsroom|ap|afp|bbc news|staff reporter)\s*\.?$"
    r"|[A-Z][\w'’.\-]+(?: [A-Z][\w'’.\-]+){1,3},? (?:[A-Z][\w.’' -]{2,40} )?(?:staff writer|"
    r"correspondent|reporter|bbc news|associated press)\s*$)",
    re.IGNORECASE,
)
_BYLINE_NAME = re.compile(
    r"[Bb][Yy]\s*:?\s+(?P<name>[A-ZÀ-Þ][\w'’.\-]+(?:\s+(?:de |del |la |al |van |von |bin |"
    r"el )?[A-ZÀ-Þ][\w'’.\-]*){1,3})"
    r"(?=\s*(?:$|[,|/\n–—-]|and\b|for\b|in\b|[A-Z]{3,}))"
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """The prefix before a report's first sentence: its characters and the date in it."""

    span: Span
    date: DateFound | None


def dateline_of(text: str, paragraph: Span, *, first: bool) -> Dateline | None:
    """The dateline at the start of the paragraph; a bare "Place -" counts only in the ``first`` body paragraph."""
    limit = min(paragraph.end, paragraph.start + 160)
    match = (
        _FULL.match(text, paragraph.start, limit)
        or _AGENCY_ONLY.match(text, paragraph.start, limit)
        or _COLON.match(text, paragraph.start, limit)
    )
    if match is None or _LABEL.match(match["place"]) or _CLITIC.match(match["place"]):
        return None
    groups = match.groupdict()
    capitals = match["place"].split(",")[0].isupper()
    if not capitals and _OPENER.match(match["place"]):
        return None
    date = find_date(text, match.start("date"), match.end("date")) if groups.get("date") else None
    if date is None and groups.get("agency"):
        date = find_date(text, match.start("agency"), match.end("agency"))
    if groups.get("dash") == "-" and text[match.end()].isdigit():
        return None
    dated = date is not None or (groups.get("date") or "").endswith("day")
    colon = groups.get("dash") == ":"
    if not (groups.get("agency") or dated) and not (first and (colon or _bare(text, paragraph, match))):
        return None
    if not (first or capitals or dated):
        return None
    end = _past_markers(text, match.end(), paragraph.end)
    return Dateline(Span(paragraph.start, end), date) if end < paragraph.end else None


def _bare(text: str, paragraph: Span, match: re.Match[str]) -> bool:
    """True when "PLACE -" without date or agency stands in a text where capitals and the dash mean something."""
    rest = text[match.end() : paragraph.end]
    spaced = text[match.start("dash") - 1].isspace() or text[match.end("dash")].isspace()
    place_capitals = match["place"].split(",")[0].isupper() and len(match["place"]) > 3
    return (
        bool(rest[:1].isupper() or rest[:1] in "“\"'‘[")
        and (spaced or len(match["dash"]) > 1 or match["dash"] in "–—")
        and any(map(str.islower, rest[:80]))
        and (place_capitals or (len(rest) > 80 and match["dash"] != "-" and len(match["place"].split()) < 4))
    )


def _past_markers(text: str, position: int, end: int) -> int:
    """The position behind bracketed markers ("[REPORT] [TEXT]") and white space; others stay body."""
    current = position
    for _ in range(6):
        if marker := _TEXT_MARKER.match(text, current, end):
            position = marker.end()
            break
        marker = _MARKER.match(text, current, end)
        if marker is None:
            position = current
            break
        current = marker.end()
    while position < end and text[position].isspace():
        position += 1
    return position


def is_byline(paragraph: str) -> bool:
    """True for a line that names who wrote or edited the report."""
    return len(paragraph) <= 420 and _BYLINE.match(paragraph) is not None


def byline_author(paragraph: str) -> str | None:
    """The name after "By", None where the byline has none."""
    match = _BYLINE_NAME.match(paragraph)
    return " ".join(match["name"].split()) if match else None
