"""Articles of the development data end in the same incidents as a batch and as a project.

``GESTA_ARTICLES=600 pytest tests/unit/batch/test_merging_archive.py`` takes so many, at a fifth of a second each.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest
from tests.batched import Read, lines, merged, parted, project, read_batch, readings_of, stored

from gesta.batch.shuffle import Sizes
from gesta.evaluate.merge_gold import told_articles
from gesta.model.documents import Report, report_id
from gesta.pipeline.reading import Engine

ARTICLES = int(os.environ.get("GESTA_ARTICLES", "12"))


@pytest.mark.data
def test_articles_of_one_archive_end_in_the_same_incidents(data: Path, loaded: Engine, tmp_path: Path) -> None:
    """Those of the incidents that most articles tell, so that there is something to merge."""
    told = told_articles(data)
    counts = Counter(each.incident for each in told if each.incident)
    chosen = sorted((each for each in told if each.incident), key=lambda each: (-counts[each.incident], each.incident))
    read: list[Read] = []
    for each in chosen[:ARTICLES]:
        text, source = each.article.document_text, f"https://archive.example/{each.article.key}"
        identity = report_id(text.encode(), source, None, each.article.published)
        report = Report(identity, source, "text", text, published=each.article.published)
        read.append((report, loaded.read(report)))
    folder = read_batch(tmp_path / "batch", parted(readings_of(read), 16))
    merged(folder, sizes=Sizes(bucket=50, copied=5, compared=1_000, clustered=50, fused=50))
    with project(tmp_path / "project.db", read) as store:
        assert lines(folder) == stored(store)
        assert max(len(incident.reports) for incident in store.incidents()) > 5
