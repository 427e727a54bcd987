"""What follows a comment form's or a reading list's heading and belongs to it."""

from __future__ import annotations

import re

FORM_REASONS = frozenset({"comment form", "captcha"})
LIST_REASON = "reading list"
_FORM_LIKE = re.compile(
    r"[^.]{0,60}$|.{0,300}(?:\*|e-?mail|comment|cookie|character|spam|robot)", re.IGNORECASE | re.DOTALL
)
_TIMED_TITLE = re.compile(r"\d{1,2}:\d\d (?!a\.?m|p\.?m)\S.{5,170}$", re.IGNORECASE)
_LIST_HEADS = re.compile(r"[^:]{3,60}:?\s*$")


def form_like(paragraph: str) -> bool:
    """True for what stands below a comment form's heading: labels, notices, nothing that tells."""
    return len(paragraph) <= 300 and _FORM_LIKE.match(paragraph) is not None


def opens_list(paragraph: str) -> bool:
    """True for a reading list's heading with nothing behind it: the headlines below belong to it."""
    return _LIST_HEADS.match(paragraph) is not None


def timed_title(paragraph: str) -> bool:
    """True for a line as lists of videos hold them: how long it runs, then a title ("1:21 'I miss him,' she says")."""
    return len(paragraph) <= 180 and _TIMED_TITLE.match(paragraph) is not None


def headline_like(paragraph: str) -> bool:
    """True for a line as reading lists hold them: short, with no sentence end."""
    return len(paragraph) <= 140 and paragraph[-1:] not in '.!?”"’…:;'
