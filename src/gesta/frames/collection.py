"""The incidents of a project under a filter: to go through, to take one from, to make frames and plots of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from gesta.export.format import Options
from gesta.export.tables import table_named
from gesta.frames.frame import Frame
from gesta.frames.shelves import Shelf
from gesta.model.filters import Filter
from gesta.model.incidents import Claim
from gesta.model.merged import MergedIncident
from gesta.model.terms import CountField, IncidentId, Policy

if TYPE_CHECKING:
    import geopandas
    import pandas
    import polars
    import pyarrow

    from gesta.plots.days import Unit
    from gesta.plots.sheet import Caption, Plot

_MOST_NAMED = 5


class Incidents:
    """The incidents that a filter lets through, in the order of their days, those of an unknown day last.

    They are read anew each time; nothing is kept. ``policy``: the rule by which tables and plots name one figure.
    """

    def __init__(self, shelf: Shelf, wanted: Filter, policy: Policy) -> None:
        """Raises UsageError for a type that the codebook does not have."""
        self._shelf, self._wanted, self.policy = shelf, wanted, policy
        self._source = shelf.source(wanted)

    @property
    def asked(self) -> str:
        """The filter in words."""
        return self._source.asked

    def __iter__(self) -> Iterator[MergedIncident]:
        return self._source.incidents()

    def __len__(self) -> int:
        return self._shelf.count(self._wanted)

    def __bool__(self) -> bool:
        return next(iter(self), None) is not None

    def __getitem__(self, prefix: str) -> MergedIncident:
        """The one incident whose id begins so; raises KeyError where there is none, or several."""
        found = [incident for incident in self if incident.id.startswith(prefix)]
        if len(found) != 1:
            named = ", ".join(each.id for each in found[:_MOST_NAMED])
            raise KeyError(f"{prefix}: {len(found)} incidents begin so: {named}" if found else f"{prefix}: no incident")
        return found[0]

    def __repr__(self) -> str:
        return f"<incidents of {self._shelf.name}: {self.asked}>"

    def _repr_html_(self) -> str:
        from gesta.frames.html_incidents import incidents_html

        return incidents_html(self, self._shelf.name, self.asked)

    def claims(self) -> Iterator[tuple[IncidentId, Claim]]:
        """Every claim of every incident."""
        for incident in self:
            yield from ((incident.id, claim) for claim in incident.claims)

    def table(self, name: str) -> Frame:
        """A core table: incidents, claims, evidence, reports, actors, places or judgements; raises UsageError."""
        return Frame(table_named(name), self._source, Options(policy=self.policy))

    def to_arrow(self) -> pyarrow.Table:
        """The table of incidents of pyarrow."""
        return self.table("incidents").to_arrow()

    def to_pandas(self) -> pandas.DataFrame:
        """The frame of incidents of pandas."""
        return self.table("incidents").to_pandas()

    def to_polars(self) -> polars.DataFrame:
        """The frame of incidents of Polars."""
        return self.table("incidents").to_polars()

    def to_geopandas(self) -> geopandas.GeoDataFrame:
        """The frame of incidents with points where a place is known."""
        return self.table("incidents").to_geopandas()

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The table of incidents for any library that reads Arrow's stream of C data."""
        return self.table("incidents").__arrow_c_stream__(requested_schema)

    @property
    def _caption(self) -> Caption:
        from gesta.plots.sheet import Caption

        return Caption(self._shelf.name, self.asked, self._source.versions, self.policy)

    def plot_time(self, by: Unit | None = None) -> Plot:
        """Incidents over time by type; ``by``: day, week, month or year, else what the span asks for."""
        from gesta.plots.draw import plot_time

        return plot_time(self, self._caption, by)

    def plot_map(self) -> Plot:
        """Incidents on a map, each place as well as it is known."""
        from gesta.plots.draw import plot_map

        return plot_map(self, self._caption)

    def plot_tolls(self, field: CountField = "killed") -> Plot:
        """The toll of each incident from low to high, the largest first."""
        from gesta.plots.draw import plot_tolls

        return plot_tolls(self, self._caption, field)

    def plot_sources(self) -> Plot:
        """Incidents by their independent sources, and each outlet's reports, copies told apart."""
        from gesta.plots.draw import plot_sources

        return plot_sources(self, self._caption)
