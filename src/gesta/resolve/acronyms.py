"""Acronyms that a document defines: "Rapid Support Forces (RSF)", "... National Liberation Front [FMLN]"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gesta.knowledge.actor_names import fold, is_acronym
from gesta.resolve.actor_page import Found, Page

_OPEN = frozenset({"(", "[", "-LRB-", "-LSB-"})
_CLOSE = frozenset({")", "]", "-RRB-", "-RSB-"})
_SMALL = frozenset({"of", "the", "and", "for", "de", "la", "del", "in", "to", "y", "a", "al", "el"})


def with_acronyms(page: Page, names: Sequence[Found]) -> tuple[list[Found], dict[str, str]]:
    """The named mentions with every use of a defined acronym among them, and the acronyms with the folded full name."""
    analysis = page.analysis
    defined: dict[str, str] = {}
    by_first = {mention.first: mention for mention in names}
    kept = list(names)
    for mention in names:
        opening = mention.end
        if mention.form not in {"body", "people"} or mention.end + 2 >= len(analysis):
            continue
        if analysis.words[opening] not in _OPEN or analysis.words[opening + 2] not in _CLOSE:
            continue
        word = page.raw(opening + 1, opening + 2)
        if (
            " " in mention.name
            and not is_acronym(mention.name)
            and (_may_abbreviate(word, mention.name) if is_acronym(word) else _shortens(word, mention.name))
        ):
            defined.setdefault(word, fold(mention.name))
            kept.append(_use(page, mention, opening + 1))
    if not defined:
        return kept, {}
    first_by_name = {fold(mention.name): mention for mention in reversed(names)}
    for token in range(len(analysis)):
        word = page.raw(token, token + 1)
        if word in defined and (token not in by_first or by_first[token].form == "person"):
            kept.append(_use(page, first_by_name[defined[word]], token))
    unique = {(mention.first, mention.end): mention for mention in kept if not _inside_other(mention, kept)}
    return sorted(unique.values(), key=lambda mention: mention.first), defined


def _use(page: Page, full: Found, token: int) -> Found:
    word = page.raw(token, token + 1)
    return replace(full, first=token, end=token + 1, head=token, name=word, lemma=word.lower(), form="body")


def _inside_other(mention: Found, others: Sequence[Found]) -> bool:
    """True for a mention that lies in a longer one, or is a person where the same word is a defined acronym."""
    return any(
        other is not mention
        and other.first <= mention.first
        and mention.end <= other.end
        and (other.end - other.first > mention.end - mention.first or (mention.form == "person" != other.form))
        for other in others
    )


def _shortens(word: str, name: str) -> bool:
    """True for a word made of the name's initials that is written like a name ("Tepco")."""
    if not (word.isalpha() and word[0].isupper() and word[1:].islower() and 3 <= len(word) <= 8):
        return False
    initials = [part[0] for part in fold(name).split(" ") if part not in _SMALL]
    return len(initials) > 2 and _matched(word.lower(), initials) >= max(3, len(initials) - 1)


def _matched(letters: str, initials: Sequence[str]) -> int:
    """How many of the letters are initials, in their order."""
    position = matched = 0
    for letter in letters:
        if letter in initials[position:]:
            position = initials.index(letter, position) + 1
            matched += 1
    return matched


def _may_abbreviate(acronym: str, name: str) -> bool:
    """True when at least half of the acronym's letters are initials of the name in order; names in other languages
    abbreviate differently, so the first letter alone does where the lengths agree."""
    letters = "".join(letter for letter in acronym.lower() if letter.isalpha())
    initials = [word[0] for word in fold(name).split(" ") if word not in _SMALL]
    return _matched(letters, initials) * 2 >= len(letters) or abs(len(initials) - len(letters)) <= 1
