"""Documents for INCEpTION as UIMA CAS JSON 0.4, a file a report.

Offsets are UTF-16 units, which both implementations of the format count (UIMA's in Java, dkpro-cassis in Python). Marks
are annotations of INCEpTION's generic span layer, ``custom.Span`` with the feature ``label``, which projects made with
its template of basic annotations have.
https://github.com/apache/uima-uimaj-io-jsoncas
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from gesta.export.format import Losses, Options, Source
from gesta.export.json_files import write_json
from gesta.export.mark_losses import tell_unmarked
from gesta.export.marks import Marked, marked_reports
from gesta.export.names import file_name
from gesta.export.offsets import utf16

LAYER = "custom.Span"
_SENTENCE = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence"
_SOFA, _DOCUMENT = 1, 2


def write_inception(source: Source, path: Path, options: Options, losses: Losses) -> None:
    """A folder with a ``.json`` a report, named by its id."""
    path.mkdir(parents=True, exist_ok=True)
    tell_unmarked(source, losses)
    for each in marked_reports(source):
        write_json(path / f"{file_name(each.record.report.id)}.json", cas(each))


def cas(marked: Marked) -> Mapping[str, object]:
    """The document with its sentences and marks."""
    text, at = marked.text, utf16(marked.text)
    language = marked.record.document.language or "x-unspecified"
    structures: list[dict[str, object]] = [
        {"%ID": _SOFA, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView", "mimeType": "text",
         "sofaString": text},
        {"%ID": _DOCUMENT, "%TYPE": "uima.tcas.DocumentAnnotation", "@sofa": _SOFA, "begin": 0, "end": at(len(text)),
         "language": language},
    ]  # fmt: skip
    for sentence in marked.record.document.sentences:
        structures.append(_annotation(_SENTENCE, at(sentence.start), at(sentence.end)))
    for mark in marked.marks:
        structures.append({**_annotation(LAYER, at(mark.start), at(mark.end)), "label": mark.label})
    for number, structure in enumerate(structures[_DOCUMENT:], start=_DOCUMENT + 1):
        structure["%ID"] = number
    members = [structure["%ID"] for structure in structures[_DOCUMENT - 1 :]]
    return {
        "%TYPES": _TYPES,
        "%FEATURE_STRUCTURES": structures,
        "%VIEWS": {"_InitialView": {"%SOFA": _SOFA, "%MEMBERS": members}},
    }


def _annotation(layer: str, begin: int, end: int) -> dict[str, object]:
    return {"%ID": 0, "%TYPE": layer, "@sofa": _SOFA, "begin": begin, "end": end}


_ANNOTATION = "uima.tcas.Annotation"
_TYPES: Mapping[str, object] = {
    _SENTENCE: {"%NAME": _SENTENCE, "%SUPER_TYPE": _ANNOTATION},
    LAYER: {
        "%NAME": LAYER,
        "%SUPER_TYPE": _ANNOTATION,
        "label": {"%NAME": "label", "%RANGE": "uima.cas.String"},
    },
}
