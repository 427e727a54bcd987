"""A detector from a few examples: what it learns, what it says of its examples, and what it asks next."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.unit.pipeline.cattle import CONCEPT, NOT, TOLD, YAML

from gesta.codebook.load import load
from gesta.codebook.records import Codebook
from gesta.codebook.taught import Taught
from gesta.errors import DataError, UsageError
from gesta.model.documents import Report
from gesta.pipeline.learning import Learnt, learn, most_useful
from gesta.pipeline.reading import engine
from gesta.pipeline.teaching import Texts, marked
from gesta.readers.detector import encode
from gesta.readers.neural import NeuralReader


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("codebook")
    (made / "cattle_raid.yaml").write_text(YAML, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def book(folder: Path) -> Codebook:
    return load(folder)


@pytest.fixture(scope="module")
def texts(book: Codebook) -> Texts:
    return Texts(book)


@pytest.fixture(scope="module")
def learnt(book: Codebook, texts: Texts) -> Learnt:
    return learn(book, CONCEPT, (*TOLD, *NOT), texts=texts)


def report(text: str, source: str = "r") -> Report:
    return Report(source, source, "text", text)


def test_figures_are_of_words_whose_texts_were_held_out(learnt: Learnt) -> None:
    figures = learnt.figures
    assert (figures.folds, figures.texts, figures.told) == (5, 30, 16)
    assert figures.f1 > 0.45
    assert 0 <= figures.calibration <= 1
    assert (learnt.detector.told, learnt.detector.not_told, learnt.detector.examples) == (16, 14, 30)
    assert len(learnt.chances) == 30


def test_neither_order_nor_doubles_of_reading_change_the_detector(book: Codebook, texts: Texts, learnt: Learnt) -> None:
    again = learn(book, CONCEPT, (*reversed(NOT), *reversed(TOLD)), texts=texts)
    assert encode(again.detector) == encode(learnt.detector)
    assert dict(zip((each.source for each in again.taught), again.chances, strict=True)) == dict(
        zip((each.source for each in learnt.taught), learnt.chances, strict=True)
    )


def test_too_few_examples_are_refused_with_how_many_are_missing(book: Codebook, texts: Texts) -> None:
    with pytest.raises(UsageError, match=r"told in 7 of the texts.* at least 10: give 3 more"):
        learn(book, CONCEPT, (*TOLD[:7], *NOT), texts=texts)
    with pytest.raises(UsageError, match="no concept is called cattle_raids"):
        learn(book, "cattle_raids", TOLD, texts=texts)


def test_an_example_that_was_marked_wrongly_has_a_low_chance(book: Codebook, texts: Texts) -> None:
    wrong = Taught("The bank opened a branch in Nakuru on Friday.", 9, 15, True, "wrong")
    found = learn(book, CONCEPT, (*TOLD, *NOT, wrong), texts=texts)
    by_source = dict(zip((each.source for each in found.taught), found.chances, strict=True))
    told = sorted(by_source[each.source] or 0.0 for each in TOLD)
    assert (by_source["wrong"] or 0.0) < found.detector.threshold
    assert told[len(told) // 2] > 5 * (by_source["wrong"] or 0.0)


def test_words_of_which_nothing_is_said_are_left_open_where_they_look_like_it(texts: Texts) -> None:
    text = "Raiders stole goats in Turkana and others stole camels."
    one = Taught(text, 8, 13, True, "a")
    (found,) = marked(texts, CONCEPT, [one])
    words = texts[text].analysis.words
    assert [words[token] for token in found.told] == ["stole"]
    assert [words[token] for token in found.left_open] == ["stole"]
    (denied,) = marked(texts, CONCEPT, [one, Taught(text, 42, 47, False, "b")])
    assert denied.told == found.told
    assert not denied.left_open


def test_an_example_whose_words_are_no_words_of_an_act_has_no_chance(book: Codebook, texts: Texts) -> None:
    odd = Taught("Of the herd nothing was left.", 0, 2, True, "odd")
    found = learn(book, CONCEPT, (*TOLD, *NOT, odd), texts=texts)
    assert found.chances[-1] is None


def test_the_next_examples_are_unsure_unlike_each_other_and_new(book: Codebook, learnt: Learnt) -> None:
    pool = [
        report("Armed men took ten donkeys from a farm on Sunday. The weather was fine.", "one"),
        report("Armed men took ten donkeys from a farm on Sunday. Rain fell in Kitale.", "two"),
        report("Thieves stole fuel from a depot. " + TOLD[0].text, "three"),
        report("Warriors swept through the grazing land and left with the herd.", "four"),
        report("", "five"),
        report("Der Minister reiste am Montag nach Berlin und sprach dort mit seinen Kollegen.", "six"),
    ]
    found = most_useful(book, learnt, pool, 3)
    assert found == most_useful(book, learnt, list(reversed(pool)), 3)
    assert len({each.text for each in found}) == len(found) == 3
    assert TOLD[0].text not in {each.text for each in found}
    assert all(each.text[each.start : each.end].strip() for each in found)
    assert all(0 <= each.chance <= 1 for each in found)
    assert not {"The weather was fine.", "Rain fell in Kitale."} & {each.text for each in found}
    assert most_useful(book, learnt, [], 3) == ()


def test_the_reader_reads_what_was_learnt_and_says_so(book: Codebook, learnt: Learnt, folder: Path) -> None:
    text = "Gunmen drove away the goats of two families near Lokichar on Thursday."
    untrained = engine((folder,))
    assert not [
        each for each in untrained.reader.read(*untrained.analyse(report(text))).mentions if each.concept == CONCEPT
    ]
    path = folder / "detectors" / "cattle_raid.json"
    path.parent.mkdir()
    path.write_bytes(encode(learnt.detector))
    try:
        loaded = engine((folder,))
        document, analysis = loaded.analyse(report(text))
        (mention,) = [each for each in loaded.reader.read(document, analysis).mentions if each.concept == CONCEPT]
        assert mention.trigger.exact == "drove"
        assert [reason.name for reason in mention.score.reasons] == ["learnt from 30 examples"]
        assert mention.score.value >= learnt.detector.threshold
        assert {argument.role for argument in mention.arguments} >= {"perpetrator"}
        (shown,) = [each for each in loaded.read(report(text)).incidents if each.type == CONCEPT]
        assert loaded.codebook.version != untrained.codebook.version
        assert shown.mentions[0].exact == "drove"
        path.write_bytes(encode(learnt.detector).replace(learnt.detector.encoder.encode(), b"another"))
        with pytest.raises(DataError, match=r"cattle_raid.*another version of the encoder.*gesta codebook learn"):
            engine((folder,))
    finally:
        path.unlink()
        path.parent.rmdir()


def test_a_detector_changes_no_other_concept(book: Codebook, learnt: Learnt) -> None:
    with_it = replace(book, detectors={learnt.detector.concept: encode(learnt.detector)})
    text = "Police arrested six men in Nairobi on Monday after protesters burnt a bus."
    loaded = engine()
    document, analysis = loaded.analyse(report(text))
    assert NeuralReader(with_it).read(document, analysis) == NeuralReader(book).read(document, analysis)
