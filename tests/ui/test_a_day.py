"""A day of an analyst in a real browser: filter, brush, open an incident, follow its words, correct, undo, print."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect


def test_from_a_filter_to_the_words_and_back(page: Page, address: str) -> None:
    page.goto(f"{address}/incidents")
    page.locator("summary", has_text="Filter").click()
    page.get_by_label("Countries").select_option("IQ")
    page.get_by_label("Killed, at least").fill("5")
    page.get_by_role("button", name="Show", exact=True).click()
    page.wait_for_url("**/incidents?*country=IQ*")
    expect(page.get_by_role("heading", level=1)).to_contain_text("in Iraq, at least 5 killed")
    first = page.get_by_role("slider", name="First day")
    first.press("ArrowRight")
    page.get_by_role("slider", name="Last day").press("End")
    first.press("Home")
    page.locator("table.incidents tbody a").first.click()
    page.wait_for_url("**/incidents/inc_*")
    expect(page.locator("main")).to_contain_text("independent source")
    page.locator("main a[href*='/reports/'][href*='#s']").first.click()
    page.wait_for_url("**/reports/*#s*")
    mark = page.locator(f"#{page.url.rpartition('#')[2]}")
    expect(mark).to_be_in_viewport()
    page.locator("main mark a[href*='/incidents/'], main a.mark[href*='/incidents/'], main a:has(mark)").first.click()
    page.wait_for_url(re.compile(r"/(incidents|reports)/"))


def test_a_toll_is_corrected_seen_and_undone(page: Page, own_address: str) -> None:
    page.goto(f"{own_address}/incidents?min_killed=5&country=IQ")
    page.locator("table.incidents tbody a").first.click()
    page.wait_for_url("**/incidents/inc_*")
    identity = page.url.rpartition("/")[2]
    page.goto(f"{own_address}/decide?incident={identity}#value")
    expect(page.locator("#value select")).to_be_focused()
    page.locator("#value select").select_option("killed")
    page.keyboard.press("Tab")
    page.keyboard.type("6")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Decide so")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**said=jdg_*")
    page.goto(f"{own_address}/incidents/{identity}")
    decided = page.get_by_role("region", name="What people decided")
    expect(decided).to_contain_text("ada")
    page.goto(f"{own_address}/history")
    page.get_by_role("button", name=re.compile("undo", re.IGNORECASE)).first.click()
    page.wait_for_url("**said=jdg_*")
    page.goto(f"{own_address}/incidents/{identity}")
    expect(decided).to_contain_text("undone by")


def test_an_incident_prints_without_what_can_only_be_clicked(page: Page, address: str) -> None:
    page.goto(f"{address}/incidents?min_killed=5&country=IQ")
    page.locator("table.incidents tbody a").first.click()
    page.wait_for_url("**/incidents/inc_*")
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation", name="Main")).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.pdf().startswith(b"%PDF")
