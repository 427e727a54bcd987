"""Acts that a model tells, made mentions of the words that stand in the text; the rest is left out and said.

Nothing is believed for being told: trigger, parties, tolls, speaker and cue must stand in the sentence they are claimed
from, and concept, role and realis be of the codebook and the closed sets.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import get_args

from gesta.codebook.records import Codebook, Concept, Trigger, TriggerPos
from gesta.errors import Problem
from gesta.model.analysis import Analysis
from gesta.model.documents import Document
from gesta.model.reading import Argument, Attribution
from gesta.model.spans import Quote, Span, quote
from gesta.model.terms import ArgumentRole, ConceptId, Realis
from gesta.readers.attribution import speaker_kind
from gesta.readers.cues import REACH
from gesta.readers.grounding import head_of, places
from gesta.readers.llm_answer import REALIS, Act, RoleWords
from gesta.readers.llm_prompt import roles_of
from gesta.readers.llm_windows import LONGEST, Window
from gesta.readers.neural_acts import PROPOSED
from gesta.readers.triggers import Match

TOLD = "told by the language model"
NOT_THERE = "do not stand in"
"""Stands in the Problem of every string that is in no sentence it was claimed from; `gesta eval llm` counts by it."""
_WORDS = 6
"""A trigger of more words is a clause, not the word for an act."""
_SHORT = 80
_ROLES: frozenset[str] = frozenset(get_args(ArgumentRole))
_PARTNERS: dict[str, ArgumentRole] = {
    "target": "victim", "victim": "target", "perpetrator": "participant", "participant": "perpetrator",
}  # fmt: skip
"""Whom an act is done to and who does it have two names each; a concept may have only the other."""


@dataclass(frozen=True, slots=True)
class Grounded:
    """An act whose words were found. ``match``: its trigger, as the rules take one."""

    match: Match
    act: Act
    realis: Realis
    arguments: tuple[Argument, ...]
    attribution: Attribution | None


@dataclass(frozen=True, slots=True)
class Ground:
    """Looks the acts of one window up in its document; ``problems`` gathers what is left out."""

    document: Document
    analysis: Analysis
    codebook: Codebook
    window: Window
    listed: Sequence[Concept]
    problems: list[Problem] = field(default_factory=list)

    def acts(self, told: Sequence[Act]) -> Iterator[Grounded]:
        """The acts that can be believed to be in the text, in the order told."""
        for act in told:
            found = self._act(act)
            if found is not None:
                yield found

    def _act(self, act: Act) -> Grounded | None:
        concepts = {concept.id: concept for concept in self.listed}
        concept = concepts.get(ConceptId(act.concept))
        if act.sentence not in self.window.asked:
            self._left(act.sentence, f"“{_short(act.trigger)}”: no such sentence was asked about")
            return None
        if concept is None:
            self._left(act.sentence, f"“{_short(act.trigger)}”: no concept “{_short(act.concept)}” was listed")
            return None
        realis = next((each for each in REALIS if each == act.realis), None)
        if realis is None:
            self._left(act.sentence, f"“{_short(act.trigger)}”: “{_short(act.realis)}” is no realis")
            return None
        match = self._trigger(act, concept)
        if match is None:
            return None
        arguments = tuple(self._arguments(act, concept, match))
        return Grounded(match, act, realis, arguments, self._attribution(act, match))

    def _trigger(self, act: Act, concept: Concept) -> Match | None:
        for span in self._places(act.sentence, act.trigger):
            tokens = self.analysis.tokens_in(span)
            head = head_of(self.analysis, span)
            if head is None or len(tokens) > _WORDS:
                self._left(act.sentence, f"“{_short(act.trigger)}”: not the word or words for an act")
                return None
            pos: TriggerPos = "verb" if self.analysis.tags[head].startswith("VB") else "noun"
            lemmas = tuple(self.analysis.lemmas[token] for token in tokens)
            return Match(Trigger(concept.id, lemmas, pos, PROPOSED), head, tokens.start, tokens.stop)
        self._not_there(act.sentence, act.trigger, "trigger")
        return None

    def _arguments(self, act: Act, concept: Concept, match: Match) -> Iterator[Argument]:
        seen: set[tuple[str, int]] = set()
        for told in act.roles:
            role = self._role(act, told, concept)
            if role is None:
                continue
            found = self._nearest(act, told, match)
            if found is None:
                continue
            words, head = found
            if (role, head) not in seen:
                seen.add((role, head))
                basis = TOLD if role == told.role else f"{TOLD} as {told.role}"
                yield Argument(role, words, self.analysis.starts[head], basis)

    def _role(self, act: Act, told: RoleWords, concept: Concept) -> ArgumentRole | None:
        own = roles_of(concept)
        for role in own:
            if role == told.role:
                return role
        partner = _PARTNERS.get(told.role)
        if partner in own:
            return partner
        why = f"{concept.id} has no {told.role}" if told.role in _ROLES else "no such role"
        self._left(act.sentence, f"“{_short(told.words)}” as {_short(told.role)}: {why}")
        return None

    def _nearest(self, act: Act, told: RoleWords, match: Match) -> tuple[Quote, int] | None:
        """The words at the place nearest to the trigger, in its own sentence first, and the token that heads them."""
        if not told.words.strip():
            return None
        near = [each for each in self.window.shown if abs(each - act.sentence) <= REACH]
        found = [(each, span) for each in near for span in self._places(each, told.words)]
        here = self.analysis.starts[match.token]
        for _, span in sorted(found, key=lambda one: (one[0] != act.sentence, abs(one[1].start - here), one[1].start)):
            head = head_of(self.analysis, span)
            if head is not None and not match.first <= head < match.end:
                return quote(self.document.text, span), head
        if found:
            self._left(act.sentence, f"“{_short(told.words)}” as {told.role}: those are the words for the act")
        else:
            self._not_there(act.sentence, told.words, told.role, "the sentences around")
        return None

    def _attribution(self, act: Act, match: Match) -> Attribution | None:
        if not act.speaker.strip():
            return None
        here = self.analysis.starts[match.token]

        def near(span: Span) -> int:
            return abs(span.start - here)

        speaker = min(self._places(act.sentence, act.speaker), key=near, default=None)
        head = None if speaker is None else head_of(self.analysis, speaker)
        if speaker is None or head is None:
            self._not_there(act.sentence, act.speaker, "speaker")
            return None
        cue = min(self._places(act.sentence, act.cue), key=near, default=None)
        if cue is None:
            self._not_there(act.sentence, act.cue, "cue of the speaker")
            return None
        text = self.document.text
        return Attribution(quote(text, speaker), speaker_kind(self.analysis, head), quote(text, cue))

    def _places(self, sentence: int, words: str) -> tuple[Span, ...]:
        """Where the words stand in what the model was shown of the sentence."""
        if not 0 <= sentence < len(self.document.sentences):
            return ()
        span = self.document.sentences[sentence]
        found = places(self.document.text, Span(span.start, min(span.end, span.start + LONGEST)), words)
        return tuple(each for each in found if len(self.analysis.tokens_in(each)))

    def _not_there(self, sentence: int, words: str, what: str, where: str = "the sentence") -> None:
        self._left(sentence, f"“{_short(words)}” ({what}): the words {NOT_THERE} {where}")

    def _left(self, sentence: int, what: str) -> None:
        self.problems.append(problem(self.document, sentence, f"left out what the language model told: {what}"))


def problem(document: Document, sentence: int, what: str, hint: str = "") -> Problem:
    """A Problem at a sentence of the report."""
    return Problem(f"{document.report.source}, sentence {sentence}", what, hint)


def _short(words: str) -> str:
    return words if len(words) <= _SHORT else f"{words[:_SHORT]}…"
