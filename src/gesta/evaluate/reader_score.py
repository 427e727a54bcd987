"""How well mentions tell the acts of a text: their triggers, and who did what to whom, with what and where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from gesta.evaluate.heads import meet
from gesta.evaluate.kairos import Role
from gesta.evaluate.measures import Prf, added, matched
from gesta.evaluate.wikievents import GoldAct
from gesta.model.analysis import Analysis
from gesta.model.reading import Mention
from gesta.model.terms import LISTED_REALIS, ArgumentRole

ROLES: Mapping[Role, tuple[ArgumentRole, ...]] = {
    "perpetrator": ("perpetrator", "participant"),
    "target": ("target", "victim"),
    "instrument": ("instrument",),
    "place": ("place",),
}
"""What a mention's arguments are asked for; both sides of a clash may be perpetrators."""
NOTHING = Prf()


@dataclass(frozen=True, slots=True)
class ReaderScore:
    """Counts over texts; ``roles`` are of the triggers that were found, asked for or only accepted."""

    triggers: Prf = NOTHING
    roles: Mapping[Role, Prf] = field(default_factory=dict)

    def __add__(self, other: ReaderScore) -> ReaderScore:
        return ReaderScore(self.triggers + other.triggers, added(self.roles, other.roles))


def score_acts(acts: Sequence[GoldAct], analysis: Analysis, mentions: Sequence[Mention]) -> ReaderScore:
    """The score of one text.

    A gold trigger is found when an event mention of any realis overlaps it. Of the mentions that the default listing
    would show each is right that overlaps a trigger, asked for or accepted.
    """
    events = [mention for mention in mentions if mention.cls == "event"]
    shown = [mention for mention in events if mention.realis in LISTED_REALIS]
    told = [(act, [event for event in events if event.trigger.span.overlaps(act.trigger)]) for act in acts]
    asked = [tellings for act, tellings in told if act.asked]
    right = sum(any(mention.trigger.span.overlaps(act.trigger) for act in acts) for mention in shown)
    roles: dict[Role, Prf] = {}
    for act, tellings in told:
        if tellings:
            roles = added(roles, _roles(act, analysis, tellings))
    return ReaderScore(Prf(right, len(shown), sum(map(bool, asked)), len(asked)), roles)


def _roles(act: GoldAct, analysis: Analysis, tellings: Sequence[Mention]) -> dict[Role, Prf]:
    """The counts of each role that the act's types have; a word told twice counts once."""
    found: dict[Role, Prf] = {}
    for role, gold in act.roles.items():
        given = {argument.head: argument.quote.span for each in tellings for argument in each.of(*ROLES[role])}
        found[role] = matched(gold, tuple(given.values()), partial(meet, analysis))
    return found
