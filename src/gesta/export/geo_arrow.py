"""GeoParquet and GeoPackage: the table of incidents with a geometry, as Arrow."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from gesta.export.arrow import about, batches, fields
from gesta.export.columns import rows
from gesta.export.core import INCIDENTS
from gesta.export.format import Format, Losses, Options, Source
from gesta.export.points import located, wkb
from gesta.export.tables import TABLES
from gesta.export.texts import held, without_nul

if TYPE_CHECKING:
    import pyarrow

_GEO = {
    "version": "1.1.0",
    "primary_column": "geometry",
    "columns": {"geometry": {"encoding": "WKB", "geometry_types": ["Point"]}},
}
"""GeoParquet 1.1: without a coordinate system it is longitude and latitude in WGS 84 (OGC:CRS84)."""
_GEOMETRY = "the point; empty where none is known, or only a province, country or region"
_MOMENT = "2000-01-01T00:00:00.000Z"
"""What stands for the time of writing in a GeoPackage, so that two exports of one state are the same bytes."""


def write_geoparquet(source: Source, path: Path, options: Options, losses: Losses) -> None:
    """The incidents stand in the file as GeoParquet 1.1."""
    import pyarrow.parquet as pq

    schema = _schema(source, {"geo": json.dumps(_GEO)})
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in batches(((*row, wkb(place)) for row, place in located(source, options, losses)), schema):
            writer.write_batch(batch)


def write_gpkg(source: Source, path: Path, options: Options, losses: Losses) -> None:
    """The incidents stand in the file as a layer of points, the other tables as tables without geometry.

    Raises OSError where GDAL cannot write: it has only its own words for a full disk.
    """
    import pyarrow as pa
    import pyogrio
    from pyogrio.errors import DataLayerError, DataSourceError

    def add(name: str, rows: Iterator[tuple[object, ...]], schema: pyarrow.Schema, **more: object) -> None:
        reader = pa.RecordBatchReader.from_batches(schema, batches(rows, schema))
        pyogrio.write_arrow(reader, path, layer=name, driver="GPKG", **more)

    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _MOMENT})
    try:
        add("incidents", _clean(source, options, losses), _schema(source, {}), geometry_name="geometry",
            geometry_type="Point", crs="EPSG:4326")  # fmt: skip
        for table in TABLES:
            if table is not INCIDENTS:
                found = held(table, rows(table, source, options), without_nul, losses)
                add(table.name, found, pa.schema(fields(table.columns)), append=True)
    except (DataLayerError, DataSourceError) as fault:
        raise OSError(f"{fault}; is the disk full?") from fault
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})


def _clean(source: Source, options: Options, losses: Losses) -> Iterator[tuple[object, ...]]:
    for row, place in located(source, options, losses):
        for clean in held(INCIDENTS, iter((row,)), without_nul, losses):
            yield (*clean, wkb(place))


def _schema(source: Source, more: dict[str, str]) -> pyarrow.Schema:
    import pyarrow as pa

    geometry = pa.field("geometry", pa.binary(), metadata={"description": _GEOMETRY})
    return pa.schema([*fields(INCIDENTS.columns), geometry], metadata={**about(source, INCIDENTS), **more})


GEOPARQUET = Format("geoparquet", "GeoParquet 1.1: incidents as points", ".parquet", write_geoparquet)
GEOPACKAGE = Format("gpkg", "GeoPackage for QGIS: incidents as points, all other tables beside", ".gpkg", write_gpkg)
