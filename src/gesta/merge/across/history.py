"""The toll's history: who told which figure when, and which earlier figure of the same mouth it replaces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gesta.merge.across.told import Told
from gesta.model.merged import TollStep
from gesta.model.terms import ClaimId, SpeakerKind
from gesta.model.values import Count

OFFICIAL: frozenset[SpeakerKind] = frozenset({"police", "military", "government", "medical", "rescue"})
"""Speakers of one kind in one country are one body: "police", "the provincial police chief"."""
_LEADING_WORDS = ("the ", "a ", "an ")
_Bounds = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class History:
    """``steps`` in order of telling; ``superseded``: the claims that a newer figure of the same mouth replaced."""

    steps: tuple[TollStep, ...]
    superseded: frozenset[ClaimId]

    def holds(self, told: Told) -> bool:
        """True for a figure that no newer one of the same mouth has replaced."""
        return told.claims[0] not in self.superseded


def history(figures: Sequence[Told]) -> History:
    """The steps of the figures given, which are in order of telling.

    A figure replaces those that the same mouth told at an earlier time and that it does not hold together with: the
    same page (its later capture), the same named speaker or official body, or, where the outlet itself tells, the same
    source. Figures of one report, of one day or of unknown time replace nothing, nor does a person told by name
    replace a number; a copy repeats its original. What another speaker denies stays beside what it denies.
    """
    replaced: dict[ClaimId, ClaimId] = {}
    latest: dict[ClaimId, tuple[Told, str]] = {}
    told: dict[str, dict[_Bounds, list[Told]]] = {}
    for new in figures:
        for old, basis in _replaced(new, told) if _can_replace(new) else ():
            replaced[old.claims[0]] = new.claims[0]
            if new.claims[0] not in latest or latest[new.claims[0]][0].order < old.order:
                latest[new.claims[0]] = (old, basis)
        for mouth in _mouths(new):
            told.setdefault(mouth, {}).setdefault((new.count.low, new.count.high), []).append(new)
    first = {field: next(each for each in figures if each.field == field) for field in {each.field for each in figures}}
    steps = tuple(_step(each, latest, first[each.field] is each) for each in figures)
    return History(steps, frozenset(replaced))


def _replaced(new: Told, told: Mapping[str, Mapping[_Bounds, list[Told]]]) -> Iterator[tuple[Told, str]]:
    """The figures of the same mouths that the new one takes the place of; they are taken out of ``told``."""
    for mouth in _mouths(new):
        for bounds, olds in told.get(mouth, {}).items():
            if not _apart(new.count, bounds):
                continue
            gone = {old: basis for old in olds if (basis := _replaces(new, old))}
            yield from gone.items()
            olds[:] = [old for old in olds if old not in gone]


def _can_replace(told: Told) -> bool:
    return told.counted and not told.negated and not told.voice.member.withdrawn and not told.voice.copies


def _replaces(new: Told, old: Told) -> str | None:
    """The reason why the first of two figures of one mouth takes the place of the second, None where it does not."""
    if old.negated or old.voice.copies:
        return None
    if old.voice.member.replaced_by == new.report or new.voice.member.version_of == old.report:
        return "newer version of the page"
    if not old.voice.known or not _day(old.voice.known) < _day(new.voice.published):
        return None
    return "newer figure of the same outlet" if new.narrates else "newer figure of the same speaker"


def _day(moment: str) -> str:
    return moment[:10]


def _mouths(told: Told) -> tuple[str, ...]:
    """By what the mouth of a field's figure is known again: the source, a speaker's name, an official body."""
    if told.narrates:
        return (f"{told.field} source {told.voice.source}",)
    name = told.speaker.name.strip().casefold()
    for word in _LEADING_WORDS:
        name = name.removeprefix(word)
    country = told.voice.incident.where.country
    if told.speaker.kind in OFFICIAL and country:
        return f"{told.field} name {name}", f"{told.field} body {told.speaker.kind} {country}"
    return (f"{told.field} name {name}",)


def _apart(new: Count, old: _Bounds) -> bool:
    """True unless the new figure is vaguer than the old one or the same: "at least five" leaves six standing."""
    if new.low is None and new.high is None:
        return False
    low, high = old
    below = new.low is None or (low is not None and new.low <= low)
    above = new.high is None or (high is not None and high <= new.high)
    return not (below and above)


def _step(told: Told, latest: Mapping[ClaimId, tuple[Told, str]], first: bool) -> TollStep:
    old = latest.get(told.claims[0])
    return TollStep(
        field=told.field,
        count=told.count,
        speaker=told.speaker,
        report=told.report,
        outlet=told.voice.member.record.report.outlet,
        at=told.voice.published or None,
        claim=told.claims[0],
        replaces=old[0].claims[0] if old else None,
        basis=f"{old[1]}: {_change(told.count, old[0].count)}" if old else _basis(told, first),
    )


def _change(new: Count, old: Count) -> str:
    was, now = _number(old), _number(new)
    return "was in words" if was is None or now is None else f"{'rises' if now > was else 'falls'} from {was} to {now}"


def _number(count: Count) -> int | None:
    return count.low if count.low is not None else count.high


def _basis(told: Told, first: bool) -> str:
    """Why a step replaces nothing."""
    if told.voice.member.withdrawn:
        return "the report is withdrawn"
    if told.voice.copies:
        return "a copy of one text"
    if first:
        return "the first figure told"
    return "a denial, beside the other figures" if told.denies else "beside the other figures"
