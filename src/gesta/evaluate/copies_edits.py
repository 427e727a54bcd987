"""Copies made on purpose: a text as other outlets would run it, edited, cut, embedded, or only quoted.

Every edit is drawn from a generator that the caller seeds, so that the same texts come out on every machine.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from gesta.evaluate.corpora import Article

_WORD = re.compile(r"\w+")
_CLAUSES = re.compile(r"(?P<first>[^,]{15,}), (?P<last>[^,]{15,})(?P<stop>[.!?])$")
_SPEECH = re.compile(r"(?P<told>.{30,}), (?P<who>[^,“”\"]{3,60}) (?P<verb>said|say|says|reported|added)(?P<stop>\.)$")
_OTHER_WORDS = dict(
    pair.split(":")
    for pair in (
        "killed:slain man:male woman:female shot:gunned police:officers officers:police wounded:hurt injured:wounded "
        "hospital:clinic home:house house:residence gunman:shooter shooter:gunman arrested:detained died:perished "
        "began:started after:following near:close about:around around:about people:persons victim:casualty "
        "suspect:assailant car:vehicle vehicle:car child:youngster found:discovered taken:brought fired:discharged "
        "several:many authorities:officials officials:authorities investigating:probing attack:assault street:road "
        "morning:daybreak evening:dusk also:too when:as because:since while:as shooting:gunfire incident:event "
        "critical:grave condition:state charged:accused told:informed dead:lifeless large:big small:little"
    ).split()
)
"""Words that a person who retells a report puts for others."""
_FURNITURE = (
    "Share this article",
    "Related stories",
    "Sign up for our newsletter",
    "Click here for more",
    "2 comments",
)
_OWN = 0.15
"""Share of an own report that a quoting one takes from another."""


@dataclass(frozen=True, slots=True)
class Material:
    """What edits draw from: words of other texts, and the paragraphs of one other report."""

    words: Sequence[str]
    other: Sequence[str]


Edit = Callable[[Sequence[str], Material, Random], list[str]]


def paragraphs(article: Article) -> list[str]:
    """The paragraphs of the article's body."""
    return [each.strip() for each in article.text.split("\n") if each.strip()]


def _replaced(share: float) -> Edit:
    def edit(text: Sequence[str], material: Material, random: Random) -> list[str]:
        def word(match: re.Match[str]) -> str:
            return random.choice(material.words) if random.random() < share else match[0]

        return [_WORD.sub(word, each) for each in text]

    return edit


def _paraphrased(text: Sequence[str], material: Material, random: Random) -> list[str]:
    """Other words, the speaker before what is said, clauses in the other order; names and numbers stay."""
    return [" ".join(_retold(each) for each in re.split(r"(?<=[.!?])\s+", paragraph)) for paragraph in text]


def _retold(sentence: str) -> str:
    spoken = _SPEECH.fullmatch(sentence)
    turned = _CLAUSES.fullmatch(sentence)
    if spoken is not None:
        sentence = f"{spoken['who']} {spoken['verb']} {spoken['told']}{spoken['stop']}"
    elif turned is not None:
        sentence = f"{turned['last']}, {turned['first']}{turned['stop']}"
    return _WORD.sub(lambda match: _OTHER_WORDS.get(match[0], match[0]), sentence)


def _renamed(text: Sequence[str], material: Material, random: Random) -> list[str]:
    """Every capitalised word inside a sentence is another name, the same one throughout."""
    names = sorted({word for word in material.words if word[0].isupper() and len(word) > 3})
    chosen: dict[str, str] = {}

    def name(match: re.Match[str]) -> str:
        return chosen.setdefault(match[0], random.choice(names) if names else match[0])

    return [re.sub(r"(?<=[a-z,] )[A-Z][a-z]{2,}", name, each) for each in text]


def _renumbered(text: Sequence[str], material: Material, random: Random) -> list[str]:
    return [re.sub(r"\b[1-9]\d?\b", lambda match: str(int(match[0]) + random.randint(1, 9)), each) for each in text]


def _first_half(text: Sequence[str], material: Material, random: Random) -> list[str]:
    sentences = [each for paragraph in text for each in re.split(r"(?<=[.!?])\s+", paragraph)]
    return sentences[: (len(sentences) + 1) // 2]


def _furnished(text: Sequence[str], material: Material, random: Random) -> list[str]:
    return [*_FURNITURE[:2], *text, *_FURNITURE[2:]]


def _embedded(text: Sequence[str], material: Material, random: Random) -> list[str]:
    """The text inside another report."""
    half = len(material.other) // 2
    return [*material.other[:half], *text, *material.other[half:]]


def _quoted(text: Sequence[str], material: Material, random: Random) -> list[str]:
    """Another report that takes a few of the text's sentences: no copy."""
    sentences = [each for paragraph in text for each in re.split(r"(?<=[.!?])\s+", paragraph)]
    room = _OWN * sum(map(len, material.other))
    taken: list[str] = []
    for each in random.sample(sentences, len(sentences)):
        if sum(map(len, taken)) + len(each) <= min(room, 0.4 * sum(map(len, sentences))):
            taken.append(each)
    return [*material.other, *taken]


COPIES: Mapping[str, Edit] = {
    "edited_5": _replaced(0.05),
    "edited_15": _replaced(0.15),
    "edited_30": _replaced(0.30),
    "paraphrased": _paraphrased,
    "renamed": _renamed,
    "renumbered": _renumbered,
    "first_half": _first_half,
    "furnished": _furnished,
    "embedded": _embedded,
}
"""Edits that leave a copy."""
NO_COPIES: Mapping[str, Edit] = {"quoted": _quoted}
"""Edits that do not."""
WITH_ANOTHER = frozenset({"embedded", "quoted"})
"""Edits whose text tells the other report as a whole."""
