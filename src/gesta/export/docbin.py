"""Reports as a DocBin of spaCy, for training and for looking at in Python."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from gesta.export.borders import cut, english
from gesta.export.format import Losses, Options, Source
from gesta.export.mark_losses import tell_unmarked
from gesta.export.marks import Marked, marked_reports
from gesta.model.given import OURS, layer_of

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

GROUPS = {"event": "events", "role": "roles", "actor": "actors"}
"""The key of ``doc.spans`` for each layer."""


def write_docbin(source: Source, path: Path, options: Options, losses: Losses) -> None:
    """One ``.spacy`` file; triggers stand in ``doc.spans["events"]``, roles in ``"roles"``, names in ``"actors"``.

    A token of spaCy that a mark begins or ends within is cut there, so that every mark is a span; where that was done
    stands in ``doc.user_data["cut"]``, what was given out in ``doc.user_data["gesta"]``.
    """
    from spacy.tokens import DocBin

    tell_unmarked(source, losses)
    language = english()
    bins = DocBin(store_user_data=True)
    for each in marked_reports(source):
        bins.add(document(each, language))
    path.write_bytes(bins.to_bytes())


def document(marked: Marked, language: Language) -> Doc:
    """The report's text in tokens, its marks as spans. ``doc.text`` is the text."""
    from spacy.tokens import Doc, Span

    pieces = cut(marked.text, marked.marks, language)
    words = [marked.text[piece.start : piece.end] for piece in pieces.pieces]
    made = Doc(language.vocab, words=words, spaces=[piece.space for piece in pieces.pieces])
    groups: dict[str, list[Span]] = defaultdict(list)
    for mark in marked.marks:
        first, after = pieces.between(mark.start, mark.end)
        groups[GROUPS[layer_of(mark.label)]].append(Span(made, first, after, label=mark.label))
    for name in GROUPS.values():
        made.spans[name] = groups[name]
    made.user_data["report"] = marked.record.report.id
    made.user_data["cut"] = sorted(pieces.at)
    made.user_data[OURS] = marked.given.packed()
    return made
