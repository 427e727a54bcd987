"""The incident matcher over invented articles and records made by hand."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gesta.evaluate.corpora import Article
from gesta.evaluate.incident_attributes import agreement, fold
from gesta.evaluate.incident_gold import (
    GoldConflict,
    GoldCount,
    GoldDocument,
    GoldIncident,
    GoldParty,
    GoldWeapon,
    GoldWhen,
    GoldWhere,
    Silence,
    load_gold,
)
from gesta.evaluate.incidents import IncidentFigures, errors, score
from gesta.evaluate.measures import Ratio
from gesta.knowledge.places import distance_km
from gesta.model.incidents import (
    Claim,
    Counts,
    Disagreement,
    Incident,
    IncidentActor,
    IncidentWeapon,
    Record,
    Responsibility,
    Speaker,
)
from gesta.model.spans import Quote
from gesta.model.terms import ClaimId, ConceptId
from gesta.model.values import Count, When, Where

TEXT = (
    "Gunmen shot dead a councillor in Bandarlo on Monday, police said. "
    "The shooting took place near the market. "
    "Two suspects were arrested on Tuesday. "
    "Students plan a march on Friday. "
    "In 2009 a bomb exploded at the same market."
)
RELATED = {frozenset(pair) for pair in [("shooting", "killing"), ("bombing", "armed_attack")]}
Make = Callable[..., Any]


def related(first: str, second: str) -> bool:
    return first == second or frozenset((first, second)) in RELATED


def spot(words: str, text: str = TEXT) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def gold_incident(kind: str, *triggers: str, **fields: Any) -> GoldIncident:
    values: dict[str, Any] = {"label": kind, "core": True, "realis": "actual", "background": False}
    values |= {"types": (ConceptId(kind),), "triggers": tuple(spot(t) for t in triggers)}
    return GoldIncident(**(values | fields))


def document(*incidents: GoldIncident, half: str = "read", doc: str = "made:1", **fields: Any) -> GoldDocument:
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    return GoldDocument(doc, digest, half, incidents, **fields)  # type: ignore[arg-type]


SHOOTING = gold_incident("shooting", "shot", "shooting")
ARREST = gold_incident("arrest", "arrested")
MARCH = gold_incident("protest", "march", realis="planned", core=False)
BOMB = gold_incident("bombing", "exploded", core=False, background=True)
ALL = document(SHOOTING, ARREST, MARCH, BOMB)


def figures(gold: GoldDocument, record: Record) -> IncidentFigures:
    return score([gold], {gold.doc: record}, related).total()


def test_all_right(incident: Make, record: Make) -> None:
    shown = [incident(TEXT, *told) for told in [("shooting", "shot"), ("arrest", "arrested"), ("bombing", "exploded")]]
    found = figures(ALL, record(TEXT, shown))
    # 3 of 3 shown right; core: shooting and arrest of 2; debatable: the bomb of 1; the planned march is not asked for
    assert found.precision == Ratio(3, 3)
    assert (found.core, found.debatable) == (Ratio(2, 2), Ratio(1, 1))


def test_nothing_shown_misses_the_core(record: Make) -> None:
    found = figures(ALL, record(TEXT))
    assert found.precision == Ratio(0, 0) and found.precision.value is None
    assert (found.core, found.debatable) == (Ratio(0, 2), Ratio(0, 1))


def test_statements_and_unlisted_realis_are_not_shown(incident: Make, record: Make) -> None:
    shown = [
        incident(TEXT, "accusation", "said", cls="statement"),
        incident(TEXT, "protest", "march", realis="planned"),
        incident(TEXT, "arrest", "arrested", realis="negated"),
    ]
    assert figures(ALL, record(TEXT, shown)).precision == Ratio(0, 0)


def test_a_second_incident_of_one_occurrence_is_a_duplicate(incident: Make, record: Make) -> None:
    shown = [incident(TEXT, "shooting", "shooting"), incident(TEXT, "killing", "shot")]
    found = figures(ALL, record(TEXT, shown))
    # both may tell the shooting; the exact type is preferred, the other counts against precision: 1 of 2
    assert found.verdicts == {"right": 1, "duplicate": 1}
    assert found.precision == Ratio(1, 2)
    assert found.attributes["type"] == Ratio(1, 1)


def test_two_occurrences_run_together(incident: Make, record: Make) -> None:
    shown = incident(TEXT, "shooting", "shot", "arrested")
    result = score([ALL], {"made:1": record(TEXT, [shown])}, related)
    assert result.total().whole == Ratio(0, 1)
    assert ("run together", "shooting: arrest") in {(m.kind, m.label) for m in errors(result)}
    alone = figures(ALL, record(TEXT, [incident(TEXT, "shooting", "shot")]))
    assert alone.whole == Ratio(1, 1)


def test_a_listed_mistake_shows_both_values(incident: Make, record: Make) -> None:
    gold = gold_incident(
        "shooting",
        "shot",
        when=GoldWhen("2024-05-06"),
        killed=GoldCount(1, 1),
        weapons=(GoldWeapon("pistol"),),
        perpetrators=(GoldParty("gunmen", "gang", (spot("Gunmen"),)),),
    )
    shown = incident(TEXT, "killing", "shot", when=When("2024-05-07"), counts=Counts(killed=Count(1, None)))
    result = score([document(gold)], {"made:1": record(TEXT, [shown])}, related)
    assert {m.kind: m.label for m in errors(result)} == {
        "attribute type": "shooting: shooting [shooting | killing]",
        "attribute when": "shooting: shooting [2024-05-06 | 2024-05-07]",
        "attribute killed": "shooting: shooting [1..1 | 1..None]",
        "attribute weapon": "shooting: shooting [pistol | ]",
        "attribute perpetrator_kind": "shooting: shooting [gunmen (gang) | ]",
        "attribute perpetrator": "shooting: shooting [gunmen (gang) | ]",
    }


def test_a_related_type_is_right_but_not_exact(incident: Make, record: Make) -> None:
    found = figures(ALL, record(TEXT, [incident(TEXT, "killing", "shot")]))
    assert found.precision == Ratio(1, 1)
    assert found.attributes["type"] == Ratio(0, 1)


def test_a_wrong_type_on_the_trigger_is_a_type_error(incident: Make, record: Make) -> None:
    found = figures(ALL, record(TEXT, [incident(TEXT, "strike", "shot")]))
    assert found.verdicts == {"type": 1}
    assert found.core == Ratio(0, 2)


def test_the_same_sentence_will_do_only_with_an_acceptable_type(incident: Make, record: Make) -> None:
    # "Gunmen" is no trigger; it stands in the sentence of "shot"
    assert figures(ALL, record(TEXT, [incident(TEXT, "killing", "Gunmen")])).verdicts == {"right": 1}
    assert figures(ALL, record(TEXT, [incident(TEXT, "arrest", "Gunmen")])).verdicts == {"spurious": 1}


def test_a_planned_march_shown_as_actual_is_a_realis_error(incident: Make, record: Make) -> None:
    found = figures(ALL, record(TEXT, [incident(TEXT, "protest", "march")]))
    assert found.verdicts == {"realis": 1}
    assert found.precision == Ratio(0, 1)


def test_trigger_overlap_wins_over_the_same_sentence(incident: Make, record: Make) -> None:
    text = "Rebels shot a farmer and shot a teacher."
    first, second = spot("shot a farmer", text), spot("shot a teacher", text)
    golds = [
        gold_incident("shooting", label="farmer", triggers=((first[0], first[0] + 4),)),
        gold_incident("shooting", label="teacher", triggers=((second[0], second[0] + 4),)),
    ]
    gold = GoldDocument("made:2", hashlib.sha256(text.encode()).hexdigest(), "read", tuple(golds))
    shown = [
        incident(text, "shooting", Quote(second[0], second[0] + 4, "shot")),
        incident(text, "shooting", Quote(first[0], first[0] + 4, "shot")),
    ]
    result = score([gold], {"made:2": record(text, shown)}, related)
    assert result.total().precision == Ratio(2, 2)
    assert not [mistake for mistake in errors(result) if mistake.kind.startswith("attribute")]


def test_the_date_breaks_a_tie(incident: Make, record: Make) -> None:
    golds = [
        gold_incident("shooting", "shot", label="a", when=GoldWhen("2024-05-06", "2024-05-06")),
        gold_incident("shooting", "shot", label="b", when=GoldWhen("2024-05-07", "2024-05-07")),
    ]
    shown = [incident(TEXT, "shooting", "shot", when=When("2024-05-07T06:00", "2024-05-07T12:00", "part_of_day"))]
    found = figures(document(*golds), record(TEXT, shown))
    assert found.attributes["when"] == Ratio(1, 1)


def test_an_article_without_incidents(incident: Make, record: Make) -> None:
    quiet = document(MARCH, must_yield_nothing=(Silence(spot("march"), "hypothetical"),))
    assert figures(quiet, record(TEXT)).empty == Ratio(1, 1)
    noisy = figures(quiet, record(TEXT, [incident(TEXT, "riot", "march")]))
    assert noisy.empty == Ratio(0, 1)
    assert noisy.silenced == {"hypothetical": 1}
    assert figures(ALL, record(TEXT)).empty == Ratio(0, 0)


def test_nothing_of_the_held_half_is_listed(incident: Make, record: Make) -> None:
    golds = [ALL, document(SHOOTING, half="held", doc="made:9")]
    records = {"made:1": record(TEXT), "made:9": record(TEXT, [incident(TEXT, "strike", "market")])}
    result = score(golds, records, related)
    assert {mistake.doc for mistake in errors(result)} == {"made:1"}
    assert {(m.kind, m.label) for m in errors(result)} == {
        ("missed", "shooting: shooting"),
        ("missed", "arrest: arrest"),
        ("missed debatable", "bombing: bombing"),
    }
    assert result.total("held").precision == Ratio(0, 1)
    assert result.total(corpus="made").documents == 2
    assert result.total("read").core == Ratio(0, 2)


def test_a_missing_record_or_another_text_is_loud_and_counts_as_missed(record: Make) -> None:
    result = score([ALL], {}, related)
    assert [problem.what for problem in result.problems] == ["no record"]
    assert result.total().core == Ratio(0, 2)
    result = score([ALL], {"made:1": record(TEXT + " More.")}, related)
    assert "another text" in result.problems[0].what


ACTOR: dict[str, Any] = {"name": None, "actor_id": None, "kind": "unknown", "country": None, "evidence": ()}


def agrees(gold: GoldIncident, shown: Incident, made: Record) -> dict[str, bool]:
    verdicts: dict[str, bool] = dict(agreement(gold, shown, made))  # type: ignore[arg-type]
    return {name: right for name, right in verdicts.items() if name not in ("type", "realis", "background")}


@pytest.mark.parametrize(
    ("told", "shown", "expected"),
    [
        ({}, {}, {}),
        ({"when": GoldWhen("2024-05-06")}, {}, {"when": False}),
        ({}, {"when": When("2024-05-06")}, {"when": False}),
        ({"when": GoldWhen("2024-05-06")}, {"when": When("2024-05-06T18:00")}, {"when": True}),
        (
            {"where": GoldWhere("Bándarlo", country="MX")},
            {"where": Where("bandarlo", country="GT")},
            {"country": False, "where": True},
        ),
        (
            {"where": GoldWhere("Old Market", lat=10.0, lon=20.0)},
            {"where": Where("Bandarlo", lat=10.2, lon=20.0)},  # 0.2 degrees of latitude are 22 km
            {"where": True},
        ),
        (
            {"where": GoldWhere("Old Market", lat=10.0, lon=20.0)},
            {"where": Where("Bandarlo", lat=10.3, lon=20.0)},  # 33 km
            {"where": False},
        ),
        ({"killed": GoldCount(1, 1)}, {"counts": Counts(killed=Count(1, 1))}, {"killed": True}),
        ({"killed": GoldCount(31, None)}, {"counts": Counts(killed=Count(30, 30))}, {"killed": False}),
        ({}, {"counts": Counts(injured=Count(0, 0))}, {"injured": False}),
        ({"responsibility": "claimed"}, {}, {"responsibility": False}),
        ({"responsibility": "claimed"}, {"responsibility": Responsibility("claimed")}, {"responsibility": True}),
        ({"weapons": (GoldWeapon("rifle"),)}, {}, {"weapon": False}),
        (
            {"weapons": (GoldWeapon("rifle"),)},
            {"weapons": (IncidentWeapon("rifle", None, None, ()),)},
            {"weapon": True},
        ),
        ({"conflicts": (GoldConflict("killed"),)}, {}, {"conflicts": False}),
        (
            {"conflicts": (GoldConflict("killed"),)},
            {"disagreements": (Disagreement("counts.killed", ()),)},
            {"conflicts": True},
        ),
    ],
)
def test_attributes(
    incident: Make, record: Make, told: dict[str, Any], shown: dict[str, Any], expected: dict[str, bool]
) -> None:
    gold = gold_incident("shooting", "shot", **told)
    one = incident(TEXT, "shooting", "shot", **shown)
    assert agrees(gold, one, record(TEXT, [one])) == expected


def test_parties(at: Make, incident: Make, record: Make) -> None:
    gunmen = GoldParty("gunmen", "unknown", (spot("Gunmen"),))
    councillor = GoldParty("a councillor", "government", (spot("a councillor"),))
    gold = gold_incident("shooting", "shot", perpetrators=(gunmen,), targets=(councillor,))
    by = IncidentActor("perpetrator", "Gunmen", None, "unknown", None, (at(TEXT, "Gunmen"),))
    to = IncidentActor("victim", "councillor", None, "civilians", None, (at(TEXT, "councillor"),))
    one = incident(TEXT, "shooting", "shot", actors=(by, to))
    assert agrees(gold, one, record(TEXT)) == {
        "perpetrator_kind": True,
        "perpetrator": True,
        "target_kind": False,  # a councillor is of the government
        "target": True,
    }


def test_nobody_told_is_right_when_nobody_is_shown(incident: Make, record: Make) -> None:
    gold = gold_incident("shooting", "shot", perpetrators=(GoldParty("unknown"),))
    nobody = incident(TEXT, "shooting", "shot", actors=(IncidentActor("perpetrator", **ACTOR),))
    assert agrees(gold, nobody, record(TEXT)) == {"perpetrator_kind": True}
    police = incident(TEXT, "shooting", "shot", actors=(IncidentActor("perpetrator", **(ACTOR | {"kind": "police"})),))
    assert agrees(gold, police, record(TEXT)) == {"perpetrator_kind": False, "perpetrator": False}


def test_speaker_by_name(incident: Make, record: Make) -> None:
    gold = gold_incident("shooting", "shot", speakers=(GoldParty("police", "police", (spot("police"),)),))
    for name, right in [("Bandarlo police", True), ("the police", True), ("hospital", False)]:
        claim = Claim(ClaimId("c"), "type", "shooting", Speaker(name, "police"), "actual", (), 1.0)
        one = incident(TEXT, "shooting", "shot", claims=(claim,))
        assert agrees(gold, one, record(TEXT)) == {"speaker": right}


def test_names_and_distances() -> None:
    assert fold("The São-João  Market") == "sao joao market"
    assert fold("A") == "a"
    assert distance_km(0, 0, 1, 0) == pytest.approx(111.2, abs=0.1)


def row(article: Article, **fields: Any) -> str:
    made: dict[str, Any] = {"doc": article.key, "digest": article.digest, "half": "read", "incidents": []}
    return json.dumps(made | fields)


def test_loading_refuses_what_does_not_fit(tmp_path: Path) -> None:
    article = Article("made:1", "Shots in Bandarlo", "Nobody was hurt.")
    other = Article("made:2", "", "Quiet.")
    changed = Article("made:3", "", "New text.")
    outside = {"span": [0, 99], "why": "generic"}
    lines = [
        row(article),
        row(article),
        row(other, must_yield_nothing=[outside]),
        row(Article("made:3", "", "Old text.")),
        row(Article("made:4", "", "Gone.")),
        row(other, half="secret"),
        "not json",
    ]
    (tmp_path / "made.jsonl").write_text("\n".join(lines) + "\n")
    found, problems = load_gold([tmp_path / "made.jsonl"], {a.key: a for a in (article, other, changed)})
    assert [gold.doc for gold in found] == ["made:1"]
    assert [problem.where for problem in problems] == [f"made.jsonl:{n}" for n in range(2, 8)]
    for problem, part in zip(
        problems, ["twice", "outside", "differs", "no article", "half", "not an annotated"], strict=True
    ):
        assert part in problem.what
