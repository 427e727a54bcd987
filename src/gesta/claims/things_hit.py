"""What kind of party a thing stands for that an act was aimed at: a shop its business, a barracks the army."""

from __future__ import annotations

from collections.abc import Mapping

from gesta.model.analysis import Analysis
from gesta.model.terms import ActorKind

_THINGS: tuple[tuple[ActorKind, str], ...] = (
    (
        "facility",
        "building house home apartment flat residence dwelling hut shed barn cabin dormitory bridge road highway "
        "railway rail track tunnel dam airport port harbour harbor seaport station terminal pipeline pylon tower "
        "pole cable grid plant refinery depot warehouse installation infrastructure facility structure complex "
        "school university college campus library hospital clinic center centre stadium theater theatre museum "
        "monument memorial tomb cemetery park playground prison jail substation line reservoir well waterworks "
        "antenna transmitter wall fence gate site system plane airplane aircraft vehicle car van truck bus",
    ),
    (
        "business",
        "store shop supermarket bank hotel restaurant bar pub cafe café nightclub club casino mall market bakery "
        "pharmacy factory mill brewery dealership boutique salon garage cinema bookstore jewellers jeweller jeweler "
        "kiosk branch motel inn diner",
    ),
    (
        "religious",
        "church mosque temple synagogue shrine chapel cathedral monastery convent gurdwara seminary pagoda madrasa",
    ),
    ("military", "barracks barrack garrison outpost base position"),
    ("government", "courthouse embassy consulate palace ministry"),
)
_KIND: Mapping[str, ActorKind] = {word: kind for kind, words in _THINGS for word in words.split()}
_OWNED = frozenset(
    "station post headquarters hq office building base camp barracks checkpoint convoy vehicle car van truck cruiser "
    "bus jeep patrol position outpost installation facility compound quarters complex plane helicopter aircraft "
    "depot".split()
)
"""Things that go by the kind of whoever has them, where the words before tell it ("police station")."""
_OWNERS: Mapping[str, ActorKind] = {
    "police": "police", "gendarmerie": "police", "sheriff": "police", "army": "military", "military": "military",
    "navy": "military", "naval": "military", "marine": "military", "troop": "military", "government": "government",
    "ministry": "government", "diplomatic": "government", "embassy": "government", "party": "party", "rebel": "rebel",
    "company": "business", "bank": "business", "newspaper": "media", "radio": "media", "television": "media",
    "tv": "media", "gas": "business", "petrol": "business", "church": "religious",
}  # fmt: skip
_BEFORE = frozenset({"compound", "amod", "nmod:desc", "nmod:poss"})


def kind_of_thing(analysis: Analysis, head: int) -> ActorKind | None:
    """The kind of the party that has the thing, by the word before it, else by what it is; None for other words."""
    word = analysis.lemmas[head].lower()
    if word in _OWNED:
        before = (each for each in analysis.children[head] if each < head and analysis.deps[each] in _BEFORE)
        owner = next((kind for each in before if (kind := _OWNERS.get(analysis.lemmas[each].lower()))), None)
        if owner is not None:
            return owner
    return _KIND.get(word)
