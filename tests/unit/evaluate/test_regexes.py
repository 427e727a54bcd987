"""Every regular expression of Gesta is fast on every text it may be given, and what finds those that are not."""

from __future__ import annotations

import re

import pytest

import gesta
import gesta_en
from gesta.evaluate.regexes import finding
from gesta.evaluate.regexes.__main__ import fault_of
from gesta.evaluate.regexes.bounded import BOUNDS, bound_of
from gesta.evaluate.regexes.growth import slow_at, steep
from gesta.evaluate.regexes.shapes import ambiguous, example, tree_of


@pytest.fixture(scope="module")
def held() -> list[finding.Held]:
    return [*finding.patterns(gesta), *finding.patterns(gesta_en)]


def test_no_pattern_of_gesta_blows_up(held: list[finding.Held]) -> None:
    faults = {each.name: fault for each in held if (fault := fault_of(each))}
    assert not faults, "make it linear (possessive repeats help), or say in bounded.py what bounds its texts"


def test_patterns_are_found_however_they_are_kept(held: list[finding.Held]) -> None:
    names = {each.name for each in held}
    assert {"gesta.intake.sniff:_HTML", "gesta.text.furniture:FURNITURE[0].pattern"} <= names
    assert any(re.fullmatch(r"gesta\.\S+:\d+", name) for name in names), "those in functions"
    assert len(names) > 250


def test_each_bound_is_of_a_pattern_that_stands(held: list[finding.Held]) -> None:
    for start in BOUNDS:
        assert any(each.name.startswith(start) for each in held), start
    assert bound_of("gesta.text.furniture:FURNITURE[0].pattern") is not None
    assert bound_of("gesta.intake.sniff:_HTML") is None


def test_a_pattern_that_is_only_matched_at_a_place_is_known(held: list[finding.Held]) -> None:
    searches = {each.name: each.searches for each in held}
    assert not searches["gesta.intake.sniff:_HTML"]
    assert searches["gesta.intake.decode:_META"]


@pytest.mark.parametrize("pattern", [r"(a+)+$", r"(?:a|aa)*b", r"(?:\s|\s\s)+x", r" (?:[-|]|::?)+ ", r"(\w+\s?)*!"])
def test_repeats_that_share_a_run_in_many_ways_are_found(pattern: str) -> None:
    assert ambiguous(re.compile(pattern)) is not None


@pytest.mark.parametrize("pattern", [r"(?:a+b)+", r"(?:ab|ac)*", r"a+$", r"(?:,\d{3})*", r"\s+\w+\s+"])
def test_repeats_that_do_not_are_left(pattern: str) -> None:
    assert ambiguous(re.compile(pattern)) is None


@pytest.mark.parametrize(
    "pattern", [r"<a[^\s>]*+>", r"(?:<!--.*?-->\s*)*<html", r"\s+$", r"(x+x+)+y", r"(?:ab|aba|b)*c"]
)
def test_patterns_that_grow_too_fast_are_found(pattern: str) -> None:
    assert steep(re.compile(pattern, re.DOTALL)) is not None


@pytest.mark.parametrize("pattern", [r"(?<!\s)\s++$", r"[a-z]++\b", r"<[^<>]*+>", r"(?:<!--.*?-->\s*+)*+<html"])
def test_patterns_that_grow_with_the_text_are_left(pattern: str) -> None:
    assert steep(re.compile(pattern), searches=False) is None


def test_a_short_bound_makes_up_for_a_square_but_not_for_more() -> None:
    assert slow_at(re.compile(r"\s+$"), 300) is None
    assert slow_at(re.compile(r"(a|aa)+$"), 300) is not None


@pytest.mark.parametrize("pattern", [r"(?:police|army) said \d{2,4}", r"[^a]b?c+", r"(?P<x>a|b)\s"])
def test_examples_match(pattern: str) -> None:
    assert re.fullmatch(pattern, example(tree_of(re.compile(pattern))))
