"""The packaged model loads, keeps characters where they are and respects given sentence starts."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

import gesta_en


@pytest.fixture(scope="module")
def nlp() -> Language:
    return gesta_en.load()


def test_it_has_every_stage(nlp: Language) -> None:
    assert {"tagger", "parser", "ner", "gesta_lemmas"} <= set(nlp.pipe_names)


@pytest.mark.parametrize("text", ["“Three men,” he said, weren’t hurt…", "تل أبيب – Tel Aviv\n\n  was hit.", "", "   ", "🚀🚀 hit"])
def test_offsets(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    assert all(text[t.idx : t.idx + len(t.text)] == t.text for t in doc)


def test_universal_dependencies(nlp: Language) -> None:
    doc = nlp("Two rockets were fired by rebels at the base near Taji on Monday.")
    labels = {t.text: t.dep_ for t in doc}
    assert labels["rockets"] == "nsubj:pass"
    assert labels["fired"] == "ROOT"
    assert labels["near"] == "case"
    assert {t.text: t.lemma_ for t in doc}["rockets"] == "rocket"
    assert {(e.text, e.label_) for e in doc.ents} >= {("Taji", "Location"), ("Monday", "Date")}


def test_given_sentence_starts_are_kept(nlp: Language) -> None:
    doc = nlp.make_doc("He was killed. She left the town. Bombs fell")
    for token in doc:
        token.is_sent_start = token.i in {0, 2, 6}
    assert [s.start for s in nlp(doc).sents] == [0, 2, 6]


def test_single_sentence_stays_whole(nlp: Language) -> None:
    doc = nlp.make_doc("Police said: no one was hurt. But two fled.")
    for token in doc:
        token.is_sent_start = token.i == 0
    assert len(list(nlp(doc).sents)) == 1


def test_the_batch_does_not_matter(nlp: Language) -> None:
    texts = ["A bomb went off in Kabul.", "Three soldiers died.", "Mr. Smith denied it on 3 May."] * 3
    together = [[(t.tag_, t.dep_, t.head.i, t.lemma_) for t in d] for d in nlp.pipe(texts)]
    assert together == [[(t.tag_, t.dep_, t.head.i, t.lemma_) for t in nlp(x)] for x in texts]


@given(st.text(max_size=200))
@settings(max_examples=300, deadline=None)
def test_truecase_keeps_the_length(text: str) -> None:
    assert len(gesta_en.truecase(text)) == len(text)
    assert len(gesta_en.truecase(text.upper())) == len(text.upper())


@given(st.text(alphabet=st.characters(categories=["Lu", "Ll", "Nd"], include_characters=" .'’-ßŉİıſﬁ"), min_size=20, max_size=120))
@settings(max_examples=300, deadline=None)
def test_truecase_changes_case_only(text: str) -> None:
    for shown in (text, text.upper(), text.title()):
        back = gesta_en.truecase(shown)
        assert len(back) == len(shown)
        assert all(a == b or a.casefold() == b.casefold() or a.lower() == b.lower() for a, b in zip(shown, back, strict=True))


def test_truecase_restores() -> None:
    shouted = "   PRESIDENT CRISTIANI SAID ON MONDAY THAT THE GUERRILLAS ATTACKED THE TOWN OF CHALATENANGO IN EL SALVADOR."
    assert gesta_en.truecase(shouted) == (
        "   President Cristiani said on Monday that the guerrillas attacked the town of Chalatenango in El Salvador."
    )
    plain = "The president spoke in Paris."
    assert gesta_en.truecase(plain) == plain


_SENTENCES = (
    "Two rockets were fired by rebels at the base near Taji on Monday.",
    "No one was hurt, Brigadier General Ali Hassan told Al Jazeera.",
    "ATTACK IN MOSUL",
    "It",
)


@given(st.lists(st.sampled_from(_SENTENCES), min_size=1, max_size=6))
@settings(max_examples=25, deadline=None)
def test_annotate_gives_what_the_pipeline_gives(nlp: Language, sentences: list[str]) -> None:
    ours = [nlp.make_doc(text) for text in sentences]
    gesta_en.annotate(nlp, ours)
    theirs = list(nlp.pipe(sentences, batch_size=4 * len(sentences)))
    for one, other in zip(ours, theirs, strict=True):
        assert [(t.tag_, t.pos_, t.lemma_, t.dep_, t.head.i) for t in one] == [(t.tag_, t.pos_, t.lemma_, t.dep_, t.head.i) for t in other]
        assert [(e.text, e.label_) for e in one.ents] == [(e.text, e.label_) for e in other.ents]


def test_the_commands_of_spacy_are_loaded_where_they_are_asked_for() -> None:
    asked = (
        "import sys, gesta_en, spacy; assert not {'spacy.cli', 'requests'} & set(sys.modules); "
        "assert spacy.info(silent=True)['spacy_version'] == spacy.__version__; "
        "import spacy.cli; assert spacy.cli.train"
    )
    subprocess.run([sys.executable, "-c", asked], check=True)
