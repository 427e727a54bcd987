"""Plots of incidents: each is counted first and drawn after."""

from __future__ import annotations

from collections.abc import Iterable

from gesta.model.merged import MergedIncident
from gesta.model.terms import CountField
from gesta.plots.days import Unit
from gesta.plots.places import Placed, count_places
from gesta.plots.places_draw import draw_map, map_title
from gesta.plots.sheet import COLOURS, Caption, Plot, drawing
from gesta.plots.sources import count_sources
from gesta.plots.sources_draw import draw_sources, source_title
from gesta.plots.times import Timed, count_times
from gesta.plots.times_draw import draw_times, time_title
from gesta.plots.tolls import count_tolls
from gesta.plots.tolls_draw import draw_tolls, toll_title

MOST_ROWS = 40
"""Incidents of a plot of tolls: what a page holds."""
_MOST_OUTLETS = 25


def plot_time(incidents: Iterable[Timed], caption: Caption, by: Unit | None = None) -> Plot:
    """Incidents over time by type; ``by`` None takes the unit that the span asks for."""
    data = count_times(incidents, by, len(COLOURS))
    with drawing():
        return Plot("time", time_title(data, caption.asked), data, draw_times(data, caption))


def plot_map(incidents: Iterable[Placed], caption: Caption) -> Plot:
    """Incidents on a map: named places as discs, uncertain ones as areas, provinces and countries hollow."""
    data = count_places(incidents)
    with drawing():
        return Plot("map", map_title(caption.asked), data, draw_map(data, caption))


def plot_tolls(
    incidents: Iterable[MergedIncident], caption: Caption, field: CountField = "killed", most: int = MOST_ROWS
) -> Plot:
    """The toll of each incident by the caption's policy, from low to high, the largest first."""
    data = count_tolls(incidents, field, caption.policy, most)
    with drawing():
        return Plot("tolls", toll_title(data, caption.asked), data, draw_tolls(data, caption))


def plot_sources(incidents: Iterable[MergedIncident], caption: Caption) -> Plot:
    """Incidents by their independent sources, and the reports of each outlet, copies told apart."""
    data = count_sources(incidents, _MOST_OUTLETS)
    with drawing():
        return Plot("sources", source_title(caption.asked), data, draw_sources(data, caption))
