from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from gesta.evaluate.copies_edits import COPIES, NO_COPIES, Material, paragraphs
from gesta.evaluate.copies_score import bare_text, make, near_duplicates, score, score_peer, usable
from gesta.evaluate.corpora import Article
from gesta.evaluate.suites.copies import COPIES as SUITE
from gesta.evaluate.suites.figures import Folders
from gesta.evaluate.suites.workers import Workers

PLACES = "Kesra Darbo Mellit Tawila Gereida Korma Sodiri Umbadir".split()
WHAT = (
    "Gunmen raided the market of {place} before noon on Tuesday, killing {n} people, the district office said.",
    "Idris Maloum, who commands the garrison, said soldiers had followed the tracks towards the river.",
    "The hospital of {place} took in {m} wounded, among them five children, and asked Darbo for blood.",
    "Traders had warned the governor in a letter that no patrol passed there after the rains.",
    "No group has claimed the raid, the third on the road since January, and the army named nobody.",
    "Shops will stay shut until Friday, and lorries wait at the bridge for an escort to the north.",
)
ELSE = (
    "The council of {place} will vote next month on a new bus line between the harbour and the stadium.",
    "Engineers have measured the slope behind the school and found that the wall can stay where it is.",
    "A choir from {place} won the second prize at the spring festival and will sing again in the park.",
    "Farmers expect a late harvest because the river carried little water through the whole of April.",
    "The library opens its reading room to pupils on {n} evenings of the week, at no charge to anybody.",
    "Tickets cost {m} shillings at the gate, and members of the club may bring a friend for half of that.",
)


def article(number: int, sentences: tuple[str, ...], corpus: str = "gva") -> Article:
    place = PLACES[number % len(PLACES)]
    text = "\n\n".join(each.format(place=place, n=3 + 7 * number, m=20 + number) for each in sentences)
    return Article(f"{corpus}:{number}", f"News of {place} in the market and at the council", text, "2021-03-02")


@pytest.mark.parametrize("kind", [*COPIES, *NO_COPIES])
def test_an_edit_is_the_same_for_one_seed_and_changes_the_text(kind: str) -> None:
    text, other = paragraphs(article(0, WHAT)), paragraphs(article(1, ELSE))
    edit = {**COPIES, **NO_COPIES}[kind]
    material = Material(("river", "Omdur", "lorry", "Halfa"), other)
    one, again = (edit(text, material, Random(5)) for _ in range(2))
    assert one == again != text


def test_copies_are_found_and_own_reports_left_alone() -> None:
    made = make([article(0, WHAT)], [article(1, ELSE, "masakhane")])
    found, peer = score(made), score_peer(made)
    assert found.precision.value == 1.0 and found.quoted.value == 1.0
    for kind in ("edited_5", "paraphrased", "renamed", "renumbered", "furnished", "first_half"):
        assert found.recall[kind].value == 1.0, kind
    assert found.shown["number"].value == 1.0
    assert peer.recall["renumbered"].total == 1


def test_the_peer_gives_pairs_of_near_duplicates() -> None:
    one, other = bare_text(article(0, WHAT)), bare_text(article(0, WHAT, "copy"))
    assert near_duplicates([one, other, bare_text(article(1, ELSE))]) in (
        {(one.report, other.report)},
        {(other.report, one.report)},
    )


def test_short_texts_and_notices_are_not_edited() -> None:
    assert usable(article(0, WHAT))
    assert not usable(article(0, WHAT[:2]))


def test_the_suite_scores_a_folder(tmp_path: Path) -> None:
    for folder in ("gva", "masakhane_news", "wikievents"):
        (tmp_path / folder).mkdir()
    rows = [
        {"id": each.key, "title": each.title, "content": each.text, "dct": "2021-03-02", "incident_id": "one"}
        for each in (article(0, WHAT), article(1, WHAT))
    ]
    (tmp_path / "gva" / "articles.jsonl").write_text("\n".join(map(json.dumps, rows)))
    other = article(2, ELSE)
    news = {"headline": other.title, "text": other.text, "category": "politics", "url": ""}
    (tmp_path / "masakhane_news" / "eng_dev.jsonl").write_text(json.dumps(news))
    for split in ("train", "dev"):
        (tmp_path / "wikievents" / f"{split}.jsonl").write_text("")
    outcome = SUITE.score(Folders(tmp_path), {}, Workers(1, lambda line: None))
    figures = {each.name: each for each in outcome.figures}
    assert figures["precision"].value == 1.0
    assert figures["recall.renumbered"].of == "1/1"
    assert "datasketch MinHashLSH" in figures["recall.first_half"].note
