"""What an atlas lets through is what holds of each incident."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from time import sleep
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.api.invented_atlas import PLACES, atlas_of, several, texts
from tests.unit.export.invented import core

from gesta.api.atlas import Atlas, load_atlas
from gesta.api.atlases import Atlases
from gesta.api.choosing import chosen
from gesta.codebook.records import Codebook
from gesta.errors import UsageError
from gesta.evaluate.serve_made import make_project
from gesta.model.filters import Bound, Filter, Near
from gesta.model.merged import MergedIncident
from gesta.model.terms import COUNT_FIELDS, IncidentStatus, Realis
from gesta.query import holds, read_query
from gesta.store import Store

two = {"max_size": 2, "unique": True}
filters = st.builds(
    Filter,
    types=st.lists(st.sampled_from(sorted(core().concepts)), **two).map(tuple),  # type: ignore[arg-type]
    countries=st.lists(st.sampled_from(["IQ", "US", "XK", "ZZ"]), **two).map(tuple),  # type: ignore[arg-type]
    admin1=st.none() | st.sampled_from(["upper nerra", "Ost", "?"]),
    near=st.none() | st.builds(lambda at, km: Near(*at, km), st.sampled_from(PLACES), st.sampled_from([0.01, 5, 9e3])),
    since=st.none() | st.sampled_from(["2023", "2023-03", "2023-03-02", "1760"]),
    until=st.none() | st.sampled_from(["2023", "2023-03", "2023-03-02", "1760-01-01"]),
    actor=st.none() | st.sampled_from(["falcons", "military"]),
    tolls=st.lists(
        st.builds(Bound, st.sampled_from(COUNT_FIELDS), st.none() | st.integers(0, 9), st.none() | st.integers(0, 9)),
        max_size=1,
    ).map(tuple),
    realis=st.lists(st.sampled_from(get_args(Realis)), **two).map(tuple),  # type: ignore[arg-type]
    background=st.none() | st.booleans(),
    sources=st.none() | st.integers(0, 4),
    statuses=st.lists(st.sampled_from(get_args(IncidentStatus)), **two).map(tuple),  # type: ignore[arg-type]
    text=st.none() | st.sampled_from(["bomb", "nothing"]),
    shown_only=st.booleans(),
)


asked = st.one_of(
    [filters, *(filters.map(lambda each, name=name: Filter(**{name: getattr(each, name)}))  # type: ignore[misc]
                for name in Filter.__struct_fields__ if name != "narrower")]
)  # fmt: skip
"""Filters, and one condition of a filter alone: those that ask for much at once let hardly anything through."""


@given(several, asked)
@settings(deadline=None)
def test_an_atlas_lets_through_what_holds(told: list[MergedIncident], wanted: Filter) -> None:
    atlas, store = atlas_of(told)
    found = {atlas.ids[row] for row in chosen(atlas, wanted, store).nonzero()[0]}  # type: ignore[arg-type]
    assert found == {each.id for each in store.told if holds(wanted, each, texts)}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("atlas") / "made.db"
    make_project(path, 300)
    return path


@pytest.mark.parametrize(
    "query",
    ["", "all=yes", "type=bombing", "country=IQ&country=Syria", "admin1=province 3", "since=2019&until=2020-06",
     "text=market", 'text="attack number 7"', "actor=police", "actor=grey falcons", "near=33.3,44.4,300",
     "all=yes&realis=planned", "min_killed=30", "max_killed=3", "min_sources=2", "background=yes"],
)  # fmt: skip
def test_an_atlas_of_a_project_says_what_the_project_says(project: Path, query: str) -> None:
    wanted = read_query(query)
    with Store.open(project) as store:
        atlas = load_atlas(store, core(), "1")
        found = {atlas.ids[row] for row in chosen(atlas, wanted, store).nonzero()[0]}
        assert found == {each.id for each in store.incidents(wanted)} and found


@pytest.mark.parametrize("query", ["", "all=yes", "country=IQ", "text=market&all=yes", "country=FJ&type=bombing"])
@pytest.mark.parametrize("newest", [True, False])
def test_pages_of_an_atlas_are_those_of_the_project(project: Path, query: str, newest: bool) -> None:
    wanted = read_query(query)
    atlases = Atlases(core())
    with Store.open(project) as store:
        atlas = atlases.current(store, "1")
        for limit in (1, 40, 1000) if query else (7,):
            after = None
            while True:
                page = atlases.page(store, atlas, wanted, after, limit, newest=newest)
                assert page == store.page(wanted, after, limit, newest=newest)
                after = page.after
                if after is None:
                    break
        for cursor, limit in (("nonsense", 5), (None, 0)):
            with pytest.raises(UsageError):
                atlases.page(store, atlas, wanted, cursor, limit)
        assert atlases.count(store, atlas, wanted) == store.count_incidents(wanted)


def test_an_atlas_is_made_anew_only_for_another_version(project: Path) -> None:
    atlases = Atlases(core())
    with Store.open(project) as store:
        first = atlases.current(store, "1")
        assert atlases.current(store, "1") is first
        later = atlases.current(store, "2")
        assert later is not first and later.version == "2" and later.ids == first.ids
        mask = atlases.selected(store, later, Filter(countries=("IQ",)))
        assert atlases.selected(store, later, Filter(countries=("IQ",))) is mask and not mask.flags.writeable


def test_one_thread_makes_an_atlas_and_the_others_wait_or_have_the_one_before(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    atlases, made, gate = Atlases(core()), [], Event()

    def slowly(store: Store, book: Codebook, version: str) -> Atlas:
        made.append(version)
        assert gate.wait(20)
        return load_atlas(store, book, version)

    monkeypatch.setattr("gesta.api.atlases.load_atlas", slowly)

    def ask(version: str) -> str:
        with Store.open(project) as store:
            return atlases.current(store, version).version

    with ThreadPoolExecutor(4) as pool:
        waiting = [pool.submit(ask, "1") for _ in range(4)]
        gate.set()
        assert [each.result() for each in waiting] == ["1"] * 4 and made == ["1"]
        gate.clear()
        building = pool.submit(ask, "2")
        while len(made) < 2:
            sleep(0.01)
        assert ask("2") == "1", "the one before, while another thread makes the new one"
        gate.set()
        assert building.result() == "2"


def test_an_atlas_that_took_long_is_good_for_a_while(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    atlases = Atlases(core())
    monkeypatch.setattr("gesta.api.atlases._SHORT", 0.0)
    monkeypatch.setattr("gesta.api.atlases._REST", 10_000)
    with Store.open(project) as store:
        first = atlases.current(store, "1")
        assert atlases.current(store, "2") is first
        monkeypatch.setattr("gesta.api.atlases._REST", 0)
        assert atlases.current(store, "2").version == "2"


def test_where_an_atlas_cannot_be_made_the_next_who_asks_tries_again(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    atlases = Atlases(core())
    with Store.open(project) as store:
        with monkeypatch.context() as broken, pytest.raises(ZeroDivisionError):
            broken.setattr("gesta.api.atlases.load_atlas", lambda *_: 1 // 0)
            atlases.current(store, "1")
        assert atlases.current(store, "1").version == "1"
