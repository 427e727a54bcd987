"""A document through the stages, and every promise that it breaks."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Literal, get_args

import msgspec

from gesta.errors import Problem
from gesta.evaluate.fuzz.case import Case
from gesta.evaluate.fuzz.own_files import of_own
from gesta.evaluate.fuzz.promises import of_document, of_record, of_report
from gesta.intake.address import Page
from gesta.intake.annotations import read_annotations
from gesta.intake.feeds import read_feed
from gesta.intake.files import reports
from gesta.intake.opml import read_opml
from gesta.intake.pages import page_report, text_report
from gesta.intake.rows import Given
from gesta.model.documents import Media, Report
from gesta.model.jsonl import encode
from gesta.pipeline.reading import Engine, engine
from gesta.pipeline.single import given_report
from gesta.text import document

Chain = Literal["intake", "text", "whole", "own"]

_ADDRESS = "https://news.example/page"
_FOREIGN = "<p>Cinq personnes ont perdu la vie lundi dans un attentat au centre de la capitale, selon la police.</p>"
_NOTHING = Given(None, None)


@cache
def loaded() -> Engine:
    """The engine of the whole chain, loaded once a process."""
    return engine()


def prepare(chain: Chain) -> None:
    """What is loaded once is loaded, so that no document's time holds it."""
    for media in get_args(Media):
        item = text_report(_FOREIGN.encode(), _ADDRESS, media, _NOTHING)
        if isinstance(item, Report):
            document(item)
    if chain == "whole":
        loaded()


def faults(
    case: Case, chain: Chain, scratch: Path, *, twice: bool = False, rewind: Callable[[], None] = lambda: None
) -> list[str]:
    """What the document breaks, nothing where all holds. ``scratch``: a folder for its file; ``twice``: it is read
    again, and must come to the same bytes; ``rewind``: called before that, as the second reading is timed anew."""
    try:
        found, first = _checked(case, chain, scratch)
        if twice:
            rewind()
            if first != _checked(case, chain, scratch)[1]:
                found.append("determinism: read again, it is another")
    except Exception as error:  # Process edge: whatever leaves a public function is what is looked for.
        frame = traceback.extract_tb(error.__traceback__)[-1]
        return [f"{type(error).__name__} in {Path(frame.filename).name} {frame.name}: {str(error)[:200]}"]
    return found


def _checked(case: Case, chain: Chain, scratch: Path) -> tuple[list[str], list[bytes]]:
    found: list[str] = []
    came: list[bytes] = []
    for item in _items(case, scratch):
        if isinstance(item, str):
            found.append(item)
            continue
        came.append(msgspec.json.encode(item))
        if not isinstance(item, Report):
            continue
        found += of_report(item)
        if chain == "intake":
            continue
        read = document(item)
        came.append(msgspec.json.encode(read))
        found += of_document(read)
        if chain == "whole":
            record = loaded().read(item)
            came.append(encode(record))
            found += of_record(record)
    return found, came


def _items(case: Case, scratch: Path) -> Iterator[Report | Problem | str]:
    """What the document comes to at the door; a str says what is wrong with that."""
    if case.form == "text":
        yield given_report(case.text, case.published)
    elif case.form == "page":
        yield page_report(Page(case.content, _ADDRESS, "text/html", case.charset), _ADDRESS, _NOTHING)
    elif case.form == "feed":
        yield from _of_feed(case)
    elif case.form == "opml":
        listed = read_opml(case.content, _ADDRESS, case.charset)
        yield from (listed,) if isinstance(listed, Problem) else listed.problems
    elif case.form in ("concept", "classes", "actors", "places", "list"):
        yield from of_own(case, scratch)
    else:
        path = scratch / f"case{case.ending}"
        path.write_bytes(case.content)
        if case.form == "file":
            yield from reports([str(path)], published=case.published)
        else:
            yield from _of_annotations(path)


def _of_feed(case: Case) -> Iterator[Report | Problem]:
    read = read_feed(case.content, _ADDRESS, case.charset)
    if isinstance(read, Problem):
        yield read
        return
    yield from read.problems
    for entry in read.entries:
        if entry.content:
            yield text_report(entry.content.encode(), entry.link, "html", Given(entry.published, entry.outlet))


def _of_annotations(path: Path) -> Iterator[Problem | str]:
    for each in read_annotations(path):
        if isinstance(each, Problem):
            yield each
        elif any(not 0 <= span.start < span.end <= len(each.text) for span in each.spans):
            yield "annotations: a span is out of range"
