"""Incidents to the codes of other schemes: ordered rules over concept, actors, weapon, realis and toll; the first wins.

A scheme is ``data/crosswalks/<scheme>.yaml``: ``groups`` name sets of actor kinds or weapons, ``rules`` are tried in
order. A rule for a concept holds for its narrower concepts too. ``any`` is met by an actor of either side. ``values``
give the codes of what is no incident: for each list of the scheme (``inter``, ``weapon``) one code a kind of ours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

import msgspec

from gesta.codebook.records import Codebook
from gesta.codebook.source import SHIPPED
from gesta.errors import CodebookError, Problem
from gesta.model.incidents import Codes
from gesta.model.terms import ConceptId, Realis
from gesta.model.values import Count
from gesta.yaml_source import SourceError, read_yaml

COMPILED = "crosswalks.json"
Scheme = Literal["acled", "plover", "cameo", "ucdp", "gtd"]
SCHEMES: tuple[Scheme, ...] = ("acled", "plover", "cameo", "ucdp", "gtd")
Match = Literal["exact", "broader", "narrower"]
"""How the scheme's code stands to what Gesta knows; ``broader``: the code covers more than the incident's concept."""


class RuleSource(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A rule as its file writes it; an empty condition always holds, ``code`` null says the scheme has none."""

    code: str | None
    concept: tuple[str, ...] = ()
    perpetrator: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    any: tuple[str, ...] = ()
    both: tuple[str, ...] = ()
    weapon: tuple[str, ...] = ()
    realis: tuple[Realis, ...] = ()
    casualties: bool | None = None
    deaths: bool | None = None
    match: Match = "exact"
    loses: str = ""


class ValueSource(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A code of one of the scheme's lists, with the scheme's own word for it; ``code`` null: the list has none."""

    code: str | None
    name: str = ""
    sub: str | None = None
    match: Match = "exact"
    loses: str = ""


class SchemeSource(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A crosswalk file. ``values``: by list of the scheme, then by actor kind, weapon or code of the scheme itself."""

    groups: dict[str, tuple[str, ...]] = {}
    rules: tuple[RuleSource, ...] = ()
    values: dict[str, dict[str, ValueSource]] = {}


_NO_VALUE = ValueSource(None, loses="the scheme has no code for it")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a rule may ask of an incident."""

    concept: ConceptId
    perpetrators: frozenset[str]
    targets: frozenset[str]
    weapons: frozenset[str]
    realis: Realis
    killed: Count | None
    injured: Count | None

    @property
    def deaths(self) -> bool:
        """True when somebody was killed for certain."""
        return _some(self.killed)

    @property
    def casualties(self) -> bool:
        """True when somebody was killed or hurt for certain."""
        return _some(self.killed) or _some(self.injured)


@dataclass(frozen=True, slots=True)
class Crossing:
    """The code that a scheme gives, how near it is, and what the scheme cannot hold."""

    scheme: Scheme
    code: str | None
    match: Match
    loses: str


def _some(count: Count | None) -> bool:
    if count is None:
        return False
    vague = count.low is None and count.high is None
    return vague or (count.low or 0) > 0


def codes(codebook: Codebook, facts: Facts) -> Codes:
    """The codes of all schemes."""
    found = {crossing.scheme: crossing.code for crossing in crossings(codebook, facts)}
    return Codes(
        acled=_parts(found["acled"]),
        plover=_parts(found["plover"]),
        cameo=found["cameo"],
        gtd=_number(found["gtd"]),
        ucdp=_number(found["ucdp"]),
    )


def crossings(codebook: Codebook, facts: Facts) -> tuple[Crossing, ...]:
    """The first rule that holds in each scheme, with its loss note."""
    return tuple(_cross(codebook, scheme, facts) for scheme in SCHEMES)


def crossing(codebook: Codebook, scheme: Scheme, facts: Facts) -> Crossing:
    """The first rule of the scheme that holds; no code for a concept that the codebook does not have."""
    if facts.concept not in codebook.concepts:
        return Crossing(scheme, None, "exact", f"the codebook has no concept {facts.concept}")
    return _cross(codebook, scheme, facts)


def value(scheme: Scheme, listed: str, key: str) -> ValueSource:
    """The scheme's code for one of our kinds; no code where the list does not have it."""
    return rules(scheme).values.get(listed, {}).get(key, _NO_VALUE)


def _cross(codebook: Codebook, scheme: Scheme, facts: Facts) -> Crossing:
    source = rules(scheme)
    for rule in source.rules:
        if _holds(codebook, source.groups, rule, facts):
            return Crossing(scheme, rule.code, rule.match, rule.loses)
    return Crossing(scheme, None, "exact", "the scheme has no code for it")


def _holds(codebook: Codebook, groups: Mapping[str, tuple[str, ...]], rule: RuleSource, facts: Facts) -> bool:
    lineage = {str(facts.concept), *codebook.ancestors[facts.concept]}
    return (
        (not rule.concept or bool(lineage & set(rule.concept)))
        and _meets(groups, rule.perpetrator, facts.perpetrators)
        and _meets(groups, rule.target, facts.targets)
        and _meets(groups, rule.any, facts.perpetrators | facts.targets)
        and _both(groups, rule.both, facts)
        and _meets(groups, rule.weapon, facts.weapons)
        and (not rule.realis or facts.realis in rule.realis)
        and rule.casualties in (None, facts.casualties)
        and rule.deaths in (None, facts.deaths)
    )


def _meets(groups: Mapping[str, tuple[str, ...]], wanted: Sequence[str], found: frozenset[str]) -> bool:
    return not wanted or bool(spelt_out(groups, wanted) & found)


def _both(groups: Mapping[str, tuple[str, ...]], wanted: Sequence[str], facts: Facts) -> bool:
    """True when two different kinds of the wanted ones stand on two sides, or take part together."""
    if not wanted:
        return True
    kinds = spelt_out(groups, wanted)
    return bool(kinds & facts.perpetrators) and bool(kinds & facts.targets or len(kinds & facts.perpetrators) > 1)


def spelt_out(groups: Mapping[str, tuple[str, ...]], wanted: Sequence[str]) -> frozenset[str]:
    """The members of the named groups and the single kinds."""
    return frozenset(member for name in wanted for member in groups.get(name, (name,)))


def rules(scheme: Scheme) -> SchemeSource:
    """The rules of a scheme in order."""
    return _compiled()[scheme]


@cache
def _compiled() -> dict[str, SchemeSource]:
    return msgspec.json.decode((SHIPPED / COMPILED).read_bytes(), type=dict[str, SchemeSource])


def read_rules(scheme: Scheme) -> SchemeSource:
    """The rules of a scheme from its YAML file; raises CodebookError when the file is broken."""
    path = SHIPPED / "crosswalks" / f"{scheme}.yaml"
    try:
        return msgspec.convert(read_yaml(path).data, SchemeSource)
    except SourceError as error:
        raise CodebookError((error.problem,)) from None
    except msgspec.ValidationError as error:
        raise CodebookError((Problem(str(path), str(error), ""),)) from None


def _parts(code: str | None) -> tuple[str, ...] | None:
    return tuple(part for part in code.split(" / ") if part) if code else None


def _number(code: str | None) -> int | None:
    return int(code) if code else None
