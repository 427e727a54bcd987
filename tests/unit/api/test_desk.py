"""What is kept until the project changes."""

from __future__ import annotations

from pathlib import Path

from tests.exported import AT

from gesta.api.desk import Desk
from gesta.errors import Problem
from gesta.store.store import Store


def test_what_was_made_is_made_again_only_after_a_change(own_stories: Path) -> None:
    desk, made = Desk(str(own_stories)), []

    def make(store: Store) -> int:
        made.append(store.stats()["problems"])
        return made[-1]

    with desk.store() as store:
        assert [desk.kept(store, "one", make) for _ in range(3)] == [0, 0, 0]
        store.add_problem(Problem("here", "wrong"), AT)
        assert desk.kept(store, "one", make) == 1 and made == [0, 1]
        for number in range(100):
            desk.kept(store, f"more {number}", make)
        assert desk.kept(store, "one", make) == 1 and len(made) == 103
    desk.close()
