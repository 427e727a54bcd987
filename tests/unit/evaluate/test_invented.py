"""The invented texts of the corpus and what is annotated on them."""

from __future__ import annotations

import json
from pathlib import Path

from gesta.codebook.load import load
from gesta.evaluate.corpora import Article
from gesta.evaluate.incident_gold import load_gold

INVENTED = Path(__file__).resolve().parents[3] / "corpus" / "invented"


def texts() -> dict[str, Article]:
    rows = (INVENTED / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    return {row["key"]: Article(**row) for row in map(json.loads, rows)}


def test_every_invented_text_says_that_it_is_one_and_is_annotated() -> None:
    every = texts()
    gold, problems = load_gold([INVENTED / "annotated.jsonl"], every)
    assert not problems
    assert all(key.startswith("invented:") for key in every)
    assert sorted(document.doc for document in gold) == sorted(every)


def test_no_invented_text_is_scored() -> None:
    scored = [path for path in INVENTED.parent.rglob("*.jsonl") if path.parent != INVENTED]
    named = {json.loads(line).get("doc", "") for path in scored for line in path.read_text("utf-8").splitlines()}
    assert not named & set(texts())


def test_rare_concepts_are_told_in_invented_texts() -> None:
    gold, _ = load_gold([INVENTED / "annotated.jsonl"], texts())
    told = {kind for document in gold for incident in document.incidents for kind in incident.types}
    assert told >= {concept.id for concept in load().concepts.values() if concept.cls == "event"}
