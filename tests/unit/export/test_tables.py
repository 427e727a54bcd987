"""The core tables: what each column is got from, and CSV, XLSX and Parquet opened by other readers."""

from __future__ import annotations

import csv
import io
import json
import re
from itertools import pairwise
from pathlib import Path

import msgspec
import openpyxl
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gesta.export.cells import Cell, csv_line, is_formula
from gesta.export.columns import Table, named, rows
from gesta.export.figures import figure
from gesta.export.format import Options
from gesta.export.losses import LossReport, loss_report
from gesta.export.tables import TABLES, table_named
from gesta.export.tables_csv import CSV, for_spreadsheet
from gesta.export.tables_parquet import PARQUET
from gesta.export.tables_xlsx import LONGEST_CELL, XLSX
from gesta.export.writing import write_to
from gesta.model.merged import MergedIncident

from .made import HOSTILE, FixedSource, hostile, incident, judgements, varied


@pytest.fixture
def source() -> FixedSource:
    """Incidents of every kind, with judgements."""
    return FixedSource([*varied(), *(msgspec.structs.replace(e, id=f"inc_h{n}") for n, e in enumerate(hostile()))],
                       judgements())  # fmt: skip


def cells_of(table: Table, source: FixedSource, options: Options | None = None) -> list[dict[str, Cell]]:
    return [dict(zip(table.names, row, strict=True)) for row in rows(table, source, options or Options())]


