"""Tasks and a labelling interface for Label Studio.

Offsets are code points: its front end stores them so since 2021 (``charsToCodePoints``, its pull request 308, and its
own tests with emoji). Line ends within the text count one each. https://labelstud.io/guide/predictions
"""

from __future__ import annotations

import colorsys
import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from lxml import etree

from gesta.export.format import Losses, Options, Source
from gesta.export.json_files import write_array
from gesta.export.mark_losses import tell_unmarked
from gesta.export.marks import Marked, labels_of, marked_reports
from gesta.export.task_files import described, of_incidents
from gesta.model.given import ACTOR, MARK_ROLES, OURS, REALIS, Mark

_TASKS, _INTERFACE = "tasks.json", "labels.xml"
_LIGHTNESS, _SATURATION = 0.45, 0.6
"""Dark enough to be read on white, light enough to tell colours apart."""


def write_label_studio(source: Source, path: Path, options: Options, losses: Losses) -> None:
    """A folder with ``tasks.json``, every report with its marks as a prediction, and ``labels.xml``, the interface."""
    path.mkdir(parents=True, exist_ok=True)
    tell_unmarked(source, losses)
    write_array(path / _TASKS, _tasks(source))
    (path / _INTERFACE).write_bytes(interface(labels_of(source)))


def _tasks(source: Source) -> Iterator[Mapping[str, object]]:
    model = "gesta " + " ".join(f"{name} {version}" for name, version in sorted(source.versions.items()))
    for each in marked_reports(source):
        regions = [_region(each, mark, number) for number, mark in enumerate(each.marks)]
        yield {
            "data": {"text": each.text, OURS: each.given.packed()},
            "meta": described(each),
            "predictions": [{"model_version": model, "result": regions}],
        }


def _region(marked: Marked, mark: Mark, number: int) -> Mapping[str, object]:
    words = marked.text[mark.start : mark.end]
    region: dict[str, object] = {
        "id": f"m{number}",
        "from_name": "label",
        "to_name": "text",
        "type": "labels",
        "value": {"start": mark.start, "end": mark.end, "text": words, "labels": [mark.label]},
    }
    incidents = of_incidents(marked, mark.accounts)
    return {**region, "meta": {"text": incidents}} if incidents else region


def interface(concepts: tuple[str, ...]) -> bytes:
    """The labelling interface: roles, then realis for a trigger of what did not happen, then the concepts."""
    view = etree.Element("View")
    labels = etree.SubElement(view, "Labels", name="label", toName="text", showInline="true")
    for label in (*MARK_ROLES, ACTOR, *REALIS, *concepts):
        etree.SubElement(labels, "Label", value=label, background=_colour(label))
    etree.SubElement(view, "Text", name="text", value="$text", granularity="symbol")
    written: bytes = etree.tostring(view, pretty_print=True, encoding="utf-8")
    return written


def _colour(label: str) -> str:
    """A colour that is the label's own on every machine."""
    hue = hashlib.sha256(label.encode()).digest()[0] / 256
    parts = colorsys.hls_to_rgb(hue, _LIGHTNESS, _SATURATION)
    return "#" + "".join(f"{round(255 * part):02x}" for part in parts)
