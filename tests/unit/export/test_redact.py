"""Names of private persons: which they are, and that none is left."""

from __future__ import annotations

import msgspec
import pytest
from tests.unit.export.invented import REPORT, actor, count, incident, named, record

from gesta.export.private_names import names_of, parts
from gesta.export.redact import redacted, redacted_record
from gesta.model.entities import ActorEntity, PlaceEntity
from gesta.model.incidents import Claim, Quotation, Record, Responsibility, Speaker
from gesta.model.merged import MergedIncident, TollStep
from gesta.model.spans import Quote
from gesta.model.terms import ClaimId, ReportId

TEXT = (
    "Trader Omar Darvel, 40, was killed in Kirkuk when a bomb went off. DARVEL'S brother Selim Darvel was hurt. "
    "\u201cI saw it,\u201d said Nora Askari, a neighbour. Governor Tarek Malouf said the Grey Falcons did it. "
    "Captain Idris Bello of the police spoke. Bello said al-Shabaab denied it. Vladimir Putin condemned it in Malouf."
)


def told() -> tuple[MergedIncident, Record]:
    """An invented bomb that names five private persons, an official, a captain, a group and a president."""
    falcon = actor("perpetrator", "al-Shabaab", "terrorist", "SO", "so.al_shabaab")
    entities: tuple[ActorEntity | PlaceEntity, ...] = (
        named(TEXT, "Omar Darvel", "civilians"), named(TEXT, "Selim Darvel", "civilians"),
        named(TEXT, "Nora Askari", "civilians"), named(TEXT, "Tarek Malouf", "government"),
        named(TEXT, "Idris Bello", "police"), named(TEXT, "Vladimir Putin", "leader", "ru.putin", "named in the base"),
        PlaceEntity(TEXT.index("Kirkuk"), TEXT.index("Kirkuk") + 6, "Kirkuk", "Kirkuk"),
    )  # fmt: skip
    quotes = (Quotation("Nora Askari", None, "I saw Omar", (Quote(0, 6, "I saw it"),)),)
    at = TEXT.index("Omar Darvel")
    claims = (
        Claim(ClaimId("clm_1"), "actors.victim", "Omar Darvel", Speaker("Nora Askari", "witness"), "actual",
              (Quote(at, at + 11, "Omar Darvel", REPORT),), 0.9),
        Claim(ClaimId("clm_2"), "counts.killed", {"low": 1, "high": 1, "who": "Mr Darvel"},
              Speaker("Tarek Malouf", "government"), "actual", (Quote(0, 25, "DARVEL'S brother", REPORT),), 0.9),
    )  # fmt: skip
    history = (TollStep("killed", count(1), Speaker("Nora Askari", "witness"), REPORT, "Northern Wire", None,
                        ClaimId("clm_1")),)  # fmt: skip
    base = incident()
    reports = tuple(
        msgspec.structs.replace(each, title="Omar Darvel killed; Askari saw it",
                                source="https://north.example/omar-darvel-killed") for each in base.reports
    )  # fmt: skip
    made = incident(
        actors=(falcon, actor("victim", "Omar Darvel", "civilians"), actor("victim", "Selim Darvel", "civilians"),
                actor("speaker", "Tarek Malouf", "government"), actor("speaker", "Idris Bello", "police")),
        claims=claims, history=history, reports=reports, responsibility=Responsibility("suspected", "al-Shabaab"),
    )  # fmt: skip
    return made, record(TEXT, entities, quotes)


def test_no_private_name_is_left_anywhere() -> None:
    made, kept = told()
    json = msgspec.json.encode(redacted(made, lambda report: kept)).decode()
    for name in ("Omar", "Darvel", "darvel", "DARVEL", "Selim", "Nora", "Askari"):
        assert name not in json, name
    assert "[person 1] killed; [person 3] saw it" in json
    assert "https://north.example/[person 1]-killed" in json


def test_public_figures_groups_and_places_stay() -> None:
    made, kept = told()
    json = msgspec.json.encode(redacted(made, lambda report: kept)).decode()
    for name in ("Tarek Malouf", "al-Shabaab", "Kirkuk", "Idris Bello", "Northern Wire", "so.al_shabaab"):
        assert name in json, name


def test_one_person_has_one_number_under_every_form_of_the_name() -> None:
    made, kept = told()
    masked = redacted(made, lambda report: kept)
    assert masked.actors[1].name == "[person 1]" and masked.actors[2].name == "[person 2]"
    assert masked.claims[0].value == "[person 1]" and masked.claims[0].evidence[0].exact == "[person 1]"
    assert masked.history[0].speaker.name == "[person 3]" == masked.claims[0].speaker.name
    assert redacted(masked, lambda report: kept) == masked


def test_a_captain_who_was_hit_is_a_private_person() -> None:
    made, kept = told()
    hit = msgspec.structs.replace(made, actors=(*made.actors[:-1], actor("victim", "Idris Bello", "police")))
    assert "Bello" not in msgspec.json.encode(redacted(hit, lambda report: kept)).decode()


def test_a_record_keeps_its_offsets() -> None:
    _, kept = told()
    masked = redacted_record(kept)
    assert len(masked.document.text) == len(TEXT)
    for name in ("Omar", "Darvel", "DARVEL", "Askari"):
        assert name not in msgspec.json.encode(masked).decode(), name
    for entity in masked.entities:
        assert masked.document.text[entity.start : entity.end] == entity.exact
    assert "Governor Tarek Malouf" in masked.document.text and "Kirkuk" in masked.document.text


def test_a_report_that_is_not_there_is_passed_over() -> None:
    def missing(report: ReportId) -> Record:
        raise KeyError(report)

    masked = redacted(told()[0], missing)
    assert masked.actors[1].name == "[person 1]" and "Askari" not in masked.history[0].speaker.name


def test_nothing_to_mask_leaves_the_incident_as_it_is() -> None:
    made = incident()
    assert redacted(made, lambda report: record()) is made


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Omar Darvel", ("Omar", "Darvel")), ("Osama al-Gritli", ("Osama", "al-Gritli", "Gritli")),
     ("Marcus T. Whitlow", ("Marcus", "Whitlow")), ("Rose Black", ("Black",)), ("Jordan Ali", ("Ali",))],
)  # fmt: skip
def test_parts_of_names(name: str, expected: tuple[str, ...]) -> None:
    assert parts(name) == expected


@pytest.mark.parametrize(
    "name",
    ["Kenya Human Rights Commission", "the Ukrainian port of Odesa", "Silchar Medical College", "gunmen", "Russia"],
)
def test_bodies_buildings_and_descriptions_are_no_persons(name: str) -> None:
    made = incident(actors=(actor("target", name, "civilians"),))
    assert names_of((made,), ()).private == ()
