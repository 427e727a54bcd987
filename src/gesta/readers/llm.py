"""The llm reader: a language model that the user names tells the events, and what it tells is checked against the text.

The model says which words tell an act of which concept, who plays which part, and whether it happened. Gesta finds
those words or leaves them out, holds the model to what the grammar marks as not having happened, reads the tolls, and
scores each mention by who else sees it.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

import msgspec

from gesta.codebook.records import Codebook, Concept
from gesta.errors import Problem
from gesta.model.analysis import Analysis
from gesta.model.documents import Document
from gesta.model.reading import NOT_ASKED, Mention, Told
from gesta.model.values import Reason, Score, score
from gesta.readers.llm_answer import read_answer
from gesta.readers.llm_ask import Asker
from gesta.readers.llm_endpoint import Endpoint
from gesta.readers.llm_grounded import TOLD, Ground, Grounded, problem
from gesta.readers.llm_prompt import VERSION, prompt
from gesta.readers.llm_shortlist import Likely, chosen, likely, own
from gesta.readers.llm_windows import LONGEST, Window, windows
from gesta.readers.llm_wire import NoAnswer
from gesta.readers.patterns import PatternsReader

TOGETHER = 12
"""Concepts of one call; a codebook with more of the user's own is asked about in several."""
PATIENCE = 4
"""A report may take so many times what a call may."""
ALONE, NAMED, SEEN = 0.6, 0.2, 0.2
"""What the model's word weighs alone, what a trigger of the codebook adds, and what the encoder adds where it is sure
of an act. Set by hand: the language model gives no probability that could be calibrated."""
_MOST_PROBLEMS = 40


@dataclass(frozen=True)
class LlmReader:
    """Reads by the answers of a language model."""

    codebook: Codebook
    endpoint: Endpoint

    @property
    def name(self) -> str:
        return f"llm {self.endpoint.model}, prompt {VERSION}"

    @cached_property
    def _asker(self) -> Asker:
        return Asker(self.endpoint)

    @cached_property
    def _patterns(self) -> PatternsReader:
        return PatternsReader(self.codebook)

    def read(self, document: Document, analysis: Analysis) -> Told:
        """The mentions of the document in text order, and what was left out of what the model told."""
        if not len(analysis):
            return Told(())
        seen = likely(document, analysis, self.codebook)
        until = time.monotonic() + PATIENCE * self.endpoint.timeout
        problems: list[Problem] = []
        told: list[Grounded] = []
        asked = seen.listed if not own(self.codebook) else range(len(document.sentences))
        for window in windows(document.sentences, asked):
            listed = chosen(seen, self.codebook, window.asked)
            for start in range(0, len(listed), TOGETHER):
                told += self._asked(document, analysis, window, listed[start : start + TOGETHER], until, problems)
        return Told(self._mentions(document, analysis, seen, told, problems), tuple(_few(document, problems)))

    def _asked(
        self,
        document: Document,
        analysis: Analysis,
        window: Window,
        listed: Sequence[Concept],
        until: float,
        problems: list[Problem],
    ) -> list[Grounded]:
        """What the model tells of a window, as far as it stands there; ``problems`` grows by the rest."""
        problems += _cut(document, window)
        asked = prompt(self.codebook, listed, document.text, document.sentences, window)
        try:
            answer = self._asker.ask(asked, until)
        except NoAnswer as error:
            problems.append(_unread(document, window, str(error)))
            return []
        read = read_answer(answer.content)
        problems += [
            problem(document, window.asked[0], f"of the language model's answer: {each}") for each in read.faults
        ]
        ground = Ground(document, analysis, self.codebook, window, listed)
        found = list(ground.acts(read.acts))
        problems += ground.problems
        return found

    def _mentions(
        self, document: Document, analysis: Analysis, seen: Likely, told: Sequence[Grounded], problems: list[Problem]
    ) -> tuple[Mention, ...]:
        """A mention for each act, one at a place: two told at one word are one, by the concept that is likelier."""
        best: dict[int, Grounded] = {}
        for each in sorted(told, key=lambda one: (-_weight(seen, one), one.match.first, one.match.trigger.concept)):
            kept = best.setdefault(each.match.token, each)
            if kept is not each:
                what = f"left out what the language model told: “{each.act.trigger}” as {each.act.concept} too"
                problems.append(problem(document, each.act.sentence, what))
        order = sorted(best.values(), key=lambda one: (one.match.first, one.match.end))
        ruled = self._patterns.candidates(document, analysis, [each.match for each in order])
        return tuple(self._mention(seen, each, mention) for each, mention in zip(order, ruled, strict=True))

    def _mention(self, seen: Likely, told: Grounded, ruled: Mention) -> Mention:
        """The rules' mention at the place, with the model's parts, speaker and, where the grammar allows, realis."""
        realis, basis = ruled.realis, ruled.realis_basis
        if realis == "actual" and told.realis != realis:
            realis, basis = told.realis, f"{TOLD}, against “{basis}”"
        old, old_basis = ruled.background, ruled.background_basis
        if told.act.background and not old:
            old, old_basis = True, TOLD
        return msgspec.structs.replace(
            ruled,
            realis=realis,
            realis_basis=basis,
            background=old,
            background_basis=old_basis,
            arguments=tuple(sorted(told.arguments, key=lambda each: (each.quote.start, each.role))),
            attribution=told.attribution,
            score=self._score(seen, told),
        )

    def _score(self, seen: Likely, told: Grounded) -> Score:
        reasons = [Reason(TOLD, ALONE, self.endpoint.model)]
        match = seen.matched.get(told.match.token)
        if match is not None and self.codebook.related(match.trigger.concept, told.match.trigger.concept):
            reasons.append(Reason("trigger", NAMED, match.trigger.lemma))
        act = seen.acts.get(told.match.token)
        if act is not None:
            reasons.append(Reason("read in context", round(SEEN * act, 3), f"{act:.2f}"))
        return score(*reasons)


def _weight(seen: Likely, told: Grounded) -> float:
    """How likely codebook and encoder find the concept in the sentence."""
    return seen.listed.get(told.act.sentence, {}).get(told.match.trigger.concept, 0.0)


def _cut(document: Document, window: Window) -> Iterator[Problem]:
    for number in window.asked:
        sentence = document.sentences[number]
        if sentence.end - sentence.start > LONGEST:
            yield problem(document, number, f"the language model was shown only its first {LONGEST} characters")


def _unread(document: Document, window: Window, why: str) -> Problem:
    what = f"{NOT_ASKED} sentences {', '.join(map(str, window.asked))}: {why}"
    return problem(document, window.asked[0], what, "run it again; what was answered is not asked again")


def _few(document: Document, problems: Sequence[Problem]) -> Iterator[Problem]:
    """The first problems, each once, and how many more there are; those of sentences not read are never left out."""
    once = list(dict.fromkeys(problems))
    unread = [each for each in once if each.what.startswith(NOT_ASKED)]
    others = [each for each in once if not each.what.startswith(NOT_ASKED)]
    yield from unread
    yield from islice(others, _MOST_PROBLEMS)
    if len(others) > _MOST_PROBLEMS:
        yield Problem(document.report.source, f"{len(others) - _MOST_PROBLEMS} more things told are left out")
