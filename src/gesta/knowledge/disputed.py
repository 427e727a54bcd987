"""Territory that more than one state or authority claims. The rule: a place keeps the country that GeoNames gives it
(territory taken by force stays with the state it was taken from), and who else claims it is told beside it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from gesta.knowledge.places import Place
from gesta.knowledge.tables import rows


@cache
def _claims() -> Mapping[tuple[str, str], str]:
    """Claimants by ("", place id) or (country code, first-order unit); this project's own table."""
    return {(country, admin1 or place): claimants for place, country, admin1, claimants in rows("disputed.tsv")}


def claimed_by(place: Place) -> str | None:
    """Who besides its country claims the place or the unit it lies in ("RU", "IN, CN in part"); None where nobody."""
    return _claims().get(("", place.id)) or _claims().get((place.country or "", place.admin1 or ""))
