"""The incidents of an actor or a place: how many, by month, by type, and the newest."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gesta.store.lines import Line

_MONTH = 7
NEWEST = 20


@dataclass(frozen=True, slots=True)
class Recent:
    """``months``: by "YYYY-MM" in which they began; ``types``: type, label and number, the most frequent first;
    ``newest``: the last to begin first, those with no day left out while there are others."""

    number: int
    months: Mapping[str, int]
    types: tuple[tuple[str, str, int], ...]
    newest: tuple[Line, ...]


def recent(lines: Iterable[Line]) -> Recent:
    """The incidents in one pass."""
    months: Counter[str] = Counter()
    types: Counter[str] = Counter()
    labels: dict[str, str] = {}
    dated: deque[Line] = deque(maxlen=NEWEST)
    undated: list[Line] = []
    number = 0
    for line in lines:
        number += 1
        types[line.type] += 1
        labels[line.type] = line.label
        if line.when.start is not None:
            months[line.when.start[:_MONTH]] += 1
            dated.append(line)
        elif len(undated) < NEWEST:
            undated.append(line)
    newest = (*reversed(dated), *undated)[:NEWEST]
    ordered = sorted(types, key=lambda type_: (-types[type_], type_))
    return Recent(number, months, tuple((each, labels[each], types[each]) for each in ordered), newest)
