"""Restore the case of text in capitals or headline case, character for character.

Words are looked up in counts learnt from cased news: the usual form away from sentence starts, phrases that are
written with capitals, and, for words that go both ways, how they are written next to which neighbours.
"""

from __future__ import annotations

import gzip
import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_PARAGRAPH = re.compile(r"\n[ \t]*\n")
_TITLE_WORDS = (
    "gen gens gen. col col. lt maj capt sgt cpl brig adm cmdr dr mr mrs ms prof rev sen rep gov pres st fr msgr sr sra jr "
    "president minister colonel general major captain sergeant lieutenant admiral commander judge justice bishop archbishop "
    "cardinal father king queen prince princess sheikh sheik shaikh mullah imam ayatollah senator congressman deputy mayor "
    "governor doctor professor saint san santa don dona general-secretary pope comrade"
)
_ABBREVIATED = (
    "gen col lt maj capt sgt cpl brig adm cmdr dr mr mrs ms prof rev sen rep gov pres st vs no jan feb mar apr "
    "jun jul aug sep sept oct nov dec etc inc co corp ltd u.s u.n a.m p.m"
)
_TITLES = frozenset(_TITLE_WORDS.split())
_ABBREVIATIONS = frozenset(_ABBREVIATED.split())
_OPENERS = frozenset(["text", "report", "commentary", "article", "interview", "editorial"])
_CLITICS = frozenset(["s", "t", "ll", "re", "ve", "d", "m"])
_ROMAN = re.compile(r"^(?:x{0,3})(?:ix|iv|v?i{0,3})$")


@dataclass(slots=True)
class Truecaser:
    """Case restorer over a lexicon of counts."""

    lower: frozenset[str]
    cased: dict[str, str]
    phrases: frozenset[str]
    mixed: dict[str, float]
    left: dict[str, float]
    right: dict[str, float]
    longest: int = field(default=6)

    @classmethod
    def from_file(cls, path: Path) -> Truecaser:
        """Read the lexicon."""
        return cls.from_tables(json.loads(gzip.decompress(path.read_bytes())))

    @classmethod
    def from_tables(cls, tables: dict[str, Any]) -> Truecaser:
        """Take the lexicon's tables."""
        cased = dict(tables["cased"]) | {w: w.capitalize() for w in tables["title"]}
        return cls(
            lower=frozenset(tables["lower"]),
            cased=cased,
            phrases=frozenset(tables["phrases"]),
            mixed=tables["mixed"],
            left=tables["left"],
            right=tables["right"],
        )

    def __call__(self, text: str) -> str:
        """The text with its case restored where a paragraph or line is in capitals or headline case."""
        out: list[str] = []
        for start, end in _blocks(text, _PARAGRAPH):
            block = text[start:end]
            out.append(self._restore(block) if _shouts(block) else self._lines(block))
        return "".join(out)

    def _lines(self, block: str) -> str:
        return "".join(self._line(line) for line in block.splitlines(keepends=True))

    def _line(self, line: str) -> str:
        if _shouts(line):
            return self._restore(line)
        return self._restore(line, headline=True) if _headline(line) else line

    def _restore(self, text: str, headline: bool = False) -> str:
        words = list(WORD.finditer(text))
        forms = [w.group().lower().replace("’", "'") for w in words]
        acronyms = self._acronyms(text, words, forms)
        fixed = self._fixed(words, forms, headline) | {i: acronyms[f] for i, f in enumerate(forms) if f in acronyms}
        capital = self._phrases(text, words, forms)
        out = list(text)
        for i, word in enumerate(words):
            new = fixed.get(i) or self._form(text, words, forms, i, i in capital)
            if _starts(text, word.start(), forms[i - 1] if i else "") and not fixed.get(i):
                new = new[:1].upper() + new[1:]
            out[word.start() : word.end()] = _fit(word.group(), new)
        return "".join(out)

    def _fixed(self, words: list[re.Match[str]], forms: list[str], headline: bool) -> dict[int, str]:
        """Words of a headline that are left alone: acronyms and names with inner capitals."""
        if not headline:
            return {}
        return {i: w.group() for i, w in enumerate(words) if not w.group()[1:].islower() and len(forms[i]) > 1}

    def _acronyms(self, text: str, words: list[re.Match[str]], forms: list[str]) -> dict[str, str]:
        """Unknown words that stand alone in brackets somewhere in the text, or have no vowel."""
        found: dict[str, str] = {}
        for word, form in zip(words, forms, strict=True):
            if self._known(form) or not word.group().isupper():
                continue
            bracketed = text[max(word.start() - 1, 0) : word.start()] in {"(", "["} and text[word.end() : word.end() + 1] in {")", "]"}
            if len(form) <= 8 and (bracketed or not set(form) & set("aeiouyáéíóúü'") and len(form) > 1):
                found[form] = word.group()
        return found

    def _phrases(self, text: str, words: list[re.Match[str]], forms: list[str]) -> set[int]:
        """Numbers of the words inside phrases that are written with capitals, longest first."""
        inside: set[int] = set()
        for i in range(len(forms)):
            for size in range(min(self.longest, len(forms) - i), 1, -1):
                key = " ".join(forms[i : i + size])
                if key in self.phrases and all(_adjacent(text, words, j) for j in range(i, i + size - 1)):
                    inside.update(j for j in range(i, i + size) if forms[j] not in _SMALL)
                    break
        return inside

    def _form(self, text: str, words: list[re.Match[str]], forms: list[str], i: int, capital: bool) -> str:
        form = forms[i]
        if form in {"i", "i'm", "i'll", "i've", "i'd"}:
            return form.capitalize()
        if i and form in _CLITICS and text[words[i].start() - 1] in "'’":
            return form
        if form.endswith("'s") and form not in self.lower and form not in self.cased:
            return self._single(text, words, forms, i, form[:-2], capital) + "'s"
        return self._single(text, words, forms, i, form, capital)

    def _single(self, text: str, words: list[re.Match[str]], forms: list[str], i: int, form: str, capital: bool) -> str:
        if capital and form not in self.cased:
            return form.capitalize()
        if len(form) == 1 and text[words[i].end() : words[i].end() + 1] == "." and form != "a":
            return form.upper()
        if form in self.mixed:
            name = self.cased.get(form, form.capitalize())
            return name if self._odds(text, words, forms, i, form) > 0 else form
        if form in self.cased:
            return self.cased[form]
        if form in self.lower:
            return form
        if i and _ROMAN.match(form) and len(form) > 1:
            return form.upper()
        return form if self._inflected(form) else form.capitalize()

    def _odds(self, text: str, words: list[re.Match[str]], forms: list[str], i: int, form: str) -> float:
        """Log odds that a word that goes both ways is a name here."""
        before = forms[i - 1] if i and _adjacent(text, words, i - 1) else "<"
        after = forms[i + 1] if i + 1 < len(forms) and _adjacent(text, words, i) else ">"
        score = self.mixed[form]
        score += self.left.get(f"{before} {form}", self.left.get(self._class(before), 0.0))
        score += self.right.get(f"{form} {after}", self.right.get(self._class(after), 0.0))
        return score

    def _class(self, word: str) -> str:
        return word_class(word, self.lower, self.cased, self.mixed)

    def _known(self, form: str) -> bool:
        return form in self.cased or form in self.lower or form in self.mixed or self._inflected(form)

    def _inflected(self, form: str) -> bool:
        """Whether the word is an inflection of a known ordinary word."""
        return any(base in self.lower for base in bases(form))


