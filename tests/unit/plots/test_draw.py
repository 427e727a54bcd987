"""Plots as files: the same bytes every time, and nothing from outside is more than text."""

from __future__ import annotations

import random
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path

import matplotlib
import msgspec
import pytest
from tests.unit.plots.made import CAPTION, HOSTILE, figure, made, report, told

from gesta.errors import UsageError
from gesta.model.merged import MergedIncident
from gesta.model.values import When, Where
from gesta.plots.draw import plot_map, plot_sources, plot_time, plot_tolls
from gesta.plots.sheet import Caption, Plot

Drawn = Callable[[list[MergedIncident], Caption], Plot]
KINDS: tuple[Drawn, ...] = (plot_time, plot_map, plot_tolls, plot_sources)


FIGURES = (figure(0, 0, 0), figure(3, 5, 9), figure(2, 2, None), figure(None, None, None))
WHENS = (When(), When("2023-03-01", "2023-03-31"), When("2023-03-05", "2023-03-05"), When("2023-03-21", "2023-03-21"))
WHERES = (
    Where(),
    Where("A", "city", country="ML", lat=16.0, lon=-3.0, radius_km=4.0),
    Where("Mali", "country", country="ML"),
    Where("Mopti", "admin1", country="ML", lat=14.5, lon=-4.0, radius_km=150.0),
)


def many(number: int) -> list[MergedIncident]:
    """Incidents of every kind of time, place and toll."""
    chance = random.Random(number)
    return [
        msgspec.structs.replace(
            told(each, {"lead": chance.choice(FIGURES)}),
            when=chance.choice(WHENS),
            where=chance.choice(WHERES),
            reports=(report(each, chance.choice((None, "Radio")), copy_of=chance.choice((None, 1))),),
        )
        for each in range(number)
    ]


@pytest.mark.parametrize("draw", KINDS)
@pytest.mark.parametrize("number", [0, 1, 60])
def test_the_same_incidents_in_any_order_give_the_same_bytes(draw: Drawn, number: int) -> None:
    incidents = many(number)
    first = draw(incidents, CAPTION).svg()
    assert first == draw(incidents[::-1], CAPTION).svg()
    assert ElementTree.fromstring(first).tag.endswith("svg")
    assert b"made.db" in first and b"gesta 0.1.0" in first


@pytest.mark.parametrize("draw", KINDS)
@pytest.mark.parametrize("words", HOSTILE)
def test_text_from_outside_is_text(draw: Drawn, words: str) -> None:
    place = Where(words, "city", country="ML", lat=16.0, lon=-3.0)
    hostile = made(1, start="2023-03-01", label=words, where=place, views=told(1, {"lead": figure(3, 3, 3)}).views,
                   reports=(report(1, words),))  # fmt: skip
    plot = draw([hostile], Caption("made.db", words, {"gesta": words}))
    assert plot.png().startswith(b"\x89PNG")
    drawn = ElementTree.fromstring(plot.svg())
    assert not [each for each in drawn.iter() if each.tag.endswith(("script", "foreignObject"))]
    text = " ".join("".join(each.itertext()) for each in drawn.iter() if each.tag.endswith("}text"))
    legible = "".join(char if char.isprintable() and char != "\u202e" else "�" for char in words)
    assert legible in text


def test_a_plot_is_saved_by_the_ending_of_its_name(tmp_path: Path) -> None:
    plot = plot_time(many(3), CAPTION)
    plot.save(tmp_path / "a.svg")
    plot.save(tmp_path / "a.PNG")
    assert (tmp_path / "a.svg").read_bytes() == plot.svg()
    assert (tmp_path / "a.PNG").read_bytes().startswith(b"\x89PNG")
    with pytest.raises(UsageError, match="svg or"):
        plot.save(tmp_path / "a.pdf")


def test_the_users_own_settings_are_neither_taken_nor_changed() -> None:
    plain = plot_tolls(many(5), CAPTION).svg()
    with matplotlib.rc_context({"font.size": 30.0, "svg.fonttype": "path", "axes.facecolor": "red"}):
        before = dict(matplotlib.rcParams)
        assert plot_tolls(many(5), CAPTION).svg() == plain
        assert dict(matplotlib.rcParams) == before
