"""Templates to pages. Every value is escaped, and has no sign that hides or turns what is around it; words of reports
stand in the direction of their own script."""

from __future__ import annotations

import re
from http import HTTPStatus
from pathlib import Path

from fastapi import Request, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from gesta.api.asking import desk_of
from gesta.export.words import moment_words, published_words, status_words, when_words, where_words
from gesta.frames.facts import heading, toll_words
from gesta.model.plain import counted, harmless, harmless_lines
from gesta.plots.days import short_when

_HERE = Path(__file__).parent
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?![A-Za-z])")


def _words(value: object) -> Markup:
    """Words from outside: escaped, with no sign that hides or turns the text around them."""
    return Markup(f"<bdi>{escape(harmless(str(value)))}</bdi>")


def _shown(value: object) -> object:
    """What the page gets of a value, wherever it stands: in a title or an attribute, too."""
    return harmless_lines(value) if isinstance(value, str) else value


def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        words=_words, counted=counted,
        published=published_words, when=when_words, where=where_words, short_when=short_when, heading=heading,
        toll=toll_words, plain=harmless, moment=moment_words, status=status_words,
    )  # fmt: skip
    return made


_TEMPLATES = _environment()


def _language(accepted: str) -> str:
    """The reader's first language, for names on a map: the pages themselves are in English."""
    first = _LANGUAGE.match(accepted.strip())
    return first.group(0).lower() if first else "en"


def render(request: Request, template: str, status: HTTPStatus = HTTPStatus.OK, **values: object) -> Response:
    """The page made of the template."""
    person = getattr(request.state, "person", None)
    page = _TEMPLATES.get_template(template).render(
        request=request,
        project=desk_of(request).name,
        person=person,
        signs_in=getattr(request.state, "signs_in", False),
        path=request.url.path,
        map_language=_language(request.headers.get("accept-language", "")),
        **values,
    )
    return Response(page, status.value, media_type="text/html; charset=utf-8")


def fault_page(request: Request, status: HTTPStatus, detail: str) -> Response:
    """The page that says what went wrong; to one who is not known, the page to sign in."""
    if status is HTTPStatus.UNAUTHORIZED:
        wanted = f"{request.url.path}?{request.url.query}" if request.url.query else request.url.path
        return render(request, "sign_in.html", status, next=wanted if request.method == "GET" else "/", detail="")
    return render(request, "fault.html", status, title=status.phrase, detail=detail)