_SMALL_WORDS = "of the and for in on to a an at by de del la las los el y e da do das dos und von van bin ibn al"
_SMALL = frozenset(_SMALL_WORDS.split())


def word_class(word: str, lower: frozenset[str] | set[str], cased: dict[str, str], mixed: dict[str, float]) -> str:
    """The kind of a neighbouring word, for contexts that were never seen."""
    if word in {"<", ">"}:
        return word
    if word in _TITLES:
        return "#title"
    if word in mixed:
        return "#mixed+" if mixed[word] > 0 else "#mixed-"
    if word in cased:
        return "#name"
    return "#word" if word in lower else "#unknown"


def bases(form: str) -> Iterator[str]:
    """Possible base forms of an inflected or derived word."""
    for ending, others in (("ies", ["y"]), ("es", ["", "e"]), ("s", [""]), ("ied", ["y"]), ("ed", ["", "e"]), ("ing", ["", "e"]),
                           ("ly", ["", "le"]), ("er", ["", "e"]), ("ers", ["", "e"]), ("ness", [""]), ("ation", ["e", ""])):  # fmt: skip
        if form.endswith(ending) and len(form) - len(ending) >= 3:
            stem = form[: -len(ending)]
            yield from (stem + other for other in others)
            if len(stem) > 3 and stem[-1] == stem[-2]:
                yield stem[:-1]
    for prefix in ("un", "re", "non", "anti", "pre", "counter", "over", "under", "mis"):
        if form.startswith(prefix) and len(form) - len(prefix) >= 4:
            yield form[len(prefix) :]


def _blocks(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    start = 0
    for match in pattern.finditer(text):
        yield start, match.end()
        start = match.end()
    yield start, len(text)


def _shouts(text: str) -> bool:
    """Whether nearly all letters are capitals, over more than a word or two."""
    upper = sum(c.isupper() for c in text)
    lower = sum(c.islower() for c in text)
    return upper > 0.8 * (upper + lower) and len(WORD.findall(text)) >= 3


def _headline(line: str) -> bool:
    """Whether a line capitalises nearly all its words and does not run like a sentence."""
    words = [w for w in WORD.findall(line) if len(w) > 3]
    if len(words) < 4 or len(line) > 200:
        return False
    return sum(w[0].isupper() for w in words) >= 0.85 * len(words)


def _adjacent(text: str, words: list[re.Match[str]], i: int) -> bool:
    """Whether only a space or a hyphen stands between word `i` and the next."""
    gap = text[words[i].end() : words[i + 1].start()]
    return len(gap) <= 3 and (not gap.strip() or gap == "-" or gap == ". ")


def _starts(text: str, position: int, before: str) -> bool:
    """Whether a sentence starts at `position`."""
    k = position - 1
    while k >= 0 and (text[k] in "\"'“”‘’([*" or text[k].isspace()):
        k -= 1
    if k < 0:
        return True
    if text[k] not in ".?!" or k == position - 1:
        return text[k] == "]" and before in _OPENERS
    return not (text[k] == "." and (before in _ABBREVIATIONS or len(before) == 1))


def _fit(old: str, new: str) -> str:
    """The letters of `old` in the case of `new`; letters whose other case is longer stay as they are."""
    return "".join(o if n == o else _letter(o, n) for o, n in zip(old, new.ljust(len(old)), strict=False))


def _letter(old: str, new: str) -> str:
    changed = old.upper() if new.isupper() else old.lower()
    return changed if len(changed) == 1 else old


def log_odds(yes: float, no: float, prior: float = 0.5) -> float:
    """Smoothed log odds of two counts."""
    return math.log((yes + prior) / (no + prior))
