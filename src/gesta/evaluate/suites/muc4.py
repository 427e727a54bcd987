"""Suites over MUC-4: template filling by the rules of GTT (five roles) and by the official ones (24 slots).

A folder in the layout of the data folder's ``muc4`` holds ``templates.jsonl`` (texts and full templates by split),
``gtt/*.jsonl`` and ``taskdoc/``. Splits and files for training (``dev``, ``train``) are not scored; what remains of the
development data is tst1 and tst2, "MUC-4 dev".
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from gesta.evaluate.corpora import Article
from gesta.evaluate.gtt_score import GttTemplate, load_gtt, score_gtt
from gesta.evaluate.muc4_project import load_places, project, project_gtt
from gesta.evaluate.muc4_score import Tally, score_muc4
from gesta.evaluate.muc4_templates import SLOTS, load_templates
from gesta.evaluate.suites.figures import Figure, Folders, Outcome, Records, Suite, missing, prf
from gesta.evaluate.suites.workers import Workers

_FOR_TRAINING = frozenset({"dev", "train"})
_DEV = ("tst1", "tst2")
"""The splits that together are called MUC-4 dev."""
_PLACES = "set-list-location.v4"


def folder(folders: Folders) -> Path:
    """The MUC-4 folder: the gold folder or the ``muc4`` in it, else the data's own."""
    if folders.gold is None:
        return folders.data / "muc4"
    inner = folders.gold / "muc4"
    return inner if inner.is_dir() else folders.gold


def splits(templates: Path) -> tuple[str, ...]:
    """The splits that are scored: all that are not for training, or the only one there is."""
    found = {str(json.loads(line)["split"]) for line in templates.read_bytes().splitlines()}
    return tuple(sorted(found - _FOR_TRAINING or found))


def scored_texts(folders: Folders) -> dict[str, Article]:
    """Articles of the scored splits by message id."""
    path = folder(folders) / "templates.jsonl"
    wanted = splits(path)
    rows = [json.loads(line) for line in path.read_bytes().splitlines()]
    return {row["doc_id"]: Article(f"muc4:{row['doc_id']}", "", row["text"]) for row in rows if row["split"] in wanted}


def _places(folders: Folders) -> dict[str, tuple[str, ...]]:
    own = folder(folders) / "taskdoc" / _PLACES
    return load_places(own if own.exists() else folders.data / "muc4" / "taskdoc" / _PLACES)


def _gtt_files(folders: Folders) -> list[Path]:
    """GTT's files that are scored; ``dev.jsonl`` is GTT's name for tst1 and tst2."""
    found = [path for path in sorted((folder(folders) / "gtt").glob("*.jsonl")) if path.stem != "train"]
    if not found:
        raise FileNotFoundError(2, "no GTT files (*.jsonl) here", str(folder(folders) / "gtt"))
    return found


def _gtt_texts(folders: Folders) -> dict[str, Article]:
    """The original text of each GTT document; GTT's own lower-cased one where there is no other."""
    path = folder(folders) / "templates.jsonl"
    texts = (
        {row["doc_id"]: row["text"] for row in map(json.loads, path.read_bytes().splitlines())} if path.exists() else {}
    )
    found: dict[str, Article] = {}
    for each in _gtt_files(folders):
        for row in map(json.loads, each.read_bytes().splitlines()):
            name = str(row["docid"])
            found[name] = Article(f"muc4:{name}", "", texts.get(name) or str(row["doctext"]))
    return found


def _gtt_needs(folders: Folders) -> Sequence[Article]:
    return tuple(_gtt_texts(folders).values())


def _score_gtt(folders: Folders, records: Records, workers: Workers) -> Outcome:
    places, texts = _places(folders), _gtt_texts(folders)
    gold: dict[str, tuple[GttTemplate, ...]] = {}
    for path in _gtt_files(folders):
        gold |= load_gtt(path)
    read = {name: records[article.key] for name, article in texts.items()}
    scores = score_gtt(gold, {name: project_gtt(record, places) for name, record in read.items()})
    note = f"MUC-4 {'+'.join(path.stem for path in _gtt_files(folders))}, {len(gold)} documents"
    figures = list(prf("micro", scores.micro, f"{note}; incident type and five roles"))
    for slot, counted in scores.slots.items():
        measured = counted.gold or counted.shown
        of = f"{counted.found} of {counted.gold} in gold, {counted.shown} given"
        figures.append(Figure(f"{slot}.f1", counted.f1 if measured else None, of, note))
    return Outcome(tuple(figures), (), missing(records, texts.values()))


def _muc4_needs(folders: Folders) -> Sequence[Article]:
    return tuple(scored_texts(folders).values())


def _score_muc4(folders: Folders, records: Records, workers: Workers) -> Outcome:
    places, texts = _places(folders), scored_texts(folders)
    path = folder(folders) / "templates.jsonl"
    key = load_templates(path, splits(path))
    response = {name: project(records[article.key], name, places) for name, article in texts.items()}
    scores = score_muc4(key, response)
    scored = splits(path)
    part = "dev (tst1+tst2)" if scored == _DEV else "+".join(scored)
    note = f"MUC-4 {part}, {len(key)} messages"
    figures = [
        *_tally("all_templates", scores.row(), f"{note}; the official score, 24 slots"),
        *_tally("matched_only", scores.row("MATCHED ONLY"), f"{note}; slots of the templates that were mapped"),
        *_tally("templates", scores.template_id, f"{note}; templates mapped"),
        *_tally("relevance", scores.text_filtering, f"{note}; messages told relevant"),
    ]
    for slot in SLOTS:
        name = slot.lower().replace(": ", ".").replace(" ", "_")
        tally = scores.slot(slot)
        measured = tally.possible or tally.actual
        figures.append(Figure(f"slot.{name}.f1", tally.f1 if measured else None, _counted(tally), note))
    return Outcome(tuple(figures), (), missing(records, texts.values()))


def _tally(name: str, tally: Tally, note: str) -> tuple[Figure, ...]:
    return (
        Figure(f"{name}.precision", tally.precision, f"{tally.half_points / 2:g}/{tally.actual}", note),
        Figure(f"{name}.recall", tally.recall, f"{tally.half_points / 2:g}/{tally.possible}", note),
        Figure(f"{name}.f1", tally.f1, "", note),
    )


def _counted(tally: Tally) -> str:
    return f"{tally.half_points / 2:g} of {tally.possible} in key, {tally.actual} given"


GTT = Suite(
    "gtt",
    "Templates of MUC-4 dev (tst1 and tst2) by the rules of Du, Rush and Cardie (2021).",
    _gtt_needs,
    _score_gtt,
)
MUC4 = Suite(
    "muc4",
    "Templates of MUC-4 dev (tst1 and tst2) by the official rules, all 24 slots.",
    _muc4_needs,
    _score_muc4,
)
