"""From a doubt to the question a person is asked, with what each answer appends."""

from __future__ import annotations

from collections.abc import Iterator

from gesta.knowledge.places import Gazetteer
from gesta.model.judgements import Anchor
from gesta.model.merged import MergedIncident
from gesta.model.terms import IncidentId
from gesta.model.values import PlaceCandidate, Score, Where
from gesta.review.anchors import MOST_ANCHORS, anchor_of, weighty_accounts
from gesta.review.doubts import Doubt
from gesta.review.placing import UNKNOWN, candidate_value, told_value
from gesta.review.questions import Draft, Question, question_id
from gesta.store.store import Store


def ask(
    store: Store,
    gazetteer: Gazetteer,
    incident: MergedIncident,
    other: MergedIncident | None,
    doubt: Doubt,
    useful: Score,
) -> Question | None:
    """The question; None where no words of a report lead to what it is about, so that no answer could hold."""
    accounts = _accounts(incident, doubt)
    anchors = tuple(each for each in (anchor_of(store, account) for account in accounts) if each is not None)
    if len(anchors) < (2 if doubt.link else 1):
        return None
    yes, no = _answers(incident, doubt, anchors)
    return Question(
        id=question_id(doubt.kind, anchors),
        kind=doubt.kind,
        incidents=tuple(each.id for each in (incident, other) if each is not None),
        accounts=accounts,
        anchors=anchors,
        usefulness=useful,
        yes=yes,
        no=no,
        others=tuple(other_places(incident.where, anchors, gazetteer)) if doubt.kind == "place" else (),
        reasons=doubt.link.reasons if doubt.link else (),
    )


def _accounts(incident: MergedIncident, doubt: Doubt) -> tuple[IncidentId, ...]:
    """Of a pair the two, that of the incident first; of an incident the first of its accounts."""
    if doubt.link is None:
        return weighty_accounts(incident)[:MOST_ANCHORS]
    own = {report.account for report in incident.reports}
    one, other = doubt.link.one, doubt.link.other
    return (one, other) if one in own else (other, one)


def _answers(incident: MergedIncident, doubt: Doubt, anchors: tuple[Anchor, ...]) -> tuple[Draft, Draft]:
    """What "yes" and "no" append. No to a place says that the place is not known."""
    if doubt.link is not None:
        return Draft("same", anchors, "one occurrence"), Draft("different", anchors, "two occurrences")
    if doubt.kind == "event":
        return Draft("right", anchors, "it happened as told"), Draft("wrong", anchors, "it did not happen as told")
    stands = Draft("value", anchors, "the place is right", "where", told_value(incident.where))
    return stands, Draft("value", anchors, "the place is not known", "where", dict(UNKNOWN))


def other_places(where: Where, anchors: tuple[Anchor, ...], gazetteer: Gazetteer) -> Iterator[Draft]:
    """The answers that choose another place that the words could mean."""
    for each in where.candidates:
        if each.place_id != where.place_id:
            yield Draft("value", anchors, _words(each), "where", candidate_value(each, gazetteer))


def _words(place: PlaceCandidate) -> str:
    units = ", ".join(part for part in (place.name, place.admin1, place.country) if part)
    return f"{units} ({place.lat:.2f}, {place.lon:.2f}; {place.score:.0%} likely)"
