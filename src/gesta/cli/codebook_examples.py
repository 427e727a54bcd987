"""``gesta codebook examples``: what is taught of a concept, taken from annotation tools and handed out to them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import get_args

import click
import msgspec
from rich.text import Text

from gesta.cli.codebook_paths import CODEBOOK, chosen, tell, the_one, told_lesson
from gesta.cli.terminal import console, counted, harmless, say
from gesta.codebook.taught import Lesson
from gesta.codebook.taught_lines import ExampleLine, append_lines
from gesta.errors import UsageError
from gesta.export.example_tasks import TaskForm, tasks
from gesta.intake.annotations import AnnotationForm, read_annotations
from gesta.model.documents import Report, report_id
from gesta.model.spans import Span
from gesta.pipeline.taught_by_tools import Import, Locate, imported
from gesta.whole import write_whole


class _Listing(click.Group):
    """A group whose first word is a command of it or, for the listing, the codebook itself."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return super().get_command(ctx, cmd_name) or list_command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] in self.commands:
            return super().resolve_command(ctx, args)
        return "", list_command, args


@click.group(
    "examples",
    cls=_Listing,
    short_help="List, import and hand out examples.",
    subcommand_metavar="FILE|DIR | import | export",
    context_settings={"ignore_unknown_options": True},
)
def examples_command() -> None:
    """The passages that teach a concept: those that tell it, those that do not, those that wait for an answer.

    \b
    gesta codebook examples my_codebook                    list them (--concept ID, --format jsonl)
    gesta codebook examples import export.jsonl --to my_codebook --concept cattle_raid
    gesta codebook examples export my_codebook --to tasks.jsonl --format prodigy

    They stand in the concept's own file and in examples/ID.jsonl of the codebook's folder (beside a single file x.yaml
    in x.examples.jsonl), which any editor opens: a line is {"text", "start", "end", "told", "source", "who", "at"},
    and "told" is true, false, or null where nobody has decided yet.
    """


@click.command("list")
@CODEBOOK
@click.option("--concept", "wanted", multiple=True, metavar="ID", help="Only these concepts. Repeatable.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "jsonl"]),
    help="A list to read, or JSON lines; by default text on a terminal.",
)
def list_command(codebook: Path, wanted: tuple[str, ...], form: str | None) -> None:
    """List the examples of FILE|DIR with where each stands."""
    readable = form == "text" or (form is None and sys.stdout.isatty())
    for concept in chosen(codebook, wanted):
        read = told_lesson(codebook, concept)
        if readable:
            _show(read)
        else:
            for where, line in _all(read):
                row = {"concept": concept, **msgspec.to_builtins(line), "where": where}
                click.echo(msgspec.json.encode(row).decode())
        say(f"{concept}: {_counts(read)}")


def _all(read: Lesson) -> Iterator[tuple[str, ExampleLine]]:
    for each in read.taught:
        yield each.source, ExampleLine(each.text, each.start, each.end, each.told)
    yield from read.undecided


def _show(read: Lesson) -> None:
    screen = console()
    screen.print(Text(read.concept, style="bold"))
    for where, line in _all(read):
        sign, style = {True: ("+", "green"), False: ("-", "red"), None: ("?", "yellow")}[line.told]
        words = marked(line)
        screen.print(Text.assemble((f"{sign} ", style), words, (f"  {harmless(where)}", "dim")), soft_wrap=True)


def marked(line: ExampleLine) -> Text:
    """The passage on one line with the words in question underlined."""
    words = Text(harmless(line.text))
    words.stylize("bold underline", line.start, line.end)
    return words


def _counts(read: Lesson) -> str:
    told = sum(each.told for each in read.taught)
    parts = [f"{told} that tell it", f"{len(read.taught) - told} that do not"]
    if read.undecided:
        parts.append(f"{len(read.undecided)} undecided")
    return ", ".join(parts)


@examples_command.command("import", short_help="Take examples from an annotation tool's export.")
@click.argument("export", metavar="EXPORT", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--to", "codebook", required=True, metavar="FILE|DIR", type=click.Path(exists=True, path_type=Path),
              help="The codebook whose examples they become.")  # fmt: skip
