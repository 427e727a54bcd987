from __future__ import annotations

from gesta.evaluate.quality import QualityRow, errors_read, render_quality
from gesta.evaluate.suite import SUITES

ROWS = [
    QualityRow("Incidents", "precision", 0.71239, 0.7, "gesta eval incidents", "of shown incidents", "57/80"),
    QualityRow("Places", "within 161 km", 0.9, None, "gesta eval places"),
    QualityRow("Incidents", "articles without", None, 0.5, note="a | b\nc"),
]


def test_the_page() -> None:
    page = render_quality(ROWS, [("Places", "LGL and GeoVirus.")])
    assert page.startswith("# Quality\n")
    assert page.count("\n## ") == 2
    incidents, places = page.split("\n## ")[1:]
    assert incidents.splitlines() == [
        "Incidents",
        "",
        "| figure | % | of | floor | measured by | note |",
        "| --- | ---: | ---: | ---: | --- | --- |",
        "| precision | 71.2 | 57/80 | 70.0 | `gesta eval incidents` | of shown incidents |",
        "| articles without | – |  | 50.0 |  | a \\| b c |",
    ]
    assert "LGL and GeoVirus." in places
    assert page.endswith("|\n")


def test_groups_of_errors_stand_below_their_table() -> None:
    page = render_quality(ROWS, errors={"Places": ["namesakes  of\none country", "streets"]})
    assert page.endswith("|\n\nErrors as read by people:\n\n- namesakes of one country\n- streets\n")


def test_errors_are_grouped_for_known_suites_only() -> None:
    assert set(errors_read()) <= set(SUITES)


def test_the_same_rows_give_the_same_page() -> None:
    assert render_quality(ROWS) == render_quality(list(ROWS))
