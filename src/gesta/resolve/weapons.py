"""Every weapon of a document with its kind, its name and its number: ``weapons``.

Kinds come from a word list (``data/weapons.yaml``) and from the spans that the model labels Weapon; the number from the
words before the noun. Words inside names of organizations and people are left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import msgspec
from ruamel.yaml import YAML

from gesta.model.analysis import Analysis
from gesta.model.documents import Document
from gesta.model.entities import WeaponEntity
from gesta.model.spans import Span, quote
from gesta.model.values import Count
from gesta.resolve.counts_numbers import amount_at, vague_at

_NAMES = frozenset({"Organization", "Person", "Facility"})
_NOT_A_NAME = frozenset({"NORP", "Location", "Organization", "Person", "Date", "Facility"})
_DESIGNATION = re.compile(r"[A-Z][A-Za-z]{0,8}-?\d{1,4}[A-Za-z]{0,2}|\.?\d{1,3}(?:\.\d+)?-?(?:mm|cal|caliber|calibre)")
_BARE_CALIBRE = re.compile(r"\.?\d{1,3}(?:\.\d+)?")
_CALIBRE_UNITS = frozenset({"mm", "caliber", "calibre", "cal", "millimeter", "millimetre"})
_ONE = frozenset({"a", "an", "one", "single", "another"})
_BEFORE_NOUN = frozenset({"JJ", "JJR", "JJS", "NN", "NNP", "NNPS", "CD", "HYPH", "VBN", "VBG", "DT", "PRP$"})
_WINDOW = 7
_WORDS = 1 << 15
"""Different words whose pieces a process remembers."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Phrases of lower-case words to kinds, names to kinds, phrases that are no weapon, and what is one when thrown."""

    phrases: dict[tuple[str, ...], str]
    names: dict[tuple[str, ...], str]
    skip: frozenset[tuple[str, ...]]
    thrown: dict[tuple[str, ...], str]
    throwing: frozenset[str]
    starts: frozenset[str]
    name_starts: frozenset[str]
    longest: int


_PIECE = re.compile(r"[^\W_]+|[^\w\s]|_")


def _pieces(text: str) -> tuple[str, ...]:
    return tuple(_PIECE.findall(text))


@cache
def lexicon() -> Lexicon:
    """The word list of the package; read once a process."""
    raw = YAML(typ="safe", pure=True).load((files("gesta.resolve") / "data" / "weapons.yaml").read_text("utf-8"))
    phrases = _flat(raw["kinds"])
    thrown = _flat(raw["thrown"])
    names = {_pieces(name): kind for kind, listed in raw["names"].items() for name in listed}
    skip = frozenset(_pieces(phrase) for phrase in raw["skip"])
    starts = frozenset(key[0] for table in (phrases, thrown) for key in table) | {key[0] for key in skip}
    longest = max(len(key) for key in (*phrases, *thrown, *names, *skip))
    name_starts = frozenset(key[0].lower() for key in names)
    return Lexicon(phrases, names, skip, thrown, frozenset(raw["throwing"]), starts, name_starts, longest)


def _flat(kinds: dict[str, list[str]]) -> dict[tuple[str, ...], str]:
    """Singular and plural of every phrase."""
    flat: dict[tuple[str, ...], str] = {}
    for kind, listed in kinds.items():
        for phrase in listed:
            words = _pieces(phrase)
            for last in (words[-1], _plural(words[-1])):
                flat[(*words[:-1], last)] = kind
    return flat


def _plural(word: str) -> str:
    if word.endswith("fe"):
        return f"{word[:-2]}ves"
    if word.endswith(("s", "x", "ch", "sh")):
        return f"{word}es"
    return f"{word[:-1]}ies" if word.endswith("y") and word[-2] not in "aeiou" else f"{word}s"


class _Piece(msgspec.Struct, frozen=True, gc=False):
    """A word piece of the text: tokens are cut at hyphens so that every tokenisation gives the same pieces."""

    start: int
    end: int
    raw: str
    token: int


