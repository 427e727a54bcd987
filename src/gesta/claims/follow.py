"""The date of the account: what an act without a date of its own follows.

"A man was shot in the old town. It happened around 9 p.m. on Friday." A report dates the act that it is about once,
in a sentence of its own or in one on what was done next ("police were called shortly after 9 p.m. on Friday"). The
nearest such day before an undated act is its day, else the nearest after it; days further back are background.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import msgspec

from gesta.claims.moments import dated
from gesta.claims.time_owner import FINENESS, of_speech, of_step, verb_of
from gesta.model.analysis import Analysis
from gesta.model.documents import Document
from gesta.model.entities import TimeEntity
from gesta.model.reading import IN_PASSING
from gesta.model.tellings import BACKGROUND_AFTER, SINCE, Resolved, Telling
from gesta.model.values import When

_OCCUR = frozenset("happen occur unfold erupt begin start take break come commit".split())
_ANSWER = frozenset("respond arrive find rush discover investigate".split())
_SUMMON = frozenset("call dispatch alert send summon".split())
"""What is done to those who answer: "police were called", "neighbours called police"."""
_ANSWERING = frozenset("police officer deputy trooper 911 ambulance authority firefighter crew paramedic medic".split())
_CALL = frozenset({"call", "report", "gunfire", "gunshot", "shot"})
"""What is received, made or heard when an act becomes known ("police got a call", "neighbours heard gunshots")."""
_LATER = frozenset(
    {"arrest", "release", "conviction", "investigation", "emergency_measures", "deportation", "surrender", "execution"}
)
"""Acts that come after the one an account dates: they do not share its day."""
_STEPS = frozenset({"accusation"})
"""What else tells that a report is on what came of an act."""
_SEIZURES = frozenset({"weapons_disruption"})
_LISTED = frozenset({"actual", "attempted", "prevented", "alleged"})
_OF_THE_ACT = frozenset({1, 3})
"""The weights of a day on which an act became known, and of one on which "it happened"; on others a similar one may."""
_OTHERS = frozenset("similar other another second separate previous earlier first third last".split())
_TODAY = re.compile(r"\btoday$|^this (?:morning|afternoon|evening)$|^tonight$", re.IGNORECASE)
"""The day of speaking: news of the wireless opens with it, whatever it tells of ("it was learned today")."""
_REACH = 5
"""Sentences within which the day of an act still holds for an act told after it, or in the lead before it."""
_LEAD = 4
"""Sentences of headline and lead, and the reach of a day that nothing says an act happened on."""
FOLLOWS = "the day of the account"


@dataclass(frozen=True, slots=True)
class Dated:
    """A day that the account tells, the sentence it stands in, and how surely it is the day of an act (3 to 0).

    ``old``: more than a week before publication.
    """

    sentence: int
    when: When
    weight: int
    old: bool = False


def account_days(
    document: Document, analysis: Analysis, resolved: Resolved, told: Sequence[Telling]
) -> tuple[Dated, ...]:
    """The days that the account tells, in text order; nothing still to come, and of the old days those on which an act
    happened or became known."""
    dating = [telling for telling in told if telling.when.start and not telling.background]
    own = {telling.when.evidence for telling in dating if telling.mention.concept not in _LATER}
    later = {telling.when.evidence for telling in dating if telling.mention.concept in _LATER} - own
    past = {telling.when.evidence for telling in told if _past_act(telling)}
    old = not own and bool(past)
    found = []
    times = dated(document, analysis, resolved.times)
    last = _last(document, times)
    for time in times:
        token = analysis.token_at(time.start)
        if token is None or FINENESS[time.when.precision] > FINENESS["day"] or _ahead(document, time.when):
            continue
        if SINCE in time.when.basis:
            continue
        if of_speech(analysis, time) or of_step(analysis, time) or _to_come(analysis, time):
            continue
        if not _told(analysis, token):
            continue
        if time.when.evidence in later:
            continue
        weight = 2 if time.when.evidence in own | past else _weight(analysis, time)
        recent = _recent(last, time.when)
        loose = recent and not old and not _TODAY.search(time.exact) and not _of_somebody(analysis, time)
        if weight or loose:
            found.append(Dated(analysis.sentence_of[token], time.when, weight, not recent))
    return tuple(found)


def _listed(telling: Telling) -> bool:
    return telling.mention.cls == "event" and telling.mention.realis in _LISTED


def _past_act(telling: Telling) -> bool:
    """True for an act that the report dates more than a week back: a day that nothing ties to an act is then one of
    what came after."""
    fine = FINENESS[telling.when.precision] <= FINENESS["month"]
    return telling.background and bool(telling.when.start) and fine and telling.mention.concept not in _LATER


def _last(document: Document, times: Sequence[TimeEntity]) -> str | None:
    """The day of publication; of an undated report the last day that it tells, which is not long before it."""
    told = (time.when.start for time in times if time.when.start and FINENESS[time.when.precision] <= FINENESS["day"])
    return document.published.end or document.published.start or max(told, default=None)


def _recent(last: str | None, when: When) -> bool:
    """True for a day up to a week before the last."""
    if when.start is None or last is None:
        return False
    back = date.fromisoformat(last[:10]) - date.fromisoformat(when.start[:10])
    return timedelta() <= back <= BACKGROUND_AFTER


def _ahead(document: Document, when: When) -> bool:
    """True for a day after publication, or one without bounds."""
    last = document.published.end or document.published.start
    return when.start is None or (last is not None and when.start[:10] > last[:10])


def _told(analysis: Analysis, token: int) -> bool:
    """True in a sentence with a verb: without one, as below a letter, a day is that of the writing."""
    return any(analysis.tags[each].startswith("VB") for each in range(*analysis.sentences[analysis.sentence_of[token]]))


def _to_come(analysis: Analysis, time: TimeEntity) -> bool:
    """True under "will" and "is to": what is planned dates nothing that has happened."""
    verb = verb_of(analysis, time)
    return verb is not None and any(analysis.tags[child] == "MD" for child in analysis.children[verb])


def _of_somebody(analysis: Analysis, time: TimeEntity) -> bool:
    """True in a clause that only says who somebody is ("many who prayed there on Friday")."""
    verb = verb_of(analysis, time)
    return verb is not None and analysis.deps[verb] == "acl:relcl"


def _weight(analysis: Analysis, time: TimeEntity) -> int:
    verb = verb_of(analysis, time)
    if verb is None:
        return 0
    lemma = analysis.lemmas[verb].lower()
    if lemma in _SUMMON:
        return int(any(dep == "nsubj:pass" or word in _ANSWERING for dep, word in _below(analysis, verb)))
    if lemma in {"get", "make", "hear", "take", "report", "receive"}:
        return int(any(analysis.lemmas[child].lower() in _CALL for child in analysis.children[verb]))
    if lemma in _OCCUR:
        return 3 if _points_back(analysis, verb) else 2
    return int(lemma in _ANSWER)


def _below(analysis: Analysis, verb: int) -> list[tuple[str, str]]:
    return [(analysis.deps[child], analysis.lemmas[child].lower()) for child in analysis.children[verb]]


def _points_back(analysis: Analysis, verb: int) -> bool:
    """True for "it happened" and "the incident happened", not for "a similar attack happened"."""
    subjects = [child for child in analysis.children[verb] if analysis.deps[child].startswith("nsubj")]
    words = {analysis.lemmas[token].lower() for subject in subjects for token in (subject, *analysis.children[subject])}
    return bool(words & {"it", "incident", "the", "this"}) and not words & _OTHERS


def _news(telling: Telling) -> bool:
    """True for an act that is told as the news."""
    return _listed(telling) and telling.mention.concept not in _LATER and not telling.background


_AT_ONCE = re.compile(
    r"\b(?:shortly (?:after|thereafter|later)|short (?:time|while|distance) (?:later|after|away)|"
    r"soon after(?:wards?)?|(?:moments|minutes|hours?) (?:later|after)|immediately|at the scene|on the spot|"
    r"(?:that|the) same (?:day|night|evening)|chas(?:e|ed|ing)|pursuit|fled on foot)\b"
    r"(?!\s(?:his|her|their|the|an?)\s(?:arrest|capture|detention)\b)",
    re.IGNORECASE,
)
"""What puts a later step on the day of its act ("he was arrested a short time later", "after a chase")."""
_AT_ONCE_REACH = 60
_EARLIER = re.compile(r"\b(?:recent|past|previous|earlier|repeated|frequent)\s+(?:[\w-]+\s+)?$", re.IGNORECASE)
"""What stands before acts that are not of the account's day ("recent deadly attacks")."""
_EARLIER_REACH = 30


