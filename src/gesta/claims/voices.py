"""Who speaks: the name that a pronoun stands for, and the kind of speaker that a report tells of a name anywhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gesta.model.entities import ActorEntity
from gesta.model.incidents import Speaker
from gesta.model.reading import Attribution, Mention
from gesta.model.tellings import Resolved
from gesta.model.terms import ActorKind, SpeakerKind

_PERSONAL = frozenset({"he", "she", "they", "it", "i", "we", "who", "him", "her", "them"})
_SPEAKS_AS: Mapping[ActorKind, SpeakerKind] = {
    "police": "police",
    "military": "military",
    "government": "government",
    "rebel": "armed_group",
    "militia": "armed_group",
    "terrorist": "armed_group",
    "gang": "armed_group",
    "international": "international",
    "ngo": "ngo",
    "media": "media",
}
"""What kind of speaker an actor of a kind is; of the others nothing follows (a doctor is coded a civilian)."""


@dataclass(frozen=True, slots=True)
class Voices:
    """The speakers of a document; ``kinds``: what it tells of each that is named."""

    resolved: Resolved
    kinds: Mapping[str, SpeakerKind]

    def speaker(self, spoken: Attribution | None) -> Speaker | None:
        """The speaker by the words of the text, a pronoun and a part of a name by the name it stands for.

        None where nobody speaks.
        """
        if spoken is None:
            return None
        words = spoken.speaker.exact
        named = next((actor.name for actor in _named(spoken, self.resolved) if actor.name), None)
        stands_for = named is not None and (words.lower() in _PERSONAL or _is_part(words, named))
        return Speaker(named if named is not None and stands_for else words, self._kind(spoken))

    def _kind(self, spoken: Attribution) -> SpeakerKind:
        told = _told_kind(spoken, self.resolved)
        if told != "unknown":
            return told
        for actor in _named(spoken, self.resolved):
            kind = self.kinds.get(actor.name or "") or _SPEAKS_AS.get(actor.sector)
            if kind:
                return kind
        return "unknown"


def _is_part(words: str, name: str) -> bool:
    """True for one word of a longer name ("Diaz" of "Ana Diaz")."""
    return words != name and words in name.split()


def voices(mentions: Sequence[Mention], resolved: Resolved) -> Voices:
    """What the document tells of who its speakers are ("Nur Farah, a doctor at the hospital, said")."""
    kinds: dict[str, SpeakerKind] = {}
    for spoken in _attributions(mentions):
        told = _told_kind(spoken, resolved)
        for actor in _named(spoken, resolved):
            if told != "unknown" and actor.name and actor.name[:1].isupper():
                kinds.setdefault(actor.name, told)
    return Voices(resolved, kinds)


def _told_kind(spoken: Attribution, resolved: Resolved) -> SpeakerKind:
    """The kind of the known actor whose name the words are, whatever its words say ("the Islamic State", "the Lord's
    Resistance Army"); else what the words tell."""
    words = spoken.speaker
    for actor in resolved.actors:
        if actor.actor_id is not None and words.start <= actor.start and actor.end == words.end:
            before = words.exact[: actor.start - words.start].strip().lower()
            if before in {"", "the"} and actor.sector in _SPEAKS_AS:
                return _SPEAKS_AS[actor.sector]
    return spoken.kind


def _attributions(mentions: Sequence[Mention]) -> Iterator[Attribution]:
    for mention in mentions:
        told = (mention.attribution, *(argument.told_by for argument in mention.arguments))
        yield from (each for each in told if each is not None)


def _named(spoken: Attribution, resolved: Resolved) -> Iterator[ActorEntity]:
    """The actors that the speaker's words name, each followed to the one it refers to."""
    words = spoken.speaker
    for actor in resolved.actors:
        if words.start <= actor.start and actor.end <= words.end:
            yield followed(resolved, actor)


def followed(resolved: Resolved, entity: ActorEntity) -> ActorEntity:
    """The entity that this one refers to, over a few steps; itself where it refers to none."""
    for _ in range(4):
        if entity.refers_to is None:
            break
        target = next((actor for actor in resolved.actors if actor.start == entity.refers_to), None)
        if target is None or target is entity:
            break
        entity = target
    return entity
