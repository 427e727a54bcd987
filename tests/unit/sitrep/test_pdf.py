"""The briefing on paper, where a Chromium is installed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from gesta.codebook.load import load
from gesta.errors import UsageError
from gesta.model.filters import SHOWN
from gesta.sitrep import pdf
from gesta.sitrep.briefing import brief
from gesta.sitrep.page import inlined, whole_file
from gesta.store.store import Store


def test_a_briefing_is_printed(store: Store) -> None:
    if not any(map(shutil.which, pdf.BROWSERS)):
        pytest.skip("NO CHROMIUM FOUND: the PDF of a briefing is not tested here")
    page = whole_file(brief(store, load(), "iraq.db", SHOWN), inlined(b"<svg/>", b"<svg/>"))
    made = pdf.printed(page)
    assert made.startswith(b"%PDF-") and made.rstrip().endswith(b"%%EOF")
    assert len(made) > 10_000


def test_without_a_browser_the_way_out_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(UsageError, match=r"none of chromium, .* is installed.*write an \.html file"):
        pdf.browser()


def test_a_browser_that_prints_nothing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "chromium"
    broken.write_text("#!/bin/sh\necho no display >&2\nexit 3\n")
    broken.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda name: str(broken))
    with pytest.raises(UsageError, match=r"printed nothing \(status 3\): no display"):
        pdf.printed("<p>")


def test_a_browser_that_hangs_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = tmp_path / "chromium"
    slow.write_text("#!/bin/sh\nexec sleep 60\n")
    slow.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda name: str(slow))
    monkeypatch.setattr(pdf, "_SECONDS", 0.2)
    with pytest.raises(UsageError, match="did not print"):
        pdf.printed("<p>")
