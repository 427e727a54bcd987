"""The cheap words of a report, and their language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gesta.model.documents import Report
from gesta.model.terms import ReportId
from gesta.text.glance import glance, language

BODY = "".join(
    f"<p>Paragraph {number} tells at some length what the council of the town decided on Monday about roads.</p>"
    for number in range(5)
)
PAGE = f"""<!doctype html><html><head><title>Roads &amp; bridges</title><style>.a {{}}</style></head><body>
<nav><a href="/">Home</a> <a href="/w">World at war</a></nav><script>var bomb = "explode";</script>
<main><h1>Roads</h1>{BODY}<p>See also <a href="/x">the earlier report</a>, which has more on this.</p></main>
<ul><li><a href="/1">Bomb kills three</a></li><li><a href="/2">Riots in the north</a></li></ul></body></html>"""


def of(markup: str, media: str = "html") -> str:
    return glance(Report(ReportId("sha256:0"), "here", media, markup))  # type: ignore[arg-type]


def test_text_is_its_own_glance() -> None:
    assert of("\ufeffTwo <b>words</b>", "text") == "Two <b>words</b>"


def test_a_page_gives_title_and_visible_text_without_navigation_scripts_and_lists_of_links() -> None:
    found = of(PAGE)
    assert found.startswith("Roads & bridges\n\nRoads\n\nParagraph 0")
    assert "See also the earlier report, which has more on this." in found
    for word in ("war", "explode", "Bomb", "Riots"):
        assert word not in found


def test_a_page_that_is_all_links_is_not_emptied() -> None:
    assert "Bomb kills three" in of("<ul><li><a href='/1'>Bomb kills three</a></li></ul>")
    assert "attack" in of("<nav><p>The page that never closes its menu tells of an attack.</p>")


@pytest.mark.parametrize(
    "markup",
    ["", " ", "\x00", "<", "<!--", "<html></html>", "<div>" * 50_000 + "word", "\ud800<p>x</p>", "<table>" * 9000],
)
def test_hostile_pages_give_words_or_none(markup: str) -> None:
    assert isinstance(of(markup), str)


@given(st.text(alphabet="<>/pdivaxé &;#\"'=!-\x00\ud800", max_size=200))
def test_any_markup_is_borne(markup: str) -> None:
    assert isinstance(of(markup), str)


def test_language_is_that_of_the_running_text() -> None:
    english = (
        "The army said on Monday that it had taken the town after two days of fighting in which it lost three men. "
    )
    french = "L'armée a annoncé lundi qu'elle avait pris la ville après deux jours de combats. "
    menu = "\n".join(["Accueil", "Politique", "Économie", "Les plus lus de la semaine", "Se connecter"] * 20)
    assert language(english) == "en" and language(english.upper()) == "en"
    assert language(french * 2) == "fr"
    assert language(f"{menu}\n\n{english * 3}") == "en"
    assert language("") is None
