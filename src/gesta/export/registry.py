"""Every format of ``gesta export``. A new one is a module beside this one and a line here."""

from __future__ import annotations

from collections.abc import Mapping

from gesta.export.format import Format
from gesta.export.tables_csv import CSV

FORMATS: Mapping[str, Format] = {each.name: each for each in (
    CSV,
)}  # fmt: skip
"""The formats by name; their modules import what is heavy when they write."""
