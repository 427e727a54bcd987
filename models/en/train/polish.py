"""Train a finished parser on with vectors for all words: two runs over different halves of the silver text, each
ending on gold alone, whose weights are then averaged.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path

import spacy
from augment import styles
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import Example
from thinc.api import Adam, NumpyOps, fix_random_seed, set_current_ops

from gesta_en import embed as _embed  # noqa: F401  (registers the embedding)

_OLD, _NEW = '"spacy.MultiHashEmbed.v2"', '"gesta.LowerVectorEmbed.v1"'
_WORDS = 800  # in a batch
_WARM = 30  # updates
_MIDDLE = 0.0004  # the rate where gold alone begins


def lower_vectors(source: Path, out: Path) -> Path:
    """The same weights with the embedding that looks vectors up by the lower-case form."""
    shutil.rmtree(out, ignore_errors=True)
    shutil.copytree(source, out)
    config = out / "config.cfg"
    text = config.read_text("utf-8").replace(_OLD, _NEW).replace("include_static_vectors = true\n", "")
    config.write_text(text, "utf-8")
    return out


def halves(files: list[Path], vocab: spacy.vocab.Vocab) -> tuple[list[Doc], list[Doc]]:
    """The silver documents in two parts."""
    pick = random.Random(5)
    parts: tuple[list[Doc], list[Doc]] = ([], [])
    for doc in chain.from_iterable(DocBin().from_disk(path).get_docs(vocab) for path in files):
        parts[pick.random() < 0.5].append(doc)
    return parts


def polish(source: Path, gold_file: Path, silver: list[Path], output: Path, half: int, peak: float, steps: tuple[int, int]) -> Path:
    """Some updates on gold and silver in equal parts, then some on gold alone while the rate runs out."""
    if (output / "done").exists():
        return output / "final"
    set_current_ops(NumpyOps(use_blis=False))
    seed = half + 1
    random.seed(seed)
    fix_random_seed(seed)
    nlp = spacy.load(source)
    gold = list(DocBin().from_disk(gold_file).get_docs(nlp.vocab))
    rng = random.Random(seed)
    first = _batches(_mixed(gold, halves(silver, nlp.vocab)[half], rng), rng)
    second = _batches(_again(gold), rng)
    optimizer = Adam(peak, L2=0.01, use_averages=True)
    restyle = styles(0.06, 0.03, 0.03, 0.05)
    for step, batch in enumerate(chain(islice(first, steps[0]), islice(second, steps[1]))):
        optimizer.learn_rate = min(1.0, (step + 1) / _WARM) * _rate(step, peak, *steps)
        examples = [e for doc in batch for e in restyle(nlp, _example(nlp, doc))]
        nlp.update(examples, sgd=optimizer, drop=0.1)
    output.mkdir(parents=True, exist_ok=True)
    with nlp.use_params(optimizer.averages):
        nlp.to_disk(output / "final")
    (output / "done").touch()
    return output / "final"


def average(folders: list[Path], out: Path) -> Path:
    """A pipeline whose weights are the mean of the given ones."""
    first, *others = [spacy.load(folder) for folder in folders]
    for name, pipe in first.pipeline:
        rest = [list(nlp.get_pipe(name).model.walk()) for nlp in others]
        for k, node in enumerate(pipe.model.walk()):
            for param in (p for p in node.param_names if node.has_param(p)):
                node.set_param(param, (node.get_param(param) + sum(nodes[k].get_param(param) for nodes in rest)) / len(folders))
    first.to_disk(out)
    return out


def _rate(step: int, peak: float, mixed: int, alone: int) -> float:
    if step < mixed:
        return peak + (_MIDDLE - peak) * step / mixed
    return _MIDDLE * max(0.01, (mixed + alone - step) / alone)


def _mixed(gold: list[Doc], silver: list[Doc], rng: random.Random) -> Iterator[list[Doc]]:
    """Gold with as many silver documents, over and over."""
    while True:
        rng.shuffle(silver)
        for start in range(0, len(silver), len(gold)):
            yield gold + silver[start : start + len(gold)]


def _again(gold: list[Doc]) -> Iterator[list[Doc]]:
    while True:
        yield list(gold)


def _batches(epochs: Iterator[list[Doc]], rng: random.Random) -> Iterator[list[Doc]]:
    for docs in epochs:
        rng.shuffle(docs)
        batch: list[Doc] = []
        for doc in docs:
            batch.append(doc)
            if sum(map(len, batch)) >= _WORDS:
                yield batch
                batch = []


def _example(nlp: Language, doc: Doc) -> Example:
    words = Doc(nlp.vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc])
    return Example(words, doc)
