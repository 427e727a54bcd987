"""The training set of the triage: texts with the words that tell a shown incident, by the reader, by gold, by examples."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from gesta.codebook.load import examples
from gesta.codebook.load import load as load_codebook
from gesta.evaluate.corpora import Article, articles
from gesta.evaluate.incident_gold import load_gold
from gesta.evaluate.triage_draw import AMERICAN, corpus, drawn, learnt, part, story
from gesta.model.terms import LISTED_REALIS
from gesta.readers.triage_words import Hashed, hashed, paragraphs

CORPUS = Path(__file__).parents[4] / "corpus"
ANNOTATED = ("reader", "incidents", "incidents_more")
AMERICAN_WEIGHT = 0.3
EXAMPLES = "codebook"
EXAMPLE_WEIGHT = 1.5
"""Examples speak for concepts that are rare in the news."""


@dataclass(frozen=True)
class Text:
    """One text: its words, and which of them (in text order) tell an incident of the default listing.

    ``part``: 0 is never learnt from. ``shown``: the reader shows an incident, None where it was not asked; ``fresh``:
    one that is no background. ``weight``: of what tells in the text beside other texts. ``drawn``: the text is of the
    draw that figures are made of; others are only learnt from.
    """

    key: str
    part: int
    words: Hashed
    told: tuple[int, ...]
    shown: bool | None
    fresh: bool = False
    weight: float = 1.0
    drawn: bool = True

    @property
    def corpus(self) -> str:
        return self.key.partition(":")[0]


def told(text: str, starts: Iterable[int], words: Hashed) -> tuple[int, ...]:
    """The words at the offsets, by their place among the words of the text."""
    found: list[int] = []
    before = count = 0
    for start in sorted(set(starts)) if len(words) else []:
        count += sum(map(len, paragraphs(text[before:start])))
        before = start
        found.append(min(count, len(words) - 1))
    return tuple(dict.fromkeys(found))


def texts(data: Path, labels: Path) -> Iterator[Text]:
    """The drawn English articles that have a label, more that are only learnt from, annotated ones, the codebook's examples."""
    lines = {row["key"]: row for row in map(json.loads, labels.read_text().splitlines())}
    every = {article.key: article for article in articles(data)}
    gold = _gold(every)
    closed = {story(every[key], data) for key in _held()}
    measured = {article.key for article in drawn(data)}
    for article in [*drawn(data), *learnt(data), *(every[key] for key in sorted(gold))]:
        row = lines.pop(article.key, None)
        marked = gold.pop(article.key, None)
        number = part(article, data)
        foreign = row is not None and row["language"] not in (None, "en")
        if foreign or (row is None and (marked is None or not number)) or (number and story(article, data) in closed):
            continue
        yield replace(_text(article, number, row, marked or []), drawn=article.key in measured)
    yield from _examples()


def _text(article: Article, number: int, row: dict | None, marked: list[int]) -> Text:
    shown = row["shown"] if row else []
    starts = [start for each in shown for start in each[3]] + (marked if number else [])
    words = hashed(paragraphs(article.document_text))
    return Text(
        article.key, number, words, told(article.document_text, starts, words),
        shown=bool(shown) if row else None,
        fresh=any(not each[1] for each in shown),
        weight=AMERICAN_WEIGHT if corpus(article) in AMERICAN else 1.0,
    )  # fmt: skip


def _gold(every: dict[str, Article]) -> dict[str, list[int]]:
    """Where the incidents of annotated articles are told, held halves left out."""
    files = [path for name in ANNOTATED for path in (CORPUS / name).glob("*.jsonl")]
    documents, _ = load_gold(files, every)
    return {
        document.doc: [start for each in document.incidents if each.realis in LISTED_REALIS for start, _ in each.triggers]
        for document in documents
        if document.half == "read"
    }


def _held() -> set[str]:
    """Articles that are only ever scored."""
    rows = [json.loads(line) for path in CORPUS.glob("incidents*/*.jsonl") for line in path.read_text().splitlines()]
    return {row["doc"] for row in rows if row["half"] == "held"}


def _examples() -> Iterator[Text]:
    """The examples of the codebook's events; one that is planned, denied or imagined tells none."""
    book = load_codebook()
    for number, each in enumerate(examples(book)):
        if book.concept(each.concept).cls != "event":
            continue
        listed = each.trigger is not None and each.realis in LISTED_REALIS
        at = each.text.find(each.trigger) if listed and each.trigger else -1
        words = hashed(paragraphs(each.text))
        # Four parts in turn, so that each is learnt from as often.
        yield Text(
            f"{EXAMPLES}:{number}", 1 + number % 4, words, told(each.text, [at] if at >= 0 else [], words), None, weight=EXAMPLE_WEIGHT
        )
