"""The timeline in a browser: what it tells, and a brush for the pointer and for keys."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

TOLD = {
    "unit": "month",
    "groups": [{"key": "remote_violence", "label": "Explosions"}, {"key": "battle", "label": "<b>Battles</b>"}],
    "bars": [
        {"start": f"2023-{month:02}-01", "end": f"2023-{month:02}-28", "counts": [month, 1]} for month in range(1, 11)
    ],
    "vague": [{"start": "2023-01-01", "end": "2023-12-31", "precision": "year", "count": 4}],
    "undated": 3,
}


@pytest.fixture
def incidents(page: Page, address: str) -> Iterator[Page]:
    """The list with the timeline of ``TOLD``: twelve months, of which ten have bars."""
    page.route("**/timeline.json*", lambda route: route.fulfill(json=TOLD))
    page.goto(f"{address}/incidents?country=IQ")
    page.locator("gesta-timeline svg [role=slider]").first.wait_for()
    yield page


def test_it_tells_what_is_drawn_and_what_is_not(incidents: Page) -> None:
    caption = incidents.locator("gesta-timeline figcaption")
    expect(caption).to_have_text(
        "65 incidents counted by month; 4 known less exactly than that, hatched below; not drawn: 3 with no known day."
    )
    incidents.get_by_text("As a table").click()
    rows = incidents.locator("gesta-timeline tbody tr")
    expect(rows).to_have_count(11)
    expect(rows.last).to_contain_text("2023-01-01 to 2023-12-31 (known to the year)")
    expect(incidents.locator("gesta-timeline thead")).to_contain_text("<b>Battles</b>")


def test_keys_choose_days_and_the_address_holds_them(incidents: Page) -> None:
    first, last = incidents.get_by_role("slider", name="First day"), incidents.get_by_role("slider", name="Last day")
    said, button = incidents.locator("gesta-timeline output"), incidents.get_by_role("button", name="Show these days")
    expect(button).to_be_disabled()
    first.press("ArrowRight")
    first.press("ArrowRight")
    last.press("ArrowLeft")
    expect(first).to_have_attribute("aria-valuetext", "2023-03-01 to 2023-03-31")
    expect(said).to_have_text("2023-03-01 to 2023-11-30: 60 incidents and 4 known less exactly")
    last.press("Escape")
    expect(said).to_have_text("2023-01-01 to 2023-12-31: 65 incidents and 4 known less exactly")
    last.press("Home")
    last.press("ArrowRight")
    last.press("Enter")
    incidents.wait_for_url("**/incidents?country=IQ&since=2023-01-01&until=2023-02-28")


def test_the_pointer_draws_a_span(incidents: Page) -> None:
    box = incidents.locator("gesta-timeline svg").first.bounding_box()
    assert box
    step = (box["width"] - 54) / 12
    incidents.mouse.move(box["x"] + 40 + 5.5 * step, box["y"] + 60)
    incidents.mouse.down()
    incidents.mouse.move(box["x"] + 40 + 3.5 * step, box["y"] + 60, steps=4)
    incidents.mouse.up()
    expect(incidents.locator("gesta-timeline output")).to_contain_text("2023-04-01 to 2023-06-30: 18 incidents")
    incidents.get_by_role("button", name="Show these days").click()
    incidents.wait_for_url("**since=2023-04-01&until=2023-06-30")


def test_a_span_of_the_address_can_be_left(incidents: Page, address: str) -> None:
    incidents.goto(f"{address}/incidents?country=IQ&since=2000-01-01")
    incidents.get_by_role("link", name="All days").click()
    incidents.wait_for_url("**/incidents?country=IQ")