def read_csv(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def at(record: object, path: str) -> object:
    """What stands at a path of plain names in the JSON."""
    for name in path.split("."):
        record = record.get(name) if isinstance(record, dict) else None
    return record


def test_a_plain_path_is_where_the_value_stands_in_the_json(source: FixedSource) -> None:
    table = table_named("incidents")
    plain = [field for field in table.fields if re.fullmatch(r"[a-z_.]+", field.path) and field.path != "grade"]
    seen = 0
    for made, row in zip(source.incidents(), rows(table, source, Options()), strict=True):
        record = msgspec.to_builtins(made)
        for field in plain:
            cell, told = row[table.names.index(field.column.name)], at(record, field.path)
            if isinstance(told, list | tuple):
                assert cell == ("; ".join(told) or None)
            else:
                assert cell == told, field.column.name
                seen += cell is not None
    assert len(plain) > 20 and seen > 300


def test_every_column_is_said_once_and_has_a_meaning() -> None:
    for table in TABLES:
        assert len(set(table.names)) == len(table.names) and set(table.key) <= set(table.names)
        for field in table.fields:
            assert field.column.meaning and field.path and re.fullmatch(r"[a-z][a-z0-9_]{0,31}", field.column.name)
    meanings: dict[tuple[str, str], set[str]] = {}
    for table in TABLES:
        for column in table.columns:
            meanings.setdefault((column.name, column.kind), set()).add(column.meaning)
    shared = {"type", "realis", "outlet", "mentions", "sources"}
    assert all(len(told) == 1 for (name, _), told in meanings.items() if name in shared - {"realis"})


def test_keys_are_unique_and_references_are_met(source: FixedSource) -> None:
    every = {table.name: cells_of(table, source) for table in TABLES}
    for table in TABLES:
        if table.key:
            keys = [tuple(row[name] for name in table.key) for row in every[table.name]]
            assert len(set(keys)) == len(keys) > 0
        for columns, (other, theirs) in table.refers.items():
            there = {tuple(row[name] for name in theirs) for row in every[other]}
            here = {tuple(row[name] for name in columns) for row in every[table.name]}
            assert here <= there and not any(named(table.columns)[name].null for name in columns)


def test_empty_is_only_what_may_be_and_closed_sets_hold(source: FixedSource) -> None:
    for table in TABLES:
        kinds = {"text": str, "json": str, "whole": int, "real": float, "flag": bool}
        for row in rows(table, source, Options()):
            for column, cell in zip(table.columns, row, strict=True):
                assert cell is not None or column.null, column.name
                assert cell is None or type(cell) is kinds[column.kind], column.name
                assert not column.values or cell in column.values, column.name


def test_unknown_is_empty_and_zero_is_zero(source: FixedSource) -> None:
    told = cells_of(table_named("incidents"), source)
    assert (told[1]["killed_low"], told[1]["killed_best"], told[1]["lat"], told[1]["when_start"]) == (None,) * 4
    assert (told[2]["killed_low"], told[2]["killed_best"], told[2]["killed_high"]) == (0, 0, 0)


def test_a_figure_follows_the_policy_and_a_person_s_figure_holds_for_all(source: FixedSource) -> None:
    set_by_anna = varied()[6]
    for policy in ("lead", "conservative", "majority"):
        found = figure(set_by_anna, "killed", policy)
        assert found is not None and (found.low, found.best, found.high, found.claims) == (99, 99, 99, ())
        assert found.basis == "set by anna"
    first = varied()[0]
    lead = first.views[0].counts["killed"]
    low = msgspec.structs.replace(lead, best=0, low=0)
    views = (first.views[0], msgspec.structs.replace(first.views[1], counts={"killed": low}))
    changed = FixedSource([msgspec.structs.replace(first, views=views)])
    assert cells_of(table_named("incidents"), changed)[0]["killed_best"] == lead.best
    by_lowest = cells_of(table_named("incidents"), changed, Options(policy="conservative"))[0]
    assert by_lowest["killed_best"] == 0 and by_lowest["killed_claims"] == lead.claims[0]
    absent = cells_of(table_named("incidents"), changed, Options(policy="latest_official"))
    assert absent[0]["injured_best"] is None
    assert figure(first, "injured", "lead") is None


def test_every_claim_leads_to_its_sentence(source: FixedSource) -> None:
    evidence = cells_of(table_named("evidence"), source)
    claims = {(row["incident"], row["claim"]) for row in cells_of(table_named("claims"), source)}
    assert {(row["incident"], row["claim"]) for row in evidence if row["claim"]} == claims
    for row in evidence:
        text = source.record(row["report"]).document.text  # type: ignore[arg-type]
        start, end = row["start"], row["end"]
        assert text[start:end] == row["exact"] and row["exact"] in row["sentence"]  # type: ignore[misc,operator]
    assert {row["field"] for row in evidence} >= {"counts.killed", "type", "mentions", "weapons"}


def test_redacted_evidence_has_no_sentence(source: FixedSource) -> None:
    assert {row["sentence"] for row in cells_of(table_named("evidence"), source, Options(redact=True))} == {None}


def test_a_judgement_that_was_undone_is_listed_and_not_in_force(source: FixedSource) -> None:
    told = cells_of(table_named("judgements"), source)
    assert [(row["id"], row["in_force"]) for row in told] == [("jdg_1", True), ("jdg_2", False), ("jdg_3", False)]
    assert json.loads(str(told[0]["value"])) == {"low": 99, "high": 99} and told[1]["value"] is None


def test_places_list_what_else_the_name_may_mean(source: FixedSource) -> None:
    told = [row for row in cells_of(table_named("places"), source) if row["incident"] == varied()[4].id]
    assert [(row["rank"], row["country"], row["score"]) for row in told] == [(0, "IQ", None), (1, "SY", 0.2)]


def test_csv_holds_every_cell(source: FixedSource, tmp_path: Path) -> None:
    losses = LossReport()
    write_to(CSV, source, tmp_path / "all", Options(), losses)
    for table in TABLES:
        raw = (tmp_path / "all" / f"{table.name}.csv").read_bytes()
        head, *lines = read_csv(tmp_path / "all" / f"{table.name}.csv")
        assert tuple(head) == table.names and b"\0" not in raw
        for line, row in zip(lines, rows(table, source, Options()), strict=True):
            for written, cell in zip(line, row, strict=True):
                wanted = (cell.replace("\0", "\ufffd") or None) if isinstance(cell, str) else cell
                assert back(written, cell) == wanted
    assert any("apostrophe" in why for _, why in losses.sums) and any("NUL" in why for _, why in losses.sums)


def back(written: str, cell: Cell) -> Cell:
    """What a program gets that reads the column as its type and takes the apostrophe off."""
    if written == "":
        return None
    if isinstance(cell, bool):
        return written == "1"
    if isinstance(cell, int | float):
        return type(cell)(written)
    return written[1:] if written[0] == "'" and is_formula(written[1:]) else written


def test_no_csv_cell_is_a_formula_and_numbers_stay_numbers(tmp_path: Path) -> None:
    source = FixedSource(
        [incident(0, where=msgspec.structs.replace(incident(0).where, lat=-1.5, lon=-0.25)), *hostile()]
    )
    for table in TABLES:
        write_to(CSV, source, tmp_path / f"{table.name}.csv", Options(table=table.name), LossReport())
        for line in read_csv(tmp_path / f"{table.name}.csv"):
            for cell in line:
                assert not is_formula(cell) or re.fullmatch(r"-\d+(\.\d+)?(e-\d+)?", cell), cell
    head, first, *_ = read_csv(tmp_path / "incidents.csv")
    assert (first[head.index("lat")], first[head.index("lon")]) == ("-1.5", "-0.25")


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_any_text_comes_back_from_csv(text: str) -> None:
    file = io.StringIO(newline="")
    file.write(csv_line([for_spreadsheet(text)[0], "x"]))
    file.seek(0)
    ((written, _),) = csv.reader(file)
    assert (back(written, text) or "") == text.replace("\0", "\ufffd") and not is_formula(written)


def test_hxl_tags_are_the_second_line(source: FixedSource, tmp_path: Path) -> None:
    write_to(CSV, source, tmp_path / "i.csv", Options(hxl=True), LossReport())
    head, tags, *_ = read_csv(tmp_path / "i.csv")
    told = dict(zip(head, tags, strict=True))
    assert (
        told["killed_best"] == "#affected+killed" and told["when_start"] == "#date+start" and told["lat"] == "#geo+lat"
    )
    assert all(not tag or re.fullmatch(r"#[a-z0-9]+(\+[a-z]+)*", tag) for tag in tags)
    assert len({tag for tag in tags if tag}) == len([tag for tag in tags if tag])


def test_parquet_holds_every_cell_with_its_meaning(source: FixedSource, tmp_path: Path) -> None:
    write_to(PARQUET, source, tmp_path / "all", Options(), LossReport())
    for table in TABLES:
        found = pq.read_table(tmp_path / "all" / f"{table.name}.parquet")
        assert tuple(found.column_names) == table.names
        assert [tuple(row.values()) for row in found.to_pylist()] == list(rows(table, source, Options()))
        for column in table.columns:
            field = found.schema.field(column.name)
            assert field.metadata[b"description"].decode() == column.meaning and field.nullable == column.null
        assert json.loads(found.schema.metadata[b"gesta"])["project"] == "fixed.db"


def test_xlsx_holds_every_cell(source: FixedSource, tmp_path: Path) -> None:
    losses = LossReport()
    write_to(XLSX, source, tmp_path / "all.xlsx", Options(), losses)
    book = openpyxl.load_workbook(tmp_path / "all.xlsx")
    assert book.sheetnames == ["about", *(table.name for table in TABLES), "dictionary"]
    for table in TABLES:
        head, *lines = book[table.name].iter_rows()
        assert tuple(cell.value for cell in head) == table.names
        for line, row in zip(lines, rows(table, source, Options()), strict=True):
            for written, cell in zip(line, row, strict=True):
                assert written.data_type != "f" and written.hyperlink is None
                if isinstance(cell, str):
                    assert tidy(written.value) == tidy(readable(cell))
                else:
                    assert written.value == cell
    assert any(f"{LONGEST_CELL:,}" in why for _, why in losses.sums)
    dictionary = list(book["dictionary"].iter_rows(values_only=True))
    assert len(dictionary) == 1 + sum(len(table.columns) for table in TABLES)
    assert ("incidents", "radius_km", "real", "km", "size of what is named, km", "where.radius_km") in dictionary


def readable(text: str) -> str:
    """The text as XLSX holds it."""
    forbidden = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535), "�")
    return text.translate(forbidden)[:LONGEST_CELL]


