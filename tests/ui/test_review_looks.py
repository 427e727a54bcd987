"""The pages of review and signing in by axe, light and dark, and on a telephone; whatever incident they are about."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from gesta.model.merged import MergedIncident
from gesta.store.store import Store

from .test_looks import _RULES


def bombing(stories: Path) -> MergedIncident:
    with Store.open(stories) as store:
        return next(each for each in store.incidents() if each.type == "bombing")


PAGES: dict[str, Callable[[MergedIncident], str]] = {
    "review": lambda told: "/review",
    "places": lambda told: "/review?kind=place&skip=qst_1",
    "about": lambda told: f"/review?incident={told.id}",
    "decide": lambda told: f"/decide?incident={told.id}",
    "correct": lambda told: f"/correct?report={told.reports[0].id}&start=0&end=12&incident={told.id}",
    "history": lambda told: "/history",
    "agreement": lambda told: "/agreement",
    "sign in": lambda told: "/sign-in",
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing(page: Page, address: str, stories: Path, name: str, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(address + PAGES[name](bombing(stories)))
    page.wait_for_load_state("networkidle")
    found = Axe().run(page, options=_RULES).response["violations"]
    told = [f"{each['id']}: {each['help']}: {node['html'][:200]}" for each in found for node in each["nodes"]]
    assert not told


@pytest.mark.parametrize("name", PAGES)
def test_nothing_runs_over_the_side_of_a_telephone(page: Page, address: str, stories: Path, name: str) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(address + PAGES[name](bombing(stories)))
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
