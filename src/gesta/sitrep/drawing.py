"""The map and the timeline of a briefing as SVG."""

from __future__ import annotations

from threading import Lock

from gesta.codebook.records import Codebook
from gesta.model.filters import Filter
from gesta.plots.draw import plot_map, plot_time
from gesta.plots.sheet import Caption
from gesta.query import narrowed, told
from gesta.store.store import Store

_DRAWING = Lock()
"""Matplotlib's settings are the whole process's: one plot is drawn at a time."""


def map_svg(store: Store, book: Codebook, name: str, wanted: Filter) -> bytes:
    """Where the incidents are, each place as well as it is known."""
    lines = list(store.lines(narrowed(wanted, book)))
    with _DRAWING:
        return plot_map(lines, Caption(name, told(wanted), {})).svg()


def time_svg(store: Store, book: Codebook, name: str, wanted: Filter) -> bytes:
    """When they were, by type."""
    lines = list(store.lines(narrowed(wanted, book)))
    with _DRAWING:
        return plot_time(lines, Caption(name, told(wanted), {})).svg()
