"""The formats in which incidents go to other tools: entities, annotations, references, feeds, alerts, a graph."""

from __future__ import annotations

from gesta.export.cap import write_cap
from gesta.export.docbin import write_docbin
from gesta.export.feeds import write_atom, write_json_feed
from gesta.export.format import Format
from gesta.export.ftm import write_ftm
from gesta.export.inception import write_inception
from gesta.export.jsonld import write_jsonld
from gesta.export.label_studio import write_label_studio
from gesta.export.references import write_csl, write_ris
from gesta.export.task_files import write_doccano, write_prodigy
from gesta.export.web_annotations import write_web_annotations

INTERCHANGE: tuple[Format, ...] = (
    Format("ftm", "FollowTheMoney entities, JSON lines (Aleph)", ".ftm.json", write_ftm, text=True),
    Format(
        "web-annotation",
        "W3C Web Annotations, JSON-LD",
        ".annotations.jsonld",
        write_web_annotations,
        text=True,
        texts=True,
    ),
    Format("spacy", "spaCy DocBin with span groups", ".spacy", write_docbin, texts=True),
    Format("prodigy", "Prodigy tasks, JSON lines", ".prodigy.jsonl", write_prodigy, text=True, texts=True),
    Format("doccano", "doccano texts with spans, JSON lines", ".doccano.jsonl", write_doccano, text=True, texts=True),
    Format(
        "label-studio", "Label Studio tasks and interface", "-label-studio", write_label_studio, many=True, texts=True
    ),
    Format("inception", "INCEpTION documents, UIMA CAS JSON 0.4", "-inception", write_inception, many=True, texts=True),
    Format("csl", "reports as references, CSL-JSON", ".csl.json", write_csl, text=True, texts=True),
    Format("ris", "reports as references, RIS", ".ris", write_ris, text=True, texts=True),
    Format("atom", "Atom feed", ".atom", write_atom, text=True),
    Format("json-feed", "JSON Feed 1.1", ".feed.json", write_json_feed, text=True),
    Format("cap", "CAP 1.2 alerts of confirmed incidents", "-cap", write_cap, many=True),
    Format("jsonld", "RDF as JSON-LD: schema.org events, PROV-O claims", ".jsonld", write_jsonld, text=True),
)
