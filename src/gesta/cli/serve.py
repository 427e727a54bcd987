"""``gesta serve``: a project in the browser and over HTTP."""

from __future__ import annotations

import click

from gesta.cli.project import PROJECT
from gesta.cli.terminal import say


@click.command(short_help="Open a project in the browser.")
@PROJECT
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8016, show_default=True, help="Port; 0 for a free one.")
@click.option("--name", "names", multiple=True, metavar="HOST", help="A host name it is served under. Repeatable.")
@click.option("--who", metavar="NAME", help="Whose name judgements bear; your login name by default.")
def serve(project: str, host: str, port: int, names: tuple[str, ...], who: str | None) -> None:
    """Serve PROJECT as pages for people and as data for programs, until stopped by Ctrl-C."""
    import uvicorn

    from gesta.api.desk import Desk
    from gesta.api.people import Person
    from gesta.api.sending import sending
    from gesta.cli.review import named
    from gesta.web.app import create_app
    from gesta.web.guard import LOOPBACK

    desk = Desk(project)
    app = create_app(desk, everybody=Person(named(who), "admin"), hosts=(*LOOPBACK, *names))
    say(f"{desk.name} at http://{host}:{port}/ (Ctrl-C stops)")
    with sending(project, say):
        uvicorn.run(app, host=host, port=port, log_level="warning", access_log=False)
