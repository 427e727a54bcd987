"""Place names in news text: found, told apart, and put where the words around them put them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gesta.knowledge.country_cues import cued_countries
from gesta.knowledge.places import distance_km, gazetteer
from gesta.model.analysis import Analysis, NamedSpan
from gesta.model.documents import Block, Document, Published, Report
from gesta.model.entities import PlaceEntity
from gesta.model.spans import Quote, Span
from gesta.model.terms import EntityLabel, ReportId
from gesta.resolve.place_relations import moved
from gesta.resolve.place_scores import Hints, Toponym, explained
from gesta.resolve.place_states import expand
from gesta.resolve.place_weights import weights
from gesta.resolve.places import definite_place, home_country, leading_country, places, places_of_spans, where
from gesta.resolve.toponyms import described

LABELS: dict[str, EntityLabel] = {
    "L": "Location", "P": "Person", "F": "Facility", "O": "Organization", "N": "NORP", "M": "Misc"
}  # fmt: skip


def marked(
    text: str, outlet: str | None = None, source: str = "file.txt", dateline: int = 0
) -> tuple[Document, Analysis]:
    """A document and an analysis of text with names marked "[L Mosul]"; other words are tagged by their capitals."""
    plain = ""
    names: list[tuple[int, int, EntityLabel]] = []
    for piece in re.split(r"(\[[A-Z] [^\]]+\])", text):
        if re.match(r"\[[A-Z] ", piece):
            names.append((len(plain), len(plain) + len(piece) - 4, LABELS[piece[1]]))
            piece = piece[3:-1]
        plain += piece
    tokens = [(m.start(), m.end()) for m in re.finditer(r"[\w.'’-]*\w|[^\w\s]", plain)]
    size = len(tokens)
    entities, entity_of = [], [-1] * size
    for start, end, label in names:
        inside = [i for i, (first, last) in enumerate(tokens) if first >= start and last <= end]
        for i in inside:
            entity_of[i] = len(entities)
        entities.append(NamedSpan(inside[0], inside[-1] + 1, label))
    words = tuple(plain[first:last] for first, last in tokens)
    analysis = Analysis(
        tuple(t[0] for t in tokens), tuple(t[1] for t in tokens), words, words,
        tuple("NNP" if word[0].isupper() else "NN" for word in words), (0,) * size, ("dep",) * size, ((),) * size,
        ((0, size),), (0,) * size, tuple(entities), tuple(entity_of),
    )  # fmt: skip
    blocks = (
        (Block("dateline", 0, dateline), Block("body", dateline, len(plain)))
        if dateline
        else (Block("body", 0, len(plain)),)
    )
    report = Report(ReportId("sha256:0"), source, "text", plain)
    return Document(report, None, plain, "en", blocks, (Span(0, len(plain)),), Published(), outlet), analysis


def read(text: str, **given: object) -> dict[str, PlaceEntity]:
    document, analysis = marked(text, **given)  # type: ignore[arg-type]
    found = places(document, analysis, gazetteer())
    for entity in found:
        assert document.text[entity.start : entity.end] == entity.exact
    return {entity.exact: entity for entity in found}


@pytest.mark.parametrize(
    ("text", "name", "country", "admin1", "level"),
    [
        ("Rockets fell on [L Taji], north of [L Baghdad], [N Iraqi] police said.", "Taji", "IQ", "Baghdad", "city"),
        ("[N Israeli] troops entered [L Jenin] and [L Nablus] at dawn.", "Jenin", "PS", "West Bank", "city"),
        (
            "Gunmen in [L Michoacan] fled toward [L Morelia], the [N Mexican] army said.",
            "Michoacan",
            "MX",
            "Michoacán",
            "admin1",
        ),
        ("Militants in [L Anbar] shelled [L Ramadi], [L Iraq].", "Anbar", "IQ", "Anbar", "admin1"),
        ("[L Georgia] said [N Russian] troops left [L Gori], near [L Tbilisi].", "Georgia", "GE", None, "country"),
        ("Police in [L Atlanta], [L Georgia], freed him.", "Atlanta", "US", "Georgia", "city"),
        ("A march in [L Paris], [L Texas], ended quietly.", "Paris", "US", "Texas", "city"),
        ("A march in [L Paris] ended quietly, [N French] police said.", "Paris", "FR", "Île-de-France", "city"),
        ("A fire in [L Rocky Mount], N.C., killed two.", "Rocky Mount", "US", "North Carolina", "city"),
        (
            "Rebels hit [L San Miguel] department in [L El Salvador].",
            "San Miguel",
            "SV",
            "San Miguel Department",
            "admin1",
        ),
        (
            "Students in [L Santiago] clashed with [N Chilean] police.",
            "Santiago",
            "CL",
            "Santiago Metropolitan",
            "city",
        ),
        (
            "[N Chilean] police in [L Santiago] and [L Temuco] blamed a bomb in [L Victoria].",
            "Victoria",
            "CL",
            "Araucania",
            "city",
        ),
        ("Crowds filled [L Tahrir Square] in [L Cairo].", "Tahrir Square", "EG", "Cairo", "site"),
        ("Crowds filled [L Tahrir Square] in [L Baghdad].", "Tahrir Square", "IQ", "Baghdad", "site"),
        ("A drone hit [F Ain al-Asad air base] in [L Iraq].", "Ain al-Asad air base", "IQ", "Anbar", "site"),
        ("[L Jordan] and [L Syria] reopened a road.", "Jordan", "JO", None, "country"),
        ("Strikes across [L Gaza] went on.", "Gaza", "PS", "Gaza Strip", "admin1"),
        ("Troops moved in [L Mexico], near [L Culiacan] in [L Sinaloa].", "Mexico", "MX", None, "country"),
    ],
)
def test_traps(text: str, name: str, country: str, admin1: str | None, level: str) -> None:
    entity = read(text)[name]
    assert (entity.country, entity.admin1, entity.level) == (country, admin1, level), entity
    assert entity.place_id is not None or entity.candidates


def test_two_names_in_one_tagged_span_are_two_places() -> None:
    found = read("Rockets struck [L Baghdad's Green Zone] and homes in [L Basra, Iraq] again.")
    assert found["Green Zone"].place_id == "gesta:green-zone" and found["Baghdad"].place_id == "geonames:98182"
    assert found["Basra"].country == "IQ" and found["Iraq"].place_id == "iso:IQ"


def test_people_organisations_and_peoples_are_not_places() -> None:
    found = read("[P Michael Jordan] met [O Bank of Georgia] and [N Iraqi] envoys in [L Amman].")
    assert set(found) == {"Amman"}


def test_a_name_the_tagger_missed_needs_something_that_speaks_for_it() -> None:
    assert read("Shells fell on [L Aleppo] and on Homs in [L Syria].")["Homs"].country == "SY"
    assert "Mobile" not in read("He lost a Mobile in [L Aleppo], [L Syria].")


def test_what_cannot_be_resolved_stays_unknown() -> None:
    entity = read("Fighters left [L Qwertabad] on foot.")["Qwertabad"]
    assert (entity.level, entity.place_id, entity.lat, entity.country) == ("unknown", None, None, None)


def test_distance_and_direction_shift_the_point() -> None:
    entity = read("A convoy burned 30 km north of [L Mosul], [L Iraq].")["Mosul"]
    mosul = gazetteer().place(entity.candidates[0].place_id)
    assert mosul is not None and entity.place_id is None and entity.lat is not None and entity.lon is not None
    assert 29 < distance_km(entity.lat, entity.lon, mosul.lat, mosul.lon) < 31 and entity.lat > mosul.lat
    assert entity.name == "30 km north of Mosul" and entity.basis.startswith("30 km north of Mosul")


def test_miles_without_a_direction_widen_the_circle() -> None:
    entity = read("A convoy burned 10 miles from [L Mosul], [L Iraq].")["Mosul"]
    assert entity.place_id is None and entity.radius_km is not None and entity.radius_km > 16


@pytest.mark.parametrize("words", ["near", "on the outskirts of", "just outside", "near the town of"])
def test_near_widens_to_ten_kilometres_at_least(words: str) -> None:
    entity = read(f"He was shot {words} [L Djibo], [L Burkina Faso].")["Djibo"]
    assert entity.radius_km is not None and entity.radius_km >= 10 and words in entity.basis
    assert entity.country == "BF" and entity.place_id is not None


def test_a_border_is_nowhere_exact() -> None:
    entity = read("Turkish shells hit hills along the border with [L Iraq].")["Iraq"]
    assert (entity.level, entity.lat, entity.lon, entity.place_id, entity.country) == ("region", None, None, None, None)
    assert entity.candidates[0].place_id == "iso:IQ"


def test_between_two_towns_lies_the_middle() -> None:
    found = read("Rebels stopped a bus between [L Maiduguri] and [L Damaturu] in [L Nigeria].")
    entity = found["Damaturu"]
    assert entity.name == "between Maiduguri and Damaturu" and entity.lon is not None and 12.0 < entity.lon < 13.1
    assert entity.radius_km is not None and entity.radius_km > 50


def test_part_of_a_country_is_a_region() -> None:
    entity = read("Clashes spread in northern [L Iraq].")["Iraq"]
    assert (entity.name, entity.level, entity.country, entity.place_id) == ("northern Iraq", "region", "IQ", None)


def test_the_dateline_is_marked() -> None:
    found = read("[L BEIRUT] - Shells hit [L Homs], [N Syrian] medics said.", dateline=9)
    assert found["BEIRUT"].basis.startswith("dateline") and found["BEIRUT"].country == "LB"
    assert not found["Homs"].basis.startswith("dateline")
    assert leading_country(tuple(found.values())) == "SY"


def test_candidates_are_other_places_and_at_most_five() -> None:
    entity = read("A man drowned at [L San Jose].")["San Jose"]
    assert 0 < len(entity.candidates) <= 5
    assert all(candidate.place_id != entity.place_id for candidate in entity.candidates)


def test_definite_places() -> None:
    found = tuple(read("Rockets hit [L Mosul] in [L Iraq].").values())
    capital = definite_place(Quote(40, 51, "the capital"), found, "IQ", gazetteer())
    assert capital is not None and capital.name == "Baghdad" and capital.exact == "the capital"
    city = definite_place(Quote(40, 48, "the city"), found, "IQ", gazetteer())
    assert city is not None and city.name == "Mosul" and "Mosul" in city.basis
    country = definite_place(Quote(40, 51, "the country"), found, "IQ", gazetteer())
    assert country is not None and country.place_id == "iso:IQ"
    assert definite_place(Quote(40, 52, "the province"), found, "IQ", gazetteer()) is None
    assert definite_place(Quote(40, 51, "the capital"), found, None, gazetteer()) is None


def test_where_carries_its_words() -> None:
    entity = read("Rockets hit [L Sadr City] in [L Baghdad].")["Sadr City"]
    place = where(entity)
    assert place.evidence == (Quote(entity.start, entity.end, "Sadr City"),)
    assert (place.name, place.level, place.country, place.admin1) == ("Sadr City", "neighbourhood", "IQ", "Baghdad")


@pytest.mark.parametrize(
    ("outlet", "source", "code"),
    [
        ("Times of India", "x.txt", "IN"),
        (None, "https://www.example.co.uk/story", "GB"),
        (None, "https://example.com.ng/a", "NG"),
        (None, "https://example.io/a", None),
        (None, "report.txt", None),
    ],
)
def test_home_country(outlet: str | None, source: str, code: str | None) -> None:
    assert home_country(marked("Nothing.", outlet, source)[0]) == code


def test_given_spans_are_resolved_in_the_order_given() -> None:
    text = "Police in Alexandria, Virginia, said Sudanese envoys left."
    spans = [(text.index(name), text.index(name) + len(name)) for name in ("Sudanese", "Virginia", "Alexandria")]
    sudan, virginia, alexandria = places_of_spans(text, spans, gazetteer())
    assert sudan.place_id == "iso:SD" and virginia.admin1 == "Virginia"
    assert (alexandria.country, alexandria.admin1) == ("US", "Virginia")


@given(st.text(alphabet="ABab ,.'’[]-12é\n", max_size=60), st.integers(0, 30), st.integers(1, 30))
def test_any_span_of_any_text_resolves_or_stays_unknown(text: str, start: int, length: int) -> None:
    end = min(len(text), start + length)
    if start < end:
        (entity,) = places_of_spans(text, [(start, end)], gazetteer())
        assert entity.exact == text[start:end] and (entity.lat is None) == (entity.lon is None)


@given(st.floats(-90, 90), st.floats(-180, 180), st.floats(0, 360), st.floats(0, 2000))
def test_moved_points_stay_on_the_globe(lat: float, lon: float, bearing: float, length: float) -> None:
    north, east = moved(lat, lon, bearing, length)
    assert -90 <= north <= 90 and -180 <= east <= 180


def test_the_same_document_reads_the_same() -> None:
    text = "Clashes in [L Sake] and [L Masisi], near [L Goma], in eastern [L Congo]."
    assert read(text) == read(text)


@pytest.mark.parametrize(
    ("words", "place_id"),
    [
        ("mainland China", "iso:CN"), ("Republic of Chile", "iso:CL"), ("N. Korea", "iso:KP"),
        ("Korea", "gesta:korean-peninsula"), ("L.A.", "geonames:5368361"), ("Washington", "geonames:4140963"),
        ("Washington state", "adm1:US.WA"), ("New York", "geonames:5128581"), ("NSW", "adm1:AU.02"),
        ("North Sea", "gesta:north-sea"), ("EU", "gesta:european-union"), ("Java", "gesta:java"),
        ("Moscow", "geonames:524901"), ("Addis Ababa", "geonames:344979"), ("Texans", "adm1:US.TX"),
        ("African", "gesta:africa"), ("Sudanese", "iso:SD"),
    ],
)  # fmt: skip
def test_what_a_name_means_where_nothing_else_is_told(words: str, place_id: str) -> None:
    (found,) = places_of_spans(words, [(0, len(words))], gazetteer())
    assert found.place_id == place_id


def test_a_state_after_a_comma_is_no_city() -> None:
    text = "Shreveport, LA"
    (found,) = places_of_spans(text, [(0, 10)], gazetteer())
    assert found.admin1 == "Louisiana"


def test_an_abbreviated_word_is_read_in_full() -> None:
    assert (
        expand("W. Salem") == "West Salem" and expand("Knox Co.") == "Knox County" and expand("Ft. Drum") == "Fort Drum"
    )
    assert expand("Va.") == "Virginia" and expand("St. Louis") == "St. Louis"


def test_the_basis_of_disputed_territory_says_who_claims_it() -> None:
    (found,) = places_of_spans("Simferopol", [(0, 10)], gazetteer())
    assert found.country == "UA" and found.basis.endswith("disputed, claimed by RU")


def test_every_reason_has_a_weight() -> None:
    told = explained([Toponym(0, 5, "Paris", ("Texas",), "city")], Hints({"US": 1.0}), gazetteer(), weights())
    names = {name for each in told[0] for name, _, _ in each.told}
    assert names <= weights().keys() and {"container", "country", "people"} <= names
    assert all(abs(each.total - sum(weights()[n] * s for n, s, _ in each.told)) < 1e-9 for each in told[0])


def test_the_town_of_a_body_is_found_in_its_name_and_marked() -> None:
    found = read("[O Tulsa County Jail] officials and Spokane police said nobody was hurt.")
    assert found["Tulsa County"].basis.startswith("in the name of Tulsa County Jail")
    assert (
        found["Spokane"].basis.startswith("in the name of Spokane police") and found["Spokane"].admin1 == "Washington"
    )


@pytest.mark.parametrize("text", ["As police arrived, the State police left.", "Chief Police Officer Smith spoke."])
def test_a_word_before_police_is_no_town_by_itself(text: str) -> None:
    assert not read(text)


def test_a_street_is_no_town_of_its_name() -> None:
    (found,) = read("A man was shot on [L Magnolia] Avenue late on Friday.").values()
    assert found.exact == "Magnolia Avenue" and found.place_id is None


def test_a_verb_after_a_town_is_no_street() -> None:
    (found,) = read("Rebels in [L Mosul] drive the army back.").values()
    assert found.exact == "Mosul" and found.country == "IQ"


def test_words_of_a_countrys_institutions_tell_where_a_report_plays() -> None:
    (near,) = places_of_spans("Suffolk sheriff's deputies and a grand jury", [(0, 7)], gazetteer())
    (far,) = places_of_spans("Suffolk constabulary and the crown court", [(0, 7)], gazetteer())
    assert near.country == "US" and far.country == "GB"
    assert cued_countries("Sitios of the barangay, a grand jury and WXYZ-TV") == {"PH": 1, "US": 2}


def test_only_a_town_has_outskirts() -> None:
    (found, _) = read("Shells fell on the outskirts of [L Donetsk], [L Ukraine].").values()
    assert (found.level, found.radius_km) == ("city", 12.8)


def named_in(text: str, headline: int = 0) -> dict[str, PlaceEntity]:
    document, analysis = marked(text)
    if headline:
        blocks = (Block("headline", 0, headline), Block("body", headline, len(document.text)))
        document = Document(document.report, None, document.text, "en", blocks, document.sentences, Published())
    return {each.exact: each for each in places(document, analysis, gazetteer())}


def test_a_part_of_a_street_or_a_side_is_no_far_town() -> None:
    found = named_in("He was hit on [L North Parkway] and ran to the [L East Side] of [L Milwaukee], police said.")
    assert found["North Parkway"].lat is None and found["East Side"].lat is None
    assert found["Milwaukee"].admin1 == "Wisconsin"
    assert "North" not in named_in("[L North] side club closes in [L Milwaukee].")


def test_a_word_that_the_text_also_writes_small_is_no_place() -> None:
    text = "[L Man] held over blast. The man was found in [L Detroit], and [L Carlie] fled."
    assert "Man" not in named_in(text)
    assert "Nice" in named_in("It was nice. He flew to [L Nice] and then to [L Paris], France.")


def test_a_given_name_is_no_town() -> None:
    text = "[P Joshua Brandt] was shot. [L Joshua] died in [L Memphis]."
    assert "Joshua" not in named_in(text) and "Memphis" in named_in(text)


def test_a_town_outranks_the_smaller_unit_of_its_name_elsewhere() -> None:
    found = named_in("Four people were shot at a party in west [L Charlotte], deputies said.")
    assert found["Charlotte"].admin1 == "North Carolina"


def test_a_town_that_no_gazetteer_has_lies_in_the_unit_that_the_text_states() -> None:
    found = named_in("Gunmen shot five in [L Tyrone], [L Mo.], on Friday. [L Tyrone] is small, the sheriff said.")
    tyrone = found["Tyrone"]
    assert (tyrone.level, tyrone.admin1, tyrone.country) == ("unknown", "Missouri", "US")
    assert tyrone.basis == "not in the gazetteer; in Missouri" and (tyrone.radius_km or 0) > 100


def test_an_apposition_says_where_a_town_lies() -> None:
    text = "He died in [L Weir], a small town in central [L Williamson County], near [L Austin], [L Texas]."
    assert named_in(text)["Weir"].admin1 == "Texas"


def test_a_list_does_not_say_where_a_town_lies() -> None:
    found = named_in("Troops moved in [L Tikrit], [L Anbar] and [L Diyala] in [L Iraq].")
    assert found["Tikrit"].level == "city"


def test_the_outlets_name_behind_a_headline_is_marked() -> None:
    text = "Two shot at county fair - KXYZ News 5 [L Shreveport]. Deputies came to [L Monroe], [L Louisiana]."
    found = named_in(text, headline=51)
    assert found["Shreveport"].basis.startswith("outlet") and not found["Monroe"].basis.startswith("outlet")


def test_a_stations_call_sign_is_american() -> None:
    assert cued_countries("The girl died, WXYZ reports.")["US"] == 1
    assert cued_countries("WHO reports say so.")["US"] == 0


def test_a_name_is_as_long_as_elsewhere_in_the_text() -> None:
    text = "Two died in [L Ocean View]. An [L Ocean] View man was held."
    document, analysis = marked(text)
    assert [each.exact for each in places(document, analysis, gazetteer())] == ["Ocean View", "Ocean View"]


def test_a_capital_is_meant_before_small_namesakes_of_which_nothing_tells() -> None:
    text = "After the attacks in [L Paris] he spoke in [L Boston] and [L New Hampshire], and then in [L Florida]."
    assert read(text)["Paris"].country == "FR"
    assert read("He drove from [L Paris] to [L Dallas] and [L Houston], [L Texas].")["Paris"].admin1 == "Texas"


@pytest.mark.parametrize(
    ("text", "name", "containers"),
    [
        ("He recalled Cuba's consensual invasion of Venezuela.", "Venezuela", ()),
        ("He recalled Russia's war with Georgia.", "Georgia", ()),
        ("He went to Iraq's second city of Mosul.", "Mosul", ("Iraq",)),
        ("He went to Iraq's restive western Anbar.", "Anbar", ("Iraq",)),
    ],
)
def test_a_country_holds_its_own_and_not_what_it_does_something_to(
    text: str, name: str, containers: tuple[str, ...]
) -> None:
    start = text.index(name)
    assert described(text, start, start + len(name)).containers == containers


def test_a_unit_told_with_its_country_in_one_name_is_the_unit() -> None:
    found = read("He was freed in [L Ghazni Province of Afghanistan] on Monday.")["Ghazni Province of Afghanistan"]
    assert (found.name, found.level, found.country) == ("Ghazni", "admin1", "AF")


def test_a_house_called_as_a_town_that_the_text_names_is_in_the_town() -> None:
    found = read("Six died in [L Orlando] in June. Lawmakers spoke of the [L Orlando] nightclub attack.")["Orlando"]
    assert found.level == "city" and found.country == "US"
    assert read("Lawmakers spoke of the [L Orlando] nightclub attack.")["Orlando"].place_id is None
