"""The built set as arrays: documents with their labels, in whole windows and in the passages that the reader encodes.

`prepared` makes of a built document what `batches.joined` puts together with others, without a loop over words.
"""

from __future__ import annotations

import hashlib
import pickle
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from gesta.readers.cues import LABELS, ROLES
from gesta.readers.wordpieces import FIRST, LAST, cuts

KINDS = ("gold", "invented", "muc4", "gva", "kairos", "polnear", "uds", "none", "tuning")
DEV = 8
"""One gold article in so many is only scored while training."""
GROUP = 8
"""So many single sentences are joined as one document, so that a step holds as much of them as of articles."""
Arrays = dict[str, np.ndarray]


def documents(folder: Path, kinds: Sequence[str] = KINDS, few: int = 0) -> dict[str, list[Arrays]]:
    """The documents by kind; what is annotated by hand stands in no other kind. Gold is split into gold and dev."""
    found: dict[str, list[Arrays]] = {}
    taken: set[str] = set()
    for kind in kinds:
        built: list[dict] = []
        for path in sorted(folder.glob(f"{kind}-*.pkl")):
            built += [pickle.loads(zlib.decompress(each)) for each in pickle.loads(path.read_bytes())]
            if few and len(built) >= few:
                break
        built = [doc for doc in built[: few or None] if doc["key"] not in taken]
        taken |= {doc["key"] for doc in built if kind == "gold"}
        found[kind] = [prepared(doc) for doc in built]
    found["uds"] = [grouped(found["uds"][at : at + GROUP]) for at in range(0, len(found["uds"]), GROUP)]
    every = found["gold"]
    found["dev"] = [doc for doc in every if number(doc) % DEV == 0]
    found["gold"] = [doc for doc in every if number(doc) % DEV]
    return found


def number(doc: Arrays) -> int:
    return int(hashlib.sha256(str(doc["key"]).encode()).hexdigest()[:8], 16)


def prepared(doc: dict) -> Arrays:
    """A built document as arrays: pieces of all windows in a row, where each token stands, cues, pairs, labels."""
    size = len(doc["tokens"])
    pairs, together = doc["pairs"].astype(np.int32), doc["together"].astype(np.int32)
    if len(pairs):
        pairs[:, 0] = doc["triggers"][pairs[:, 0]]
    if len(together):
        together[:, :2] = doc["triggers"][together[:, :2]]
    windows = doc["windows"]
    at = np.zeros((size, 2), np.int32)
    for row, window in enumerate(windows):
        for token, place in window.places:
            at[token] = row, place
    return {
        "key": doc["key"], "kind": doc["kind"], "lengths": np.array([len(w.pieces) for w in windows], np.int32),
        "pieces": np.concatenate([w.pieces for w in windows]).astype(np.int32),
        "shapes": np.concatenate([w.shapes for w in windows]).astype(np.int8), "at": at,
        "cues": doc["tokens"], "pairs": pairs, "together": together, "read": np.ones(size, bool),
        "sentences": doc["sentences"], "passages": np.array(doc["passages"], np.int32).reshape(-1, 2), **_labels(doc),
    }  # fmt: skip


def _labels(doc: dict) -> Arrays:
    """The labels of a document as arrays over its tokens and pairs; -1 or weight 0 where it has none."""
    size = len(doc["tokens"])
    event, weight = np.zeros(size, np.float32), np.full(size, 1.0 if doc["whole"] else 0.0, np.float32)
    for token, (value, sure) in doc["event"].items():
        event[token], weight[token] = value, sure
    concept = np.full(size, -1, np.int64)
    realis = np.full(size, -1, np.int64)
    background = np.full(size, -1.0, np.float32)
    masked = []
    for token, (named, fine) in doc["concept"].items():
        concept[token] = named
        masked += [(token, other) for other in fine if other != named]
    for token, value in doc["realis"].items():
        realis[token] = value
    for token, value in doc["background"].items():
        background[token] = value
    entity = np.full(size, -1, np.int64)
    if doc["entities"] is not None:
        entity[:] = 0
        for first, end, label in doc["entities"]:
            if label in LABELS:
                entity[first] = 1 + 2 * LABELS.index(label)
                entity[first + 1 : end] = 2 + 2 * LABELS.index(label)
    factual = np.full(size, -9.0, np.float32)
    for token, value in doc["factuality"].items():
        factual[token] = value
    bits = doc["roles"]
    places = 1 << np.arange(len(ROLES))
    return {
        "event": event, "event_weight": weight, "concept": concept, "realis": realis, "background": background,
        "entity": entity, "factuality": factual, "masked": np.array(masked, np.int64).reshape(-1, 2),
        "roles": ((bits[:, :1] & places) > 0).astype(np.float32),
        "roles_weight": ((bits[:, 1:] & places) > 0).astype(np.float32) * np.float32(doc["weight"]),
        "same": doc["same"].astype(np.float32),
    }  # fmt: skip


