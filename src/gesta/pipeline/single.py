"""One report from Python: a path or a text to its record."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from gesta.codebook.lint import check
from gesta.codebook.load import version
from gesta.errors import Problem, UsageError
from gesta.intake.decode import without_surrogates
from gesta.intake.files import reports
from gesta.model.documents import Report, report_id
from gesta.model.incidents import Record
from gesta.pipeline.reading import Engine, engine, failed

_LONGEST_PATH = 1024


def _engine(codebook: Path | None, actors: Path | None) -> Engine:
    """The engine over the codebook as its files are now: who edits them in one session reads by what they wrote."""
    return _loaded(codebook, version((codebook,) if codebook else ()), actors)


@lru_cache(maxsize=4)
def _loaded(codebook: Path | None, edition: str, actors: Path | None) -> Engine:
    del edition  # part of the key only: another edition of the files is another engine
    codebooks = (codebook,) if codebook else ()
    check(codebooks)
    return engine(codebooks, (actors,) if actors else ())


def read_one(source: str | Path, *, published: str | None, codebook: Path | None, actors: Path | None = None) -> Record:
    """The record of a file or of a text; raises UsageError when the file holds several reports."""
    if isinstance(source, Path) or _names_file(source):
        found = list(reports([str(source)], published=published, outlet=None))
        if len(found) != 1:
            raise UsageError(f"{source} holds {len(found)} reports; use `gesta read` for tables and folders")
        item: Report | Problem = found[0]
    else:
        item = given_report(source, published)
    return failed(item) if isinstance(item, Problem) else _engine(codebook, actors).read(item)


def given_report(text: str, published: str | None = None) -> Report:
    """The report of a text that a program hands over; what no encoder would write of it becomes U+FFFD."""
    content = without_surrogates(text)
    day = without_surrogates(published) if published else None
    return Report(report_id(content.encode(), "text", None, day), "text", "text", content, published=day)


def _names_file(source: str) -> bool:
    """True for the path of a file; a text may be too long to be one (255 bytes a name), or hold what none may."""
    if len(source) > _LONGEST_PATH or "\n" in source or "\0" in source:
        return False
    try:
        return Path(source).is_file()
    except (OSError, ValueError):
        return False
