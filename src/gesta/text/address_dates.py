"""The publication date that a page's address tells: "/2024/05/17/", "/2024-05-17-", "/2024/may/17/", "/20240517".

Sites file a page under the day it went out, so such a path is the day of publication; a date inside a longer word of
the path ("attack-of-17-may-2021") is one of the story and is left alone.
"""

from __future__ import annotations

import re

from gesta.model.documents import Block
from gesta.text.dates import DateFound, day_found, month_found

ADDRESS = "address"
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s/]++/\S*+", re.IGNORECASE)
_REACH = 400
"""Characters of an address that are looked at."""
_END = r"(?=[/_?&.-]|$)"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<=[/=])(?P<year>(?:19|20)\d\d)([/-])(?P<number>[01]?\d)\2(?P<day>[0-3]?\d){_END}",
        rf"(?<=[/=])(?P<one>[0-3]?\d)([/-])(?P<two>[01]?\d|[0-3]\d)\2(?P<year>(?:19|20)\d\d){_END}",
        rf"(?<=[/=])(?P<year>(?:19|20)\d\d)([/-])"
        rf"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{{0,6}}\2(?P<day>[0-3]?\d){_END}",
        rf"(?<=[/=])(?P<year>(?:19|20)\d\d)(?P<number>[01]\d)(?P<day>[0-3]\d)(?:\d{{4}}|\d{{6,9}})?{_END}",
    )
)
"""Whole steps of the path, or the start of a running number ("/202405170423.html", "?id=20240517000425")."""
_MONTH = re.compile(r"(?<=/)(?P<iso>(?:19|20)\d\d)/(?P<number>[01]\d)(?=/)")


def address_date(address: str, start: int = 0) -> DateFound | None:
    """The day, or else the month, in a web address that begins at ``start``; day and month order is never guessed."""
    whole = _ADDRESS.match(address, start)
    if whole is None:
        return None
    end = min(whole.end(), start + _REACH)
    path = address.index("/", start + len("https://"))
    for form in _FORMS:
        match = form.search(address, path, end)
        if match is not None and (found := day_found(match)) is not None:
            return found
    match = _MONTH.search(address, path, end)
    return None if match is None else month_found(match)


def first_line_date(text: str, blocks: tuple[Block, ...]) -> tuple[tuple[str, DateFound], ...]:
    """The date in the page's own address where a saved text opens with it, with its basis."""
    found = address_date(text, blocks[0].start) if blocks and blocks[0].kind == "furniture" else None
    return () if found is None else ((ADDRESS, found),)
