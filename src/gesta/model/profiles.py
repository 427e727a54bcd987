"""What merging compares of one account: small enough that a million lie in memory, with nothing of the text left.

Words and names stand as 32-bit hashes packed into bytes, the most telling first (``gesta.merge.across.words``).
"""

from __future__ import annotations

import msgspec

from gesta.model.terms import ConceptClass, ConceptId, IncidentId, PlaceId, PlaceLevel, Realis, ReportId

VERSION = 2
"""Grows whenever a profile is made otherwise, so that projects make theirs anew."""


class Profile(msgspec.Struct, frozen=True, array_like=True):
    """One account, ready to be compared. Days are proleptic ordinals, both ends inclusive; None is not told.

    ``kinds``: the concepts its mentions tell; ``day_loose``, ``place_loose``: no words tie that value to the act;
    ``clock``: first and last minute of the day, where an hour is told; ``killed``, ``injured``: low and high bound,
    None where not told, with a None bound where open; ``doers``, ``done_to``: ids of known actors by side;
    ``named``: names of those who took part; ``people``: names of persons told of in the same part of the report;
    ``spots``: streets, buildings and sites told of there; ``words``: its most telling words; ``near``: those told in
    its own sentences; ``main``: the incident that the report is about; ``outlet``: its name, else the host
    of its address; ``summary``: it tells several acts together.
    """

    account: IncidentId
    report: ReportId
    cls: ConceptClass
    concept: ConceptId
    family: str
    kinds: tuple[ConceptId, ...]
    realis: Realis
    background: bool
    main: bool
    outlet: str | None
    published: int | None
    first_day: int | None
    last_day: int | None
    day_loose: bool
    clock: tuple[int, int] | None
    lat: float | None
    lon: float | None
    radius_km: float | None
    level: PlaceLevel
    country: str | None
    admin1: str | None
    place: str | None
    place_id: PlaceId | None
    place_loose: bool
    killed: tuple[int | None, int | None] | None
    injured: tuple[int | None, int | None] | None
    doers: tuple[str, ...]
    done_to: tuple[str, ...]
    weapons: tuple[str, ...]
    ages: tuple[int, ...]
    named: bytes
    people: bytes
    spots: bytes
    words: bytes
    near: bytes
    summary: bool = False


_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(Profile)


def encode(profile: Profile) -> bytes:
    """The profile as MessagePack."""
    return _ENCODER.encode(profile)


def decode(data: bytes) -> Profile:
    """The profile of ``encode``'s bytes; raises msgspec.ValidationError for other data."""
    return _DECODER.decode(data)
