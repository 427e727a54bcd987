"""The modules of the recipes stand in folders of their own and import each other by name."""

from __future__ import annotations

import sys
from pathlib import Path

for folder in ("reader", "triage"):
    sys.path.append(str(Path(__file__).parents[1] / "train" / folder))
