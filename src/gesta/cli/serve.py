"""``gesta serve``: a project in the browser and over HTTP."""

from __future__ import annotations

import webbrowser
from socket import AF_INET, AF_INET6, SO_REUSEADDR, SOL_SOCKET, socket
from typing import TYPE_CHECKING

import click

from gesta.cli.project import PROJECT
from gesta.cli.terminal import say
from gesta.errors import UsageError

if TYPE_CHECKING:
    from gesta.api.desk import Desk
    from gesta.api.people import Person


_CONNECTIONS = 500
"""Open at a time; further ones are answered 503, before the machine has no more files to open."""
_IDLE = 20
"""Seconds that an idle connection stays open: longer than clients keep theirs, or they send into a closing one."""
_HEAD_BYTES = 64 * 1024
"""Of an address with the headers."""


@click.command(short_help="Open a project in the browser.")
@PROJECT
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8016, show_default=True, help="Port; 0 for a free one.")
@click.option("--open", "opening", is_flag=True, help="Open it in the browser, too.")
@click.option("--name", "names", multiple=True, metavar="HOST", help="A host name it is served under. Repeatable.")
@click.option("--who", metavar="NAME", help="Whose name judgements bear; your login name by default.")
@click.option(
    "--sign-in/--no-sign-in",
    "signing",
    default=None,
    help="Show the project only to those who have a token "
    "(`gesta token add`). Off for addresses of this machine, on for every other.",
)
def serve(
    project: str,
    host: str,
    port: int,
    opening: bool,
    names: tuple[str, ...],
    who: str | None,
    signing: bool | None,
) -> None:
    """Serve PROJECT as pages for people and as data for programs, until stopped by Ctrl-C.

    On an address of this machine whoever asks is you, and may do everything; on any other, everybody signs in.
    """
    import uvicorn

    from gesta.api.desk import Desk
    from gesta.api.people import Person
    from gesta.api.sending import sending
    from gesta.cli.review import named
    from gesta.web.app import create_app
    from gesta.web.guard import LOOPBACK, bracketed, is_loopback

    desk = Desk(project)
    signs_in = signing if signing is not None else not is_loopback(host)
    everybody = None if signs_in else Person(named(who), "admin")
    app = create_app(desk, everybody=everybody, hosts=(*LOOPBACK, bracketed(host), *names))
    _warn(desk, host, everybody)

    with listening(host, port) as taken, sending(project, say):
        address = f"http://{bracketed(host)}:{taken.getsockname()[1]}/"
        say(f"{desk.name} at {address} (Ctrl-C stops)")
        if opening:
            webbrowser.open(address)
        config = uvicorn.Config(
            app, log_level="warning", access_log=False, server_header=False, ws="none",
            http="h11", h11_max_incomplete_event_size=_HEAD_BYTES, limit_concurrency=_CONNECTIONS,
            timeout_keep_alive=_IDLE,
        )  # fmt: skip
        uvicorn.Server(config).run(sockets=[taken])


def listening(host: str, port: int) -> socket:
    """A socket that takes connections already, so that a browser may ask before the server is up; raises UsageError."""
    made = socket(AF_INET6 if ":" in host else AF_INET)
    try:
        made.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
        made.bind((host, port))
        made.listen(_CONNECTIONS)
    except OSError as fault:
        made.close()
        raise UsageError(
            f"{host}, port {port}: {fault.strerror or fault}; choose another with --port, or 0 for a free one"
        ) from fault
    return made


def _warn(desk: Desk, host: str, everybody: Person | None) -> None:
    """What follows from signing in or not is said before the first request comes."""
    from gesta.web.guard import is_loopback

    if everybody is None:
        with desk.store() as store:
            if not store.tokens():
                say("nobody can sign in yet: `gesta token add PROJECT --who NAME --role admin` makes a token")
    elif not is_loopback(host):
        say(
            f"WARNING: without signing in, whoever reaches {host} reads this project and changes it, as {everybody.who}"
        )
