"""The date of an occurrence from its tellings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from gesta.model.tellings import IN_SENTENCE, ON_DAY_BEFORE, Telling
from gesta.model.terms import TimePrecision
from gesta.model.values import When, share_a_day

_FINENESS: Mapping[TimePrecision, int] = {
    "part_of_day": 0, "day": 1, "week": 2, "month": 3, "season": 4, "year": 5, "unknown": 6,
}  # fmt: skip

_DIED = ("died", "dies", "die ", "succumb")


def day_of(group: Sequence[Telling]) -> When:
    """The time that the grammar ties to a telling, else that of its sentence, else the day of the account.

    Tellings of the body come before a headline's, the news before what is background; but a time that a telling is
    tied to, background too, comes before one that only stands in a sentence and before the account's, which may be
    those of a later step; so does the day of the act before that of a death. The finest of equals; of several days one
    that stands with the act's own words ("the Nov. 22 shooting").
    """
    group = _without_deaths(group)
    body = [each for each in group if not each.background and not each.mention.headline]
    news = [each for each in group if not each.background]
    for some in (body, group):
        if found := _on_own_days(some, group):
            return _refined(_best(found), group)
    coarse = [value for each in group if (value := _tied(each)) is not None]
    steps: tuple[tuple[Sequence[Telling], Callable[[Telling], When | None]], ...] = (
        (body, _tied), (news, _tied), (group, _tied_day), (body, _beside), (news, _beside), (group, _beside_day),
        (group, _tied), (body, _of_account), (news, _of_account), (group, _near),
    )  # fmt: skip
    elsewhere = any(map(_on_a_day_not_known, group))
    for some, read in steps:
        if elsewhere and read is _of_account:
            continue
        found = [value for each in some if (value := read(each)) is not None]
        if read in (_beside, _beside_day):
            found = [value for value in found if not coarse or any(share_a_day(value, each) for each in coarse)]
        if found:
            return _refined(_best(found), group)
    told = [each.when for each in group if each.when.end or each.when.text or each.when.evidence]
    return min(
        told or [When()], key=lambda value: (value.end is None, IN_SENTENCE in value.basis, _FINENESS[value.precision])
    )


def _without_deaths(group: Sequence[Telling]) -> Sequence[Telling]:
    """The tellings without those of a death that came on a later day than the act ("died on Saturday")."""
    deaths = [each for each in group if each.mention.trigger.exact.lower().startswith(_DIED)]
    acts = [each for each in group if each not in deaths]
    days = [day.start for each in acts if (day := _day(each.when)) is not None and day.start]
    later = [each for each in deaths if days and each.when.start and each.when.start[:10] > min(days)[:10]]
    return [each for each in group if each not in later]


def _on_own_days(some: Sequence[Telling], group: Sequence[Telling]) -> list[When]:
    """The times tied to tellings of the days that stand with the act's own words in some of them."""
    own = {(value.start or "")[:10] for each in some if each.own_day and (value := _tied_day(each)) is not None}
    return [value for each in group if (value := _tied(each)) is not None and (value.start or "")[:10] in own]


def _best(found: Sequence[When]) -> When:
    """The finest, one with a day of its own before a clock time on the day told before; the first of equals."""
    return min(found, key=lambda value: (_FINENESS[value.precision] > 1, ON_DAY_BEFORE in value.basis,
                                         _FINENESS[value.precision]))  # fmt: skip


def _tied(telling: Telling) -> When | None:
    return telling.when if telling.when.start and IN_SENTENCE not in telling.when.basis else None


def _beside(telling: Telling) -> When | None:
    return telling.when if telling.when.start and IN_SENTENCE in telling.when.basis else None


def _of_account(telling: Telling) -> When | None:
    return telling.follows


def _on_a_day_not_known(telling: Telling) -> bool:
    """True for an act that is tied to a day or longer time that cannot be told ("last year", with no publication
    date): it is not of another day that the account tells."""
    when = telling.when
    named = bool(when.evidence) and not when.start and not when.end and IN_SENTENCE not in when.basis
    return named and not telling.background and _FINENESS["day"] <= _FINENESS[when.precision] <= _FINENESS["year"]


def _near(telling: Telling) -> When | None:
    return _day(_beside(telling)) or telling.follows


def _tied_day(telling: Telling) -> When | None:
    return _day(_tied(telling))


def _beside_day(telling: Telling) -> When | None:
    return _day(_beside(telling))


def _day(value: When | None) -> When | None:
    return value if value is not None and _FINENESS[value.precision] <= _FINENESS["day"] else None


def _refined(best: When, group: Sequence[Telling]) -> When:
    """The first finer time of any telling that lies within a week, month or longer one."""
    near = (value for read in (_tied, _near) for each in group if (value := read(each)) is not None)
    return next((value for value in near if _within(value, best)), best)


def _within(fine: When, coarse: When) -> bool:
    """True for a day in a week, a month or a longer time that the coarse one tells, and for an hour of a night."""
    if not (coarse.start and coarse.end and fine.start and fine.end):
        return False
    if coarse.precision == fine.precision == "part_of_day":
        return coarse.start[:10] < coarse.end[:10] and _shorter(fine, coarse)
    if _FINENESS[coarse.precision] < _FINENESS["week"] or _FINENESS[fine.precision] >= _FINENESS[coarse.precision]:
        return False
    return coarse.start[:10] <= fine.start[:10] and fine.end[:10] <= coarse.end[:10]


def _shorter(fine: When, coarse: When) -> bool:
    """True for a time that lies in the other and is not the other."""
    inside = (coarse.start or "") <= (fine.start or "") and (fine.end or "") <= (coarse.end or "")
    return inside and (fine.start, fine.end) != (coarse.start, coarse.end)
