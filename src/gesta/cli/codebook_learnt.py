"""What was learnt of a concept, as a plain report on the terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from gesta.cli.codebook_examples import marked
from gesta.cli.codebook_figures import Hits, doubted, figures, in_words, more_help
from gesta.cli.codebook_teaching import Teaching
from gesta.cli.terminal import harmless
from gesta.codebook.taught_lines import ExampleLine
from gesta.pipeline.learning import Learnt
from gesta.readers.detector import Figures

_LONGEST = 400


def hits(found: Figures) -> Hits:
    """The figures of cross-validation as hits and misses."""
    return Hits(found.right, found.shown - found.right, found.told - found.right)


def show_teaching(screen: Console, label: str, teaching: Teaching) -> None:
    """The concept, and how many examples of each kind are from where."""
    screen.print(Text.assemble((harmless(label), "bold"), (f"  {teaching.lesson.concept}", "dim")))
    table = Table(box=None, header_style="dim", pad_edge=False, padding=(0, 2))
    table.add_column("examples")
    table.add_column("tell it", justify="right")
    table.add_column("do not", justify="right")
    for source in teaching.sources:
        if source.told or source.not_told:
            table.add_row(Text(harmless(source.name)), str(source.told), str(source.not_told))
    table.add_row("together", str(teaching.told), str(teaching.not_told), style="bold")
    screen.print(table)
    if teaching.lesson.undecided:
        screen.print(Text(f"{len(teaching.lesson.undecided)} more wait for an answer", style="dim"))


def show_learnt(screen: Console, teaching: Teaching, learnt: Learnt, f1_of_half: float | None) -> None:
    """How well it went: figures, what they mean, whether more examples would help, which look mislabelled."""
    detector = learnt.detector
    found = hits(detector.figures)
    screen.print(Text(f"\ncross-validated, {detector.figures.folds}-fold, in {learnt.seconds:.0f} s", style="bold"))
    grid = _grid()
    for name, words in figures(found):
        grid.add_row(name, Text(words))
    grid.add_row("chances", Text(f"off by {detector.figures.calibration:.2f} on average"))
    grid.add_row("threshold", Text(f"{detector.threshold:.2f}  the chance from which a place is read as the concept"))
    screen.print(grid)
    screen.print(Text(f"{in_words(found)}\n{more_help(teaching.told, teaching.not_told, found.f1, f1_of_half)}"))
    _show_doubted(screen, learnt)


def _show_doubted(screen: Console, learnt: Learnt) -> None:
    suspects = doubted(learnt.taught, learnt.chances, learnt.detector.threshold)
    if suspects:
        screen.print(
            Text("\nlook mislabelled: the detector, learnt without them, says clearly the opposite", style="bold")
        )
    for each, chance in suspects:
        said = "told" if each.told else "not told"
        screen.print(
            _passage(ExampleLine(each.text, each.start, each.end), f"{said}, chance {chance:.2f}", each.source)
        )


def show_next(screen: Console, lines: Iterable[tuple[ExampleLine, float | None]]) -> None:
    """The examples that would help most, each with its chance, if there is one, and where it is from."""
    screen.print(Text("\nwould help most, if you said whether they tell it", style="bold"))
    for line, chance in lines:
        screen.print(_passage(line, "" if chance is None else f"chance {chance:.2f}", line.source))


def show_change(screen: Console, before: Learnt, after: Learnt) -> None:
    """What more examples changed: every figure before and after."""
    screen.print(Text("\nwhat your answers changed", style="bold"))
    grid = _grid()
    old, new = hits(before.detector.figures), hits(after.detector.figures)
    for name, then, now in (
        ("examples", before.detector.examples, after.detector.examples),
        ("precision", old.precision, new.precision),
        ("recall", old.recall, new.recall),
        ("F1", old.f1, new.f1),
    ):
        grid.add_row(name, Text(f"{_number(then)} → {_number(now)}"))
    screen.print(grid)


def _number(value: float) -> str:
    return str(value) if isinstance(value, int) else f"{value:.2f}"


def _grid() -> Table:
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    return grid


def _passage(line: ExampleLine, note: str, source: str) -> Text:
    words = marked(line)
    words.truncate(_LONGEST, overflow="ellipsis")
    return Text.assemble("  ", words, (f"  {note}  {harmless(source)}", "dim"))
