"""The faults of the shipped crosswalks: names that nothing has, rules that never come to be tried."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from gesta.codebook import crosswalk
from gesta.codebook.records import LintFinding
from gesta.codebook.source import SHIPPED
from gesta.errors import CodebookError, Problem
from gesta.model.terms import ActorKind
from gesta.yaml_source import read_yaml

_KINDS = frozenset(get_args(ActorKind))

_BY_ACTOR = frozenset({"inter", "target", "sector", "actor"})
"""The lists of crosswalks that give a code to each kind of actor."""


def crosswalk_findings(known: frozenset[str]) -> Iterator[LintFinding]:
    """Every fault of every scheme's rules; ``known``: the ids of all concepts."""
    for scheme in crosswalk.SCHEMES:
        path = SHIPPED / "crosswalks" / f"{scheme}.yaml"
        try:
            found = crosswalk.read_rules(scheme)
        except CodebookError as error:
            yield from (LintFinding(problem, "crosswalk", "error") for problem in error.problems)
            continue
        source = read_yaml(path)
        for index, rule in enumerate(found.rules):
            where = source.where(("rules", index))
            for name in sorted(set(rule.concept) - known):
                yield LintFinding(Problem(where, f"no concept {name}", ""), "crosswalk", "error")
            kinds = crosswalk.spelt_out(found.groups, (*rule.perpetrator, *rule.target, *rule.any, *rule.both))
            for name in sorted(kinds - _KINDS):
                yield LintFinding(Problem(where, f"no actor kind or group {name}", ""), "crosswalk", "error")
            if any(not _unlike(earlier, rule) for earlier in found.rules[:index]):
                yield LintFinding(Problem(where, "an earlier rule always holds before it", ""), "crosswalk", "error")
        for listed in sorted(set(found.values) & _BY_ACTOR):
            for name in sorted(set(found.values[listed]) - _KINDS):
                where = source.where(("values", listed, name))
                yield LintFinding(Problem(where, f"no actor kind {name}", ""), "crosswalk", "error")


def _unlike(earlier: crosswalk.RuleSource, rule: crosswalk.RuleSource) -> bool:
    """False when the earlier rule holds wherever this one does: it asks for nothing but concepts that cover these."""
    bare = crosswalk.RuleSource(earlier.code, concept=earlier.concept, match=earlier.match, loses=earlier.loses)
    covers = not earlier.concept or (bool(rule.concept) and set(rule.concept) <= set(earlier.concept))
    return not (earlier == bare and covers)
