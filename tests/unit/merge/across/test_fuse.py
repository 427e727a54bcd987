from __future__ import annotations

from typing import Any

import msgspec
import pytest

from gesta.model.incidents import IncidentActor, IncidentWeapon
from gesta.model.judgements import Anchor, Judgement
from gesta.model.spans import Quote
from gesta.model.terms import IncidentId, JudgementId
from gesta.model.values import When, Where


def _judged(kind: str, member: Any, who: str = "ana", at: str = "2021-04-01T10:00:00Z", **more: Any) -> Judgement:
    anchor = Anchor(member.record.report.id, 2, 7, "blast")
    return Judgement(JudgementId(f"jdg_{kind}{who}{at}{more.get('field')}"), kind, (anchor,), who, at, **more)  # type: ignore[arg-type]


def test_a_cluster_has_members(make: Any) -> None:
    with pytest.raises(ValueError, match="inc_all has no members"):
        make.merged([])


def test_type_is_what_most_tell_and_the_wider_one_votes_for_it(make: Any) -> None:
    told = [
        make.member(n, "2021-03-01", concept=c)
        for n, c in zip("ABCD", ("blast", "blast", "bombing", "riot"), strict=True)
    ]
    found = make.merged(told)
    assert (found.type, found.label) == ("bombing", "BOMBING")
    assert [each.field for each in found.disagreements] == ["type"]


def test_the_finest_day_and_place_that_most_agree_on(make: Any) -> None:
    month = When("2021-03-01", "2021-03-31", "month", "told", "March")
    wrong = When("2021-04-05", "2021-04-05", "day", "told", "Monday")
    province = Where(None, "admin1", (), "Nord", "XA")
    far = Where("Kell", "city", (), "Sud", "XA", 40.0, 20.0, 3.0)
    found = make.merged(
        [
            make.member("A", "2021-03-01", when=wrong, where=far),
            make.member("B", "2021-03-02", when=month, where=province),
            make.member("C", "2021-03-02"),
        ]
    )
    assert (found.when.start, found.where.name) == ("2021-03-01", "Arvel")
    assert [each.field for each in found.disagreements] == ["when", "where"]
    assert found.grade.credibility in {"1", "2"}


def test_midnight_belongs_to_the_day_before(make: Any) -> None:
    evening = When("2021-03-01T18:00", "2021-03-02T00:00", "part_of_day", "told", "evening")
    next_day = When("2021-03-02", "2021-03-02", "day", "told", "Tuesday")
    found = make.merged([make.member("A", "2021-03-03", when=evening), make.member("B", "2021-03-03", when=next_day)])
    assert [each.field for each in found.disagreements] == ["when"]


def test_actors_are_joined_and_the_unknown_one_goes(make: Any) -> None:
    unknown = IncidentActor("perpetrator", None, None, "unknown", None, ())
    short = IncidentActor("perpetrator", "Okoro", None, "unknown", None, (Quote(2, 7, "blast"),))
    full = IncidentActor("perpetrator", "John Okoro", None, "rebel", "XA", (Quote(15, 20, "Arvel"),))
    army = IncidentActor("target", "the army", "xa.army", "military", "XA", (Quote(15, 20, "Arvel"),))
    found = make.merged(
        [
            make.member("A", "2021-03-01", actors=[unknown, army]),
            make.member("B", "2021-03-02", actors=[short, army]),
            make.member("C", "2021-03-03", actors=[full]),
        ]
    )
    assert [(each.role, each.name, each.kind) for each in found.actors] == [
        ("perpetrator", "John Okoro", "rebel"),
        ("target", "the army", "military"),
    ]
    assert [len(each.evidence) for each in found.actors] == [2, 2]
    assert make.merged([make.member("A", "2021-03-01", actors=[unknown])]).actors == (unknown,)


def test_weapons_are_joined_by_kind(make: Any) -> None:
    bare = IncidentWeapon("bomb", None, None, (Quote(2, 7, "blast"),))
    named = IncidentWeapon("bomb", "Mk 2", None, (Quote(2, 7, "blast"),))
    (weapon,) = make.merged(
        [make.member("A", "2021-03-01", weapons=[bare]), make.member("B", "2021-03-02", weapons=[named])]
    ).weapons
    assert (weapon.name, len(weapon.evidence)) == ("Mk 2", 2)


def test_a_claim_of_responsibility_comes_before_none_and_a_rival_stays(make: Any) -> None:
    found = make.merged(
        [
            make.member("A", "2021-03-01", responsibility=("unclaimed", None)),
            make.member("B", "2021-03-02", responsibility=("claimed", "the Lance")),
            make.member("C", "2021-03-03", responsibility=("claimed", "the Spear")),
            make.member("D", "2021-03-04", responsibility=("suspected", "the army")),
        ]
    )
    assert (found.responsibility.status, found.responsibility.by) == ("claimed", "the Spear")
    assert sum(claim.field == "responsibility" for claim in found.claims) == 4
    assert [each.field for each in found.disagreements] == ["responsibility"]


