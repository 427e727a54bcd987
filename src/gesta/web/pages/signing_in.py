"""The page on which a person types a token, and the way out."""

from __future__ import annotations

from datetime import UTC, datetime
from http import HTTPStatus

from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse

from gesta.model.served import Token
from gesta.web.forms import Fields, word
from gesta.web.going import own_path
from gesta.web.render import fault_page, render
from gesta.web.signing import SIGN_IN, address_of, cookie_name, holding, too_many
from gesta.web.tries import Tries

router = APIRouter(include_in_schema=False)


@router.get(SIGN_IN)
def sign_in(request: Request, next: str = "/") -> Response:
    """The form."""
    return render(request, "sign_in.html", next=own_path(next), detail="")


@router.post(SIGN_IN)
def signed_in(request: Request, form: Fields) -> Response:
    """The token as a cookie, and on to the page that was asked for; the form again for one that is not known."""
    token, onward = word(form, "token"), own_path(word(form, "next"))
    found = holding(request, token)
    if found is None:
        tries: Tries = request.app.state.tries
        wait = tries.failed(address_of(request))
        if wait:
            return too_many(request, fault_page, wait)
        detail = "That token is not known, or does not hold any more."
        return render(request, "sign_in.html", HTTPStatus.UNAUTHORIZED, next=onward, detail=detail)
    answer = RedirectResponse(onward, HTTPStatus.SEE_OTHER)
    answer.set_cookie(
        cookie_name(request), token, max_age=_left(found), path="/", httponly=True, samesite="strict",
        secure=request.url.scheme == "https",
    )  # fmt: skip
    return answer


@router.post("/sign-out")
def sign_out(request: Request) -> Response:
    """The cookie is gone; the token holds until it is revoked."""
    answer = RedirectResponse(SIGN_IN, HTTPStatus.SEE_OTHER)
    answer.delete_cookie(
        cookie_name(request), path="/", httponly=True, samesite="strict", secure=request.url.scheme == "https"
    )
    return answer


def _left(token: Token) -> int | None:
    """Seconds until the token ends; None for a cookie that lasts as long as the browser is open."""
    if token.ends_at is None:
        return None
    return max(0, int((datetime.fromisoformat(token.ends_at) - datetime.now(UTC)).total_seconds()))
