"""What each corpus says of a document's words, as labels over the tokens of its analysis.

A corpus gives a label only for what it annotates; everything else is left open and counts in no loss.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from gesta.evaluate.heads import head as head_of
from gesta.evaluate.incident_gold import GoldDocument, GoldIncident
from gesta.model.analysis import Analysis
from gesta.model.spans import Span
from gesta.readers.cues import ROLES

Offsets = Iterable[tuple[int, int]]
DOUBTFUL = 0.5
"""Weight of a debatable incident: a fair reader might leave it out."""
SILENCED = 2.0
"""Weight of words that look like an act and are none."""
_NOT_ACTUAL = {"generic": "generic", "hypothetical": "hypothetical", "planned": "planned", "negated": "negated"}


@dataclass
class Labels:
    """Labels of one document. ``event``: token to (0 or 1, weight); where ``whole`` all other tokens are 0.

    ``concept``: token to (concept, all acceptable ones); ``roles``: trigger to head to its roles, exhaustive for the
    roles in ``of_roles``; ``same``: trigger to the number of its occurrence; ``entities``: (first, end, label), or None
    where the corpus has none; ``factuality``: token to -1..1; ``weight``: of the document's roles.
    """

    whole: bool = False
    event: dict[int, tuple[float, float]] = field(default_factory=dict)
    concept: dict[int, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    realis: dict[int, str] = field(default_factory=dict)
    background: dict[int, bool] = field(default_factory=dict)
    roles: dict[int, dict[int, set[str]]] = field(default_factory=dict)
    of_roles: frozenset[str] = frozenset(ROLES)
    same: dict[int, int] = field(default_factory=dict)
    entities: list[tuple[int, int, str]] | None = None
    factuality: dict[int, float] = field(default_factory=dict)
    weight: float = 1.0


def root(analysis: Analysis, start: int, end: int) -> int | None:
    """The token of the span that the others hang on."""
    return head_of(analysis, Span(start, end))


def heads(analysis: Analysis, spans: Offsets, candidates: frozenset[int]) -> Iterator[int]:
    """The candidate that stands for each span: its root, else the first candidate inside."""
    for start, end in spans:
        top = root(analysis, start, end)
        if top is None:
            continue
        inside = [t for t in analysis.tokens_in(Span(start, end)) if t in candidates]
        if top in candidates:
            yield top
        elif inside:
            yield inside[0]


def of_gold(gold: GoldDocument, analysis: Analysis, candidates: frozenset[int]) -> Labels:
    """The labels of an article annotated by hand: whole, with every incident."""
    labels = Labels(whole=True)
    for number, incident in enumerate(gold.incidents):
        triggers = []
        for index, (start, end) in enumerate(incident.triggers):
            token = root(analysis, start, end)
            if token is None:
                continue
            triggers.append(token)
            told = incident.told_as[index] if index < len(incident.told_as) else None
            concept = told or incident.types[0]
            labels.event[token] = (1.0, 1.0 if incident.core else DOUBTFUL)
            labels.concept[token] = (concept, (*incident.types, concept))
            labels.realis[token] = incident.realis
            labels.background[token] = incident.background
            labels.same[token] = number
        played = _played(incident, analysis, candidates)
        for token in triggers:
            labels.roles.setdefault(token, {}).update(played)
    for statement in gold.statements:
        for start, end in statement.triggers:
            token = root(analysis, start, end)
            if token is not None and token not in labels.event:
                labels.event[token] = (0.0, 1.0)
                labels.concept[token] = (statement.types[0], statement.types)
    for silence in gold.must_yield_nothing:
        token = root(analysis, *silence.span)
        if token is not None and token not in labels.event:
            labels.event[token] = (0.0, SILENCED)
            if silence.why in _NOT_ACTUAL:
                labels.realis[token] = _NOT_ACTUAL[silence.why]
    return labels


def _played(incident: GoldIncident, analysis: Analysis, candidates: frozenset[int]) -> dict[int, set[str]]:
    spans: dict[str, list[tuple[int, int]]] = {
        "perpetrator": [s for party in incident.perpetrators for s in party.spans],
        "target": [s for party in incident.targets for s in party.spans],
        "speaker": [s for party in incident.speakers for s in party.spans],
        "instrument": [s for weapon in incident.weapons for s in weapon.spans],
        "place": list(incident.where.spans),
        "time": list(incident.when.spans),
    }
    for name in ("killed", "injured", "detained", "abducted"):
        count = getattr(incident, name)
        spans[name] = list(count.spans) if count else []
    played: dict[int, set[str]] = {}
    for role, found in spans.items():
        for head in heads(analysis, found, candidates):
            played.setdefault(head, set()).add(role)
    return played


_MUC_TYPES = {
    "ATTACK": ("armed_attack", "shooting", "killing", "assassination", "armed_clash", "shelling", "grenade_attack",
               "air_strike", "assault", "stabbing", "execution", "mob_violence", "security_operation"),
    "BOMBING": ("bombing", "suicide_bombing", "grenade_attack", "property_destruction", "armed_attack"),
    "KIDNAPPING": ("abduction", "hijacking"),
    "ARSON": ("arson", "property_destruction"),
    "ROBBERY": ("robbery", "looting"),
    "HIJACKING": ("hijacking",),
    "FORCED WORK STOPPAGE": ("strike", "blockade"),
}  # fmt: skip
_MUC_ROLES = {
    "PERP: INDIVIDUAL ID": "perpetrator", "PERP: ORGANIZATION ID": "perpetrator", "PHYS TGT: ID": "target",
    "HUM TGT: NAME": "target", "HUM TGT: DESCRIPTION": "target", "INCIDENT: INSTRUMENT ID": "instrument",
}  # fmt: skip
_QUOTED = re.compile(r'"([^"]+)"')


def of_muc4(
    templates: Sequence[dict[str, list[str]]],
    text: str,
    analysis: Analysis,
    candidates: frozenset[int],
    told: Sequence[tuple[int, str]],
) -> Labels:
    """Roles and occurrences from templates: ``told`` are the acts that the rules read, (token, concept).

    An act belongs to the template of its type whose fills stand nearest; a document without templates gives nothing.
    """
    labels = Labels(of_roles=frozenset({"perpetrator", "target", "instrument"}), weight=0.5)
    filled: list[tuple[tuple[str, ...], dict[int, set[str]]]] = []
    for template in templates:
        types = _MUC_TYPES.get(_slot(template, "INCIDENT: TYPE"), ())
        played: dict[int, set[str]] = {}
        for slot, role in _MUC_ROLES.items():
            for line in template.get(slot, ()):
                for words in _QUOTED.findall(line):
                    pattern = r"\s+".join(map(re.escape, words.split()))
                    spans = [m.span() for m in re.finditer(rf"(?<!\w){pattern}(?!\w)", text)]
                    for head in heads(analysis, spans, candidates):
                        played.setdefault(head, set()).add(role)
        if types and played:
            filled.append((types, played))
    for token, concept in told:
        here = analysis.sentence_of[token]
        scored = []
        for number, (types, played) in enumerate(filled):
            near = sum(abs(analysis.sentence_of[head] - here) <= 1 for head in played)
            if concept in types and near:
                scored.append((near, -number))
        if scored:
            number = -max(scored)[1]
            labels.event[token] = (1.0, 0.5)
            labels.roles[token] = filled[number][1]
            labels.same[token] = number
    return labels


def _slot(template: dict[str, list[str]], name: str) -> str:
    return next(iter(template.get(name, ())), "").strip("? ").split(" / ")[0]


_EVENT_TYPES = ("Conflict.Attack", "Conflict.Demonstrate", "Justice.ArrestJailDetain", "Life.Die", "Life.Injure")
_CONCEPTS = {
    "Conflict.Attack.DetonateExplode": "bombing", "Conflict.Demonstrate": "protest",
    "Justice.ArrestJailDetain": "arrest",
}  # fmt: skip
KAIROS_ROLES = {
    "attacker": "perpetrator", "killer": "perpetrator", "injurer": "perpetrator", "jailer": "perpetrator",
    "perpetrator": "perpetrator", "demonstrator": "perpetrator", "destroyer": "perpetrator",
    "damagerdestroyer": "perpetrator", "damager": "perpetrator", "victim": "target", "target": "target",
    "detainee": "target", "instrument": "instrument", "explosivedevice": "instrument", "place": "place",
}  # fmt: skip


@dataclass(frozen=True)
class KairosEvent:
    """One event of WikiEvents or RAMS in characters: type, trigger, arguments (role, span)."""

    kind: str
    trigger: tuple[int, int]
    arguments: tuple[tuple[str, tuple[int, int]], ...]


def of_kairos(events: Iterable[KairosEvent], analysis: Analysis, candidates: frozenset[int]) -> Labels:
    """Acts and their roles from events of the KAIROS ontology that are acts here too."""
    labels = Labels(of_roles=frozenset({"perpetrator", "target", "instrument", "place"}), weight=0.5)
    for event in events:
        token = root(analysis, *event.trigger)
        kind = next((name for name in _EVENT_TYPES if event.kind.lower().startswith(name.lower())), None)
        if token is None or kind is None:
            continue
        labels.event[token] = (1.0, 0.3)
        concept = next((c for name, c in _CONCEPTS.items() if event.kind.startswith(name)), None)
        if concept:
            labels.concept[token] = (concept, (concept,))
        played = labels.roles.setdefault(token, {})
        for name, span in event.arguments:
            role = KAIROS_ROLES.get(name.lower())
            for head in heads(analysis, [span], candidates) if role else ():
                played.setdefault(head, set()).add(str(role))
    return labels


def of_attributions(told: Iterable[tuple[Offsets, Offsets]], analysis: Analysis, candidates: frozenset[int]) -> Labels:
    """Speakers from (content, source) spans: whatever verb or act the content tells is told by the source."""
    labels = Labels(of_roles=frozenset({"speaker"}))
    for contents, sources in told:
        speakers = {head: {"speaker"} for head in heads(analysis, sources, candidates)}
        for start, end in contents:
            for token in analysis.tokens_in(Span(start, end)):
                top = analysis.heads[token]
                outside = top == token or not start <= analysis.starts[top] < end
                if outside and analysis.tags[token][:2] in {"VB", "NN"}:
                    labels.roles.setdefault(token, {}).update(speakers)
    return labels
