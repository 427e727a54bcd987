"""What jobs do. Each may be done twice, or by two workers at once, and comes to the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from gesta.errors import UsageError
from gesta.model.terms import ReportId
from gesta.pipeline.engines import Settings
from gesta.pipeline.opening import codebook_of, settings_of
from gesta.pipeline.recode import read_reports, stamp_of
from gesta.pipeline.settling import settle_all
from gesta.store.store import Store

AT_ONCE = 16
"""Reports of one job: some seconds of reading, which is what a stop waits for and a crash costs."""


def read(store: Store, reports: list[str]) -> int:
    """Those of the reports that today's reader has not read are read and saved; returns how many those were."""
    settings = asked_by_nobody(settings_of(store))
    stamp = stamp_of(settings)
    ids = [ReportId(each) for each in reports]
    standing = store.stamps_of(ids)
    waiting = [each for each in ids if standing.get(each) != stamp]
    return sum(1 for _ in read_reports(store, store.captured(waiting), settings, 1, _now))


def to_read(store: Store) -> list[list[str]]:
    """The reports that today's reader has not read, in lots of one job; what it read before holds again."""
    stamp = stamp_of(asked_by_nobody(settings_of(store)))
    store.recall(stamp)
    return lots(store.unread_ids(stamp))


def merge(store: Store) -> int:
    """What was read is merged, and ties are worked out; returns how many changes that made."""
    return len(settle_all(store, codebook_of(store), _now()).changes)


def lots(reports: list[ReportId]) -> list[list[str]]:
    """The reports in lots of one job."""
    return [list(reports[start : start + AT_ONCE]) for start in range(0, len(reports), AT_ONCE)]


def asked_by_nobody(settings: Settings) -> Settings:
    """The settings. Raises UsageError where a language model would be asked: that costs, and a person must agree."""
    if settings.model is not None:
        raise UsageError("the project asks a language model, which may cost: `gesta run` says how much and asks first")
    return settings


def components(settings: Settings) -> tuple[object, ...]:
    """What a loaded engine depends on beside Gesta: another value when a file of the user's changed."""
    return (settings, *_files(settings.codebooks), *_files(settings.overlays))


def _files(roots: tuple[Path, ...]) -> Iterator[tuple[str, int, int]]:
    for root in roots:
        for file in sorted(root.rglob("*")) if root.is_dir() else [root]:
            if file.is_file():
                told = file.stat()
                yield str(file), told.st_mtime_ns, told.st_size


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
