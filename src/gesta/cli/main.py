"""The ``gesta`` command. Standard output is data; progress and problems go to standard error."""

from __future__ import annotations

import sys
import traceback
from importlib import import_module

import click

from gesta.cli.terminal import prepare, release, say
from gesta.errors import GestaError
from gesta.version import __version__

_MODULES = {
    "read": "read",
    "init": "init",
    "add": "add",
    "watch": "watch",
    "run": "run",
    "batch": "batch",
    "plan": "plan",
    "incidents": "incidents",
    "explain": "explain",
    "plot": "plot",
    "export": "export",
    "sitrep": "sitrep",
    "compare": "compare",
    "review": "review",
    "serve": "serve",
    "token": "token",
    "import": "importing",
    "changes": "changes",
    "release": "release",
    "alerts": "alerts",
    "schema": "schema",
    "codebook": "codebook",
    "actors": "actors",
    "places": "places",
    "doctor": "doctor",
    "eval": "evaluate",
}
"""The module of each command; it is imported when the command is used, so that ``--help`` is quick."""


class _Commands(click.Group):
    """The group of all commands, each loaded when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_MODULES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _MODULES:
            return None
        name = _MODULES[cmd_name]
        command: click.Command = getattr(import_module(f"gesta.cli.{name}"), name)
        return command

    def invoke(self, ctx: click.Context) -> object:
        try:
            result: object = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            # The reader of our output has gone (`gesta read … | head`): nothing is left to tell it.
            release()
            return 0
        return result


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="gesta")
def cli() -> None:
    """Read news reports; keep an auditable record of incidents.

    \b
    gesta read report.txt --published 2022-09-29   one report's incidents
    gesta read *.html --format jsonl > read.jsonl  many, a JSON line each
    gesta explain read.jsonl inc_1a2b              every value and its words
    
    gesta init my.db                               a project: reports kept, merged into incidents
    gesta add my.db reports/ && gesta run my.db
    gesta incidents my.db
    gesta explain my.db inc_1a2b                   every report, claim, figure and merge
    """


def main() -> None:
    """Run the command; whatever goes wrong is one line on standard error and an exit status, never a traceback."""
    sys.exit(_run())


def _run() -> int:
    try:
        prepare()
        status = cli.main(prog_name="gesta", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return 2
    except (click.exceptions.Abort, KeyboardInterrupt):
        say("stopped")
        return 130
    except GestaError as error:
        for line in str(error).splitlines():
            say(line)
        return 2
    except ImportError as error:
        say(f"{error}; the installation is not whole, `gesta doctor` says what is missing")
        return 1
    except OSError as error:
        release()
        say(f"{error.filename or 'output'}: {error.strerror or error}")
        return 1
    except Exception as error:  # Process edge: a person at a terminal gets a line they can report.
        frame = traceback.extract_tb(error.__traceback__)[-1]
        at = f"{type(error).__name__} in {frame.name}, line {frame.lineno}"
        say(f"{error} ({at}); this is a fault of Gesta, please report it with what you ran")
        return 1
    return status if isinstance(status, int) else 0


if __name__ == "__main__":
    main()
