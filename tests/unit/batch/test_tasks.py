"""Tasks are done once by every engine, their files whole, and what an earlier run did is not done again."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.spark import LACKING, REASON

from gesta.batch.engines import ENGINES, EngineName
from gesta.batch.folder import Folder
from gesta.batch.tasks import Counts, Outcome


@dataclass(frozen=True)
class _Squared:
    number: int
    stage: str = "square"

    @property
    def name(self) -> str:
        return f"{self.number:03}"

    def run(self, folder: Folder) -> Counts:
        folder.write_bytes(f"squares/{self.name}.txt", str(self.number**2).encode())
        return {"numbers": 1}


@pytest.mark.parametrize(
    "engine", ["serial", "processes", pytest.param("spark", marks=pytest.mark.skipif(bool(LACKING), reason=REASON))]
)
def test_every_engine_leaves_the_same_files(engine: EngineName, tmp_path: Path) -> None:
    folder = Folder(str(tmp_path))
    outcomes = list(ENGINES[engine]([_Squared(each) for each in range(9)], folder, 2))
    assert sorted(each.name for each in outcomes) == [f"{each:03}" for each in range(9)]
    assert [folder.read_bytes(name) for name in folder.names("squares")] == [str(n * n).encode() for n in range(9)]


def test_a_task_that_was_done_is_not_done_again(tmp_path: Path) -> None:
    folder = Folder(str(tmp_path))
    first: list[Outcome] = list(ENGINES["serial"]([_Squared(3)], folder, 1))
    (tmp_path / "squares" / "003.txt").unlink()
    assert list(ENGINES["serial"]([_Squared(3)], folder, 1)) == first
    assert folder.names("squares") == []


def test_a_file_that_broke_off_is_not_there(tmp_path: Path) -> None:
    folder = Folder(str(tmp_path))
    with pytest.raises(AttributeError):
        folder.write_table("broken.parquet", None)
    assert not folder.has("broken.parquet")
    assert list(tmp_path.iterdir()) == []
