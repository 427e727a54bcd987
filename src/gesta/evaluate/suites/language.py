"""The suite over the English model: parse on EWT's test part, entities on the held-back fifth of Worldwide.

Entities are scored twice: those of the tagger alone, a paragraph at a time, and those of the trained reader, in which
the tagger and the encoder vote (`gesta.readers.naming`), over whole articles.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from pathlib import Path

from gesta.evaluate.bio import spelt_out
from gesta.evaluate.measures import Prf, Ratio
from gesta.evaluate.spans import LabelledSpan, by_label, over_documents, strict
from gesta.evaluate.suites.figures import Figure, Folders, Outcome, Records, Suite, nothing_to_read, prf, ratio
from gesta.evaluate.suites.workers import Workers
from gesta.model.documents import Block, Document, Published, Report, report_id
from gesta.readers.encoder import encoder
from gesta.readers.linguistics import analyse_one, language_model
from gesta.readers.naming import named as voted
from gesta.text.sentences import sentences as sentences_of

CLASSES = frozenset({"Date", "Person", "Location", "Facility", "Organization", "Misc", "Money", "NORP", "Product"})
_HELD_BACK = 5
"""One article in five, by the hash of its file name, was kept from training (model card)."""


@dataclass(frozen=True, slots=True)
class TreeSentence:
    """A treebank sentence: words, whether a space follows, head indices (its own for the root), relations."""

    words: tuple[str, ...]
    spaces: tuple[bool, ...]
    heads: tuple[int, ...]
    relations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text with its entities."""

    text: str
    entities: tuple[LabelledSpan, ...]


def sentences(path: Path) -> Iterator[TreeSentence]:
    """The sentences of a CoNLL-U file; words inside a contraction are joined, empty nodes left out."""
    rows: list[list[str]] = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        if line and not line.startswith("#"):
            rows.append(line.split("\t"))
        elif not line and rows:
            yield _sentence(rows)
            rows = []


def _sentence(rows: Sequence[Sequence[str]]) -> TreeSentence:
    joined: dict[int, bool] = {}
    for row in rows:
        if "-" in row[0]:
            first, last = map(int, row[0].split("-"))
            joined |= dict.fromkeys(range(first, last), True)
            joined[last] = "SpaceAfter=No" in row[9]
    words = [row for row in rows if row[0].isdigit()]
    return TreeSentence(
        tuple(row[1] for row in words),
        tuple(not joined.get(int(row[0]), "SpaceAfter=No" in row[9]) for row in words),
        tuple(int(row[6]) - 1 if row[6] != "0" else at for at, row in enumerate(words)),
        tuple("ROOT" if row[6] == "0" else row[7] for row in words),
    )


def held_back(name: str) -> bool:
    """True when the article was kept from training."""
    return int(hashlib.sha256(name.encode()).hexdigest()[:8], 16) % _HELD_BACK == 0


def articles(data: Path) -> Iterator[tuple[Paragraph, ...]]:
    """The held-back articles of Worldwide as their paragraphs, with the entities of the nine classes."""
    found = sorted((data / "ner_worldwide").glob("*.jsonl"))
    if not found:
        raise FileNotFoundError(2, "no annotated articles (*.jsonl) here", str(data / "ner_worldwide"))
    for path in found:
        for line in path.read_bytes().splitlines():
            article = json.loads(line)
            if held_back(article["file"]):
                yield tuple(paragraph([(row[0], row[1]) for row in each]) for each in article["sentences"])


def paragraph(tagged: Sequence[tuple[str, str]]) -> Paragraph:
    """The text of tokens with BIO tags, and the entities at their places in it."""
    text, entities = spelt_out(tagged)
    return Paragraph(text, tuple(each for each in entities if each.label in CLASSES))


