"""Scores of actor mentions, and the annotated file itself."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from gesta.evaluate.actor_draw import MOST, Drawn
from gesta.evaluate.actor_mentions import GoldMention, judge, load_mentions, other_texts, score
from gesta.evaluate.corpora import Article
from gesta.knowledge.actors import load
from gesta.model.entities import ActorEntity
from gesta.model.terms import ActorId

MENTIONS = Path(__file__).parents[3] / "corpus" / "actors" / "mentions.jsonl"


def gold(**given: object) -> GoldMention:
    plain: dict[str, object] = {"doc": "a:1", "digest": "", "start": 10, "end": 16, "stratum": "a", "half": "read"}
    return GoldMention(**{**plain, **given})  # type: ignore[arg-type]


def entity(start: int, end: int, actor_id: str | None = None) -> ActorEntity:
    return ActorEntity(start, end, "", "", ActorId(actor_id) if actor_id else None, "police", "TD")


def test_a_mention_is_judged_by_the_entity_over_it() -> None:
    police = gold(ids=("td.police", None), kinds=("police",), countries=("TD",))
    assert judge(police, [entity(8, 16, "td.police")]).linked
    assert judge(police, [entity(8, 16)]).linked
    assert not judge(police, [entity(8, 16, "sd.police")]).linked
    assert not judge(police, [entity(17, 20, "td.police")]).linked
    assert judge(police, [entity(0, 40, "x"), entity(10, 16, "td.police")]).linked, "the shortest over it counts"


@pytest.mark.parametrize(
    ("optional", "actor", "right"), [(False, True, False), (True, True, True), (False, False, True)]
)
def test_nothing_is_right_where_nothing_need_be(optional: bool, actor: bool, right: bool) -> None:
    assert judge(gold(optional=optional, actor=actor, ids=(None,)), []).linked is right


def test_what_is_no_actor_must_stay_unread() -> None:
    assert not judge(gold(actor=False), [entity(10, 16)]).linked


def test_shares() -> None:
    police = gold(ids=("td.police",), kinds=("police",), countries=("SD",))
    total = score([judge(police, [entity(10, 16, "td.police")]), judge(police, []), judge(gold(actor=False), [])])
    assert [str(each) for each in (total.linked, total.found, total.kind, total.country)] == [
        "2/3 = 66.7 %",
        "1/2 = 50.0 %",
        "1/1 = 100.0 %",
        "0/1 = 0.0 %",
    ]


def test_another_text_is_a_problem() -> None:
    article = Article("a:1", "", "text")
    assert other_texts([gold(digest=article.digest)], {"a:1": article}) == ()
    assert len(other_texts([gold(digest="other")], {"a:1": article})) == 1
    assert len(other_texts([gold()], {})) == 1


def test_the_annotated_file_is_sound() -> None:
    mentions = load_mentions(MENTIONS)
    base = load()
    assert len(mentions) == 300
    assert max(Counter(each.doc for each in mentions).values()) <= MOST
    assert all(each.ids and each.kinds and each.countries for each in mentions if each.actor)
    unknown = {name for each in mentions for name in each.ids if name is not None and base.get(name) is None}
    assert not unknown


def test_an_article_is_of_one_half_and_a_mention_has_one_place() -> None:
    article = Article("a:1", "", "text")
    assert Drawn(article, 3, 5, "a").half == Drawn(article, 9, 12, "b").half
    assert Drawn(article, 3, 5, "a").rank == Drawn(article, 3, 9, "b").rank != Drawn(article, 4, 5, "a").rank
