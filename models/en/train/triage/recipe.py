"""The triage from labels: cross-validation, threshold, weights into INTO/triage.npz, figures to OUT/figures.json.

    python models/en/train/triage/recipe.py --data DATA --labels LABELS --out OUT --into INTO

The threshold is set on the four parts that are learnt from, each scored by weights that had not seen it: it keeps at
least ``RECALL`` of the articles for which the reader shows a fresh incident, over all corpora and over news outside the
American archives, and as many more as it can while it drops ``DROPPED`` of the ordinary news in which the reader shows
none: a topic that nothing was learnt of scores lower than those here do.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from gesta.evaluate.suites.triage import ORDINARY
from gesta.evaluate.triage_draw import AMERICAN
from gesta.readers.triage import FILE, STEPS, Triage, lenience
from triage_learn import learn, priors
from triage_texts import EXAMPLES, Text, texts

RECALL = 0.995
DROPPED = 0.6


def scores(tables: dict[str, np.ndarray], bias: int, found: Sequence[Text]) -> np.ndarray:
    """What is held against the threshold."""
    made = Triage("", 0.0, tables, bias)
    return np.array([made.score(text.words) + lenience(max(1, len(text.words))) for text in found])


def crossed(found: Sequence[Text], prior: np.ndarray) -> np.ndarray:
    """The score of every text of parts 1 to 4 by weights learnt from the three others; NaN for part 0."""
    made = np.full(len(found), np.nan)
    parts = np.array([text.part for text in found])
    for each in range(1, 5):
        tables, bias = learn([text for text in found if text.part not in (0, each)], prior)
        here = np.flatnonzero(parts == each)
        made[here] = scores(tables, bias, [found[at] for at in here])
    return made


def threshold(found: Sequence[Text], scored: np.ndarray) -> float:
    """The lowest threshold that drops enough of the ordinary news, or where that keeps too little, one that keeps enough."""
    fresh = np.array([text.fresh and text.part > 0 and text.drawn for text in found])
    world = np.array([text.corpus not in AMERICAN for text in found])
    lows = [np.quantile(scored[chosen], 1 - RECALL, method="lower") for chosen in (fresh, fresh & world)]
    ordinary = np.array([text.corpus in ORDINARY and text.shown is False and text.part > 0 and text.drawn for text in found])
    return float(min(*lows, np.quantile(scored[ordinary], DROPPED)))


def figures(found: Sequence[Text], scored: np.ndarray, least: float, chosen: np.ndarray) -> dict[str, dict[str, str]]:
    """By corpus: fresh and all shown incidents kept, articles without one dropped, all dropped."""
    made: dict[str, dict[str, str]] = {}
    names = sorted({text.corpus for text in found if text.drawn and text.shown is not None})
    for name in ["all", "world", *names]:
        inside = np.array([name in ("all", text.corpus) or (name == "world" and text.corpus not in AMERICAN) for text in found])
        here = inside & chosen & np.array([text.drawn and text.shown is not None for text in found])
        keep = scored >= least
        row = {}
        for label, wanted in (
            ("fresh kept", np.array([text.fresh for text in found])),
            ("shown kept", np.array([bool(text.shown) for text in found])),
        ):
            row[label] = f"{int((keep & wanted & here).sum())}/{int((wanted & here).sum())}"
        none = here & np.array([text.shown is False for text in found])
        row["silent dropped"] = f"{int((~keep & none).sum())}/{int(none.sum())}"
        row["dropped"] = f"{int((~keep & here).sum())}/{int(here.sum())}"
        made[name] = row
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("data", "labels", "out", "into"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    given = parser.parse_args()
    found = list(texts(given.data, given.labels))
    prior = priors()
    scored = crossed(found, prior)
    least = threshold(found, scored)
    tables, bias = learn([text for text in found if text.part], prior)
    parts = np.array([text.part for text in found])
    held = np.flatnonzero(parts == 0)
    again = scored.copy()
    again[held] = scores(tables, bias, [found[at] for at in held])
    given.into.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(given.into / FILE, bias=bias, threshold=int(np.floor(least * STEPS)), **tables)
    told = {
        "threshold": round(least, 4),
        "texts": sum(text.key.partition(":")[0] != EXAMPLES for text in found),
        "crossed": figures(found, scored, least, parts > 0),
        "held": figures(found, again, least, parts == 0),
    }
    given.out.mkdir(parents=True, exist_ok=True)
    (given.out / "figures.json").write_text(json.dumps(told, indent=1) + "\n")
    lines = [f"{text.key}\t{text.part}\t{text.shown}\t{text.fresh}\t{score}\n" for text, score in zip(found, again, strict=True)]
    (given.out / "scores.tsv").write_text("".join(lines))
    print(json.dumps(told, indent=1))


if __name__ == "__main__":
    main()
