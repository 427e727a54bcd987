"""What holds for every document, whatever was captured."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gesta.model.documents import Document, Media, Report
from gesta.model.terms import ReportId
from gesta.text import document

PIECES = st.sampled_from(
    [
        "\n", "\r\n", "\n\n", " ", "   ", "\t", "\u2028", "\ufeff", "\u200b", ".", "?", "!", "...", "…", '"', "”", "(",
        "BAGHDAD, 3 JAN 90 -- [TEXT]", "KISMAYO (CH) —", "By Amina Warsame", "Leave a Reply", "Related stories",
        "Posted: 3 May 2021", "Police said five men were killed.", "THE ARMY DENIED IT", "Gen. Noor", "a.m.", "U.S.",
        "1.", "Share on Facebook", "12 May", "<p>", "</div>", "<table>", "<time datetime='2021-05-12'>", "&amp;", "é",
        "\U0001f6d1", "العربية", "]",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=40).map("".join))


def check(found: Document) -> None:
    """Blocks and sentences are in range, in order, apart; blocks cover all but white space."""
    position = 0
    for block in found.blocks:
        assert position <= block.start < block.end <= len(found.text)
        assert not found.text[position : block.start].strip()
        assert (block.reason is not None) == (block.kind == "furniture")
        position = block.end
    assert not found.text[position:].strip()
    position = 0
    for sentence in found.sentences:
        assert position <= sentence.start < sentence.end
        words = found.text[sentence.start : sentence.end]
        assert words == words.strip()
        block_ = found.block_at(sentence.start)
        assert block_ is not None
        assert block_.kind in ("headline", "body")
        assert sentence.end <= block_.end
        position = sentence.end
    for quote in found.published.evidence:
        assert found.text[quote.start : quote.end] == quote.exact


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(content=TEXTS, title=st.one_of(st.none(), TEXTS), published=st.one_of(st.none(), st.text(max_size=30)))
def test_plain_reports_keep_their_text(content: str, title: str | None, published: str | None) -> None:
    found = document(Report(ReportId("sha256:0"), "s", "text", content, title=title, published=published))
    check(found)
    assert found.text.endswith(content.removeprefix("\ufeff"))


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(content=TEXTS, media=st.sampled_from(["html", "text"]))
def test_nothing_captured_raises(content: str, media: Media) -> None:
    check(document(Report(ReportId("sha256:0"), "s", media, content)))


@pytest.mark.data
def test_development_articles() -> None:
    from gesta.evaluate.corpora import articles, by_hash

    data = Path(os.environ.get("GESTA_DATA") or Path(__file__).parents[3].parent / "shared" / "data")
    if not data.is_dir():
        pytest.skip(f"NO DEVELOPMENT DATA at {data}: set GESTA_DATA; 300 articles were not checked")
    english = dated = 0
    sample = by_hash(a for a in articles(data) if a.document_text.strip())[:300]
    for article in sample:
        report = Report(ReportId("sha256:0"), article.key, "text", article.text, title=article.title or None)
        found = document(report)
        check(found)
        assert found.text.split() == article.document_text.split()
        english += found.language == "en"
        dated += found.published.start is not None
        furniture = sum(block.end - block.start for block in found.blocks if block.kind == "furniture")
        assert furniture < 0.9 * len(found.text) or len(found.text) < 1500, article.key
    assert english >= 0.97 * len(sample)
    assert dated > 0
