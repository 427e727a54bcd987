"""The toll by named policies: each derives its view from the figures told and says which claims made it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from gesta.merge.across.history import OFFICIAL
from gesta.merge.across.parts import by_side, everyone
from gesta.merge.across.told import Told
from gesta.model.merged import Figure, View
from gesta.model.terms import COUNT_FIELDS, ClaimId, CountField, Policy, ReportId
from gesta.model.values import Count

_ACLED_WORDS: Mapping[str, int] = {"tens": 10, "dozens": 12, "hundreds": 100}
"""The numbers that ACLED's codebook gives to words."""
Rule = Callable[[Sequence[Told]], Figure | None]


def views(figures: Sequence[Told]) -> tuple[View, ...]:
    """The view of every policy over the figures that hold: of reports that count, none replaced by a newer one."""
    by_field = {field: [each for each in figures if each.field == field] for field in COUNT_FIELDS}
    return tuple(View(policy, _counts(rule, by_field)) for policy, rule in RULES.items())


def _counts(rule: Rule, by_field: Mapping[CountField, Sequence[Told]]) -> dict[CountField, Figure]:
    found = {field: rule(told) for field, told in by_field.items() if told}
    return {field: figure for field, figure in found.items() if figure is not None}


def lead(figures: Sequence[Told]) -> Told | None:
    """The figure of one field that the incident leads with: the newest that most independent sources tell.

    1. Each source is asked once (``of_sources``). That nobody was hit is left out where at least as many sources tell
       of somebody.
    2. Where a source gives a number, those that tell of one person only do not vote: who tells of "the woman" does
       not say that nobody else was hit. Nor, where a source states a figure, do those whose figure was worked out.
    3. A figure has the votes of the sources whose figure can hold together with it: "at least five" votes for five
       and for seven. Closed figures come before open ones; one person alone does not come before "at least three".
    4. Most votes; then the figure that most sources state anywhere, as anybody's; then the newest.
    """
    asked = _credible(of_sources(figures))
    counted = [each for each in asked if each.counted] or asked
    counted = [each for each in counted if not each.worked_out] or counted
    values = Counter(_bounds(each.count) for each in counted)
    votes = {one: sum(number for other, number in values.items() if together(one, other)) for one in values}
    said: dict[Bounds, set[ReportId]] = {}
    for each in figures:
        if not each.negated:
            said.setdefault(_bounds(each.count), set()).add(each.voice.source)

    several = any(high is None and (low or 0) > 1 for low, high in values)

    def order(told: Told) -> tuple[bool, int, int, str, ReportId]:
        value = _bounds(told.count)
        closed = _is_closed(value) and not (several and value == (1, 1))
        return closed, votes[value], len(said[value]), told.voice.published, told.report

    return max(counted, key=order, default=None)


def of_sources(figures: Sequence[Told]) -> list[Told]:
    """The figure of each independent source, in order of telling: the lead figure of one of its reports.

    A number before one person told by name or description, that before words ("dozens"); a figure that is stated before
    one worked out; one of the headline or first sentences before one told further down; then the newest.
    """
    best: dict[ReportId, Told] = {}
    for told in sorted((each for each in figures if each.leads and not each.negated), key=_weight):
        best[told.voice.source] = told
    return sorted(best.values(), key=lambda each: each.order)


def _weight(told: Told) -> tuple[bool, bool, bool, bool, tuple[str, ReportId, int, ClaimId]]:
    return told.bounded, told.counted, not told.worked_out, told.early, told.order


def _credible(asked: list[Told]) -> list[Told]:
    """Without those who tell that nobody was hit, where at least as many tell of somebody."""
    somebody = [each for each in asked if each.bounded and each.count.high != 0]
    nobody = sum(each.count.high == 0 for each in asked)
    return [each for each in asked if each.count.high != 0] if somebody and nobody <= len(somebody) else asked


Bounds = tuple[int | None, int | None]


def _bounds(count: Count) -> Bounds:
    return count.low, count.high


def together(one: Bounds, other: Bounds) -> bool:
    """True for two figures that can both hold; figures in words hold together with each other only."""
    if one == (None, None) or other == (None, None):
        return one == other
    most = [high for high in (one[1], other[1]) if high is not None]
    return not most or max(one[0] or 0, other[0] or 0) <= min(most)


def _is_closed(value: Bounds) -> bool:
    return value[0] is not None and value[1] is not None


def _view_lead(figures: Sequence[Told]) -> Figure | None:
    chosen = lead(figures)
    if chosen is None:
        return None
    behind = [each for each in of_sources(figures) if together(_bounds(each.count), _bounds(chosen.count))]
    sources = "source tells" if len(behind) == 1 else "sources tell"
    return _figure(
        chosen.count.low, chosen.count.high, behind, f"the newest that most tell: {len(behind)} {sources} it"
    )


def lead_count(figures: Sequence[Told]) -> Count | None:
    """The lead figure of one field with the words of every source that tells just that; None where nobody tells one."""
    chosen = lead(figures)
    if chosen is None:
        return None
    same = [each for each in of_sources(figures) if _bounds(each.count) == _bounds(chosen.count)]
    evidence = dict.fromkeys(quote for told in (chosen, *same) for quote in told.count.evidence)
    return msgspec.structs.replace(chosen.count, evidence=tuple(evidence))


