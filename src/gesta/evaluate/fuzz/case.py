"""One document made to break Gesta."""

from __future__ import annotations

from typing import Literal

import msgspec

Form = Literal[
    "file", "page", "feed", "opml", "annotations", "text", "concept", "classes", "actors", "places", "list"
]  # fmt: skip
"""A file that is added; a page that a server answers with; a feed; a list of feeds; an export of an annotation tool; a
text that a program hands over, which may hold what no file can (lone surrogates); files that people write for Gesta: a
concept or the word classes of a codebook, actors, places, a list of actors in another program's form."""


class Case(msgspec.Struct, frozen=True):
    """``content``: what is read, of a text its code points as UTF-8 with surrogates let through; ``ending``: of the
    file's name; ``charset``: what a server says of its page; ``published``: the date given with it."""

    form: Form
    content: bytes
    ending: str = ".txt"
    charset: str | None = None
    published: str | None = None

    @property
    def text(self) -> str:
        """The content of a text as it is handed over."""
        return self.content.decode("utf-8", "surrogatepass")


def as_bytes(text: str) -> bytes:
    """The text as a case holds it."""
    return text.encode("utf-8", "surrogatepass")
