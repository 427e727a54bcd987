"""How much each named reason counts in telling places apart: a table set by hand and tuned on half of LGL.

``data/place_weights.tsv`` of the knowledge package holds one row a reason: its name, its weight, what it means.
``python -m gesta.evaluate.place_ranker DATA`` tells what weights learnt from LGL would give instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def weights() -> Mapping[str, float]:
    """The weight of each reason, in the order of the table."""
    text = (files("gesta.knowledge") / "data" / "place_weights.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines()[1:])
    return {reason: float(weight) for reason, weight, _ in rows}
