"""Incidents to the codes of other schemes."""

from __future__ import annotations

from functools import cache
from typing import get_args

import pytest

from gesta.codebook import crosswalk
from gesta.codebook.compile import compiled
from gesta.codebook.crosswalk import SCHEMES, Facts, codes, crossings
from gesta.codebook.load import load
from gesta.codebook.records import Codebook
from gesta.codebook.source import SHIPPED
from gesta.model.terms import ConceptId, Realis
from gesta.model.values import Count

ACLED = {
    "Battles": ["Armed clash", "Government regains territory", "Non-state actor overtakes territory"],
    "Protests": ["Excessive force against protesters", "Peaceful protest", "Protest with intervention"],
    "Riots": ["Mob violence", "Violent demonstration"],
    "Explosions/Remote violence": [
        "Air/drone strike", "Chemical weapon", "Grenade", "Remote explosive/landmine/IED",
        "Shelling/artillery/missile attack", "Suicide bomb",
    ],
    "Violence against civilians": ["Abduction/forced disappearance", "Attack", "Sexual violence"],
    "Strategic developments": [
        "Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use", "Headquarters or base established",
        "Looting/property destruction", "Non-violent transfer of territory", "Other",
    ],
}  # fmt: skip
"""The 25 sub-event types of the ACLED codebook by event type."""
PLOVER = {
    "AGREE": "", "CONSULT": "visit third-party multilateral phone", "SUPPORT": "", "CONCEDE": "", "COOPERATE": "",
    "AID": "", "RETREAT": "withdraw release disarm ceasefire access resign", "REQUEST": "assist change yield meet",
    "REJECT": "assist change yield meet", "ACCUSE": "disapprove investigate allege",
    "THREATEN": "restrict arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize", "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber",
    "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone "
    "heavy-weapons crowd-control unconventional",
}  # fmt: skip
"""The 16 types of PLOVER 2.0 with their modes."""
CAMEO = set(
    "010 015 016 030 040 051 057 060 070 080 0841 0871 0874 090 100 111 112 120 130 141 142 143 144 145 154 163 170 "
    "171 1712 1721 1723 173 174 175 176 180 181 182 1821 1822 1823 183 1831 1832 1833 185 186 190 191 192 193 194 195 "
    "1952 2041".split()
)
"""The codes of the CAMEO codebook (1.1b3) that the crosswalk may give."""


@cache
def core() -> Codebook:
    return load()


def facts(concept: str, **more: object) -> Facts:
    nobody: frozenset[str] = frozenset()
    base = {"perpetrators": nobody, "targets": nobody, "weapons": nobody, "realis": "actual"}
    base |= {"killed": None, "injured": None}
    return Facts(concept=ConceptId(concept), **{**base, **more})  # type: ignore[arg-type]


def given(scheme: crosswalk.Scheme) -> set[str]:
    return {rule.code for rule in crosswalk.rules(scheme).rules if rule.code is not None}


def test_all_acled_sub_types_are_reachable() -> None:
    wanted = {f"{kind} / {sub}" for kind, subs in ACLED.items() for sub in subs}
    assert len(wanted) == 25
    assert given("acled") == wanted


def test_all_plover_types_are_reachable_and_the_modes_exist() -> None:
    found = [code.split(" / ") for code in given("plover")]
    assert {parts[0] for parts in found} == set(PLOVER)
    for parts in found:
        assert all(mode in PLOVER[parts[0]].split() for mode in parts[1:]), parts


def test_cameo_codes_exist_and_every_root_that_fits_is_used() -> None:
    found = given("cameo")
    assert found <= CAMEO
    assert {code[:2] for code in found} == {f"{root:02}" for root in range(1, 21)} - {"02"}, "02, appeal, is a demand"


