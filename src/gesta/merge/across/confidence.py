"""How sure an incident is, as named reasons, and its Admiralty grade."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from gesta.merge.across.agree import of_each, same_place, same_time
from gesta.merge.across.sources import Voice
from gesta.merge.across.told import Told
from gesta.model.incidents import Disagreement
from gesta.model.merged import Grade
from gesta.model.terms import IncidentStatus, Realis, SpeakerKind
from gesta.model.values import Reason, Score, When, Where, score

Reliability = Literal["A", "B", "C", "D", "E", "F"]
_SOURCES = (0.0, 0.2, 0.3, 0.35, 0.4)
"""By the number of independent sources: a second one tells most, a fifth nothing new."""
_REALIS: Mapping[Realis, float] = {"actual": 0.2, "prevented": 0.15, "attempted": 0.15, "alleged": 0.05}
_KIND, _KINDS_MOST = 0.05, 0.15
_AGREE, _CONFLICT = 0.05, -0.1
_READING = 0.2
"""What a report read with full certainty adds."""
_UNSOURCED: frozenset[SpeakerKind] = frozenset({"media", "unknown"})


def confidence(
    voices: Sequence[Voice], sources: int, realis: Realis, figures: Sequence[Told], disputed: Sequence[Disagreement]
) -> Score:
    """The score of an incident: independent sources, kinds of speakers, realis, agreement, how surely it was read.

    ``voices`` are those that count, ``figures`` those that hold.
    """
    kinds = sorted({claim.speaker.kind for voice in voices for claim in voice.incident.claims} - _UNSOURCED)
    read = max(voice.incident.score.value for voice in voices)
    fields = {each.field for each in disputed}
    reasons = [
        Reason("independent sources", _SOURCES[min(sources, len(_SOURCES) - 1)], str(sources)),
        Reason("kinds of speakers", min(_KINDS_MOST, round(_KIND * len(kinds), 2)), ", ".join(kinds)),
        Reason("realis", _REALIS.get(realis, 0.0), realis),
        *_agreement(voices, figures, fields),
        Reason("reading", round(_READING * read, 3), f"the surest report was read with {read}"),
    ]
    return score(*(reason for reason in reasons if reason.weight))


def _agreement(voices: Sequence[Voice], figures: Sequence[Told], disputed: set[str]) -> list[Reason]:
    """A reason each for day, place and toll that two sources tell: agreed or disputed."""
    days = len(of_each(voices, lambda voice: voice.incident.when.start))
    places = len(of_each(voices, lambda voice: voice.incident.where.country))
    tolls = len({each.voice.source for each in figures if each.leads and each.bounded})
    told = {"date": (days, "when" in disputed), "place": (places, "where" in disputed),
            "toll": (tolls, any(field.startswith("counts.") for field in disputed))}  # fmt: skip
    return [
        Reason(f"{name} disputed" if apart else f"{name} agreed", _CONFLICT if apart else _AGREE, f"{number} sources")
        for name, (number, apart) in told.items()
        if apart or number > 1
    ]


def grade(
    voices: Sequence[Voice],
    sources: int,
    realis: Realis,
    when: When,
    where: Where,
    disputed: Sequence[Disagreement],
    status: IncidentStatus,
    ratings: Mapping[str, Reliability],
) -> Grade:
    """The Admiralty grade: reliability by the best rated outlet that tells it, credibility by who confirms it.

    Reliability is F, cannot be judged, unless ``ratings`` rates an outlet. Credibility: 1 confirmed by other
    independent sources (three agree on day and place, or two and an official, medical or other named speaker);
    2 probably true (two agree); 3 possibly true (one source that names a speaker); 4 doubtful (alleged, or type, day or
    place are disputed between as many sources as agree); 5 improbable (judged wrong, or most sources deny it);
    6 cannot be judged (one source, nobody named; a plan or threat; withdrawn).
    """
    reliability, rated = _reliability(voices, ratings)
    credibility, why = _credibility(voices, sources, realis, when, where, disputed, status)
    return Grade(reliability, credibility, f"{rated}; {why}")


def _reliability(voices: Sequence[Voice], ratings: Mapping[str, Reliability]) -> tuple[Reliability, str]:
    outlets = sorted({outlet for voice in voices if (outlet := voice.member.record.report.outlet)})
    rated = [(ratings[outlet], outlet) for outlet in outlets if outlet in ratings]
    if not rated:
        return "F", "no outlet is rated"
    best, outlet = min(rated)
    return best, f"{outlet} is rated {best}"


Credibility = Literal["1", "2", "3", "4", "5", "6"]


def _credibility(
    voices: Sequence[Voice],
    sources: int,
    realis: Realis,
    when: When,
    where: Where,
    disputed: Sequence[Disagreement],
    status: IncidentStatus,
) -> tuple[Credibility, str]:
    if status == "withdrawn" and sources:
        return "5", "judged wrong"
    if realis == "negated":
        return "5", "most sources deny it"
    if not sources or realis not in {"actual", "attempted", "prevented", "alleged"}:
        return "6", "every report is withdrawn" if not sources else f"it is {realis}"
    agreeing = {
        voice.source
        for voice in voices
        if same_time(voice.incident.when, when) and same_place(voice.incident.where, where)
    }
    fields = {each.field for each in disputed} & {"type", "when", "where"}
    named = any(claim.speaker.kind not in _UNSOURCED for voice in voices for claim in voice.incident.claims)
    agree = f"{len(agreeing)} of {sources} independent sources agree on day and place"
    if realis == "alleged" or (fields and 2 * len(agreeing) <= sources):
        return "4", "it is alleged" if realis == "alleged" else f"sources dispute {', '.join(sorted(fields))}"
    if len(agreeing) >= 3 or (len(agreeing) == 2 and named):
        return "1", agree
    if len(agreeing) == 2:
        return "2", agree
    return ("3", "one source, which names a speaker") if named else ("6", "one source, which names nobody")
