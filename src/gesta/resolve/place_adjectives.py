"""Names of towns that stand as adjectives, which taggers take for people: "a Leeds woman", "at a Greenville club"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gesta.knowledge.place_names import fold
from gesta.knowledge.places import Gazetteer
from gesta.model.analysis import Analysis
from gesta.model.documents import Document
from gesta.resolve.place_scores import Toponym
from gesta.resolve.place_words import surnames
from gesta.resolve.toponyms import described

_PEOPLE = (
    r"man|men|woman|women|teens?|teenagers?|boys?|girls?|child|toddler|couple|mom|mother|dad|father|residents?|native|"
    r"youth"
)
_SITES = r"home|house|residence|apartments?|neighborhood|nightclub|club|bar|church|store|restaurant|motel|hotel|street"
_WORD = r"[A-Z][a-z’'.]+(?:[A-Z][a-z]+)?"
_BEFORE_NOUN = re.compile(rf"(?<![\w’'-])(?P<name>{_WORD}(?: {_WORD}){{0,2}}) (?:{_PEOPLE}|{_SITES})\b(?!['’])")
_TOWN = 1_000
"""People of a town; smaller places share their names with too many families."""


def adjectives(
    document: Document, analysis: Analysis, found: Sequence[Toponym], gazetteer: Gazetteer
) -> Iterator[Toponym]:
    """The longest town's name before each such noun, where no place was found and no person of the text bears it."""
    text = document.text
    taken = [(each.start, each.end) for each in found]
    taken += [(block.start, block.end) for block in document.blocks if block.kind == "furniture"]
    people = surnames(text, analysis)
    spans: list[list[tuple[int, int]]] = []
    for match in _BEFORE_NOUN.finditer(text):
        end = match.end("name")
        starts = [match.start("name") + word.start() for word in re.finditer(r"\S+", match["name"])]
        tokens = [token for token in map(analysis.token_at, starts) if token is not None]
        names = len(tokens) == len(starts) and all(analysis.tags[token].startswith("NNP") for token in tokens)
        if names and not any(starts[-1] < last and first < end for first, last in taken):
            spans.append([(start, end) for start in starts])
    named = gazetteer.named({text[start:end] for each in spans for start, end in each})
    for each in spans:
        for start, end in each:
            towns = [n for n in named[text[start:end]] if n.kind == "main" and n.place.level == "city"]
            if fold(text[start:end]) not in people and any(town.place.population >= _TOWN for town in towns):
                yield described(text, start, end)
                break
