"""Every table, view and column is described, in the project itself and on the page."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine, inspect, text

from gesta.store import Store
from gesta.store.dictionary import described
from gesta.store.reference import reference

PAGE = Path(__file__).resolve().parents[3] / "docs" / "reference" / "store.md"
INTERNAL = ("texts_fts", "sqlite_")


def test_the_page_is_what_the_code_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == reference(), (
        "run: python -m gesta.store.reference > docs/reference/store.md"
    )


def test_everything_is_described() -> None:
    for _, name, comment, columns in described():
        assert comment, name
        assert all(columns.values()), (name, [column for column, told in columns.items() if not told])


def test_the_project_describes_what_stands_in_it(store: Store, raw: Engine) -> None:
    with raw.connect() as connection:
        told = {tuple(row) for row in connection.execute(text("SELECT table_name, column_name FROM data_dictionary"))}
    look = inspect(raw)
    names = [*look.get_table_names(), *look.get_view_names()]
    there = {
        (name, column["name"]) for name in names if not name.startswith(INTERNAL) for column in look.get_columns(name)
    }
    assert there == {(name, column) for name, column in told if column}