def candidates(figures: Sequence[Told]) -> list[Told]:
    """The figures that a scheme may choose from: one a source, and what other speakers count.

    People told by name or description are left out where anybody counts. That nobody was hit is left out where sources
    tell of somebody, as for the lead: it is a denial then, kept in the history and among the disagreements.
    """
    asked = _credible(of_sources(figures))
    others = [each for each in figures if not each.leads and not each.negated and each.counted]
    if any(each.bounded and each.count.high != 0 for each in asked):
        others = [each for each in others if each.count.high != 0]
    told = [*(each for each in asked if each.counted), *others] or asked
    return sorted(told, key=lambda each: each.order)


def _conservative(figures: Sequence[Told]) -> Figure | None:
    """ACLED: the lowest credible figure, everybody counted; of a range the lower end.

    Words get ACLED's numbers where nobody gives one.
    """
    told = [each for each in candidates(figures) if each.bounded] or of_sources(figures)
    numbers = [(number, each) for each in told if (number := _acled(each.count)) is not None]
    if not numbers:
        return None
    least = min(number + each.apart for number, each in numbers)
    behind = [each for number, each in numbers if number + each.apart == least]
    closed = any(_is_closed(_bounds(each.count)) and each.count.low == each.count.high for each in behind)
    return _figure(least, least if closed else None, behind, f"the lowest of {len(numbers)} credible figures")


def _acled(count: Count) -> int | None:
    if count.low is not None:
        return count.low
    words = (count.text or "").casefold().split()
    return next((_ACLED_WORDS[word] for word in words if word in _ACLED_WORDS), None)


def _best_low_high(figures: Sequence[Told]) -> Figure | None:
    """UCDP: the lead figure between the lowest and the highest that anybody gives, everybody counted, by side.

    The highest is open where the highest figure is: "at least nine" beside seven.
    """
    chosen = lead(figures)
    if chosen is None or not chosen.bounded:
        return None
    told = [each for each in candidates(figures) if each.bounded]
    told = told if chosen in told else [*told, chosen]
    best = everyone(chosen.count.low, chosen)
    lows = [low for each in told if (low := everyone(each.count.low, each)) is not None]
    highs = [everyone(each.count.high, each) for each in told]
    most = max((high for high in highs if high is not None), default=None)
    is_open = most is None or any(high is None and low > most for high, low in _open(told))
    parts = by_side(best, chosen) if chosen.field == "killed" and best is not None else {}
    return Figure(
        min(lows, default=None), best, None if is_open else most, _claims(told),
        f"the lead figure, and the lowest and highest of {len(told)} figures", parts,
    )  # fmt: skip


def _open(told: Iterable[Told]) -> list[tuple[int | None, int]]:
    return [(each.count.high, everyone(each.count.low, each) or 0) for each in told]


def _majority(figures: Sequence[Told]) -> Figure | None:
    """GTD: what more than half of the independent sources tell, else the lowest that one tells; everybody counted."""
    asked = [each for each in of_sources(figures) if each.bounded]
    if not asked:
        return None
    numbers = [(everyone(each.count.low, each), everyone(each.count.high, each)) for each in asked]
    value, told = max(Counter(numbers).items(), key=lambda each: (each[1], -_least(each[0])))
    basis = f"what {told} of {len(asked)} sources tell"
    if 2 * told <= len(asked):
        value = min(numbers, key=lambda each: (_least(each), each[1] is None, each[1] or 0))
        basis = f"no majority of {len(asked)} sources: the lowest"
    behind = [each for each, number in zip(asked, numbers, strict=True) if number == value]
    return _figure(value[0], value[1], behind, basis)


def _least(value: Bounds) -> int:
    return value[0] if value[0] is not None else value[1] or 0


def _latest_official(figures: Sequence[Told]) -> Figure | None:
    """The newest figure that a police, military, government, medical or rescue speaker gives; a number first."""
    told = [each for each in figures if each.speaker.kind in OFFICIAL and each.bounded and not each.negated]
    told = [each for each in told if each.counted] or told
    newest = max(told, key=lambda each: each.order, default=None)
    if newest is None:
        return None
    basis = f"the newest official figure: {newest.speaker.name}, {newest.voice.published or 'undated'}"
    return _figure(newest.count.low, newest.count.high, [newest], basis)


def _figure(low: int | None, high: int | None, behind: Sequence[Told], basis: str) -> Figure:
    """A figure whose best is the number told, of an open or wide one its lower end."""
    return Figure(low, low, high, _claims(behind), basis)


def _claims(told: Iterable[Told]) -> tuple[ClaimId, ...]:
    return tuple(dict.fromkeys(claim for each in told for claim in each.claims))


RULES: Mapping[Policy, Rule] = {
    "lead": _view_lead,
    "conservative": _conservative,
    "best_low_high": _best_low_high,
    "majority": _majority,
    "latest_official": _latest_official,
}
"""Every policy with its rule, in the order of the views."""
