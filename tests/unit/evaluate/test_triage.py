"""How the triage is measured: stories held back together, and what it keeps of articles known to tell incidents."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from gesta.evaluate.corpora import Article, articles
from gesta.evaluate.suites.triage import _figures, weigh
from gesta.evaluate.triage_draw import SIZES, drawn, part, story
from gesta.readers.triage import triage

BOMB = "A bomb killed three soldiers at a checkpoint near Mosul on Monday, the army said."
CAKE = "Beat the eggs with the sugar, fold in the flour and bake the cake for forty minutes until it is golden."


def test_articles_on_one_story_are_held_back_together(tmp_path: Path) -> None:
    (tmp_path / "gva").mkdir()
    rows = [{"id": "a", "incident_id": "7"}, {"id": "b", "incident_id": "7"}]
    (tmp_path / "gva" / "articles.jsonl").write_text("\n".join(map(json.dumps, rows)))
    one, two = Article("gva:a", "", "x"), Article("gva:b", "", "y")
    assert story(one, tmp_path) == story(two, tmp_path) == "gva:7"
    assert part(one, tmp_path) == part(two, tmp_path)
    message = "BOGOTA, 3 JAN 90 (EFE) -- [TEXT] ..."
    assert story(Article("muc4:DEV-1", "", message), tmp_path) == "muc4:3 JAN 90"
    assert story(Article("ecb:12_3ecb", "", ""), tmp_path) == story(Article("ecb:12_8ecbplus", "", ""), tmp_path)
    assert story(Article("lgl:5", "", ""), tmp_path) == "lgl:5"


def record(*shown: bool, language: str = "en") -> SimpleNamespace:
    """A record that shows an incident for each value: whether it is background."""
    incidents = [SimpleNamespace(cls="event", realis="actual", background=each) for each in shown]
    return SimpleNamespace(incidents=incidents, document=SimpleNamespace(language=language))


def test_figures_tell_what_is_kept_of_what_the_reader_shows() -> None:
    read = {
        "muc4:1": (BOMB, record(False)),
        "gva:1": (BOMB, record(True)),
        "lgl:1": (CAKE, record()),
        "lgl:2": (CAKE, record(False)),
        "lgl:3": (CAKE, record(False, language="fr")),
    }
    found = [Article(key, "", text) for key, (text, _) in read.items()]
    weighed = weigh(found, {key: made for key, (_, made) in read.items()})  # type: ignore[misc]
    figures = {figure.name: figure for figure in _figures(weighed)}
    assert figures["recall"].of == "1/2" and figures["recall.any"].of == "2/3"
    assert figures["recall.world"].of == "1/2"
    assert figures["precision"].of == "2/2"
    assert figures["dropped"].of == figures["dropped.ordinary"].of == "1/1"
    assert figures["corpus.lgl.dropped"].value is None


@pytest.mark.data
def test_articles_on_violence_that_it_never_saw_are_kept(data: Path) -> None:
    unseen = [each for each in articles(data, "wikievents") if part(each, data) == 0]
    relevant = {
        f"muc4:{row['doc_id']}"
        for row in map(json.loads, (data / "muc4" / "templates.jsonl").read_bytes().splitlines())
        if row["templates"]
    }
    unseen += [each for each in articles(data, "muc4") if each.key in relevant and part(each, data) == 0]
    kept = [triage().decide(each.text, each.title).keep for each in unseen]
    assert len(kept) > 80 and sum(kept) >= 0.98 * len(kept)


@pytest.mark.data
def test_the_draw_takes_each_article_once(data: Path) -> None:
    keys = [each.key for each in drawn(data, ("masakhane", "meantime"))]
    assert len(keys) == len(set(keys)) == SIZES["masakhane"] + SIZES["meantime"]
