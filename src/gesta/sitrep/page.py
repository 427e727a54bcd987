"""A briefing as HTML: its body for a page of the site, and a file that holds everything it shows."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from gesta.frames.html import text
from gesta.model.plain import counted
from gesta.sitrep.briefing import Briefing
from gesta.sitrep.periods import days_words, span
from gesta.sitrep.sums import Toll
from gesta.sitrep.tables import change_words

_HERE = Path(__file__).parent / "templates"
STYLE = (_HERE / "sitrep.css").read_text(encoding="utf-8")
"""The rules of a briefing's body, on paper and on the screen."""


@dataclass(frozen=True, slots=True)
class Pictures:
    """Addresses of the map and of the timeline: on a site, or the pictures themselves as ``data:``."""

    map: str
    time: str


def inlined(map_svg: bytes, time_svg: bytes) -> Pictures:
    """The pictures inside the document."""
    return Pictures(*(f"data:image/svg+xml;base64,{b64encode(each).decode()}" for each in (map_svg, time_svg)))


def body(briefing: Briefing, pictures: Pictures, incidents: str = "", made: str | None = None) -> Markup:
    """The briefing, from its heading to its footer. ``incidents``: where the page of an incident is, before its id;
    empty where no page can be linked to. ``made``: the day on which it was made, where that is to be told."""
    template = _TEMPLATES.get_template("body.html")
    return Markup(template.render(b=briefing, pictures=pictures, incidents=incidents, made=made))


def whole_file(briefing: Briefing, pictures: Pictures, made: str | None = None) -> str:
    """The briefing as one HTML file that needs no other: the same briefing gives the same file."""
    template = _TEMPLATES.get_template("file.html")
    style = Markup((_HERE / "file.css").read_text(encoding="utf-8") + STYLE)
    return template.render(b=briefing, body=body(briefing, pictures, "", made), style=style)


def toll_words(toll: Toll | None) -> str:
    """ "132 (120 to 150)", "132 (at least 120)", "at least 132", "132"; "none told" where nobody tells one, "only in
    words" where nobody tells a number."""
    if toll is None:
        return ""
    if not toll.told:
        return "none told"
    if toll.told == toll.vague:
        return "only in words"
    if toll.is_open and toll.low == toll.best:
        return f"at least {toll.best:,}"
    if toll.is_open:
        return f"{toll.best:,} (at least {toll.low:,})"
    if toll.low == toll.high:
        return f"{toll.best:,}"
    return f"{toll.best:,} ({toll.low:,} to {toll.high:,})"


def _toll_change(now: Toll | None, before: Toll | None) -> str:
    """The difference of the best figures; empty where one of them is not told."""
    return change_words(*(each.best if each and each.told else None for each in (now, before)))


def _words(value: object) -> Markup:
    return Markup(text(str(value)))


def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.filters.update(words=_words, counted=counted, toll=toll_words, span=span, days=days_words)
    made.globals.update(toll_change=_toll_change, change=change_words)
    return made


_TEMPLATES = _environment()
