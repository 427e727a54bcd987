"""What a report's content gives before it is laid out."""

from __future__ import annotations

from dataclasses import dataclass

from gesta.errors import Problem


@dataclass(frozen=True, slots=True)
class Source:
    """Title and text with the outlet, author and dates that came with them.

    ``dates``: (source, value) pairs of the page's own dates, best first, as they are written.
    """

    title: str | None
    text: str
    outlet: str | None = None
    outlet_basis: str | None = None
    author: str | None = None
    author_basis: str | None = None
    dates: tuple[tuple[str, str], ...] = ()
    problems: tuple[Problem, ...] = ()
