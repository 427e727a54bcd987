"""The concepts of a filter by a codebook."""

from __future__ import annotations

from difflib import get_close_matches

import msgspec

from gesta.codebook.records import Codebook
from gesta.errors import UsageError
from gesta.model.filters import Filter


def narrowed(wanted: Filter, book: Codebook) -> Filter:
    """The filter with the concepts that its types take in; raises UsageError for a type the codebook does not have."""
    for each in wanted.types:
        if each not in book.concepts:
            near = get_close_matches(each, book.concepts, 3)
            hint = f"did you mean {' or '.join(near)}?" if near else "`gesta codebook show` lists them"
            raise UsageError(f"type {each}: the codebook has no such concept; {hint}")
    asked = set(wanted.types)
    narrower = tuple(sorted(each for each, above in book.ancestors.items() if above & asked and each not in asked))
    return msgspec.structs.replace(wanted, narrower=narrower)
