"""The weapons of an act: those that the text names for it, by the words of the lexicon or by the role they play."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gesta.model.documents import Document
from gesta.model.entities import WeaponEntity
from gesta.model.incidents import IncidentWeapon
from gesta.model.reading import Mention
from gesta.model.spans import Quote, Span
from gesta.model.tellings import Resolved

_SHOTS = re.compile(r"(?:gunshots?|gunfire)\Z", re.IGNORECASE)
_POINTING = re.compile(
    r"(?:(?:the|this|that|these|those|his|her|its|their) )?"
    r"(?:it|them|they|(?:device|weapon|charge|projectile|object)s?)\Z",
    re.IGNORECASE,
)
_THE_ACT = re.compile(
    r"(?:(?:the|this|that|a|an) )?(?:blast|explosion|attack|shooting|incident|violence|accident)s?\Z", re.IGNORECASE
)
_MATTER = re.compile(r"[- ](?:battle|fight|violence|crime|control|law|threat|scare|hoax|squad|disposal)", re.IGNORECASE)


def weapons_of(document: Document, mention: Mention, resolved: Resolved) -> Iterator[IncidentWeapon]:
    """The weapons of a mention, one a kind, in text order; then what else it was done with, of kind "other"."""
    told = [argument.quote for argument in mention.of("instrument")]
    spans = [each.span for each in told] + [mention.trigger.span]
    known = {
        Span(each.start, each.end): each
        for each in resolved.weapons
        if any(Span(each.start, each.end).overlaps(span) for span in spans)
    }
    seen: set[str] = set()
    for weapon in known.values():
        if weapon.weapon not in seen and not _tells_the_act(document, mention, weapon):
            seen.add(weapon.weapon)
            evidence = (Quote(weapon.start, weapon.end, weapon.exact),)
            yield IncidentWeapon(weapon.weapon, weapon.name, weapon.count, evidence)
    rest = [
        each
        for each in told
        if not any(each.span.overlaps(span) for span in known)
        and not _names_none(each)
        and not _MATTER.match(document.text, each.end)
    ]
    if rest and "other" not in seen:
        yield IncidentWeapon("other", None, None, tuple(rest))


def _names_none(quote: Quote) -> bool:
    """True for words that point to a weapon told already ("the device exploded") or are the act ("blast injuries")."""
    return _POINTING.match(quote.exact) is not None or _THE_ACT.match(quote.exact) is not None


def _tells_the_act(document: Document, mention: Mention, weapon: WeaponEntity) -> bool:
    """True for the shots of a shooting, which say no more than the act does, and for a gun battle or gun crime.

    A weapon is one as the text names it (docs/annotation.md); in other acts "gunfire" tells what it was done with.
    """
    shots = mention.concept == "shooting" and _SHOTS.match(weapon.exact) is not None
    return shots or _MATTER.match(document.text, weapon.end) is not None
