"""The reports that tell the exported incidents, as references: CSL-JSON and RIS."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gesta.export.dates import single
from gesta.export.format import Losses, Options, Source
from gesta.export.json_files import write_array
from gesta.export.names import address, base_name
from gesta.model.documents import Published
from gesta.model.merged import MergedIncident
from gesta.model.terms import IncidentId, ReportId

_BREAK = re.compile(r"[\x00-\x1f\x7f\u0085\u2028\u2029]+")
_WHY = "references name the reports, not what they tell"


@dataclass(frozen=True, slots=True)
class Reference:
    """A report to be cited. ``tells``: the incidents it tells; ``kinds``: their types in words."""

    id: ReportId
    title: str | None
    author: str | None
    outlet: str | None
    published: Published
    page: str | None
    source: str
    language: str | None
    tells: tuple[IncidentId, ...]
    kinds: tuple[str, ...]


def references(source: Source, losses: Losses) -> Iterator[Reference]:
    """The reports in order of id."""
    told: dict[ReportId, list[tuple[IncidentId, str]]] = {}
    for incident in source.incidents():
        _tell(incident, losses)
        for teller in dict.fromkeys(each.id for each in incident.reports):
            told.setdefault(teller, []).append((incident.id, incident.label))
    for id in source.reports():
        record = source.record(id)
        report, document = record.report, record.document
        incidents = told.get(id, [])
        yield Reference(id, document.title, report.author, report.outlet, report.published, address(report.source),
                        report.source, document.language, tuple(each for each, _ in incidents),
                        tuple(sorted({label for _, label in incidents})))  # fmt: skip


def _tell(incident: MergedIncident, losses: Losses) -> None:
    losses.tell(incident.id, "id", incident.id, _WHY)


def write_csl(source: Source, path: Path, options: Options, losses: Losses) -> None:
    """CSL-JSON, as Zotero, pandoc and citation processors read it. https://github.com/citation-style-language/schema"""
    write_array(path, map(csl, references(source, losses)))


def csl(reference: Reference) -> Mapping[str, object]:
    """The reference as a CSL item: an article of a newspaper where the outlet is known, else a page or a document."""
    kind = "article-newspaper" if reference.outlet else "webpage" if reference.page else "document"
    item: dict[str, object] = {"id": reference.id, "type": kind}
    if reference.title:
        item["title"] = _line(reference.title)
    if reference.author:
        item["author"] = [{"literal": _line(reference.author)}]
    if reference.outlet:
        item["container-title"] = _line(reference.outlet)
    if parts := _parts(reference.published):
        item["issued"] = {"date-parts": parts}
    if reference.page:
        item["URL"] = reference.page
    if reference.language:
        item["language"] = reference.language
    item["keyword"] = ", ".join(reference.kinds)
    item["note"] = _note(reference)
    return item


def _parts(published: Published) -> list[list[int]]:
    """Year, month and day as far as they are known; the two ends of a week, a season or another interval."""
    one = single(published)
    ends = [one] if one else [end[:10] for end in (published.start, published.end) if end]
    return [[int(part) for part in end.split("-")] for end in dict.fromkeys(ends)]


def _note(reference: Reference) -> str:
    where = "" if reference.page else f"; {_line(base_name(reference.source))}"
    return f"Gesta report {reference.id}{where}; tells {', '.join(reference.tells)}"


def write_ris(source: Source, path: Path, options: Options, losses: Losses) -> None:
    """RIS, as EndNote, Mendeley and Zotero read it: UTF-8, two letters a field, an empty line between references."""
    with path.open("wb") as stream:
        for reference in references(source, losses):
            lines = [f"{name}  - {_line(value)}" for name, value in ris(reference)]
            stream.write(("\r\n".join(lines) + "\r\nER  - \r\n\r\n").encode())


def ris(reference: Reference) -> Sequence[tuple[str, str]]:
    """The fields of the reference in order; ``DA`` has the parts of the date that are known (``2019/09//``)."""
    kind = "NEWS" if reference.outlet else "ELEC" if reference.page else "GEN"
    one = single(reference.published) or (reference.published.start or "")[:4]
    year, month, day = (*one.split("-"), "", "")[:3]
    given = [
        ("TY", kind),
        ("AU", reference.author),
        ("TI", reference.title),
        ("T2", reference.outlet),
        ("PY", year),
        ("DA", f"{year}/{month}/{day}/" if year else None),
        ("UR", reference.page),
        ("LA", reference.language),
        ("AN", reference.id),
        *(("KW", kind) for kind in reference.kinds),
        ("N1", _note(reference)),
    ]
    return [(name, value) for name, value in given if value]


def _line(text: str) -> str:
    return _BREAK.sub(" ", text).strip()
