"""Accounts made for tests: one bombing of one town unless told otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import msgspec
import pytest

from gesta.merge.across.words import hashed, packed
from gesta.model.profiles import Profile
from gesta.model.terms import ConceptId, IncidentId, PlaceId, ReportId

DAY = date(2023, 5, 8).toordinal()


def hashes(words: Iterable[str]) -> bytes:
    return packed(map(hashed, words))


@pytest.fixture
def account() -> Callable[..., Profile]:
    """``account("a", killed=(3, 3), named="Musa Bello")``: words for the packed fields, values for the rest."""

    def make(name: str, **values: Any) -> Profile:
        for field in ("named", "people", "spots", "words", "near"):
            if field in values:
                values[field] = hashes(values[field].casefold().split())
        return msgspec.structs.replace(_plain(name), **values)

    return make


def _plain(name: str) -> Profile:
    return Profile(
        account=IncidentId(f"inc_{name}"),
        report=ReportId(f"report {name}"),
        cls="event",
        concept=ConceptId("bombing"),
        family="remote_violence",
        kinds=(ConceptId("bombing"),),
        realis="actual",
        background=False,
        main=True,
        outlet=f"{name}.example",
        published=DAY + 1,
        first_day=DAY,
        last_day=DAY,
        day_loose=False,
        clock=None,
        lat=12.0,
        lon=8.52,
        radius_km=9.0,
        level="city",
        country="NG",
        admin1="Kano",
        place="kano",
        place_id=PlaceId("town:kano"),
        place_loose=False,
        killed=None,
        injured=None,
        doers=(),
        done_to=(),
        weapons=(),
        ages=(),
        named=b"",
        people=b"",
        spots=b"",
        words=b"",
        near=b"",
    )
