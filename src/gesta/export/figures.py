"""The toll that an export shows: by the policy asked for, and by a person's decision where there is one."""

from __future__ import annotations

from gesta.model.merged import Figure, MergedIncident
from gesta.model.terms import CountField, Policy
from gesta.model.values import Count


def figure(incident: MergedIncident, field: CountField, policy: Policy) -> Figure | None:
    """The field's figure by the policy; None where nobody tells one, or none that the policy takes.

    A figure that a person set holds for every policy: its claims are empty and its basis says who set it.
    """
    told: Count | None = getattr(incident.counts, field)
    views = {view.policy: view.counts for view in incident.views}
    lead = views.get("lead", {}).get(field)
    if told is not None and (lead is None or (lead.low, lead.high) != (told.low, told.high)):
        return Figure(told.low, told.low, told.high, (), told.text or "set by a person")
    return views.get(policy, {}).get(field)


def words(incident: MergedIncident, field: CountField) -> str | None:
    """The words of the toll, as the reports or the person who set it give them."""
    told: Count | None = getattr(incident.counts, field)
    return told.text if told else None
