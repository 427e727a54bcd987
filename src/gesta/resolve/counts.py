"""How many: ``count_of`` reads one noun phrase as a count, ``counts`` lists every number of people or things.

A bound the text leaves open stays open, a vague amount keeps only its words, and no number is filled in.
"""

from __future__ import annotations

from itertools import pairwise

from gesta.model.analysis import Analysis
from gesta.model.documents import Document
from gesta.model.entities import CountEntity
from gesta.model.spans import Span, quote
from gesta.model.values import Count
from gesta.resolve.counts_conjuncts import summed, together
from gesta.resolve.counts_numbers import Amount, amount_at, begins, vague_at
from gesta.resolve.counts_phrase import Source, chunks, counts_noun, part_key, read_chunk
from gesta.resolve.counts_words import MEASURES, MULTIPLES
from gesta.resolve.timex_grammar import expressions

_LOOK_AHEAD = 14
_CLAUSE_GAP = 8
"""So many words may stand between a number and its "including": "three people were killed, including two children"."""
_DASHES = frozenset({"-", "–"})
_PLURAL = frozenset({"NNS", "NNPS"})
_STATES = frozenset({"dead", "wounded", "injured", "missing", "hurt", "homeless", "aboard", "others"})
_BARE_ROLES = frozenset({"nsubj", "nsubj:pass", "obj"})
_BETWEEN = frozenset({"JJ", "JJR", "JJS", "VBN", "VBG", "HYPH", "CD"})


def count_of(document: Document, analysis: Analysis, span: Span) -> Count | None:
    """The number of people or things that the noun phrase in the span means; None when it tells none.

    The span may hold relative clauses and "including" phrases; conjuncts are added up, and groups told apart stand in
    ``parts``. ``evidence`` is the amount's own words, the same as ``text``.
    """
    tokens = analysis.tokens_in(span)
    if not tokens:
        return None
    source = _source(document, analysis)
    if len(tokens) == 1 and source.words[tokens[0]] in MULTIPLES:
        number = MULTIPLES[source.words[tokens[0]]]
        return source.count(number, number, tokens[0], tokens[0] + 1)
    pieces = _pieces(source, tokens[0], tokens[-1] + 1)
    told = [count for first, end in pieces if (count := summed(source, chunks(source, first, end))) is not None]
    total = together(source, told)
    return None if total is None else _with_parts(source, total, tokens[0], tokens[-1] + 1)


def _pieces(source: Source, first: int, end: int) -> list[tuple[int, int]]:
    """What stands between semicolons, each without its leading "and"; what a colon spells out is no other piece."""
    if ":" in source.words[first:end]:
        return [(first, end)]
    cuts = [first - 1, *(at for at in range(first, end) if source.words[at] == ";"), end]
    pieces = [(before + 1, after) for before, after in pairwise(cuts)]
    return [(begin + 1 if source.words[begin] == "and" else begin, stop) for begin, stop in pieces if begin < stop]


def counts(document: Document, analysis: Analysis) -> tuple[CountEntity, ...]:
    """Every number of people or things in text order; dates, ages, money and measures are left out."""
    source = _source(document, analysis)
    found: list[CountEntity] = []
    for first, end in analysis.sentences:
        if first == end:
            continue
        listed: list[CountEntity] = []
        at = first
        while at < end:
            entity, at = _entity_at(source, at, first, end) if begins(source.words[at]) else (None, at + 1)
            if entity is not None:
                listed.append(entity)
        if listed:
            span = analysis.span(first, end)
            dated = tuple(Span(e.start, e.end) for e in expressions(document.text, span.start, span.end))
            found.extend(entity for entity in listed if not any(_amount_in(entity, other) for other in dated))
    return tuple(found)


def _amount_in(entity: CountEntity, dated: Span) -> bool:
    """True when the amount itself is part of a time expression."""
    return any(told.span.overlaps(dated) for told in entity.count.evidence)


def _source(document: Document, analysis: Analysis) -> Source:
    """The words in lower case; a dash between spaces as a long dash, which joins nothing ("DAYTON - Six people")."""
    words = [word.lower() for word in analysis.words]
    starts, ends = analysis.starts, analysis.ends
    for token, word in enumerate(words[1:-1], 1):
        if word in _DASHES and ends[token - 1] < starts[token] and ends[token] < starts[token + 1]:
            words[token] = "—"
    return Source(document, analysis, tuple(words))


