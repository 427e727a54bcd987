"""The party that is taken from another sentence where the words of an act tell none."""

from __future__ import annotations

import numpy as np

from gesta.readers.cues import ROLES
from gesta.readers.neural_roles import _alone


def test_the_likeliest_phrase_is_the_target_that_nothing_else_tells() -> None:
    number = ROLES.index("target")
    chances = {}
    for token, likely in ((3, 0.62), (9, 0.7)):
        row = np.zeros(len(ROLES), dtype=np.float32)
        row[number] = likely
        chances[token] = row
    assert _alone(chances, set()) == {"target": 9}
    assert _alone(chances, {"target"}) == {}
    assert _alone({}, set()) == {}
