"""Pages whose report did not load: what is left are the site's own notices, the same on hundreds of pages."""

from __future__ import annotations

from gesta.merge.across.copies_text import CopyText
from gesta.merge.across.copies_words import carrying, forms_of

_LONGEST = 120
"""Words of the longest notice (sign-up forms, cookie notes, lists of videos)."""
_LEAST_TITLE = 3
"""Carrying words of the shortest title that says what its report tells."""
_STEM = 5
"""Letters that words of one family have in common: "accidental", "accidentally"."""
_OF_ITS_TITLE = 0.1
"""Share of a title's words that its own report has at least: of 860 short development pages 320 have fewer, and forty
of them that were read hold no report."""
_OF_A_TITLE = 0.4
_TITLES_ALIKE = {"one site": 0.5, "two sites": 0.3}
"""Titles with a smaller share of words in common (Jaccard) are of two reports. One text under both is a notice where it
goes with neither title (has less than _OF_A_TITLE of each); a short one in any case where both stand on one site: an
outlet does not run one brief under two headlines."""


def is_notice(text: CopyText) -> bool:
    """True for a short body with none of the words of its title."""
    if not _short(text):
        return False
    title = _stems(text.title or "")
    return len(title) >= _LEAST_TITLE and _told(text, title) < _OF_ITS_TITLE


def one_notice(one: CopyText, other: CopyText) -> bool:
    """True for two pages with one text that is the report of neither."""
    ours, theirs = _stems(one.title or ""), _stems(other.title or "")
    if not ours or not theirs:
        return False
    alike = len(ours & theirs) / len(ours | theirs)
    one_site = one.site is not None and one.site == other.site
    if alike >= _TITLES_ALIKE["one site" if one_site else "two sites"]:
        return False
    return (one_site and _short(one) and _short(other)) or max(_told(one, ours), _told(other, theirs)) < _OF_A_TITLE


def _short(text: CopyText) -> bool:
    return sum(len(each.exact.split()) for each in text.sentences) <= _LONGEST


def _told(text: CopyText, title: frozenset[str]) -> float:
    """Share of the title's words that the body has."""
    body = _stems(" ".join(each.exact for each in text.sentences))
    return len(title & body) / len(title)


def _stems(words: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in carrying(forms_of(words)))
