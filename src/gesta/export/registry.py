"""Every format of ``gesta export``. A new one is a module beside this one and a line here (then
``python -m gesta.export.reference > docs/reference/export.md``)."""

from __future__ import annotations

from collections.abc import Mapping

from gesta.export.acled import ACLED
from gesta.export.datapackage import DATAPACKAGE
from gesta.export.format import Format
from gesta.export.gdelt import GDELT
from gesta.export.geo_arrow import GEOPACKAGE, GEOPARQUET
from gesta.export.geo_json import GEOJSON, GEOJSONL
from gesta.export.gtd import GTD
from gesta.export.interchange import INTERCHANGE
from gesta.export.kml import KML
from gesta.export.plover import PLOVER
from gesta.export.polecat import POLECAT
from gesta.export.stata import STATA
from gesta.export.tables_csv import CSV
from gesta.export.tables_parquet import PARQUET
from gesta.export.tables_xlsx import XLSX
from gesta.export.ucdp import UCDP

FORMATS: Mapping[str, Format] = {each.name: each for each in (
    CSV,
    XLSX,
    PARQUET,
    GEOPARQUET,
    GEOJSON,
    GEOJSONL,
    GEOPACKAGE,
    KML,
    STATA,
    DATAPACKAGE,
    ACLED,
    UCDP,
    GTD,
    POLECAT,
    GDELT,
    PLOVER,
    *INTERCHANGE,
)}  # fmt: skip
"""The formats by name; their modules import what is heavy when they write."""
