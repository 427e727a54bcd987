"""The ``gesta`` command. Standard output is data; progress and problems go to standard error."""

from __future__ import annotations

import sys

import click

from gesta import __version__
from gesta.cli.codebook import codebook
from gesta.cli.doctor import doctor
from gesta.cli.evaluate import evaluate
from gesta.cli.explain import explain
from gesta.cli.read import read
from gesta.cli.schema import schema
from gesta.errors import GestaError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="gesta")
def cli() -> None:
    """Read news reports; keep an auditable record of incidents.

    \b
    gesta read report.txt --published 2022-09-29     the incidents of one report, as cards
    gesta read *.html --format jsonl > read.jsonl    many reports, one JSON line each
    gesta explain read.jsonl inc_1a2b                every value of an incident and the words it was read from
    """


for command in (read, explain, schema, doctor, codebook, evaluate):
    cli.add_command(command)


def main() -> None:
    """Run the command; an error that the user can mend is one line and exit status 2, never a traceback."""
    try:
        cli.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except click.exceptions.Abort:
        sys.exit(130)
    except click.exceptions.Exit as exit_:
        sys.exit(exit_.exit_code)
    except GestaError as error:
        click.echo(f"gesta: {error}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        # The reader of our output has gone (`gesta read … | head`): nothing is left to tell it.
        sys.stderr.close()
        sys.exit(0)


if __name__ == "__main__":
    main()
