"""``gesta codebook``: the concepts that incidents are coded by; its commands stand in the modules ``codebook_*``."""

from __future__ import annotations

import click

from gesta.cli.codebook_examples import examples_command
from gesta.cli.codebook_files import lint_command, new_command, show_command, test_command
from gesta.cli.codebook_learn import learn_command
from gesta.cli.codebook_probe import probe_command
from gesta.cli.codebook_project import diff_command, use_command


@click.group()
def codebook() -> None:
    """Write, check and try the concepts that incidents are coded by.

    \b
    gesta codebook new cattle_raid --parent looting   a file to fill in
    gesta codebook lint cattle_raid.yaml              what is missing or wrong
    gesta codebook test cattle_raid.yaml              its examples, read
    gesta codebook diff my.db cattle_raid.yaml        what it would change in a project
    gesta codebook use my.db cattle_raid.yaml         and from now on it does
    """


for command in (new_command, lint_command, test_command, show_command, diff_command, use_command, probe_command):
    codebook.add_command(command)
codebook.add_command(examples_command)
codebook.add_command(learn_command)
