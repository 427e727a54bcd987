"""Incidents in every format of ``gesta export`` that is one file, and the tables beside that of incidents."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from fastapi import APIRouter, Depends, Query, Request, Response

from gesta.api.answers import DataRoute, file_answer
from gesta.api.asking import desk_of, filter_of
from gesta.api.described import answers, rows_of
from gesta.api.media import media_of, served
from gesta.api.people import needs
from gesta.export.cells import Cell
from gesta.export.columns import Table, rows
from gesta.export.core import ACTORS, CLAIMS, PLACES
from gesta.export.evidence import EVIDENCE
from gesta.export.format import Format, Options, Source
from gesta.export.json_files import write_array
from gesta.export.losses import UNHEARD
from gesta.export.passing import MaskedSource
from gesta.export.registry import FORMATS
from gesta.export.writing import check
from gesta.model.terms import Policy

router = APIRouter(dependencies=[Depends(needs("reader"))], route_class=DataRoute, tags=["exports"])
_FEEDS = frozenset({"atom", "json-feed"})
_OTHER_TABLES = (CLAIMS, EVIDENCE, ACTORS, PLACES)
Ruled = Annotated[Policy | None, Query(description="The rule that names one figure of a toll; else the format's own.")]
Redacted = Annotated[Literal["private"] | None, Query(description="Mask names of persons who are no public figures.")]
Tagged = Annotated[Literal["yes"] | None, Query(description="HXL tags as the second line.")]
Answer = Callable[..., Response]


def _exporting(form: Format, suffix: str) -> Answer:
    """The endpoint of the format, with the options that it takes."""

    def write(request: Request, options: Options, *own: str) -> Response:
        check(form, options)
        return _written(request, lambda source, path: form.write(source, path, options, UNHEARD), suffix, options, *own)

    def texts(request: Request) -> Response:
        return write(request, Options(form.policy))

    def plain(request: Request, policy: Ruled = None, redact: Redacted = None) -> Response:
        return write(request, Options(policy or form.policy, redact is not None), "policy", "redact")

    def tagged(request: Request, policy: Ruled = None, redact: Redacted = None, hxl: Tagged = None) -> Response:
        options = Options(policy or form.policy, redact is not None, hxl is not None)
        return write(request, options, "policy", "redact", "hxl")

    return texts if form.texts else tagged if form.hxl else plain


def _tabling(table: Table, suffix: str) -> Answer:
    """The endpoint of the table."""

    def write(source: Source, path: Path, options: Options) -> None:
        if suffix == ".json":
            before = msgspec.json.encode({"asked": source.asked}).decode()[:-1] + ',"items":['
            write_array(path, _objects(table, source, options), before, "]}")
        else:
            FORMATS[suffix[1:]].write(source, path, options, UNHEARD)

    def answer(request: Request, redact: Redacted = None) -> Response:
        options = Options(redact=redact is not None, table=table.name)
        return _written(request, lambda source, path: write(source, path, options), suffix, options, "redact")

    return answer


def _objects(table: Table, source: Source, options: Options) -> Iterator[Mapping[str, Cell | msgspec.Raw]]:
    kinds = [each.kind for each in table.columns]
    for row in rows(table, source, options):
        cells = (
            msgspec.Raw(cell.encode()) if kind == "json" and isinstance(cell, str) else cell
            for kind, cell in zip(kinds, row, strict=True)
        )
        yield dict(zip(table.names, cells, strict=True))


def _written(
    request: Request, write: Callable[[Source, Path], None], suffix: str, options: Options, *own: str
) -> Response:
    """The file that the function writes of the incidents of the query string, whose names ``own`` are no filter."""
    wanted = filter_of(request, *own)
    desk = desk_of(request)
    with desk.store() as store:
        source: Source = desk.source(store, wanted)
        if options.redact:
            from gesta.export.redact import redacted

            source = MaskedSource(source, redacted)
        return file_answer(lambda path: write(source, path), media_of(suffix), f"{options.table}{suffix}")


def _schema_of(suffix: str) -> dict[str, object]:
    if suffix.endswith((".geojson", ".jsonld")):
        return {"type": "object"}
    return {"type": "array"} if suffix == ".csl.json" else {"type": "string", "format": "binary"}


def _add(address: str, suffix: str, summary: str, schema: dict[str, object], answer: Answer) -> None:
    told = answers(schema, media_of(suffix), filtered=True)
    name = address.strip("/").replace(".", "_").replace("-", "_")
    router.get(address, name=name, summary=summary, **told)(answer)


for _suffix, _form in served():
    if _form.name not in _FEEDS:
        _add(f"/incidents{_suffix}", _suffix, f"Incidents as {_form.label}", _schema_of(_suffix),
             _exporting(_form, _suffix))  # fmt: skip
for _table in _OTHER_TABLES:
    for _suffix, _schema in ((".json", rows_of(_table)), (".csv", _schema_of(".csv")), (".parquet", _schema_of(""))):
        _add(f"/{_table.name}{_suffix}", _suffix, _table.meaning, _schema, _tabling(_table, _suffix))
