"""Tasks for annotation tools that read JSON lines: Prodigy and doccano."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from gesta.export.borders import cut, english
from gesta.export.format import Losses, Options, Source
from gesta.export.json_files import write_lines
from gesta.export.mark_losses import tell_unmarked
from gesta.export.marks import Marked, marked_reports
from gesta.export.names import address, base_name
from gesta.export.offsets import utf16
from gesta.model.given import OURS
from gesta.model.terms import IncidentId


def write_prodigy(source: Source, path: Path, options: Options, losses: Losses) -> None:
    """A task a report for ``spans.manual``: offsets in code points, tokens cut so that every span is of whole ones.

    https://prodi.gy/docs/api-interfaces#spans_manual
    """
    tell_unmarked(source, losses)
    write_lines(path, _prodigy(source))


def _prodigy(source: Source) -> Iterator[Mapping[str, object]]:
    language = english()
    for each in marked_reports(source):
        pieces = cut(each.text, each.marks, language)
        tokens = [
            {"text": each.text[piece.start : piece.end], "start": piece.start, "end": piece.end, "id": number,
             "ws": piece.space}
            for number, piece in enumerate(pieces.pieces)
        ]  # fmt: skip
        spans = []
        for mark in each.marks:
            first, after = pieces.between(mark.start, mark.end)
            spans.append({"start": mark.start, "end": mark.end, "token_start": first, "token_end": after - 1,
                          "label": mark.label, "incidents": of_incidents(each, mark.accounts)})  # fmt: skip
        yield {"text": each.text, "tokens": tokens, "spans": spans, "meta": described(each), OURS: each.given.packed()}


def write_doccano(source: Source, path: Path, options: Options, losses: Losses) -> None:
    """A text a report with its spans in UTF-16 units, as doccano's annotator counts since 2021 (its issue 2290)."""
    tell_unmarked(source, losses)
    write_lines(path, _doccano(source))


def _doccano(source: Source) -> Iterator[Mapping[str, object]]:
    for each in marked_reports(source):
        at = utf16(each.text)
        labels = [[at(mark.start), at(mark.end), mark.label] for mark in each.marks]
        yield {"text": each.text, "label": labels, **described(each), OURS: each.given.packed()}


def of_incidents(marked: Marked, accounts: tuple[IncidentId, ...]) -> list[IncidentId]:
    """The exported incidents that the accounts are of."""
    return list(dict.fromkeys(marked.incidents[account] for account in accounts if account in marked.incidents))


def described(marked: Marked) -> dict[str, str]:
    """The report in a few words, for whoever corrects it."""
    report = marked.record.report
    told = {
        "report": report.id,
        "source": address(report.source) or base_name(report.source),
        "outlet": report.outlet,
        "published": report.published.start,
        "row_id": report.row_id,
    }
    return {name: value for name, value in told.items() if value}
