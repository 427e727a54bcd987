"""Why a trigger does not match at the words that are said to tell its concept."""

from __future__ import annotations

from pathlib import Path

import pytest

from gesta.codebook.load import load
from gesta.model.documents import Report, report_id
from gesta.model.spans import Span
from gesta.readers.linguistics import analyse_one
from gesta.readers.misses import misses
from gesta.text.documents import document

CONCEPT = """\
id: well_shut
class: event
label: Well shut
family: coercion
definition: A well is shut by force.
triggers:
- {{lemma: {lemma}, pos: {pos}{conditions}}}
"""


@pytest.mark.parametrize(
    ("lemma", "pos", "conditions", "told"),
    [
        ("shut", "verb", "", ()),
        ("shut", "verb", ", object: [well]", ()),
        ("close", "verb", "", ("no trigger has the word “shut”; there are “close”",)),
        ("shut", "verb", ", object: [pump, tap]", ("“shut”: object: none of “pump”, “tap” is what it governs there",)),
        ("shut", "verb", ", not: [well]", ("“shut”: not: one of “well” is with it",)),
        ("shut", "verb", ", with: [army]", ("“shut”: with: none of “army” stands in the sentence",)),
        ("shut", "verb", ", without: [village]", ("“shut”: without: one of “village” stands in the sentence",)),
        ("shut", "noun", "", ("“shut”: “shut” is no noun there, or is part of a name",)),
        ("shut up", "verb", "", ("“shut up”: the rest of the phrase does not stand with “shut”",)),
    ],
)
def test_what_is_missing_is_said(tmp_path: Path, lemma: str, pos: str, conditions: str, told: tuple[str, ...]) -> None:
    path = tmp_path / "well_shut.yaml"
    path.write_text(CONCEPT.format(lemma=lemma, pos=pos, conditions=conditions), encoding="utf-8")
    text = "The gunmen shut the well of the village on Monday."
    analysis = analyse_one(document(Report(report_id(text.encode(), "test"), "test", "text", text)))
    start = text.index("shut")
    tokens = analysis.tokens_in(Span(start, start + len("shut")))
    assert misses(load(path).concept("well_shut"), analysis, tokens) == told
