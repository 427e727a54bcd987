"""The page ``docs/reference/export.md``, written by ``python -m gesta.export.reference``."""

# ruff: noqa: E501 - a row of a table in Markdown is one line

from __future__ import annotations

from collections.abc import Iterator

from gesta.export.codebook_page import table_lines
from gesta.export.format import Format
from gesta.export.registry import FORMATS
from gesta.export.tables import TABLES

_INTRODUCTION = """# Exports

<!-- Written by `python -m gesta.export.reference`; a test holds it to the code. -->

`gesta export` writes incidents as files: those of a project, or those of the output of `gesta read --format jsonl`, each
account as an incident of one report.

    $ gesta export csv my.db > incidents.csv
    $ gesta export csv my.db --to tables/
    $ gesta export xlsx my.db --to incidents.xlsx --country Iraq --since 2023-03 --at-least killed=3
    $ gesta export gpkg my.db --to incidents.gpkg --losses lost.csv
    $ gesta read reports/ --format jsonl | gesta export geojson - > map.geojson
    $ gesta export --list

Text goes to standard output unless `--to` says where; other formats need `--to`. A format of one table writes the table
of `--table`, or every table where `--to` names a folder: one that is there, or a path without a suffix. What is written
appears when it is whole: a run that breaks leaves what was there before. A file is replaced, a folder that holds
something is not. Two exports of one state of a project are the same bytes: no file says when it was written.

## Formats
"""

_OPTIONS = """
## Which incidents

The options are those of `gesta incidents`; without any it is the default listing: events that are actual, attempted,
prevented or alleged, and neither background nor withdrawn. What is asked for must hold all at once; of an option that
is repeated one value is enough, but for the bounds.

| option | in a URL | an incident is in when |
|---|---|---|
| `--type TYPE` | `type` | its concept is that one or narrower |
| `--country CODE` | `country` | its place is in the country, by code or name |
| `--admin1 NAME` | `admin1` | its place is in the province, whatever the case and accents of the name |
| `--near LAT,LON,KM` | `near` | the middle of its place is at most so far away; one that is known by province, country or region only is out |
| `--since DATE`, `--until DATE` | `since`, `until` | its interval touches the days; a day, month or year, both inclusive; one of unknown day is out |
| `--actor NAME` | `actor` | somebody in any role has that id or kind, or a name that holds the words |
| `--at-least killed=3` | `min_killed` | the lower bound of the toll is known and at least that; also `sources`, independent ones |
| `--at-most killed=9` | `max_killed` | the upper bound of the toll is known and at most that |
| `--realis VALUE` | `realis` | it is so, by the text |
| `--background`, `--no-background` | `background=yes`, `no` | it is told only as background, or not |
| `--status VALUE` | `status` | people decided so |
| `--search WORDS` | `text` | one of its reports holds every word and "quoted phrase", whatever the case and accents |
| `--all` | `all=yes` | in any case: also statements, background, what did not happen and what was withdrawn |

Asking for a realis, for background or for a status takes the place of that part of the default listing. Bounds are on
the figures of the `lead` policy.

## Tolls

`--policy` names the rule by which one figure is `_best` ([Policies](policies.md)); `_low`, `_high` and `_claims` are the
same policy's, `_text` has the words. A figure that a person set holds under every policy; it stands on no claim, and its
words say who set it. Empty is not known or not told, never zero.

## Losses

What a format cannot hold is told in sum on standard error and row by row with `--losses FILE`: a CSV of incident, field,
value and why. Of the formats of the core tables these are:

| format | what it cannot hold |
|---|---|
| csv | an apostrophe stands before a text that a spreadsheet would take for a formula (`=`, `+`, `-`, `@`, tab or line end at its start; numbers stay as they are); NUL is U+FFFD |
| xlsx | 32,767 characters a cell, 1,048,576 rows a sheet, numbers above 2^53 as text, control characters as U+FFFD, line ends as LF |
| geoparquet, geojson, geojsonl, gpkg, kml | a place that is no point: the geometry is null where none is known, and where only a province, country or region is, since its middle is no place of an event; `lat`, `lon` and `radius_km` stay as columns |
| gpkg, stata | NUL is U+FFFD |
| kml | control characters are U+FFFD |
| stata | whole numbers above 2^53 are rounded; a label longer than 80 characters is cut and stands whole as a note |

## Redaction

`--redact private` masks the names of persons who are no public figures. Sentences of reports and judgements are then
left out, and formats that hold the texts of reports are refused.

## HXL

`--hxl` writes HXL tags as the second line of a table (csv, datapackage, xlsx).

## Tables

Names are those of the project file ([The file](store.md)) and of the JSON. Every row of `incidents` can be followed back
to the sentence: `claims` has what was claimed, `evidence` the words of every claim and mention with their sentence.
"""


def reference() -> str:
    """The page ``docs/reference/export.md``."""
    lines = [_INTRODUCTION, "| format | what it is | written as |", "|---|---|---|", *map(_line, FORMATS.values()),
             _OPTIONS, *(line for table in TABLES for line in table_lines(table))]  # fmt: skip
    return "\n".join(lines).rstrip() + "\n"


def _line(form: Format) -> str:
    return f"| `{form.name}` | {form.label} | {', '.join(written_as(form))} |"


def written_as(form: Format) -> Iterator[str]:
    """Where the format may be written."""
    yield "a folder" if form.many else f"*{form.suffix}"
    if form.folder is not None:
        yield "a folder"
    if form.text:
        yield "standard output"


if __name__ == "__main__":
    print(reference(), end="")
