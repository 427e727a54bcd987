"""One table of a collection, as the object of whichever library a person works with."""

from __future__ import annotations

import math
from collections.abc import Iterator
from importlib.util import find_spec
from typing import TYPE_CHECKING

from gesta.errors import UsageError
from gesta.export.cells import Row
from gesta.export.columns import Table, rows
from gesta.export.format import Options, Source
from gesta.frames.arrow import arrow_table
from gesta.model.filters import AREAS

if TYPE_CHECKING:
    import geopandas
    import pandas
    import polars
    import pyarrow

_CRS = "EPSG:4326"


class Frame:
    """A table that is read when it is asked for. ``names``: its columns; iterating it gives plain rows."""

    def __init__(self, table: Table, source: Source, options: Options) -> None:
        self._table, self._source, self._options = table, source, options
        self.name = table.name
        self.names = table.names

    def __iter__(self) -> Iterator[Row]:
        return rows(self._table, self._source, self._options)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __repr__(self) -> str:
        return f"<table {self.name} of {self._source.name}: {len(self.names)} columns>"

    def _repr_html_(self) -> str:
        from gesta.frames.html_tables import table_html

        return table_html(self._table, self)

    def to_arrow(self) -> pyarrow.Table:
        """The table of pyarrow; what each column means stands in the metadata of its field."""
        return arrow_table(self._table, self._source, self._options)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The table for any library that reads Arrow's stream of C data: narwhals, DuckDB, Polars, pandas."""
        stream: object = self.to_arrow().__arrow_c_stream__(requested_schema)
        return stream

    def to_pandas(self) -> pandas.DataFrame:
        """The frame of pandas: Int64 and boolean with null, strings, categories, datetimes by the second."""
        _needs("pandas")
        import pandas
        import pyarrow

        types = {pyarrow.int64(): pandas.Int64Dtype(), pyarrow.bool_(): pandas.BooleanDtype(),
                 pyarrow.string(): pandas.StringDtype()}  # fmt: skip
        frame: pandas.DataFrame = self.to_arrow().to_pandas(types_mapper=types.get)
        return frame

    def to_polars(self) -> polars.DataFrame:
        """The frame of Polars."""
        _needs("polars")
        import narwhals

        frame: polars.DataFrame = narwhals.from_arrow(self.to_arrow(), backend="polars").to_native()
        return frame

    def to_geopandas(self) -> geopandas.GeoDataFrame:
        """The frame of pandas with points in WGS 84; no geometry where no point is known, or only the middle of a
        province, country or region. Raises UsageError for a table without places."""
        if "lat" not in self.names:
            raise UsageError(f"{self.name}: the table has no places; incidents and places have")
        _needs("geopandas")
        import geopandas
        from shapely import Point

        frame = self.to_pandas()
        columns = (frame["lat"], frame["lon"], frame["place_level"])
        points = [
            None if math.isnan(lat) or math.isnan(lon) or level in AREAS else Point(lon, lat)
            for lat, lon, level in zip(*columns, strict=True)
        ]
        return geopandas.GeoDataFrame(frame, geometry=points, crs=_CRS)


def _needs(library: str) -> None:
    if find_spec(library) is None:
        raise UsageError(f"{library} is not installed: pip install {library}")
