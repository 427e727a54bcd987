"""Whom each mention of a document takes up, as far as it is known."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from gesta.resolve.actor_page import Found, Gender, Page
from gesta.resolve.same_actor import Group


@dataclass(slots=True)
class Links:
    """Whom each mention takes up. ``to``: mention to an earlier one; ``groups``: named mentions to their group."""

    page: Page
    mentions: Sequence[Found]
    groups: Mapping[int, Group]
    to: dict[int, int] = field(default_factory=dict)
    gender: dict[int, Gender] = field(default_factory=dict)

    def root(self, index: int) -> int:
        """The mention that a chain ends at: the first full name where there is one."""
        while index in self.to:
            index = self.to[index]
        return index

    def sentence(self, index: int) -> int:
        """The sentence of a mention."""
        return self.page.analysis.sentence_of[self.mentions[index].head]

    def nearest(self, index: int, reach: int, fits: Callable[[int], bool]) -> int | None:
        """The nearest earlier mention that fits, within so many sentences."""
        here = self.sentence(index)
        for other in range(index - 1, -1, -1):
            if here - self.sentence(other) > reach:
                return None
            if self.mentions[other].end <= self.mentions[index].first and fits(other):
                return other
        return None
