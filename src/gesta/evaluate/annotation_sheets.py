"""Sheets to annotate on, and what an annotator writes back: words with their sentence's number, never offsets.

A span is written ``3:two men`` (the first "two men" of sentence 3), ``3:men#2`` (the second "men"); a trigger may add
the concept it names where that is not the incident's first type: ``3:killed=killing``. `read_annotation` turns one such
line into a `GoldDocument` with offsets, or says what does not fit.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from gesta.errors import Problem
from gesta.evaluate.corpora import Article
from gesta.evaluate.incident_gold import GoldDocument
from gesta.model.spans import Span

_WRITTEN = re.compile(r"(?P<sentence>\d+):(?P<words>.+?)(?:#(?P<nth>\d+))?(?:=(?P<concept>[a-z_]+))?", re.DOTALL)
_SPANNED = frozenset({"spans", "triggers"})


def sheet(article: Article, sentences: Sequence[Span]) -> str:
    """The article with its sentences numbered from 0, one a line."""
    text = article.document_text
    lines = [f"======== {article.key}  published {article.published or 'unknown'}"]
    lines += [f"{number}| {' '.join(text[s.start : s.end].split())}" for number, s in enumerate(sentences)]
    return "\n".join(lines) + "\n"


def read_annotation(
    line: str, articles: Mapping[str, Article], sentences: Mapping[str, Sequence[Span]]
) -> tuple[GoldDocument | None, tuple[Problem, ...]]:
    """The document that the line annotates, and a Problem for every span or value that does not fit."""
    try:
        written = json.loads(line)
        key = str(written["doc"])
        article = articles[key]
    except (ValueError, KeyError, TypeError) as error:
        return None, (Problem("annotation", f"not a line on a known document: {error!r}"),)
    finder = _Finder(article, sentences[key])
    found = finder.spanned({"published": article.published, **written, "digest": article.digest})
    try:
        document = msgspec.convert(found, GoldDocument)
    except msgspec.ValidationError as error:
        return None, (*finder.problems, Problem(key, str(error)))
    return document, tuple(finder.problems)


class _Finder:
    """Replaces written spans by offsets, collecting what it does not find."""

    def __init__(self, article: Article, sentences: Sequence[Span]) -> None:
        self._key, self._text, self._sentences = article.key, article.document_text, sentences
        self.problems: list[Problem] = []

    def spanned(self, value: object) -> object:
        """The value with every list under ``spans``, ``triggers`` and ``span`` as offset pairs."""
        if isinstance(value, list):
            return [self.spanned(each) for each in value]
        if not isinstance(value, dict):
            return value
        made: dict[str, object] = {}
        for name, each in value.items():
            if name in _SPANNED:
                placed = list(self._placed(each))
                made[name] = [offsets for offsets, _ in placed]
                if name == "triggers" and any(concept for _, concept in placed):
                    made["told_as"] = [concept for _, concept in placed]
            elif name == "span":
                made[name] = next((offsets for offsets, _ in self._placed([each])), None)
            else:
                made[name] = self.spanned(each)
        return made

    def _placed(self, written: Sequence[str]) -> Iterator[tuple[tuple[int, int], str | None]]:
        for each in written:
            match = _WRITTEN.fullmatch(each) if isinstance(each, str) else None
            place = self._find(match) if match else None
            if match is None or place is None:
                self.problems.append(Problem(self._key, f"no such words: {each!r}"))
            else:
                yield place, match["concept"]

    def _find(self, match: re.Match[str]) -> tuple[int, int] | None:
        number = int(match["sentence"])
        if number >= len(self._sentences):
            return None
        within = self._sentences[number]
        words = r"\s+".join(map(re.escape, match["words"].split()))
        sentence = self._text[within.start : within.end]
        hits = list(re.finditer(rf"(?<!\w){words}(?!\w)", sentence)) or list(re.finditer(words, sentence))
        nth = int(match["nth"] or 1)
        if not 1 <= nth <= len(hits):
            return None
        hit = hits[nth - 1]
        return within.start + hit.start(), within.start + hit.end()
