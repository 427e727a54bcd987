"""What a codebook changes, for people: counts by concept, then the accounts that change with their sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from textwrap import shorten
from typing import TYPE_CHECKING

import click

from gesta.cli.terminal import counted, harmless, say
from gesta.export.words import count_words, when_words, where_words
from gesta.model.incidents import Counts
from gesta.model.terms import COUNT_FIELDS, ConceptId

if TYPE_CHECKING:
    from gesta.pipeline.codebook_diff import Aspect, Compared, Difference, View

_ORDER: dict[Aspect, str] = {
    "new": "new",
    "lost": "lost",
    "type": "retyped",
    "realis": "realis",
    "background": "background",
    "toll": "toll",
    "day": "day",
    "place": "place",
}
"""What is shown first, and its word; an account that changes in more than one way stands under the first of them."""
_LONGEST = 240
"""Characters of a sentence that are shown."""


def tell(found: Sequence[Compared], *, limit: int, everything: bool) -> None:
    """The counts and the changes, at most ``limit`` of them one by one."""
    changes = [each for report in found for each in report.differences]
    shown = [each for each in changes if everything or each.listed]
    for line in (*_concept_lines(found), *_change_lines(shown, limit)):
        click.echo(harmless(line) if line else "")
    hidden = len(changes) - len(shown)
    reports = len({each.report for each in shown})
    say(f"{counted(len(shown), 'change')} in {reports} of {counted(len(found), 'report')}"
        + (f"; {hidden} more of statements, background and what did not happen (--all)" if hidden else ""))  # fmt: skip


def _concept_lines(found: Iterable[Compared]) -> Iterator[str]:
    """Listed accounts by concept, now and then, where the two differ."""
    before: Counter[ConceptId] = Counter()
    after: Counter[ConceptId] = Counter()
    for report in found:
        before.update(report.before or {})
        after.update(report.after or {})
    other = sorted(
        (each for each in before | after if before[each] != after[each]),
        key=lambda each: (-abs(after[each] - before[each]), each),
    )
    if not other:
        return
    width = max(len("concept"), *map(len, other))
    yield f"{'concept':{width}}  {'now':>6} {'then':>6}"
    yield from (f"{each:{width}}  {before[each]:>6} {after[each]:>6}  {after[each] - before[each]:+}" for each in other)
    yield ""


def _change_lines(changes: Sequence[Difference], limit: int) -> Iterator[str]:
    order = list(_ORDER)
    ranked = sorted(changes, key=lambda each: order.index(each.aspects[0]))
    for each in ranked[:limit]:
        view = each.after or each.before
        assert view is not None
        yield f"{_ORDER[each.aspects[0]]:9} {'; '.join(_what(each, view))}"
        origin = f"{each.outlet}, {each.source}" if each.outlet else each.source
        yield f"          {when_words(view.when)} · {where_words(view.where)} · {origin}"
        yield f"          “{shorten(each.sentence, _LONGEST, placeholder=' …')}”"
    if len(ranked) > limit:
        yield f"and {len(ranked) - limit} more (--limit, or --format jsonl for all of them)"


def _what(change: Difference, view: View) -> Iterator[str]:
    """The concept, with what it was before, and every other value that is another."""
    before, after = change.before, change.after
    if before is None or after is None:
        yield view.type + ("" if view.realis == "actual" else f" ({view.realis})")
        return
    yield f"{before.type} → {after.type}" if "type" in change.aspects else after.type
    words: dict[Aspect, tuple[str, str]] = {
        "realis": (before.realis, after.realis),
        "background": (_background(before), _background(after)),
        "toll": (_toll(before.counts), _toll(after.counts)),
        "day": (when_words(before.when), when_words(after.when)),
        "place": (where_words(before.where), where_words(after.where)),
    }
    yield from (f"{one} → {other}" for aspect, (one, other) in words.items() if aspect in change.aspects)


def _background(view: View) -> str:
    return "background" if view.background else "news"


def _toll(counts: Counts) -> str:
    told = ((field, getattr(counts, field)) for field in COUNT_FIELDS)
    return ", ".join(f"{count_words(count)} {field}" for field, count in told if count is not None) or "no toll"
