"""The projection to MUC-4 over invented reports and records made by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gesta.evaluate.gtt_score import GttTemplate, entity
from gesta.evaluate.muc4_parties import head, is_person_name, person_type, singular, thing_type, upper_words
from gesta.evaluate.muc4_project import NOT_FOR, incident_date, load_places, number, project, project_gtt
from gesta.evaluate.muc4_relevance import STAGES, relevant
from gesta.evaluate.muc4_templates import SLOTS, Fill, MucTemplate, Slot
from gesta.evaluate.muc4_words import IMPLIED_WEAPONS, TYPES
from gesta.model.documents import Published
from gesta.model.entities import ActorEntity, PlaceEntity
from gesta.model.incidents import Claim, Counts, IncidentActor, IncidentWeapon, Responsibility, Speaker
from gesta.model.terms import ActorId, ClaimId
from gesta.model.values import Count, PlaceCandidate, When, Where

TEXT = (
    "GUERRILLAS OF THE SOUTHERN FRONT KILLED THE MAYOR OF VILLA ROJA, MR. JULIO PAZ, AND TWO PEASANTS WITH A RIFLE "
    "IN ARBOLEDA ON 3 MAY. THE GUERRILLAS DESTROYED A BANK AND TWO TELEPHONE POSTS WITH DYNAMITE. "
    "SOLDIERS CLASHED WITH THE REBELS NEAR THE GARRISON. NO DAMAGE TO THE EMBASSY WAS REPORTED."
)
PLACES = {"ARBOLEDA": ("CITY",), "NORTE": ("DEPARTMENT", "NEIGHBORHOOD")}
PUBLISHED = Published("1989-05-04", "1989-05-04", "day", "dateline")
Make = Callable[..., Any]


def actor(at: Make, role: str, words: str, kind: str = "unknown", country: str | None = None) -> IncidentActor:
    return IncidentActor(role, words, None, kind, country, (at(TEXT, words),))  # type: ignore[arg-type]


@pytest.fixture
def killing(at: Make, incident: Make) -> Any:
    """The killing of the first sentence with everything it tells."""
    return incident(
        TEXT,
        "killing",
        "KILLED",
        when=When("1989-05-03", "1989-05-03", "day", text="3 MAY"),
        where=Where("Arboleda", "city", (), "Norte", "PE", evidence=(at(TEXT, "ARBOLEDA"),)),
        actors=(
            actor(at, "perpetrator", "GUERRILLAS OF THE SOUTHERN FRONT", "rebel"),
            actor(at, "target", "THE MAYOR OF VILLA ROJA, MR. JULIO PAZ", "government"),
            actor(at, "victim", "TWO PEASANTS", "civilians"),
        ),
        weapons=(IncidentWeapon("firearm", None, None, (at(TEXT, "RIFLE"),)),),
        counts=Counts(killed=Count(3, 3)),
    )


def made(record: Make, *incidents: Any, **fields: Any) -> Any:
    return record(TEXT, incidents, published=PUBLISHED, **fields)


def values(template: MucTemplate, slot: Slot) -> list[tuple[str, ...]]:
    return [(fill.values[0], *fill.tags) for fill in template.of(slot)]


def test_a_whole_template(at: Make, record: Make, killing: Any) -> None:
    front = at(TEXT, "SOUTHERN FRONT")
    body = ActorEntity(front.start, front.end, front.exact, "Southern Front", None, "rebel")
    (template,) = project(made(record, killing, entities=(body,)), "MADE-1", PLACES)
    assert (template.message, template.number, template.optional) == ("MADE-1", "1", False)
    told = {slot: values(template, slot) for slot in SLOTS if template.of(slot)}
    assert told == {
        "INCIDENT: DATE": [("03 MAY 89",)],
        "INCIDENT: LOCATION": [("PERU: ARBOLEDA (CITY)",)],
        "INCIDENT: TYPE": [("ATTACK",)],
        "INCIDENT: STAGE OF EXECUTION": [("ACCOMPLISHED",)],
        "INCIDENT: INSTRUMENT ID": [("RIFLE",)],
        "INCIDENT: INSTRUMENT TYPE": [("RIFLE", "RIFLE")],
        "PERP: INCIDENT CATEGORY": [("TERRORIST ACT",)],
        "PERP: INDIVIDUAL ID": [("GUERRILLAS OF THE SOUTHERN FRONT",)],
        "PERP: ORGANIZATION ID": [("SOUTHERN FRONT",)],
        "PERP: ORGANIZATION CONFIDENCE": [("REPORTED AS FACT", "SOUTHERN FRONT")],
        "HUM TGT: DESCRIPTION": [("THE MAYOR OF VILLA ROJA, MR. JULIO PAZ",), ("TWO PEASANTS",)],
        "HUM TGT: TYPE": [
            ("GOVERNMENT OFFICIAL", "THE MAYOR OF VILLA ROJA, MR. JULIO PAZ"),
            ("CIVILIAN", "TWO PEASANTS"),
        ],
        "HUM TGT: NUMBER": [("1", "THE MAYOR OF VILLA ROJA, MR. JULIO PAZ"), ("PLURAL", "TWO PEASANTS")],
        "HUM TGT: EFFECT OF INCIDENT": [
            ("DEATH", "THE MAYOR OF VILLA ROJA, MR. JULIO PAZ"),
            ("DEATH", "TWO PEASANTS"),
        ],
        "HUM TGT: TOTAL NUMBER": [("3",)],
    }


def test_a_named_person_has_a_name_and_a_title(at: Make, incident: Make, record: Make) -> None:
    words = at(TEXT, "MR. JULIO PAZ")
    person = ActorEntity(words.start, words.end, words.exact, "Julio Paz", None, "leader")
    target = IncidentActor("target", "Julio Paz", None, "leader", None, (words,))
    shown = incident(TEXT, "assassination", "KILLED", actors=(target,))
    (template,) = project(made(record, shown, entities=(person,)), "MADE-1", PLACES)
    assert values(template, "HUM TGT: NAME") == [("JULIO PAZ",)]
    assert values(template, "HUM TGT: DESCRIPTION") == [("MR.", "JULIO PAZ")]
    assert values(template, "HUM TGT: NUMBER") == [("1", "JULIO PAZ")]
    (gtt,) = project_gtt(made(record, shown, entities=(person,)), PLACES)
    assert gtt.incident_type == "attack"
    assert gtt.of("Victim") == (entity("julio paz"),)


@pytest.mark.parametrize(
    ("words", "name", "expected_name", "expected_description"),
    [
        ("HIM", "Rosa Lima", ["ROSA LIMA"], []),  # the name of whom the pronoun stands for
        ("THE TEACHER", "Rosa Lima", ["ROSA LIMA"], ["THE TEACHER"]),
        ("HIM", "PEASANTS", [], ["PEASANTS"]),
        ("HIM", "Nobody Told", [], []),  # not in the text
    ],
)
def test_whom_the_words_stand_for(
    at: Make,
    incident: Make,
    record: Make,
    words: str,
    name: str,
    expected_name: list[str],
    expected_description: list[str],
) -> None:
    text = "PEASANTS SAW ROSA LIMA. REBELS SHOT HIM. THE TEACHER DIED."
    quote = at(text, words)
    entity_ = ActorEntity(quote.start, quote.end, quote.exact, name, None, "civilians")
    actors = (
        IncidentActor("perpetrator", "REBELS", None, "rebel", None, (at(text, "REBELS"),)),
        IncidentActor("target", name, None, "civilians", None, (quote,)),
    )
    shown = incident(text, "shooting", "SHOT", actors=actors, counts=Counts(injured=Count(1, 1)))
    (template,) = project(record(text, [shown], published=PUBLISHED, entities=(entity_,)), "MADE-1", PLACES)
    assert [fill.values[0] for fill in template.of("HUM TGT: NAME")] == expected_name
    assert [fill.values[0] for fill in template.of("HUM TGT: DESCRIPTION")] == expected_description


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Rosa Lima", True),
        ("Luis Rojas", True),
        ("ROSA", False),
        ("TEACHERS UNION", False),
        ("THE BANNER", False),
        ("POINTS IN VILLA ROJA", False),
        ("LABOR LEADERS", False),
    ],
)
def test_names_of_people(name: str, expected: bool) -> None:
    assert is_person_name(name) is expected


def test_things(at: Make, incident: Make, record: Make) -> None:
    shown = incident(
        TEXT,
        "bombing",
        "DESTROYED",
        actors=(
            actor(at, "perpetrator", "THE GUERRILLAS", "rebel"),
            actor(at, "target", "A BANK"),
            actor(at, "target", "TWO TELEPHONE POSTS"),
        ),
        weapons=(IncidentWeapon("explosives", None, None, (at(TEXT, "DYNAMITE"),)),),
    )
    (template,) = project(made(record, shown), "MADE-1", PLACES)
    assert values(template, "PHYS TGT: TYPE") == [("FINANCIAL", "A BANK"), ("COMMUNICATIONS", "TWO TELEPHONE POSTS")]
    assert values(template, "PHYS TGT: NUMBER") == [("1", "A BANK"), ("PLURAL", "TWO TELEPHONE POSTS")]
    assert values(template, "PHYS TGT: EFFECT OF INCIDENT") == [
        ("DESTROYED", "A BANK"),
        ("DESTROYED", "TWO TELEPHONE POSTS"),
    ]
    assert values(template, "INCIDENT: INSTRUMENT TYPE") == [("DYNAMITE", "DYNAMITE")]
    assert project_gtt(made(record, shown), PLACES) == (
        GttTemplate(
            "bombing",
            {
                "PerpInd": (entity("the guerrillas"),),
                "PerpOrg": (),
                "Target": (entity("a bank"), entity("two telephone posts")),
                "Victim": (),
                "Weapon": (entity("dynamite"),),
            },
        ),
    )


def kept(record: Make, *incidents: Any) -> int:
    return len(list(relevant(made(record, *incidents))))


@pytest.mark.parametrize(
    ("concept", "fields", "expected"),
    [
        ("killing", {}, 1),
        ("arrest", {}, 0),  # no terrorist incident type
        ("killing", {"cls": "statement"}, 0),
        *(("killing", {"realis": realis}, int(realis in STAGES)) for realis in ("alleged", "prevented", "threatened")),
        *(("killing", {"realis": realis}, 0) for realis in ("negated", "planned", "hypothetical", "generic")),
        ("killing", {"when": When("1989-03-05", "1989-03-05", "day")}, 1),  # 60 days before
        ("killing", {"when": When("1989-03-01", "1989-03-01", "day")}, 0),  # more than two months
        ("killing", {"background": True}, 0),  # context, no date
        ("killing", {"background": True, "when": When("1989-04-20", "1989-04-20", "day")}, 1),
        ("killing", {"where": Where("Rome", "city", country="IT")}, 0),
        (
            "killing",
            {
                "where": Where(
                    "Roma", "city", country="IT", candidates=(PlaceCandidate("p", "Roma", "PE", None, 0, 0, 0),)
                )
            },  # type: ignore[arg-type]
            1,
        ),
    ],
)
def test_relevance_of_one_killing(
    at: Make, incident: Make, record: Make, concept: str, fields: dict[str, Any], expected: int
) -> None:
    shown = incident(TEXT, concept, "KILLED", **({"actors": (actor(at, "target", "TWO PEASANTS"),)} | fields))
    assert kept(record, shown) == expected


@pytest.mark.parametrize(
    ("concept", "actors", "expected"),
    [
        ("armed_clash", [("participant", "SOLDIERS", "military"), ("participant", "THE REBELS", "rebel")], 0),
        ("armed_clash", [("participant", "SOLDIERS", "military"), ("victim", "TWO PEASANTS", "civilians")], 1),
        ("killing", [("target", "SOLDIERS", "military")], 0),  # a guerrilla act
        ("killing", [("target", "THE REBELS", "rebel")], 0),  # an armed group
        ("killing", [("target", "SOLDIERS", "military"), ("target", "TWO PEASANTS", "civilians")], 1),
        ("armed_attack", [("perpetrator", "THE REBELS", "rebel"), ("target", "THE GARRISON", "unknown")], 0),
        ("killing", [("perpetrator", "SOLDIERS", "military"), ("target", "TWO PEASANTS", "civilians")], 1),
        ("armed_attack", [("perpetrator", "THE REBELS", "rebel")], 0),  # nothing told of target or means
        ("armed_attack", [], 0),
    ],
)
def test_relevance_by_parties(
    at: Make, incident: Make, record: Make, concept: str, actors: list[tuple[str, str, str]], expected: int
) -> None:
    told = tuple(actor(at, *one) for one in actors)
    assert kept(record, incident(TEXT, concept, "KILLED", actors=told)) == expected


def test_the_state_as_perpetrator(at: Make, incident: Make, record: Make) -> None:
    told = (actor(at, "perpetrator", "SOLDIERS", "military"), actor(at, "target", "TWO PEASANTS", "civilians"))
    (template,) = project(made(record, incident(TEXT, "killing", "KILLED", actors=told)), "MADE-1", PLACES)
    assert template.first("PERP: INCIDENT CATEGORY") == "STATE-SPONSORED VIOLENCE"


@pytest.mark.parametrize(
    ("status", "speaker", "realis", "expected"),
    [
        ("not_mentioned", None, "actual", "REPORTED AS FACT"),
        ("claimed", None, "actual", "CLAIMED OR ADMITTED"),
        ("suspected", None, "actual", "SUSPECTED OR ACCUSED"),
        ("suspected", "police", "actual", "SUSPECTED OR ACCUSED BY AUTHORITIES"),
        ("not_mentioned", "military", "alleged", "SUSPECTED OR ACCUSED BY AUTHORITIES"),
    ],
)
def test_confidence(
    at: Make, incident: Make, record: Make, status: Any, speaker: Any, realis: str, expected: str
) -> None:
    claim = Claim(ClaimId("c"), "actors.perpetrator", "x", Speaker("s", speaker or "media"), "actual", (), 1.0)
    shown = incident(
        TEXT,
        "killing",
        "KILLED",
        realis=realis,
        actors=(actor(at, "perpetrator", "SOUTHERN FRONT", "rebel"), actor(at, "target", "TWO PEASANTS")),
        responsibility=Responsibility(status),
        claims=(claim,),
    )
    (template,) = project(made(record, shown), "MADE-1", PLACES)
    assert values(template, "PERP: ORGANIZATION CONFIDENCE") == [(expected, "SOUTHERN FRONT")]
    assert template.of("PERP: INDIVIDUAL ID") == ()


def test_incidents_that_differ_in_nothing_are_one_template(at: Make, incident: Make, record: Make) -> None:
    one = incident(TEXT, "killing", "KILLED", actors=(actor(at, "target", "TWO PEASANTS"),))
    other = incident(TEXT, "shooting", "KILLED", actors=(actor(at, "target", "THE MAYOR"),))
    elsewhere = incident(
        TEXT,
        "killing",
        "KILLED",
        actors=(actor(at, "target", "THE MAYOR"),),
        where=Where("Peru", "country", country="PE"),
    )
    templates = project(made(record, one, other, elsewhere), "MADE-1", PLACES)
    assert [t.number for t in templates] == ["1", "2"]
    assert {fill.values[0] for fill in templates[0].of("HUM TGT: DESCRIPTION")} == {"TWO PEASANTS", "THE MAYOR"}


def test_slots_that_do_not_apply(at: Make, incident: Make, record: Make) -> None:
    told = (actor(at, "target", "TWO PEASANTS"), actor(at, "target", "A BANK"))
    for concept, kind in (("abduction", "KIDNAPPING"), ("arson", "ARSON")):
        (template,) = project(made(record, incident(TEXT, concept, "KILLED", actors=told)), "MADE-1", PLACES)
        assert template.first("INCIDENT: TYPE") == kind
        assert template.inapplicable == {slot for slot in SLOTS if slot.startswith(NOT_FOR[kind])}
        assert not template.inapplicable & set(template.fills)


def test_the_act_may_tell_the_weapon(at: Make, incident: Make, record: Make) -> None:
    shown = incident(TEXT, "shooting", "KILLED", actors=(actor(at, "target", "TWO PEASANTS"),))
    (template,) = project(made(record, shown), "MADE-1", PLACES)
    assert template.of("INCIDENT: INSTRUMENT ID") == ()
    assert template.of("INCIDENT: INSTRUMENT TYPE") == (Fill(("GUN",), ("-",)),)
    assert set(IMPLIED_WEAPONS) <= set(TYPES)


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (When(), "- 04 MAY 89"),
        (When("1989-05-03", "1989-05-03", "day", text="yesterday"), "03 MAY 89"),
        (When("1989-05-01", "1989-05-01", "day", text="on Monday"), "- 04 MAY 89"),  # a weekday: form 3
        (When("1989-05-03T18:00", "1989-05-04T00:00", "part_of_day", text="last night"), "03 MAY 89"),
        (When("1989-04-01", "1989-04-30", "month"), "01 APR 89 - 30 APR 89"),
        (When("1989-01-01", "1989-12-31", "year"), "- 04 MAY 89"),
    ],
)
def test_dates(record: Make, when: When, expected: str) -> None:
    assert incident_date(made(record), when) == expected
    assert incident_date(record(TEXT), When()) is None


def test_locations(at: Make, incident: Make, record: Make) -> None:
    place = PlaceEntity(0, 4, "GUER", "Peru", "country", country="PE")
    cases = [
        (Where("Norte", "neighbourhood", ("Arboleda",), None, "PE"), "PERU: ARBOLEDA (CITY): NORTE (NEIGHBORHOOD)"),
        (Where("Norte Department", "admin1", (), "Norte", "PE"), "PERU: NORTE (DEPARTMENT)"),
        (Where("Nowhere", "city", (), None, "PE"), "PERU"),  # not on the list
        (Where(), "PERU"),  # the country the report tells most
    ]
    for where, expected in cases:
        shown = incident(TEXT, "killing", "KILLED", where=where, actors=(actor(at, "target", "TWO PEASANTS"),))
        (template,) = project(made(record, shown, entities=(place,)), "MADE-1", PLACES)
        assert template.first("INCIDENT: LOCATION") == expected


def test_nobody_hurt(at: Make, incident: Make, record: Make) -> None:
    none = Counts(killed=Count(0, 0), injured=Count(0, 0))
    shown = incident(TEXT, "bombing", "DAMAGE", actors=(actor(at, "target", "THE EMBASSY"),), counts=none)
    (template,) = project(made(record, shown), "MADE-1", PLACES)
    assert template.of("PERP: INCIDENT CATEGORY") == ()  # null where nobody is told to have done it
    assert template.of("HUM TGT: EFFECT OF INCIDENT") == (Fill(("NO INJURY OR DEATH",), ("-",)),)
    assert values(template, "PHYS TGT: TYPE") == [("DIPLOMAT OFFICE OR RESIDENCE", "THE EMBASSY")]
    assert values(template, "PHYS TGT: EFFECT OF INCIDENT") == [("NO DAMAGE", "THE EMBASSY")]


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (None, "PLURAL"),
        (Count(None, None, "vague", "dozens"), "PLURAL"),
        (Count(50, 50, "about"), "~50"),
        (Count(6, None, "at_least"), "6-"),
        (Count(None, 9, "at_most"), "-9"),
        (Count(5, 7, "range"), "5-7"),
        (Count(2, 2), "2"),
    ],
)
def test_numbers(count: Count | None, expected: str) -> None:
    assert number(count) == expected


def test_words() -> None:
    assert [singular(word) for word in ("PEASANTS", "COMPANIES", "POLICE", "BUSES", "MEN")] == [
        "PEASANT",
        "COMPANY",
        "POLICE",
        "BUS",
        "MEN",
    ]
    assert head(upper_words("the mayor of Villa Roja, Mr. Paz")) == "MAYOR"
    assert thing_type(upper_words("the residence of the ambassador")) == "DIPLOMAT OFFICE OR RESIDENCE"
    assert thing_type(upper_words("two electricity towers")) == "ENERGY"
    assert thing_type(upper_words("a chapel")) == "OTHER"
    assert person_type(upper_words("a former minister"), "unknown") == "FORMER GOVERNMENT OFFICIAL"
    assert person_type(upper_words("the passengers"), "unknown") == "CIVILIAN"
    assert person_type(upper_words("Julio Paz"), "police") == "LAW ENFORCEMENT"


def test_the_list_of_places(tmp_path: Path) -> None:
    path = tmp_path / "places"
    path.write_text("Notes (in words) here.\n\nARBOLEDA (CITY)\nARBOLEDA (DEPARTMENT?)\nPUERTO X\n")
    assert load_places(path) == {"ARBOLEDA": ("CITY", "DEPARTMENT")}


def test_people_of_a_body_are_individuals_and_the_body_stands_beside_them(
    at: Make, incident: Make, record: Make
) -> None:
    words, front = at(TEXT, "GUERRILLAS OF THE SOUTHERN FRONT"), at(TEXT, "SOUTHERN FRONT")
    entities = (
        ActorEntity(words.start, words.end, words.exact, "Southern Front", ActorId("front"), "rebel"),
        ActorEntity(front.start, front.end, front.exact, "Southern Front", ActorId("front"), "rebel"),
    )
    doer = IncidentActor("perpetrator", "Southern Front", ActorId("front"), "rebel", None, (words,))
    shown = incident(TEXT, "killing", "KILLED", actors=(doer, actor(at, "victim", "TWO PEASANTS", "civilians")))
    (template,) = project(made(record, shown, entities=entities), "MADE-1", PLACES)
    assert values(template, "PERP: INDIVIDUAL ID") == [("GUERRILLAS OF THE SOUTHERN FRONT",)]
    assert values(template, "PERP: ORGANIZATION ID") == [("SOUTHERN FRONT",)]
