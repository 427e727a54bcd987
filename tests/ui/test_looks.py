"""What holds for every page: WCAG 2.2 AA by axe, light and dark, wide and narrow, and how much comes over the wire."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

PAGES = (
    "/incidents", "/incidents?type=bombing&country=IQ&min_killed=1", "/incidents?country=NZ", "/map", "/review",
    "/history", "/agreement", "/actors", "/places", "/sources", "/coverage", "/sitrep", "/alerts", "/releases",
    "/about",
)  # fmt: skip
DARK = ("/incidents", "/map", "/sources", "/sitrep")
"""Between them they show every colour."""
_RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
_FIRST_VIEW = 300_000


@pytest.mark.parametrize(("path", "scheme"), [*((path, "light") for path in PAGES), *((path, "dark") for path in DARK)])
def test_axe_finds_nothing(page: Page, address: str, path: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(address + path)
    page.wait_for_load_state("networkidle")
    found = Axe().run(page, options=_RULES).response["violations"]
    told = [f"{each['id']}: {each['help']}: {node['html'][:200]}" for each in found for node in each["nodes"]]
    assert not told


@pytest.mark.parametrize("path", PAGES)
def test_nothing_runs_over_the_side_of_a_telephone(page: Page, address: str, path: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(address + path)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize(
    "kind", ["/incidents/inc_", "/reports/", "/actors/", "/places/", "/sources/", "/decide?incident=inc_"]
)
def test_nor_does_a_page_of_one_thing_which_axe_finds_well_made(page: Page, address: str, kind: str) -> None:
    incident = _led_to(page, address, "/incidents", "/incidents/inc_")
    path = {
        "/incidents/inc_": lambda: incident,
        "/reports/": lambda: _led_to(page, address, incident, kind),
        "/decide?incident=inc_": lambda: _led_to(page, address, incident, kind),
    }.get(kind, lambda: _led_to(page, address, kind.rstrip("/"), kind))()
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(address + path)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    found = Axe().run(page, options=_RULES).response["violations"]
    assert not [f"{each['id']}: {node['html'][:200]}" for each in found for node in each["nodes"]]


def _led_to(page: Page, address: str, path: str, kind: str) -> str:
    """The first link of a page that begins so."""
    page.goto(address + path)
    return str(page.locator(f'main a[href^="{kind}"]').first.get_attribute("href"))


def test_the_first_view_is_light(page: Page, address: str) -> None:
    sizes: list[int] = []
    page.on("response", lambda response: sizes.append(len(response.body())))
    page.goto(f"{address}/incidents")
    page.wait_for_load_state("networkidle")
    assert 0 < sum(sizes) < _FIRST_VIEW
