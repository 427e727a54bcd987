"""Every format of ``gesta export``. A new one is a module beside this one and a line here."""

from __future__ import annotations

from collections.abc import Mapping

from gesta.export.acled import ACLED
from gesta.export.format import Format
from gesta.export.gdelt import GDELT
from gesta.export.gtd import GTD
from gesta.export.plover import PLOVER
from gesta.export.polecat import POLECAT
from gesta.export.tables_csv import CSV
from gesta.export.ucdp import UCDP

FORMATS: Mapping[str, Format] = {each.name: each for each in (
    CSV, ACLED, UCDP, GTD, POLECAT, GDELT, PLOVER,
)}  # fmt: skip
"""The formats by name; their modules import what is heavy when they write."""
