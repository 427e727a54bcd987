"""Copies of one text among reports: syndicated, republished, cut or paraphrased.

``text_of`` a record, ``keys`` of a text, ``copies`` of texts that share keys. The rules stand in
docs/reference/copies.md.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from gesta.merge.across.copies_align import Alignment, Prepared, align, prepare
from gesta.merge.across.copies_changes import changes
from gesta.merge.across.copies_keys import keys
from gesta.merge.across.copies_notice import one_notice
from gesta.merge.across.copies_original import Origin, origins, shared_credit
from gesta.merge.across.copies_text import CopyText, text_of
from gesta.model.groups import Groups
from gesta.model.merged import Copy
from gesta.model.terms import ReportId

__all__ = ["CopyText", "copies", "keys", "text_of"]
_MOST_PARTNERS = 20
"""Texts that one text is aligned with under one key: in the order of their ids those next to it, so that a key of ten
thousand texts costs ten thousand times twenty. Versions of one text meet through others."""


def copies(texts: Sequence[CopyText]) -> tuple[Copy, ...]:
    """Every text that is a copy of another of them, with its original, by report id; the order given does not matter.

    Two captures of one address are versions, not copies: the later one is not listed as a copy of the earlier.
    """
    by_id = {text.report: text for text in texts}
    pairs = _candidates(by_id)
    met = sorted({report for pair in pairs for report in pair})
    ready = {each.text.report: each for each in prepare(by_id[report] for report in met)}
    edges: dict[tuple[ReportId, ReportId], Alignment] = {}
    versions = Groups(met)
    for one, other in pairs:
        if versions.together(one, other):
            continue
        found = align(ready[one], ready[other])
        if found is not None and found.copy() and not one_notice(by_id[one], by_id[other]):
            edges[one, other] = found
            if found.same():
                versions.join(one, other)
    told = origins(by_id, edges)
    made = (_copy(ready[report], ready[told[report].original], told[report]) for report in sorted(told))
    return tuple(each for each in made if by_id[each.report].address != by_id[each.original].address)


def _candidates(texts: Mapping[ReportId, CopyText]) -> list[tuple[ReportId, ReportId]]:
    """The pairs that share a key, the lower id first, in order."""
    holders: dict[str, list[ReportId]] = defaultdict(list)
    for report in sorted(texts):
        for key in keys(texts[report]):
            holders[key].append(report)
    pairs: set[tuple[ReportId, ReportId]] = set()
    for reports in holders.values():
        for place, one in enumerate(reports):
            pairs.update((one, other) for other in reports[place + 1 : place + 1 + _MOST_PARTNERS])
    return sorted(pairs)


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
