"""Scores the coding of actors on the PETRARCH unit-test sentences, with their own dictionaries as an overlay.

The gold gives events as codes (source, target, event) and marks no words. What is asked here is the coding of actors
alone: each actor that is source or target of a sentence's gold events, by country and primary sector ("GON MIL"), once
a sentence, must be an actor that Gesta reads in that sentence, with the same country and a kind that the code's sector
stands for (``knowledge.imports.cameo``); a code without a sector must be the country itself, not one of its bodies.
Whether Gesta sees an event there, and who does what to whom in it, is not asked: the sentences test a parser of another
kind. Codes for nobody ("---") are left out.

PETRARCH takes every name of a country for an actor, Gesta only where it acts. So there are two counts: ``coded`` takes
a country for found where it is named at all, ``acting`` only where it is read as an actor. ``shown`` counts actors read
with a country, also those that are in no gold event, so that precision is a lower bound.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from gesta.evaluate.corpora import Article
from gesta.evaluate.measures import Prf, Ratio
from gesta.evaluate.suites.workers import report
from gesta.knowledge.actors import Actors, load
from gesta.knowledge.imports.cameo import coded
from gesta.model.entities import ActorEntity
from gesta.model.terms import ActorKind
from gesta.readers.linguistics import analyse_one
from gesta.resolve.actor_page import page
from gesta.resolve.actors import actors
from gesta.text.documents import document

Coding = tuple[str | None, ActorKind | None]
"""Country and kind; the kind is None for the country itself."""
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_SENTENCE = re.compile(r"<Sentence (?P<head>[^>]*)>(?P<body>.*?)</Sentence>", re.DOTALL)
_EVENT = re.compile(r"<EventCoding\s(.*?)>", re.DOTALL)
_ATTRIBUTE = re.compile(r'(\w+)\s*=\s*"(.*?)"')
_TEXT = re.compile(r"<Text>(.*?)</Text>", re.DOTALL)
_ITSELF = ("country as", "capital as", "named people")
"""Beginnings of the basis of an entity that is a country itself, in the view of CAMEO."""


@dataclass(frozen=True, slots=True)
class CodedSentence:
    """A sentence with its date and the codings of the actors of its gold events."""

    key: str
    text: str
    published: str
    gold: frozenset[Coding]


def sentences(data: Path) -> Iterator[CodedSentence]:
    """The sentences that have gold actors; raises OSError and ValueError."""
    path = data / "petrarch" / "validation" / "PETR.UnitTest.records.xml"
    for match in _SENTENCE.finditer(_COMMENT.sub("", path.read_text(encoding="utf-8"))):
        head = dict(_ATTRIBUTE.findall(match["head"]))
        text = _TEXT.search(match["body"])
        gold = frozenset(_codings(match["body"]))
        if text is not None and gold:
            day = head["date"]
            words = " ".join(text[1].split())
            yield CodedSentence(f"petrarch:{head['id']}", words, f"{day[:4]}-{day[4:6]}-{day[6:]}", gold)


def dictionaries(data: Path) -> tuple[Path, ...]:
    """The dictionaries that the sentences were coded with."""
    folder = data / "petrarch" / "dictionaries"
    return folder / "PETR.Validate.actors.txt", folder / "PETR.Validate.agents.txt"


@dataclass(frozen=True, slots=True)
class CodingScore:
    """The two counts over some sentences, and a line for each in which a gold actor is not coded."""

    coded: Ratio
    acting: Prf
    misses: tuple[str, ...]

    def __add__(self, other: CodingScore) -> CodingScore:
        return CodingScore(self.coded + other.coded, self.acting + other.acting, self.misses + other.misses)


NOTHING = CodingScore(Ratio(), Prf(), ())


def score_sentences(overlays: tuple[Path, ...], batch: Sequence[CodedSentence]) -> CodingScore:
    """The counts over the sentences, read with the overlays."""
    return sum((_scored(sentence, _base(overlays)) for sentence in batch), NOTHING)


def _scored(sentence: CodedSentence, base: Actors) -> CodingScore:
    read = document(report(Article(sentence.key, "", sentence.text, sentence.published)))
    analysis = analyse_one(read)
    every = {_coding(each) for each in actors(read, analysis, base)}
    shown = {coding for coding in every if coding[0] is not None or coding in sentence.gold}
    named: set[Coding] = {(country, None) for country in page(read, analysis, base).countries}
    right, lost = len(shown & sentence.gold), sentence.gold - shown - named
    misses = (f"{sentence.key}\t{_told(lost)} not in {_told(shown)}\t{sentence.text}",) if lost else ()
    coded = Ratio(len(sentence.gold) - len(lost), len(sentence.gold))
    return CodingScore(coded, Prf(right, len(shown), right, len(sentence.gold)), misses)


@cache
def _base(overlays: tuple[Path, ...]) -> Actors:
    return load(*overlays)


def _codings(body: str) -> Iterator[Coding]:
    for event in _EVENT.findall(body):
        given = dict(_ATTRIBUTE.findall(event))
        for role in ("sourcecode", "targetcode"):
            for code in given.get(role, "").split("/"):
                said = coded(code)
                if said is not None:
                    yield said.country, said.kind if said.sector is not None else None


def _coding(entity: ActorEntity) -> Coding:
    """Country and kind as CAMEO would code the entity; heads of state are of the government."""
    if entity.basis.startswith(_ITSELF) or entity.sector == "unknown":
        return entity.country, None
    return entity.country, "government" if entity.sector == "leader" else entity.sector


def _told(codings: Sequence[Coding] | frozenset[Coding] | set[Coding]) -> str:
    return ", ".join(sorted(f"{country or '---'} {kind or 'itself'}" for country, kind in codings)) or "nothing"
