"""OPML lists to the addresses of their feeds."""

from __future__ import annotations

from dataclasses import dataclass

from gesta.errors import Problem
from gesta.intake.address import is_address
from gesta.intake.xml import local_name, parse_xml

_MOST = 5000
"""Feeds of one list; more would not be asked within a day at two seconds each and a few rounds."""
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Named:
    """The address of a feed and the title that the list gives it."""

    url: str
    title: str | None


@dataclass(frozen=True, slots=True)
class Outline:
    """The feeds of a list in its order, each once, and what of it was left out."""

    feeds: tuple[Named, ...]
    problems: tuple[Problem, ...] = ()


def read_opml(content: bytes, where: str, charset: str | None = None) -> Outline | Problem:
    """The feeds of an OPML list, however deep they stand in its folders, or why it is none."""
    parsed = parse_xml(content, where, charset)
    if isinstance(parsed, Problem):
        return parsed
    if local_name(parsed.root) != "opml":
        return Problem(where, "it is no OPML list", "a list has <opml> around its <outline> elements")
    found: dict[str, Named] = {}
    problems = list(parsed.problems)
    for element in parsed.root.iter("{*}outline"):
        cells = {str(name).lower(): str(value).strip() for name, value in element.attrib.items()}
        if url := cells.get("xmlurl"):
            if not is_address(url) or len(url) > _LONGEST:
                problems.append(Problem(where, f"{url[:100]!r} is not a web address: left out"))
            else:
                found.setdefault(url, Named(url, (cells.get("title") or cells.get("text") or "")[:500] or None))
    if len(found) > _MOST:
        problems.append(Problem(where, f"it lists {len(found)} feeds: those after the first {_MOST} are left out"))
    if not found:
        problems.append(Problem(where, "it lists no feed"))
    return Outline(tuple(found.values())[:_MOST], tuple(problems))
