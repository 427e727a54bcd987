"""Files for other programs, each opened by a reader that is not ours."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Iterator
from pathlib import Path

import feedparser
import followthemoney
import jsonschema
import pytest
import rdflib
from lxml import etree
from tests.exported import Project, Told, filled

from gesta.codebook.load import load
from gesta.export.cap import LEAST_SOURCES, severity, unconfirmed
from gesta.export.format import Options
from gesta.export.interchange import INTERCHANGE
from gesta.export.marks import marked_reports
from gesta.model.judgements import Anchor
from gesta.model.merged import Figure, MergedIncident, View
from gesta.model.terms import COUNT_FIELDS
from gesta.review.decide import decide
from gesta.review.questions import Draft
from gesta.store.store import Store

TOOLS = {each.name: each for each in INTERCHANGE}
BOOK = load()


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    path = tmp_path_factory.mktemp("export") / "iraq.db"
    filled(path)
    with Store.open(path) as store:
        mention = next(each for each in store.incidents() if each.type == "protest").mentions[0]
        assert mention.report is not None
        anchor = Anchor(mention.report, mention.start, mention.end, mention.exact)
        decide(store, BOOK, Draft("right", (anchor,), ""), "ann <ann@example.org>", "2023-05-01T10:00:00.000001Z")
        yield Project(store, BOOK)


def written(name: str, project: Project, folder: Path, **options: object) -> Path:
    path = folder / f"x{TOOLS[name].suffix}"
    TOOLS[name].write(project, path, Options(**options), Told())  # type: ignore[arg-type]
    return path


def of_type(project: Project, concept: str) -> MergedIncident:
    return next(each for each in project.incidents() if each.type == concept)


@pytest.mark.parametrize("name", ["ftm", "web-annotation", "csl", "ris", "atom", "json-feed", "jsonld"])
def test_two_exports_are_the_same_bytes_and_name_no_folder(name: str, project: Project, tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    first = written(name, project, tmp_path).read_bytes()
    assert first == written(name, project, tmp_path / "again").read_bytes()
    assert b"/home/somebody" not in first


# FollowTheMoney


def entities(project: Project, folder: Path, **options: object) -> list[dict[str, object]]:
    lines = written("ftm", project, folder, **options).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_every_property_is_valid_by_the_librarys_own_model(project: Project, tmp_path: Path) -> None:
    found = {str(each["id"]): each for each in entities(project, tmp_path)}
    for entity in found.values():
        schema = followthemoney.model.get(str(entity["schema"]))
        assert schema is not None
        schema.validate(entity)
        properties = entity["properties"]
        assert isinstance(properties, dict)
        for name, values in properties.items():
            kind = schema.get(name)
            for value in values:
                assert kind.type.validate(value), (entity["schema"], name, value)
                if kind.range is not None:
                    assert followthemoney.model.get(str(found[value]["schema"])).is_a(kind.range)


def test_events_are_tied_to_who_acted_and_to_the_reports_that_tell_them(project: Project, tmp_path: Path) -> None:
    found = entities(project, tmp_path)
    shooting = of_type(project, "shooting")
    event = shooting.id.replace("_", "-")
    links = [each["properties"] for each in found if each["schema"] == "UnknownLink"]
    names = {each["id"]: each for each in found}
    (link,) = [each for each in links if each["object"] == [event] and each["role"] == ["perpetrator"]]  # type: ignore
    group = names[link["subject"][0]]  # type: ignore[index]
    assert group["schema"] == "Organization"
    proofs = [each["properties"] for each in found if each["schema"] == "Documentation"]
    told = [each for each in proofs if each["entity"] == [event]]  # type: ignore[index]
    assert len(told) == len({report.id for report in shooting.reports})


def test_an_unknown_perpetrator_is_no_entity(project: Project, tmp_path: Path) -> None:
    told = Told()
    TOOLS["ftm"].write(project, tmp_path / "x", Options(), told)
    bombing = of_type(project, "bombing")
    assert "counts" in told.of(bombing.id)
    names = [each["properties"].get("name") for each in entities(project, tmp_path)]  # type: ignore[attr-defined]
    assert ["unknown"] not in names


# Web Annotation


def test_annotations_select_their_words_in_code_points(project: Project, tmp_path: Path) -> None:
    collection = json.loads(written("web-annotation", project, tmp_path).read_bytes())
    jsonschema.validate(collection, ANNOTATIONS)
    texts = {each.record.report.id: each.text for each in marked_reports(project)}
    items = collection["first"]["items"]
    assert len({each["id"] for each in items}) == len(items) == sum(len(e.marks) for e in marked_reports(project))
    pages = 0
    for each in items:
        target, *page = each["target"]
        text = texts[re.sub("^tag:.*:text/", "", "tag:x:text/" + target["source"]["id"].rpartition("text/")[2])]
        quote, position = target["selector"]
        start, end = position["start"], position["end"]
        assert text[start:end] == quote["exact"]
        assert text[:start].endswith(quote["prefix"])
        assert text[end:].startswith(quote["suffix"])
        pages += len(page)
    assert pages > 0


SELECTORS = {"type": "object", "required": ["type"], "properties": {
    "type": {"enum": ["TextQuoteSelector", "TextPositionSelector"]}}}  # fmt: skip
ANNOTATION = {
    "type": "object",
    "required": ["id", "type", "motivation", "body", "target"],
    "properties": {
        "type": {"const": "Annotation"},
        "motivation": {"enum": ["classifying", "tagging", "identifying"]},
        "body": {"type": "array", "minItems": 1, "items": {"anyOf": [
            {"required": ["type", "value"], "properties": {"type": {"const": "TextualBody"}}},
            {"required": ["type", "source"], "properties": {"type": {"const": "SpecificResource"}}}]}},
        "target": {"type": "array", "minItems": 1, "items": {
            "required": ["source", "selector"],
            "properties": {"selector": {"anyOf": [SELECTORS, {"type": "array", "items": SELECTORS}]}}}},
    },
}  # fmt: skip
ANNOTATIONS = {
    "type": "object",
    "required": ["@context", "id", "type", "first"],
    "properties": {
        "@context": {"const": "http://www.w3.org/ns/anno.jsonld"},
        "type": {"const": "AnnotationCollection"},
        "first": {"type": "object", "required": ["type", "items", "id"],
                  "properties": {"items": {"type": "array", "items": ANNOTATION}}},
    },
}  # fmt: skip
"""The parts of the recommendation that a document of ours must keep (its sections 3.1, 3.2, 4.2, 5.1)."""


# References


def test_csl_items_have_dates_of_their_precision(project: Project, tmp_path: Path) -> None:
    items = {each["title"]: each for each in json.loads(written("csl", project, tmp_path).read_bytes())}
    wire = next(each for title, each in items.items() if title.startswith("Bomb kills"))
    assert wire["type"] == "article-newspaper"
    assert wire["issued"] == {"date-parts": [[2023, 3, 2]]}
    assert wire["URL"] == "https://wire.example/kirkuk?a=1&b=2"
    leaflet = next(each for title, each in items.items() if title.startswith("Clash"))
    assert "issued" not in leaflet
    assert of_type(project, "bombing").id in wire["note"]


def test_ris_has_a_reference_for_every_report(project: Project, tmp_path: Path) -> None:
    raw = written("ris", project, tmp_path).read_bytes().decode()
    references = [each for each in raw.split("\r\n\r\n") if each]
    assert len(references) == len(list(project.reports()))
    for reference in references:
        lines = reference.split("\r\n")
        assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in lines)
        assert lines[0].startswith("TY  - ")
        assert lines[-1] == "ER  - "
    assert "DA  - 2023/03/02/" in raw


def test_ris_is_read_by_rispy(project: Project, tmp_path: Path) -> None:
    rispy = pytest.importorskip("rispy")
    found = {
        each["accession_number"]: each for each in rispy.loads(written("ris", project, tmp_path).read_bytes().decode())
    }
    assert set(found) == set(project.reports())
    wire = next(each for each in found.values() if each["title"].startswith("Bomb kills"))
    assert (wire["type_of_reference"], wire["secondary_title"], wire["year"]) == ("NEWS", "Wire", "2023")
    assert wire["title"].endswith("💥")


def test_csl_is_read_by_citeproc(project: Project, tmp_path: Path) -> None:
    source = pytest.importorskip("citeproc.source.json")
    items = json.loads(written("csl", project, tmp_path).read_bytes())
    found = source.CiteProcJSON(items)
    assert set(found) == set(project.reports())
    wire = next(each["id"] for each in items if each.get("URL", "").startswith("https://wire.example/kirkuk"))
    assert (found[wire]["issued"].year, found[wire]["issued"].month, found[wire]["issued"].day) == (2023, 3, 2)


# Feeds


def test_atom_is_read_by_feedparser_and_is_never_of_now(project: Project, tmp_path: Path) -> None:
    feed = feedparser.parse(written("atom", project, tmp_path).read_bytes())
    assert not feed.bozo
    assert feed.feed.updated == "2023-05-01T10:00:00Z"
    entries = {each.id: each for each in feed.entries}
    protest, bombing = of_type(project, "protest"), of_type(project, "bombing")
    assert entries[f"tag:gesta.invalid,2026:incident/{protest.id}"].updated == "2023-05-01T10:00:00Z"
    told = entries[f"tag:gesta.invalid,2026:incident/{bombing.id}"]
    assert told.updated == "2023-03-02T00:00:00Z"
    assert "https://wire.example/kirkuk?a=1&b=2" in [link.href for link in told.links]
    assert "killed 5" in told.content[0].value


def test_an_entry_without_any_date_is_told_as_lost_by_atom_only(project: Project, tmp_path: Path) -> None:
    undated = [each for each in project.incidents() if all(r.published.start is None for r in each.reports)]
    assert undated
    told = Told()
    TOOLS["atom"].write(project, tmp_path / "x.atom", Options(), told)
    assert "id" in told.of(undated[0].id)
    items = {each["id"]: each for each in json.loads(written("json-feed", project, tmp_path).read_bytes())["items"]}
    item = items[f"tag:gesta.invalid,2026:incident/{undated[0].id}"]
    assert "date_published" not in item
    assert "date_modified" not in item


def test_json_feed_keeps_its_rules(project: Project, tmp_path: Path) -> None:
    feed = json.loads(written("json-feed", project, tmp_path).read_bytes())
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"] == "Gesta: iraq.db"
    assert len(feed["items"]) == len(list(project.incidents()))
    for item in feed["items"]:
        assert item["content_text"]
        for name in ("date_published", "date_modified"):
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", item.get(name, "2023-01-01T00:00:00Z"))


# CAP

_CAP = "{urn:oasis:names:tc:emergency:cap:1.2}"


def test_only_what_is_confirmed_becomes_an_alert(project: Project, tmp_path: Path) -> None:
    folder = written("cap", project, tmp_path)
    confirmed = {each.id for each in project.incidents() if unconfirmed(each) is None}
    assert {each.stem for each in folder.iterdir()} == confirmed
    bombing, protest, shooting = (of_type(project, each) for each in ("bombing", "protest", "shooting"))
    assert {bombing.id, protest.id} <= confirmed
    assert bombing.sources >= LEAST_SOURCES
    assert shooting.id not in confirmed
    assert status(folder / f"{bombing.id}.xml") == "Draft"
    assert status(folder / f"{protest.id}.xml") == "Actual"


def status(path: Path) -> str | None:
    found: str | None = etree.parse(path).getroot().findtext(f"{_CAP}status")
    return found


def test_alerts_have_the_elements_of_the_schema_in_its_order(project: Project, tmp_path: Path) -> None:
    order = ["identifier", "sender", "sent", "status", "msgType", "source", "scope", "note", "incidents", "info"]
    info = ["language", "category", "event", "urgency", "severity", "certainty", "eventCode", "onset", "senderName",
            "headline", "description", "web", "parameter", "area"]  # fmt: skip
    for path in written("cap", project, tmp_path).iterdir():
        root = etree.parse(path).getroot()
        assert [each.tag.removeprefix(_CAP) for each in root] == order
        names = [each.tag.removeprefix(_CAP) for each in root.find(f"{_CAP}info")]
        assert [info.index(name) for name in names] == sorted(info.index(name) for name in names)
        assert {"language", "category", "event", "urgency", "severity", "certainty", "headline"} <= set(names)
        for moment in (root.findtext(f"{_CAP}sent"), root.findtext(f"{_CAP}info/{_CAP}onset")):
            assert moment is None or re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d-00:00", moment)
        assert not set(" ,<&") & set(root.findtext(f"{_CAP}identifier") or " ")


def toll_of(project: Project, killed: int | None, injured: int | None) -> MergedIncident:
    import msgspec

    told = {"killed": killed, "injured": injured}
    counts = {
        name: Figure(told[name], told[name], told[name], (), "") for name in COUNT_FIELDS if told.get(name) is not None
    }
    return msgspec.structs.replace(of_type(project, "bombing"), views=(View("lead", counts),))


@pytest.mark.parametrize(
    ("killed", "injured", "expected"),
    [(10, None, "Extreme"), (9, 100, "Severe"), (0, 3, "Moderate"), (None, 3, "Moderate"), (0, 0, "Minor"),
     (0, None, "Unknown"), (None, None, "Unknown")],
)  # fmt: skip
def test_severity_goes_by_the_toll_and_unknown_is_not_zero(
    killed: int | None, injured: int | None, expected: str, project: Project
) -> None:
    assert severity(toll_of(project, killed, injured), Options()) == expected


def test_xml_holds_no_character_that_it_forbids(project: Project, tmp_path: Path) -> None:
    import msgspec

    bombing = of_type(project, "bombing")
    hostile = msgspec.structs.replace(bombing, label="\x00\x0b]]><x>&\ufffe", status="reviewed")

    class One(Project):
        def incidents(self) -> Iterator[MergedIncident]:
            yield hostile

    source = One(project.store, BOOK)
    feed = etree.fromstring(written("atom", source, tmp_path).read_bytes())
    (alert,) = written("cap", source, tmp_path).iterdir()
    for words in (feed.findtext(".//{*}entry/{*}title"), etree.parse(alert).findtext(f".//{_CAP}event")):
        assert words is not None
        assert words.startswith("\ufffd\ufffd]]><x>&\ufffd")


# RDF


def test_the_graph_is_read_offline_and_answers_who_says_what(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the context is to be in the file")

    monkeypatch.setattr(socket, "create_connection", refuse)
    graph = rdflib.Graph()
    graph.parse(written("jsonld", project, tmp_path), format="json-ld")
    bombing = of_type(project, "bombing")
    told = graph.query(
        """PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX gesta: <tag:gesta.invalid,2026:terms/>
        PREFIX schema: <https://schema.org/> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        SELECT ?who ?words WHERE { ?event schema:identifier ?id ; gesta:claim ?claim .
          ?claim gesta:field "counts.killed" ; prov:wasAttributedTo/rdfs:label ?who ;
            prov:wasDerivedFrom ?quote . ?quote schema:text ?words ; prov:wasQuotedFrom ?report .
          ?report a schema:NewsArticle }""",
        initBindings={"id": rdflib.Literal(bombing.id)},
    )
    rows = {(str(who), str(words)) for who, words in told}  # type: ignore[misc]
    claims = [each for each in bombing.claims if each.field == "counts.killed"]
    assert rows == {(each.speaker.name, quote.exact) for each in claims for quote in each.evidence}
    killed = graph.value(next(graph.subjects(SCHEMA.identifier, rdflib.Literal(bombing.id))), GESTA.killed)
    assert graph.value(killed, GESTA.best) == rdflib.Literal(5)
    start = graph.value(next(graph.subjects(SCHEMA.identifier, rdflib.Literal(bombing.id))), SCHEMA.startDate)
    assert start == rdflib.Literal("2023-03-01", datatype=rdflib.XSD.date)


SCHEMA = rdflib.Namespace("https://schema.org/")
GESTA = rdflib.Namespace("tag:gesta.invalid,2026:terms/")


def test_an_unknown_place_has_no_point(project: Project, tmp_path: Path) -> None:
    nodes = json.loads(written("jsonld", project, tmp_path).read_bytes())["@graph"]
    for node in nodes:
        if node["type"] == "schema:Place" and "schema:geo" in node:
            assert node["schema:geo"]["schema:latitude"] is not None
    judgements = [node for node in nodes if "gesta:Judgement" in node["type"]]
    assert [node["gesta:kind"] for node in judgements] == ["right"]


@pytest.mark.parametrize("name", [each.name for each in INTERCHANGE if not each.texts])
def test_titles_of_reports_are_left_out_where_names_are_masked(name: str, project: Project, tmp_path: Path) -> None:
    path = written(name, project, tmp_path, redact=True)
    for file in path.iterdir() if path.is_dir() else [path]:
        assert "Two killed in Mogadishu" not in file.read_text(encoding="utf-8")
