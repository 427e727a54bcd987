"""Who asks, and what they may do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import msgspec
from fastapi import Depends, Request

from gesta.errors import GestaError
from gesta.model.served import ROLES, Role


class Person(msgspec.Struct, frozen=True):
    """Who asks: the name that judgements bear, and the role."""

    who: str
    role: Role

    def may(self, role: Role) -> bool:
        """True when the person may do what the role may."""
        return ROLES.index(self.role) >= ROLES.index(role)


class NotSignedInError(GestaError):
    """The request says not who asks, and must."""


class NotAllowedError(GestaError):
    """The person's role does not allow it."""


def person(request: Request) -> Person:
    """Who asks; raises NotSignedInError where nobody is known and the project asks for it."""
    known: Person | None = getattr(request.state, "person", None)
    if known is None:
        raise NotSignedInError("sign in first: this project is shown only to those who have a token")
    return known


def needs(role: Role) -> Callable[[Person], Person]:
    """The person who asks, as a dependency of a route; raises NotAllowedError for a lesser role."""

    def allowed(asking: Person = Depends(person)) -> Person:  # noqa: B008
        if not asking.may(role):
            raise NotAllowedError(f"{asking.who} is a {asking.role}; this asks for a {role}")
        return asking

    return allowed


Reader = Annotated[Person, Depends(needs("reader"))]
"""A parameter of a route: who asks, where everybody who may come in may."""
Reviewer = Annotated[Person, Depends(needs("reviewer"))]
"""A parameter of a route: who decides."""
Admin = Annotated[Person, Depends(needs("admin"))]
"""A parameter of a route: who lets people in, and watches."""
