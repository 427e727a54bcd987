"""What a served project keeps: tokens, second readings."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from gesta.errors import UsageError
from gesta.model.served import SecondReading, Token
from gesta.model.terms import JudgementId
from gesta.store import Store

ANN = Token("gst_aaaaaaaa", "ann", "reviewer", "00ff", "2026-01-01T00:00:00Z", "2026-04-01T00:00:00Z")
BEN = Token("gst_bbbbbbbb", "ben", "admin", "ff00", "2026-01-02T00:00:00Z")


def test_a_token_stands_once_and_can_be_revoked(store: Store) -> None:
    assert store.tokens() == [] and store.token(ANN.id) is None
    store.add_token(BEN)
    store.add_token(ANN)
    assert store.tokens() == [ANN, BEN]
    with pytest.raises(UsageError, match=ANN.id):
        store.add_token(replace(BEN, id=ANN.id))
    store.revoke_token(ANN.id, "2026-02-01T00:00:00Z")
    store.revoke_token(ANN.id, "2026-03-01T00:00:00Z")
    assert store.token(ANN.id) == replace(ANN, revoked_at="2026-02-01T00:00:00Z")
    with pytest.raises(UsageError):
        store.revoke_token("gst_cccccccc", "2026-02-01T00:00:00Z")


def test_a_token_holds_until_its_end_or_until_it_is_revoked() -> None:
    assert ANN.holds("2026-03-31T23:59:59Z") and not ANN.holds("2026-04-01T00:00:00Z")
    assert BEN.holds("2999-01-01T00:00:00Z")
    assert not replace(BEN, revoked_at="2026-02-01T00:00:00Z").holds("2026-01-15T00:00:00Z")


def test_a_second_reader_answers_once(store: Store) -> None:
    first = SecondReading("qst_1", "ben", "same", "2026-01-01T00:00:00Z", "yes", "no", JudgementId("jdg_1"))
    other = replace(first, who="cem", at="2026-01-02T00:00:00Z", answer="no")
    store.add_second_reading(other)
    store.add_second_reading(first)
    assert store.second_readings() == [first, other]
    with pytest.raises(UsageError, match="already"):
        store.add_second_reading(replace(first, answer="no"))
    assert store.second_readings() == [first, other]
