"""Where a headline ends and the outlet's own name begins: "Two shot at fair - KXYZ News 5 Springfield"."""

from __future__ import annotations

import re

from gesta.model.documents import Document
from gesta.model.spans import Span

_MARK = re.compile(
    r"\b(?:[KW][A-Z]{2,3}\d{0,2}\b(?!,)|\w+\.(?:com|net|org|co)\b|\w+tv\b|TV\b|News\w*\b|Weather\b|"
    r"(?:FOX|CBS|NBC|ABC) ?\d|(?:Times|Herald|Tribune|Gazette|Journal|Chronicle|Courier|Radio|Online|Newspaper)\b)"
)
_BREAK = re.compile(r" [-–—|:»]+ ")


def outlet_tail(document: Document) -> tuple[Span, ...]:
    """The ends of headlines that name the outlet, each from the mark that parts it from the headline."""
    found: list[Span] = []
    for block in document.blocks:
        if block.kind == "headline":
            for cut in _BREAK.finditer(document.text, block.start, block.end):
                if _MARK.search(document.text, cut.end(), block.end):
                    found.append(Span(cut.start(), block.end))
                    break
    return tuple(found)
