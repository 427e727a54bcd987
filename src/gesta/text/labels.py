"""The labelled lines that a saved report opens with ("Title: ...", "Source: ...", "Author: ...")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Field = Literal["title", "outlet", "author", "text"]

_FIELDS: dict[Field, str] = {
    "title": "title|headline",
    "outlet": "source|outlet|publication|publisher|newspaper|website",
    "author": "authors?|reporter|written by",
    "text": "text|body|full text|story|content",
}
"""Labels as press archives and clipping services print them above an article; dates are time stamps already."""
_LABELLED = re.compile("|".join(rf"(?P<{field}>(?:{labels})\s*:)" for field, labels in _FIELDS.items()), re.IGNORECASE)
_LONGEST = 250


@dataclass(frozen=True, slots=True)
class Labelled:
    """A line's field, and where its value begins in the line; its end where there is none."""

    field: Field
    start: int


def label_of(line: str) -> Labelled | None:
    """What the label of a line says of its rest; None where it opens with none, or is too long to be one."""
    match = _LABELLED.match(line) if len(line) <= _LONGEST else None
    if match is None:
        return None
    rest = line[match.end() :]
    start = match.end() + len(rest) - len(rest.lstrip())
    field = next(name for name in _FIELDS if match[name])
    return Labelled(field, start) if field == "text" or start < len(line) else None