def _at_once(document: Document, telling: Telling) -> bool:
    """True for an arrest that is told to have followed its act within the hour or on the same day."""
    trigger = telling.mention.trigger
    sentence = document.sentences[telling.sentence]
    first, last = max(sentence.start, trigger.start - _AT_ONCE_REACH), min(sentence.end, trigger.end + _AT_ONCE_REACH)
    return telling.mention.concept == "arrest" and _AT_ONCE.search(document.text, first, last) is not None


def follows(document: Document, telling: Telling, days: Sequence[Dated], told: Sequence[Telling]) -> When | None:
    """The day of the account for an undated act; None where it is background, another act, or a later step.

    A day that nothing says an act happened on is not that of an act of its own sentence, which would have taken it.
    An act named in passing is background unless no act of the report is told otherwise: then it is the news itself.
    Where the whole account tells one day only, that day may hold however far off it stands.
    """
    mention = telling.mention
    later = mention.concept in _LATER and not _at_once(document, telling)
    if telling.apart or later or not _listed(telling):
        return None
    if _EARLIER.search(document.text, max(0, mention.trigger.start - _EARLIER_REACH), mention.trigger.start):
        return None
    if telling.when.start and FINENESS[telling.when.precision] > FINENESS["day"]:
        if telling.summary and telling.when.precision == "year":
            return None
        inside = [each for each in days if _inside(each.when, telling.when)]
        weighty = [each for each in inside if each.weight]
        return _only(weighty or [each for each in inside if telling.when.precision == "week"])
    if telling.background and (mention.background_basis != IN_PASSING or any(map(_news, told))):
        return None
    if FINENESS[telling.when.precision] <= FINENESS["week"]:
        return None
    recent = [each for each in days if not each.old and (each.weight or each.sentence != telling.sentence)]
    if telling.background:
        recent = [each for each in recent if each.weight in _OF_THE_ACT]
    of_act = [each for each in days if each.old and each.weight in _OF_THE_ACT]
    if of_act and not any(each.weight for each in recent) and _of_lead(telling, told):
        return _only(of_act)
    if not _near_lead(telling, told, recent):
        recent = [each for each in recent if each.weight]
    found = _within_reach(telling, recent)
    if found is not None or not _of_lead(telling, told):
        return found
    return _only_day(recent) if recent else _past_day(days, told)


