"""Stata's files opened by pyreadstat and by pandas, which read them each in its own way."""

from __future__ import annotations

import math
from pathlib import Path

import pandas
import pyreadstat
import pytest

from gesta.export.columns import rows
from gesta.export.format import Options
from gesta.export.losses import LossReport
from gesta.export.stata import STATA
from gesta.export.stata_file import LONGEST_STR, MOST_LONG
from gesta.export.tables import TABLES, table_named
from gesta.export.writing import write_to
from gesta.model.values import Count

from .made import FixedSource, hostile, incident, judgements, varied

RESERVED = frozenset(
    """_all _b byte _coef _cons double float if in int long _n _N _pi _pred _rc _skip str strL using
with""".split()
)


@pytest.fixture(scope="module")
def source() -> FixedSource:
    return FixedSource([*varied(), *hostile()[8:]], judgements())


def export(source: FixedSource, folder: Path, table: str = "incidents") -> tuple[Path, LossReport]:
    losses = LossReport()
    write_to(STATA, source, folder / f"{table}.dta", Options(table=table), losses)
    return folder / f"{table}.dta", losses


@pytest.mark.parametrize("name", [table.name for table in TABLES])
def test_every_cell_comes_back(name: str, source: FixedSource, tmp_path: Path) -> None:
    table = table_named(name)
    path, _ = export(source, tmp_path, name)
    frame, told = pyreadstat.read_dta(path, apply_value_formats=True, formats_as_category=False)
    other = pandas.read_stata(path)
    wanted = list(rows(table, source, Options()))
    assert len(frame) == len(other) == len(wanted)
    assert [column for column in other.columns if not column.endswith("_td")] == list(table.names)
    for column, place in zip(table.columns, range(len(table.columns)), strict=True):
        assert told.column_names_to_labels[column.name] == (f"{column.meaning} [{column.unit}]" if column.unit else
                                                            column.meaning)[:80]  # fmt: skip
        for row, one, two in zip(wanted, frame[column.name], other[column.name], strict=True):
            cell = row[place]
            if isinstance(cell, bool):
                assert one == two == ("yes" if cell else "no")
            elif isinstance(cell, str):
                assert one == two == cell.replace("\0", "\ufffd")
            elif cell is None:
                assert (one in ("", None) or math.isnan(one)) and (two == "" or pandas.isna(two))
            else:
                assert one == two == cell


def test_days_stand_beside_as_stata_dates(source: FixedSource, tmp_path: Path) -> None:
    path, _ = export(source, tmp_path)
    frame = pandas.read_stata(path)
    assert str(frame["when_start_td"][5].date()) == "2023-05-01" and frame["when_start"][5] == "2023-05-01T18:00"
    assert pandas.isna(frame["when_start_td"][1])


def test_values_of_closed_sets_are_labelled(source: FixedSource, tmp_path: Path) -> None:
    path, _ = export(source, tmp_path)
    _, told = pyreadstat.read_dta(path)
    assert told.variable_value_labels["realis"][1] == "actual"
    assert told.variable_value_labels["background"] == {0: "no", 1: "yes"}
    assert told.notes[0] == "fixed.db: everything"


def test_long_texts_are_whole_and_large_numbers_too(tmp_path: Path) -> None:
    long, huge = "é" * LONGEST_STR, MOST_LONG + 5
    first = incident(0, label=long, counts=type(incident(0).counts)(killed=Count(huge, 2**60, "range", long)))
    source = FixedSource([first, incident(1)])
    path, losses = export(source, tmp_path)
    frame, _ = pyreadstat.read_dta(path)
    assert list(frame["label"]) == [long, incident(1).label] and frame["killed_low"][0] == huge
    assert pandas.read_stata(path)["label"][0] == long
    assert [field for field, _ in losses.sums] == ["incidents.killed_high"]


def test_names_are_names_of_stata() -> None:
    for table in TABLES:
        for name in table.names:
            assert len(f"{name}_td") <= 32 and name not in RESERVED


def test_an_empty_table_is_a_file(tmp_path: Path) -> None:
    path, _ = export(FixedSource([]), tmp_path)
    frame, told = pyreadstat.read_dta(path)
    assert len(frame) == 0 and told.column_names_to_labels["id"] == "permanent id"
