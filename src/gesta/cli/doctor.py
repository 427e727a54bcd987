"""``gesta doctor``: whether this installation can do its work."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable

import click
import msgspec

from gesta.cli.terminal import harmless
from gesta.errors import GestaError


@click.command(short_help="Check whether everything is in place.")
def doctor() -> None:
    """Check model, codebook, knowledge base and a reading of one sentence; exit status 1 on a finding."""
    broken = 0
    for name, check in _CHECKS.items():
        try:
            click.echo(f"ok      {name}: {check()}")
        except (GestaError, ImportError, OSError, ValueError, sqlite3.Error, msgspec.DecodeError) as error:
            broken += 1
            click.echo(harmless(f"broken  {name}: {error}"))
    sys.exit(1 if broken else 0)


def _python() -> str:
    return sys.version.split()[0]


def _model() -> str:
    from gesta.readers.linguistics import language_model, model_version

    return f"{model_version()}, {', '.join(language_model().pipe_names)}"


def _codebook() -> str:
    from gesta.codebook.load import load

    book = load()
    return f"{book.version}, {len(book.concepts)} concepts"


def _knowledge() -> str:
    from gesta.knowledge.actors import load
    from gesta.knowledge.places import gazetteer

    base = load()
    found = gazetteer().named(("Kharkiv",))["Kharkiv"]
    if not any(each.place.country == "UA" for each in found):
        raise ValueError("the gazetteer does not know Kharkiv; rebuild it with python -m gesta.knowledge.build_places")
    return f"{base.version}, {len(base)} actors; Kharkiv is found"


def _reading() -> str:
    import gesta

    record = gesta.read("Rebels shelled Kharkiv on Monday, killing two people.", published="2022-03-09")
    if not record.incidents:
        raise ValueError("the test sentence gave no incident")
    first = record.incidents[0]
    return f"one sentence read as {first.type} on {first.when.start}"


_CHECKS: dict[str, Callable[[], str]] = {
    "python": _python,
    "model": _model,
    "codebook": _codebook,
    "knowledge": _knowledge,
    "reading": _reading,
}
