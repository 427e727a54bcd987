"""``gesta sitrep``: the incidents of one filter as a briefing, HTML or PDF."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

import click

from gesta.cli.filtering import filtered
from gesta.cli.project import PROJECT, codebook_of
from gesta.cli.terminal import counted, say
from gesta.errors import UsageError
from gesta.model.filters import Filter
from gesta.model.terms import Policy
from gesta.store.engine import named
from gesta.store.store import Store
from gesta.whole import write_whole


@click.command(short_help="Write a situation report, to be printed.")
@PROJECT
@click.option("--to", "target", default="-", metavar="FILE.html|FILE.pdf|-",
              help="Where to; HTML to standard output by default. An installed Chromium prints PDF.")  # fmt: skip
@click.option("--title", metavar="TEXT", help="The briefing's own title.")
@click.option("--dated", is_flag=True, help="Say on which day it was made; else the same project gives the same file.")
@filtered
@click.option("--policy", type=click.Choice(get_args(Policy)), default="lead", show_default=True,
              help="The rule by which one figure of a toll is named.")  # fmt: skip
def sitrep(project: str, target: str, title: str | None, dated: bool, wanted: Filter, policy: Policy) -> None:
    """Write the incidents of PROJECT as a briefing: counts against the period before, map and timeline, incidents by
    place with their sources, where reports differ, and what is uncertain."""
    from gesta.sitrep.briefing import brief
    from gesta.sitrep.drawing import map_svg, time_svg
    from gesta.sitrep.page import inlined, whole_file
    from gesta.sitrep.pdf import browser, printed

    ending = Path(target).suffix.lower()
    if target != "-" and ending not in (".html", ".pdf"):
        raise UsageError(f"--to {target}: a briefing is written as .html or .pdf")
    if target == "-" and sys.stdout.isatty():
        raise UsageError("a briefing is no text for a terminal: say where to with --to briefing.html")
    if ending == ".pdf":
        browser()
    with Store.open(project) as store:
        book, name = codebook_of(store), Path(named(project)).name
        made = brief(store, book, name, wanted, policy, title)
        pictures = inlined(*(draw(store, book, name, wanted) for draw in (map_svg, time_svg)))
    page = whole_file(made, pictures, datetime.now(UTC).date().isoformat() if dated else None)
    content = printed(page) if ending == ".pdf" else page.encode("utf-8", "replace")
    if target == "-":
        sys.stdout.buffer.write(content)
    else:
        write_whole(Path(target), content)
    say(f"{counted(made.incidents, 'incident')} of {name}: {made.asked}")
