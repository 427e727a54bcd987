"""The text of a report, block by block: every run under the same marks with what its words tell, one part at a time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from gesta.frames.marks import Mark, MarkKind, all_marks, pieces
from gesta.model.documents import Block
from gesta.model.entities import ActorEntity, PlaceEntity
from gesta.model.incidents import Record
from gesta.model.plain import clipped, harmless
from gesta.model.terms import BlockKind, IncidentId
from gesta.web.views.links import TEXT, actor_page, incident_page, place_page
from gesta.web.views.values import field_words

_LONGEST = 200
"""Characters of what a mark says."""
_MOST_BLOCKS = 1000
"""Blocks of one part that are shown: a text of nothing but line ends has no end of them."""


@dataclass(frozen=True, slots=True)
class Run:
    """Text from the code point ``start`` of the document. ``anchor``: its id on the page, where a mark begins here;
    ``href``: the one value it made, or where all of them are listed; ``words``: what it tells."""

    start: int
    text: str
    kind: MarkKind | None = None
    anchor: str | None = None
    href: str | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block, or the part of it that is shown; ``reason``: why nothing is read from furniture."""

    kind: BlockKind
    start: int
    reason: str | None
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """Marked words with what they tell, and for each the fields and addresses of the values that they made so; the
    address is empty where no page has it."""

    start: int
    text: str
    kind: MarkKind
    values: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """The shown part of a text of ``total`` characters, from ``first`` to before ``last``. ``before``, ``after``: where
    the parts beside it begin; None at the ends."""

    paragraphs: tuple[Paragraph, ...]
    made: tuple[Made, ...]
    first: int
    last: int
    total: int
    before: int | None
    after: int | None


def part(record: Record, start: int, homes: Mapping[IncidentId, IncidentId]) -> Part:
    """The text from ``start`` on; ``homes``: the incident that each account is part of."""
    whole, total = record.document.text, len(record.document.text)
    first = min(max(start, 0), max(total - 1, 0))
    last = min(first + TEXT, total)
    found = [mark for mark in all_marks(record) if mark.start < last and mark.end > first]
    page = _Page(whole, found, homes, _named(record))
    blocks = [block for block in record.document.blocks if block.start < last and block.end > first][:_MOST_BLOCKS]
    return Part(
        tuple(page.paragraph(block, max(block.start, first), min(block.end, last)) for block in blocks),
        tuple(page.made()),
        first,
        last,
        total,
        max(first - TEXT, 0) if first else None,
        last if last < total else None,
    )


def _named(record: Record) -> Mapping[tuple[int, int], str]:
    """Pages of the known actors and places that words name."""
    found: dict[tuple[int, int], str] = {}
    for each in record.entities:
        if isinstance(each, ActorEntity) and each.actor_id:
            found[each.start, each.end] = actor_page(each.actor_id)
        elif isinstance(each, PlaceEntity) and each.place_id:
            found[each.start, each.end] = place_page(each.place_id)
    return found


class _Page:
    """The marks of one part with the addresses of what they made."""

    def __init__(
        self,
        whole: str,
        found: Sequence[Mark],
        homes: Mapping[IncidentId, IncidentId],
        named: Mapping[tuple[int, int], str],
    ) -> None:
        self._whole = whole
        self._found = found
        self._homes = homes
        self._named = named
        self._starts = [mark.start for mark in found]
        self._reach = list(accumulate((mark.end for mark in found), max))
        """The farthest end of the marks up to each: it never falls, so that the first that matters is found by it."""
        self._anchored: set[int] = set()

    def paragraph(self, block: Block, first: int, last: int) -> Paragraph:
        near = self._found[bisect_right(self._reach, first) : bisect_left(self._starts, last)]
        runs = (
            self._run(piece.start, piece.end, piece.kind, piece.words, piece.over)
            for piece in pieces(first, last, near)
        )
        reason = (
            f"left out: {clipped(block.reason or 'page furniture', _LONGEST)}" if block.kind == "furniture" else None
        )
        return Paragraph(block.kind, first, reason, tuple(runs))

    def _run(self, start: int, end: int, kind: MarkKind | None, words: str, over: Sequence[Mark]) -> Run:
        text = _lines(self._whole[start:end])
        if kind is None:
            return Run(start, text)
        anchor = f"s{start}" if any(mark.start == start for mark in over) and start not in self._anchored else None
        self._anchored.add(start)
        return Run(start, text, kind, anchor, self._href(over), clipped(harmless(words), _LONGEST))

    def _href(self, over: Sequence[Mark]) -> str | None:
        """The page of the one value that the words made; the list of all where they made several."""
        addresses = dict.fromkeys(filter(None, map(self._address, over)))
        if len(addresses) > 1:
            return f"#t{max(mark.start for mark in over if self._address(mark))}"
        return next(iter(addresses), None)

    def _address(self, mark: Mark) -> str:
        if mark.account is None:
            return self._named.get((mark.start, mark.end), "")
        home = self._homes.get(mark.account)
        return incident_page(home, mark.field) if home else ""

    def made(self) -> Iterator[Made]:
        """The words that made a value or name somebody known, in order; those that begin together are one."""
        begun: dict[int, list[Mark]] = {}
        for mark in self._found:
            if mark.account is not None or self._address(mark):
                begun.setdefault(mark.start, []).append(mark)
        for start, same in begun.items():
            end = max(mark.end for mark in same)
            values: dict[str, dict[tuple[str, str], None]] = {}
            for mark in same:
                address = self._address(mark)
                values.setdefault(clipped(harmless(mark.words), _LONGEST), {})[field_words(mark.field), address] = None
            yield Made(
                start,
                clipped(harmless(self._whole[start : min(end, start + _LONGEST + 1)]), _LONGEST),
                same[0].kind,
                tuple((words, tuple(made)) for words, made in values.items()),
            )


def _lines(words: str) -> str:
    """The words with their line ends and no other sign that moves the text around them."""
    return "\n".join(map(harmless, words.split("\n")))
