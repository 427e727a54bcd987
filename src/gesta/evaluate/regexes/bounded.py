"""Patterns that are only ever given short texts, and how short: their time need not grow in proportion."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from gesta.text import furniture

_RULE = "gesta.text.furniture:FURNITURE["


class Bound(NamedTuple):
    """``most``: characters of the longest text it is given; ``why``: what bounds it."""

    most: int
    why: str


BOUNDS: Mapping[str, Bound] = {
    "gesta.evaluate.": Bound(200, "reads corpora and answers on the developer's own machine, line by line"),
    "gesta.text.datelines:_BYLINE": Bound(420, "is_byline asks no longer paragraph"),
    "gesta.text.datelines:_FULL": Bound(160, "dateline_of looks at so much of a paragraph"),
    "gesta.text.datelines:_AGENCY_ONLY": Bound(160, "dateline_of looks at so much of a paragraph"),
    "gesta.text.datelines:_COLON": Bound(160, "dateline_of looks at so much of a paragraph"),
    "gesta.text.blocks:": Bound(80, "what is left of a line of dates, which has so many"),
    "gesta.text.sentences:": Bound(80, "words before and after a mark, 12 to 80 characters"),
    "gesta.resolve.toponyms:_OWNER": Bound(90, "the window before a name"),
    "gesta.knowledge.place_conflict:": Bound(200, "reads the names of a published table when the gazetteer is built"),
    "gesta.merge.across.copies_credit:": Bound(400, "blocks of so many characters are looked through"),
}  # fmt: skip
"""By the beginning of the pattern's name."""


def bound_of(name: str) -> Bound | None:
    """The bound of the pattern with the name; None where it may be given a text of any length."""
    if name.startswith(_RULE):
        rule = furniture.FURNITURE[int(name.removeprefix(_RULE).partition("]")[0])]
        return Bound(min(rule.longest, 500), "a rule of furniture looks at no longer paragraph")
    return next((bound for start, bound in BOUNDS.items() if name.startswith(start)), None)
