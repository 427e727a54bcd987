"""Which texts of a group are one text, and which of them is the original: the one credited, else the earliest."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from gesta.merge.across.copies_credit import Credit, known, outlet_key
from gesta.merge.across.copies_text import CopyText
from gesta.merge.across.copies_words import squeezed
from gesta.model.groups import Groups
from gesta.model.spans import Quote
from gesta.model.terms import ReportId

Pair = tuple[ReportId, ReportId]


class Edge(NamedTuple):
    """Of two texts one is a copy of the other: with so many words in common, and as two versions of one text."""

    matched: int
    is_same: bool


Edges = Mapping[Pair, Edge]
"""Pairs of copies, the lower report id first."""
_STRONG = frozenset({"source", "dateline", "byline", "copyright"})
"""Credits of the text itself; a reporter's outlet counts where nothing stronger names a member."""
_LEAST_NAME = 3
"""Letters of the shortest name that is looked for in the host of a site."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The original of a report, why it is, and the words that say so."""

    original: ReportId
    basis: str
    credit: Quote | None = None


def origins(texts: Mapping[ReportId, CopyText], edges: Edges) -> dict[ReportId, Origin]:
    """The original of every text that is a copy; each points to the original itself, never to another copy.

    Versions of one text make a group. Groups are taken in the order of their originals, and one of which a text stands
    in an earlier group, or the other way about, goes with the one that has most of it. A roundup that embeds two texts
    goes with one of them and does not tie them together.
    """
    groups = _versions(texts, edges)
    heads = {name: _origin([texts[each] for each in members]).original for name, members in groups.items()}
    shared = _shared(groups, edges)
    roots: dict[ReportId, Origin] = {}
    placed: dict[ReportId, ReportId] = {}
    for name in sorted(groups, key=lambda each: _precedence(texts[heads[each]])):
        before = [(-matched, other) for other, matched in shared[name].items() if other in placed]
        placed[name] = placed[min(before)[1]] if before else name
    together: dict[ReportId, list[CopyText]] = defaultdict(list)
    for name in sorted(groups):
        together[placed[name]].extend(texts[each] for each in groups[name])
    for members in together.values():
        whole = _origin(members)
        roots |= {text.report: whole for text in members if text.report != whole.original}
    return roots


def _versions(texts: Mapping[ReportId, CopyText], edges: Edges) -> dict[ReportId, list[ReportId]]:
    """Groups of versions of one text by their least id, every text in one."""
    versions = Groups(texts)
    for (one, other), edge in edges.items():
        if edge.is_same:
            versions.join(one, other)
    groups: dict[ReportId, list[ReportId]] = {}
    for report in sorted(texts):
        groups.setdefault(versions.root(report), []).append(report)
    return groups


def _shared(groups: Mapping[ReportId, Sequence[ReportId]], edges: Edges) -> dict[ReportId, dict[ReportId, int]]:
    """For each group those that hold a copy of one of its texts, or the other way about, with the most words shared."""
    of_group = {each: name for name, members in groups.items() for each in members}
    shared: dict[ReportId, dict[ReportId, int]] = {name: {} for name in groups}
    for (one, other), edge in edges.items():
        mine, theirs = of_group[one], of_group[other]
        if mine != theirs:
            most = max(shared[mine].get(theirs, 0), edge.matched)
            shared[mine][theirs] = shared[theirs][mine] = most
    return shared


def _precedence(text: CopyText) -> tuple[str, int, ReportId]:
    return (_opens(text) or "9999", -_size(text), text.report)


def _opens(text: CopyText) -> str | None:
    """The first minute at which the text may have been published."""
    start = text.published.start
    return start if start is None or "T" in start else f"{start}T00:00"


def _closes(text: CopyText) -> str | None:
    """The last minute at which it may have been."""
    end = text.published.end or text.published.start
    return end if end is None or "T" in end else f"{end}T23:59"


def _size(text: CopyText) -> int:
    return sum(len(each.exact) for each in text.sentences)


def _origin(members: Sequence[CopyText]) -> Origin:
    """The original among versions of one text: credited by another, else earliest, else the fullest."""
    credited = _credited(members)
    if credited is not None:
        return credited
    first = _not_after_another(members)
    best = min(first, key=lambda each: (-_size(each), each.report))
    if len(first) == 1:
        return Origin(best.report, "earliest")
    fuller = len({_size(each) for each in first}) > 1
    return Origin(best.report, "fuller text" if fuller else "not told which came first")


def _not_after_another(members: Sequence[CopyText]) -> list[CopyText]:
    """The members that may be the first: no other was out for certain before they were."""
    bound = min((end for each in members if (end := _closes(each))), default=None)
    dated = [each for each in members if bound is not None and (_opens(each) or "9999") <= bound]
    return dated or list(members)


def _credited(members: Sequence[CopyText]) -> Origin | None:
    """The member whose outlet most others credit, by the plainest words; None where no member is credited."""
    for kinds in (_STRONG, frozenset({"reporter"})):
        votes: Counter[ReportId] = Counter()
        words: dict[ReportId, list[Quote]] = {}
        for member in members:
            owners = [other for credit in member.credits if credit.kind in kinds for other in _owned(credit, members)]
            for other, quote in owners:
                if member.publisher != other.publisher:
                    votes[other.report] += 1
                    words.setdefault(other.report, []).append(quote)
        if votes:
            texts = {each.report: each for each in members}
            best = min(votes, key=lambda report: (-votes[report], _precedence(texts[report])))
            return Origin(best, "credited", min(words[best]))
    return None


def _owned(credit: Credit, members: Iterable[CopyText]) -> list[tuple[CopyText, Quote]]:
    return [(each, credit.quote) for each in members if names(credit.key, credit.name, each)]


def names(key: str, name: str, text: CopyText) -> bool:
    """True when the credited name is that of the text's outlet, or of the site it stands on."""
    if text.outlet and outlet_key(text.outlet) == key:
        return True
    letters = squeezed(name)
    labels = (text.site or "").replace("-", "").split(".")[:-1]
    return len(letters) >= _LEAST_NAME and letters in labels


def shared_credit(one: CopyText, other: CopyText) -> Credit | None:
    """The words of one that credit somebody whom the other credits too, where they are of two outlets."""
    if one.publisher == other.publisher:
        return None
    theirs = {each.key for each in other.credits if _plain(each)}
    return next((each for each in one.credits if _plain(each) and each.key in theirs), None)


def _plain(credit: Credit) -> bool:
    return credit.kind in _STRONG and (credit.sure or known(credit.key))
