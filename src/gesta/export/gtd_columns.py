"""The 135 columns of the Global Terrorism Database in their order."""

from __future__ import annotations

from collections.abc import Iterator


def _numbered(names: str, most: int) -> Iterator[str]:
    """Each group of names once for every number."""
    for number in range(1, most + 1):
        yield from (name.replace("#", str(number)) for name in names.split())


def _claims() -> Iterator[str]:
    for number in ("", "2", "3"):
        yield from ("claimed" if not number else f"claim{number}", f"claimmode{number}", f"claimmode{number}_txt")


COLUMNS = (
    *"""eventid iyear imonth iday approxdate extended resolution country country_txt region region_txt provstate city
    latitude longitude specificity vicinity location summary crit1 crit2 crit3 doubtterr alternative alternative_txt
    multiple success suicide""".split(),
    *_numbered("attacktype# attacktype#_txt", 3),
    *_numbered("targtype# targtype#_txt targsubtype# targsubtype#_txt corp# target# natlty# natlty#_txt", 3),
    *"gname gsubname gname2 gsubname2 gname3 gsubname3 motive guncertain1 guncertain2 guncertain3".split(),
    *"individual nperps nperpcap".split(),
    *_claims(),
    "compclaim",
    *_numbered("weaptype# weaptype#_txt weapsubtype# weapsubtype#_txt", 4),
    *"""weapdetail nkill nkillus nkillter nwound nwoundus nwoundte property propextent propextent_txt propvalue
    propcomment ishostkid nhostkid nhostkidus nhours ndays divert kidhijcountry ransom ransomamt ransomamtus
    ransompaid ransompaidus ransomnote hostkidoutcome hostkidoutcome_txt nreleased addnotes scite1 scite2 scite3
    dbsource INT_LOG INT_IDEO INT_MISC INT_ANY related""".split(),
)
