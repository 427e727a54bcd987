"""``gesta import``: corrections made in an annotation tool come back as judgements."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import get_args

import click
import msgspec

from gesta.cli.project import PROJECT, codebook_of, settings_of
from gesta.cli.review import named
from gesta.cli.run import tell_changes
from gesta.cli.terminal import counted, say
from gesta.errors import Problem, UsageError
from gesta.intake.annotations import Annotated, AnnotationForm, form_of_export, read_annotations
from gesta.knowledge.places import Gazetteer, overlay_files
from gesta.review.corrections import Correction, corrections, unmade
from gesta.review.decide import decide_all, moment
from gesta.review.handed import Handed, handed_out
from gesta.review.values import Known
from gesta.store.store import Store

_SUFFIXES = frozenset({".json", ".jsonl", ".tsv", ".spacy"})
"""Files of a folder that are read; the interface of Label Studio beside its tasks is not."""
_LOOKED: frozenset[AnnotationForm] = frozenset({"prodigy", "label-studio"})
"""Tools that say of each text that somebody is done with it; the others write out what nobody opened, too."""
_PATH = click.Path(exists=True, path_type=Path)


@click.command("import", short_help="Take in corrections made in an annotation tool.")
@PROJECT
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=_PATH)
@click.option(
    "--format", "form", type=click.Choice(get_args(AnnotationForm)), help="What wrote FILE; told by its content else."
)
@click.option("--given", type=_PATH, help="What was given out, for tools that do not keep it (INCEpTION, spaCy).")
@click.option(
    "--left-is-right",
    is_flag=True,
    help="Events left as they were are right, also where the tool does not say that somebody looked.",
)
@click.option("--who", metavar="NAME", help="Who decided; your login name by default.")
@click.option("--why", metavar="TEXT", help="Why; kept with each judgement. By default the name of the file.")
@click.option("--dry-run", is_flag=True, help="Write the judgements and make none.")
def importing(
    project: str,
    files: tuple[Path, ...],
    form: AnnotationForm | None,
    given: Path | None,
    left_is_right: bool,
    who: str | None,
    why: str | None,
    dry_run: bool,
) -> None:
    """Take what people corrected in Prodigy, Label Studio, doccano, INCEpTION or spaCy back into PROJECT as judgements.

    FILE is the tool's export of what `gesta export` gave out, or a folder of such files. Judgements are written as JSON
    lines, what cannot be one as a problem on standard error. Taking in a file again makes none twice; `gesta review
    --undo` takes one back.
    """
    with Store.open(project) as store:
        known = Known(codebook_of(store), Gazetteer(overlays=overlay_files(settings_of(store).overlays)))
        person = named(who)
        handed = Handed(store, dict(handed_out(_read(_files([given]), None))) if given else {})
        texts = _looked(_files(files), form, left_is_right)
        found = unmade(store.judgements(), corrections(store, known, texts, handed), person)
        made = _told(found)
        if dry_run:
            for each in made:
                _write({"judgement": each.draft, "where": each.where})
            say(f"{counted(len(made), 'judgement')} to be made")
            return
        because = why if why is not None else f"import of {', '.join(path.name for path in files)}"[:200]
        decided = decide_all(store, known.book, [each.draft for each in made], person, moment(), because)
        for judgement in decided.judgements:
            _write(judgement)
        say(f"{counted(len(made), 'judgement')} made")
        tell_changes(decided.settled.changes)


def _files(paths: Sequence[Path]) -> list[Path]:
    """The files, those of a folder in order of their names."""
    found: list[Path] = []
    for path in paths:
        inside = [each for each in sorted(path.rglob("*")) if each.suffix in _SUFFIXES] if path.is_dir() else [path]
        if not inside:
            raise UsageError(f"{path}: no file of an annotation tool in it ({', '.join(sorted(_SUFFIXES))})")
        found.extend(inside)
    return found


def _read(paths: Sequence[Path], form: AnnotationForm | None) -> Iterator[Annotated | Problem]:
    for path in paths:
        yield from read_annotations(path, form)


def _looked(
    paths: Sequence[Path], form: AnnotationForm | None, left_is_right: bool
) -> Iterator[tuple[Annotated | Problem, bool]]:
    """The texts of the files, each with whether what was left as it was is right."""
    for path in paths:
        looked = left_is_right or (form or form_of_export(path)) in _LOOKED
        for each in read_annotations(path, form):
            yield each, looked


def _told(found: Iterator[Correction | Problem]) -> list[Correction]:
    """The corrections, once every problem is told."""
    made: list[Correction] = []
    for each in found:
        if isinstance(each, Problem):
            say(str(each))
        else:
            made.append(each)
    return made


def _write(line: object) -> None:
    sys.stdout.buffer.write(msgspec.json.encode(line) + b"\n")
