"""What the rules and the parse say of a word or a pair of words, as numbers that the trained heads weigh.

Each row is a tuple of small integers, one a slot; slot i takes values below ``SLOTS[i]``. The heads add up a learnt
vector for each slot and value, so that a rule is evidence and not a verdict, and a concept that was never trained still
has what its triggers and the parse say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import get_args

from gesta.model.analysis import Analysis
from gesta.model.documents import Document
from gesta.model.reading import IN_PASSING, Mention
from gesta.model.terms import ArgumentRole, EntityLabel, Realis
from gesta.readers.scoring import CAMPAIGN_SHARE, CYBER_SHARE, SPORT_SHARE, Topic

REALIS: tuple[Realis, ...] = get_args(Realis)
LABELS: tuple[EntityLabel, ...] = get_args(EntityLabel)
ROLES = (
    "perpetrator", "target", "instrument", "place", "time", "killed", "injured", "detained", "abducted", "speaker",
)  # fmt: skip
"""What the role head tells apart: the sides of a fight are perpetrators, and victims are targets."""
MERGED: dict[ArgumentRole, str] = {
    "perpetrator": "perpetrator", "participant": "perpetrator", "target": "target", "victim": "target",
    "addressee": "target", "instrument": "instrument", "place": "place", "time": "time", "killed": "killed",
    "injured": "injured", "detained": "detained", "abducted": "abducted",
}  # fmt: skip
REACH = 3
"""Sentences between a trigger and what may play a role in it."""
_DEPS = ("nsubj", "nsubj:pass", "obj", "obl", "obl:agent", "nmod", "nmod:poss", "compound", "amod", "conj", "appos",
         "root", "nummod", "advcl", "acl", "acl:relcl", "ccomp", "xcomp", "parataxis")  # fmt: skip
_DEP = {dep: number for number, dep in enumerate(_DEPS, 1)} | {"ROOT": 12}
_CASES = ("by", "in", "at", "on", "of", "from", "near", "with", "against", "for", "after", "between", "to", "into",
          "during", "before", "since", "among", "as", "about", "outside", "accord")  # fmt: skip
_CASE = {case: number for number, case in enumerate(_CASES, 1)}
_TAGS = ("NNP", "NN", "PRP", "CD", "JJ", "VB", "WP", "DT")
_COUNTED: tuple[frozenset[ArgumentRole], ...] = (
    frozenset({"perpetrator", "participant"}),
    frozenset({"target", "victim"}),
    frozenset({"killed", "injured", "detained", "abducted", "displaced"}),
    frozenset({"place"}),
    frozenset({"time"}),
    frozenset({"instrument"}),
)


@cache
def _tag(tag: str) -> int:
    return next((number for number, start in enumerate(_TAGS, 1) if tag.startswith(start)), 0)


@cache
def _dep(dep: str) -> int:
    return _DEP.get(dep) or _DEP.get(dep.split(":")[0], 0)


@dataclass(frozen=True)
class Cues:
    """The cues of one document. ``mentions``: what the rules read at each token that they match, by token."""

    document: Document
    analysis: Analysis
    about: Topic
    mentions: dict[int, Mention]
    concepts: dict[str, int]

    @cached_property
    def _headlines(self) -> frozenset[int]:
        blocks = [block for block in self.document.blocks if block.kind == "headline"]
        return frozenset(
            number
            for number, sentence in enumerate(self.document.sentences)
            if any(block.start <= sentence.start < block.end for block in blocks)
        )

    @cached_property
    def _topic(self) -> tuple[int, ...]:
        about = self.about
        return (
            int(about.sport >= SPORT_SHARE),
            int(about.campaign >= CAMPAIGN_SHARE),
            int(about.cyber >= CYBER_SHARE),
            int(about.accident is not None),
        )

    def token(self, token: int) -> tuple[int, ...]:
        """The cues of one token; `TOKEN_SLOTS` gives their ranges."""
        sentence = self.analysis.sentence_of[token]
        placed = (
            _tag(self.analysis.tags[token]),
            _dep(self.analysis.deps[token]),
            int(sentence in self._headlines),
            min(sentence, 4),
            *self._topic,
        )
        mention = self.mentions.get(token)
        if mention is None:
            return (*placed, *_NOTHING)
        old = (2 if mention.background_basis == IN_PASSING else 1) if mention.background else 0
        roles = {argument.role for argument in mention.arguments}
        return (
            *placed,
            1 if mention.cls == "event" else 2,
            1 + min(int(mention.score.reasons[0].weight * 10), 9),
            1 + min(max(int(mention.score.value * 10), -5), 15) + 5,
            1 + old,
            1 + REALIS.index(mention.realis),
            1 + self.concepts.get(mention.concept, len(self.concepts)),
            *(1 + int(bool(roles & counted)) for counted in _COUNTED),
            1 + int(mention.attribution is not None),
        )

    @cached_property
    def candidates(self) -> tuple[int, ...]:
        """Head tokens of the phrases that may play a role, in text order."""
        return tuple(_candidates(self.analysis))

    def near(self, trigger: int) -> tuple[int, ...]:
        """The candidates within reach of a trigger."""
        here = self.analysis.sentence_of[trigger]
        sentence_of = self.analysis.sentence_of
        return tuple(c for c in self.candidates if abs(sentence_of[c] - here) <= REACH and c != trigger)

    def pair(self, trigger: int, candidate: int, rules: dict[int, int]) -> tuple[int, ...]:
        """The cues of a candidate for a role of a trigger; ``rules``: 1 + the role that the rules give, by token."""
        analysis = self.analysis
        if candidate not in self._phrases:
            self._phrases[candidate] = self._phrase(candidate)
        own, around = self._phrases[candidate]
        return (
            analysis.sentence_of[candidate] - analysis.sentence_of[trigger] + REACH,
            _distance(candidate - trigger),
            self._path(trigger, candidate),
            *own,
            rules.get(candidate, 0),
            _tag(analysis.tags[trigger]),
            _dep(analysis.deps[trigger]),
            *around,
        )

    @cached_property
    def _phrases(self) -> dict[int, tuple[tuple[int, ...], tuple[int, ...]]]:
        return {}

    def _phrase(self, candidate: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """What the cues say of a candidate whatever the trigger: of the word, and of those that hang on it."""
        analysis = self.analysis
        children = analysis.children[candidate]
        entity = analysis.entity_of[candidate]
        case = next((analysis.lemmas[c] for c in children if analysis.deps[c] == "case"), "")
        label = 0 if entity < 0 else 1 + LABELS.index(analysis.entities[entity].label)
        own = (_dep(analysis.deps[candidate]), _CASE.get(case, 0), label, _tag(analysis.tags[candidate]))
        return own, (int(any(analysis.tags[c] == "CD" for c in children)), self.pointing(candidate))

    def rules(self, trigger: int) -> dict[int, int]:
        """1 + the number of the role that the rules give each token for the trigger."""
        mention = self.mentions.get(trigger)
        if mention is None:
            return {}
        found: dict[int, int] = {}
        for argument in mention.arguments:
            head = self.analysis.token_at(argument.head)
            if head is not None and argument.role in MERGED:
                found[head] = 1 + ROLES.index(MERGED[argument.role])
        if mention.attribution is not None:
            for token in self.analysis.tokens_in(mention.attribution.speaker.span):
                found.setdefault(token, 1 + ROLES.index("speaker"))
        return found

    def together(self, one: int, other: int) -> tuple[int, ...]:
        """The cues for two triggers that may tell one occurrence, the first before the second."""
        analysis, told, retold = self.analysis, self.mentions.get(one), self.mentions.get(other)
        gap = analysis.sentence_of[other] - analysis.sentence_of[one]
        tied = told and retold and (told.result_of == retold.trigger.start or retold.result_of == told.trigger.start)
        return (
            gap if gap <= 3 else 4 if gap <= 5 else 5 if gap <= 8 else 6 if gap <= 15 else 7,
            0 if not told or not retold else 1 if told.concept == retold.concept else 2,
            int(analysis.lemmas[one] == analysis.lemmas[other]),
            int(analysis.sentence_of[one] in self._headlines) + int(analysis.sentence_of[other] in self._headlines),
            int(bool(tied)),
            _tag(analysis.tags[one]),
            _tag(analysis.tags[other]),
            self.pointing(other),
        )

    def pointing(self, token: int) -> int:
        """0 without a determiner, 1 indefinite, 2 definite, 3 `ANOTHER` than those before."""
        words = {self.analysis.words[child].lower() for child in self.analysis.children[token]}
        if words & _OTHERING:
            return ANOTHER
        return 2 if words & {"the", "this", "that", "these", "those"} else 1 if words & {"a", "an"} else 0

    def _path(self, trigger: int, candidate: int) -> int:
        """Steps up from the trigger and down to the candidate, four at most each way; 0 across sentences."""
        analysis = self.analysis
        if analysis.sentence_of[trigger] != analysis.sentence_of[candidate]:
            return 0
        up = [trigger, *analysis.ancestors(trigger)]
        for down, token in enumerate((candidate, *analysis.ancestors(candidate))):
            if token in up:
                return 1 + min(up.index(token), 4) * 5 + min(down, 4)
        return 0


ANOTHER = 3
_OTHERING = frozenset({"another", "other", "second", "third", "separate", "similar", "earlier", "previous"})


def _distance(tokens: int) -> int:
    """Signed distance in eight classes a side."""
    size = abs(tokens)
    step = next((number for number, most in enumerate((1, 2, 4, 7, 12, 20, 40)) if size <= most), 7)
    return step if tokens < 0 else 8 + step


def _candidates(analysis: Analysis) -> Iterator[int]:
    for token in range(len(analysis)):
        entity = analysis.entity_of[token]
        if entity >= 0:
            named = analysis.entities[entity]
            if not named.first <= analysis.heads[token] < named.end or analysis.heads[token] == token:
                yield token
        elif analysis.tags[token].startswith(_NOMINAL) and analysis.deps[token] not in _INSIDE:
            yield token


_NOMINAL = ("NN", "PRP", "CD", "WP", "DT")
_INSIDE = frozenset({"compound", "flat", "nummod", "det", "goeswith", "fixed", "nmod:poss:pron", "case", "mark"})
TOKEN_SLOTS = (9, 20, 2, 5, 2, 2, 2, 2, 3, 11, 22, 4, 10, 80, 3, 3, 3, 3, 3, 3, 3)
PAIR_SLOTS = (7, 16, 26, 20, 23, 11, 9, 11, 9, 20, 2, 4)
TOGETHER_SLOTS = (8, 3, 2, 3, 2, 9, 9, 4)
_NOTHING = (0,) * 13


def checked(rows: Sequence[Sequence[int]], slots: Sequence[int]) -> Sequence[Sequence[int]]:
    """The rows as they are; raises ValueError for one that does not fit its slots (a fault of this module)."""
    for row in rows:
        if len(row) != len(slots) or not all(0 <= value < size for value, size in zip(row, slots, strict=True)):
            raise ValueError(f"cues {tuple(row)} do not fit {tuple(slots)}")
    return rows