@click.option("--concept", metavar="ID", help="The concept; needed where the codebook has several.")
@click.option("--label", "labels", multiple=True, metavar="L", help="The tool's label for it; by default its id. "
              "Repeatable.")  # fmt: skip
@click.option("--format", "form", type=click.Choice(get_args(AnnotationForm)), help="By default by the file's content.")
@click.option(
    "--who", metavar="NAME", help="Who annotated, where the export does not tell; your login name by default."
)
@click.option("--dry-run", is_flag=True, help="Say what would be added; write nothing.")
def import_command(
    export: Path,
    codebook: Path,
    concept: str | None,
    labels: tuple[str, ...],
    form: AnnotationForm | None,
    who: str | None,
    dry_run: bool,
) -> None:
    """Add to the examples what was annotated in EXPORT: a file of Prodigy, Label Studio (JSON, JSON-MIN), doccano,
    INCEpTION (WebAnno TSV 3, UIMA CAS JSON) or spaCy (DocBin).

    Spans with the label tell the concept; rejected ones, and texts that the annotator finished without giving the
    label, are counter-examples. What nobody decided is left out, and so is what is there already.
    """
    from gesta.cli.project import now
    from gesta.cli.review import named

    concept = the_one(codebook, concept)
    read = told_lesson(codebook, concept)
    wanted = labels or (concept,)
    made = imported(
        read_annotations(export, form), wanted, read.known(), _locator(codebook, concept), named(who), now()
    )
    tell(made.problems)
    if made.labels and not {label.casefold() for label in wanted} & {label.casefold() for label in made.labels}:
        found = ", ".join(f"{label} ({number})" for label, number in sorted(made.labels.items())[:20])
        raise UsageError(f"nothing in {export} is labelled {' or '.join(wanted)}; give --label: it has {found}")
    if not dry_run:
        append_lines(read.file, made.lines)
    _tell_import(made, read.file, dry_run=dry_run)


def _tell_import(made: Import, file: Path, *, dry_run: bool) -> None:
    told = sum(bool(line.told) for line in made.lines)
    does = "would be added" if dry_run else "added"
    say(f"{counted(made.texts, 'text')}: {counted(told, 'telling')} and "
        f"{counted(len(made.lines) - told, 'counter-example')} {does} to {file}")  # fmt: skip
    if made.doubles:
        say(f"{counted(made.doubles, 'example')} stood there already")
    if made.undecided:
        say(f"{counted(made.undecided, 'text')} left out: nobody has decided on them")


def _locator(codebook: Path, concept: str) -> Locate:
    """Finds the words that tell the concept by its triggers; the engine is loaded when a text asks for it."""
    from gesta.pipeline.reading import Engine, engine

    @cache
    def loaded() -> Engine:
        return engine((codebook,), reader="patterns")

    def locate(text: str) -> Span | None:
        report = Report(report_id(text.encode(), "example"), "example", "text", text)
        document, analysis = loaded().analyse(report)
        mentions = loaded().reader.read(document, analysis).mentions
        near = [each for each in mentions if loaded().codebook.related(each.concept, concept)]
        return min(near, key=lambda each: each.concept != concept).trigger.span if near else None

    return locate


@examples_command.command("export", short_help="Hand out undecided examples as tasks of an annotation tool.")
@CODEBOOK
@click.option("--to", "target", required=True, metavar="FILE", type=click.Path(dir_okay=False, path_type=Path),
              help="The file to write; - for standard output.")  # fmt: skip
@click.option("--format", "form", required=True, type=click.Choice(get_args(TaskForm)), help="The tool.")
@click.option("--concept", metavar="ID", help="The concept; needed where the codebook has several.")
def export_command(codebook: Path, target: Path, form: TaskForm, concept: str | None) -> None:
    """Write the undecided examples of FILE|DIR as tasks, the words in question marked with the concept's id.

    What the tool exports afterwards goes back with `gesta codebook examples import`.
    """
    concept = the_one(codebook, concept)
    lines = [line for _, line in told_lesson(codebook, concept).undecided]
    content = tasks(form, concept, lines)
    if str(target) == "-":
        sys.stdout.buffer.write(content)
    else:
        write_whole(target, content)
    say(f"{counted(len(lines), 'task')} for {form}")
