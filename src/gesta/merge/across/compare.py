"""Whether two accounts of different reports are one occurrence: named reasons that sum to log-odds."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgspec

from gesta.merge.across.details import detail
from gesta.merge.across.features import apart, features
from gesta.merge.across.sides import Side, side
from gesta.merge.across.words import FILE as WORDS
from gesta.model.merged import Link
from gesta.model.profiles import Profile
from gesta.model.values import Reason

FILE = Path(__file__).parent / "data" / "weights.json"
"""Frozen weights by the name of their comparison, written by ``gesta.evaluate.merge_learn``."""
LINKED = 0.0
"""Log-odds from which a link is kept, and two clusters are one: more likely one occurrence than two."""
RULES = 3
"""Grows whenever comparing, clustering or fusing is done otherwise, so that projects are merged anew."""
PRIOR = "before any comparison"
"""The reason that stands for how seldom two accounts that are compared at all are one."""


@cache
def frozen_weights() -> Mapping[str, float]:
    """The weight of each comparison; raises msgspec.ValidationError for a broken file."""
    return msgspec.json.decode(FILE.read_bytes(), type=dict[str, float])


@cache
def rules_version() -> str:
    """Everything that merging depends on beside the accounts: the rules, the weights, the rarity of words."""
    shipped = hashlib.sha256(FILE.read_bytes() + WORDS.read_bytes())
    return f"{RULES}, weights {shipped.hexdigest()[:12]}"


def weigh(one: Profile, other: Profile) -> float | None:
    """The log-odds that the two are one occurrence, negative ones too; None under a cannot-link."""
    mine, theirs = side(one), side(other)
    if apart(mine, theirs) is not None:
        return None
    return _total(mine, theirs)


def _total(one: Side, other: Side) -> float:
    weights = frozen_weights()
    return round(weights[PRIOR] + sum(weights[name] * value for name, value in features(one, other)), 3)


def link(one: Profile, other: Profile) -> Link | None:
    """The link with every reason, whatever its weight, the smaller account id first; None under a cannot-link."""
    if other.account < one.account:
        one, other = other, one
    mine, theirs = side(one), side(other)
    if apart(mine, theirs) is not None:
        return None
    return Link(one.account, other.account, _total(mine, theirs), _reasons(mine, theirs))


def _reasons(one: Side, other: Side) -> tuple[Reason, ...]:
    """The reasons that weigh anything, the heaviest first."""
    weights = frozen_weights()
    found = [(name, value, round(weights[name] * value, 3)) for name, value in features(one, other)]
    told = [Reason(name, weight, detail(name, value, one, other)) for name, value, weight in found if weight]
    told.sort(key=lambda reason: (-abs(reason.weight), reason.name))
    return (*told, Reason(PRIOR, round(weights[PRIOR], 3)))


def why_apart(one: Profile, other: Profile) -> str | None:
    """Why the two can never be one occurrence; None when they may be."""
    return apart(side(one), side(other))
