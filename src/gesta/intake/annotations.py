"""Exports of annotation tools to annotated texts: Prodigy, Label Studio, doccano, INCEpTION, spaCy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

from gesta.errors import Problem
from gesta.intake.annotations_doccano import is_doccano, read_doccano
from gesta.intake.annotations_label_studio import is_label_studio, read_label_studio
from gesta.intake.annotations_prodigy import is_prodigy, read_prodigy
from gesta.intake.annotations_records import Annotated, AnnotatedSpan, AnnotationForm, Result
from gesta.intake.annotations_rows import rows
from gesta.intake.annotations_spacy import is_spacy, read_spacy
from gesta.intake.annotations_uima import is_uima, read_uima
from gesta.intake.annotations_webanno import MARK, read_webanno

__all__ = ["Annotated", "AnnotatedSpan", "AnnotationForm", "form_of_export", "read_annotations"]

_LOOKED_AT = 50
"""Rows looked at for the tool that wrote them."""
_HINT = "exports of Prodigy, Label Studio (JSON, JSON-MIN), doccano, INCEpTION (WebAnno TSV 3, UIMA CAS JSON) and spaCy"


def read_annotations(path: Path, form: AnnotationForm | None = None) -> Iterator[Result]:
    """Every text of the export in order, and a Problem for each row that is none; ``form`` None: by its content."""
    try:
        form = form or form_of_export(path)
        if form is None:
            yield Problem(str(path), "it is no export of an annotation tool that is known", _HINT)
        elif form == "webanno-tsv":
            yield from read_webanno(path)
        elif form == "spacy":
            yield from read_spacy(path)
        else:
            for row in rows(path):
                if isinstance(row, Problem):
                    yield row
                else:
                    yield from _read(form, *row)
    except OSError as fault:
        yield Problem(str(path), f"it cannot be read: {fault.strerror or fault}")


def form_of_export(path: Path) -> AnnotationForm | None:
    """The form of the file by its content; None where it is none of those known. Raises OSError."""
    with path.open("rb") as stream:
        head = stream.read(4096)
    if is_spacy(head):
        return "spacy"
    if head.removeprefix(b"\xef\xbb\xbf").startswith(MARK.encode()):
        return "webanno-tsv"
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in (b"{", b"["):
        return None
    seen = [row for row in islice(rows(path), _LOOKED_AT) if not isinstance(row, Problem)]
    return next((form for row in seen if (form := _form(row[1]))), None)


def _form(row: Mapping[str, object]) -> AnnotationForm | None:
    if is_uima(row):
        return "uima-cas-json"
    if is_prodigy(row):
        return "prodigy"
    if is_label_studio(row):
        return "label-studio"
    return "doccano" if is_doccano(row) else None


def _read(form: AnnotationForm, where: str, row: Mapping[str, object]) -> Iterator[Result]:
    if form == "label-studio":
        yield from read_label_studio(where, row)
    elif form == "uima-cas-json":
        yield from read_uima(where, row)
    else:
        yield read_prodigy(where, row) if form == "prodigy" else read_doccano(where, row)
