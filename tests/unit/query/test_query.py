"""A filter is the same as options, as a URL, in words, as SQL and in memory."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import get_args
from urllib.parse import parse_qsl

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gesta.codebook.load import load
from gesta.errors import Problem, UsageError
from gesta.intake.files import reports
from gesta.knowledge.countries import countries
from gesta.model.filters import EVERYTHING, SHOWN, Bound, Filter, Near
from gesta.model.terms import COUNT_FIELDS, ConceptId, IncidentStatus, Realis, ReportId
from gesta.pipeline.engines import Settings
from gesta.pipeline.recode import read_new
from gesta.pipeline.settling import settle
from gesta.query import holds, narrowed, parse, read_query, to_query, told
from gesta.store import Store

ROOT = Path(__file__).resolve().parents[3]
BOOK = load()
AT = "2031-05-02T08:00:00Z"

words = st.text(st.characters(exclude_characters="\0"), min_size=1, max_size=12).filter(lambda text: bool(text.strip()))
several = {"max_size": 3, "unique": True}
bounds = st.lists(st.sampled_from(COUNT_FIELDS), **several).flatmap(  # type: ignore[arg-type]
    lambda fields: st.tuples(
        *(
            st.builds(Bound, st.just(field), st.integers(0, 10**6), st.none() | st.integers(0, 10**6))
            for field in sorted(fields, key=COUNT_FIELDS.index)
        )
    )
)
filters = st.builds(
    Filter,
    types=st.lists(st.sampled_from(sorted(BOOK.concepts)), **several).map(tuple),  # type: ignore[arg-type]
    countries=st.lists(st.sampled_from(sorted(countries())), **several).map(tuple),  # type: ignore[arg-type]
    admin1=st.none() | words,
    near=st.none() | st.builds(Near, st.floats(-90, 90), st.floats(-180, 180), st.floats(0.001, 20_000)),
    since=st.none() | st.sampled_from(["2023", "2023-02", "2023-02-28"]),
    until=st.none() | st.dates(date(2023, 2, 28)).map(str),
    actor=st.none() | words,
    tolls=bounds,
    realis=st.lists(st.sampled_from(get_args(Realis)), **several).map(tuple),  # type: ignore[arg-type]
    background=st.none() | st.booleans(),
    sources=st.none() | st.integers(0, 99),
    statuses=st.lists(st.sampled_from(get_args(IncidentStatus)), **several).map(tuple),  # type: ignore[arg-type]
    text=st.none() | words,
    shown_only=st.booleans(),
)


@given(filters)
def test_a_filter_comes_back_from_its_url(wanted: Filter) -> None:
    assert read_query(to_query(wanted)) == wanted
    assert to_query(read_query(to_query(wanted))) == to_query(wanted)


@given(st.text(max_size=80) | st.text("&=%+?typecounry_minaxkl,.0123456789-", max_size=60))
def test_no_url_is_more_than_a_usage_error(query: str) -> None:
    try:
        wanted = read_query(query)
    except UsageError:
        return
    assert read_query(to_query(wanted)) == wanted


@given(filters)
def test_a_filter_has_words(wanted: Filter) -> None:
    parts = (wanted.admin1, wanted.actor, wanted.text, wanted.since, wanted.until, *wanted.realis, *wanted.statuses)
    assert told(wanted) and all(part in told(wanted) for part in parts if part)
    assert (told(wanted) == "everything") == (wanted == EVERYTHING)


def test_words_say_what_is_asked() -> None:
    asked = "type=bombing&country=Iraq&since=2023-03-01"
    assert told(read_query(asked)) == "bombing, in Iraq, since 2023-03-01"
    assert told(EVERYTHING) == "everything" and told(SHOWN) == "every incident of the default listing"
    more = "type=bombing&type=armed_clash&min_killed=3&max_killed=9&min_participants=2&min_sources=1&near=33.3,44.4,25"
    assert told(read_query(more)) == (
        "bombing or armed clash, within 25 km of 33.3, 44.4, at least 3 and at most 9 killed, at least 2 taking part, "
        "from at least 1 independent source"
    )
    assert told(read_query("all=yes&realis=actual")) == (
        "actual, with statements, background, what did not happen and what was withdrawn"
    )


@pytest.mark.parametrize(
    ("query", "fault"),
    [
        ("colour=red", "no such filter"),
        ("country=Atlantis", "no country"),
        ("since=yesterday", "2023-03-01"),
        ("until=2023-02-30", "2023-03-01"),
        ("since=2023-03-02&until=2023-03-01", "before since"),
        ("since=2023-03&until=2022", "before since"),
        ("near=1,2", "kilometres"),
        ("near=nan,2,3", "latitude"),
        ("near=91,2,3", "latitude"),
        ("min_killed=-1", "whole number"),
        ("min_killed=٣", "whole number"),
        ("realis=real", "actual"),
        ("status=done", "reviewed"),
        ("background=maybe", "yes or no"),
        ("type=", "no value"),
    ],
)
def test_what_cannot_be_meant_is_told(query: str, fault: str) -> None:
    with pytest.raises(UsageError, match=fault):
        read_query(query)


def test_narrower_concepts_are_of_the_type() -> None:
    wanted = narrowed(parse([("type", "killing")]), BOOK)
    below = {name for name, above in BOOK.ancestors.items() if "killing" in above}
    assert below and set(wanted.concepts) == below | {"killing"}
    with pytest.raises(UsageError, match="did you mean bombing"):
        narrowed(parse([("type", "bombin")]), BOOK)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The samples, read by the rules and merged."""
    path = tmp_path_factory.mktemp("query") / "samples.db"
    with Store.create(path) as store:
        for each in reports([str(ROOT / "samples" / "reports")], published=None, outlet=None):
            assert not isinstance(each, Problem)
            store.add_report(each, AT)
        assert len(list(read_new(store, Settings(reader="patterns"), 1, lambda: AT))) > 20
        settle(store, BOOK, AT)
        yield store


