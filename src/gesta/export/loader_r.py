"""``read_gesta.R``: the CSV tables as data frames of R with types, factors, dates and labels. Base R only."""

from __future__ import annotations

import json
from collections.abc import Iterator

from gesta.export.cells import FORMULA
from gesta.export.columns import Table
from gesta.export.moments import is_day
from gesta.export.tables import TABLES
from gesta.model.columns import Column
from gesta.version import __version__

NAME = "read_gesta.R"

_HEAD = """\
# Tables that `gesta export csv` and `gesta export datapackage` write, as data frames. Base R, 3.5 or newer.
#
#   source("read_gesta.R")
#   gesta <- read_gesta(".")          # the folder of the tables
#   table(gesta$incidents$type)
#   attr(gesta$incidents$killed_low, "label")
#
# Nothing told is NA, never zero. Words of a closed set are factors. Beside each day there is a Date under the name with
# _date, of its first ten characters; the text keeps the minute where one is known. Made by Gesta VERSION.

# What begins like a formula stands in a CSV behind an apostrophe.
gesta_guarded <- "^'([SIGNS-])"

gesta_columns <- list(
"""

_TAIL = """\
)

# The data frame of one file; `name`: which table it is.
read_gesta_table <- function(file, name) {
  about <- gesta_columns[[name]]
  if (is.null(about)) stop("there is no table ", name)
  found <- utils::read.csv(file, colClasses = "character", na.strings = "", encoding = "UTF-8", quote = "\\"",
                           comment.char = "", check.names = FALSE, stringsAsFactors = FALSE, strip.white = FALSE)
  if (!identical(names(found), names(about))) {
    stop(file, ": not the columns of the table ", name, " of this version of Gesta")
  }
  # The line of HXL tags, where there is one.
  if (nrow(found) && all(is.na(found[1, ]) | grepl("^#[a-z]", found[1, ])) && any(!is.na(found[1, ]))) {
    found <- found[-1, , drop = FALSE]
    rownames(found) <- NULL
  }
  made <- list()
  for (column in names(about)) {
    is <- about[[column]]
    made[[column]] <- gesta_typed(found[[column]], is, paste0(file, ": ", column))
    attr(made[[column]], "label") <- is$label
    if (isTRUE(is$day)) {
      date <- paste0(column, "_date")
      made[[date]] <- as.Date(substr(found[[column]], 1, 10), format = "%Y-%m-%d")
      attr(made[[date]], "label") <- paste0(is$label, ", as a date")
    }
  }
  as.data.frame(made, stringsAsFactors = FALSE, check.names = FALSE, optional = TRUE)
}

gesta_typed <- function(text, is, where) {
  if (!is.null(is$levels)) {
    if (any(!is.na(text) & !(text %in% is$levels))) stop(where, ": a word that is not of its set")
    return(factor(text, levels = is$levels))
  }
  if (is$kind == "text" || is$kind == "json") return(sub(gesta_guarded, "\\\\1", text))
  number <- suppressWarnings(as.numeric(text))
  if (any(is.na(number) & !is.na(text))) stop(where, ": not a number")
  if (is$kind == "flag") return(number == 1)
  if (is$kind == "whole" && all(is.na(number) | abs(number) <= .Machine$integer.max)) return(as.integer(number))
  number
}

# Every table that is in the folder, by name.
read_gesta <- function(folder = ".") {
  files <- file.path(folder, paste0(names(gesta_columns), ".csv"))
  there <- file.exists(files)
  if (!any(there)) stop(folder, ": no table of Gesta is there")
  found <- Map(read_gesta_table, files[there], names(gesta_columns)[there])
  names(found) <- names(gesta_columns)[there]
  found
}
"""


def script() -> str:
    """The file."""
    tables = ",\n".join(f"  {table.name} = list(\n{_columns(table)}\n  )" for table in TABLES)
    signs = "".join(sign for sign in FORMULA if sign != "-")
    return _HEAD.replace("VERSION", __version__).replace("SIGNS", json.dumps(signs)[1:-1]) + tables + "\n" + _TAIL


def _columns(table: Table) -> str:
    return ",\n".join(f"    `{column.name}` = list({', '.join(_column(column))})" for column in table.columns)


def _column(column: Column) -> Iterator[str]:
    unit = f" [{column.unit}]" if column.unit else ""
    yield f'kind = "{column.kind}"'
    yield f"label = {_quoted(column.meaning + unit)}"
    if is_day(column):
        yield "day = TRUE"
    if column.values:
        yield f"levels = c({', '.join(map(_quoted, column.values))})"


def _quoted(words: str) -> str:
    """A string of R; what is not ASCII is escaped, as R in a plain locale would not read it."""
    return json.dumps(words)
