"""The patterns reader: codebook triggers with roles, realis and speakers from the parse. Needs no training."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import msgspec

from gesta.codebook.records import Codebook, Concept
from gesta.model.analysis import Analysis
from gesta.model.documents import Document
from gesta.model.reading import Argument, Mention, Told
from gesta.model.spans import quote
from gesta.model.terms import LISTED_REALIS, ConceptClass, Realis
from gesta.model.values import Score
from gesta.readers import lexicon as lx
from gesta.readers.attribution import attribution
from gesta.readers.background import background
from gesta.readers.realis import realis
from gesta.readers.roles import arguments
from gesta.readers.scoring import Topic, scored, topic
from gesta.readers.syntax import agents, patients, phrase
from gesta.readers.toll_owners import Bearer, owner
from gesta.readers.toll_phrases import Toll
from gesta.readers.tolls import as_argument, tolls
from gesta.readers.triggers import Match, matches

THRESHOLDS: dict[ConceptClass, float] = {"event": 0.8, "statement": 0.5}
"""Mentions scored below are left out. Set on the `read` half of the annotated articles (docs/quality.md)."""


@dataclass(frozen=True, slots=True)
class PatternsReader:
    """Reads by the triggers of a codebook."""

    codebook: Codebook

    @property
    def name(self) -> str:
        return "patterns"

    def read(self, document: Document, analysis: Analysis) -> Told:
        """The mentions of the document in text order, tolls attached, outcomes tied to their acts."""
        return Told(sure(self.candidates(document, analysis, matches(analysis, self.codebook))))

    def candidates(self, document: Document, analysis: Analysis, found: Sequence[Match]) -> tuple[Mention, ...]:
        """A mention for each match in order, however low its score."""
        return Rules(self.codebook, document, analysis).candidates(found)

    def judge(self, document: Document, analysis: Analysis, token: int) -> Realis:
        """The realis of what the token tells, by the grammar around it."""
        return realis(analysis, token, headline=_in_headline(document, analysis, token))[0]


@dataclass(frozen=True)
class Rules:
    """The rules over one document: what they say of a match is read once, whatever others it is asked for with."""

    codebook: Codebook
    document: Document
    analysis: Analysis

    def candidates(self, found: Sequence[Match]) -> tuple[Mention, ...]:
        """A mention for each match in order, however low its score."""
        analysis, codebook = self.analysis, self.codebook
        read = [self._mention(match) for match in found]
        read = _with_tolls(self.document, analysis, codebook, self._tolls, found, read)
        read = _with_results(analysis, codebook, found, read)
        acts = {mention.result_of for mention in read} - {None}
        return tuple(
            scored(analysis, codebook, match, mention, self._topic, with_outcome=mention.trigger.start in acts)
            for match, mention in zip(found, read, strict=True)
        )

    @cached_property
    def _tolls(self) -> tuple[Toll, ...]:
        return tolls(self.analysis)

    @cached_property
    def _topic(self) -> Topic:
        return topic(self.analysis, self.codebook)

    @cached_property
    def _read(self) -> dict[Match, Mention]:
        return {}

    def _mention(self, match: Match) -> Mention:
        if match not in self._read:
            self._read[match] = self._told(match)
        return self._read[match]

    def _told(self, match: Match) -> Mention:
        document, analysis = self.document, self.analysis
        concept = self.codebook.concept(match.trigger.concept)
        headline = _in_headline(document, analysis, match.token)
        kind, basis = _realis(analysis, match, concept, headline=headline)
        first, end = analysis.sentences[analysis.sentence_of[match.token]]
        sentence = analysis.span(first, end)
        old, old_basis = background(analysis, match.token, document.text[sentence.start : sentence.end])
        return Mention(
            trigger=quote(document.text, analysis.span(match.first, match.end)),
            concept=concept.id,
            cls=concept.cls,
            realis=kind,
            realis_basis=basis,
            background=old,
            background_basis=old_basis,
            arguments=arguments(document, analysis, match, concept),
            attribution=attribution(document, analysis, match.token),
            score=Score(match.trigger.weight),
            headline=headline,
        )


def sure(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions of which the rules are sure."""
    return tuple(mention for mention in mentions if mention.score.value >= THRESHOLDS[mention.cls])


def _in_headline(document: Document, analysis: Analysis, token: int) -> bool:
    block = document.block_at(analysis.starts[token])
    return block is not None and block.kind == "headline"


def _realis(analysis: Analysis, match: Match, concept: Concept, *, headline: bool) -> tuple[Realis, str]:
    if concept.id == "threat":
        return "threatened", "a threat uttered"
    return realis(analysis, match.token, headline=headline)


