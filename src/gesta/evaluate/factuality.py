"""Did it happen? Predicates of UDS-IH2 and MEANTIME against the realis that a reader gives them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from gesta.evaluate.bio import spelt_out
from gesta.evaluate.measures import Prf
from gesta.model.documents import Block, Document, Published, Report, report_id
from gesta.model.spans import Span
from gesta.model.terms import Realis

Corpus = Literal["uds", "meantime"]
Verdict = Literal["happened", "not_happened", "uncertain"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
SURE = 0.5
"""UDS: share of the confidence on one side less that on the other from which the annotators are of one mind."""
CERTAIN = 2.0
"""MEANTIME: from here to 3 it happened, from -3 to -2 it did not."""

READ_AS: Mapping[Corpus, Mapping[Realis, Verdict]] = {
    # "Has it happened, or is it going on?" An event to come or imagined has not.
    "uds": {
        "actual": "happened",
        "attempted": "not_happened",
        "prevented": "not_happened",
        "negated": "not_happened",
        "planned": "not_happened",
        "threatened": "not_happened",
        "hypothetical": "not_happened",
        "alleged": "uncertain",
        "generic": "uncertain",
    },
    # Only what is told as certainly false is false; an event to come is open.
    "meantime": {
        "actual": "happened",
        "attempted": "uncertain",
        "prevented": "not_happened",
        "negated": "not_happened",
        "planned": "uncertain",
        "threatened": "uncertain",
        "hypothetical": "uncertain",
        "alleged": "uncertain",
        "generic": "uncertain",
    },
}
"""What a realis says in the words of each corpus."""

Confusion = Counter[tuple[Verdict, Verdict | None]]
"""How often gold's verdict met which given one; None where the reader has no token there."""


@dataclass(frozen=True, slots=True)
class JudgedSentence:
    """A sentence with its predicates and what gold says of each."""

    text: str
    predicates: tuple[tuple[Span, Verdict], ...]


def document_of(text: str) -> Document:
    """The sentence as a document of one body block: it is no headline, whatever its form."""
    report = Report(report_id(text.encode(), "sentence"), "sentence", "text", text)
    whole = Span(0, len(text))
    return Document(report, None, text, "en", (Block("body", 0, len(text)),), (whole,), Published())


def uds_sentences(path: Path) -> Iterator[JudgedSentence]:
    """The sentences of an UDS-IH2 file whose text is known; predicates that nobody could judge are left out."""
    tokens: dict[int, list[str]] = {}
    verdicts: dict[int, dict[int, Verdict]] = {}
    with path.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            verdict = uds_verdict(row["annotations"])
            if row["tokens"] and verdict:
                tokens[row["uds_sentence"]] = row["tokens"]
                verdicts.setdefault(row["uds_sentence"], {})[row["pred_token"] - 1] = verdict
    for number, words in tokens.items():
        yield _sentence(words, verdicts[number])


def uds_verdict(annotations: Iterable[Mapping[str, str]]) -> Verdict | None:
    """The verdict of the kept annotators, yes 1 and no -1, by the mean weighted with their confidence (0 to 4)."""
    told = [
        (1 if each["happened"] == "true" else -1, int(each["confidence"]))
        for each in annotations
        if each["keep"] == "True" and each["happened"] in ("true", "false")
    ]
    weight = sum(confidence for _, confidence in told)
    return _side(sum(sign * confidence for sign, confidence in told) / weight, SURE) if weight else None


def meantime_sentences(path: Path) -> Iterator[JudgedSentence]:
    """The sentences of a MEANTIME file that have a judged word."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line.strip()]
        verdicts = {at: _side(float(row[2]), CERTAIN) for at, row in enumerate(rows) if row[2] != "_"}
        if verdicts:
            yield _sentence([row[1] for row in rows], verdicts)


def _side(value: float, sure: float) -> Verdict:
    return "happened" if value >= sure else "not_happened" if value <= -sure else "uncertain"


def _sentence(words: Sequence[str], verdicts: Mapping[int, Verdict]) -> JudgedSentence:
    text, spans = spelt_out([(word, "B-P" if at in verdicts else "O") for at, word in enumerate(words)])
    told = [verdicts[at] for at in sorted(verdicts)]
    return JudgedSentence(
        text, tuple((Span(span.start, span.end), verdict) for span, verdict in zip(spans, told, strict=True))
    )


def by_verdict(confusion: Confusion) -> dict[Verdict, Prf]:
    """The counts of each verdict."""
    found: dict[Verdict, Prf] = {}
    for verdict in VERDICTS:
        right = confusion[verdict, verdict]
        shown = sum(count for (_, given), count in confusion.items() if given == verdict)
        gold = sum(count for (known, _), count in confusion.items() if known == verdict)
        found[verdict] = Prf(right, shown, right, gold)
    return found


def macro_f1(confusion: Confusion) -> float | None:
    """The mean F1 of the verdicts that gold has; None where it has none."""
    scores = [counts.f1 for counts in by_verdict(confusion).values() if counts.gold]
    return sum(scores) / len(scores) if scores else None
