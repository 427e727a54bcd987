"""``read_gesta.do``: the CSV tables as data sets of Stata with types, value labels, dates and variable labels."""

from __future__ import annotations

import json
from collections.abc import Iterator
from textwrap import shorten

from gesta.export.cells import FORMULA
from gesta.export.columns import Table
from gesta.export.moments import is_day
from gesta.export.tables import TABLES
from gesta.model.columns import Column
from gesta.version import __version__

NAME = "read_gesta.do"
LONGEST_LABEL = 80
"""Characters of the label of a variable; what is longer stands whole in a note."""

_SIGNS = "-" + json.dumps("".join(sign for sign in FORMULA if sign != "-"))[1:-1]
"""Inside a set of a regular expression; Stata's Unicode ones know \\t and \\uff1d too."""
_HEAD = """\
* Tables that `gesta export csv` and `gesta export datapackage` write, as data sets of Stata 14 or newer.
*
*     do read_gesta.do "folder of the tables"
*     use "folder of the tables/incidents.dta"
*
* Nothing told is missing, never zero. Words of a closed set are numbers with value labels, in the same numbers as in
* the .dta file of `gesta export stata`. Beside each day there is a Stata date under the name with _td, of its first ten
* characters; the text keeps the minute where one is known. Made by Gesta VERSION.
version 14
args folder
if `"`folder'"' == "" local folder "."
"""


def script() -> str:
    """The file."""
    return "\n".join([_HEAD.replace("VERSION", __version__), *(line for table in TABLES for line in _table(table))])


def _table(table: Table) -> Iterator[str]:
    first = table.columns[0].name
    yield f"* {table.name}: {_plain(table.meaning)}"
    yield f"""capture confirm file `"`folder'/{table.name}.csv"'"""
    yield "if _rc == 0 {"
    yield f"""    import delimited using `"`folder'/{table.name}.csv"', clear delimiters(",") ///"""
    yield '        varnames(1) case(preserve) encoding("UTF-8") bindquote(strict) maxquotedrows(unlimited) ///'
    yield "        stringcols(_all)"
    yield "    * The line of HXL tags, where there is one."
    yield f"""    drop if _n == 1 & substr({first}, 1, 1) == "#\""""
    yield "    * What begins like a formula stands in a CSV behind an apostrophe."
    yield "    foreach column of varlist _all {"
    yield f"""        replace `column' = usubstr(`column', 2, .) if ustrregexm(`column', "^'[{_SIGNS}]")"""
    yield "    }"
    for column in table.columns:
        yield from (f"    {line}" for line in _column(column))
    yield f"""    label data "{shorten(_plain(table.meaning), LONGEST_LABEL, placeholder=" ...")}\""""
    yield "    compress"
    yield f"""    save `"`folder'/{table.name}.dta"', replace"""
    yield "}"
    yield ""


def _column(column: Column) -> Iterator[str]:
    name = column.name
    if column.kind in ("whole", "real", "flag"):
        yield f"destring {name}, replace"
        yield f"confirm numeric variable {name}"
        yield f"format {name} {'%12.0g' if column.kind == 'whole' else '%10.0g'}"
    if column.kind == "flag":
        yield 'label define yes_no 0 "no" 1 "yes", replace'
        yield f"label values {name} yes_no"
    if column.values:
        yield from _encoded(column)
    yield from _labelled(name, _meaning(column))
    if is_day(column):
        yield f'generate double {name}_td = daily(substr({name}, 1, 10), "YMD")'
        yield f"format {name}_td %td"
        yield f"order {name}_td, after({name})"
        yield from _labelled(f"{name}_td", f"as a Stata date: {_meaning(column)}")


def _encoded(column: Column) -> Iterator[str]:
    """The words as numbers from 1, in the order of their set."""
    name = column.name
    words = " ".join(f'{number} "{word}"' for number, word in enumerate(column.values, start=1))
    yield f"label define {name}_words {words}, replace"
    yield f"encode {name}, generate(gesta_new) label({name}_words) noextend"
    yield f"order gesta_new, after({name})"
    yield f"drop {name}"
    yield f"rename gesta_new {name}"


def _labelled(name: str, meaning: str) -> Iterator[str]:
    yield f'label variable {name} "{shorten(meaning, LONGEST_LABEL, placeholder=" ...")}"'
    if len(meaning) > LONGEST_LABEL:
        yield f"notes {name}: {meaning}"


def _meaning(column: Column) -> str:
    return _plain(column.meaning + (f" [{column.unit}]" if column.unit else ""))


def _plain(words: str) -> str:
    """The words without what a string of Stata gives a meaning: double quotes, and the marks of a macro."""
    return words.replace('"', "'").replace("`", "'").replace("$", "USD ")
