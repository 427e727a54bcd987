"""How well a model reads articles that it was not trained on: the figures of the card, before any decoding."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from gesta.readers.cues import ROLES

Arrays = dict[str, np.ndarray]
SHOWN = ("perpetrator", "target", "instrument", "place", "time", "speaker")


def figures(dev: Iterable[tuple[Arrays, Arrays]], named: Iterable[tuple[Arrays, Arrays]] = ()) -> dict[str, float]:
    """``dev``, ``named``: (labels, logits) of documents; percentages. ``*_best``: at the best threshold.

    ``mean``: of the figures that a decoder with tuned thresholds builds on.
    """
    kept: dict[str, list[np.ndarray]] = {}

    def keep(name: str, value: np.ndarray) -> None:
        kept.setdefault(name, []).append(value)

    for labels, out in dev:
        wanted = labels["event"] > 0
        counted = labels["read"] & ((labels["event_weight"] != 0.5) | wanted)
        keep("event", np.stack([out["event"], wanted], 1)[counted & ~(~wanted & (labels["event_weight"] == 0))])
        sure = labels["event_weight"] == 0.5
        told = out["event"] > 0
        keep("acts", np.array([(told & wanted).sum(), (told & ~sure).sum() + (told & wanted & sure).sum(), wanted.sum()]))
        for name in ("concept", "realis"):
            asked = (labels[name] >= 0) & wanted
            keep(name, (out[name].argmax(-1) == labels[name])[asked])
        asked = labels["background"] >= 0
        keep("background", ((out["background"] > 0) == (labels["background"] > 0))[asked])
        keep("roles", np.concatenate([out["roles"], labels["roles"]], 1))
        asked = labels["same"] >= 0
        keep("same", np.stack([out["same"][asked], labels["same"][asked]], 1))
    hit, given, gold = np.sum(kept["acts"], axis=0)
    made = {"event_p": 100 * hit / max(1, given), "event_r": 100 * hit / max(1, gold), "event": _f1(hit, given, gold)}
    made["event_best"] = _best(*np.concatenate(kept["event"]).T)
    for name in ("concept", "realis", "background"):
        made[name] = 100 * float(np.concatenate(kept[name]).mean())
    roles = np.concatenate(kept["roles"])
    for column, role in enumerate(ROLES):
        given, wanted = roles[:, column], roles[:, len(ROLES) + column]
        made[role] = _f1((wanted * (given > 0)).sum(), (given > 0).sum(), wanted.sum())
        if role in SHOWN:
            made[f"{role}_best"] = _best(given, wanted)
    same = np.concatenate(kept["same"])
    made["same"] = _f1(((same[:, 0] > 0) * same[:, 1]).sum(), (same[:, 0] > 0).sum(), same[:, 1].sum())
    made["same_best"] = _best(*same.T)
    names = ["event_best", "concept", "realis", "background", "same_best", *(f"{role}_best" for role in SHOWN)]
    spans = np.zeros(3)
    for labels, out in named:
        one, other = _spans(labels["entity"]), _spans(out["entity"].argmax(-1))
        spans += [len(one & other), len(other), len(one)]
    if spans[2]:
        made["entity"] = _f1(*spans)
        names.append("entity")
    made["mean"] = float(np.mean([made[name] for name in names]))
    return {name: round(float(value), 1 if name != "mean" else 2) for name, value in made.items()}


def _f1(hit: float, given: float, gold: float) -> float:
    return 200 * hit / max(1, given + gold)


def _best(scores: np.ndarray, wanted: np.ndarray) -> float:
    """The best F1 of any threshold."""
    order = np.argsort(-scores, kind="stable")
    hits = wanted[order].cumsum()
    return float(200 * (hits / (np.arange(1, len(hits) + 1) + wanted.sum())).max(initial=0)) if len(hits) else 0.0


def _spans(tags: np.ndarray) -> set[tuple[int, int, int]]:
    """The names of a sequence of tags: 0 none, odd numbers begin one, the next even number goes on with it."""
    found, start = set(), None
    for at, tag in enumerate([*tags.tolist(), 0]):
        going = start is not None and tag == tags[start] + 1
        if start is not None and not going:
            found.add((start, at, int(tags[start])))
            start = None
        if tag % 2 == 1:
            start = at
    return found