def _within_reach(telling: Telling, days: Sequence[Dated]) -> When | None:
    """The surest day near the act: the last one told before it, for headline and lead the first one after it."""
    lead = telling.sentence < _LEAD
    for least, reach in ((2, _REACH), (1, _REACH), (0, _LEAD)):
        sure = [each for each in days if each.weight >= least and abs(each.sentence - telling.sentence) <= reach]
        before = [each for each in sure if each.sentence <= telling.sentence]
        after = [each for each in sure if each.sentence > telling.sentence and lead]
        chosen = before[-1] if before else after[0] if after else None
        if chosen is not None:
            return _followed(chosen)
    return None


def _of_lead(telling: Telling, told: Sequence[Telling]) -> bool:
    """True for an act of the kind that headline and lead tell, or where they tell none."""
    lead = {each.mention.concept for each in told if each.sentence < _LEAD and each.mention.cls == "event"}
    return not lead - _LATER or telling.mention.concept in lead


def _near_lead(telling: Telling, told: Sequence[Telling], days: Sequence[Dated]) -> bool:
    """True for an act of headline and lead, of the kind that they tell, for the weapons seized in its course, and for
    "the shooting" where they tell no act by a word of its own, but a day, and the account no other."""
    if telling.sentence < _LEAD or telling.mention.concept in _SEIZURES:
        return True
    lead = {each.mention.concept for each in told if each.sentence < _LEAD and each.mention.cls == "event"}
    if lead or not telling.definite:
        return telling.mention.concept in lead
    return _only(days) is not None and days[0].sentence < _LEAD


def _only_day(days: Sequence[Dated]) -> When | None:
    """The day, where the account tells one only."""
    return _only(days)


def _past_day(days: Sequence[Dated], told: Sequence[Telling]) -> When | None:
    """The one old day of a report on what came of an act (an arrest, a charge), or on which it became known."""
    followed = any(each.mention.concept in _LATER | _STEPS for each in told)
    return _only(days) if followed or any(each.weight in _OF_THE_ACT for each in days) else None


def _only(days: Sequence[Dated]) -> When | None:
    """The day that all of them tell."""
    return _followed(days[0]) if len({(each.when.start or "")[:10] for each in days}) == 1 else None


def _inside(fine: When, coarse: When) -> bool:
    return bool(fine.start and coarse.start and coarse.end and coarse.start[:10] <= fine.start[:10] <= coarse.end[:10])


def _followed(day: Dated) -> When:
    return msgspec.structs.replace(day.when, basis=f"{day.when.basis}; {FOLLOWS}")
