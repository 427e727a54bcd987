"""The modules of the recipe stand in a folder of their own and import each other by name."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "train/reader"))
