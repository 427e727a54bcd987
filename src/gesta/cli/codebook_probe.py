"""``gesta codebook probe``: does what is read depend on the order or the names of concepts?"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from textwrap import shorten
from typing import TYPE_CHECKING

import click

from gesta.cli.llm import Manners, Named, llm_named, manners, tell_and_ask
from gesta.cli.options import CODEBOOK_PATHS, CODEBOOKS, READER
from gesta.cli.read import check_sources
from gesta.cli.terminal import counted, harmless, say
from gesta.codebook.lint import check
from gesta.intake.files import reports
from gesta.pipeline.engines import ReaderName, Settings, engine_of

if TYPE_CHECKING:
    from gesta.pipeline.probes import Shift

_SHOWN = 20
_LONGEST = 160


@click.command("probe", short_help="Does the order or the naming of concepts matter?")
@CODEBOOK_PATHS
@CODEBOOKS
@READER
@llm_named
@manners
@click.option("--on", "sources", multiple=True, metavar="REPORTS",
              help="Reports to read, as `gesta read` takes them, in place of the examples. Repeatable.")  # fmt: skip
def probe_command(
    paths: tuple[Path, ...],
    codebooks: tuple[Path, ...],
    reader: ReaderName,
    model: Named,
    wanted: Manners,
    sources: tuple[str, ...],
) -> None:
    """Read the examples of the files and folders named (of all concepts, without one) as they are, with the concepts in
    other orders, and with your own concepts under other names; exit status 1 when a mention comes out otherwise.

    A result that depends on either says more about the files than about the reports.
    """
    from gesta.pipeline.probes import example_reports, guises, probe
    from gesta.pipeline.reading import reader_of

    named = (*codebooks, *paths)
    check_sources(sources, None)
    model.check(reader)
    check(named)
    settings = model.added(Settings(named, (), reader), wanted)
    loaded = engine_of(settings)
    given = list(reports(sources, published=None, outlet=None) if sources else example_reports(loaded.codebook))
    tell_and_ask(settings, given, yes=wanted.yes)
    texts = mentions = 0
    shifts: list[Shift] = []
    for each in probe(loaded, partial(reader_of, reader, model=settings.model), given):
        if each.problem is not None:
            say(str(each.problem))
        texts += each.problem is None
        mentions += each.mentions
        shifts += each.shifts
    _tell([guise.name for guise in guises(loaded.codebook)], mentions, shifts)
    if not loaded.codebook.own:
        say("no concept of your own is named, so that only the order was tried")
    say(f"{counted(mentions, 'mention')} in {counted(texts, 'text')}, read by {reader}")
    sys.exit(1 if shifts else 0)


def _tell(names: Sequence[str], mentions: int, shifts: Sequence[Shift]) -> None:
    by_guise = Counter(shift.guise for shift in shifts)
    for name in names:
        click.echo(f"{name:10} {by_guise[name]:>5} differ  {by_guise[name] / max(1, mentions):.1%}")
    for shift in shifts[:_SHOWN]:
        what = f"{shift.before or 'not read'} → {shift.after or 'not read'}"
        detail = what if shift.before != shift.after else f"{shift.before}: {', '.join(shift.fields)}"
        sentence = shorten(shift.sentence, _LONGEST, placeholder=" …")
        click.echo(harmless(f"{shift.guise}: “{shift.trigger}” {detail} · {shift.source}"))
        click.echo(harmless(f"    “{sentence}”"))
    if len(shifts) > _SHOWN:
        click.echo(f"and {len(shifts) - _SHOWN} more")
