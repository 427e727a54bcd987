"""Probes find a reader that goes by the order or the names of concepts, and the shipped readers do not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pytest

from gesta.codebook.records import Codebook
from gesta.errors import Problem
from gesta.model.analysis import Analysis
from gesta.model.documents import Document, Report, report_id
from gesta.model.reading import Mention, Told
from gesta.model.spans import quote
from gesta.model.values import Score
from gesta.pipeline.probes import example_reports, guises, probe
from gesta.pipeline.reading import Engine, engine, reader_of
from gesta.readers.reader import ReaderName

CONCEPT = """\
id: {id}
class: event
label: Well shut
family: coercion
definition: A well is shut by force.
triggers: [{{lemma: shut, pos: verb, object: [well]}}]
examples: [{{text: "Gunmen shut the well of Kumba on Monday.", trigger: shut}}]
"""


def own(tmp_path: Path, *names: str) -> Path:
    for name in names:
        (tmp_path / f"{name}.yaml").write_text(CONCEPT.format(id=name), encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("name", ["patterns", "neural"])
def test_the_shipped_codebook_does_not_depend_on_order(loaded: Engine, name: ReaderName) -> None:
    texts = list(example_reports(loaded.codebook))
    texts = texts if name == "patterns" else texts[::6]  # the encoder takes longer
    whole = replace(loaded, reader=reader_of(name, loaded.codebook, None))
    found = list(probe(whole, partial(reader_of, name, model=None), texts))
    assert sum(each.mentions for each in found) > len(texts) / 3
    assert [shift for each in found for shift in each.shifts] == []
    assert {guise.name.split()[0] for guise in guises(loaded.codebook)} == {"order"}


def test_a_concept_of_ones_own_does_not_depend_on_its_name(tmp_path: Path) -> None:
    mine = engine((own(tmp_path, "well_shut"),), reader="patterns")
    (found,) = probe(mine, partial(reader_of, "patterns", model=None), example_reports(mine.codebook))
    assert (found.mentions, found.shifts) == (1, ())
    assert [guise.name for guise in guises(mine.codebook)][-2:] == ["names aa", "names zz"]


def test_two_of_ones_own_with_the_very_same_trigger_depend_on_their_names(tmp_path: Path) -> None:
    mine = engine((own(tmp_path, "well_shut", "pump_shut"),), reader="patterns")
    shifts = [
        shift
        for each in probe(mine, partial(reader_of, "patterns", model=None), example_reports(mine.codebook))
        for shift in each.shifts
    ]
    assert {shift.guise for shift in shifts} == {"names zz"}
    assert {(shift.before, shift.after, shift.fields) for shift in shifts} == {("pump_shut", "well_shut", ("concept",))}
    assert {shift.sentence for shift in shifts} == {"Gunmen shut the well of Kumba on Monday."}


@dataclass(frozen=True)
class FirstOfAll:
    """A reader that reads the first word as whatever concept its codebook has first, and fails without words."""

    codebook: Codebook
    name: str = "first"

    def read(self, document: Document, analysis: Analysis) -> Told:
        concept = next(iter(self.codebook))
        trigger = quote(document.text, analysis.span(0, 1))
        mention = Mention(trigger=trigger, concept=concept.id, cls=concept.cls, realis="actual", realis_basis="",
                          background=False, background_basis="", arguments=(), attribution=None,
                          score=Score(1.0))  # fmt: skip
        return Told((mention,))


def test_a_reader_that_goes_by_order_is_found_out(loaded: Engine) -> None:
    whole = replace(loaded, reader=FirstOfAll(loaded.codebook))
    text = "Nothing was said."
    given = [Report(report_id(text.encode(), "one"), "one", "text", text), Problem("two", "is not there")]
    one, two = probe(whole, FirstOfAll, given)
    assert {shift.guise for shift in one.shifts} == {"order 1", "order 2", "order 3"}
    assert "concept" in one.shifts[0].fields
    assert two.problem == Problem("two", "is not there")


def test_a_report_that_breaks_the_reader_is_a_problem(loaded: Engine) -> None:
    whole = replace(loaded, reader=FirstOfAll(loaded.codebook))
    given = [Report(report_id(text.encode(), "t"), "t", "text", text) for text in ("", "Words.")]
    broken, whole_one = probe(whole, FirstOfAll, given)
    assert broken.problem is not None and "could not be read" in broken.problem.what
    assert whole_one.problem is None
