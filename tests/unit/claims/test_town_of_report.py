"""The town that a report is about, where an act is told without a place."""

from __future__ import annotations

from dataclasses import replace

import msgspec

from gesta.claims.town_of_report import by_headline, inside_town, town_of_report, within_town
from gesta.model.documents import Block, Document, Published, Report
from gesta.model.entities import PlaceEntity
from gesta.model.spans import Quote, Span
from gesta.model.tellings import Resolved
from gesta.model.terms import BlockKind, PlaceId, ReportId
from gesta.model.values import Where

SPOTS = {"Rockford": (42.27, -89.09), "Peoria": (40.69, -89.59), "Cairo": (30.06, 31.25)}


def told(text: str, basis: str = "named", headline: int = 0, dateline: int = 0) -> tuple[Document, Resolved]:
    """A document with the towns of ``SPOTS`` that its text names, each with the basis."""
    places = []
    for name, (lat, lon) in SPOTS.items():
        if name in text:
            start = text.index(name)
            how = f"dateline; {basis}" if start < dateline else basis
            unit, country = ("Cairo", "EG") if name == "Cairo" else ("Illinois", "US")
            places.append(PlaceEntity(start, start + len(name), name, name, "city", PlaceId(f"test:{name}"), (), unit,
                                      country, lat, lon, 5.0, how, (), 0.9))  # fmt: skip
    wheres = tuple(
        Where(name=p.name, level=p.level, admin1=p.admin1, country=p.country, lat=p.lat, lon=p.lon, radius_km=5.0,
              place_id=p.place_id, basis=p.basis, evidence=(Quote(p.start, p.end, p.exact),))
        for p in places
    )  # fmt: skip
    kinds: list[tuple[int, int, BlockKind]] = [(0, headline, "headline"), (headline, dateline, "dateline")]
    blocks = tuple(Block(kind, start, end) for start, end, kind in kinds if end > start)
    report = Report(ReportId("sha256:0"), "x.txt", "text", text)
    document = Document(report, None, text, "en", blocks, (Span(0, len(text)),), Published())
    return document, Resolved(tuple(places), wheres, (), (), (), (), (), {})


def test_the_headlines_town_is_the_reports() -> None:
    text = "Two shot in Rockford\nA man was shot, police said. His cousin had come from Peoria."
    town = town_of_report(*told(text, headline=20))
    assert town is not None and town.name == "Rockford" and by_headline(town)
    assert town.basis == "the town of the report, by its headline; named"


def test_the_town_of_the_police_is_the_reports() -> None:
    town = town_of_report(*told("A man was shot late on Friday, Peoria police said.", "in the name of Peoria police"))
    assert town is not None and town.basis.startswith("the town of the report, by Peoria police")


def test_a_dateline_alone_is_not_the_place() -> None:
    text = "Cairo - Gunmen killed two people at a checkpoint, officials said."
    assert town_of_report(*told(text, dateline=7)) is None


def test_a_dateline_beside_a_street_is_when_no_other_town_is_named() -> None:
    text = "Rockford - A man was shot in the 400 block of Elm Street, officers said."
    town = town_of_report(*told(text, dateline=10))
    assert town is not None and town.name == "Rockford" and "its dateline and block of" in town.basis
    assert town_of_report(*told(text + " The case is heard in Peoria.", dateline=10)) is None
    beside = town_of_report(*told(text + " He comes from Peoria.", dateline=10))
    assert beside is not None and beside.name == "Rockford"


def test_a_street_lies_in_the_town_and_an_unresolved_name_about_it() -> None:
    document, resolved = told("Two shot in Rockford\nThe shooting was on Elm Street.", headline=20)
    town, place = town_of_report(document, resolved), resolved.places[0]
    street = within_town(document, place, Where(name="Elm Street", level="unknown", basis="not resolved"), town)
    assert (street.level, street.within, street.country, street.radius_km) == ("site", ("Rockford",), "US", 5.0)
    spot = within_town(document, place, Where(name="The Dells", level="unknown", basis="not resolved"), town)
    assert (spot.level, spot.name, spot.country, spot.radius_km) == ("unknown", "The Dells", "US", 25.0)


def test_a_state_gives_way_to_its_town_and_a_far_town_does_not() -> None:
    document, resolved = told("Two shot in Rockford\nIt was the third case in Illinois.", headline=20)
    town, place = town_of_report(document, resolved), resolved.places[0]
    state = Where(name="Illinois", level="admin1", admin1="Illinois", country="US", lat=40.0, lon=-89.0, basis="named")
    assert within_town(document, place, state, town).name == "Rockford"
    far = Where(name="Mosul", level="city", admin1="Nineveh", country="IQ", lat=36.3, lon=43.1, radius_km=12.0)
    assert within_town(document, place, far, town) is far


def test_a_town_named_often_is_the_reports_but_no_capital_is() -> None:
    often = "People of {0} were in the square. In {0} shops closed. Nobody in {0} slept."
    document, resolved = told(often.format("Peoria"))
    many = Resolved(resolved.places * 3, resolved.places_as_where * 3, (), (), (), (), (), {})
    town = town_of_report(document, many)
    assert town is not None and town.basis.startswith("the town of the report, named 3 times")
    document, resolved = told(often.format("Cairo"))
    many = Resolved(resolved.places * 3, resolved.places_as_where * 3, (), (), (), (), (), {})
    assert town_of_report(document, many) is None


