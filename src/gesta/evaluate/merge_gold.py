"""Gold of merging: which articles of the Gun Violence Archive tell one occurrence.

The archive's editors filed each article under an incident. Rules, made before anything was scored:

- An article without text is left out. A text that stands under two incidents (a page of the site with no story on it,
  a report of two occurrences) belongs in no single cluster: it is read and merged with the others, but not scored.
- Where two incidents share a text and have one date and one town, the archive filed one occurrence twice: they are one
  here, under the lower id.
- Incidents fall into a half to learn from and a held half by a hash of their ids; one filed twice is held only if both
  ids are.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import combinations
from pathlib import Path

from gesta.evaluate.corpora import Article

_WEEK = 7
"""Days that two incidents of one state may lie apart to be hard to tell apart (the issue's "same state and week")."""
Pair = tuple[str, str]
"""Two article keys, the lesser first."""


@dataclass(frozen=True, slots=True)
class Filed:
    """What the archive has of an incident; numbers are victims and suspects alike, as the archive counts.

    ``accident``: it stands in one of the archive's lists of accidents, which are no incident (docs/annotation.md).
    """

    day: date
    state: str
    town: str
    killed: int
    injured: int
    accident: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """An article with the one incident it tells, None where it stands under two; ``month`` is that of its publication,
    ``held``: nothing may be learnt from it."""

    article: Article
    incident: str | None
    month: str
    held: bool


@dataclass(frozen=True, slots=True)
class HardSet:
    """Pairs of articles of different incidents of one state and week, and of one incident among those incidents;
    ``acts``: those of ``same`` that tell no accident."""

    different: tuple[Pair, ...]
    same: tuple[Pair, ...]
    acts: tuple[Pair, ...]


def is_held(incident: str) -> bool:
    """True for the half of the incidents that nothing is learnt from: those whose id has an odd SHA-256."""
    return hashlib.sha256(incident.encode()).digest()[-1] % 2 == 1


def filed_incidents(data: Path) -> dict[str, Filed]:
    """The archive's records by incident id; some incidents that have articles have none."""
    found: dict[str, Filed] = {}
    with (data / "gva" / "incidents.jsonl").open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            day = datetime.strptime(row["date"], "%B %d, %Y").date()
            found[str(row["incident_uri"])] = Filed(
                day,
                row["state"],
                row["city_or_county"],
                int(row["num_killed"]),
                int(row["num_injured"]),
                row["_frame"].startswith("accidental"),
            )
    return found


def told_articles(data: Path) -> tuple[Told, ...]:
    """Every article with text, by key."""
    articles: dict[str, Article] = {}
    incidents: defaultdict[str, set[str]] = defaultdict(set)
    with (data / "gva" / "articles.jsonl").open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row["content"].strip():
                article = Article(f"gva:{row['id']}", row["title"], row["content"], row["dct"])
                articles[article.key] = article
                incidents[article.text].add(str(row["incident_id"]))
    twice = filed_twice(incidents.values(), filed_incidents(data))
    return tuple(_told(articles[key], incidents[articles[key].text], twice) for key in sorted(articles))


def _told(article: Article, ids: set[str], twice: Mapping[str, str]) -> Told:
    ones = {twice.get(each, each) for each in ids}
    every = ids | ones | {other for other, one in twice.items() if one in ones}
    incident = next(iter(ones)) if len(ones) == 1 else None
    return Told(article, incident, str(article.published)[:7], all(is_held(each) for each in every))


def filed_twice(shared: Iterable[set[str]], filed: Mapping[str, Filed]) -> dict[str, str]:
    """For an incident the lower id under which it is filed too: ids that share a text, a date and a town."""
    lower: dict[str, str] = {}
    for ids in sorted(shared, key=sorted):
        for one, other in combinations(sorted(ids, key=_number), 2):
            if one in filed and other in filed and _place(filed[one]) == _place(filed[other]):
                lower.setdefault(other, lower.get(one, one))
    return lower


def _number(incident: str) -> tuple[int, str]:
    return len(incident), incident


def _place(filed: Filed) -> tuple[date, str, str]:
    return filed.day, filed.state, filed.town


def fullest_months(told: Sequence[Told], most: int) -> tuple[str, ...]:
    """The months with most articles, as many of them in that order as hold at most ``most`` articles together."""
    chosen: list[str] = []
    left = most
    for month, count in sorted(Counter(each.month for each in told).items(), key=lambda item: (-item[1], item[0])):
        if count > left:
            break
        chosen.append(month)
        left -= count
    return tuple(sorted(chosen))


def hard_set(told: Iterable[Told], filed: Mapping[str, Filed]) -> HardSet:
    """The hard pairs among the articles given; incidents that the archive's file lacks are in none."""
    articles: defaultdict[str, list[str]] = defaultdict(list)
    for each in told:
        if each.incident is not None and each.incident in filed:
            articles[each.incident].append(each.article.key)
    near = [(one, other) for one, other in combinations(sorted(articles), 2) if _hard(filed[one], filed[other])]
    different = sorted(_pair(a, b) for one, other in near for a in articles[one] for b in articles[other])
    confusable = sorted({incident for pair in near for incident in pair})
    same = {_pair(a, b): incident for incident in confusable for a, b in combinations(articles[incident], 2)}
    acts = sorted(pair for pair, incident in same.items() if not filed[incident].accident)
    return HardSet(tuple(different), tuple(sorted(same)), tuple(acts))


def _hard(one: Filed, other: Filed) -> bool:
    return one.state == other.state and abs((one.day - other.day).days) <= _WEEK


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)
