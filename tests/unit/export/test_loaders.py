"""The scripts that load the CSV tables in R and in Stata."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.unit.export.made import FixedSource, hostile

from gesta.export import loader_r, loader_stata
from gesta.export.cells import FORMULA
from gesta.export.format import Options, Source
from gesta.export.losses import UNHEARD
from gesta.export.moments import is_day
from gesta.export.tables import TABLES
from gesta.export.tables_csv import write_folder
from gesta.frames.project import Project

_R = """
source(file.path(folder, "read_gesta.R"))
gesta <- read_gesta(folder)
for (name in names(gesta)) {
  frame <- gesta[[name]]
  for (column in names(gesta_columns[[name]])) {
    value <- frame[[column]]
    said <- attr(value, "label")
    kind <- class(value)[1]
    text <- if (is.logical(value)) as.character(as.integer(value)) else if (is.numeric(value))
      format(value, digits = 15, trim = TRUE, scientific = FALSE) else as.character(value)
    for (row in seq_along(text)) {
      cat(name, column, kind, if (is.na(value[row])) "<NA>" else text[row], said, sep = "\\x1f")
      cat("\\x1e")
    }
  }
}
dates <- gesta$incidents$when_start_date
cat("dates", class(dates), sum(is.na(dates)), sum(is.na(gesta$incidents$when_start)), "", sep = "\\x1f")
"""


@pytest.fixture(params=["project", "hostile"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The CSV tables with the loaders: of a project, and of names that stumble readers of CSV."""
    path = tmp_path / "tables"
    source: Source = FixedSource(hostile())
    if request.param == "project":
        project: Project = request.getfixturevalue("project")
        source = project.incidents(all=True)._source
    write_folder(source, path, Options(hxl=request.param == "project"), UNHEARD)
    return path


def test_r_reads_every_cell_with_its_type_and_label(folder: Path) -> None:
    if shutil.which("Rscript") is None:
        pytest.skip("RSCRIPT NOT FOUND: the loader of R was not run; install r-base-core")
    script = folder / "check.R"
    script.write_text(f'folder <- "{folder}"\n{_R}', encoding="utf-8")
    ran = subprocess.run(["Rscript", "--vanilla", script], capture_output=True, timeout=120, check=False)
    assert ran.returncode == 0, ran.stderr.decode()
    *cells, dates = (line.split("\x1f") for line in ran.stdout.decode().split("\x1e"))
    assert dates[:2] == ["dates", "Date"] and dates[2] == dates[3]
    read = iter(cells)
    classes = {"whole": "integer", "real": "numeric", "flag": "logical"}
    for table in TABLES:
        rows = _rows(folder / f"{table.name}.csv")
        for column in table.columns:
            for row in rows:
                name, field, kind, value, label = next(read)
                assert (name, field) == (table.name, column.name)
                assert kind == ("factor" if column.values else classes.get(column.kind, "character"))
                assert label == column.meaning + (f" [{column.unit}]" if column.unit else "")
                assert _same(row[column.name], value), (table.name, column.name)
    assert next(read, None) is None


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if not next(iter(row.values())).startswith("#")]


def _same(written: str, read: str) -> bool:
    """True when R has what the file says: nothing for nothing, numbers as numbers, text letter for letter."""
    if written == "" or read == "<NA>":
        return written == "" and read == "<NA>"
    try:
        return float(written) == pytest.approx(float(read))
    except ValueError:
        return re.sub(rf"^'(?=[{re.escape(''.join(FORMULA))}])", "", written).replace("\r\n", "\n") == read


def test_r_defines_each_column_once_and_in_ascii() -> None:
    script = loader_r.script()
    assert script.isascii()
    for table in TABLES:
        defined = script.split(f"  {table.name} = list(\n")[1].split("\n  )")[0]
        assert re.findall(r"^    `(\w+)` = list", defined, re.MULTILINE) == list(table.names)


def test_stata_loads_every_table_and_labels_every_variable() -> None:
    script = loader_stata.script()
    assert script.isascii()
    blocks = re.findall(r"^if _rc == 0 \{\n(.*?)^\}$", script, re.MULTILINE | re.DOTALL)
    assert len(blocks) == len(TABLES)
    for table, block in zip(TABLES, blocks, strict=True):
        assert f"/{table.name}.csv" in block and f"/{table.name}.dta" in block
        labels = re.findall(r'^    label variable (\w+) "([^"]+)"$', block, re.MULTILINE)
        days = [f"{column.name}_td" for column in table.columns if is_day(column)]
        assert sorted(name for name, _ in labels) == sorted([*table.names, *days])
        assert all(len(label) <= loader_stata.LONGEST_LABEL for _, label in labels)
        assert all(len(name) <= 32 for name, _ in labels)
        for column in table.columns:
            encoded = f"encode {column.name}, generate(gesta_new) label({column.name}_words) noextend" in block
            assert encoded == bool(column.values)
            assert (f"destring {column.name}, replace" in block) == (column.kind in ("whole", "real", "flag"))


def test_stata_numbers_the_words_of_a_set_as_its_own_file_does() -> None:
    script = loader_stata.script()
    for table in TABLES:
        for column in table.columns:
            if column.values:
                told = re.search(rf"^    label define {column.name}_words (.*), replace$", script, re.MULTILINE)
                assert told is not None
    first = next(column for table in TABLES for column in table.columns if column.values)
    words = " ".join(f'{number} "{word}"' for number, word in enumerate(first.values, 1))
    assert f"label define {first.name}_words {words}, replace" in script


def test_the_marks_of_strings_and_macros_are_in_pairs() -> None:
    for line in loader_stata.script().splitlines():
        if not line.lstrip().startswith("*"):
            assert line.count('"') % 2 == 0, line
            assert line.count("{") == line.count("}") or line.rstrip().endswith("{") or line.strip() == "}"
    assert "$" not in loader_stata.script()
