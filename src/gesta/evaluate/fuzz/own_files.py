"""Files that people write for Gesta, made bad: concepts, word classes, actors, places, dictionaries of other programs.

Good ones are those that Gesta ships, and small invented ones of the forms that it does not. Whatever is in such a file,
it is read, or what is wrong is told with the file; a codebook that passes its lint loads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple

from gesta.codebook.lint import lint
from gesta.codebook.load import load
from gesta.codebook.source import SHIPPED, class_file, concept_files
from gesta.errors import CodebookError, GestaError, Problem
from gesta.evaluate.fuzz.case import Case, Form
from gesta.evaluate.fuzz.made_changes import changed
from gesta.knowledge.actor_files import SHIPPED as SHIPPED_ACTORS
from gesta.knowledge.actor_overlays import faults, imported, overlaid
from gesta.knowledge.imports.records import Ids
from gesta.knowledge.place_overlay import read_overlays

_SIGNS = (
    "&a *a", "*x", "!!python/object:os.system x", "\t", "\x00", "- ", "{", "}", "[", "]", ":", "'", '"', "\n", "\ufeff",
    "9" * 400, "1e999", ".nan", "~", "!!binary x", "? ", "|\n", "> ", "---\n", "...\n", "%YAML 9\n", "<<: *a",
    "2024-13-45", "#", "        ", "é", "a: b: c", "[" * 200, "@noclass", "<person>", "<!--", "-->", "[QRM", "\r",
    "\x85", "\u2028", "\ud800",
)  # fmt: skip
"""What has a meaning in YAML, CSV or a dictionary, and what breaks it."""
_ID = re.compile(rb"^id: ([a-z_]{1,60})$", re.MULTILINE)
"""The concept's own name, which is its file's too."""
_PLACES = "- {name: Qarram, lat: 33.1, lon: 44.2, country: IQ, level: city, aliases: [Karram]}\n"
_ROWS = "id,name,aliases,country,kind,from,until\nx.a,Alpha,A;B,SY,rebel,2001,2005\n"
_DICTIONARY = """\
<!-- invented -->
QUARRAMOND [QRM]
+QUARRAMONDER_ # its people
TADEK_OSSIN_
    [QRMREB <990101]
    [QRMGOV 19990101-20041231]
!FOLK! = MAN, WOMAN
MILITIA!FOLK! [~UAF]
"""
_LONGEST = 4000
"""Bytes of a shipped file that are taken: some hold hundreds of actors."""


class _Kind(NamedTuple):
    form: Form
    ending: str
    good: tuple[bytes, ...]


@cache
def _kinds() -> tuple[_Kind, ...]:
    classes = class_file(SHIPPED)
    actors = sorted(SHIPPED_ACTORS.rglob("*.yaml"))
    return (
        _Kind("concept", ".yaml", tuple(path.read_bytes() for path in concept_files(SHIPPED))),
        _Kind("classes", ".yaml", (classes.read_bytes()[:_LONGEST],) if classes else ()),
        _Kind("actors", ".yaml", tuple(path.read_bytes()[:_LONGEST] for path in actors)),
        _Kind("places", ".yaml", (_PLACES.encode(),)),
        _Kind("list", ".csv", (_ROWS.encode(),)),
        _Kind("list", ".txt", (_DICTIONARY.encode(),)),
    )


def own_case(seed: int, number: int) -> Case:
    """The file of a number: the same for every run with one seed."""
    dice = Random(f"own {seed} {number}")
    kind = dice.choice([each for each in _kinds() if each.good])
    raw = dice.choice(kind.good)
    for _ in range(dice.randint(0, 3)):
        raw = _sown(dice, raw)
    if dice.random() < 0.5:
        raw = changed(dice, raw, kind.good)
    return Case(kind.form, raw, kind.ending)


def _sown(dice: Random, raw: bytes) -> bytes:
    """The file with a sign put in, a line moved in or out or told twice, or the value of one replaced by a sign."""
    sign = dice.choice(_SIGNS).encode("utf-8", "surrogatepass")
    if dice.random() < 0.4:
        place = dice.randint(0, len(raw))
        return raw[:place] + sign + raw[place:]
    lines = raw.split(b"\n")
    at = dice.randrange(len(lines))
    draw = dice.randrange(3)
    if draw == 0:
        lines[at] = b" " * dice.randint(0, 9) + lines[at].lstrip()
    elif draw == 1:
        lines.insert(at, dice.choice(lines))
    else:
        lines[at] = lines[at].partition(b":")[0] + b": " + sign
    return b"\n".join(lines)


def of_own(case: Case, scratch: Path) -> Iterator[Problem | str]:
    """The problems that the file is told with; a str says what is wrong with how it is told."""
    if case.form in ("concept", "classes"):
        yield from _of_codebook(case, scratch)
        return
    path = scratch / f"own{case.ending}"
    path.write_bytes(case.content)
    try:
        if case.form == "actors":
            yield from faults([path])
            overlaid([path], frozenset())
        elif case.form == "places":
            read_overlays([path])
        else:
            yield from imported(path, Ids()).problems
    except GestaError as error:
        if path.name not in str(error):
            yield f"the file is not named: {str(error)[:100]}"


def _of_codebook(case: Case, scratch: Path) -> Iterator[Problem | str]:
    folder = scratch / "codebook"
    folder.mkdir(exist_ok=True)
    told = _ID.search(case.content)
    name = told[1].decode() if told else "own"
    path = folder / ("classes.yaml" if case.form == "classes" else f"{name}.yaml")
    path.write_bytes(case.content)
    try:
        findings = lint([folder])
        wrong = [each.problem for each in findings if each.severity == "error"]
        yield from (each.problem for each in findings)
        yield from (f"the file is not named: {each}" for each in wrong if str(path) not in each.where)
        try:
            load(folder)
        except CodebookError as error:
            if not wrong:
                yield f"the lint does not tell: {str(error)[:100]}"
    finally:
        path.unlink()
