"""Whether two phrases name the same: the head word of each stands in the other."""

from __future__ import annotations

from gesta.model.analysis import Analysis
from gesta.model.spans import Span


def head(analysis: Analysis, span: Span) -> int | None:
    """The first token of the span whose own head stands outside it; None for a span without tokens."""
    tokens = analysis.tokens_in(span)
    tops = (token for token in tokens if analysis.heads[token] == token or analysis.heads[token] not in tokens)
    return next(tops, None)


def meet(analysis: Analysis, one: Span, other: Span) -> bool:
    """True when the head of each phrase stands in the other; a phrase without words meets none."""
    return _holds_head(analysis, one, other) and _holds_head(analysis, other, one)


def _holds_head(analysis: Analysis, span: Span, other: Span) -> bool:
    token = head(analysis, other)
    return token is not None and analysis.span(token, token + 1).overlaps(span)