def _with_parts(source: Source, count: Count, first: int, end: int) -> Count:
    """The count with what "including" or "among them" tells of it, inside the phrase or soon after it."""
    start = _including(source, first, end)
    if start is None or (count.low is None and count.high is None):
        return count
    parts = dict(count.parts)
    for chunk in chunks(source, start, min(start + _LOOK_AHEAD, source.ceiling(first))):
        key = None if chunk.head is None else part_key(source, chunk.head)
        part = read_chunk(source, chunk)
        if part is None or part.low is None or part.low != part.high or (count.high or part.low) < part.low:
            break
        if key is not None:
            parts[key] = parts.get(key, 0) + part.low
    return Count(count.low, count.high, count.exactness, count.text, parts, count.evidence)


def _including(source: Source, first: int, end: int) -> int | None:
    """The token after "including" or "among them"; a new number before it takes it for its own."""
    words = source.words
    for at in range(first + 1, min(end + _CLAUSE_GAP, source.ceiling(first))):
        if words[at] == "including":
            return at + 1
        if words[at : at + 2] in (("among", "them"), ("of", "them")):
            return at + 2
        if at >= end and amount_at(words, at, source.floor(at)) is not None:
            return None
    return None


def _entity_at(source: Source, at: int, first: int, end: int) -> tuple[CountEntity | None, int]:
    """The count entity whose amount begins at the token, and the token to go on from."""
    amount = amount_at(source.words, at, first)
    vague = vague_at(source.words, at) if amount is None else None
    zero = amount is None and vague is None and source.words[at] == "no"
    if not (amount or vague or zero):
        return None, at + 1
    after = min(amount.end if amount else vague[1] if vague else at + 1, end)
    noun = _noun(source, after, end)
    if noun is None:
        return _bare(source, at, amount, vague), after
    plural = source.analysis.tags[noun] in _PLURAL or source.words[noun] in _STATES
    single = amount is not None and amount.high == 1
    partitive = source.words[after : after + 1] == ("of",)
    if (
        (not plural and not single)
        or (single and (plural != partitive or source.analysis.tags[noun] == "NNP"))
        or source.words[noun] in MEASURES
    ):
        return None, after
    if amount is not None and not counts_noun(source, amount, noun):
        return None, after
    return _entity(source, at, amount, vague, noun), max(noun + 1, after)


def _bare(source: Source, at: int, amount: Amount | None, vague: tuple[int, int] | None) -> CountEntity | None:
    """A number that stands for the people themselves: "killing 12", "hundreds were arrested"."""
    first, end = vague or ((amount.first, amount.end) if amount is not None else (at, at))
    if first == end or source.analysis.deps[end - 1] not in _BARE_ROLES or source.words[end - 1] in ("one", "both"):
        return None
    if source.analysis.tags[end - 1] not in ("CD", "NNS"):
        return None
    count = source.count(None, None, *vague) if vague else source.made(amount) if amount else None
    if count is None:
        return None
    words = count.evidence[0]
    return CountEntity(words.start, words.end, words.exact, count)


def _entity(source: Source, at: int, amount: Amount | None, vague: tuple[int, int] | None, noun: int) -> CountEntity:
    count = source.count(None, None, *vague) if vague else source.count(0, 0, at, noun + 1)
    count = source.made(amount) if amount else count
    first = amount.first if amount else at
    words = quote(source.document.text, source.analysis.span(first, noun + 1))
    return CountEntity(words.start, words.end, words.exact, count, source.analysis.lemmas[noun])


def _noun(source: Source, at: int, end: int) -> int | None:
    """The noun that the amount before ``at`` counts: adjectives and names may stand between."""
    words, tags = source.words, source.analysis.tags
    if at < end and words[at] == "of":
        at += 1
    if at < end and words[at] in ("the", "its", "his", "their", "more", "other"):
        at += 1
    last: int | None = None
    for token in range(at, min(at + 5, end)):
        if tags[token].startswith("NN") or words[token] in _STATES:
            last = token
            if tags[token] in _PLURAL:
                break
        elif (last is not None and words[token] != "-") or (tags[token] not in _BETWEEN and words[token] != "-"):
            break
    return last
