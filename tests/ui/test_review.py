"""The review in a real browser: by keys alone, by selected words, and undone."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

NEXT = re.compile(r"/review")


def question(page: Page) -> str:
    return page.locator("input[name=question]").first.get_attribute("value") or ""


def test_questions_are_answered_passed_over_and_undone_by_keys(page: Page, own_address: str) -> None:
    page.goto(f"{own_address}/review")
    first = question(page)
    page.keyboard.press("Space")
    page.wait_for_url("**/review?skip=*")
    second = question(page)
    assert second != first
    page.keyboard.press("Backspace")
    page.wait_for_url("**/review")
    assert question(page) == first
    page.keyboard.press("w")
    page.keyboard.type("an xylophone says so")
    expect(page.locator("#why")).to_have_value("an xylophone says so")
    assert question(page) == first
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("a")
    page.wait_for_url("**/review?said=jdg_*")
    assert question(page) != first
    expect(page.locator(".notice")).to_contain_text("jdg_")
    page.keyboard.press("u")
    expect(page.locator(".notice")).to_contain_text("undo of jdg_")
    assert question(page) == first


def test_help_lists_the_keys_and_switches_them_off(page: Page, own_address: str) -> None:
    page.goto(f"{own_address}/review")
    page.keyboard.press("?")
    dialog = page.locator("dialog[open]")
    expect(dialog).to_contain_text("undo" if page.locator("[data-keys=u]").count() else "yes")
    page.keyboard.press("a")
    assert "said=" not in page.url
    dialog.get_by_label("These keys work").uncheck()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    page.keyboard.press("a")
    expect(page.locator("gesta-review [role=status]").last).not_to_contain_text("yes")
    assert "said=" not in page.url


def test_a_toll_is_corrected_by_keys_alone(page: Page, own_address: str) -> None:
    page.goto(f"{own_address}/review?kind=event")
    page.keyboard.press("v")
    page.wait_for_url("**/decide?incident=*")
    expect(page.locator("#value select")).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("Tab")
    page.keyboard.type("at least 9")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Decide so")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**said=jdg_*")
    expect(page.locator(".notice")).to_contain_text("killed: low 9")
    expect(page.locator("#value option").first).to_contain_text("now at least 9")


def test_selected_words_become_a_value(page: Page, own_address: str) -> None:
    page.goto(f"{own_address}/review?kind=event")
    mark = page.locator("[data-report] mark.toll", has_text=re.compile("two|three|five"))
    while not mark.count():
        page.locator('[data-keys="space j"]').click()
    words = mark.first.inner_text()
    mark.first.dblclick()
    page.get_by_role("link", name="Correct a value by these words").click()
    page.wait_for_url("**/correct?*")
    expect(page.locator("blockquote mark")).to_contain_text(words.split()[0])
    page.get_by_role("button", name="Set").click()
    page.wait_for_url("**/review?*said=jdg_*")
    expect(page.locator(".notice")).to_contain_text(re.compile(r"(killed|injured|detained): \d"))
