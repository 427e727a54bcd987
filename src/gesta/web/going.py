"""Where to go after a form: only to pages of this site."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import urlencode, urlsplit, urlunsplit

from starlette.responses import RedirectResponse


def own_path(given: str) -> str:
    """The path with its query, "/" for anything that could lead to another site or is no address."""
    safe = given.startswith("/") and not given.startswith("//") and "\\" not in given
    return given if safe and all(" " < sign < "\x7f" for sign in given) else "/"


def with_query(path: str, **more: str) -> str:
    """The path with these parameters set, whatever they were before."""
    parts = urlsplit(path)
    kept = [each for each in parts.query.split("&") if each and each.partition("=")[0] not in more]
    told = "&".join((*kept, urlencode({name: value for name, value in more.items() if value}))).strip("&")
    return urlunsplit(("", "", parts.path, told, parts.fragment))


def on_to(path: str, **more: str) -> RedirectResponse:
    """After a form: the page, asked for anew, so that loading it again sends nothing again."""
    return RedirectResponse(with_query(own_path(path), **more), HTTPStatus.SEE_OTHER)
