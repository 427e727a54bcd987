"""Examples asked for at a terminal: does this sentence tell the concept at these words? One key an answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console
from rich.text import Text

from gesta.cli.codebook_examples import marked
from gesta.cli.terminal import counted, harmless, say
from gesta.codebook.taught_lines import ExampleLine, append_lines

Key = Callable[[], str]
_LONGEST = 800
"""Cells of the terminal for a sentence, and for what stands before or after it."""
_PROMPT = "y it tells it · n it does not · s skip · u undo · ? help · q quit"
HELP = (
    ("y  a", "yes: the underlined words tell the concept"),
    ("n  x", "no: they do not"),
    ("s  space  j", "skip: it stays undecided"),
    ("u  k  backspace", "undo the last answer, and ask it again"),
    ("?", "this help"),
    ("q", "quit; every answer is kept already"),
)
_YES, _NO, _SKIP = frozenset("yYaA"), frozenset("nNxX"), frozenset("sSjJ ")
_UNDO = frozenset({"u", "U", "k", "K", "\x7f", "\b"})
_QUIT = frozenset({"q", "Q", "\x04", "\x1b", ""})
"""Quit, end of input, escape; the terminal's end gives an empty key."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: the passage with the words in question, what stands around it, and the chance that the detector
    gives it; None where it was not asked."""

    line: ExampleLine
    before: str = ""
    after: str = ""
    chance: float | None = None


@dataclass(slots=True)
class Asking:
    """One person at a terminal. ``key`` waits for one key; every answer is appended to ``file`` at once.

    ``answers``: the places of the questions answered, in order, and the answers.
    """

    label: str
    definition: str
    questions: Sequence[Asked]
    file: Path
    who: str
    now: Callable[[], str]
    screen: Console
    key: Key
    place: int = 0
    answers: list[tuple[int, bool]] = field(default_factory=list)

    def run(self) -> Mapping[bool, int]:
        """Ask until the person quits or nothing is left; how many answers of each kind stand then."""
        self.screen.print(Text.assemble((harmless(self.label), "bold"), f": {harmless(self.definition)}"))
        while self.place < len(self.questions):
            self._show(self.questions[self.place])
            if not self._react():
                break
        else:
            say("nothing is left to ask")
        given = {told: sum(each == told for _, each in self.answers) for told in (True, False)}
        say(f"{counted(len(self.answers), 'answer')} kept in {self.file}: {given[True]} yes, {given[False]} no")
        return given

    def _show(self, question: Asked) -> None:
        line = question.line
        number = f"{self.place + 1} of {len(self.questions)}"
        chance = "" if question.chance is None else f" · the detector says {question.chance:.0%}"
        self.screen.rule(Text(f"{number}{chance}", style="bold"), align="left")
        self.screen.print(Text(harmless(line.source), style="dim"))
        for words, style in ((question.before, "dim"), (None, ""), (question.after, "dim")):
            shown = marked(line) if words is None else Text(harmless(words), style=style)
            if shown.plain.strip():
                shown.truncate(_LONGEST, overflow="ellipsis")
                self.screen.print(shown)

    def _react(self) -> bool:
        """Keys until one leads to another question; False when the person quits."""
        while True:
            self.screen.print(Text(_PROMPT, style="bold cyan"))
            key = self.key()
            if key in _QUIT:
                return False
            if key in _YES or key in _NO:
                self._answer(told=key in _YES)
                return True
            if key in _SKIP:
                self.place += 1
                return True
            if key in _UNDO:
                if self._undo():
                    return True
            elif key == "?":
                for keys, meaning in HELP:
                    self.screen.print(Text.assemble((f"{keys:18}", "bold"), meaning))
            else:
                say("that key does nothing; ? lists those that do")

    def _answer(self, *, told: bool) -> None:
        self._append(self.questions[self.place].line, told)
        self.answers.append((self.place, told))
        self.place += 1

    def _undo(self) -> bool:
        if not self.answers:
            say("no answer of this session is left to undo")
            return False
        self.place, _ = self.answers.pop()
        self._append(self.questions[self.place].line, None)
        return True

    def _append(self, line: ExampleLine, told: bool | None) -> None:
        """The answer is on the disk: what was said stays said when the session breaks off."""
        answered = ExampleLine(line.text, line.start, line.end, told, line.source, self.who, self.now())
        append_lines(self.file, [answered])
