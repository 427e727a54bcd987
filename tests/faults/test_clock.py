"""A clock that jumps by years changes when things are said to have happened, and nothing else."""

from __future__ import annotations

from pathlib import Path

import msgspec
from tests.faults.commands import EVENING, MORNING

from gesta.intake.files import reports
from gesta.model.documents import Report
from gesta.model.merged import Change
from gesta.pipeline.capture import capture
from gesta.pipeline.engines import Settings
from gesta.pipeline.opening import codebook_of
from gesta.pipeline.recode import read_new
from gesta.pipeline.settling import settle_all
from gesta.store import Store

CALM = ("2031-05-01T08:00:00Z", "2031-05-02T08:00:00Z")
JUMPING = ("2050-01-01T00:00:00Z", "1999-12-31T23:59:59Z")


def run_at(path: Path, moments: tuple[str, str]) -> tuple[list[bytes], list[Change]]:
    """The project's incidents and changes after two reports came one after the other, at the moments."""
    with Store.create(path) as store:
        for source, at in zip((MORNING, EVENING), moments, strict=True):
            for item in reports([str(source)], published="2021-06-17"):
                assert isinstance(item, Report)
                capture(store, item, at)
            for _ in read_new(store, Settings(reader="patterns"), 1, lambda at=at: at):  # type: ignore[misc]
                pass
            settle_all(store, codebook_of(store), at)
        return [msgspec.json.encode(each) for each in store.incidents()], store.changes()


def test_ids_incidents_and_the_order_of_changes_do_not_depend_on_the_clock(tmp_path: Path) -> None:
    calm, jumping = run_at(tmp_path / "calm.db", CALM), run_at(tmp_path / "jumping.db", JUMPING)
    assert calm[0] == jumping[0]
    without = [[msgspec.structs.replace(each, at="") for each in changes] for changes in (calm[1], jumping[1])]
    assert without[0] == without[1]
    assert [each.seq for each in jumping[1]] == list(range(1, len(jumping[1]) + 1))
    assert {each.at for each in jumping[1]} == set(JUMPING)
