"""The page of one incident shows all that is known of it."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from fastapi.testclient import TestClient
from lxml import html
from tests.site import visiting

from gesta.api.people import Person
from gesta.codebook.load import load
from gesta.model.incidents import Speaker
from gesta.model.merged import Figure, MergedIncident, View
from gesta.model.terms import ClaimId, IncidentId
from gesta.model.values import Count
from gesta.review import decide
from gesta.review.drafts import same, value, verdict, withdrawal
from gesta.store.store import Store
from gesta.web.views.facts import facts
from gesta.web.views.headline import headline
from gesta.web.views.links import incident_page, report_page
from gesta.web.views.sayings import Sayings


def of(project: Path, label: str) -> MergedIncident:
    with Store.open(project) as store:
        return next(each for each in store.incidents() if label in each.label)


def page(client: TestClient, id: str) -> html.HtmlElement:
    answer = client.get(incident_page(IncidentId(id)))
    assert answer.status_code == 200
    return html.document_fromstring(answer.text)


def words(part: html.HtmlElement) -> str:
    return " ".join(part.text_content().split())


def test_the_headline_facts_stand_with_words_speaker_and_outlet(site: TestClient, stories: Path) -> None:
    bombing = of(stories, "Bombing")
    shown = page(site, bombing.id)
    text = words(shown)
    assert "Kirkuk" in words(shown.find(".//h1"))
    for told in ("Wednesday 1 March 2023", "known to the city", "3 independent sources in 3 reports", "medics",
                 "Wire, 2 March 2023", "Gazette", "Courier"):  # fmt: skip
        assert told in text
    (killed,) = shown.xpath("//*[@id='counts.killed']")
    assert "5" in words(killed)
    assert "Bomb kills five in Kirkuk market" in words(killed)
    assert "five" in killed.xpath(".//a[@class='evidence']/text()")


def test_data_review_and_permalink_are_linked(site: TestClient, stories: Path) -> None:
    bombing = of(stories, "Bombing")
    links = set(page(site, bombing.id).xpath("//main//a/@href"))
    wanted = {f"/incidents/{bombing.id}.{form}" for form in ("json", "csv", "geojson")}
    assert wanted | {f"/review?incident={bombing.id}", f"http://localhost/incidents/{bombing.id}"} <= links
    assert "https://wire.example/kirkuk?a=1&b=2" in links


def test_a_path_of_somebodys_machine_is_shown_without_its_folders(site: TestClient, stories: Path) -> None:
    text = words(page(site, of(stories, "Bombing").id))
    assert "kirkuk.txt" in text
    assert "/home/somebody" not in text


def test_the_map_says_the_place_in_words(site: TestClient, stories: Path) -> None:
    bombing = of(stories, "Bombing")
    (map_,) = page(site, bombing.id).xpath("//figure//gesta-map")
    assert map_.get("src") == f"/incidents/{bombing.id}.geojson"
    assert "Kirkuk" in words(map_)


def test_the_citation_names_the_reports(site: TestClient, stories: Path) -> None:
    bombing = of(stories, "Bombing")
    (cite,) = page(site, bombing.id).xpath("//section[@class='cite']")
    assert bombing.id in words(cite)
    assert "Wire" in words(cite)
    assert "TY  - NEWS" in cite.text_content()


def test_a_beginning_leads_to_the_whole_id_and_an_unknown_one_nowhere(site: TestClient, stories: Path) -> None:
    bombing = of(stories, "Bombing")
    led = site.get(f"/incidents/{bombing.id[:-4]}", follow_redirects=False)
    assert (led.status_code, led.headers["location"]) == (301, f"/incidents/{bombing.id}")
    assert site.get("/incidents/inc_0").status_code == 404
    several = site.get("/incidents/inc_")
    assert several.status_code == 404
    assert "several" in several.text


def test_a_disagreement_is_a_table_of_who_says_what(samples: TestClient, sampled: Path) -> None:
    with Store.open(sampled) as store:
        disputed = next(each for each in store.incidents() if len(each.disagreements) == 3)
    shown = page(samples, disputed.id)
    (table,) = shown.xpath("//section[@aria-labelledby='disagreements']//table")
    text = words(table)
    for told in ("Daily Courier", "Radio Mudug", "at least 5", "police", "14 March 2023", "rises to seven"):
        assert told in text
    assert {"col", "rowgroup"} <= set(table.xpath(".//th/@scope"))


def test_the_history_is_drawn_and_stands_in_a_table(samples: TestClient, sampled: Path) -> None:
    with Store.open(sampled) as store:
        told = next(each for each in store.incidents() if len(each.history) > 8)
    shown = page(samples, told.id)
    (drawing,) = shown.xpath("//svg[@class='toll']")
    assert drawing.get("role") == "img"
    assert "killed: 5 on 14 Mar 2023" in words(drawing)
    (table,) = shown.xpath("//section[@aria-labelledby='toll']//table")
    assert len(table.xpath(".//tbody/tr")) == len(told.history)
    assert not shown.xpath("//*[@style]")


def test_policies_have_rule_and_claims(samples: TestClient, sampled: Path) -> None:
    with Store.open(sampled) as store:
        told = next(each for each in store.incidents() if len(each.history) > 8)
    (table,) = page(samples, told.id).xpath("//section[@aria-labelledby='policies']//table")
    assert len(table.xpath(".//tbody/tr")) == len(told.views)
    assert table.xpath(".//a[starts-with(@href, '#clm_')]")
    assert "the lowest credible figure" in words(table)


def test_copies_are_folded_under_their_original_with_what_they_changed(samples: TestClient, sampled: Path) -> None:
    with Store.open(sampled) as store:
        copied = next(each for each in store.incidents() if any(report.copy_of for report in each.reports))
    copy = next(report for report in copied.reports if report.copy_of)
    shown = page(samples, copied.id)
    (folded,) = shown.xpath("//ul[@class='reports']/li/details")
    assert report_page(copy.id) in folded.xpath(".//a/@href")
    assert "fourteen" in words(folded)
    why = shown.xpath("//section[@aria-labelledby='links']")
    assert why and why[0].xpath(".//svg/rect/@width")


def test_judgements_stand_with_who_when_why_and_undo(own_stories: Path) -> None:
    book = load()
    bombing = of(own_stories, "Bombing")
    with visiting(own_stories) as client:
        desk = client.app.state.desk  # type: ignore[attr-defined]
        with Store.open(own_stories) as store:
            draft = value(store, bombing.id, "killed", "6", desk.known)
            made = decide.decide(store, book, draft, "grace", "2023-04-02T10:00:00+00:00", "the hospital's list")
        shown = page(client, bombing.id)
    (judged,) = shown.xpath("//section[@aria-labelledby='judgements']")
    assert "grace" in words(judged)
    assert "the hospital's list" in words(judged)
    assert any(link.startswith("/undo?judgement=") for link in judged.xpath(".//a/@href"))
    assert "reviewed" in words(shown)
    assert "6" in words(shown.xpath("//*[@id='counts.killed']")[0])
    assert made


def test_what_was_superseded_says_what_stands_for_it(own_stories: Path) -> None:
    book = load()
    one, other = of(own_stories, "Bombing"), of(own_stories, "Killing")
    with Store.open(own_stories) as store:
        decide.decide(store, book, same(store, one.id, other.id), "grace", "2023-04-02T10:00:00+00:00")
        gone = next(id for id in (one.id, other.id) if store.superseded_by(id))
        stands = store.superseded_by(gone)
    with visiting(own_stories) as client:
        answer = client.get(f"/incidents/{gone}", follow_redirects=False)
    assert answer.status_code == 200
    assert f'<a href="/incidents/{stands}">' in answer.text
    assert "part of another" in answer.text


@pytest.mark.parametrize("how", ["wrong", "withdrawn"])
def test_what_was_withdrawn_says_so(own_stories: Path, how: str) -> None:
    book = load()
    with Store.open(own_stories) as store:
        shooting = next(each for each in store.incidents() if each.where.name == "Mogadishu" and each.actors)
        draft = verdict(store, shooting.id, False) if how == "wrong" else withdrawal(store, shooting.reports[0].id)
        decide.decide(store, book, draft, "grace", "2023-04-02T10:00:00+00:00")
    with visiting(own_stories) as client:
        shown = page(client, shooting.id)
        report = client.get(report_page(shooting.reports[0].id))
    assert "Withdrawn" in words(shown)
    assert ("This report is withdrawn" in report.text) == (how == "withdrawn")


def test_the_page_of_a_very_large_incident_is_bounded(sampled: Path) -> None:
    with Store.open(sampled) as store:
        largest = max(store.incidents(), key=lambda each: len(each.claims))
        many = tuple(
            msgspec.structs.replace(
                claim,
                id=ClaimId(f"{claim.id}_{number}"),
                speaker=Speaker(f"somebody {number}", "unknown"),
                value=f"{claim.value} {number % 200}" if isinstance(claim.value, str) else claim.value,
            )
            for number in range(100)
            for claim in largest.claims
        )
        huge = msgspec.structs.replace(largest, claims=many)
        told = facts(huge, load(), Sayings(store, huge))
    shown = [saying for fact in told for value in fact.values for saying in value.sayings]
    assert len(shown) < 3000
    assert sum(fact.left_out for fact in told) > 0
    assert sum(value.left_out for fact in told for value in fact.values) > 0
    assert all(value.sayings for fact in told for value in fact.values if not value.lead)


def test_a_reader_is_offered_nothing_that_only_reviewers_may(stories: Path) -> None:
    bombing = of(stories, "Bombing")
    with visiting(stories, Person("rae", "reader")) as client:
        links = page(client, bombing.id).xpath("//main//a/@href")
        report = html.document_fromstring(client.get(report_page(bombing.reports[0].id)).text)
    assert not [link for link in links if link.startswith(("/review", "/decide", "/undo"))]
    assert not report.xpath("//*[@data-report]")


def test_a_place_that_no_map_can_show_has_none(samples: TestClient, sampled: Path) -> None:
    with Store.open(sampled) as store:
        incidents = list(store.incidents())
    for where in ("country", "city"):
        incident = next(each for each in incidents if each.where.level == where)
        shown = page(samples, incident.id)
        assert bool(shown.xpath("//gesta-map")) == (where == "city")
        assert bool(shown.xpath("//script[contains(@src, 'map.js')]")) == (where == "city")
        assert ("Not on the map" in words(shown)) == (where == "country")


def test_the_headline_leads_to_what_it_is_made_of(site: TestClient, stories: Path) -> None:
    with Store.open(stories) as store:
        every = list(store.incidents())
    for each in every:
        tree = page(site, each.id)
        (head,) = tree.xpath("//dl[@class='headline']")
        assert [name.text for name in head.iter("dt")][:4] == ["when", "where", "killed", "injured"]
        for link in head.iter("a"):
            assert tree.xpath("//*[@id=$id]", id=link.get("href").removeprefix("#"))


def test_the_headline_says_what_nobody_tells_and_in_which_bounds_the_rest_is_told(stories: Path) -> None:
    found = of(stories, "Bombing")
    bare = msgspec.structs.replace(found, counts=type(found.counts)(), actors=(), views=())
    told = {each.name: (each.words, each.note) for each in headline(bare)}
    assert told["killed"] == told["injured"] == ("not told", "") and told["by"] == ("unknown", "")
    figure = Figure(3, 7, 9, (), "of a test")
    view = View("best_low_high", {"killed": figure})
    wide = msgspec.structs.replace(found, counts=type(found.counts)(killed=Count(7, 7)), views=(view,))
    assert {each.name: each.note for each in headline(wide)}["killed"] == "told: 3 to 9"