def weapons(document: Document, analysis: Analysis) -> tuple[WeaponEntity, ...]:
    """The weapons named in the document's sentences, in text order, none overlapping another."""
    found: list[WeaponEntity] = []
    covered = 0
    pieces = tuple(
        _Piece(start + first, start + end, raw, token)
        for token, (word, start) in enumerate(zip(analysis.words, analysis.starts, strict=True))
        for first, end, raw in _cut(word)
    )
    at = 0
    while at < len(pieces):
        kind, end, named = _match(analysis, pieces, at) if _begins(pieces[at].raw) else (None, at + 1, False)
        if kind is None:
            at = end
            continue
        made = _entity(document, analysis, pieces, at, end, kind, named)
        if made.start >= covered:
            found.append(made)
            covered = made.end
        at = end
        while at < len(pieces) and pieces[at].start < covered:
            at += 1
    listed = _labelled(document, analysis, tuple(Span(entity.start, entity.end) for entity in found))
    return tuple(sorted((*found, *listed), key=lambda entity: entity.start))


@lru_cache(_WORDS)
def _cut(word: str) -> tuple[tuple[int, int, str], ...]:
    """Where the pieces of a word begin and end, and how they are written."""
    return tuple((found.start(), found.end(), found.group()) for found in _PIECE.finditer(word))


@lru_cache(_WORDS)
def _begins(piece: str) -> bool:
    """False for a piece that no phrase or name of the lexicon begins with."""
    words, low = lexicon(), piece.lower()
    return low in words.starts or low in words.name_starts


def _match(analysis: Analysis, pieces: tuple[_Piece, ...], at: int) -> tuple[str | None, int, bool]:
    """Kind of the longest phrase at the piece (None: no weapon), the piece after it, and whether it is a name."""
    words = lexicon()
    inside = _inside_name(analysis, pieces[at].token)
    sentence = analysis.sentence_of[pieces[at].token]
    for length in range(min(words.longest, len(pieces) - at), 0, -1):
        if analysis.sentence_of[pieces[at + length - 1].token] != sentence:
            continue
        raw = tuple(piece.raw for piece in pieces[at : at + length])
        low = tuple(word.lower() for word in raw)
        if low in words.skip or (*low[:-1], low[-1].removesuffix("s")) in words.skip:
            return None, at + length, False
        name = words.names.get(raw) or (words.names.get(_upper(raw)) if raw[-1].isdecimal() else None)
        if name is not None and (not inside or _noun_after(pieces, at + length, "", 0)[0]):
            return name, at + length, True
        if inside:
            continue
        if low in words.phrases and not _verb(analysis, pieces, at, length):
            return words.phrases[low], at + length, False
        if low in words.thrown and _thrown(analysis, pieces[at + length - 1].token):
            return words.thrown[low], at + length, False
    return None, at + 1, False


