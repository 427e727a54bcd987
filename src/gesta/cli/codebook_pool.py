"""The reports among which the next examples are looked for: of projects and of files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gesta.cli.project import is_project
from gesta.cli.terminal import counted, say
from gesta.errors import Problem
from gesta.intake.address import is_address
from gesta.intake.files import reports
from gesta.model.documents import Report
from gesta.store.store import Store
from gesta.text.documents import document

MOST = 1000
"""Reports that are looked through: some minutes' reading, and more than a person will answer questions about."""


def pool(sources: Sequence[str]) -> tuple[Report, ...]:
    """The reports of the projects, files and folders, without doubles, in the order of their ids; of more than ``MOST``
    those with the lowest ids, which are as good as drawn by lot and the same every time."""
    found: dict[str, Report] = {}
    for source in sources:
        for each in _of_project(source) if is_project(source) else _of_files(source):
            found[each.id] = each
            if len(found) > 2 * MOST:
                found = {key: found[key] for key in sorted(found)[:MOST]}
    if len(found) > MOST:
        say(f"the pool is large: {counted(MOST, 'report')} of it, drawn by lot, are looked through")
    return tuple(found[key] for key in sorted(found)[:MOST])


def _of_project(source: str) -> Iterator[Report]:
    with Store.open(source) as store:
        yield from store.captured(store.read_ids())


def _of_files(source: str) -> Iterator[Report]:
    if is_address(source):
        say(f"{source}: give a file, a folder or a project; pages are not fetched to learn from")
        return
    for each in reports([source]):
        if isinstance(each, Problem):
            say(str(each))
        else:
            yield each


@dataclass(frozen=True, slots=True)
class Around:
    """The sentences before and after one."""

    before: str = ""
    after: str = ""


def surroundings(reports_of_pool: Sequence[Report], source: str, sentence: str) -> Around:
    """What stands around the sentence in the report with the source, empty where it is not found."""
    for report in reports_of_pool:
        if source not in (report.source, report.id, report.row_id):
            continue
        read = document(report)
        words = [read.text[span.start : span.end] for span in read.sentences]
        if sentence in words:
            at = words.index(sentence)
            return Around(words[at - 1] if at else "", words[at + 1] if at + 1 < len(words) else "")
    return Around()