def asked_of(store: Store) -> list[str]:
    """Filters that take some and leave some, made of what the incidents hold."""
    every = list(store.incidents())
    found = [
        "", "all=yes", "all=yes&background=yes", "background=no&all=yes", "realis=planned", "realis=planned&all=yes",
        "status=withdrawn", "status=machine", "min_sources=2", "min_sources=1", "actor=police", "actor=POLICE said",
        "actor=?!", "text=police", 'text="police said"', "text=police killed", "text=Gärtner&all=yes", "since=2022",
        "until=2022-06", "since=2021-01-01&until=2021-12-31", "all=yes&near=0,0,20000", "near=90,0,5000",
        "near=6.77,47.43,10", "near=6.77,179.9,15000",
    ]  # fmt: skip
    for field in COUNT_FIELDS:
        found += [f"all=yes&min_{field}={number}" for number in (0, 1, 3, 20)]
        found += [f"all=yes&max_{field}={number}" for number in (0, 2, 20)]
    for incident in every[::3]:
        where = incident.where
        found += [f"all=yes&type={incident.type}"]
        found += [f"all=yes&country={where.country}"] if where.country else []
        found += [f"all=yes&admin1={where.admin1}"] if where.admin1 and "&" not in where.admin1 else []
        found += [f"all=yes&near={where.lat},{where.lon},{km}" for km in (0.1, 50, 2000)] if where.lat else []
        found += [f"since={incident.when.start[:10]}"] if incident.when.start else []
        names = [actor.actor_id or actor.name for actor in incident.actors if actor.actor_id or actor.name]
        found += [f"all=yes&actor={name}" for name in names[:1] if not set(name or "") & set("&+%=;")]
    return list(dict.fromkeys(found))


def test_the_project_s_sql_finds_just_what_holds_in_memory(project: Store) -> None:
    every = list(project.incidents())
    queries = asked_of(project)
    assert len(every) > 100 and len(queries) > 100

    def texts(report: ReportId) -> list[str]:
        document = project.record(report).document
        return [each for each in (document.title, document.text) if each]

    kinds = set()
    for query in queries:
        wanted = narrowed(parse(parse_qsl(query)), BOOK)
        by_sql = list(project.incidents(wanted))
        assert [each.id for each in by_sql] == [each.id for each in every if holds(wanted, each, texts)], query
        told_by = sorted({report.id for each in by_sql for report in each.reports})
        assert list(project.reports_of(wanted)) == told_by, query
        kinds.add((not by_sql, len(by_sql) == len(every)))
    assert {(True, False), (False, False), (False, True)} <= kinds, "filters that take none, some and all"


def test_what_was_withdrawn_is_not_in_the_default_listing(project: Store) -> None:
    incident = next(iter(project.incidents(SHOWN)))
    gone = msgspec.structs.replace(incident, status="withdrawn")
    assert holds(SHOWN, incident, lambda _: ()) and not holds(SHOWN, gone, lambda _: ())
    assert holds(Filter(statuses=("withdrawn",), shown_only=True), gone, lambda _: ())
    assert holds(Filter(types=(ConceptId(incident.type),)), gone, lambda _: ())
