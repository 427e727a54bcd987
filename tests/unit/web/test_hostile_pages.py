"""Every page, over a project whose every word wants to be markup: the text adds no element and no attribute."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient
from lxml import html
from tests.site import visiting
from tests.unit.web.test_roles import asked

from gesta.api.people import Person
from gesta.cli.main import cli
from gesta.model.documents import Report, report_id
from gesta.pipeline.engines import Settings, engine_of
from gesta.pipeline.recode import read_new
from gesta.pipeline.settling import settle
from gesta.store.store import Store

AT = "2023-04-02T00:00:00Z"
MARK = "zqx"
"""Stands in every hostile piece, and nowhere else."""
EVIL = (
    f"\"'><script>{MARK}()</script><img src=x{MARK} onerror={MARK}()><a href='javascript:{MARK}()' x{MARK}=1>"
    f"{{{{{MARK}}}}}{{%{MARK}%}}</title></textarea>-->]]>&#60;{MARK}> `${{{MARK}}}` \u202e\u2066{MARK}\x1b[31m"
)
STORIES = (
    (f"Wire {EVIL}", f"javascript:{MARK}()//{EVIL}", f"Bomb kills five in Kirkuk {EVIL}",
     f"A bomb exploded in a market in Kirkuk, Iraq, on Wednesday, killing five people and wounding twelve, said Ahmed "
     f"<b onclick={MARK}()>Saleh</b>, a {EVIL} spokesman."),
    (f"Gazette {EVIL}", f"data:text/html,<script>{MARK}()</script>", f"Kirkuk {EVIL} bomb",
     f"Seven people were killed when a bomb exploded at a crowded market in Kirkuk on Wednesday, {EVIL} medics said."),
    ("=cmd|' /C calc'!A0", f"https://x.example/\"><script>{MARK}()</script>", "+1+1",
     "Al-Shabaab shot dead two policemen in Mogadishu, Somalia, on Saturday, police said."),
)  # fmt: skip
SCHEMES = re.compile(r"(https?:|/|#|\?|$)")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project: reports, a judgement, an alert and a release, all of hostile words."""
    path = tmp_path_factory.mktemp("hostile") / f"it's <{MARK}> & .db"
    with Store.create(path) as store:
        for outlet, source, title, body in STORIES:
            text = f"{title}\n\n{body}"
            identity = report_id(text.encode(), source, outlet, "2023-03-02")
            store.add_report(Report(identity, source, "text", text, title, outlet=outlet, published="2023-03-02"), AT)
        settings = Settings(reader="patterns")
        list(read_new(store, settings, 1, lambda: AT))
        settle(store, engine_of(settings).codebook, AT)
        assert len(list(store.incidents())) >= 2
    done = CliRunner().invoke(cli, ["release", str(path), "march", "--note", EVIL.replace("\x1b", "")])
    assert done.exit_code == 0, done.output
    return path


@pytest.fixture(scope="module")
def site(hostile: Path) -> Iterator[TestClient]:
    with visiting(hostile, Person(EVIL[:150], "admin")) as client:
        with Store.open(hostile) as store:
            incident = next(each.id for each in store.incidents() if each.counts.killed)
        form = {"query": "", "how": "webhook", "target": "https://hook.example/<zqx>", "name": EVIL,
                "kinds": ["entered"]}  # fmt: skip
        assert client.post("/alerts", data=form).status_code == 200
        made = client.post("/decide", data={"what": "right", "incident": incident, "why": EVIL})
        assert made.status_code == 200, made.text
        yield client


def checked(site: TestClient, address: str) -> str:
    """The page, without any element or attribute that its words made."""
    answer = site.get(address)
    assert answer.status_code < 500, address
    if not answer.headers.get("Content-Type", "").startswith("text/html"):
        assert answer.headers["X-Content-Type-Options"] == "nosniff", address
        return answer.text
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy and "unsafe" not in policy
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]", answer.text), address
    for element in html.fromstring(answer.text).iter(html.etree.Element):
        where = f"{address}: {html.tostring(element, encoding='unicode')[:200]}"
        assert MARK not in element.tag, where
        if element.tag == "script":
            assert element.get("src", "").startswith("/static/built/") and not element.text, where
        assert element.tag not in ("iframe", "object", "embed", "base", "style"), where
        for name, value in element.attrib.items():
            assert MARK not in name and not name.startswith("on") and name != "style", where
            if name in ("href", "src", "action", "formaction", "data", "hx-get", "hx-post", "poster", "xlink:href"):
                assert SCHEMES.match(value) and not value.startswith("//"), where
    return answer.text


