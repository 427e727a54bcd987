"""How right the shown incidents are, against incidents annotated by hand (matching: ``incident_match``).

Precision is right / shown; duplicates and incidents on debatable words count like any other shown incident, and a
debatable gold incident (``core`` False) that is shown is right. Core recall is over core gold incidents of a listed
realis. Figures are kept by half and corpus; mistakes are listed for the half that may be read, never for the held one.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from gesta.errors import Problem
from gesta.evaluate.incident_attributes import Attribute, agreement, values
from gesta.evaluate.incident_gold import GoldDocument, GoldIncident
from gesta.evaluate.incident_items import Item, items
from gesta.evaluate.incident_match import Judged, Relation, Verdict, judge, shown_incidents
from gesta.evaluate.measures import Prf, Ratio, added
from gesta.evaluate.not_actual import kept_out
from gesta.model.incidents import Incident, Record
from gesta.model.terms import LISTED_REALIS

NOTHING = Ratio()


@dataclass(frozen=True, slots=True)
class Mistake:
    """One error in a document of the half that may be read: what kind, on what, by which words."""

    doc: str
    kind: str
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class IncidentFigures:
    """Counts over some documents; ``empty`` are documents without a listed gold incident, right when nothing is shown.

    ``silenced``: shown incidents on words that must yield nothing, by the annotator's reason; ``whole``: matched shown
    incidents, right when they tell one occurrence and do not run two together; ``not_actual``: what did not happen,
    right when it is not shown. ``attributes`` and ``items`` are of right incidents.
    """

    documents: int = 0
    verdicts: Mapping[Verdict, int] = field(default_factory=dict)
    core: Ratio = NOTHING
    debatable: Ratio = NOTHING
    empty: Ratio = NOTHING
    whole: Ratio = NOTHING
    silenced: Mapping[str, int] = field(default_factory=dict)
    not_actual: Ratio = NOTHING
    attributes: Mapping[Attribute, Ratio] = field(default_factory=dict)
    items: Mapping[Item, Prf] = field(default_factory=dict)

    @property
    def precision(self) -> Ratio:
        """Right of shown."""
        return Ratio(self.verdicts.get("right", 0), sum(self.verdicts.values()))

    def __add__(self, other: IncidentFigures) -> IncidentFigures:
        return IncidentFigures(
            self.documents + other.documents,
            Counter(self.verdicts) + Counter(other.verdicts),
            self.core + other.core,
            self.debatable + other.debatable,
            self.empty + other.empty,
            self.whole + other.whole,
            Counter(self.silenced) + Counter(other.silenced),
            self.not_actual + other.not_actual,
            added(self.attributes, other.attributes),
            added(self.items, other.items),
        )


@dataclass(frozen=True, slots=True)
class IncidentScores:
    """Figures by half and corpus, e.g. ("read", "gva"), Problems, and the mistakes of the read half only."""

    figures: Mapping[tuple[str, str], IncidentFigures]
    mistakes: tuple[Mistake, ...]
    problems: tuple[Problem, ...]

    def total(self, half: str | None = None, corpus: str | None = None) -> IncidentFigures:
        """The sum over a half and a corpus; None is all."""
        chosen = [f for (h, c), f in self.figures.items() if half in (None, h) and corpus in (None, c)]
        return sum(chosen, IncidentFigures())


def score(gold: Sequence[GoldDocument], records: Mapping[str, Record], related: Relation) -> IncidentScores:
    """Scores of the records by document key; a missing record shows nothing, so that all of its gold is missed.

    ``related`` says whether two concepts are near enough for a type to be acceptable (e.g. ``Codebook.related``).
    """
    figures: dict[tuple[str, str], IncidentFigures] = {}
    mistakes: list[Mistake] = []
    problems: list[Problem] = []
    for document in gold:
        record, problem = _record(document, records)
        if problem:
            problems.append(problem)
        judged = judge(document, record, related)
        agreements = [] if record is None else list(_agreements(document, judged, record))
        key = (document.half, document.corpus)
        found = _figures(document, judged, agreements, kept_out(document, shown_incidents(record)))
        figures[key] = figures.get(key, IncidentFigures()) + found
        if document.half == "read":
            mistakes.extend(_mistakes(document, judged, agreements))
    return IncidentScores(figures, tuple(mistakes), tuple(problems))


def errors(scores: IncidentScores) -> tuple[Mistake, ...]:
    """Every mistake of the read half, in document order; none of the held half is kept anywhere."""
    return scores.mistakes


def words(shown: Incident) -> str:
    """The trigger words of the incident's mentions, for a listing."""
    return ", ".join(dict.fromkeys(mention.exact for mention in shown.mentions))