TOKENS = ("event", "event_weight", "concept", "realis", "background", "entity", "factuality")
PAIRS = ("roles", "roles_weight")
OPEN = {"event": 0.0, "event_weight": 0.0, "concept": -1, "realis": -1, "background": -1.0, "entity": -1, "factuality": -9.0}
"""The label of a token of which nothing is told."""


def grouped(docs: Sequence[Arrays]) -> Arrays:
    """Several documents without pairs as one; their sentences and passages stand one after the other."""
    made = dict(docs[0])
    for name in ("lengths", "pieces", "shapes", "cues", "read", *TOKENS):
        made[name] = np.concatenate([doc[name] for doc in docs])
    for name, of in (("at", "lengths"), ("masked", "cues"), ("sentences", "cues"), ("passages", "sentences")):
        bases = np.cumsum([0, *(len(doc[of]) for doc in docs)])
        step = np.array([1, 0]) if name in ("at", "masked") else np.array([1, 1])
        parts = [doc[name] + base * step for doc, base in zip(docs, bases, strict=False)]
        made[name] = np.concatenate(parts).astype(docs[0][name].dtype)
    return made


def near(doc: Arrays) -> Arrays:
    """The document as the reader encodes it: windows over its passages, everything outside them open."""
    if not len(doc["passages"]):
        return doc
    pieces, shapes = _by_token(doc)
    flat, forms, lengths = [], [], []
    at, read = np.zeros_like(doc["at"]), np.zeros_like(doc["read"])
    for first, end in doc["passages"].tolist():
        for lead, start, stop in cuts(doc["sentences"][first:end].tolist(), pieces):
            ids, kinds = [FIRST], [5]
            for token in range(lead, stop):
                if token >= start:
                    at[token], read[token] = (len(lengths), len(ids)), True
                ids += pieces[token]
                kinds += shapes[token]
            flat += [*ids, LAST]
            forms += [*kinds, 5]
            lengths.append(len(ids) + 1)
    made = dict(doc)
    made |= {"pieces": np.array(flat, np.int32), "shapes": np.array(forms, np.int8), "lengths": np.array(lengths, np.int32)}
    made |= {"at": at, "read": read}
    for name in TOKENS:
        made[name] = np.where(read, doc[name], np.array(OPEN[name], doc[name].dtype))
    for name in ("pairs", "together"):
        kept = read[doc[name][:, 0]] & read[doc[name][:, 1]]
        made[name], made[f"{name}_kept"] = doc[name][kept], kept
    for name in PAIRS:
        made[name] = doc[name][made["pairs_kept"]]
    made["same"] = doc["same"][made["together_kept"]]
    made["masked"] = doc["masked"][read[doc["masked"][:, 0]]]
    return made


def _by_token(doc: Arrays) -> tuple[list[list[int]], list[list[int]]]:
    """The pieces and shapes of each token, from the windows that read it."""
    starts = np.cumsum([0, *doc["lengths"]])
    ends = np.zeros(len(doc["at"]), np.int64)
    first = starts[doc["at"][:, 0]] + doc["at"][:, 1]
    ends[:-1] = first[1:]
    last = starts[doc["at"][:, 0] + 1] - 1
    other = np.ones(len(ends), bool)
    other[:-1] = doc["at"][1:, 0] != doc["at"][:-1, 0]
    ends = np.where(other, last, ends)
    spans = list(zip(first.tolist(), ends.tolist(), strict=True))
    pieces, shapes = doc["pieces"].tolist(), doc["shapes"].tolist()
    return [pieces[a:b] for a, b in spans], [shapes[a:b] for a, b in spans]
