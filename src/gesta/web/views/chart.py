"""The toll's history as a small drawing: where each mark, line and label stands, in units of the drawing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from gesta.model.merged import MergedIncident, TollStep
from gesta.model.terms import COUNT_FIELDS, ClaimId, CountField
from gesta.plots.days import short_day

WIDTH, HEIGHT = 640, 220
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 40, 28, 30
_ASIDE = 13
"""Units between the marks of one day, which would else hide one another."""
_LABELLED_DAYS = 6
_TICKS = 4
Shape = Literal["circle", "square", "diamond", "triangle"]
_SHAPES: tuple[Shape, ...] = ("circle", "square", "diamond", "triangle")


@dataclass(frozen=True, slots=True)
class Point:
    """One figure. ``low`` and ``high``: ends of its range; ``open_up``, ``open_down``: that bound is not told."""

    x: float
    y: float
    low: float
    high: float
    open_up: bool
    open_down: bool
    label: str
    shape: Shape
    series: int


@dataclass(frozen=True, slots=True)
class Line:
    """From the figure that was replaced to the one that replaces it."""

    x1: float
    y1: float
    x2: float
    y2: float
    series: int


@dataclass(frozen=True, slots=True)
class Tick:
    """A label of an axis at its place along it."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The drawing. ``series``: fields with the shape of their marks; ``left_out``: figures of unknown day and such as
    give no number, which only the table has."""

    points: tuple[Point, ...]
    lines: tuple[Line, ...]
    days: tuple[Tick, ...]
    numbers: tuple[Tick, ...]
    series: tuple[tuple[CountField, Shape], ...]
    left_out: int
    words: str

    @property
    def right(self) -> int:
        return WIDTH - _RIGHT

    @property
    def left(self) -> int:
        return _LEFT

    @property
    def floor(self) -> int:
        return HEIGHT - _BOTTOM


@dataclass(frozen=True, slots=True)
class _Scale:
    first: date
    days: int
    top: int

    def x(self, day: date) -> float:
        room = WIDTH - _LEFT - _RIGHT - 20
        return round(_LEFT + 10 + room * ((day - self.first).days / self.days if self.days else 0.5), 1)

    def y(self, number: float) -> float:
        return round(HEIGHT - _BOTTOM - (HEIGHT - _TOP - _BOTTOM) * number / self.top, 1)


def chart(incident: MergedIncident) -> Chart | None:
    """The history as a drawing; None where fewer than two figures can be drawn: then the table says it all."""
    drawn = [(step, day) for step in incident.history if _number(step) is not None and (day := _day(step)) is not None]
    if len(drawn) < 2:
        return None
    days = sorted({day for _, day in drawn})
    scale = _Scale(days[0], (days[-1] - days[0]).days, _top(drawn))
    fields = [field for field in COUNT_FIELDS if any(step.field == field for step, _ in drawn)]
    points = _points(drawn, fields, scale)
    lines = tuple(_lines(drawn, points))
    shown = days if len(days) <= _LABELLED_DAYS else [days[0], days[len(days) // 2], days[-1]]
    series = tuple((field, _SHAPES[place % len(_SHAPES)]) for place, field in enumerate(fields))
    return Chart(
        tuple(points.values()),
        lines,
        tuple(Tick(scale.x(day), short_day(day)) for day in _apart(shown, scale)),
        tuple(Tick(scale.y(number), str(number)) for number in _round_numbers(scale.top)),
        series,
        len(incident.history) - len(drawn),
        "; ".join(_told(drawn, field) for field in fields),
    )


def _number(step: TollStep) -> int | None:
    return step.count.low if step.count.low is not None else step.count.high


def _day(step: TollStep) -> date | None:
    try:
        return date.fromisoformat((step.at or "")[:10])
    except ValueError:
        return None


def _top(drawn: Sequence[tuple[TollStep, date]]) -> int:
    numbers = [number for step, _ in drawn for number in (step.count.low, step.count.high) if number is not None]
    return max(1, *numbers)


def _points(
    drawn: Sequence[tuple[TollStep, date]], fields: Sequence[CountField], scale: _Scale
) -> Mapping[ClaimId, Point]:
    on_day: Counter[date] = Counter()
    points: dict[ClaimId, Point] = {}
    for step, day in drawn:
        low, high, number = step.count.low, step.count.high, _number(step) or 0
        aside, on_day[day] = on_day[day], on_day[day] + 1
        x = scale.x(day) + (aside % 8) * _ASIDE - (0 if scale.days else 45)
        series = fields.index(step.field)
        points[step.claim] = Point(
            round(x, 1), scale.y(number), scale.y(number if low is None else low), scale.y(number if high is None else
            high), high is None, low is None, str(number), _SHAPES[series % len(_SHAPES)], series,
        )  # fmt: skip
    return points


def _lines(drawn: Sequence[tuple[TollStep, date]], points: Mapping[ClaimId, Point]) -> Iterator[Line]:
    for step, _ in drawn:
        before = points.get(step.replaces) if step.replaces else None
        if before is not None:
            now = points[step.claim]
            yield Line(before.x, before.y, now.x, now.y, now.series)


def _apart(days: Sequence[date], scale: _Scale) -> Iterator[date]:
    """The days whose labels do not run into one another."""
    last = -1000.0
    for day in days:
        if scale.x(day) - last >= 80:
            last = scale.x(day)
            yield day


def _round_numbers(top: int) -> Iterator[int]:
    step = next(
        step for power in range(12) for factor in (1, 2, 5) if top / (step := factor * 10**power) <= _TICKS
    )  # fmt: skip
    yield from range(0, top + 1, step)


def _told(drawn: Sequence[tuple[TollStep, date]], field: CountField) -> str:
    """ "killed: 5 on 14 Mar 2023, 7 on 16 Mar 2023"."""
    told = [f"{_number(step)} on {short_day(day)}" for step, day in drawn if step.field == field]
    return f"{field}: {', '.join(told[:20])}{' and more' if len(told) > 20 else ''}"
