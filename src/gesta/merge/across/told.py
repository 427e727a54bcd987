"""Who tells which figure: the count claims of a cluster as statements that can be set against each other.

One report may bear dozens of count claims ("he", "the woman", "three of them"). What its outlet or a speaker says of
the toll is the figure each of them leads with; the rest are people among the dead and parts of it. They stay claims.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from gesta.merge.across.sources import Voice
from gesta.model.incidents import Claim, Speaker
from gesta.model.spans import Evidence
from gesta.model.terms import COUNT_FIELDS, LISTED_REALIS, ClaimId, CountField, Exactness, Realis, ReportId
from gesta.model.values import Count

_STATED: frozenset[Realis] = LISTED_REALIS | {"negated"}
"""Figures of plans, threats and suppositions are no statement about what happened."""
_LEAD = 3
"""The headline and the first two sentences, as ``figures`` within one report has it."""
_ONE = re.compile(r"\b(?:1|one|single|sole|only|lone)\b", re.IGNORECASE)
"""Words that number one person; "a man" or a name tell of somebody and do not say that nobody else was hit."""
_OF_OTHERS = re.compile(r"\s+(?:more\s+)?of\s+(?:the|them|those|these|whom|his|her|its|their)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """One figure that one speaker of one report gives.

    ``claims``: those that state it, the first first. ``narrates``: the outlet itself says so. ``leads``: the report's
    own lead figure. ``counted``: a number, not one person told by name or description. ``early``: in the headline or
    the first two sentences. ``denies``: a figure that is denied, or that nobody was hit. ``apart``: dead perpetrators
    that are told beside the figure and not in it. Compared by identity.
    """

    field: CountField
    count: Count
    speaker: Speaker
    narrates: bool
    voice: Voice
    position: int
    claims: tuple[ClaimId, ...]
    leads: bool
    counted: bool
    early: bool
    negated: bool
    apart: int = 0

    @property
    def report(self) -> ReportId:
        return self.voice.report

    @property
    def denies(self) -> bool:
        return self.negated or self.count.high == 0

    @property
    def bounded(self) -> bool:
        return self.count.low is not None or self.count.high is not None

    @property
    def order(self) -> tuple[str, ReportId, int, ClaimId]:
        """Order of telling: publication, report, place in the text."""
        return self.voice.published, self.report, self.position, self.claims[0]


def figures_told(voices: Sequence[Voice]) -> tuple[Told, ...]:
    """Every statement about the toll, in order of telling."""
    by_report: dict[ReportId, list[Voice]] = {}
    for voice in voices:
        by_report.setdefault(voice.report, []).append(voice)
    found = (told for told_by in by_report.values() for field in COUNT_FIELDS for told in _of_report(told_by, field))
    return tuple(sorted(found, key=lambda each: each.order))


def _of_report(accounts: Sequence[Voice], field: CountField) -> Iterator[Told]:
    """The lead figure, that of the main account if it has one, and what every other named speaker counts or denies.

    What the outlet itself narrates beside its lead are parts of the toll and other tolls.
    """
    name = f"counts.{field}"
    stated = [
        (c, voice) for voice in accounts for c in voice.incident.claims if c.field == name and c.realis in _STATED
    ]
    if not stated:
        return
    stated.sort(key=lambda each: (_start(each[0]), each[0].id))
    leads = [told for voice in accounts if (told := _lead(voice, field, [each for each, by in stated if by is voice]))]
    lead = max(leads, key=lambda told: (told.voice.main, told.counted and not told.denies), default=None)
    agreed = {claim.speaker for claim, _ in stated if lead is not None and claim.id in lead.claims}
    if lead is not None:
        yield lead
    for speaker in dict.fromkeys(claim.speaker for claim, _ in stated if claim.speaker not in agreed):
        said = [
            _told(voice, field, claim)
            for claim, voice in stated
            if claim.speaker == speaker and (lead is None or not _of_others(voice, claim))
        ]
        told = next((each for each in said if each.counted), said[0] if said else None)
        if told is None:
            continue
        if lead is None or (not told.narrates and (told.counted or told.denies)):
            yield told


def _of_others(voice: Voice, claim: Claim) -> bool:
    """True for a number of people told already ("two of the wounded died"), which is no figure of the whole."""
    first = claim.evidence[0]
    return bool(_OF_OTHERS.match(voice.member.record.document.text, first.end))


def _lead(voice: Voice, field: CountField, stated: Sequence[Claim]) -> Told | None:
    """The account's own figure with the claims that stand behind it: those of its words, first those of its value."""
    count: Count | None = getattr(voice.incident.counts, field)
    if count is None:
        return None
    words = {(quote.start, quote.end) for quote in count.evidence}
    behind = [claim for claim in stated if claim.evidence and (claim.evidence[0].start, claim.evidence[0].end) in words]
    same = [claim for claim in behind if _count(claim).low == count.low and _count(claim).high == count.high]
    chosen = next(iter(same or behind), None)
    if chosen is None:
        return None
    equal = [claim.id for claim in stated if claim.value == chosen.value and claim.realis == chosen.realis]
    ids = dict.fromkeys((chosen.id, *(claim.id for claim in behind), *equal))
    return _statement(voice, field, count, chosen, tuple(ids), leads=True, apart=_apart(count, chosen, behind))


def _apart(count: Count, chosen: Claim, behind: Sequence[Claim]) -> int:
    """The dead perpetrators told by other words than the figure's own; 0 where they are in it or are not told."""
    dead = count.parts.get("perpetrators", 0)
    others = [each for each in behind if each.id != chosen.id and each.evidence[0] != chosen.evidence[0]]
    return dead if any(_count(each).low == _count(each).high == dead for each in others) else 0


def _told(voice: Voice, field: CountField, claim: Claim) -> Told:
    return _statement(voice, field, _count(claim), claim, (claim.id,), leads=False, apart=0)


def _statement(
    voice: Voice, field: CountField, count: Count, claim: Claim, claims: tuple[ClaimId, ...], leads: bool, apart: int
) -> Told:
    outlet = voice.member.record.report.outlet
    start = _start(claim)
    return Told(
        field=field,
        count=count,
        speaker=claim.speaker,
        narrates=claim.speaker.kind == "media" and claim.speaker.name in {outlet, "the report"},
        voice=voice,
        position=start,
        claims=claims,
        leads=leads,
        counted=_is_counted(count),
        early=start < _lead_end(voice),
        negated=claim.realis == "negated" and count.high != 0,
        apart=apart,
    )


def _is_counted(count: Count) -> bool:
    if count.low is None and count.high is None:
        return False
    return not (count.low == count.high == 1) or bool(_ONE.search(count.text or ""))


def _lead_end(voice: Voice) -> int:
    sentences = voice.member.record.document.sentences[:_LEAD]
    return max((sentence.end for sentence in sentences), default=0)


def _start(claim: Claim) -> int:
    return claim.evidence[0].start if claim.evidence else 0


def _count(claim: Claim) -> Count:
    """The claim's bounds with its words; how exact they are follows from the bounds."""
    value = claim.value if isinstance(claim.value, dict) else {}
    low, high = cast("int | None", value.get("low")), cast("int | None", value.get("high"))
    evidence: Evidence = claim.evidence
    return Count(low, high, exactness(low, high), evidence[0].exact if evidence else None, {}, evidence)


def exactness(low: int | None, high: int | None) -> Exactness:
    """How exact two bounds are."""
    if low is None:
        return "vague" if high is None else "at_most"
    if high is None:
        return "at_least"
    return "exact" if low == high else "range"
