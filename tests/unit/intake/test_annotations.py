"""Exports of annotation tools: what was marked comes out in code points, and a bad row harms no other."""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gesta.errors import Problem
from gesta.intake.annotations import Annotated, AnnotationForm, form_of_export, read_annotations
from gesta.intake.annotations_offsets import Utf16, by_words

EMOJI = "😀 Rebels torched the school in Kumba."
ARABIC = "هاجم مسلحون مدرسة في كومبا 🔥 أمس."
CYRILLIC = "Боевики 🏫 напали на школу."
QUIET = "Pupils sat their exams."
MARKED = ((EMOJI, "torched"), (ARABIC, "هاجم"), (CYRILLIC, "напали"))


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def bounds(text: str, words: str) -> tuple[int, int]:
    at = text.index(words)
    return at, at + len(words)


def wide(text: str, words: str) -> tuple[int, int]:
    at = utf16(text[: text.index(words)])
    return at, at + utf16(words)


def written(folder: Path, rows: Sequence[object], name: str = "export.jsonl") -> Path:
    path = folder / name
    lines = [each if isinstance(each, str) else json.dumps(each, ensure_ascii=False) for each in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def read(path: Path, form: AnnotationForm | None = None) -> tuple[list[Annotated], list[Problem]]:
    found = list(read_annotations(path, form))
    texts = [each for each in found if isinstance(each, Annotated)]
    return texts, [each for each in found if isinstance(each, Problem)]


def words(each: Annotated) -> list[tuple[str, str]]:
    return [(each.text[span.start : span.end], span.label) for span in each.spans]


def test_prodigy_spans_answers_and_bad_rows(tmp_path: Path) -> None:
    rows: list[object] = [
        {"text": text, "spans": [{"start": at[0], "end": at[1], "label": "ATTACK", "token_start": 1}],
         "answer": answer, "_task_hash": 1, "_annotator_id": "ann", "meta": {"source": "a", "score": 0.5}}
        for (text, mark), answer in zip(MARKED, ("accept", "reject", "ignore"), strict=True)
        for at in [bounds(text, mark)]
    ]  # fmt: skip
    bad: list[object] = [
        "{broken",
        {"text": QUIET, "spans": [{"start": 3, "end": 400, "label": "ATTACK"}], "answer": "accept"},
        {"text": 7, "answer": "accept"},
        {"text": QUIET, "answer": "perhaps"},
        {"text": "  ", "answer": "accept"},
        "[1, 2]",
    ]
    path = written(tmp_path, [*rows, *bad, {"text": QUIET, "spans": [], "answer": "accept"}])
    texts, problems = read(path)
    assert form_of_export(path) == "prodigy"
    assert [words(each) for each in texts] == [[(mark, "ATTACK")] for _, mark in MARKED] + [[]]
    assert [each.accepted for each in texts] == [True, False, None, True]
    assert texts[0].meta["annotator"] == "ann" and texts[0].meta["score"] == "0.5"
    assert texts[0].where == f"{path}:1"
    assert [each.where for each in problems] == [f"{path}:{line}" for line in range(4, 10)]
    assert "3-400" in problems[1].what and "perhaps" in problems[3].what


def test_prodigy_categories_of_texts(tmp_path: Path) -> None:
    rows = [
        {"text": EMOJI, "label": "ATTACK", "answer": "accept", "spans": []},
        {"text": QUIET, "label": "ATTACK", "answer": "reject"},
        {"text": CYRILLIC, "options": [{"id": "ATTACK", "text": "Attack"}], "accept": ["ATTACK"], "answer": "accept"},
        {"text": QUIET, "options": [{"id": "ATTACK", "text": "Attack"}], "accept": [], "answer": "accept"},
    ]
    texts, problems = read(written(tmp_path, rows))
    assert not problems
    assert [words(each) for each in texts] == [[(EMOJI, "ATTACK")], [(QUIET, "ATTACK")], [(CYRILLIC, "ATTACK")], []]
    assert [each.accepted for each in texts] == [True, False, True, True]
    assert {each.meta["scope"] for each in texts} == {"text"}


@pytest.mark.parametrize("counted", [bounds, wide])
def test_label_studio_counts_code_points_now_and_utf16_before(tmp_path: Path, counted: type) -> None:
    tasks = [
        {"id": number, "data": {"article": text, "url": "https://example.org/a"}, "predictions": [],
         "annotations": [{"completed_by": 3, "was_cancelled": False, "result": [
             {"from_name": "label", "to_name": "text", "type": "labels", "id": "r1",
              "value": {"start": at[0], "end": at[1], "text": mark, "labels": ["Attack"]}},
             {"type": "relation", "from_id": "r1", "to_id": "r1", "direction": "right"},
         ]}]}
        for number, (text, mark) in enumerate(MARKED)
        for at in [counted(text, mark)]
    ]  # fmt: skip
    path = tmp_path / "export.json"
    path.write_text(json.dumps(tasks, indent=1), encoding="utf-8")
    texts, problems = read(path)
    assert form_of_export(path) == "label-studio" and not problems
    assert [words(each) for each in texts] == [[(mark, "Attack")] for _, mark in MARKED]
    assert texts[0].meta == {"url": "https://example.org/a", "annotator": "3"}
    assert texts[1].where == f"{path}: item 2"


def test_label_studio_several_annotators_skips_choices_and_faults(tmp_path: Path) -> None:
    first, last = bounds(EMOJI, "torched")
    region = {"type": "labels", "value": {"start": first, "end": last, "text": "torched", "labels": ["Attack", "Fire"]}}
    tasks: list[object] = [
        {"data": {"text": EMOJI}, "annotations": [{"result": [region]}, {"result": [], "was_cancelled": True}]},
        {"data": {"text": QUIET}, "annotations": [{"result": [{"type": "choices", "value": {"choices": ["None"]}}]}]},
        {"data": {"text": QUIET}, "annotations": []},
        {"data": {"text": QUIET}, "annotations": [{"result": [region]}]},
        {"data": {"image": "https://example.org/a.jpg"}, "annotations": []},
        {"data": {"text": QUIET}, "annotations": [
            {"result": [{"type": "hypertextlabels",
                         "value": {"start": "/p[1]", "end": "/p[1]", "hypertextlabels": ["Attack"]}}]}]},
        "nonsense",
    ]  # fmt: skip
    path = tmp_path / "export.json"
    path.write_text(json.dumps(tasks), encoding="utf-8")
    texts, problems = read(path)
    assert words(texts[0]) == [("torched", "Attack"), ("torched", "Fire")]
    assert [each.accepted for each in texts] == [True, None, True, None]
    assert words(texts[2]) == [(QUIET, "None")] and texts[2].meta["scope"] == "text"
    assert [each.where for each in problems] == [f"{path}: item {number}" for number in (4, 5, 6, 7)]


def test_label_studio_json_min(tmp_path: Path) -> None:
    first, last = wide(ARABIC, "هاجم")
    rows = [
        {"id": 1, "text": ARABIC, "annotator": 1, "annotation_id": 9, "created_at": "2024", "lead_time": 2.5,
         "label": [{"start": first, "end": last, "text": "هاجم", "labels": ["Attack"]}]},
        {"id": 2, "text": QUIET, "annotator": 1, "annotation_id": 10, "lead_time": 1.0, "kind": "Other"},
        {"id": 3, "text": QUIET, "annotator": 1, "annotation_id": 11, "kind": {"choices": ["Attack", "Other"]}},
    ]  # fmt: skip
    path = tmp_path / "min.json"
    path.write_text(json.dumps(rows), encoding="utf-8")
    texts, problems = read(path)
    assert not problems
    assert [words(each) for each in texts] == [
        [("هاجم", "Attack")], [(QUIET, "Other")], [(QUIET, "Attack"), (QUIET, "Other")],
    ]  # fmt: skip


@pytest.mark.parametrize("counted", [bounds, wide])
@pytest.mark.parametrize("shape", ["label", "labels", "entities", "objects"])
def test_doccano_of_every_version(tmp_path: Path, counted: type, shape: str) -> None:
    rows: list[object] = []
    for number, (text, mark) in enumerate(MARKED):
        first, last = counted(text, mark)
        if shape == "objects":
            entity = {"id": 5, "label": "Attack", "start_offset": first, "end_offset": last}
            rows.append({"id": number, "text": text, "entities": [entity], "relations": []})
        else:
            rows.append({"id": number, "data": text, shape: [[first, last, "Attack"]], "meta": {"day": "Monday"}})
    bad = [{"id": 8, "text": QUIET, "label": [[0, 900, "Attack"]]}, {"id": 9, "text": QUIET, "label": [[0, "x"]]}]
    path = written(tmp_path, [*rows, *bad, {"id": 10, "text": QUIET, "label": []}])
    texts, problems = read(path)
    assert form_of_export(path) == "doccano"
    assert [words(each) for each in texts] == [[(mark, "Attack")] for _, mark in MARKED] + [[]]
    assert [each.accepted for each in texts] == [True, True, True, None]
    assert [each.where for each in problems] == [f"{path}:4", f"{path}:5"]


def test_doccano_categories_and_approved_texts(tmp_path: Path) -> None:
    # fmt: off
    rows = [{"id": 1, "text": EMOJI, "label": ["Attack"]},
            {"id": 2, "text": QUIET, "labels": [], "annotation_approver": "ann"},
            {"id": 3, "text": QUIET, "annotations": [{"label": 7, "start_offset": 0, "end_offset": 6, "user": 1}]}]
    # fmt: on
    texts, problems = read(written(tmp_path, rows))
    assert not problems
    assert [(words(each), each.accepted) for each in texts] == [
        ([(EMOJI, "Attack")], True), ([], True), ([("Pupils", "7")], True),
    ]  # fmt: skip


TSV = """#FORMAT=WebAnno TSV 3.3
#T_SP=de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS|PosValue
#T_SP=webanno.custom.Event|kind|realis|ROLE_webanno.custom.Event:who_webanno.custom.EventWhoLink|webanno.custom.Actor
#T_SP=webanno.custom.Mark|
#T_RL=webanno.custom.Tie|label|BT_webanno.custom.Event


#Text=😀 Rebels set fire to a\\\\b school.
1-1	0-2	😀	SYM	_	_	_	_	_	_	_
1-2	3-9	Rebels	NNS	_	_	_	_	*	_	_
1-3	10-13	set	VBD	arson[1]	actual[1]	who	1-2	_	_	_
1-4	14-18	fire	NN	arson[1]|attack\\|act	actual[1]|*	_	_	_	before	1-3
1-5	19-21	to	TO	_	_	_	_	_	_	_
1-6	22-25	a\\\\b	NN	_	_	_	_	_	_	_
1-7	26-32	school	NN	_	_	_	_	_	_	_
1-7.1	26-29	sch	_	part	*	_	_	_	_	_
1-8	32-33	.	.	_	_	_	_	_	_	_

#Text=هاجم مسلحون
#Text=مدرسة
2-1	35-39	هاجم	VBD	attack	actual	_	_	_	_	_
2-2	40-46	مسلحون	NN	_	_	_	_	_	_	_
2-3	47-52	مدرسة	NN	_	_	_	_	_	_	_
"""


def test_inception_webanno_tsv(tmp_path: Path) -> None:
    path = tmp_path / "document.tsv"
    path.write_text(TSV, encoding="utf-8")
    (text,), problems = read(path)
    assert form_of_export(path) == "webanno-tsv" and not problems
    assert text.text == "😀 Rebels set fire to a\\b school.\n هاجم مسلحون\nمدرسة"
    assert set(words(text)) == {
        ("set fire", "arson"), ("set fire", "actual"), ("fire", "attack|act"), ("sch", "part"),
        ("هاجم", "attack"), ("هاجم", "actual"), ("Rebels", "Mark"),
    }  # fmt: skip
    assert text.accepted is True


@pytest.mark.parametrize(
    ("change", "line", "what"),
    [(("1-3\t10-13", "1-3\tten"), 11, "neither"), (("2-1\t35-39", "2-1\t3-7"), 0, "fit"),
     (("Rebels\tNNS", "Rebels"), 0, ""), (("1-1\t0-2\t😀", "1-1\t0-2\t😎"), 9, "not in its sentence")],
)  # fmt: skip
def test_a_broken_tsv_is_a_problem_with_its_line(tmp_path: Path, change: tuple[str, str], line: int, what: str) -> None:
    path = tmp_path / "document.tsv"
    path.write_text(TSV.replace(*change), encoding="utf-8")
    texts, problems = read(path)
    if not what:
        assert len(texts) == 1  # a short row has fewer marks
        return
    assert not texts and what in problems[0].what
    assert problems[0].where == (f"{path}:{line}" if line else str(path))


def cas(text: str, marks: Sequence[dict[str, object]]) -> dict[str, object]:
    """As dkpro-cassis 0.12 writes it."""
    sofa = {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView", "sofaString": text}
    given = [{"%ID": number, "@sofa": 1, **mark} for number, mark in enumerate(marks, start=2)]
    return {
        "%TYPES": {"custom.Event": {"%NAME": "custom.Event", "%SUPER_TYPE": "uima.tcas.Annotation"}},
        "%FEATURE_STRUCTURES": [sofa, *given],
        "%VIEWS": {"_InitialView": {"%SOFA": 1, "%MEMBERS": [each["%ID"] for each in given]}},
    }


def test_inception_uima_cas_json(tmp_path: Path) -> None:
    first, last = wide(CYRILLIC, "напали")
    marks: list[dict[str, object]] = [
        {"%TYPE": "uima.tcas.DocumentAnnotation", "begin": 0, "end": utf16(CYRILLIC), "language": "ru"},
        {"%TYPE": "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token", "begin": first, "end": last},
        {"%TYPE": "custom.Event", "begin": first, "end": last, "kind": "attack", "@who": 4},
        {"%TYPE": "custom.Mark", "begin": 0, "end": 7},
        {"%TYPE": "custom.Empty", "begin": 3, "end": 3},
        {"%TYPE": "custom.Tie", "begin": 0, "end": 7, "@Governor": 2, "@Dependent": 3},
    ]
    path = tmp_path / "document.json"
    path.write_text(json.dumps(cas(CYRILLIC, marks), indent=2), encoding="utf-8")
    (text,), problems = read(path)
    assert form_of_export(path) == "uima-cas-json" and not problems
    assert text.text == CYRILLIC
    assert words(text) == [("Боевики", "Mark"), ("напали", "attack")]


def test_half_a_letter_is_no_span(tmp_path: Path) -> None:
    path = tmp_path / "document.json"
    path.write_text(json.dumps(cas(EMOJI, [{"%TYPE": "custom.Event", "begin": 1, "end": 9}])), encoding="utf-8")
    texts, (problem,) = read(path)
    assert not texts and "does not lie in the text" in problem.what


def test_spacy_docbin_by_its_own_loader(tmp_path: Path) -> None:
    import spacy
    from spacy.tokens import DocBin, Span

    nlp = spacy.blank("xx")
    bins = DocBin(store_user_data=True)
    for text, mark in MARKED:
        document = nlp(text)
        span = document.char_span(*bounds(text, mark), label="ATTACK", alignment_mode="expand")
        assert span is not None
        document.ents = [span]
        document.spans["sc"] = [Span(document, 0, 2, label="OPENING")]
        bins.add(document)
    sorted_out = nlp(QUIET)
    sorted_out.cats = {"ATTACK": 0.0, "SCHOOL": 1.0}
    bins.add(sorted_out)
    path = tmp_path / "train.spacy"
    bins.to_disk(path)
    texts, problems = read(path)
    assert form_of_export(path) == "spacy" and not problems
    assert [each.text for each in texts] == [*(text for text, _ in MARKED), QUIET]
    assert ("torched", "ATTACK") in words(texts[0]) and ("😀 Rebels", "OPENING") in words(texts[0])
    assert ("هاجم", "ATTACK") in words(texts[1])
    assert words(texts[3]) == [(QUIET, "SCHOOL")] and texts[3].meta["scope"] == "text"


def test_hostile_files_are_problems(tmp_path: Path) -> None:
    hostile = {
        "bomb.spacy": zlib.compress(b"\0" * 450_000_000, 9),
        "other.spacy": zlib.compress(b"\x81\xa1a\x01"),
        "cut.spacy": zlib.compress(b"x" * 9000)[:20],
        "deep.json": b"[" * 200_000,
        "number.json": b'[{"text": "a", "answer": "accept", "spans": [{"start": ' + b"9" * 5000 + b"}]}]",
        "latin.json": b'[{"text": "caf\xe9", "answer": "accept"}]',
        "page.html": b"<html></html>",
        "none.json": b'[{"name": "nobody"}]',
        "empty.json": b"",
        "tsv.tsv": b"#FORMAT=WebAnno TSV 3.3\n\xff\xfe",
        "half.json": b'[{"text": "a \\ud83d b", "answer": "accept"}, 3]',
    }
    for name, content in hostile.items():
        (tmp_path / name).write_bytes(content)
        texts, problems = read(tmp_path / name)
        assert problems, name
        assert all(each.where.startswith(str(tmp_path / name)) for each in problems), name
        assert [each.text for each in texts] == (["a \ufffd b"] if name == "half.json" else []), name
    texts, problems = read(tmp_path / "missing.json")
    assert not texts and "cannot be read" in problems[0].what


@given(st.text(max_size=60), st.data())
def test_utf16_offsets_round_trip(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert Utf16(text).bounds(utf16(text[:start]), utf16(text[:end])) == (start, end)
    if start < end:
        found = by_words(text, start, end, text[start:end])
        assert text[found[0] : found[1]] == text[start:end]