def test_where_the_hurt_are_brought_to_is_no_evidence() -> None:
    text = "A man was shot late on Friday and died at a Peoria hospital."
    assert town_of_report(*told(text, "in the name of Peoria hospital")) is None


def test_the_home_in_a_headline_is_not_the_town_of_the_report() -> None:
    text = "Rockford man shot\nHe was hit late on Friday, Peoria police said. Peoria police seek two men."
    assert town_of_report(*told("Rockford man shot\nHe was hit late on Friday.", headline=17)) is None
    town = town_of_report(*told(text, "in the name of Peoria police", headline=17))
    assert town is not None and town.name == "Peoria"


def village(name: str, lat: float, lon: float, basis: str = "named; country US") -> tuple[PlaceEntity, Where]:
    """A small town of Ohio of that name."""
    place = PlaceEntity(0, len(name), name, name, "city", PlaceId(f"test:{name}"), (), "Ohio", "US", lat, lon, 1.0,
                        basis, (), 0.9)  # fmt: skip
    value = Where(name=name, level="city", admin1="Ohio", country="US", lat=lat, lon=lon, radius_km=1.0,
                  place_id=place.place_id, basis=basis)  # fmt: skip
    return place, value


def test_a_far_namesake_that_nothing_speaks_for_is_somewhere_about_the_town() -> None:
    document, resolved = told("A man was shot late on Friday, Peoria police said.", "in the name of Peoria police")
    town = town_of_report(document, resolved)
    place, value = village("Greenbank", 41.0, -82.0)
    read = within_town(document, place, value, town, [place])
    assert (read.level, read.admin1, read.radius_km) == ("unknown", "Illinois", 25.0)
    assert read.basis.startswith("not its far namesake; about Peoria") and read.candidates[0].admin1 == "Ohio"


def test_a_town_told_as_a_quarter_is_no_far_namesake() -> None:
    text = "A man was shot late on Friday in the Mosul neighborhood, Peoria police said."
    document, resolved = told(text, "in the name of Peoria police")
    town = town_of_report(document, resolved)
    place, value = village("Mosul", 36.3, 43.1)
    large = msgspec.structs.replace(place, radius_km=12.0)
    assert within_town(document, large, value, town, [large]).admin1 == "Illinois"
    plain, _ = told("A man was shot late on Friday in Mosul, Peoria police said.", "in the name of Peoria police")
    assert within_town(plain, large, value, town, [large]) == value
    inside, _ = told("A man of Mosul was shot late on Friday in the NeoMosul neighborhood, Peoria police said.", "")
    assert within_town(inside, large, value, town, [large]) == value


def test_a_far_town_stays_where_its_state_or_a_neighbour_is_named() -> None:
    document, resolved = told("A man was shot late on Friday, Peoria police said.", "in the name of Peoria police")
    town = town_of_report(document, resolved)
    place, value = village("Greenbank", 41.0, -82.0)
    ohio = PlaceEntity(0, 4, "Ohio", "Ohio", "admin1", PlaceId("test:o"), (), "Ohio", "US", 40.0, -82.5, 180.0)
    assert within_town(document, place, value, town, [place, ohio]) == value
    held, stated = village("Greenbank", 41.0, -82.0, "named; container Ohio; country US")
    assert within_town(document, held, stated, town, [held]) == stated


def test_a_street_keeps_its_name_and_takes_the_towns_size() -> None:
    document, resolved = told("A man was shot late on Friday, Peoria police said.", "in the name of Peoria police")
    town = town_of_report(document, resolved)
    street = PlaceEntity(0, 10, "Elm Street", "Elm Street", basis="not resolved")
    read = within_town(document, street, Where(name="Elm Street", level="unknown", basis="not resolved"), town)
    assert (read.name, read.level, read.radius_km) == ("Elm Street", "site", 5.0)
    assert read.basis.startswith("not in the gazetteer; in Peoria") and read.place_id is None


def test_a_doubtful_place_of_a_country_that_nothing_else_is_of_is_no_town_of_the_report() -> None:
    document, resolved = told(
        "Rockford aide shot\nA man was shot, officials said after a call from Cairo.", headline=18
    )
    assert by_headline(town_of_report(document, resolved) or Where())
    doubtful = tuple(
        msgspec.structs.replace(place, score=0.3 if place.name == "Rockford" else 0.9) for place in resolved.places
    )
    assert town_of_report(document, replace(resolved, places=doubtful)) is None


def test_a_hotel_that_the_text_puts_in_another_town_stays_there() -> None:
    document, resolved = told("Two shot in Rockford\nIn May a man was shot at the Nile Hotel in Cairo.", headline=20)
    town, place = town_of_report(document, resolved), msgspec.structs.replace(resolved.places[1], score=0.0)
    hotel = inside_town(Where(name="Nile Hotel", level="unknown", basis="not resolved"), resolved.places_as_where[1])
    assert within_town(document, place, hotel, town) == hotel and hotel.country == "EG"
