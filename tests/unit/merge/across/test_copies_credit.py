from __future__ import annotations

from collections.abc import Callable

import pytest

from gesta.merge.across.copies import text_of
from gesta.merge.across.copies_credit import outlet_key
from gesta.model.incidents import Record

BODY = "Gunmen attacked a market in the town of Kesra on Tuesday, killing 12 people, officials said."


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        (f"KESRA, March 2 (Reuters) - {BODY}", "dateline", "Reuters"),
        (f"KESRA (AFP) — {BODY}", "dateline", "AFP"),
        (f"Kesra raid kills 12\n\nBy Jane Roe, Associated Press\n\n{BODY}", "byline", "Associated Press"),
        (f"Kesra raid kills 12\n\nBy The Associated Press\n\n{BODY}", "byline", "Associated Press"),
        (f"{BODY}\n\nSource: AFP", "source", "AFP"),
        (f"{BODY}\n\n(via Sahel Wire)", "source", "Sahel Wire"),
        (f"{BODY}\n\nThis article was first published by Sahel Wire.", "source", "Sahel Wire"),
        (f"{BODY}\n\nOriginally appeared in the Daily Star.", "source", "Daily Star"),
        (f"{BODY}\n\nCopyright 2021 The Associated Press. All rights reserved.", "copyright", "Associated Press"),
        (f"{BODY}\n\nAl Jazeera’s Jane Roe, reporting from Kesra, said shops were shut.", "reporter", "Al Jazeera"),
        (f"{BODY}\n\n“They came at noon,” a trader told AFP.", "reporter", "AFP"),
    ],
)
def test_credits_with_their_words(record: Callable[..., Record], text: str, kind: str, name: str) -> None:
    made = record(text, "Morning Post")
    found = {(each.kind, each.name.removeprefix("The ")): each.quote for each in text_of(made).credits}
    assert (kind, name) in found, found
    quote = found[kind, name]  # type: ignore[index]
    assert made.document.text[quote.start : quote.end] == quote.exact and name in quote.exact
    assert quote.report == made.report.id


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        f"{BODY}\n\nThe Associated Press contributed to this report.",
        f"{BODY}\n\n(AP Photo/Jane Roe)",
        f"{BODY}\n\nSources said the road was shut.",
        f"{BODY}\n\nIt travelled via Darbo to the border.",
    ],
)
def test_what_is_no_credit(record: Callable[..., Record], text: str) -> None:
    assert text_of(record(text, "Morning Post")).credits == ()


def test_names_of_one_outlet_have_one_key() -> None:
    assert outlet_key("AFP") == outlet_key("Agence France-Presse") == "media.afp"
    assert outlet_key("The Sahel Wire") == outlet_key("sahelwire") == "sahelwire"