def test_no_page_takes_markup_from_words(site: TestClient, hostile: Path) -> None:
    with Store.open(hostile) as store:
        incidents = [each.id for each in store.incidents()]
        reports = store.read_ids()
        judgement = store.judgements()[0].id
    addresses = [path for method, path in asked(site) if method == "GET"]
    addresses += [f"/incidents/{each}" for each in incidents] + [f"/reports/{each}" for each in reports]
    addresses += [f"/decide?incident={incidents[0]}&said={judgement}&find=Kirkuk", f"/undo?judgement={judgement}"]
    addresses += [f"/review?incident={each}" for each in incidents] + ["/review?kind=same", "/review?second=yes"]
    addresses += [f"/correct?report={each}&start=0&end=60" for each in reports]
    addresses += ["/sitrep?since=2023-03&until=2023-03", "/sitrep?country=IQ", "/alerts/new?country=IQ"]
    shown = "".join(checked(site, address) for address in addresses)
    for page in ("/sources", "/actors?all=yes", "/places?all=yes"):
        for address in sorted(set(re.findall(r'href="(/(?:sources|actors|places)/[^"]+)"', checked(site, page)))):
            shown += checked(site, address.replace("&amp;", "&"))
    assert shown.count(MARK) > 50  # the words did stand there, as words


@pytest.mark.parametrize("path", ["/incidents", "/sitrep", "/actors", "/places", "/sources", "/review", "/history",
                                  "/decide", "/undo", "/correct", "/alerts/new", "/sign-in", "/nothing"])  # fmt: skip
@pytest.mark.parametrize("name", ["text", "actor", "admin1", "q", "title", "next", "said", "find", "field", "kind",
                                  "skip", "incident", "report", "judgement", EVIL])  # fmt: skip
def test_no_page_takes_markup_from_its_address(site: TestClient, path: str, name: str) -> None:
    checked(site, f"{path}?{urlencode({name: EVIL})}")
    checked(site, f"{path}/{quote(EVIL, safe='')}")


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "feed.json", "atom", "kml", "geojson", "json"])
def test_files_of_hostile_words_run_nothing(site: TestClient, suffix: str) -> None:
    answer = site.get(f"/incidents.{suffix}?all=yes")
    assert answer.status_code == 200 and answer.headers["X-Content-Type-Options"] == "nosniff"
    if suffix == "csv":
        for each in ("incidents", "claims", "evidence", "actors", "places"):
            table = site.get(f"/{each}.csv?all=yes").text
            assert not re.search(r'(?m)(?:^|,)"?[=+@]', table), each


def test_a_page_of_one_endless_word_is_bounded(tmp_path: Path) -> None:
    path = tmp_path / "long.db"
    with Store.create(path) as store:
        text = "A bomb killed five people in Kirkuk, Iraq, on Wednesday, police said.\n\n" + "w" * 3_000_000
        identity = report_id(text.encode(), "a.txt", "w" * 100_000, "2023-03-02")
        store.add_report(Report(identity, "a.txt", "text", text, "t" * 100_000, outlet="w" * 100_000,
                                published="2023-03-02"), AT)  # fmt: skip
        settings = Settings(reader="patterns")
        list(read_new(store, settings, 1, lambda: AT))
        settle(store, engine_of(settings).codebook, AT)
        incident = next(iter(store.incidents())).id
    with visiting(path) as client:
        addresses = (f"/reports/{identity}", f"/incidents/{incident}", "/sources", "/sitrep", "/coverage", "/review")
        for address in addresses:
            assert len(client.get(address).content) < 1_500_000, address
