"""A phrase that counts people as a toll: where it begins and ends."""

from __future__ import annotations

from dataclasses import dataclass

from gesta.model.analysis import Analysis
from gesta.model.spans import Span
from gesta.model.terms import CountField
from gesta.readers import lexicon as lx
from gesta.readers.syntax import SUBJECTS, dependents, phrase_tokens
from gesta.readers.toll_people import across_semicolons, counts_people, joined_before, whole_list
from gesta.readers.toll_words import NOUNS, STATES, THINGS, VEHICLES, ZERO


@dataclass(frozen=True, slots=True)
class Toll:
    """A phrase that counts people for a field; ``anchor`` is the word that says what befell them."""

    field: CountField
    span: Span
    head: int
    anchor: int
    sentence: int
    zero: bool


def made(analysis: Analysis, field: CountField, head: int, anchor: int) -> Toll:
    """The toll whose phrase stands around the head, up to a participle that is an act of its own."""
    tokens = phrase_tokens(analysis, head, conjuncts=True, clauses=True)
    tokens = _with_second_subject(analysis, head, tokens)
    tokens = whole_list(analysis, head, _with_second_object(analysis, head, tokens))
    tokens = across_semicolons(analysis, head, joined_before(analysis, head, tokens))
    tokens = _without_things(analysis, head, _without_clauses_of_acts(analysis, head, tokens))
    return spanning(analysis, field, head, anchor, tokens[0], tokens[-1] + 1)


def _with_second_subject(analysis: Analysis, head: int, tokens: list[int]) -> list[int]:
    """The phrase with what "and" joins to it, where the parser made of it a second subject of the verb."""
    if analysis.deps[head] not in SUBJECTS:
        return tokens
    for other in dependents(analysis, analysis.heads[head], *SUBJECTS):
        joined = phrase_tokens(analysis, other, conjuncts=True, clauses=True)
        joint = tokens[-1] + 1
        begins = joined[0] if analysis.lemmas[joined[0]] != "and" else joined[0] + 1
        if other > head and analysis.lemmas[joint] == "and" and begins == joint + 1:
            return list(range(tokens[0], joined[-1] + 1))
    return tokens


def _with_second_object(analysis: Analysis, head: int, tokens: list[int]) -> list[int]:
    """The phrase with the people after its comma or "and", where the parser joined them to the verb ("shot his wife and
    her son", "killed 2 adults, 2 teens")."""
    verb = analysis.heads[head]
    if verb >= tokens[0] or not analysis.tags[verb].startswith("VB"):
        return tokens
    for other in dependents(analysis, verb, "conj", "obj"):
        joined = phrase_tokens(analysis, other, conjuncts=True) if other > tokens[-1] else []
        if not joined or analysis.tags[other].startswith("VB") or not counts_people(analysis, other):
            continue
        between = range(tokens[-1] + 1, joined[0])
        if between and all(analysis.words[each].lower() in {",", "and", "&"} for each in between):
            return list(range(tokens[0], joined[-1] + 1))
    return tokens


def spanning(analysis: Analysis, field: CountField, head: int, anchor: int, first: int, end: int) -> Toll:
    """The toll whose phrase is tokens ``first`` up to but not including ``end``."""
    zero = any(analysis.words[token].lower() in ZERO | lx.NOBODY for token in range(first, end)) and not any(
        analysis.tags[token] == "CD" for token in range(first, end)
    )
    return Toll(field, analysis.span(first, end), head, anchor, analysis.sentence_of[anchor], zero)


def _without_clauses_of_acts(analysis: Analysis, head: int, tokens: list[int]) -> list[int]:
    """The phrase up to a participle that is itself an act ("three people wounded in a blast")."""
    kept: list[int] = []
    for token in tokens:
        if token > head and analysis.tags[token] in {"VBN", "VBD", "VBG", "VBZ", "VBP", "WP", "WDT"}:
            if analysis.lemmas[token] not in {"include", "including"}:
                break
        if token > head and analysis.words[token].lower() in STATES:
            break
        kept.append(token)
    while len(kept) > 1 and analysis.tags[kept[-1]] in {",", ":", "CC", "IN"}:
        kept.pop()
    return kept or [head]


def _without_things(analysis: Analysis, head: int, tokens: list[int]) -> list[int]:
    """The phrase up to a conjunct that is no person ("four people and two vehicles"), or told otherwise ("eight deaths
    and 16 injuries")."""
    fields = NOUNS.get(analysis.lemmas[head])
    for other in dependents(analysis, head, "conj"):
        lemma = analysis.lemmas[other]
        apart = lemma in THINGS | VEHICLES or (fields is not None and NOUNS.get(lemma, fields) != fields)
        if other in tokens and other > head and apart:
            joint = min((c for c in dependents(analysis, other, "cc", "punct") if c > head), default=other)
            return [token for token in tokens if token < joint] or [head]
    return tokens


def of_some(analysis: Analysis, token: int) -> bool:
    """True for "fatally" said of some of those hit: "four were shot, one fatally", "two of them fatally"."""
    return some_hit(analysis, token) is not None


def some_hit(analysis: Analysis, token: int) -> int | None:
    """The number of those of whom "fatally" is said, where it is only some of those hit."""
    if analysis.words[token].lower() != "fatally":
        return None
    before = token - 1
    if before >= 2 and analysis.words[before].lower() in {"them", "whom"} and analysis.lemmas[before - 1] == "of":
        before -= 2
    number = before >= 0 and (
        analysis.tags[before] == "CD" or analysis.lemmas[before] in {"one", "several", "some", "none"}
    )
    return before if number else None
