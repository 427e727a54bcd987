"""What is counted of the incidents of a briefing, in one pass over their lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from gesta.model.filters import AREAS, Filter
from gesta.model.merged import Figure
from gesta.model.terms import COUNT_FIELDS, CountField, IncidentId, Policy
from gesta.plots.days import days
from gesta.store.lines import Line
from gesta.store.store import Store

_EXACT = frozenset({"part_of_day", "day"})
_LONGEST_NEWEST = 31
"""Days: an incident known less closely does not say how new the newest is."""

Tolls = Mapping[CountField, Figure]


@dataclass(slots=True)
class Toll:
    """The sum of one count. ``told``: incidents with a figure; ``vague``: those of them without a number
    ("dozens"); ``is_open``: some have no upper bound, so that ``high`` is no limit."""

    low: int = 0
    best: int = 0
    high: int = 0
    is_open: bool = False
    told: int = 0
    vague: int = 0

    def add(self, figure: Figure) -> None:
        """One more incident with this figure."""
        known = [each for each in (figure.best, figure.low, figure.high) if each is not None]
        self.told += 1
        self.vague += not known
        self.low += figure.low or 0
        self.best += known[0] if known else 0
        self.high += figure.high if figure.high is not None else (known[0] if known else 0)
        self.is_open = self.is_open or figure.high is None


@dataclass(slots=True)
class Group:
    """The incidents of one type, country or province."""

    incidents: int = 0
    tolls: defaultdict[CountField, Toll] = field(default_factory=lambda: defaultdict(Toll))

    def add(self, tolls: Tolls) -> None:
        """One more incident with these tolls."""
        self.incidents += 1
        for name, figure in tolls.items():
            self.tolls[name].add(figure)


@dataclass(slots=True)
class Sums:
    """All that is counted. Places are keyed by country and province, both None where not known."""

    whole: Group = field(default_factory=Group)
    types: defaultdict[str, Group] = field(default_factory=lambda: defaultdict(Group))
    labels: dict[str, str] = field(default_factory=dict)
    places: defaultdict[tuple[str | None, str | None], Group] = field(default_factory=lambda: defaultdict(Group))
    doubts: defaultdict[str, int] = field(default_factory=lambda: defaultdict(int))
    newest: date | None = None

    def add(self, line: Line, tolls: Tolls) -> None:
        """One more incident."""
        self.whole.add(tolls)
        self.types[line.type].add(tolls)
        self.labels[line.type] = line.label
        self.places[line.where.country, line.where.admin1].add(tolls)
        for doubt in _doubts(line):
            self.doubts[doubt] += 1
        told = days(line.when)
        if told is not None and told.length <= _LONGEST_NEWEST:
            self.newest = max(self.newest or told.first, told.first)

    def countries(self) -> dict[str | None, Group]:
        """The incidents of each country."""
        found: defaultdict[str | None, Group] = defaultdict(Group)
        for (country, _), group in self.places.items():
            _join(found[country], group)
        return dict(found)


def _join(into: Group, more: Group) -> None:
    into.incidents += more.incidents
    for name, toll in more.tolls.items():
        held = into.tolls[name]
        held.low += toll.low
        held.best += toll.best
        held.high += toll.high
        held.told += toll.told
        held.vague += toll.vague
        held.is_open = held.is_open or toll.is_open


def _doubts(line: Line) -> Iterator[str]:
    """What is not sure about the incident, by the names that ``uncertain`` has words for."""
    if line.realis != "actual":
        yield line.realis
    if line.sources <= 1:
        yield "one source"
    if line.where.name is None and line.where.country is None:
        yield "no place"
    elif line.where.level in AREAS or line.where.lat is None:
        yield "area"
    if line.when.start is None and line.when.end is None:
        yield "no day"
    elif line.when.precision not in _EXACT:
        yield "vague day"
    yield line.status


def counted_lines(store: Store, wanted: Filter, policy: Policy) -> Iterator[tuple[Line, Tolls]]:
    """The lines that the filter lets through, each with its tolls by the policy.

    A figure that a person set holds for every policy (``gesta.export.figures``).
    """
    views = store.figures(wanted, policy)
    leads = views if policy == "lead" else store.figures(wanted, "lead")
    for line in store.lines(wanted):
        yield line, _tolls(line, leads.get(line.id, {}), views.get(line.id, {}))


def _tolls(line: Line, leads: Tolls, views: Tolls) -> Tolls:
    found: dict[CountField, Figure] = {}
    for name in COUNT_FIELDS:
        told, lead = line.counts.get(name), leads.get(name)
        if told is not None and (lead is None or (lead.low, lead.high) != told):
            found[name] = Figure(told[0], told[0], told[1], (), "set by a person")
        elif name in views:
            found[name] = views[name]
    return found


def sums_of(pairs: Iterable[tuple[Line, Tolls]]) -> Sums:
    """The sums over all of them."""
    made = Sums()
    for line, tolls in pairs:
        made.add(line, tolls)
    return made


def gravity(line: Line, tolls: Tolls) -> tuple[int, int, int, int, IncidentId]:
    """How serious an incident is: killed, then injured, then others that it struck, then by how many it is told."""

    def best(name: CountField) -> int:
        figure = tolls.get(name)
        return 0 if figure is None else figure.best or figure.low or 0

    others = max(best("abducted"), best("detained"), best("displaced"))
    return best("killed"), best("injured"), others, line.sources, line.id
