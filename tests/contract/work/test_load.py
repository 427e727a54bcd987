"""A few seconds of the load test: it loses nothing, and would tell if it did."""

from __future__ import annotations

from collections.abc import Callable

from gesta.evaluate.load import measure
from gesta.evaluate.load_sums import lost


def test_a_short_load_loses_nothing(another: Callable[[str], str]) -> None:
    address = another("postgresql")
    figures, found = measure(address, reports=10, readers=6, think=0.2, pause=0.2, seconds=4.0)
    assert found.problems == () and not any(each.errors for each in figures.speeds)
    assert {"judgement", "report", "all pages"} <= {each.kind for each in figures.speeds}
    told = lost(address, ["jdg_nowhere"], ["sha256:nowhere", "sha256:nowhere"])
    assert told.lost == ("jdg_nowhere", "sha256:nowhere", "sha256:nowhere") and told.doubled == ("sha256:nowhere",)
