"""The suite over copies: articles of GVA as other outlets would run them, among articles that are copies of none."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from gesta.evaluate.copies_score import CopyFigures, make, score, score_peer, usable
from gesta.evaluate.corpora import Article, articles, by_hash
from gesta.evaluate.suites.figures import Figure, Folders, Outcome, Records, Suite, nothing_to_read, ratio
from gesta.evaluate.suites.workers import Workers

_ORIGINALS, _STRANGERS = 150, 300
"""Articles edited, and articles of each other corpus beside them: half a minute of work, three points of error."""
_NOTES = {
    "edited_5": "5 % of the words are others",
    "edited_15": "15 % of the words are others",
    "edited_30": "30 % of the words are others",
    "paraphrased": "words and clauses retold, names and numbers kept",
    "renamed": "every name is another",
    "renumbered": "every number is another",
    "first_half": "the first half alone",
    "furnished": "lines of a page around it",
    "embedded": "inside another report",
}


def _score(folders: Folders, records: Records, workers: Workers) -> Outcome:
    originals = list(islice(_originals(folders), _ORIGINALS))
    strangers = [
        *islice(filter(usable, by_hash(articles(folders.data, "masakhane"), "copies")), _STRANGERS),
        *islice(filter(usable, by_hash(articles(folders.data, "wikievents"), "copies")), _STRANGERS),
    ]
    workers.tell(f"copies: {len(originals)} originals, {len(strangers)} other texts")
    made = make(originals, strangers)
    return Outcome(tuple(_figures(score(made), score_peer(made))))


def _originals(folders: Folders) -> Iterator[Article]:
    return filter(usable, _one_an_incident(folders.data, by_hash(articles(folders.data, "gva"), "copies")))


def _one_an_incident(data: Path, found: Iterable[Article]) -> Iterator[Article]:
    """The first of the articles of each incident, in the order given."""
    incident: dict[str, str] = {}
    with (data / "gva" / "articles.jsonl").open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            incident.setdefault(f"gva:{row['id']}", str(row["incident_id"]))
    seen: set[str] = set()
    for article in found:
        if incident[article.key] not in seen:
            seen.add(incident[article.key])
            yield article


def _figures(ours: CopyFigures, peer: CopyFigures) -> Iterator[Figure]:
    yield ratio(
        "precision", ours.precision, f"pairs that tell one article, whole or cut; {_beside(peer.precision.value)}"
    )
    yield ratio(
        "own_reports", ours.quoted, f"own reports that quote sentences, left alone; {_beside(peer.quoted.value)}"
    )
    for kind, counted in ours.recall.items():
        yield ratio(f"recall.{kind}", counted, f"{_NOTES[kind]}; {_beside(peer.recall[kind].value)}")
    for kind, counted in ours.shown.items():
        yield ratio(f"shown.{kind}", counted, f"copies with another {kind} for which one is shown")


def _beside(value: float | None) -> str:
    return "datasketch: nothing" if value is None else f"datasketch MinHashLSH {100 * value:.1f}"


COPIES = Suite(
    "copies",
    "Copies of one text: articles of the Gun Violence Archive, one an incident, edited by program as other outlets "
    "would run them, among reports of MasakhaNEWS and WikiEvents that are copies of none. Beside it the pairs of "
    "datasketch's MinHashLSH (threshold .5, 128 permutations, shingles of three words).",
    nothing_to_read,
    _score,
)
