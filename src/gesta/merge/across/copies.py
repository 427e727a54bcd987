"""Copies of one text among reports: syndicated, republished, cut or paraphrased.

``text_of`` a record, ``keys`` of a text, ``copies`` of texts that share keys; or in steps ``pairs``, ``compared`` some
at a time, and ``told``. The rules stand in docs/reference/copies.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from gesta.merge.across.copies_align import Prepared, align, prepare
from gesta.merge.across.copies_changes import changes
from gesta.merge.across.copies_keys import keys
from gesta.merge.across.copies_notice import one_notice
from gesta.merge.across.copies_original import Edge, Edges, Origin, Pair, origins, shared_credit
from gesta.merge.across.copies_text import CopyText, text_of
from gesta.model.groups import Groups
from gesta.model.merged import Copy
from gesta.model.terms import ReportId

__all__ = ["CopyText", "compared", "copies", "keys", "pairs", "text_of", "told"]
_MOST_PARTNERS = 20
"""Texts that one text is aligned with under one key: in the order of their ids those next to it, so that a key of ten
thousand texts costs ten thousand times twenty. Versions of one text meet through others."""


def copies(texts: Sequence[CopyText]) -> tuple[Copy, ...]:
    """Every text that is a copy of another of them, with its original, by report id; the order given does not matter.

    Two captures of one address are versions, not copies: the later one is not listed as a copy of the earlier.
    """
    return told(texts, compared(texts, pairs({text.report: keys(text) for text in texts})))


def pairs(keyed: Mapping[ReportId, Sequence[str]]) -> list[Pair]:
    """The pairs to compare of reports with these keys, the lower id first, in order."""
    holders: dict[str, list[ReportId]] = defaultdict(list)
    for report in sorted(keyed):
        for key in keyed[report]:
            holders[key].append(report)
    found: set[Pair] = set()
    for reports in holders.values():
        for place, one in enumerate(reports):
            found.update((one, other) for other in reports[place + 1 : place + 1 + _MOST_PARTNERS])
    return sorted(found)


def compared(texts: Sequence[CopyText], pairs: Sequence[Pair]) -> dict[Pair, Edge]:
    """The pairs of copies among the pairs. Of those that come out as versions of one text not all are compared; what is
    told of the copies is the same, also where the pairs are compared some at a time."""
    by_id = {text.report: text for text in texts}
    met = sorted({report for pair in pairs for report in pair})
    ready = {each.text.report: each for each in prepare(by_id[report] for report in met)}
    edges: dict[Pair, Edge] = {}
    versions = Groups(met)
    for one, other in pairs:
        if versions.together(one, other):
            continue
        found = align(ready[one], ready[other])
        if found is not None and found.copy() and not one_notice(by_id[one], by_id[other]):
            edges[one, other] = Edge(found.matched, found.same())
            if found.same():
                versions.join(one, other)
    return edges


def told(texts: Sequence[CopyText], edges: Edges) -> tuple[Copy, ...]:
    """The copies that the pairs make, each with its original, by report id."""
    by_id = {text.report: text for text in texts}
    found = origins(by_id, edges)
    met = sorted(found.keys() | {each.original for each in found.values()})
    ready = {each.text.report: each for each in prepare(by_id[report] for report in met)}
    made = (_copy(ready[report], ready[found[report].original], found[report]) for report in sorted(found))
    return tuple(each for each in made if by_id[each.report].address != by_id[each.original].address)


def _copy(ours: Prepared, theirs: Prepared, origin: Origin) -> Copy:
    """The copy as it stands to the original, compared anew because they may have met through a third."""
    alignment = align(ours, theirs)
    basis, credit = origin.basis, origin.credit
    shared = shared_credit(ours.text, theirs.text) if credit is None else None
    if shared is not None:
        basis, credit = f"both credit {shared.name}", shared.quote
    if alignment is None:
        return Copy(ours.text.report, theirs.text.report, 0.0, basis, credit)
    evidence = sum(1 for weight in ours.weights if weight)
    similarity = round(len(alignment.one.pairs) / evidence, 3) if evidence else 0.0
    told = changes(ours, theirs, alignment.one, alignment.other)
    return Copy(ours.text.report, theirs.text.report, similarity, basis, credit, told)