def tidy(text: object) -> str:
    """XML has one line end only."""
    return str(text or "").replace("\r\n", "\n").replace("\r", "\n")


def test_losses_are_told_row_by_row_and_in_sum(source: FixedSource, tmp_path: Path) -> None:
    with loss_report(tmp_path / "lost.csv") as losses:
        write_to(XLSX, source, tmp_path / "all.xlsx", Options(), losses)
    head, *lines = read_csv(tmp_path / "lost.csv")
    assert head == ["incident", "field", "value", "why"] and len(lines) == sum(losses.sums.values()) > 0
    assert all(len(value) <= 1001 for _, _, value, _ in lines)
    assert not any(is_formula(cell) for line in lines for cell in line)
    first = next(iter(losses.summary()))
    (field, why), number = losses.sums.most_common(1)[0]
    assert str(number) in first and (field in first or why in first)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_a_name_and_nothing_else(text: str, tmp_path: Path) -> None:
    base = incident(0)
    made: MergedIncident = msgspec.structs.replace(base, label=text)
    write_to(CSV, FixedSource([made]), tmp_path / "i.csv", Options(), LossReport())
    head, line = read_csv(tmp_path / "i.csv")
    assert back(line[head.index("label")], text) == text.replace("\0", "\ufffd")


def test_incidents_keep_the_order_of_the_source(source: FixedSource) -> None:
    told = [row["id"] for row in cells_of(table_named("incidents"), source)]
    assert told == [each.id for each in source.incidents()] and all(one != other for one, other in pairwise(told))
