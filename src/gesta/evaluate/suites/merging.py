"""The suite over merging: articles of a month mixed together, and pairs that are hard to tell apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from gesta.evaluate.clusterings import b_cubed, conll, lea, pairs
from gesta.evaluate.corpora import Article
from gesta.evaluate.measures import Ratio
from gesta.evaluate.merge_gold import Filed, Told, filed_incidents, fullest_months, hard_set, told_articles
from gesta.evaluate.merging import (
    HardVerdict,
    Merge,
    Month,
    hard_verdict,
    merged_month,
    reachable,
    scored,
    side_by_side,
)
from gesta.evaluate.suites.figures import Figure, Folders, Outcome, Records, Suite, missing, prf, ratio
from gesta.evaluate.suites.workers import Workers
from gesta.merge.across.merging import merge
from gesta.merge.across.profile import profiles
from gesta.model.incidents import Record
from gesta.model.terms import IncidentId

_MOST = 1_200
"""Articles that a run may read: some three minutes on two cores."""


def _chosen(folders: Folders) -> dict[str, list[Told]]:
    """The articles of the months with most articles, by month."""
    every = told_articles(folders.data)
    return {month: [each for each in every if each.month == month] for month in fullest_months(every, _MOST)}


def _needs(folders: Folders) -> Sequence[Article]:
    return tuple(each.article for month in _chosen(folders).values() for each in month)


def merged(records: Sequence[Record]) -> tuple[tuple[IncidentId, ...], ...]:
    """The clusters that the product makes of the incidents of the records."""
    return merge(each for record in records for each in profiles(record).values()).clusters


def _score(folders: Folders, records: Records, workers: Workers) -> Outcome:
    return score(_chosen(folders), filed_incidents(folders.data), records, merged)


def score(
    chosen: Mapping[str, Sequence[Told]], filed: Mapping[str, Filed], records: Records, merging: Merge
) -> Outcome:
    """The figures of the months given, merged by ``merging``."""
    months = [merged_month(told, records, merging) for told in chosen.values()]
    figures: list[Figure] = []
    for name, held in (("held", True), ("all", False)):
        figures += _month_figures(name, months, held)
        figures += _hard_figures(name, months, filed, held)
    listing = tuple(line for month in months for line in _mistakes(month))
    articles = [each.article for told in chosen.values() for each in told]
    return Outcome(tuple(figures), listing, missing(records, articles))


def _month_figures(name: str, months: Sequence[Month], held: bool) -> Iterator[Figure]:
    over = scored(months, held)
    beside = partial(side_by_side, over=over)
    gold, found = beside(over), beside([month.merged for month in months])
    same_day, nothing = beside([month.town_and_day for month in months]), {key: key for key in side_by_side(over, over)}
    of = f"{len(gold)} articles"
    together = pairs(gold, found)
    baseline = pairs(gold, same_day)
    yield from prf(f"{name}.pairs", together, f"pairs of articles; same town and day: {baseline}; merge nothing: F1 0")
    yield Figure(
        f"{name}.b_cubed", b_cubed(gold, found).f1, of, _beside(b_cubed(gold, same_day).f1, b_cubed(gold, nothing).f1)
    )
    yield Figure(f"{name}.lea", lea(gold, found).f1, of, _beside(lea(gold, same_day).f1, lea(gold, nothing).f1))
    yield Figure(f"{name}.conll", conll(gold, found), of, _beside(conll(gold, same_day), conll(gold, nothing)))
    yield ratio(f"{name}.reachable", reachable(months, over), "pairs of one incident of which both articles show one")


def _beside(same_day: float, nothing: float) -> str:
    return f"same town and day: {100 * same_day:.1f}; merge nothing: {100 * nothing:.1f}"


def _hard_figures(name: str, months: Sequence[Month], filed: Mapping[str, Filed], held: bool) -> Iterator[Figure]:
    found = HardVerdict(Ratio(), Ratio(), Ratio(), Ratio())
    for month in months:
        found += hard_verdict(month, hard_set((each for each in month.told.values() if each.held or not held), filed))
    yield ratio(f"{name}.hard.apart", found.apart, "pairs of different incidents of one state and week, not merged")
    yield ratio(f"{name}.hard.together", found.together, "pairs of one incident among those incidents, merged")
    yield ratio(
        f"{name}.hard.acts_together", found.acts_together, "those of incidents the archive lists as no accident"
    )
    yield ratio(
        f"{name}.hard.shown_together", found.shown_together, "same pairs of which both articles show an incident"
    )


def _mistakes(month: Month) -> Iterator[str]:
    """Pairs of the half that may be read that are wrongly merged or wrongly kept apart."""
    gold = {key: each.incident for key, each in month.told.items() if each.incident is not None and not each.held}
    keys = sorted(gold)
    for at, one in enumerate(keys):
        for other in keys[at + 1 :]:
            same = month.merged[one] == month.merged[other]
            if same != (gold[one] == gold[other]):
                shown = "" if one in month.shown and other in month.shown else "\tnothing shown"
                yield f"{'merged' if same else 'apart'}\t{one}\t{other}{shown}"


MERGING = Suite(
    "merging",
    "Which reports tell one occurrence: all articles of a month mixed together, for the months of the Gun Violence "
    f"Archive with most articles ({_MOST:,} at most), against the archive's own filing. Nothing may be learnt from the "
    "held incidents; articles of both halves are merged together. An article stands where the account stands that it "
    "is about, alone where it shows no incident. Hard pairs are of different incidents in one state at most seven days "
    "apart. Texts that stand under two incidents are merged with the others but not scored.",
    _needs,
    _score,
)
