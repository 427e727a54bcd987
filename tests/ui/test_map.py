"""The map in a browser: rings, signs and areas as buttons, what opens at them, and names in another script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import asinh, pi, radians, tan
from typing import Any

import mapbox_vector_tile
import pytest
from playwright.sync_api import Page, Route, expect
from shapely.geometry import Point, Polygon

HOSTILE = '<img src=x onerror="document.title=1"> bombing'
PLACES: dict[str, list[tuple[float, float, dict[str, Any]]]] = {
    "clusters": [(40.0, 35.0, {"count": 12, "mix": "car_bombing:8,clash:4", "top": "battle", "groups": "battle:12"})],
    "incidents": [(44.4, 33.3, {"id": "inc_1", "group": "battle", "label": HOSTILE, "when": "2023", "killed": 0})],
    "areas": [(43.0, 32.0, {"count": 5, "group": "coercion", "name": "Anbar", "level": "admin1", "radius_km": 180})],
}
_EXTENT = 4096
_MANY = 250


def _tile(route: Route) -> None:
    """The part of ``PLACES`` that lies on a tile; areas reach a twelfth of the world in each direction."""
    found = re.search(r"/tiles/(\d+)/(\d+)/(\d+)\.mvt", route.request.url)
    assert found
    z, x, y = map(int, found.groups())
    layers = []
    for name, places in PLACES.items():
        features = []
        for lon, lat, told in places:
            across = ((lon + 180) / 360 * (1 << z) - x) * _EXTENT
            down = ((1 - asinh(tan(radians(lat))) / pi) / 2 * (1 << z) - y) * _EXTENT
            reach = _EXTENT * (1 << z) / 120
            shape: Point | Polygon = Point(across, down)
            if name == "areas":
                corners = [(-reach, -reach), (reach, -reach), (reach, reach), (-reach, reach)]
                shape = Polygon([(across + right, down + below) for right, below in corners])
                shape = shape.intersection(Polygon([(-256, -256), (4352, -256), (4352, 4352), (-256, 4352)]))
            elif not (0 <= across < _EXTENT and 0 <= down < _EXTENT):
                continue
            if not shape.is_empty:
                features.append({"geometry": shape, "properties": told})
        if features:
            layers.append({"name": name, "features": features})
    body = mapbox_vector_tile.encode(layers, default_options={"y_coord_down": True}) if layers else b""
    route.fulfill(body=body, content_type="application/vnd.mapbox-vector-tile")


@pytest.fixture
def map_page(page: Page, address: str) -> Iterator[Page]:
    """The page of the map with ``PLACES`` on it."""
    page.set_default_timeout(60_000)
    page.route(re.compile(r"/tiles/"), _tile)
    page.goto(f"{address}/map?country=IQ")
    expect(page.locator("gesta-map").get_by_role("status")).to_contain_text("in view", timeout=60_000)
    expect(page.locator("gesta-map .map-single")).to_be_visible(timeout=60_000)
    yield page


def test_what_is_in_view_is_told(map_page: Page) -> None:
    expect(map_page.locator("gesta-map").get_by_role("status")).to_have_text(
        "13 incidents in view; 1 cluster and 1 single; 5 more somewhere in 1 dashed area."
    )
    map_page.get_by_role("button", name="Only what is in view").click()
    map_page.wait_for_url(re.compile(r"/map\?country=IQ&near=[\d.]+%2C[\d.]+%2C\d+$"))


def test_an_incident_opens_by_keyboard_and_its_words_are_words(map_page: Page) -> None:
    single = map_page.locator("gesta-map .map-single")
    single.press("Enter")
    box = map_page.get_by_role("dialog", name="On the map")
    expect(box).to_contain_text(HOSTILE)
    expect(box).to_contain_text("2023 · nobody killed")
    expect(box.get_by_role("link", name="Open the incident")).to_have_attribute("href", "/incidents/inc_1")
    assert map_page.locator("gesta-map img").count() == 0
    map_page.keyboard.press("Escape")
    expect(box).to_have_count(0)
    expect(single).to_be_focused()


def test_an_area_is_no_point_and_lists_what_it_holds(map_page: Page) -> None:
    area = map_page.get_by_role("button", name="5 incidents somewhere in Anbar (province), about 180 km around")
    assert area.locator("svg").count() == 0
    area.press("Enter")
    link = map_page.get_by_role("dialog", name="On the map").get_by_role("link", name="List them")
    expect(link).to_have_attribute("href", re.compile(r"/incidents\?country=IQ&near=3[12]\.\d+%2C4[23](\.\d+)?%2C180$"))


def test_a_ring_tells_its_mix_and_goes_closer(map_page: Page) -> None:
    ring = map_page.get_by_role("button", name="12 incidents: 8 car bombing, 4 clash. Zoom in")
    scale = map_page.locator("gesta-map .maplibregl-ctrl-scale")
    before = scale.inner_text()
    ring.press("Enter")
    expect(scale).not_to_have_text(before, timeout=60_000)


def test_names_of_another_script_are_shaped_here(map_page: Page) -> None:
    with (
        map_page.expect_response("**/base/names-ar.json", timeout=60_000) as names,
        map_page.expect_response("**/built/rtl-text.js", timeout=60_000) as shaping,
    ):
        map_page.locator("gesta-map").evaluate(
            """map => {
              const other = document.createElement("gesta-map");
              for (const name of map.getAttributeNames()) other.setAttribute(name, map.getAttribute(name));
              other.setAttribute("lang", "ar");
              other.setAttribute("bounds", "38,29,49,38");
              map.replaceWith(other);
            }"""
        )
    assert names.value.ok and shaping.value.ok


def test_more_than_can_be_buttons_are_discs(page: Page, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    told = PLACES["incidents"][0][2]
    many = [(44 + number % 25 / 50, 33 + number // 25 / 50, told | {"id": f"inc_{number}"}) for number in range(_MANY)]
    monkeypatch.setitem(PLACES, "incidents", many)
    page.route(re.compile(r"/tiles/"), _tile)
    page.goto(f"{address}/map?country=IQ")
    status = page.locator("gesta-map").get_by_role("status")
    expect(status).to_contain_text(f"1 cluster and {_MANY} single", timeout=60_000)
    buttons = page.locator("gesta-map .map-single")
    assert 100 < buttons.count() < _MANY


def test_what_cannot_be_a_point_is_left_as_words(page: Page, address: str) -> None:
    page.route(re.compile(r"/tiles/"), _tile)
    nothing = {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": None, "properties": {}}]}
    page.route("**/nowhere.geojson", lambda route: route.fulfill(json=nothing))
    page.goto(f"{address}/map?country=IQ")
    page.locator("gesta-map").evaluate(
        """map => {
          const other = document.createElement("gesta-map");
          other.setAttribute("src", "/nowhere.geojson");
          other.append("Somewhere in Iraq.");
          map.replaceWith(other);
        }"""
    )
    expect(page.locator("gesta-map")).to_have_text(
        "Somewhere in Iraq.The map cannot be drawn: no place is known that a map can show."
    )
