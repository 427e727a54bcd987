"""An invented project, read by rules and merged once; every test gets a copy of its file."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec
import pytest

from gesta.codebook.records import Codebook
from gesta.knowledge.places import gazetteer
from gesta.model.documents import Report, report_id
from gesta.model.merged import MergedIncident
from gesta.pipeline.engines import Settings, engine_of
from gesta.pipeline.recode import read_new
from gesta.pipeline.settling import settle
from gesta.review.decide import Decided, decide, take_back
from gesta.review.questions import Draft
from gesta.review.values import Known
from gesta.store.store import Store

AT = "2023-04-01T00:00:00Z"
STORIES = (
    ("Agency A", "2023-03-02",
     "Bomb kills five in Kirkuk market\n\nA bomb exploded in a market in Kirkuk, Iraq, on Wednesday, killing five "
     "people and wounding twelve, police said. No group claimed responsibility."),
    ("Agency B", "2023-03-02",
     "Explosion in Kirkuk kills seven\n\nSeven people were killed when a bomb exploded at a crowded market in Kirkuk "
     "on Wednesday, medics said."),
    ("Agency C", "2023-03-04",
     "Kirkuk toll rises\n\nThe death toll from the bomb that exploded in a Kirkuk market on Wednesday rose to eight, "
     "hospital officials said."),
    ("Agency A", "2023-03-05",
     "Gunmen kill two in Mosul\n\nGunmen shot dead two policemen in Mosul, Iraq, on Saturday, police said."),
    ("Agency B", "2023-03-05",
     "Police killed in Nineveh\n\nTwo policemen were killed by gunmen in Nineveh province on Saturday."),
    ("Agency D", "2023-03-06",
     "Protest in Springfield\n\nDozens of protesters marched in Springfield on Sunday. Police arrested three people."),
)  # fmt: skip


def filled(path: Path) -> None:
    """The stories stand in a new project at the path, read and merged."""
    with Store.create(path) as store:
        for outlet, published, text in STORIES:
            identity = report_id(text.encode(), "test", outlet, published)
            store.add_report(Report(identity, outlet, "text", text, outlet=outlet, published=published), AT)
        settings = Settings(reader="patterns")
        assert len(list(read_new(store, settings, 1, lambda: AT))) == len(STORIES)
        settle(store, engine_of(settings).codebook, AT)


@pytest.fixture(scope="session")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of the project as it is before anybody decided anything."""
    path = tmp_path_factory.mktemp("review") / "original.db"
    filled(path)
    return path


@pytest.fixture
def file(original: Path, tmp_path: Path) -> Path:
    """A copy of the project."""
    return Path(shutil.copy(original, tmp_path / "project.db"))


@pytest.fixture
def store(file: Path) -> Iterator[Store]:
    """A copy of the project, open."""
    with Store.open(file) as opened:
        yield opened


@dataclass
class Desk:
    """Somebody who decides about a project, a microsecond apart."""

    store: Store
    book: Codebook
    made: int = 0

    def moment(self) -> str:
        self.made += 1
        return f"2023-05-01T00:00:00.{self.made:06d}Z"

    def decide(self, draft: Draft, who: str = "ann") -> Decided:
        return decide(self.store, self.book, draft, who, self.moment())

    def undo(self, judgement: str, who: str = "ann") -> Decided:
        return take_back(self.store, self.book, judgement, who, self.moment())

    def of_type(self, concept: str) -> MergedIncident:
        """The only incident of the concept."""
        (found,) = [each for each in self.store.incidents() if each.type == concept]
        return found

    def lines(self) -> list[bytes]:
        """Every current incident as its JSON line."""
        return [msgspec.json.encode(each) for each in self.store.incidents()]


@pytest.fixture
def desk(store: Store, book: Codebook) -> Desk:
    """Somebody at the copy of the project."""
    return Desk(store, book)


@pytest.fixture(scope="session")
def book() -> Codebook:
    """The shipped codebook."""
    return engine_of(Settings(reader="patterns")).codebook


@pytest.fixture(scope="session")
def known(book: Codebook) -> Known:
    """What values are checked against."""
    return Known(book, gazetteer())
