"""Review at a terminal: a question at a time, one key an answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from rich.console import Console
from rich.text import Text

from gesta.cli.merged import explain_merged
from gesta.cli.review_screen import show, show_help, show_history
from gesta.cli.run import tell_changes
from gesta.cli.terminal import counted, harmless, say
from gesta.errors import GestaError, UsageError
from gesta.model.terms import JudgementId
from gesta.review.decide import Decided, decide, history, take_back
from gesta.review.drafts import found, value
from gesta.review.questions import Draft, Question
from gesta.review.queue import Queue
from gesta.review.values import Known
from gesta.store.store import Store

Key = Callable[[], str]
Ask = Callable[[str], str]
_PROMPT = "a yes · x no · space next · u undo · w why · v value · e explain · ? help · q quit"


@dataclass(slots=True)
class Session:
    """One person at a terminal. ``key`` waits for one key, ``ask`` for a line of words.

    ``asked``: the questions that were shown and have no answer, in order; ``place``: where in it we are.
    """

    store: Store
    known: Known
    who: str
    now: Callable[[], str]
    screen: Console
    key: Key
    ask: Ask
    why: str = ""
    asked: list[Question] = field(default_factory=list)
    place: int = 0
    answers: list[JudgementId] = field(default_factory=list)
    _queue: Queue = field(init=False)

    def __post_init__(self) -> None:
        self._queue = Queue(self.store, self.known.gazetteer, in_haste=True)

    def run(self) -> None:
        """Ask until the person quits or nothing is left to ask."""
        while (question := self._current()) is not None:
            show(self.screen, self.store, question)
            if not self._react(question):
                break
        else:
            say("nothing is left to ask")
        say(f"{counted(len(self.answers), 'answer')}; `gesta review PROJECT --history` lists every judgement")

    def _current(self) -> Question | None:
        """The question at this place; the next of the queue that was not shown yet where the place is a new one."""
        shown = {each.id for each in self.asked}
        while self.place >= len(self.asked):
            question = next(self._queue, None)
            if question is None:
                return None
            if question.id not in shown:
                self.asked.append(question)
        return self.asked[self.place]

    def _react(self, question: Question) -> bool:
        """Keys until one leads to another question; False when the person quits."""
        while True:
            self.screen.print(
                Text(f"{_PROMPT}{f'  (why: {harmless(self.why)})' if self.why else ''}", style="bold cyan")
            )
            key = self.key()
            if key in _QUIT:
                return False
            try:
                if self._act(key, question):
                    return True
            except GestaError as error:  # What cannot be done, or another process that writes just now.
                say(str(error))

    def _act(self, key: str, question: Question) -> bool:
        """True when the key leads to another question."""
        draft = _answer(key, question)
        if draft is not None:
            self._made(decide(self.store, self.known.book, draft, self.who, self.now(), self.why), question)
            return True
        action = _ACTIONS.get(key)
        if action is None:
            say("that key does nothing; ? lists those that do")
            return False
        return action(self, question)

    def _made(self, decided: Decided, question: Question | None) -> None:
        """The answer is told and remembered; questions that it may have changed are dropped, to be asked anew."""
        self.answers.append(decided.judgement.id)
        self.why = ""
        self._changed(decided, question)

    def _changed(self, decided: Decided, question: Question | None) -> None:
        say(f"{decided.judgement.kind} {decided.judgement.id}")
        tell_changes(decided.settled.changes)
        touched = decided.touched | frozenset(question.incidents if question else ())
        before = self.asked[: self.place]
        self.asked = [each for each in self.asked if not touched.intersection(each.incidents)]
        self.place = len([each for each in before if not touched.intersection(each.incidents)])
        self._queue.changed(touched)

    def next(self, question: Question) -> bool:
        """The next question."""
        self.place += 1
        return True

    def back(self, question: Question) -> bool:
        """The question before."""
        if not self.place:
            say("this is the first question")
            return False
        self.place -= 1
        return True

    def undo(self, question: Question) -> bool:
        """The last answer of the session is undone."""
        if not self.answers:
            say("no answer of this session is left to undo; --undo takes back an earlier one by its id")
            return False
        last = self.answers[-1]
        undone = take_back(self.store, self.known.book, last, self.who, self.now(), self.why)
        self.answers.pop()
        self._changed(undone, None)
        return True

    def reason(self, question: Question) -> bool:
        """The reason for the next answer is typed."""
        self.why = self.ask("why").strip()
        return False

    def correct(self, question: Question) -> bool:
        """A field of the incident gets the value typed."""
        name = self.ask("field (killed, injured, when, where, type …)").strip()
        typed = self.ask("value").strip() if name else ""
        if not typed:
            return False
        draft = value(self.store, question.incidents[0], name, typed, self.known)
        self._made(decide(self.store, self.known.book, draft, self.who, self.now(), self.why), question)
        return True

    def explain(self, question: Question) -> bool:
        """All that is known of the incidents."""
        for identity in question.incidents:
            incident = self.store.incident(identity)
            if incident is not None:
                explain_merged(self.screen, incident, self.store.record)
        return False

    def history(self, question: Question) -> bool:
        """Every judgement of the project."""
        show_history(self.screen, history(self.store))
        return False

    def go(self, question: Question) -> bool:
        """The question about the incident with the id typed comes next."""
        given = self.ask("incident").strip()
        if not given:
            return False
        incident, named = found(self.store, given)
        if incident.id != named:
            say(f"{named} is part of {incident.id}")
        wanted = self._queue.about(incident)
        if wanted is None:
            raise UsageError(f"{incident.id}: no words of a report lead to it alone")
        self.asked = [each for each in self.asked if each.id != wanted.id]
        self.place = min(self.place + 1, len(self.asked))
        self.asked.insert(self.place, wanted)
        return True

    def help(self, question: Question) -> bool:
        """Every key."""
        show_help(self.screen)
        return False


def _answer(key: str, question: Question) -> Draft | None:
    """What the key answers, None for a key that is no answer to this question."""
    if key in _YES:
        return question.yes
    if key in _NO:
        return question.no
    number = int(key) if key in "123456789" and key else 0
    return question.others[number - 1] if 0 < number <= len(question.others) else None


_YES = frozenset("aysAYS")
_NO = frozenset("xndXND")
_QUIT = frozenset({"q", "Q", "\x04", "\x1b", ""})
"""Quit, end of input, escape; the terminal's end gives an empty key."""
_ACTIONS: Mapping[str, Callable[[Session, Question], bool]] = {
    " ": Session.next,
    "j": Session.next,
    "\x7f": Session.back,
    "\b": Session.back,
    "k": Session.back,
    "u": Session.undo,
    "w": Session.reason,
    "v": Session.correct,
    "e": Session.explain,
    "h": Session.history,
    "g": Session.go,
    "?": Session.help,
}
