"""Put the parts together into the package's data folder."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.vectors import Vectors

from gesta_en.lemmas import Lemmatizer


def assemble(parser: Path, names: Path, lemma_tables: dict) -> Language:
    """One pipeline: tags, parse, lemmas, entities."""
    nlp = spacy.load(parser)
    entities = spacy.load(names)
    entities.vocab.vectors = nlp.vocab.vectors
    lemmas = nlp.add_pipe("gesta_lemmas")
    if not isinstance(lemmas, Lemmatizer):
        raise TypeError(f"not the lemmatiser of this package: {lemmas!r}")
    lemmas.load_tables(lemma_tables)
    nlp.add_pipe("ner", source=entities, first=True)  # before the parser, whose sentence ends would cut names
    nlp.meta.update({"name": "gesta_en", "version": "1.0.0", "lang": "en", "license": "see CARD.md", "performance": {}})
    nlp.config["nlp"]["batch_size"] = 64
    return nlp


def package(nlp: Language, data: Path, vector_file: Path | None, caser: Path) -> None:
    """Write the package data; vectors apart, as codes, and no lexemes or training paths."""
    shutil.rmtree(data, ignore_errors=True)
    data.mkdir(parents=True)
    nlp.vocab.vectors = Vectors(name="gesta_en", shape=(0, 0))
    nlp.config["paths"] = {}
    nlp.config["initialize"] = {}
    nlp.config["corpora"] = {}
    nlp.to_disk(data / "pipeline", exclude=["lookups"])
    if vector_file:
        shutil.copy(vector_file, data / "vectors.npz")
    shutil.copy(caser, data / "truecase.json.gz")
    _strings(data / "pipeline", labels(nlp))


def labels(nlp: Language) -> set[str]:
    """Every label the pipeline can give; other strings come with the texts."""
    found = {"", "ROOT", "dep"}
    for name, pipe in nlp.pipeline:
        for label in getattr(pipe, "labels", ()):
            found |= {label, *label.split("||"), name}
    return found


def _strings(folder: Path, kept: set[str]) -> None:
    """Leave only labels among the stored strings: no words of the training texts."""
    path = folder / "vocab" / "strings.json"
    path.write_text(json.dumps(sorted(kept), ensure_ascii=False), "utf-8")
