"""Work spread over processes: articles to records, and other functions over batches of anything."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from typing import TypeVar

from gesta.evaluate.corpora import Article
from gesta.model.documents import Report, report_id
from gesta.model.incidents import Record
from gesta.pipeline.engines import Settings, run

_EVERY = 10.0
"""Seconds between two lines of progress."""
_Item = TypeVar("_Item")
_Result = TypeVar("_Result")
Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Workers:
    """So many processes; ``tell`` gets lines of progress, ``settings`` say what the engine is loaded from."""

    jobs: int
    tell: Tell
    settings: Settings = field(default_factory=Settings)

    def read(self, articles: Sequence[Article]) -> dict[str, Record]:
        """The record of each article by key, each read once."""
        once = {article.key: article for article in articles}
        records: dict[str, Record] = {}
        began = told = time.monotonic()
        found = run((report(each) for each in once.values()), self.settings, self.jobs)
        for key, record in zip(once, found, strict=True):
            records[key] = record
            if time.monotonic() - told > _EVERY:
                told = time.monotonic()
                self.tell(f"read {len(records)} of {len(once)} articles in {told - began:.0f} s")
        if once:
            self.tell(f"read {len(once)} articles in {time.monotonic() - began:.0f} s")
        return records

    def over(
        self, what: str, function: Callable[[Sequence[_Item]], _Result], items: Iterable[_Item], batch: int
    ) -> list[_Result]:
        """The results of the function on batches of the items, in order; function and items must pickle."""
        every = list(items)
        batches = [every[at : at + batch] for at in range(0, len(every), batch)]
        self.tell(f"{what}: {len(every)} in {len(batches)} batches")
        if self.jobs <= 1 or len(batches) <= 1:
            return [function(each) for each in batches]
        with ProcessPoolExecutor(min(self.jobs, len(batches))) as pool:
            return list(pool.map(function, batches))


def report(article: Article) -> Report:
    """The article as a report whose document text is ``article.document_text``."""
    identity = report_id(article.text.encode(), article.key, None, article.published)
    return Report(identity, article.key, "text", article.text, title=article.title or None, published=article.published)
