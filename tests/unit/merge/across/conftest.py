"""Records made from invented texts by the text stage alone: nothing is read from them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gesta.model.documents import Report, report_id
from gesta.model.incidents import Context, DocumentRef, Record, ReportRef
from gesta.text.documents import document


def make_record(
    text: str, outlet: str | None = None, published: str | None = None, title: str | None = None, source: str = ""
) -> Record:
    """The record of a text as ``gesta read`` would make it, without incidents."""
    content = f"{title}\n\n{text}" if title else text
    source = source or f"{outlet or 'somewhere'} {published}.txt"
    identity = report_id(content.encode(), source, outlet, published)
    read = document(Report(identity, source, "text", content, title=title, outlet=outlet, published=published))
    reference = ReportRef(identity, source, read.outlet, read.published, author=read.author)
    shown = DocumentRef(read.title, "en", read.text, read.blocks, read.sentences)
    return Record("0", "none", "core", "base", reference, shown, (), (), Context(), ())


AGENCY = (
    "Gunmen on motorcycles attacked a market in the town of Kesra on Tuesday, killing 12 people, officials said.",
    "The attackers arrived shortly before noon and fired into the crowd for about twenty minutes.",
    "Colonel Idris Maloum, the district commander, said soldiers had pursued the gunmen towards the border.",
    "No group has claimed responsibility for the raid, the third on the road to Darbo since January.",
    "Hospital director Hawa Senussi said 31 wounded people were being treated, among them five children.",
    "Traders have asked the government for years to post a garrison at the market.",
)
"""An invented agency text, a sentence an item."""


@pytest.fixture(scope="session")
def record() -> Callable[..., Record]:
    return make_record


@pytest.fixture(scope="session")
def agency() -> tuple[str, ...]:
    return AGENCY
