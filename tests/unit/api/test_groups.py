"""The groups of types are the same in the server and in the browser."""

from __future__ import annotations

import re
from pathlib import Path

from gesta.api.groups import GROUPS

_FRONT = Path(__file__).parents[3] / "frontend" / "src" / "groups.ts"


def test_the_front_end_has_the_same_groups_in_the_same_order() -> None:
    told = re.findall(r'^  (\w+): "(.+)",$', _FRONT.read_text(encoding="utf-8"), re.MULTILINE)
    assert told == [(group.key, group.label) for group in GROUPS]
