"""One cluster of accounts as one incident: every claim kept, the values that most independent sources tell on top."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from gesta.merge.across.agree import Specific, agreed_realis, agreed_type, agreed_when, agreed_where
from gesta.merge.across.confidence import Reliability, confidence, grade
from gesta.merge.across.disagree import disagreements
from gesta.merge.across.history import history
from gesta.merge.across.judged import overridden, retracted, status, touching
from gesta.merge.across.people import joined_actors, joined_weapons, responsibility, responsibility_claims
from gesta.merge.across.policies import lead_count, views
from gesta.merge.across.sources import Voice, independent, source_reports, standing, voices
from gesta.merge.across.survivors import survivors
from gesta.merge.across.told import figures_told
from gesta.model.incidents import Claim, Codes, Counts, MentionRef
from gesta.model.judgements import Judgement
from gesta.model.merged import Link, Member, MergedIncident
from gesta.model.terms import COUNT_FIELDS, IncidentId
from gesta.model.values import Reason, Score, score

_TOLD_AGAIN, _TOLD_AGAIN_MOST = 0.05, 0.15
"""What a further source adds to the surest reading, and at most, as further mentions do within one report."""


def fuse(
    identity: IncidentId,
    members: Sequence[Member],
    links: Sequence[Link],
    judgements: Sequence[Judgement],
    specific: Specific,
    label: Callable[[str], str],
    ratings: Mapping[str, Reliability] | None = None,
) -> MergedIncident:
    """The incident that the accounts of a cluster make, the same for every order of ``members`` and ``links``.

    Every quote names its report; every claim of every member stays, with what reports state of responsibility as claims
    beside. Withdrawn reports, later captures' earlier ones and copies of a text at hand are listed and count for no
    value. ``judgements`` in the order they were made; ``ratings``: reliability by outlet. ``codes`` and ``related`` are
    left to the pipeline. Raises ValueError for a cluster without members.
    """
    if not members:
        raise ValueError(f"{identity} has no members")
    decided = touching(judgements, members)
    told = voices(members, retracted(decided))
    counting = standing(told)
    figures = figures_told(told)
    toll = history(figures)
    held = survivors([each for each in figures if each.voice.stands and toll.holds(each)])
    claims = _claims(told)
    sources = independent(told)
    disputed = disagreements(counting, held, claims, specific)
    concept, realis = agreed_type(counting, specific), agreed_realis(counting)
    when, where = agreed_when(counting), agreed_where(counting)
    state = status(decided, sources)
    incident = MergedIncident(
        id=identity,
        cls=counting[0].incident.cls,
        type=concept,
        label=label(concept),
        codes=Codes(),
        realis=realis,
        background=all(each.incident.background for each in counting),
        when=when,
        where=where,
        actors=joined_actors(_at_hand(told)),
        weapons=joined_weapons(_at_hand(told)),
        counts=Counts(**{field: lead_count([each for each in held if each.field == field]) for field in COUNT_FIELDS}),
        responsibility=responsibility(counting),
        claims=claims,
        disagreements=disputed,
        related=(),
        mentions=tuple(_mentions(told)),
        score=_score(counting),
        reports=source_reports(told),
        sources=sources,
        views=views(held),
        history=toll.steps,
        links=tuple(sorted(links, key=lambda link: (link.one, link.other))),
        confidence=confidence(counting, sources, realis, held, disputed),
        grade=grade(counting, sources, realis, when, where, disputed, state, ratings or {}),
        status=state,
    )
    return overridden(incident, decided, label)


def _at_hand(told: Sequence[Voice]) -> tuple[Voice, ...]:
    """The voices that are not withdrawn, copies too: who is named there is named; every one where all are withdrawn."""
    return tuple(each for each in told if not each.member.withdrawn) or tuple(told)


def _claims(told: Sequence[Voice]) -> tuple[Claim, ...]:
    """Every claim once, in order of telling."""
    own = (claim for voice in told for claim in voice.incident.claims)
    return tuple({claim.id: claim for claim in (*own, *responsibility_claims(told))}.values())


def _mentions(told: Sequence[Voice]) -> Iterable[MentionRef]:
    for voice in told:
        for mention in voice.incident.mentions:
            yield msgspec.structs.replace(mention, report=voice.report)


def _score(counting: Sequence[Voice]) -> Score:
    """The reasons of the surest account; further sources add a little each."""
    best = max((voice.incident.score for voice in counting), key=lambda each: each.value)
    others = len({voice.source for voice in counting}) - 1
    more = min(_TOLD_AGAIN_MOST, round(_TOLD_AGAIN * others, 2))
    return score(*best.reasons, Reason("told by other sources", more, f"{others + 1} sources")) if more else best