def _with_tolls(
    document: Document,
    analysis: Analysis,
    codebook: Codebook,
    told: Sequence[Toll],
    found: Sequence[Match],
    read: list[Mention],
) -> list[Mention]:
    bearers = [
        Bearer(match.token, frozenset(codebook.concept(mention.concept).bears), mention.realis in LISTED_REALIS)
        for match, mention in zip(found, read, strict=True)
    ]
    added: dict[int, list[Argument]] = {}
    for toll in told:
        index = owner(analysis, toll, bearers)
        if index is not None:
            added.setdefault(index, []).append(as_argument(document, analysis, toll))
    for index, bearer in enumerate(bearers):
        if "participants" in bearer.fields:
            added.setdefault(index, []).extend(_crowd(document, analysis, read[index]))
    return [
        msgspec.structs.replace(mention, arguments=(*mention.arguments, *added.get(index, ())))
        for index, mention in enumerate(read)
    ]


def _crowd(document: Document, analysis: Analysis, mention: Mention) -> Iterator[Argument]:
    """How many took part, where the words for who did it count them ("hundreds of students marched")."""
    for argument in mention.of("perpetrator", "participant"):
        head = analysis.token_at(argument.head)
        if head is None:
            continue
        span = phrase(analysis, head, conjuncts=True)
        tokens = analysis.tokens_in(span)
        if any(analysis.tags[t] == "CD" or analysis.lemmas[t] in lx.CROWD for t in tokens):
            yield Argument("participants", quote(document.text, span), argument.head, "counted doers")
            return


def _with_results(analysis: Analysis, codebook: Codebook, found: Sequence[Match], read: list[Mention]) -> list[Mention]:
    """A killing told in one sentence with the act that did it ("opened fire, killing three") is its outcome."""
    tied: list[Mention] = []
    for index, (match, mention) in enumerate(zip(found, read, strict=True)):
        act = _act_of(analysis, codebook, found, index)
        if act is None and mention.realis == "attempted":
            act = _stopped_by(analysis, codebook, found, index)
        tied.append(msgspec.structs.replace(mention, result_of=read[act].trigger.start) if act is not None else mention)
        del match
    return tied


def _act_of(analysis: Analysis, codebook: Codebook, found: Sequence[Match], index: int) -> int | None:
    match = found[index]
    linked: list[tuple[bool, int, int]] = []
    for other, candidate in enumerate(found):
        if other == index or analysis.sentence_of[candidate.token] != analysis.sentence_of[match.token]:
            continue
        if codebook.concept(candidate.trigger.concept).result:
            continue
        if not codebook.may_result_in(candidate.trigger.concept, match.trigger.concept):
            continue
        if _same_happening(analysis, match.token, candidate.token) or _of_those_hit(analysis, match, candidate):
            linked.append((candidate.trigger.weight < _WEAK, abs(candidate.token - match.token), other))
    return min(linked)[2] if linked else None


def _of_those_hit(analysis: Analysis, outcome: Match, act: Match) -> bool:
    """True for an outcome of some of those whom the act before it hit ("four shot, one killed")."""
    befell = patients(analysis, outcome.token)
    some = [head for head in befell if analysis.tags[head] == "CD" or analysis.lemmas[head] in _SOME]
    return act.token < outcome.token and bool(some) and len(some) == len(befell) and not agents(analysis, outcome.token)


_SOME = frozenset({"one", "another", "other", "both", "some", "several"})
_WEAK = 0.5
"""Triggers below name no act of their own where another stands ("fighting broke out in the worst violence")."""


def _stopped_by(analysis: Analysis, codebook: Codebook, found: Sequence[Match], index: int) -> int | None:
    """What an attempt met with in the same breath ("tried to pass the cordon but were confronted by police")."""
    match = found[index]
    tried = analysis.heads[match.token]
    for other, candidate in enumerate(found):
        alike = codebook.family(candidate.trigger.concept) == codebook.family(match.trigger.concept)
        joined = analysis.deps[candidate.token] == "conj" and analysis.heads[candidate.token] in {tried, match.token}
        if other != index and alike and joined:
            return other
    return None


def _same_happening(analysis: Analysis, outcome: int, act: int) -> bool:
    """True when the parse ties the two: one governs the other, or they meet at a verb that both belong to."""
    up_from_outcome = _up(analysis, outcome, _OUTCOME_LINKS)
    up_from_act = _up(analysis, act, _ACT_LINKS)
    if act in up_from_outcome or outcome in up_from_act or outcome in _up(analysis, act, _OUTCOME_LINKS):
        return True
    if outcome < act and any(analysis.lemmas[child] == "when" for child in analysis.children[act]):
        return True  # "were killed when gunmen attacked", wherever the parser hangs the clause
    return bool(set(up_from_outcome) & set(up_from_act))


_ACT_LINKS = frozenset("nsubj nsubj:pass obj obl nmod xcomp conj compound advcl obl:agent root ROOT".split())
_OUTCOME_LINKS = frozenset("acl:relcl advcl xcomp conj acl obl nmod obj nsubj nsubj:pass compound root ROOT".split())


def _up(analysis: Analysis, token: int, links: frozenset[str]) -> list[int]:
    """The token and what it hangs on through the links, three steps at most."""
    path = [token]
    while len(path) < 4 and analysis.deps[path[-1]] in links and analysis.heads[path[-1]] != path[-1]:
        path.append(analysis.heads[path[-1]])
    return path
