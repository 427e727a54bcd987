"""Each party, weapon and speaker of an incident counted, and what did not happen kept out; all invented."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

import pytest

from gesta.evaluate.incident_gold import GoldDocument, GoldIncident, GoldParty, GoldWeapon, Silence
from gesta.evaluate.incident_items import items
from gesta.evaluate.incidents import score
from gesta.evaluate.measures import Prf, Ratio
from gesta.evaluate.not_actual import kept_out
from gesta.model.documents import Published
from gesta.model.incidents import Claim, IncidentActor, IncidentWeapon, ReportRef, Responsibility, Speaker
from gesta.model.terms import ClaimId, ConceptId, ReportId

Make = Callable[..., Any]
TEXT = (
    "Gunmen and a driver shot a councillor with a pistol in Bandarlo, police and witnesses said. "
    "Students plan a march on Friday. "
    "Such marches are common. "
    "Any attack would be answered."
)


@pytest.fixture
def gold(at: Make) -> Make:
    def make(*triggers: str, **fields: Any) -> GoldIncident:
        places = tuple((q.start, q.end) for q in (at(TEXT, each) for each in triggers))
        values = {"label": "", "core": True, "types": (ConceptId("shooting"),), "realis": "actual", "background": False}
        return GoldIncident(**(values | {"triggers": places} | fields))

    return make


@pytest.fixture
def party(at: Make) -> Make:
    return lambda words: GoldParty(words, "unknown", ((at(TEXT, words).start, at(TEXT, words).end),))


@pytest.fixture
def actor(at: Make) -> Make:
    return lambda role, words: IncidentActor(role, words, None, "unknown", None, (at(TEXT, words),))


def claim(name: str) -> Claim:
    return Claim(ClaimId("c"), "type", "shooting", Speaker(name, "unknown"), "actual", (), 1.0)


def test_each_item_counts(at: Make, gold: Make, party: Make, actor: Make, incident: Make, record: Make) -> None:
    known = gold(
        "shot",
        perpetrators=(party("Gunmen"), party("a driver"), GoldParty("others", "gang")),
        targets=(party("a councillor"),),
        weapons=(GoldWeapon("pistol", ((45, 51),)), GoldWeapon("rifle")),
        speakers=(party("police"), party("witnesses")),
        responsibility="claimed",
    )
    shown = incident(
        TEXT,
        "shooting",
        "shot",
        actors=(
            actor("perpetrator", "Gunmen"),
            actor("participant", "police"),
            actor("victim", "councillor"),
            IncidentActor("target", None, None, "unknown", None, ()),  # nobody told
        ),
        weapons=(IncidentWeapon("firearm", "pistol", None, (at(TEXT, "pistol"),)),),
        claims=(claim("the police"), claim("the report"), claim("a neighbour"), claim("the police")),
        responsibility=Responsibility("suspected"),
    )
    assert items(known, shown, record(TEXT, [shown])) == {
        "perpetrator": Prf(1, 2, 1, 2),  # the gang has no words
        "target": Prf(1, 1, 1, 1),
        "weapon": Prf(1, 1, 1, 2),
        "speaker": Prf(1, 2, 1, 2),  # the report speaks for itself
        "responsibility": Prf(0, 1, 0, 1),
    }


def test_nothing_stated_and_nothing_told(gold: Make, incident: Make, record: Make) -> None:
    shown = incident(TEXT, "shooting", "shot")
    found = items(gold("shot", perpetrators=(GoldParty("unknown"),)), shown, record(TEXT, [shown]))
    assert set(found.values()) == {Prf()}


def test_the_outlet_is_no_speaker(gold: Make, incident: Make, record: Make) -> None:
    shown = incident(TEXT, "shooting", "shot", claims=(claim("The Bandarlo Post"),))
    made = record(TEXT, [shown], report=ReportRef(ReportId("sha256:0"), "test", "The Bandarlo Post", Published()))
    assert items(gold("shot"), shown, made)["speaker"] == Prf()


def document(*incidents: GoldIncident, **fields: Any) -> GoldDocument:
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    return GoldDocument("made:1", digest, "read", incidents, **fields)


def test_what_did_not_happen_is_kept_out(at: Make, gold: Make, incident: Make) -> None:
    def silence(words: str, why: str) -> Silence:
        return Silence((at(TEXT, words).start, at(TEXT, words).end), why)

    known = document(
        gold("shot"),
        gold("march", realis="planned"),
        gold("councillor", "shot", realis="threatened"),  # its words tell the shooting too
        must_yield_nothing=(
            silence("marches", "generic"),
            silence("attack", "hypothetical"),
            silence("said", "not an event"),
        ),
    )
    assert kept_out(known, ()) == Ratio(3, 3)
    assert kept_out(known, [incident(TEXT, "shooting", "shot", "said")]) == Ratio(3, 3)
    assert kept_out(known, [incident(TEXT, "protest", "march")]) == Ratio(2, 3)
    assert kept_out(known, [incident(TEXT, "protest", "shot", "marches", "attack")]) == Ratio(1, 3)


def test_both_add_up_over_documents(gold: Make, party: Make, actor: Make, incident: Make, record: Make) -> None:
    known = document(gold("shot", perpetrators=(party("Gunmen"),)), gold("march", realis="planned"))
    told = incident(TEXT, "shooting", "shot", actors=(actor("perpetrator", "Gunmen"),))
    planned = incident(TEXT, "protest", "march", realis="planned")
    total = score([known], {"made:1": record(TEXT, [told, planned])}, lambda one, other: one == other).total()
    assert total.items["perpetrator"] == Prf(1, 1, 1, 1)
    assert total.not_actual == Ratio(1, 1)
    assert (total + total).items["perpetrator"] == Prf(2, 2, 2, 2)
    assert (total + total).not_actual == Ratio(2, 2)


def test_a_party_is_told_again_by_its_name(at: Make, gold: Make, party: Make, incident: Make, record: Make) -> None:
    words = "Ana Diaz was shot in Bandarlo on Monday. She died. The gunmen fled. Diaz was 40."
    ana = at(words, "Ana Diaz")
    known = gold(
        perpetrators=(GoldParty("gunmen", "gang", ()),),
        targets=(GoldParty("Ana Diaz", "civilians", ((ana.start, ana.end),)),),
    )

    def told(name: str, exact: str) -> IncidentActor:
        return IncidentActor("victim", name, None, "civilians", None, (at(words, exact),))

    shown = incident(
        words, "shooting", "shot", actors=(told("Ana Diaz", "She"), told("Diaz", "Diaz was"), told("az", "fled"))
    )
    assert items(known, shown, record(words, [shown]))["target"] == Prf(2, 3, 1, 1)
