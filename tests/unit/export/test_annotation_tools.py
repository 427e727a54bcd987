"""No mark is lost on its way to an annotation tool and back, in any script."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree
from tests.exported import Project, Single, Told, filled, record_of

from gesta.codebook.load import load
from gesta.export.borders import cut, english
from gesta.export.format import Format, Options
from gesta.export.interchange import INTERCHANGE
from gesta.export.marks import marked_reports
from gesta.intake.annotations import Annotated, AnnotationForm, read_annotations
from gesta.model.given import OURS, Mark, layer_of, unpacked
from gesta.store.store import Store

TOOLS = {each.name: each for each in INTERCHANGE}
ROUND = ("prodigy", "doccano", "label-studio", "inception", "spacy")
KEEPING = ("prodigy", "doccano", "label-studio")
FORMS: dict[str, AnnotationForm] = {
    "prodigy": "prodigy", "doccano": "doccano", "label-studio": "label-studio", "inception": "uima-cas-json",
    "spacy": "spacy",
}  # fmt: skip
BOOK = load()

LETTERS = st.one_of(
    st.sampled_from("قصف مدفعي على حلب "),
    st.sampled_from("Взрыв на рынке — 5 "),
    st.sampled_from(
        ["💥", "👨‍👩‍👧", "😢", "🇮🇶", "é", "e\u0301", "\u200f", "\n", "\t", "\r", " ", "  ", "don't", "U.S.", "\u2028"]
    ),
    st.characters(exclude_categories=["Cs"]),
)
TEXTS = st.lists(LETTERS, min_size=1, max_size=40).map("".join).filter(lambda text: bool(text.strip()))


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[tuple[int, int, str]], list[tuple[int, int]]]:
    text = draw(TEXTS)
    span = st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))).map(
        lambda ends: (min(ends[0], ends[1] - 1), max(ends[0] + 1, ends[1]))
    )
    triggers = [(*each, draw(st.sampled_from(["bombing", "shooting"]))) for each in draw(st.lists(span, max_size=4))]
    return text, triggers, draw(st.lists(span, max_size=4))


def files(tool: Format, path: Path) -> Iterator[Path]:
    yield from sorted(each for each in path.iterdir() if each.suffix == ".json") if tool.many else [path]


def returned(name: str, source: Project | Single, folder: Path) -> dict[str, Annotated]:
    """The file of the tool as the reader of its exports has it, by text. Label Studio gives predictions back as
    annotations once somebody takes them over."""
    tool = TOOLS[name]
    path = folder / f"out{tool.suffix}"
    tool.write(source, path, Options(), Told())
    found: dict[str, Annotated] = {}
    for file in files(tool, path):
        if name == "label-studio":
            tasks = json.loads(file.read_bytes())
            for task in tasks:
                task["annotations"] = task.pop("predictions")
            file.write_text(json.dumps(tasks), encoding="utf-8")
        for each in read_annotations(file, FORMS[name]):
            assert isinstance(each, Annotated), each
            found[each.text] = each
    return found


@pytest.mark.parametrize("name", ROUND)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=marked_texts())
@example(told=("💥 قصف حلب", [(2, 5, "bombing")], [(0, 1), (6, 9)]))
@example(told=("Взрыв 👨‍👩‍👧 там", [(0, 5, "bombing")], [(6, 11), (7, 8)]))
@example(told=("a b", [(1, 2, "bombing"), (0, 2, "shooting")], [(1, 3)]))
def test_no_span_is_lost_in_any_script(
    name: str, told: tuple[str, list[tuple[int, int, str]], list[tuple[int, int]]], tmp_path: Path
) -> None:
    text, triggers, victims = told
    source = Single(record_of(text, triggers, victims), BOOK)
    back = returned(name, source, tmp_path)[text]
    given_out = {*triggers, *((start, end, "victim") for start, end in victims)}
    assert {(span.start, span.end, span.label) for span in back.spans} == given_out
    if name in KEEPING:
        assert unpacked(back.meta[OURS]) is not None


@settings(max_examples=60, deadline=None)
@given(told=marked_texts())
def test_tokens_make_up_the_text_and_no_mark_cuts_one(
    told: tuple[str, list[tuple[int, int, str]], list[tuple[int, int]]],
) -> None:
    text, triggers, victims = told
    marks = [Mark(*each) for each in triggers] + [Mark(*each, "victim") for each in victims]
    made = cut(text, marks, english())
    assert "".join(text[each.start : each.end] + " " * each.space for each in made.pieces) == text
    for mark in marks:
        first, after = made.between(mark.start, mark.end)
        assert made.pieces[first].start == mark.start
        assert made.pieces[after - 1].end == mark.end


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    path = tmp_path_factory.mktemp("export") / "iraq.db"
    filled(path)
    with Store.open(path) as store:
        yield Project(store, BOOK)


@pytest.mark.parametrize("name", ROUND)
def test_a_project_comes_back_whole(name: str, project: Project, tmp_path: Path) -> None:
    back = returned(name, project, tmp_path)
    marked = list(marked_reports(project))
    assert len(back) == len(marked)
    for each in marked:
        assert [(mark.start, mark.end, mark.label) for mark in each.marks] == [
            (span.start, span.end, span.label) for span in back[each.text].spans
        ]
        if name in KEEPING:
            assert unpacked(back[each.text].meta[OURS]) == each.given


def test_marks_are_the_words_of_the_exported_incidents_only(project: Project) -> None:
    only = Project(project.store, BOOK, frozenset({"protest"}))
    (report,) = marked_reports(only)
    events = [mark for mark in report.marks if layer_of(mark.label) == "event"]
    assert [report.text[mark.start : mark.end] for mark in events] == ["Protest", "marched"]
    assert all(mark.accounts for mark in events)
    words = {report.text[mark.start : mark.end] for mark in report.marks if mark.label in {"place", "time"}}
    assert words == {"Basra", "Sunday"}


def test_spacy_loads_its_file_with_its_groups(project: Project, tmp_path: Path) -> None:
    import spacy
    from spacy.tokens import DocBin

    path = tmp_path / "x.spacy"
    TOOLS["spacy"].write(project, path, Options(), Told())
    vocab = spacy.blank("en").vocab
    documents = {doc.text: doc for doc in DocBin(store_user_data=True).from_disk(path).get_docs(vocab)}
    for each in marked_reports(project):
        doc = documents[each.text]
        assert set(doc.spans) == {"events", "roles", "actors"}
        assert sum(len(doc.spans[name]) for name in doc.spans) == len(each.marks)
        assert unpacked(doc.user_data[OURS]) == each.given
        assert doc.user_data["report"] == each.record.report.id


def test_prodigy_has_spans_of_whole_tokens_and_the_incidents(project: Project, tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    TOOLS["prodigy"].write(project, path, Options(), Told())
    for line in path.read_text(encoding="utf-8").splitlines():
        task = json.loads(line)
        for number, token in enumerate(task["tokens"]):
            assert token["id"] == number
            assert task["text"][token["start"] : token["end"]] == token["text"]
        for span in task["spans"]:
            assert task["tokens"][span["token_start"]]["start"] == span["start"]
            assert task["tokens"][span["token_end"]]["end"] == span["end"]
            assert span["label"] == "actor" or all(each.startswith("inc_") for each in span["incidents"])


def test_label_studio_has_an_interface_with_every_label_of_its_tasks(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "ls"
    TOOLS["label-studio"].write(project, folder, Options(), Told())
    interface = etree.fromstring((folder / "labels.xml").read_bytes())
    labels = [each.get("value") for each in interface.iter("Label")]
    assert len(labels) == len(set(labels))
    tasks = json.loads((folder / "tasks.json").read_bytes())
    for task in tasks:
        assert "/home/somebody" not in json.dumps(task)
        for region in task["predictions"][0]["result"]:
            value = region["value"]
            assert task["data"]["text"][value["start"] : value["end"]] == value["text"]
            assert value["labels"][0] in labels


def test_inception_reads_utf_16_and_whole_sentences(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "inc"
    TOOLS["inception"].write(project, folder, Options(), Told())
    documents = sorted(folder.iterdir())
    assert len(documents) == len(list(project.reports()))
    for path in documents:
        cas = json.loads(path.read_bytes())
        structures = {each["%ID"]: each for each in cas["%FEATURE_STRUCTURES"]}
        assert sorted(structures) == list(range(1, len(structures) + 1))
        assert cas["%VIEWS"]["_InitialView"] == {"%SOFA": 1, "%MEMBERS": sorted(structures)[1:]}
        units = structures[1]["sofaString"].encode("utf-16-le")
        for each in structures.values():
            if each["%TYPE"] == "custom.Span":
                words = units[2 * each["begin"] : 2 * each["end"]].decode("utf-16-le")
                assert words == words.strip() != ""


def test_inception_documents_are_read_by_cassis(project: Project, tmp_path: Path) -> None:
    cassis = pytest.importorskip("cassis")
    folder = tmp_path / "inc"
    TOOLS["inception"].write(project, folder, Options(), Told())
    texts = {each.text: each.marks for each in marked_reports(project)}
    for path in folder.iterdir():
        cas = cassis.load_cas_from_json(path.read_text(encoding="utf-8"))
        spans = {(each.begin, each.end, each.label) for each in cas.select("custom.Span")}
        assert spans == {mark.place for mark in texts.pop(cas.sofa_string)}
    assert not texts


def test_what_marks_cannot_hold_is_told(project: Project, tmp_path: Path) -> None:
    told = Told()
    TOOLS["doccano"].write(project, tmp_path / "x", Options(), told)
    unclaimed = [each for each in project.incidents() if each.responsibility.status == "unclaimed"]
    assert [told.of(each.id) for each in unclaimed] == [["responsibility", "claims"]]


@pytest.mark.parametrize("name", ROUND)
def test_two_exports_are_the_same_bytes(name: str, project: Project, tmp_path: Path) -> None:
    tool = TOOLS[name]
    seen = []
    for turn in ("one", "two"):
        path = tmp_path / f"{turn}{tool.suffix}"
        tool.write(project, path, Options(), Told())
        seen.append([(each.name.replace(turn, ""), each.read_bytes()) for each in files(tool, path)])
    assert seen[0] == seen[1]
