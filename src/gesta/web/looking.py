"""Where a person stands in the review: all of it in the address, so that it can be kept, sent, and gone back in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from gesta.api.asking import one_of
from gesta.review.questions import QUESTION_KINDS, Question, QuestionKind

_MOST_PASSED = 200
"""Questions passed over that an address remembers, the last ones."""


@dataclass(frozen=True, slots=True)
class Look:
    """Only questions of ``kind``, or about ``incident``; not those of ``passed``; ``second``: as a second reader."""

    kind: QuestionKind | None = None
    incident: str = ""
    passed: tuple[str, ...] = ()
    second: bool = False

    def wants(self, question: Question) -> bool:
        """True for a question that was not passed over."""
        return question.id not in self.passed

    def address(self, **more: str) -> str:
        """The page; ``more``: what it should say besides, under ``said`` and ``missed``."""
        told = {
            "kind": self.kind or "", "incident": self.incident, "skip": ",".join(self.passed),
            "second": "yes" if self.second else "", **more,
        }  # fmt: skip
        query = urlencode({name: value for name, value in told.items() if value}, safe=",")
        return f"/review?{query}" if query else "/review"

    def after(self, question: str) -> Look:
        """The question is passed over; what was asked of one incident leads on to the rest."""
        rest = tuple(each for each in self.passed if each != question)
        return replace(self, incident="", passed=(*rest, question)[-_MOST_PASSED:])

    def back(self) -> Look | None:
        """The question passed over last is asked again; None where none was."""
        return replace(self, incident="", passed=self.passed[:-1]) if self.passed else None

    def onward(self) -> Look:
        """The next question after one was answered."""
        return replace(self, incident="")


def look_of(given: Mapping[str, str]) -> Look:
    """The look of a query or a form. Raises UsageError for a kind that is none."""
    kind = given.get("kind")
    passed = tuple(each for each in given.get("skip", "").split(",") if each)[-_MOST_PASSED:]
    return Look(
        one_of("kind", kind, QUESTION_KINDS) if kind else None,
        given.get("incident", ""),
        passed,
        given.get("second") == "yes",
    )
