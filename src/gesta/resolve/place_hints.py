"""Names that tell where a document plays and are no places themselves: towns in names of bodies, stations, states.

"Augusta Regional Detention Center", "Milford Memorial Hospital", "(KXYZ)", "the Delaware State Police": each says which
of the towns and counties of one name the document means. None of them is listed as a place of the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gesta.knowledge.places import Gazetteer, Named
from gesta.knowledge.stations import stations
from gesta.model.analysis import Analysis
from gesta.model.documents import Document
from gesta.resolve.place_scores import Toponym

_BODIES = frozenset({"Organization", "Facility"})
_WORD = re.compile(r"[A-Z][\w.'’-]*")
_AFTER_PEOPLE = frozenset(
    "School Academy Apartments Homes Village Square Elementary Middle High Street Avenue Park Place Manor Court Arms "
    "Terrace".split()
)
"""Last words of names of homes, parks and schools, which are called after people and far towns as well."""
_OTHER_THAN = frozenset({"of", "for", "and", "&", "'s", "’s"})
_LONGEST = 3
_TOWN = 5_000
"""People of a town that bodies about it are called after; hamlets share their names with families."""


def hints(document: Document, analysis: Analysis, found: Sequence[Toponym], gazetteer: Gazetteer) -> Iterator[Toponym]:
    """What the document names besides its places, each as a name that only speaks for others."""
    yield from _in_names(document.text, analysis, found, gazetteer)
    for station in stations(document.text):
        yield Toponym(station.start, station.end, station.town, (station.admin1,), hint=True)


def _in_names(text: str, analysis: Analysis, found: Sequence[Toponym], gazetteer: Gazetteer) -> Iterator[Toponym]:
    """The towns and counties that names of bodies begin with, the longest that one bears."""
    taken = [(each.start, each.end) for each in found]
    spans: list[list[tuple[int, int]]] = []
    for entity in analysis.entities:
        span = analysis.span(entity.first, entity.end)
        free = not any(first < span.end and span.start < last for first, last in taken)
        if entity.label in _BODIES and free:
            spans.append(list(_leads(text, span.start, span.end)))
    named = gazetteer.named({text[start:end] for each in spans for start, end in each})
    for each in spans:
        for start, end in each:
            if any(_is_town(one) for one in named[text[start:end]]):
                yield Toponym(start, end, text[start:end], hint=True)
                break


def _leads(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The first one to three words of the name, the longest first, where more words follow in it."""
    words = list(re.finditer(r"\S+", text[start:end]))
    if len(words) < 2 or words[-1][0].strip(".,") in _AFTER_PEOPLE:
        return
    county = next((at for at, word in enumerate(words) if at and word[0] in ("County", "Parish")), None)
    if county is not None:
        yield start + words[0].start(), start + words[county].end()
        return
    for count in range(min(_LONGEST, len(words) - 1), 0, -1):
        if all(_WORD.fullmatch(word[0]) for word in words[:count]) and words[count][0] not in _OTHER_THAN:
            yield start + words[0].start(), start + words[count - 1].end()


def _is_town(named: Named) -> bool:
    place = named.place
    large = place.level == "district" or (place.level == "city" and place.population >= _TOWN)
    return named.kind == "main" and large
