"""Names that count only with context: a weak name is taken for its owner only where the text supports it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from gesta.knowledge.actors import Actor, Match
from gesta.resolve.actor_page import Page

WEAK, TITLED = "weak name with context", "name with a title before it"
_BODIES = frozenset({"Organization", "NORP", "Misc"})


@dataclass(frozen=True, slots=True)
class Piece:
    """Tokens that are one name, what the model calls it, and whom the base knows by it."""

    first: int
    end: int
    label: str | None
    matches: tuple[Match, ...] = ()


def in_context(page: Page, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with their weak matches only where the text supports them; a piece left with no match is none.

    Support is a strong name of the same actor in the document, or else the actor's country in it together with a title
    straight before a person's name, or with what the model or a "the" says of a body's.
    """
    strong = {match.actor.id for piece in pieces for match in piece.matches if match.exactness not in {"weak", "rule"}}
    kept: list[Piece] = []
    for piece in pieces:
        matches = tuple(
            match
            for match in piece.matches
            if match.exactness != "weak" or match.actor.id in strong or _supported(page, piece, match.actor)
        )
        if matches:
            kept.append(piece if matches == piece.matches else replace(piece, matches=matches))
    return kept


def weakly(piece: Piece) -> tuple[str, Actor | None]:
    """The basis of a piece, and for one actor with a weak name that counts here the actor."""
    if all(match.exactness == "weak" for match in piece.matches):
        return WEAK, piece.matches[0].actor if len(piece.matches) == 1 else None
    return "named in the knowledge base", None


def _supported(page: Page, piece: Piece, actor: Actor) -> bool:
    if actor.country is not None and actor.country not in page.countries:
        return False
    before = page.analysis.lemmas[piece.first - 1].rstrip(".") if piece.first else ""
    if actor.kind == "leader":
        return before in page.people.titles or before in page.people.kinds
    return piece.label in _BODIES if actor.country is None else piece.label in _BODIES or before == "the"