def parsed(batch: Sequence[TreeSentence]) -> tuple[int, int, int]:
    """Words, right heads, right heads with the right relation; the treebank's tokens given, punctuation counted."""
    from spacy.tokens import Doc

    nlp = language_model()
    docs = [
        Doc(nlp.vocab, words=list(s.words), spaces=list(s.spaces), sent_starts=[i == 0 for i in range(len(s.words))])
        for s in batch
    ]
    total = heads = labelled = 0
    for sentence, doc in zip(batch, nlp.pipe(docs, disable=["ner"]), strict=True):
        for at, token in enumerate(doc):
            right = token.head.i == sentence.heads[at]
            total, heads = total + 1, heads + right
            labelled += right and token.dep_ == sentence.relations[at]
    return total, heads, labelled


def named(batch: Sequence[Paragraph]) -> dict[str, Prf]:
    """Strict counts of the nine classes, and of all of them under the empty name."""
    nlp = language_model()
    docs = nlp.pipe([each.text for each in batch])
    shown = {
        str(at): [LabelledSpan(e.start_char, e.end_char, e.label_) for e in doc.ents if e.label_ in CLASSES]
        for at, doc in enumerate(docs)
    }
    gold = {str(at): each.entities for at, each in enumerate(batch)}
    return {**by_label(gold, shown, strict), "": over_documents(gold, shown, strict)}


def named_by_reader(batch: Sequence[Sequence[Paragraph]]) -> Prf:
    """Strict counts of the nine classes together, of whole articles of which every sentence is encoded."""
    gold: dict[str, list[LabelledSpan]] = {}
    shown: dict[str, list[LabelledSpan]] = {}
    for at, article in enumerate(batch):
        document, starts = _document(article)
        gold[str(at)] = [
            LabelledSpan(start + each.start, start + each.end, each.label)
            for start, paragraph in zip(starts, article, strict=True)
            for each in paragraph.entities
        ]
        analysis = analyse_one(document)
        tokens, vectors = encoder().vectors(analysis, range(len(analysis.sentences)))
        shown[str(at)] = [
            LabelledSpan(span.start, span.end, each.label)
            for each in voted(analysis, tokens, encoder().heads.entity(vectors))
            if each.label in CLASSES
            for span in [analysis.span(each.first, each.end)]
        ]
    return over_documents(gold, shown, strict)


def _document(article: Sequence[Paragraph]) -> tuple[Document, list[int]]:
    """The article with a blank line between its paragraphs, and where each of them starts."""
    text = "\n\n".join(each.text for each in article)
    ends = list(accumulate(len(each.text) + 2 for each in article))
    starts = [0, *ends[:-1]]
    blocks = tuple(
        Block("body", start, start + len(each.text)) for start, each in zip(starts, article, strict=True) if each.text
    )
    report = Report(report_id(text.encode(), "worldwide"), "worldwide", "text", text)
    return Document(report, None, text, "en", blocks, sentences_of(text, blocks), Published()), starts


def _score(folders: Folders, records: Records, workers: Workers) -> Outcome:
    treebank = folders.data / "ud_english_ewt" / "en_ewt-ud-test.conllu"
    trees = workers.over("language: sentences of EWT", parsed, sentences(treebank), 300)
    words, heads, labelled = (sum(part[at] for part in trees) for at in range(3))
    entities: dict[str, Prf] = {}
    held = list(articles(folders.data))
    by_reader = sum(workers.over("language: articles of Worldwide", named_by_reader, held, 45), Prf())
    for part in workers.over("language: paragraphs of Worldwide", named, chain.from_iterable(held), 300):
        for label, counted in part.items():
            entities[label] = entities.get(label, Prf()) + counted
    note = "held-back fifth of Worldwide, equal borders and class"
    figures = [
        ratio("ewt.uas", Ratio(heads, words), "EWT test, tokens given; heads"),
        ratio("ewt.las", Ratio(labelled, words), "EWT test, tokens given; heads with the full relation"),
        *prf("entities", entities.pop("", Prf()), f"{note}; nine classes, the tagger alone"),
        *prf("reader_entities", by_reader, f"{note}; nine classes, tagger and encoder together"),
    ]
    for label, counted in sorted(entities.items()):
        figures.append(Figure(f"entities.{label}.f1", counted.f1, f"{counted.gold} in gold", note))
    return Outcome(tuple(figures))


LANGUAGE = Suite(
    "language",
    "The English model that every reader stands on.",
    nothing_to_read,
    _score,
)
