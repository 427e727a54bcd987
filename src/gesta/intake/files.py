"""Sources to reports, streaming: files, folders, standard input, web addresses."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from gesta.errors import Problem
from gesta.intake.address import Fetcher, NoPage, is_address
from gesta.intake.decode import LARGEST
from gesta.intake.pages import page_report, text_report
from gesta.intake.rows import Given, Item
from gesta.intake.sniff import form_of
from gesta.intake.tables import read_table
from gesta.intake.warc import Captured, Skipped, read_archive

_HEAD = 65536
_FORMS_HINT = "give plain text, HTML, CSV or JSON lines"


def reports(
    sources: Sequence[str],
    *,
    published: str | None = None,
    outlet: str | None = None,
    standard_input: BinaryIO | None = None,
) -> Iterator[Item]:
    """A Report or a Problem for everything the sources hold, in the order given; folders in the order of their paths.

    A source is a file, a folder (walked whole; names that begin with a dot are left out), "-" for ``standard_input``,
    or an http(s) address, the only one that uses the network. ``published`` and ``outlet`` stand in where a row has
    none of its own. Nothing is read before it is asked for.
    """
    given = Given(published, outlet)
    for source in sources:
        if source == "-":
            yield from _standard(standard_input, given)
        elif is_address(source):
            yield _page(source, given)
        else:
            for path in walk(source):
                yield from _file(path, given)


def _standard(stream: BinaryIO | None, given: Given) -> Iterator[Item]:
    if stream is None:
        yield Problem("-", "there is no standard input here", "name a file")
    else:
        yield from _stream(stream, "-", given)


def walk(source: str) -> Iterator[Path]:
    """The file, or the files of the folder in the order of their paths, without names that begin with a dot; symbolic
    links to folders are not followed."""
    start = Path(source)
    if not start.is_dir():
        yield start
        return
    for folder, folders, names in os.walk(start):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(folder) / name for name in sorted(names) if not name.startswith("."))


def _file(path: Path, given: Given) -> Iterator[Item]:
    source = path.as_posix()
    try:
        if not path.exists():
            yield Problem(source, "there is no such file or folder")
        elif not path.is_file():
            yield Problem(source, "it is neither a file nor a folder")
        else:
            with path.open("rb") as stream:
                yield from _stream(stream, source, given)
    except (OSError, ValueError) as fault:
        yield Problem(source, f"it cannot be read: {getattr(fault, 'strerror', None) or fault}")


def _stream(stream: BinaryIO, source: str, given: Given) -> Iterator[Item]:
    head = stream.read(_HEAD)
    form = form_of(source, head)
    if not head.strip():
        yield Problem(source, "it is empty")
    elif form in ("text", "html"):
        yield text_report(head + stream.read(LARGEST + 1 - len(head)), source, form, given)
    elif form in ("warc", "parquet"):
        if stream.seekable():
            stream.seek(0)
            yield from _held(read_archive if form == "warc" else _rows, stream, source, given)
        else:
            yield Problem(source, "an archive or a Parquet file is read from a file only", "save it and name the file")
    elif form == "xml":
        yield Problem(source, "the content is XML, which is not read yet", _FORMS_HINT)
    else:
        yield from read_table(stream, head, form, source, given)


def _rows(stream: BinaryIO, source: str, given: Given) -> Iterator[Captured]:
    from gesta.intake.parquet import read_parquet  # brings PyArrow along

    return read_parquet(stream, source, given)


def _held(
    reader: Callable[[BinaryIO, str, Given], Iterator[Captured]], stream: BinaryIO, source: str, given: Given
) -> Iterator[Item]:
    """What an archive or a Parquet file holds, without what is no page."""
    count = 0
    for captured in reader(stream, source, given):
        if not isinstance(captured.item, Skipped):
            count += 1
            yield captured.item
    if not count:
        yield Problem(source, "it holds no page and no text")


def _page(url: str, given: Given) -> Item:
    page = Fetcher().get(url)
    return page.problem if isinstance(page, NoPage) else page_report(page, url, given)
