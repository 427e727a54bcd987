"""Whether two actors of one report are the same by their names."""

from __future__ import annotations

from gesta.model.incidents import IncidentActor

_NO_NAME = frozenset(
    "a an the this that these those another other others some several many dozens hundreds thousands both all any each "
    "no one two three four five six seven eight nine ten eleven twelve at more his her their its our my".split()
)
"""Words with which a description begins, in capitals too ("A Clifton man" at the head of a sentence)."""
_PERSONS = frozenset(
    "man men woman women boy boys girl girls teen teens teenager child children toddler baby mother father son "
    "daughter husband wife couple suspect suspects victim victims police officer officers gunman gunmen driver student "
    "students people person worker resident".split()
)
"""Last words of descriptions that a headline writes in capitals ("Cape Coral Man")."""
_EDGES = "'’\".,;:()"


def is_named(actor: IncidentActor) -> bool:
    """True for words that are a name, not a description: capitals at both ends, no article or number first, and no
    noun for people last."""
    words = _words(actor)
    if not words or words[0].lower() in _NO_NAME or words[-1].lower() in _PERSONS:
        return False
    return words[0][:1].isupper() and words[-1][:1].isupper()


def same_actor(one: IncidentActor, other: IncidentActor) -> bool:
    """True for one identity, the same words but for an article, the last word of a name within the other's, or a name
    spelt in two ways ("Ada Lund", "Ada Lunde")."""
    if _key(one) == _key(other):
        return True
    if not (is_named(one) and is_named(other)):
        return False
    mine, theirs = ([word.lower() for word in _words(actor)] for actor in (one, other))
    return mine[-1] in theirs or theirs[-1] in mine or _respelt(mine, theirs)


_LONG = 4
"""Letters of a name of which one more, less or other is another spelling, not another name."""


def _respelt(one: list[str], other: list[str]) -> bool:
    """True for full names that differ by one letter of the last."""
    first, last = one[:-1], (one[-1], other[-1])
    return bool(first) and first == other[:-1] and min(map(len, last)) >= _LONG and _by_one_letter(*last)


def _by_one_letter(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    same = next((index for index, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[same + (len(short) == len(long)) :] == long[same + 1 :]


def _words(actor: IncidentActor) -> list[str]:
    return [word for each in (actor.name or "").split() if (word := each.strip(_EDGES))]


def _key(actor: IncidentActor) -> str:
    return actor.actor_id or (actor.name or "").lower().removeprefix("the ").removeprefix("a ")
