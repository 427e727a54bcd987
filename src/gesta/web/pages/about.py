"""What serves the project: versions, licences, and where programs find its data."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, files

from fastapi import APIRouter, Depends, Request, Response

from gesta.api.asking import desk_of
from gesta.api.media import served
from gesta.api.people import needs
from gesta.export.source import versions_of
from gesta.version import __version__
from gesta.web.render import render

router = APIRouter(dependencies=[Depends(needs("reader"))])


@router.get("/about", include_in_schema=False)
def about(request: Request) -> Response:
    """The page."""
    desk = desk_of(request)
    with desk.store() as store:
        ids = store.read_ids()
        read_by = versions_of(store.record(ids[-1])) if ids else {}
    return render(
        request, "about.html", gesta=__version__, codebook=desk.book.version, read_by=read_by,
        formats=list(served()), notice=_notice(),
    )  # fmt: skip


def _notice() -> str:
    """The text of the NOTICE that is installed with Gesta; empty where there is none."""
    try:
        found = [each for each in files("gesta") or () if each.name == "NOTICE"]
    except PackageNotFoundError:
        return ""
    return found[0].read_text(encoding="utf-8") if found else ""