def test_a_claim_that_its_party_takes_back_does_not_stand(make: Any) -> None:
    found = make.merged(
        [
            make.member("A", "2021-03-01", responsibility=("claimed", "the Lance")),
            make.member("B", "2021-03-02", responsibility=("denied", "The Lance")),
        ]
    )
    assert (found.responsibility.status, found.responsibility.by) == ("denied", "The Lance")


def test_status_follows_from_people(make: Any) -> None:
    one = make.member("A", "2021-03-01", [make.fig(3)])
    right, wrong = _judged("right", one), _judged("wrong", one, "ben")
    assert make.merged([one]).status == "machine"
    assert make.merged([one], [right]).status == "reviewed"
    assert make.merged([one], [wrong]).status == "withdrawn"
    assert make.merged([one], [right, wrong]).status == "disputed"
    later = _judged("right", one, "ben", "2021-05-01T10:00:00Z")
    assert make.merged([one], [right, wrong, later]).status == "reviewed"
    undo = Judgement(JudgementId("jdg_undo"), "undo", (), "ben", "2021-05-02T10:00:00Z", undoes=wrong.id)
    found = make.merged([one], [right, wrong, undo])
    assert (found.status, found.judgements) == ("reviewed", (right.id,))


def test_withdrawing_every_report_withdraws_the_incident(make: Any) -> None:
    one = make.member("A", "2021-03-01", [make.fig(3)])
    found = make.merged([one], [_judged("withdraw", one)])
    assert (found.status, found.sources, found.type) == ("withdrawn", 0, "bombing")
    assert all(not view.counts for view in found.views)
    assert found.counts.killed is None
    assert {claim.id for claim in one.incident.claims} <= {claim.id for claim in found.claims}
    assert found.grade.credibility == "6"


def test_what_people_set_stands_above_the_claims(make: Any) -> None:
    one = make.member("A", "2021-03-01", [make.fig(3)])
    found = make.merged(
        [one],
        [
            _judged("value", one, field="counts.killed", value={"low": 4, "high": 4}),
            _judged("value", one, field="counts.injured", value=2),
            _judged("value", one, field="when", value="2021-02-28"),
            _judged("value", one, field="where", value={"name": "Kell", "country": "XA"}),
            _judged("value", one, field="type", value="riot"),
            _judged("value", one, field="realis", value="certain"),
            _judged("value", one, field="colour", value="red"),
        ],
    )
    assert (found.counts.killed.low, found.counts.killed.text) == (4, "set by ana")
    assert (found.counts.injured.low, found.when.start, found.when.basis) == (2, "2021-02-28", "set by ana")
    assert (found.where.name, found.where.basis, found.type, found.label) == ("Kell", "set by ana", "riot", "RIOT")
    assert found.realis == "actual"
    assert len(found.judgements) == 5
    assert next(view for view in found.views if view.policy == "lead").counts["killed"].best == 3


def test_a_judgement_on_other_words_of_the_report_is_not_obeyed(make: Any) -> None:
    one = make.member("A", "2021-03-01", [make.fig(3)])
    elsewhere = Anchor(one.record.report.id, 15, 20, "Arvel")
    wrong = Judgement(JudgementId("jdg_1"), "wrong", (elsewhere,), "ana", "2021-04-01T10:00:00Z")
    assert make.merged([one], [wrong]).status == "machine"


def test_confidence_is_the_sum_of_its_reasons(make: Any) -> None:
    one = make.merged([make.member("A", "2021-03-01", [make.fig(3)])])
    three = make.merged([make.member(n, "2021-03-01", [make.fig(3, "police", "police")]) for n in "ABC"])
    assert one.confidence.value < three.confidence.value
    assert three.confidence.value == round(min(1.0, sum(each.weight for each in three.confidence.reasons)), 3)
    assert "independent sources" in {each.name for each in three.confidence.reasons}


def test_grades(make: Any) -> None:
    one = make.member("A", "2021-03-01", [make.fig(3)])
    named = make.member("B", "2021-03-01", [make.fig(3, "police", "police")])
    assert make.merged([one]).grade.credibility == "6"
    assert make.merged([named]).grade.credibility == "3"
    assert make.merged([one, make.member("C", "2021-03-01", [make.fig(3)])]).grade.credibility == "2"
    assert make.merged([one, named]).grade.credibility == "1"
    assert make.merged([make.member("A", "2021-03-01", realis="alleged")]).grade.credibility == "4"
    assert make.merged([make.member("A", "2021-03-01", realis="negated")]).grade.credibility == "5"
    assert make.merged([one]).grade.reliability == "F"
    rated = make.merged([one, named], ratings={"B": "C", "A": "B"}).grade
    assert (rated.reliability, rated.basis.split(";")[0]) == ("B", "A is rated B")


def test_two_accounts_of_one_report_are_one_report(make: Any) -> None:
    one = make.member("A", "2021-03-01", [make.fig(3)])
    incident = msgspec.structs.replace(one.incident, id=IncidentId("inc_2"), realis="negated", claims=(), mentions=())
    found = make.merged([one, msgspec.structs.replace(one, account=IncidentId("inc_0"), incident=incident)])
    (report,) = found.reports
    assert (report.account, found.realis, found.sources) == (one.account, "actual", 1)
