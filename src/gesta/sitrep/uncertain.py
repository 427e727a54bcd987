"""What is not sure in a briefing, as sentences with numbers."""

from __future__ import annotations

from gesta.model.plain import counted
from gesta.sitrep.sums import Sums


def uncertain(whole: Sums, listed: int, disputed: int) -> tuple[str, ...]:
    """The sentences; ``disputed``: how many of the ``listed`` incidents have reports that differ."""
    doubts, total = whole.doubts, whole.whole.incidents
    if not total:
        return ()

    def share(number: int) -> str:
        return f"{counted(number, 'incident')} of {total:,} ({round(100 * number / total)} %)"

    told = [
        (doubts["alleged"], "only alleged: a party says so, or the report doubts it"),
        (doubts["attempted"], "attempted: it was tried and failed"),
        (doubts["prevented"], "prevented before it took effect"),
        (sum(doubts[each] for each in ("negated", "planned", "threatened", "hypothetical", "generic")),
         "not told as having happened: planned, threatened, denied or general"),
        (doubts["one source"], "told by a single source; copies of one text count once"),
        (doubts["area"], "at a place known no closer than a province or country, or that has no point on the map"),
        (doubts["no place"], "with no place told"),
        (doubts["vague day"], "dated less exactly than to the day"),
        (doubts["no day"], "with no day told"),
        (doubts["machine"], "read by the machine and reviewed by nobody"),
        (doubts["disputed"], "disputed by a reviewer"),
        (doubts["withdrawn"], "withdrawn"),
    ]  # fmt: skip
    found = [f"{share(number)}: {words}." for number, words in told if number]
    if disputed:
        found.append(f"{counted(disputed, 'incident')} of the {listed:,} listed: reports differ; the table has what.")
    for field, toll in whole.whole.tolls.items():
        if toll.vague:
            found.append(f"{counted(toll.vague, 'incident')}: {field} told without a number, counted as none.")
    return tuple(found)
