"""The weights of merging, learnt once on reports whose incident is known:

    python -m gesta.evaluate.merge_learn RECORDS.jsonl DATA

``RECORDS``: what ``gesta read --format jsonl`` wrote of the articles of ``DATA/gva``, with row ids "article|incident".
Only incidents of the ``learn`` half are used; the other half is for reports. Writes the word table and the weights
into the package.

The model is a logistic regression over the named comparisons of ``gesta.merge.across.features``, drawn towards weights
that were set by hand from how reports of attacks of every kind tell them apart: the development data is of one kind of
incident in one country, so what it has little of (known doers, other kinds of violence, background) stays near what
was set. No weight may change its sign: more agreement never speaks against one occurrence; some have bounds.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray

from gesta.evaluate import merge_words
from gesta.evaluate.merge_gold import is_held
from gesta.merge.across import compare
from gesta.merge.across import words as word_table
from gesta.merge.across.features import apart, features
from gesta.merge.across.merging import candidates
from gesta.merge.across.profile import profiles
from gesta.merge.across.sides import side
from gesta.model import jsonl
from gesta.model.incidents import Record
from gesta.model.profiles import Profile

Array = NDArray[np.float64]
Told = tuple[Profile, str]
"""The account that a report is about, and the archive's incident."""

SET_BY_HAND: Mapping[str, float] = {
    compare.PRIOR: -4.0,
    "same day": 1.5, "same day, loosely": 0.8, "a time within the other": 0.3, "day not told": 0.0,
    "days apart": -1.0, "days apart, loosely": -0.5, "published apart": -0.3, "told before it happened": -2.0,
    "same hour": 1.0, "other hour": -0.7,
    "same town": 1.5, "same town, loosely": 1.0, "in a large town": -0.7, "another part of town": -0.7,
    "a place within the other": 0.4, "a place of the same name": 1.0,
    "another name of place": -1.0, "place not told": 0.0,
    "places apart": -1.0, "places apart, loosely": -0.6, "another region": -1.0, "another country": -4.0,
    "same concept": 0.5, "told by the same concept": 0.3, "another kind of violence": -0.7,
    "same weapon": 0.2, "another weapon": -0.5,
    "same known doer": 0.5, "another known doer": -1.0, "same known target": 0.5, "another known target": -0.3,
    "both reports are about it": 0.3, "background": -0.5, "background of both": 0.3,
    "same number killed": 0.4, "killed fits": 0.2, "other number killed": -0.8,
    "same number injured": 0.4, "injured fits": 0.2, "other number injured": -0.6,
    "took part in both": 1.5, "named in both": 1.0, "other people named": -1.0,
    "same ages": 1.0, "other ages": -1.0, "same street or building": 0.8, "other spots": -0.3,
    "some words in common": 1.5, "more words in common": 1.2, "many words in common": 0.7,
    "some words told with both": 1.0, "more words told with both": 1.0, "many words told with both": 0.7,
    "same outlet": 0.0, "words of one outlet": -0.4,
}  # fmt: skip
"""Log-odds a step before any data; those at 0 may take either sign."""
BOUNDS: Mapping[str, tuple[float, float]] = {
    compare.PRIOR: (-9.0, -0.8),
    "same day": (1.0, 9.0), "same day, loosely": (0.5, 1.2), "a time within the other": (0.0, 0.3),
    "day not told": (-9.0, 0.3), "days apart": (-9.0, -1.5), "days apart, loosely": (-9.0, -0.8),
    "told before it happened": (-2.0, 0.0),
    "same town": (0.8, 9.0), "same town, loosely": (0.5, 0.8), "a place of the same name": (0.5, 1.0),
    "a place within the other": (0.0, 0.5), "place not told": (-0.8, 0.0), "another name of place": (-9.0, -2.0),
    "places apart": (-9.0, -1.2), "places apart, loosely": (-9.0, -0.6), "another country": (-9.0, -3.0),
    "same concept": (0.0, 0.6), "told by the same concept": (0.0, 0.4), "another kind of violence": (-9.0, -2.0),
    "same weapon": (0.0, 0.4), "another weapon": (-9.0, -0.3), "same known doer": (0.0, 1.5),
    "another known doer": (-9.0, -0.7), "same known target": (0.0, 1.0), "background": (-9.0, -0.3),
    "same number killed": (0.0, 0.5), "killed fits": (0.0, 0.3), "other number killed": (-9.0, -0.4),
    "same number injured": (0.0, 0.4), "injured fits": (0.0, 0.3), "other number injured": (-9.0, -0.2),
    "other people named": (-9.0, -0.5), "both reports are about it": (0.0, 0.5),
}  # fmt: skip
"""Weights that the data may not take to where they would fail reports of other kinds: two bombings of one town a day
apart, or of two towns on one day, name nobody, and only day, place, kind and toll tell them apart. Incidents of the
development data are told apart by names already, and its days are often misread, so that it finds these weak."""
NAMES = tuple(sorted(SET_BY_HAND))
_DRAW = 1.5
"""How strongly a weight is drawn to the one set by hand: as much as about six undecided pairs."""
_DRAW_PRIOR = 0.05
"""The data settles how seldom two compared accounts are one."""
_STEPS = 4000
"""After half of these the loss falls only in its seventh digit."""


