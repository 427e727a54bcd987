"""Tolls on state words: "12 dead", "five wounded", "was pronounced dead", "four were shot, one fatally"."""

from __future__ import annotations

from collections.abc import Iterator

from gesta.model.analysis import Analysis
from gesta.readers import lexicon as lx
from gesta.readers.syntax import dependents, is_verb, patients
from gesta.readers.toll_people import counts_people, is_name
from gesta.readers.toll_phrases import Toll, made, some_hit
from gesta.readers.toll_words import DECLARED, FATAL, STATES


def on_state(analysis: Analysis, token: int) -> Iterator[Toll]:
    """ "12 dead", "leaving three people wounded", "five others were injured" where the parser saw an adjective."""
    word = analysis.words[token].lower()
    if (some := some_hit(analysis, token)) is not None:
        yield made(analysis, "killed", some, token)
        return
    field = STATES.get(word)
    if field is None or (is_verb(analysis, token) and patients(analysis, token)):
        return
    head = analysis.heads[token]
    candidates: list[int] = []
    if word in FATAL and analysis.lemmas[head] in DECLARED:
        for who in patients(analysis, head)[:1]:
            if counts_people(analysis, who) or is_name(analysis, who):
                yield made(analysis, field, who, token)
                return
    for child in dependents(analysis, token, "nsubj", "nsubj:pass", "nummod"):
        candidates.append(child)
    if analysis.deps[token] in {"xcomp", "acl", "amod", "advcl"} and head != token:
        candidates.extend(dependents(analysis, head, "obj") if is_verb(analysis, head) else [head])
    first, _ = analysis.sentences[analysis.sentence_of[token]]
    if token - 1 >= first and (analysis.tags[token - 1] == "CD" or analysis.lemmas[token - 1] in lx.PERSON_NOUNS):
        candidates.append(token - 1)
    for candidate in candidates:
        counted = "CD" in analysis.tags[max(first, candidate - 1) : candidate + 1] or bool(
            dependents(analysis, candidate, "nummod", "det", "amod", "advmod")
        )
        if counted and counts_people(analysis, candidate) and candidate != token:
            yield made(analysis, field, candidate, token)
            return
    if dependents(analysis, token, "nummod") and not analysis.tags[token].startswith("VB"):
        yield made(analysis, field, token, token)