@dataclass(frozen=True, slots=True)
class _Agreement:
    shown: Incident
    gold: GoldIncident
    verdicts: Mapping[Attribute, bool]
    items: Mapping[Item, Prf]


def _record(document: GoldDocument, records: Mapping[str, Record]) -> tuple[Record | None, Problem | None]:
    record = records.get(document.doc)
    if record is None:
        return None, Problem(document.doc, "no record", "read this article too")
    if hashlib.sha256(record.document.text.encode()).hexdigest() != document.digest:
        return None, Problem(document.doc, "the record has another text than the annotation", "read document_text")
    return record, None


def _agreements(document: GoldDocument, judged: Sequence[Judged], record: Record) -> Iterator[_Agreement]:
    for one in judged:
        if one.verdict == "right" and one.gold is not None:
            gold = document.incidents[one.gold]
            yield _Agreement(one.shown, gold, agreement(gold, one.shown, record), items(gold, one.shown, record))


def _missed(document: GoldDocument, judged: Sequence[Judged]) -> Iterator[tuple[GoldIncident, bool]]:
    """Each gold incident of a listed realis, and whether it was missed."""
    found = {one.gold for one in judged if one.verdict == "right"}
    for index, gold in enumerate(document.incidents):
        if gold.realis in LISTED_REALIS:
            yield gold, index not in found


def _figures(
    document: GoldDocument, judged: Sequence[Judged], agreements: Sequence[_Agreement], not_actual: Ratio
) -> IncidentFigures:
    listed = list(_missed(document, judged))
    core = [not missed for gold, missed in listed if gold.core]
    debatable = [not missed for gold, missed in listed if not gold.core]
    matched = [one for one in judged if one.gold is not None]
    attributes: dict[Attribute, Ratio] = {}
    told: dict[Item, Prf] = {}
    for one in agreements:
        attributes = added(attributes, {name: Ratio(int(right), 1) for name, right in one.verdicts.items()})
        told = added(told, one.items)
    return IncidentFigures(
        1,
        Counter(one.verdict for one in judged),
        Ratio(sum(core), len(core)),
        Ratio(sum(debatable), len(debatable)),
        NOTHING if listed else Ratio(int(not judged), 1),
        Ratio(sum(not one.swallowed for one in matched), len(matched)),
        Counter(one.silence for one in judged if one.silence is not None),
        not_actual,
        attributes,
        told,
    )


def _mistakes(document: GoldDocument, judged: Sequence[Judged], agreements: Sequence[_Agreement]) -> Iterator[Mistake]:
    for one in judged:
        if one.verdict != "right":
            label = f"{one.shown.type} ({one.silence})" if one.silence else one.shown.type
            yield Mistake(document.doc, one.verdict, label, words(one.shown))
        if one.swallowed:
            together = ", ".join(document.incidents[index].label for index in one.swallowed)
            yield Mistake(document.doc, "run together", f"{one.shown.type}: {together}", words(one.shown))
    for gold, missed in _missed(document, judged):
        if missed:
            yield Mistake(document.doc, "missed" if gold.core else "missed debatable", _name(gold), "")
    for told in agreements:
        for attribute, right in told.verdicts.items():
            if not right:
                label = f"{_name(told.gold)} [{values(attribute, told.gold, told.shown)}]"
                yield Mistake(document.doc, f"attribute {attribute}", label, words(told.shown))


def _name(gold: GoldIncident) -> str:
    return f"{gold.types[0] if gold.types else '-'}: {gold.label}"
