"""From ids to the words of reports that judgements hold to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gesta.errors import UsageError
from gesta.model.judgements import Anchor
from gesta.model.merged import Glimpse, MergedIncident, SourceReport, Teller
from gesta.model.terms import IncidentId
from gesta.pipeline.judged import account_at
from gesta.store.store import Store

MOST_ANCHORS = 5
"""Accounts of an incident that a judgement on it as a whole holds to: should a recode no longer find the words of one,
it is obeyed by the others; an incident of thousands of reports need not name them all."""


def anchor_of(store: Store, account: IncidentId) -> Anchor | None:
    """The first trigger of the account by which it is found again; None where another account has all its triggers."""
    report = store.account_report([account]).get(account)
    if report is None:
        return None
    record = store.record(report)
    told = next((each for each in record.incidents if each.id == account), None)
    for mention in told.mentions if told else ():
        anchor = Anchor(report, mention.start, mention.end, mention.exact)
        if account_at(store, anchor, {report: record}) == account:
            return anchor
    return None


def anchors_of(store: Store, accounts: Sequence[IncidentId], most: int = MOST_ANCHORS) -> tuple[Anchor, ...]:
    """The anchors of the first accounts that have one.

    Raises UsageError where none has: a judgement that holds to no words could not be obeyed.
    """
    found = tuple(_first(store, accounts, most))
    if not found:
        raise UsageError(f"{', '.join(accounts[:MOST_ANCHORS])}: no words of a report lead to it alone")
    return found


def _first(store: Store, accounts: Sequence[IncidentId], most: int) -> Iterator[Anchor]:
    left = most
    for account in accounts:
        anchor = anchor_of(store, account) if left else None
        if anchor is not None:
            left -= 1
            yield anchor


def weighty_accounts(incident: MergedIncident | Glimpse) -> tuple[IncidentId, ...]:
    """The accounts of the incident: those of originals before copies, what was withdrawn last, the older first."""
    reports: Sequence[SourceReport | Teller] = incident.reports
    told = sorted(reports, key=lambda each: (each.withdrawn, each.copy_of is not None))
    return tuple(report.account for report in told)