def main_accounts(records: Iterable[Record]) -> Iterator[Told]:
    """The account that each report is about, with the incident of its row id; reports without one are left out."""
    for record in records:
        incident = (record.report.row_id or "").rpartition("|")[2]
        yield from ((each, incident) for each in profiles(record).values() if each.main)


def compared(told: Sequence[Told]) -> tuple[list[tuple[Profile, Profile]], Array]:
    """The pairs that blocking finds and all pairs of one incident, without cannot-links; 1 for one incident."""
    incident = {profile.account: name for profile, name in told}
    found = {(one.account, other.account): (one, other) for one, other in candidates(profile for profile, _ in told)}
    for one, other in _of_one_incident(told):
        found[one.account, other.account] = one, other
    pairs = [found[key] for key in sorted(found) if apart(*map(side, found[key])) is None]
    return pairs, np.array([incident[one.account] == incident[other.account] for one, other in pairs], dtype=float)


def _of_one_incident(told: Sequence[Told]) -> Iterator[tuple[Profile, Profile]]:
    groups: dict[str, list[Profile]] = defaultdict(list)
    for profile, incident in sorted(told, key=lambda each: each[0].account):
        groups[incident].append(profile)
    for group in groups.values():
        yield from combinations(group, 2)


def matrix(pairs: Sequence[tuple[Profile, Profile]]) -> Array:
    """One row a pair, one column a name of ``NAMES``."""
    column = {name: index for index, name in enumerate(NAMES)}
    rows = np.zeros((len(pairs), len(NAMES)))
    rows[:, column[compare.PRIOR]] = 1.0
    for row, (one, other) in zip(rows, pairs, strict=True):
        for name, value in features(side(one), side(other)):
            row[column[name]] += value
    return rows


def fit(rows: Array, same: Array) -> dict[str, float]:
    """The weights: accelerated projected gradient from those set by hand, each kept on its side of 0."""
    start = np.array([SET_BY_HAND[name] for name in NAMES])
    draw = np.array([_DRAW_PRIOR if name == compare.PRIOR else _DRAW for name in NAMES])
    sign = np.array([0.0 if name == compare.PRIOR else np.sign(SET_BY_HAND[name]) for name in NAMES])
    low, high = (np.array([BOUNDS.get(name, (-9.0, 9.0))[end] for name in NAMES]) for end in (0, 1))
    step = 1.0 / float(np.linalg.eigvalsh(rows.T @ rows / 4 + np.diag(draw))[-1])
    weights, ahead, pace = start.copy(), start.copy(), 1.0
    for _ in range(_STEPS):
        odds = 1 / (1 + np.exp(-rows @ ahead))
        moved = ahead - step * (rows.T @ (odds - same) + draw * (ahead - start))
        moved[(sign != 0) & (moved * sign < 0)] = 0.0
        moved = np.clip(moved, low, high)
        quicker = (1 + np.sqrt(1 + 4 * pace * pace)) / 2
        ahead = moved + (pace - 1) / quicker * (moved - weights)
        weights, pace = moved, quicker
    return {name: round(float(weight), 3) for name, weight in zip(NAMES, weights, strict=True)}


def _records(path: Path) -> Iterator[Record]:
    with path.open("rb") as lines:
        for line in lines:
            record = jsonl.decode(line)
            if not is_held((record.report.row_id or "").rpartition("|")[2]):
                yield record


def main(records: Path, data: Path) -> None:
    """Writes the two frozen files and says on stderr what they stand on."""
    ours = merge_words.document_frequencies(record.document.text for record in _records(records))
    table = merge_words.table(ours, merge_words.document_frequencies(merge_words.other_news(data)))
    merge_words.write(table, word_table.FILE)
    word_table.frozen_idf.cache_clear()
    word_table.frozen_mass.cache_clear()
    pairs, same = compared(list(main_accounts(_records(records))))
    weights = fit(matrix(pairs), same)
    compare.FILE.write_bytes(msgspec.json.format(msgspec.json.encode(weights), indent=1) + b"\n")
    print(f"{len(table)} words; {len(pairs)} pairs, {int(same.sum())} of one incident", file=sys.stderr)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
