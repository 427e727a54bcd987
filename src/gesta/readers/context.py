"""What a report tells beside events: ties between actors that it states, and direct speech with its speaker."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gesta.model.analysis import Analysis
from gesta.model.documents import Document
from gesta.model.incidents import Context, Quotation, Tie
from gesta.model.spans import Span, quote
from gesta.model.terms import TieRelation
from gesta.readers.attribution import attribution
from gesta.readers.lexicon import REPORT
from gesta.readers.syntax import (
    agents,
    cases,
    dependents,
    is_verb,
    label_of,
    obliques,
    patients,
    phrase,
    possessor,
    subjects,
)

_NAMED = frozenset({"Person", "Organization", "NORP", "Location"})
_QUOTED = re.compile(r"[“\"«]([^“”\"«»]{3,1500})[”\"»]")
_SUPPORT = frozenset({"support", "back", "fund", "finance", "sponsor", "arm", "endorse"})
_LEAD = frozenset({"lead", "head", "command", "found"})
_LEADERS = frozenset({"leader", "chief", "head", "commander", "founder", "chairman", "president", "boss"})
_MEMBERS = frozenset({"part", "member", "wing", "branch", "faction", "arm", "affiliate"})
_ALLIES = frozenset({"ally", "partner"})
_RIVALS = frozenset({"rival", "enemy", "foe", "opponent"})
_BACKED = re.compile(r"^(.*?)[- ](?:backed|supported|funded|sponsored|aligned|allied|linked)$", re.IGNORECASE)


def context(document: Document, analysis: Analysis) -> Context:
    """The ties and quotations of a document, in text order."""
    ties = sorted(set(_ties(document, analysis)), key=lambda tie: (tie.evidence[0].start, tie.subject, tie.object))
    return Context(ties=tuple(ties), quotes=tuple(_quotations(document, analysis)))


def _ties(document: Document, analysis: Analysis) -> Iterator[Tie]:
    for token in range(len(analysis)):
        if analysis.tags[token].startswith(("JJ", "VBN")) and analysis.heads[token] > token:
            yield from _of_compound(document, analysis, token)
        if is_verb(analysis, token):
            yield from _of_verb(document, analysis, token)
        elif analysis.tags[token].startswith("NN"):
            yield from _of_noun(document, analysis, token)


def _of_verb(document: Document, analysis: Analysis, verb: int) -> Iterator[Tie]:
    lemma = analysis.lemmas[verb]
    relation: TieRelation | None = (
        "supports" if lemma in _SUPPORT else "leads" if lemma in _LEAD else "splinter_of" if lemma == "split" else None
    )
    if relation is None or any(
        analysis.lemmas[child] in {"not", "n't"} for child in dependents(analysis, verb, "advmod")
    ):
        return
    whole = agents(analysis, verb) or subjects(analysis, verb)
    things = patients(analysis, verb)
    if lemma == "split":
        things = tuple(head for head, marks in obliques(analysis, verb) if "from" in marks)
    for subject in whole[:2]:
        for thing in things[:2]:
            yield from _tie(document, analysis, subject, relation, thing, verb)


def _of_noun(document: Document, analysis: Analysis, noun: int) -> Iterator[Tie]:
    """ "X, leader of Y", "his rival, the Y", "Y's ally X"."""
    lemma = analysis.lemmas[noun]
    relation: TieRelation | None = (
        "leads" if lemma in _LEADERS
        else "part_of" if lemma in _MEMBERS
        else "allied_with" if lemma in _ALLIES
        else "rival_of" if lemma in _RIVALS
        else None
    )  # fmt: skip
    if relation is None:
        return
    of = [head for head, marks in obliques(analysis, noun) if marks & {"of", "to"}] + [*possessor(analysis, noun)]
    holders = [*dependents(analysis, noun, "appos", "nsubj", "flat")]
    if analysis.deps[noun] in {"appos", "compound", "nmod:desc"}:
        holders.append(analysis.heads[noun])
    for holder in holders[:2]:
        for other in of[:2]:
            yield from _tie(document, analysis, holder, relation, other, noun)


def _of_compound(document: Document, analysis: Analysis, token: int) -> Iterator[Tie]:
    """ "Iran-backed militias"."""
    found = _BACKED.match(analysis.words[token])
    head = analysis.heads[token]
    backer, start = (found.group(1), analysis.starts[token]) if found else (None, 0)
    if backer is None and analysis.lemmas[token] in {"backed", "back", "supported"} and token >= 2:
        if analysis.words[token - 1] == "-":
            backer, start = analysis.words[token - 2], analysis.starts[token - 2]
    if backer is None or not backer[:1].isupper() or analysis.deps[token] not in {"amod", "acl", "compound"}:
        return
    group = quote(document.text, phrase(analysis, head))
    words = quote(document.text, Span(start, analysis.ends[token]))
    name = analysis.words[head] if group.exact.startswith(words.exact) else group.exact
    yield Tie(name, "supported_by", backer, (words, group))


def _tie(
    document: Document, analysis: Analysis, subject: int, relation: TieRelation, other: int, cue: int
) -> Iterator[Tie]:
    subject, other = _latter(analysis, subject), _latter(analysis, other)
    if subject == other or not (_may_name(analysis, subject) and _may_name(analysis, other)):
        return
    first, second = quote(document.text, phrase(analysis, subject)), quote(document.text, phrase(analysis, other))
    if first.exact != second.exact and not cases(analysis, subject) & {"against", "without"}:
        yield Tie(
            first.exact, relation, second.exact, (first, quote(document.text, analysis.span(cue, cue + 1)), second)
        )


def _may_name(analysis: Analysis, token: int) -> bool:
    """True for a named head, or a personal pronoun that resolving may name (else the tie is dropped there)."""
    return label_of(analysis, token) in _NAMED or analysis.tags[token] in {"PRP", "PRP$"}


def _latter(analysis: Analysis, token: int) -> int:
    """ "The latter" and "the former" are the second and first of the last pair told before them."""
    word = analysis.words[token].lower()
    if word not in {"latter", "former"}:
        return token
    for second in range(token - 1, max(-1, token - 80), -1):
        if analysis.deps[second] == "conj" and label_of(analysis, second) in _NAMED:
            return second if word == "latter" else analysis.heads[second]
    return token


def _quotations(document: Document, analysis: Analysis) -> Iterator[Quotation]:
    for block in document.blocks:
        if block.kind == "furniture":
            continue
        for found in _QUOTED.finditer(document.text, block.start, block.end):
            words = quote(document.text, Span(found.start(1), found.end(1)))
            if len(words.exact.split()) < 3:
                continue
            speaker, of = _speaker(document, analysis, found.start(), found.end())
            yield Quotation(speaker, of, words.exact, (words,))


def _speaker(document: Document, analysis: Analysis, start: int, end: int) -> tuple[str | None, str | None]:
    """The subject of the reporting verb next to the quotation marks, in the quotation's own or adjoining sentence."""
    near: list[tuple[int, int]] = []
    for token in analysis.tokens_in(Span(max(0, start - 200), end + 200)):
        outside = analysis.starts[token] >= end or analysis.ends[token] <= start
        if outside and is_verb(analysis, token) and analysis.lemmas[token] in REPORT:
            gap = analysis.starts[token] - end if analysis.starts[token] >= end else start - analysis.ends[token]
            near.append((gap, token))
    for _, verb in sorted(near)[:2]:
        for speaker in agents(analysis, verb)[:1]:
            named = phrase(analysis, speaker)
            if named.end <= start or named.start >= end:
                owners = possessor(analysis, speaker)
                of = quote(document.text, phrase(analysis, owners[0])).exact if owners else None
                return quote(document.text, named).exact, of
    inside = analysis.token_at(start + 1)
    spoken = attribution(document, analysis, inside) if inside is not None else None
    return (spoken.speaker.exact, None) if spoken else (None, None)
