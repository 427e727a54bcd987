"""Turn the development data into spaCy's binary training files.

Gold files: `parse_{train,dev,test}.spacy`, `ner_{train,dev,held}.spacy`. The held-back fifth of the Worldwide
articles is written for scoring only.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from pathlib import Path

import spacy
from corpora import Labelled, Sentence, read_conllu, worldwide
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span
from weapons import weapons


def parsed(nlp: Language, sentences: list[Sentence]) -> Doc:
    """One document of gold-tokenised sentences."""
    offset = 0
    heads: list[int] = []
    starts: list[bool] = []
    for sentence in sentences:
        heads += [h + offset for h in sentence.heads]
        starts += [i == 0 for i in range(len(sentence.words))]
        offset += len(sentence.words)
    spaces = [space for s in sentences for space in [*s.spaces[:-1], True]]
    return Doc(
        nlp.vocab,
        words=[w for s in sentences for w in s.words],
        spaces=spaces,
        tags=[t for s in sentences for t in s.tags],
        pos=[t for s in sentences for t in s.upos],
        lemmas=[t for s in sentences for t in s.lemmas],
        heads=heads,
        deps=[d for s in sentences for d in s.deps],
    )


def without_period(sentence: Sentence) -> Sentence:
    """The sentence without its final full stop, as in headlines."""
    last = len(sentence.words) - 1
    if last < 2 or sentence.words[last] != "." or last in sentence.heads[:last]:
        return sentence
    return Sentence(sentence.document, *(values[:last] for values in _columns(sentence)))


def _columns(s: Sentence) -> tuple[list, ...]:
    return s.words, s.spaces, s.tags, s.upos, s.lemmas, s.heads, s.deps


def grouped(sentences: Iterable[Sentence], rng: random.Random) -> Iterator[list[Sentence]]:
    """Mostly single sentences, else runs of two to five of one document; some lose their full stop."""
    run: list[Sentence] = []
    target = 1
    for sentence in sentences:
        if run and (run[-1].document != sentence.document or len(run) >= target):
            yield run
            run, target = [], 1 if rng.random() < 0.6 else rng.randint(2, 5)
        run.append(sentence)
    if run:
        yield run


def parse_docs(nlp: Language, path: Path, training: bool) -> Iterator[Doc]:
    """Treebank documents: single sentences for scoring, varied runs for training."""
    rng = random.Random(7)
    if not training:
        yield from (parsed(nlp, [s]) for s in read_conllu(path))
        return
    for run in grouped(read_conllu(path), rng):
        changed = len(run) == 1 and rng.random() < 0.08
        yield parsed(nlp, [without_period(s) for s in run] if changed else run)


def entity_doc(nlp: Language, source: Labelled, with_weapons: bool = True) -> Doc:
    """A document tokenised as at run time; entities that do not fall on tokens carry no decision."""
    doc = nlp.make_doc(source.text)
    found: list[Span] = []
    missing: list[Span] = []
    taken = 0
    for start, end, label in sorted(source.entities):
        span = doc.char_span(start, end, label=label)
        if span is not None and start >= taken:
            found.append(span)
        else:
            wide = doc.char_span(start, end, alignment_mode="expand")
            if wide is not None:
                missing.append(wide)
        taken = max(taken, end)
    missing += [s for a, b in source.missing if (s := doc.char_span(a, b, alignment_mode="expand")) is not None]
    if with_weapons:
        found += weapon_spans(doc, found + missing)
    decided = {t.i for s in found for t in s}
    open_tokens = sorted({t.i for s in missing for t in s} - decided)
    doc.set_ents(found, missing=[doc[i : i + 1] for i in open_tokens], default="outside")
    return doc


def weapon_spans(doc: Doc, taken: list[Span]) -> list[Span]:
    """The gazetteer's weapons outside the spans already taken."""
    used = {t.i for s in taken for t in s}
    spans = [doc.char_span(a, b, label="Weapon") for a, b in weapons(doc.text)]
    return [s for s in spans if s is not None and not used & {t.i for t in s}]


def write(docs: Iterable[Doc], path: Path) -> int:
    """Write documents; returns how many."""
    store = DocBin(store_user_data=False)
    count = 0
    for doc in docs:
        store.add(doc)
        count += 1
    store.to_disk(path)
    return count


def entities(nlp: Language, data: Path, part: str) -> Iterator[Doc]:
    """The Worldwide paragraphs of one part; pages' address lines are left out of training."""
    for where, source in worldwide(data):
        if where == part and not (part == "train" and source.text.startswith("http")):
            yield entity_doc(nlp, source)


def prepare(data: Path, work: Path) -> None:
    """Write all gold files."""
    nlp = spacy.blank("en")
    work.mkdir(parents=True, exist_ok=True)
    for part in ("train", "dev", "test"):
        path = data / "ud_english_ewt" / f"en_ewt-ud-{part}.conllu"
        write(parse_docs(nlp, path, part == "train"), work / f"parse_{part}.spacy")
    for part in ("train", "dev", "held"):
        write(entities(nlp, data, part), work / f"ner_{part}.spacy")
