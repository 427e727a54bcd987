"""What a notebook shows: every word of the report, nothing of it more than text."""

from __future__ import annotations

from html.parser import HTMLParser

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.contract.store.factory import incident, merged, record, report

import gesta
from gesta.frames.marks import Mark, marks, pieces
from gesta.frames.project import Project
from gesta.model.documents import Block
from gesta.model.incidents import DocumentRef, IncidentActor, Record
from gesta.model.plain import harmless
from gesta.model.values import Where

HOSTILE = '<script>alert(1)</script><img src=x onerror="alert(2)"> & "quoted" \'single\' ]]>'
_VOID = {"br", "img", "hr"}


class _Read(HTMLParser):
    """The elements, attributes and text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.names: set[str] = set()
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.names |= {name for name, _ in attrs}
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.texts.append(data)


def hostile_record() -> Record:
    """A record whose every word comes from somebody who wants to be more than read."""
    base = record(report(HOSTILE, outlet=HOSTILE, title=HOSTILE), incident())
    actor = IncidentActor("target", HOSTILE, None, "unknown", HOSTILE, base.incidents[0].actors[0].evidence)
    one = msgspec.structs.replace(base.incidents[0], label=HOSTILE, actors=(actor,), where=Where(HOSTILE, country="IQ"))
    text = f"{HOSTILE}\nsecond line\n{HOSTILE}"
    furniture = len(HOSTILE) + len("\nsecond line\n")
    blocks = (Block("body", 0, furniture - 1), Block("furniture", furniture, len(text), HOSTILE))
    document = DocumentRef(HOSTILE, "en", text, blocks)
    return msgspec.structs.replace(base, incidents=(one,), document=document)


def test_hostile_words_are_shown_and_do_nothing() -> None:
    page = _Read(hostile_record()._repr_html_())
    assert not {"script", "img", "a", "iframe", "link"} & set(page.tags)
    assert page.names <= {"class", "title", "dir", "open"}
    assert page.open == []
    assert "".join(page.texts).count(HOSTILE) >= 3


@pytest.mark.parametrize("maker", ["record", "incident", "merged"])
def test_html_is_whole(maker: str) -> None:
    one = hostile_record()
    base = one.incidents[0]
    page = {"record": one, "incident": base, "merged": merged(base, one.report.id)}[maker]._repr_html_()
    assert _Read(page).open == []
    assert "<script" not in page.replace("&lt;script", "")


def test_the_words_of_an_incident_are_marked_by_kind() -> None:
    shown = gesta.read("Gunmen killed three soldiers near Djibo on Monday, police said.", published="2023-05-04")
    page = shown._repr_html_()
    assert '<mark class="act" title="Killing">killed</mark>' in page
    assert 'class="toll" title="killed: 3' in page
    assert 'class="where" title="where: Djibo' in page
    assert 'class="when" title="when: Monday 1 May 2023' in page
    assert '<p class="body" dir="auto">' in page


def test_furniture_is_set_back_with_its_reason() -> None:
    page = hostile_record()._repr_html_()
    assert '<p class="furniture" dir="auto" title="left out: &lt;script&gt;' in page


def test_a_long_text_is_cut_and_says_so() -> None:
    base = hostile_record()
    text = "word " * 20_000
    document = DocumentRef(None, "en", text, (Block("body", 0, len(text)),))
    page = msgspec.structs.replace(base, document=document)._repr_html_()
    assert len(page) < 60_000
    assert "100,000 characters in all" in page


def test_a_project_and_a_collection_show_their_incidents(project: Project) -> None:
    incidents = project.incidents(type="bombing")
    page = _Read(incidents._repr_html_())
    assert f"{len(incidents)} incidents of story.db: bombing" in "".join(page.texts)
    assert next(iter(incidents)).id[:12] in page.texts
    whole = "".join(_Read(project._repr_html_()).texts)
    assert f"{len(project.incidents())} incidents listed by default, {len(project.incidents(all=True))} in all" in whole
    assert "Every claim of every incident" in "".join(_Read(incidents.table("claims")._repr_html_()).texts)


_SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 10), st.sampled_from(("act", "who", "other"))))


@given(_SPANS, st.integers(0, 20), st.integers(21, 45))
def test_pieces_are_the_text_and_bear_the_marks_over_them(
    spans: list[tuple[int, int, str]], start: int, end: int
) -> None:
    found = sorted(Mark(first, first + length, kind, kind) for first, length, kind in spans)  # type: ignore[arg-type]
    cut = list(pieces(start, end, found))
    assert [piece.start for piece in cut] == [start, *(piece.end for piece in cut[:-1])]
    assert cut[-1].end == end
    for piece in cut:
        assert set(piece.over) == {mark for mark in found if mark.start <= piece.start and mark.end >= piece.end}
        over = {mark.kind for mark in piece.over}
        assert (piece.kind is None) == (not over)
        assert piece.kind in (over or {None})
        assert set(filter(None, piece.words.split(" · "))) == over


def test_marks_outside_the_text_are_left_out() -> None:
    one = record(report("short"), incident())
    assert marks(one) == []


def test_control_characters_are_shown_as_such() -> None:
    base = hostile_record()
    text = "a\x1b[31m\u202eb"
    document = DocumentRef(None, "en", text, (Block("body", 0, len(text)),))
    page = "".join(_Read(msgspec.structs.replace(base, document=document)._repr_html_()).texts)
    assert harmless(text) in page
    assert "\x1b" not in page and "\u202e" not in page
