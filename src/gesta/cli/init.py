"""``gesta init``: a new project."""

from __future__ import annotations

from pathlib import Path

import click

from gesta.cli.llm import Named, llm_named
from gesta.cli.options import ACTORS, CODEBOOKS, READER
from gesta.cli.project import PROJECT
from gesta.cli.terminal import say
from gesta.codebook.lint import check
from gesta.pipeline.engines import ReaderName
from gesta.readers.llm_endpoint import checked_url
from gesta.store.engine import named
from gesta.store.store import Store


@click.command(short_help="Make a project.")
@PROJECT
@CODEBOOKS
@ACTORS
@READER
@llm_named
def init(
    project: str,
    codebooks: tuple[Path, ...],
    overlays: tuple[Path, ...],
    reader: ReaderName,
    model: Named,
) -> None:
    """Make PROJECT: one file (a SQLite database), or the address of an empty PostgreSQL database
    (postgresql://user@host/name).

    The codebooks, the actors, the reader and the language model that are named here are used whenever the project is
    run. Of a language model its address and name are kept, never its key.
    """
    check(codebooks)
    model.check(reader)
    with Store.create(project) as store:
        store.save_settings(
            {
                "codebooks": "\n".join(str(each.resolve()) for each in codebooks),
                "overlays": "\n".join(str(each.resolve()) for each in overlays),
                "reader": reader,
                "llm": checked_url(model.url) if model.url else "",
                "llm_model": (model.name or "").strip(),
            }
        )
    say(f"{named(project)}: made; `gesta add {named(project)} FILE...` puts reports in")