def _upper(raw: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(piece.upper() for piece in raw)


def _inside_name(analysis: Analysis, token: int) -> bool:
    index = analysis.entity_of[token]
    return index >= 0 and analysis.entities[index].label in _NAMES


def _verb(analysis: Analysis, pieces: tuple[_Piece, ...], at: int, length: int) -> bool:
    """True when a single word is a verb ("they bomb the town", "prices rocketed")."""
    token = pieces[at].token
    return length == 1 and analysis.tags[token].startswith("VB") and not _labelled_weapon(analysis, token)


def _labelled_weapon(analysis: Analysis, token: int) -> bool:
    index = analysis.entity_of[token]
    return index >= 0 and analysis.entities[index].label == "Weapon"


def _thrown(analysis: Analysis, token: int) -> bool:
    throwing = lexicon().throwing
    return any(analysis.lemmas[above] in throwing for above in list(analysis.ancestors(token))[:3]) or any(
        analysis.lemmas[near] in throwing for near in range(max(0, token - 3), min(len(analysis), token + 3))
    )


def _entity(
    document: Document, analysis: Analysis, pieces: tuple[_Piece, ...], at: int, end: int, kind: str, named: bool
) -> WeaponEntity:
    """The weapon over pieces [at, end) with the name before or in it and the number before that."""
    start, stop = pieces[at].start, pieces[end - 1].end
    name: str | None = document.text[start:stop] if named else None
    if named:
        kind, stop = _noun_after(pieces, end, kind, stop)
    else:
        name, start = _name_before(document, analysis, pieces[at].token, start)
    first = analysis.token_at(start)
    modifier = analysis.deps[pieces[end - 1].token] == "compound" and stop == pieces[end - 1].end
    count = None if first is None or modifier else _number(document, analysis, first)  # "four gunshot victims"
    words = quote(document.text, Span(start, stop))
    return WeaponEntity(words.start, words.end, words.exact, kind, name, count)


def _noun_after(pieces: tuple[_Piece, ...], at: int, kind: str, stop: int) -> tuple[str, int]:
    """The kind noun right after a name ("Katyusha rockets") decides the kind and joins the span."""
    words = lexicon()
    for length in range(min(3, len(pieces) - at), 0, -1):
        low = tuple(piece.raw.lower() for piece in pieces[at : at + length])
        if low in words.phrases:
            return words.phrases[low], pieces[at + length - 1].end
    return kind, stop


def _name_before(document: Document, analysis: Analysis, token: int, start: int) -> tuple[str | None, int]:
    """A designation or proper name right before the noun: "Fateh-110 missiles", "a 9mm pistol", ".45-caliber gun"."""
    floor = analysis.sentences[analysis.sentence_of[token]][0]
    first = token
    while first - 1 >= floor and token - first < 4 and _names(analysis, first - 1, floor):
        first -= 1
    if first == token:
        return None, start
    words = quote(document.text, Span(analysis.starts[first], start))
    return words.exact.rstrip("- "), words.start


def _names(analysis: Analysis, token: int, floor: int) -> bool:
    word = analysis.words[token]
    if analysis.entity_of[token] >= 0 and analysis.entities[analysis.entity_of[token]].label in _NOT_A_NAME:
        return False
    if _DESIGNATION.fullmatch(word) or word.lower() in _CALIBRE_UNITS:
        return True
    calibre = _BARE_CALIBRE.fullmatch(word) is not None
    if calibre or word == "-":
        following = analysis.words[token + 1].lower()
        return following in _CALIBRE_UNITS or (following == "-" and analysis.words[token + 2].lower() in _CALIBRE_UNITS)
    return (
        token > floor and analysis.tags[token] == "NNP" and word[:1].isupper() and word.lower() not in lexicon().starts
    )


def _number(document: Document, analysis: Analysis, first: int) -> Count | None:
    """The number told before the weapon's own words; one for "a", a vague amount with its words, else None."""
    words = tuple(word.lower() for word in analysis.words[max(0, first - 12) : first + 1])
    shift = first - len(words) + 1
    floor = max(0, analysis.sentences[analysis.sentence_of[first]][0] - shift)
    for at in range(len(words) - 2, max(floor, len(words) - 2 - _WINDOW) - 1, -1):
        tag = analysis.tags[at + shift]
        amount = amount_at(words, at, floor)
        vague = vague_at(words, at) if amount is None else None
        if amount is not None and amount.end <= len(words) - 1:
            span = quote(document.text, analysis.span(amount.first + shift, amount.end + shift))
            return Count(amount.low, amount.high, amount.exactness, span.exact, {}, (span,))
        if vague is not None:
            span = quote(document.text, analysis.span(vague[0] + shift, vague[1] + shift))
            return Count(None, None, "vague", span.exact, {}, (span,))
        if words[at] in _ONE and "of" not in words[at:]:
            span = quote(document.text, analysis.span(at + shift, at + shift + 1))
            return Count(1, 1, "exact", span.exact, {}, (span,))
        if words[at] == "of" and at > floor:
            continue  # "dozens of shells", "a barrage of 20 rockets"
        if tag not in _BEFORE_NOUN or words[at] in ("the", "this", "that"):
            break
    return None


def _labelled(document: Document, analysis: Analysis, known: tuple[Span, ...]) -> list[WeaponEntity]:
    """Spans that the model labels Weapon and the word list does not know: kind other."""
    found: list[WeaponEntity] = []
    for entity in analysis.entities:
        span = analysis.span(entity.first, entity.end)
        if entity.label != "Weapon" or _skipped(analysis, entity.first) or any(span.overlaps(other) for other in known):
            continue
        words = quote(document.text, span)
        proper = analysis.tags[entity.first].startswith("NNP")
        count = _number(document, analysis, entity.first)
        found.append(WeaponEntity(words.start, words.end, words.exact, "other", words.exact if proper else None, count))
    return found


def _skipped(analysis: Analysis, first: int) -> bool:
    """True where a phrase that is no weapon begins at the token."""
    low = tuple(word.lower() for word in analysis.words[first : first + 3])
    return any(low[:length] in lexicon().skip for length in (1, 2, 3))
