"""Names of private persons masked: in an incident as "[person 1]", in a report's text by blocks of the same length."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import msgspec

from gesta.export.private_names import Names, names_of, parts
from gesta.knowledge.actor_names import fold
from gesta.model.incidents import Record
from gesta.model.merged import MergedIncident
from gesta.model.terms import ReportId

_CLOSED = frozenset(
    "id account report type kind role class country realis precision level policy status exactness "
    "place_id actor_id replaces copy_of version_of superseded_by one other incident relation start end".split()
)
"""Fields of ids, codes and words of closed sets: no name stands in them, and a code may look like one ("AL")."""
_ADDRESS = frozenset({"source"})
"""Where a name may stand in lower case, joined by hyphens."""
_BLOCK = "█"


def redacted(incident: MergedIncident, record: Callable[[ReportId], Record]) -> MergedIncident:
    """The incident without a name of a private person: each is "[person N]" wherever it stands, surnames alone too.

    ``record``: the record of a report; one that it does not have (KeyError) is passed over. Spans stay those of the
    unmasked text.
    """
    records = tuple(_records(incident, record))
    mask = _Mask.of(names_of((incident,), records))
    if not mask.numbers:
        return incident
    return msgspec.convert(_walk(msgspec.to_builtins(incident), mask), MergedIncident)


def redacted_record(record: Record) -> Record:
    """The record without a name of a private person; in the text each is as many blocks as it had characters, so that
    every span still holds."""
    mask = _Mask.of(names_of(record.incidents, (record,)))
    if not mask.numbers:
        return record
    told = msgspec.to_builtins(record)
    text = mask.blocks(record.document.text)
    masked = _spans(_walk(told, mask), text)
    assert isinstance(masked, dict)
    return msgspec.convert({**masked, "document": {**masked["document"], "text": text}}, Record)


def _records(incident: MergedIncident, record: Callable[[ReportId], Record]) -> Iterator[Record]:
    for each in incident.reports:
        try:
            yield record(each.id)
        except KeyError:
            continue


@dataclass(frozen=True, slots=True)
class _Mask:
    """``numbers``: of each masked name or part of one, folded; ``whole``: full names; ``pattern`` finds them all, kept
    names too, the longest first, so that "Ali" in the name of somebody who stays is left."""

    numbers: Mapping[str, int]
    whole: frozenset[str]
    pattern: re.Pattern[str]

    @classmethod
    def of(cls, names: Names) -> _Mask:
        numbers = _numbered(names.private)
        whole = frozenset(_key(name) for name in names.private)
        kept = {name for name in names.kept if _key(name) not in whole}
        for name in kept:
            numbers.pop(_key(name), None)
        words = sorted({*_spellings(names.private), *kept}, key=lambda word: (-len(word), word))
        joined = "|".join(_flexible(word) for word in words) or r"(?!)"
        return cls(numbers, whole, re.compile(rf"(?<!\w)(?:{joined})(?!\w)", re.IGNORECASE))

    def sub(self, text: str, address: bool = False) -> str:
        """The text with every masked name as "[person N]"."""
        return self.pattern.sub(lambda found: self._person(found[0], address), text)

    def blocks(self, text: str) -> str:
        """The text with every masked name as blocks of its length."""
        return self.pattern.sub(
            lambda found: found[0] if self._person(found[0], False) == found[0] else _BLOCK * len(found[0]), text
        )

    def _person(self, found: str, address: bool) -> str:
        number = self.numbers.get(_key(found))
        plain = found.islower() and not address and _key(found) not in self.whole
        return found if number is None or plain else f"[person {number}]"


def _numbered(private: tuple[str, ...]) -> dict[str, int]:
    """Numbers in order of telling; a name whose words are part of exactly one longer name has that one's number."""
    numbers: dict[str, int] = {}
    for name in private:
        words = set(_key(name).split(" "))
        longer = [other for other in private if words < set(_key(other).split(" "))]
        longest = longer[0] if len(longer) == 1 else name
        number = numbers.setdefault(_key(longest), max(numbers.values(), default=0) + 1)
        numbers.setdefault(_key(name), number)
    for name in private:
        for part in parts(name):
            numbers.setdefault(_key(part), numbers[_key(name)])
    return numbers


def _spellings(private: tuple[str, ...]) -> Iterator[str]:
    for name in private:
        yield name
        yield from parts(name)


def _key(name: str) -> str:
    return fold(re.sub(r"[-_+]|%20", " ", name))


def _flexible(name: str) -> str:
    """A pattern for the name with any joint between its words: a space, a line end, a hyphen in an address."""
    return r"(?:[\s_+-]|%20)+".join(re.escape(word) for word in re.split(r"[\s-]+", name) if word)


def _walk(told: object, mask: _Mask, key: str = "") -> object:
    """The built-in values with every text masked but those of closed fields; keys of parts stay."""
    if isinstance(told, str):
        return told if key in _CLOSED else mask.sub(told, key in _ADDRESS)
    if isinstance(told, dict):
        return {name: _walk(inner, mask, str(name)) for name, inner in told.items()}
    if isinstance(told, list | tuple):
        return [_walk(each, mask, key) for each in told]
    return told


def _spans(told: object, text: str) -> object:
    """The values with the words of every span as they stand in the masked text."""
    if isinstance(told, dict):
        inner = {name: _spans(each, text) for name, each in told.items()}
        start, end = inner.get("start"), inner.get("end")
        if "exact" in inner and isinstance(start, int) and isinstance(end, int):
            inner["exact"] = text[start:end]
        return inner
    return [_spans(each, text) for each in told] if isinstance(told, list) else told
