"""Under which address and as what kind of file each format is served."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from gesta.export.format import Format
from gesta.export.registry import FORMATS

_TYPES = {
    ".json": "application/json",
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".jsonl": "application/x-ndjson",
    ".ftm.json": "application/x-ndjson",
    ".geojsonl": "application/x-ndjson",
    ".geojson": "application/geo+json",
    ".jsonld": "application/ld+json",
    ".csl.json": "application/vnd.citationstyles.csl+json",
    ".feed.json": "application/feed+json",
    ".atom": "application/atom+xml",
    ".kml": "application/vnd.google-earth.kml+xml",
    ".ris": "application/x-research-info-systems",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".parquet": "application/vnd.apache.parquet",
    ".gpkg": "application/geopackage+sqlite3",
    ".dta": "application/x-stata-dta",
    ".spacy": "application/octet-stream",
}
_PAGED = (".json", ".jsonl")
"""Suffixes of incidents that are no format of an export."""


def media_of(suffix: str) -> str:
    """The media type of the longest ending that is known."""
    return _TYPES[max((ending for ending in _TYPES if suffix.endswith(ending)), key=len)]


def served() -> Iterator[tuple[str, Format]]:
    """The suffix of each format that is one file; where several end alike, the format's name stands before it."""
    files = [each for each in FORMATS.values() if not each.many and each.suffix]
    alike = Counter((*(each.suffix for each in files), *_PAGED))
    for each in files:
        is_plain = alike[each.suffix] == 1 or each.suffix == f".{each.name}"
        yield (each.suffix if is_plain else f".{each.name}{each.suffix}"), each