def test_numbers_of_gtd_and_ucdp_are_in_range() -> None:
    assert given("gtd") <= {str(number) for number in range(1, 10)}
    assert given("ucdp") == {"1", "2", "3"}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_rule_wins_for_some_incident(scheme: crosswalk.Scheme) -> None:
    """No rule is dead: each is the first to hold for facts made of its own conditions."""
    book = core()
    source = crosswalk.rules(scheme)
    deaths = Count(2, 2)
    for number, rule in enumerate(source.rules):
        spelt = lambda names: crosswalk.spelt_out(source.groups, names)  # noqa: E731
        sides = spelt((*rule.perpetrator, *rule.both)) or frozenset({"unknown"})
        others = spelt((*rule.target, *rule.any, *rule.both))
        tried = [
            facts(
                concept, perpetrators=frozenset({side}), targets=frozenset({other} - {None}),
                weapons=spelt(rule.weapon),
                realis=(rule.realis or ("actual",))[0],
                killed=Count(0, 0) if rule.deaths is False else deaths if rule.deaths or scheme == "ucdp" else None,
                injured=Count(3, 3) if rule.casualties else None,
            )
            for concept in rule.concept or tuple(book.concepts)
            for side in sorted(sides)
            for other in (sorted(others) or [None])
        ]  # fmt: skip
        assert any(_winner(scheme, each) == number for each in tried), (scheme, number, rule)


def _winner(scheme: crosswalk.Scheme, each: Facts) -> int | None:
    book, source = core(), crosswalk.rules(scheme)
    for number, rule in enumerate(source.rules):
        if crosswalk._holds(book, source.groups, rule, each):
            return number
    return None


@pytest.mark.parametrize(
    ("concept", "more", "acled", "plover", "cameo", "gtd", "ucdp"),
    [
        ("shelling", {}, "Shelling/artillery/missile attack", ("ASSAULT", "heavy-weapons"), "194", 3, None),
        ("drone_strike", {"perpetrators": frozenset({"military"})}, "Air/drone strike", ("ASSAULT", "drone"), "1952",
         None, None),
        ("killing", {"perpetrators": frozenset({"rebel"}), "targets": frozenset({"military"}), "killed": Count(3, 3)},
         "Armed clash", ("ASSAULT",), "190", 9, 1),
        ("shooting", {"perpetrators": frozenset({"terrorist"}), "targets": frozenset({"civilians"}),
          "killed": Count(1)},
         "Attack", ("ASSAULT", "firearms"), "182", 2, 3),
        ("protest_intervention", {"injured": Count(17, 17)}, "Excessive force against protesters",
         ("ASSAULT", "crowd-control"), "175", None, None),
        ("protest_intervention", {"injured": Count(0, 0)}, "Protest with intervention",
         ("ASSAULT", "crowd-control"), "175", None, None),
        ("assassination", {"realis": "attempted"}, "Attack", ("ASSAULT", "targeted"), "185", 1, None),
        ("armed_clash", {"perpetrators": frozenset({"rebel"}), "targets": frozenset({"military", "civilians"}),
          "killed": Count(9, 9)},
         "Armed clash", ("ASSAULT",), "190", 2, 1),
        ("armed_clash", {"perpetrators": frozenset({"militia"}), "targets": frozenset({"militia", "civilians"}),
          "killed": Count(9, 9)},
         "Armed clash", ("ASSAULT",), "190", 2, 2),
        ("threat", {}, None, ("THREATEN", "violence"), "130", None, None),
        ("release", {}, "Other", ("RETREAT", "release"), "0841", None, None),
    ],
)  # fmt: skip
def test_codes_of_incidents(
    concept: str, more: dict[str, object], acled: str | None, plover: tuple[str, ...], cameo: str, gtd: int | None,
    ucdp: int | None,
) -> None:  # fmt: skip
    found = codes(core(), facts(concept, **more))
    assert (found.acled[1] if found.acled else None) == acled
    assert (found.plover, found.cameo, found.gtd, found.ucdp) == (plover, cameo, gtd, ucdp)


def test_every_event_has_codes_and_a_broader_one_says_what_it_loses() -> None:
    book = core()
    for concept in book:
        found = {each.scheme: each for each in crossings(book, facts(concept.id))}
        for scheme in ("plover", "cameo"):
            assert found[scheme].code or found[scheme].loses.startswith("PLOVER has no code"), concept.id
        for crossing in found.values():
            assert crossing.match == "exact" or crossing.loses, (concept.id, crossing)


def test_no_realis_makes_a_crosswalk_fail() -> None:
    book = core()
    for realis in get_args(Realis):
        assert len(crossings(book, facts("shelling", realis=realis))) == len(SCHEMES)


def test_the_compiled_files_are_what_the_yaml_says() -> None:
    for name, content in compiled().items():
        assert (SHIPPED / name).read_bytes() == content, f"{name} is stale: run python -m gesta.codebook.compile"
