"""Releases: frozen once, and never changed by whatever the project says since."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlalchemy.exc import DatabaseError
from tests.site import visiting

from gesta.cli.main import cli
from gesta.errors import UsageError
from gesta.export.frozen import whole_lines
from gesta.model.releases import Release
from gesta.pipeline.engines import Settings, engine_of
from gesta.review.decide import decide
from gesta.review.drafts import verdict
from gesta.store.schema_served import RELEASES
from gesta.store.store import Store

LATER = "2023-05-01T00:00:00Z"
SUFFIXES = ("json", "jsonl", "csv", "geojson", "parquet")


def run(*args: str) -> list[dict[str, object]]:
    result = CliRunner().invoke(cli, ["release", *args], catch_exceptions=False)
    assert result.exit_code == 0
    return [json.loads(line) for line in result.stdout.splitlines()]


def bytes_of(project: Path) -> dict[str, bytes]:
    with visiting(project) as site:
        answers = {suffix: site.get(f"/releases/march.{suffix}") for suffix in SUFFIXES}
    assert {each.status_code for each in answers.values()} == {200}
    return {suffix: each.content for suffix, each in answers.items()}


def test_frozen_bytes_never_change(own_stories: Path) -> None:
    (card,) = run(str(own_stories), "march", "--note", "For the report", "--who", "ada", "--country", "Iraq")
    before = bytes_of(own_stories)
    lines = before["jsonl"].splitlines()
    assert card["incidents"] == len(lines) > 1
    assert card["sha256"] == hashlib.sha256(before["jsonl"]).hexdigest()
    assert (card["asked"], card["query"], card["note"]) == ("in Iraq", "country=IQ", "For the report")
    with Store.open(own_stories) as store:
        first = next(store.incidents())
        book = engine_of(Settings(reader="patterns")).codebook
        decide(store, book, verdict(store, first.id, right=False), "ada", LATER)
        assert store.incident(first.id) != first
    assert bytes_of(own_stories) == before
    run(str(own_stories), "later", "--all")
    assert [each["name"] for each in run(str(own_stories), "--list")] == ["later", "march"]
    assert bytes_of(own_stories) == before


def test_the_database_refuses_to_change_a_release(own_stories: Path) -> None:
    run(str(own_stories), "march")
    with Store.open(own_stories) as store, pytest.raises(DatabaseError), store._session.write() as it:
        it.execute(RELEASES.update().values(note="other"))


@pytest.mark.parametrize("name", ["", "-x", "a/b", "a b", "x" * 65, "é", ".."])
def test_a_release_is_named_as_a_file_may_be(own_stories: Path, name: str) -> None:
    with Store.open(own_stories) as store:
        with pytest.raises(UsageError, match="is named by"):
            store.add_release(Release(name, "2023-04-01T00:00:00Z", "ada", "", "", {}), ())
        assert store.releases() == ()


def test_a_name_is_given_once(own_stories: Path) -> None:
    run(str(own_stories), "march")
    result = CliRunner().invoke(cli, ["release", str(own_stories), "march"])
    assert isinstance(result.exception, UsageError) and "already" in str(result.exception)


def test_the_page_says_how_a_release_is_cited(own_stories: Path) -> None:
    (card,) = run(str(own_stories), "v1.0", "--note", "<b>bold</b>", "--since", "2023-03")
    with visiting(own_stories) as site:
        page = site.get("/releases").text
        assert site.get("/releases.json").json()["items"] == [card]
        assert site.get("/releases/v1.0.json").json() == card
        assert site.get("/releases/none.jsonl").status_code == 404
    assert str(card["sha256"]) in page and "&lt;b&gt;bold" in page and "<b>bold" not in page
    assert 'href="/releases/v1.0.csv"' in page


def test_a_project_without_releases_says_so(stories: Path) -> None:
    with visiting(stories) as site:
        assert "There is none yet" in site.get("/releases").text
        assert site.get("/releases.json").json() == {"items": []}


def test_lines_are_whole_however_the_pieces_fall() -> None:
    text = b"one\ntwo\nthree\n"
    for size in range(1, len(text) + 1):
        pieces = [text[place : place + size] for place in range(0, len(text), size)]
        assert list(whole_lines(pieces)) == [b"one", b"two", b"three"]


def test_a_release_larger_than_a_piece_comes_whole(own_stories: Path) -> None:
    with Store.open(own_stories) as store:
        many = list(store.incidents()) * 40
        made = store.add_release(Release("big", "2023-04-01T00:00:00Z", "ada", "", "", {}), many)
        pieces = list(store.released("big"))
        assert made.incidents == len(many) and len(pieces) > 3
        assert hashlib.sha256(b"".join(pieces)).hexdigest() == made.sha256
        assert list(store.released("none")) == []
