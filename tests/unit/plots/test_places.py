"""Where incidents are on a map, and the land under them."""

from __future__ import annotations

import numpy
import pytest
from tests.unit.plots.made import at, made

from gesta.plots.land import Window, centre, outlines
from gesta.plots.places import count_places, reach, turned


def test_incidents_at_one_place_are_one_spot() -> None:
    data = count_places([at(1, "Tarmin", 33.1, 44.2), at(2, "Tarmin", 33.1, 44.2), at(3, "Balad", 34.0, 44.1)])
    assert [(spot.name, spot.count, spot.sureness) for spot in data.spots] == [
        ("Tarmin", 2, "place"), ("Balad", 1, "place"),
    ]  # fmt: skip
    assert data.spots[0].incidents == ("inc_0001", "inc_0002")


def test_how_well_a_place_is_known() -> None:
    data = count_places([
        at(1, "Market", 33.1, 44.2, "site", 0.5),
        at(2, "Somewhere", 33.2, 44.2, "unknown", 25.0),
        at(3, "Wide town", 33.3, 44.2, "city", 60.0),
        at(4, "Diyala", 33.9, 44.9, "admin1", 80.0),
        at(5, "Iraq", 33.0, 43.0, "country", 400.0),
    ])  # fmt: skip
    known = {spot.name: (spot.sureness, spot.is_country) for spot in data.spots}
    assert known == {
        "Market": ("place", False), "Somewhere": ("area", False), "Wide town": ("area", False),
        "Diyala": ("unit", False),
        "Iraq": ("unit", True),
    }  # fmt: skip


def test_a_country_without_a_point_is_a_hollow_mark_in_its_middle() -> None:
    data = count_places([at(1, None, None, None, "country", None, "ML")])
    spot = data.spots[0]
    assert (spot.sureness, spot.name, spot.radius_km) == ("unit", "Mali", None)
    assert (spot.lat, spot.lon) == pytest.approx((17.3, -3.5), abs=1.0)


def test_what_has_no_place_is_counted_and_not_drawn() -> None:
    broken = at(3, "Nowhere", 99.0, 44.0)
    data = count_places(
        [made(1, where=at(1, None, None, None, "unknown", None, None).where), broken, at(4, "X", None, None)]
    )
    assert (data.spots, data.nowhere) == ((), 3)


def test_the_window_holds_every_place_and_its_circle() -> None:
    data = count_places([at(1, "A", 33.0, 44.0, "district", 40.0), at(2, "B", 35.0, 45.5)])
    window = data.window
    for spot in data.spots:
        wide, tall = reach(spot)
        lon = turned(spot.lon, window.west)
        assert window.west < lon - wide and lon + wide < window.east
        assert window.south < spot.lat - tall and spot.lat + tall < window.north


def test_places_on_both_sides_of_the_date_line_lie_beside_one_another() -> None:
    data = count_places([at(1, "Labasa", -16.4, 179.4, country="FJ"), at(2, "Matei", -16.7, -179.9, country="FJ")])
    assert data.window.width < 20
    assert abs(turned(179.4, data.window.west) - turned(-179.9, data.window.west)) < 1
    assert "FJ" in {each.code for each in outlines(data.window, 0.01)}


def test_far_apart_is_the_whole_world() -> None:
    places = [at(1, "A", -33.0, -70.0), at(2, "B", 35.0, 139.0), at(3, "C", 52.0, 13.0), at(4, "D", -41.0, 174.0)]
    assert count_places(places).window.width == 360.0


def test_the_order_of_incidents_does_not_matter() -> None:
    incidents = [at(number, f"P{number % 3}", 30.0 + number % 3, 44.0) for number in range(9)]
    assert count_places(incidents) == count_places(incidents[::-1])


def test_outlines_lie_in_the_window_and_share_their_borders() -> None:
    window = Window(-5.0, 12.0, 5.0, 20.0)
    found = {each.code: each for each in outlines(window, 0.02)}
    assert {"ML", "BF", "NE", "DZ"} <= set(found)
    for each in found.values():
        for ring in each.rings:
            assert ring[:, 0].min() >= window.west and ring[:, 0].max() <= window.east
            assert ring[:, 1].min() >= window.south and ring[:, 1].max() <= window.north
    mali, niger = ({tuple(point) for ring in found[code].rings for point in ring} for code in ("ML", "NE"))
    assert len(mali & niger) > 20


def test_a_country_across_the_date_line_has_no_line_around_the_earth() -> None:
    for each in outlines(Window(100.0, 40.0, 200.0, 80.0), 0.05):
        for ring in each.rings:
            inner = numpy.abs(numpy.diff(ring[(ring[:, 1] > 41) & (ring[:, 1] < 79)], axis=0))
            assert not len(inner) or each.code == "US" or inner[:, 0].max() < 60


def test_the_middle_of_a_country() -> None:
    assert centre("FR") == pytest.approx((46.6, 2.4), abs=1.0)
    assert centre("XX") is None
