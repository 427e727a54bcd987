"""Micro F1 of template filling as Du, Rush and Cardie (2021, "Template Filling with Generative Transformers") score it.

Rules, after the published evaluation script of that paper (github.com/xinyadu/gtt):

- A template is an incident type and five roles; a role holds entities; an entity is the set of strings by which the
  text names it.
- A predicted entity is right when every one of its strings is one of the strings of one gold entity, both lower-cased
  without punctuation, articles and extra space. Two predicted entities may meet the same gold entity.
- Templates pair one to one, and only when the predicted type is (part of) the gold type ("attack" in
  "attack / bombing"). The type is then right. Everything in an unpaired template counts against.
- Of all pairings of a document the one with the highest F1 over all slots of that document is taken; the sums over
  documents give the scores.
"""

from __future__ import annotations

import json
import re
import string
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Literal

from gesta.errors import DataError, Problem
from gesta.evaluate.measures import Prf

Role = Literal["PerpInd", "PerpOrg", "Target", "Victim", "Weapon"]
ROLES: tuple[Role, ...] = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
TYPE = "incident_type"
SLOTS = (TYPE, *ROLES)
GttEntity = frozenset[str]
"""The strings by which one entity is named."""
_ARTICLES = re.compile(r"\b(a|an|the)\b")
_NO_PUNCTUATION = str.maketrans("", "", string.punctuation)
MAX_GOLD = 14
"""Gold templates of one document up to which the best pairing is searched in full (2**14 states)."""


@dataclass(frozen=True, slots=True)
class GttTemplate:
    """One template; ``entities`` has the roles that are filled. Strings may be as they stand in the text."""

    incident_type: str
    entities: Mapping[Role, tuple[GttEntity, ...]]

    def of(self, role: Role) -> tuple[GttEntity, ...]:
        """The entities of the role."""
        return self.entities.get(role, ())


@dataclass(frozen=True, slots=True)
class GttScores:
    """Counts by slot (``incident_type`` and the five roles); their sum is the micro average."""

    slots: Mapping[str, Prf]

    @property
    def micro(self) -> Prf:
        return sum(self.slots.values(), Prf())


def entity(*names: str) -> GttEntity:
    """An entity from its strings."""
    return frozenset(names)


def normalise(words: str) -> str:
    """The string in lower case without punctuation, articles and extra white space, in that order."""
    return " ".join(_ARTICLES.sub(" ", words.lower().translate(_NO_PUNCTUATION)).split())


def load_gtt(path: Path) -> dict[str, tuple[GttTemplate, ...]]:
    """Gold templates by document id; a template that stands twice counts once. Raises DataError on a bad line."""
    gold: dict[str, tuple[GttTemplate, ...]] = {}
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                row = json.loads(line)
                templates = [_template(raw) for raw in row["templates"]]
                gold[str(row["docid"])] = tuple(t for i, t in enumerate(templates) if t not in templates[:i])
            except (ValueError, KeyError, TypeError, IndexError) as error:
                raise DataError((Problem(f"{path.name}:{number}", f"not a GTT document: {error}"),)) from error
    return gold


def _template(raw: Mapping[str, object]) -> GttTemplate:
    entities: dict[Role, tuple[GttEntity, ...]] = {}
    for role in ROLES:
        clusters = raw[role]
        if not isinstance(clusters, list):
            raise TypeError(f"{role} is not a list")
        entities[role] = tuple(frozenset(str(mention[0]) for mention in cluster) for cluster in clusters if cluster)
    return GttTemplate(str(raw[TYPE]), entities)


def score_gtt(gold: Mapping[str, Sequence[GttTemplate]], predicted: Mapping[str, Sequence[GttTemplate]]) -> GttScores:
    """Scores over the documents of ``gold``; a document without predictions has none (its gold is all missed)."""
    totals = dict.fromkeys(SLOTS, Prf())
    for doc, gold_templates in gold.items():
        for slot, counts in score_document(gold_templates, predicted.get(doc, ())).items():
            totals[slot] += counts
    return GttScores(totals)


def score_document(gold: Sequence[GttTemplate], predicted: Sequence[GttTemplate]) -> dict[str, Prf]:
    """Counts by slot under the best pairing of the document's templates."""
    gold, predicted = [_normalised(t) for t in gold], [_normalised(t) for t in predicted]
    totals: dict[str, Prf] = {TYPE: Prf(shown=len(predicted), gold=len(gold))}
    totals |= {role: Prf(shown=_entities(predicted, role), gold=_entities(gold, role)) for role in ROLES}
    pairs = {
        (p, g): _pair_counts(gold[g], predicted[p])
        for p in range(len(predicted))
        for g in range(len(gold))
        if predicted[p].incident_type in gold[g].incident_type
    }
    for pair in _best_pairing(len(predicted), len(gold), pairs, sum(totals.values(), Prf())):
        for slot, counts in pairs[pair].items():
            totals[slot] += counts
    return totals


def _normalised(template: GttTemplate) -> GttTemplate:
    clean = {role: tuple(frozenset(map(normalise, e)) for e in template.of(role)) for role in ROLES}
    return GttTemplate(template.incident_type, clean)


def _entities(templates: Iterable[GttTemplate], role: Role) -> int:
    return sum(len(template.of(role)) for template in templates)


def _pair_counts(gold: GttTemplate, predicted: GttTemplate) -> dict[str, Prf]:
    """Right answers and found gold items when the two templates are paired."""
    counts = {TYPE: Prf(precise=1, found=1)}
    for role in ROLES:
        right = sum(any(p <= g for g in gold.of(role)) for p in predicted.of(role))
        found = sum(any(p <= g for p in predicted.of(role)) for g in gold.of(role))
        counts[role] = Prf(precise=right, found=found)
    return counts


def _best_pairing(
    predicted: int, gold: int, pairs: Mapping[tuple[int, int], Mapping[str, Prf]], sizes: Prf
) -> tuple[tuple[int, int], ...]:
    """The pairing with the highest F1; among equals the one that pairs earlier templates with earlier ones.

    Exact for up to MAX_GOLD gold templates: over the predicted templates in turn, for every set of used gold templates,
    all reachable (right, found) sums with their first pairing. Beyond that only the first MAX_GOLD gold templates
    that can pair at all take part.
    """
    usable = [g for g in range(gold) if any((p, g) in pairs for p in range(predicted))][:MAX_GOLD]
    states: dict[tuple[int, int, int], tuple[tuple[int, int], ...]] = {(0, 0, 0): ()}
    for p in range(predicted):
        following: dict[tuple[int, int, int], tuple[tuple[int, int], ...]] = {}
        for (used, right, found), chosen in states.items():
            for bit, g in enumerate(usable):
                if not used >> bit & 1 and (p, g) in pairs:
                    gain = sum(pairs[p, g].values(), Prf())
                    key = (used | 1 << bit, right + gain.precise, found + gain.found)
                    following.setdefault(key, (*chosen, (p, g)))
            following.setdefault((used, right, found), chosen)
        states = following
    best = max(states, key=lambda s: _f1(s[1], s[2], sizes))
    return states[best]


def _f1(right: int, found: int, sizes: Prf) -> Fraction:
    """F1 as an exact fraction, 0 where precision or recall has nothing."""
    bottom = right * sizes.gold + found * sizes.shown
    return Fraction(2 * right * found, bottom) if bottom else Fraction(0)
