"""Lists the regular expressions of Gesta that some text makes slow: ``python -m gesta.evaluate.regexes``.

Every pattern is taken, however it is kept; each is searched with (or matched at one place, where that is all the code
does) on texts made from its own shape, at two lengths, or at the longest that it is ever given (``bounded``). Nothing
is told of a pattern whose time grows with the text.
"""

from __future__ import annotations

import sys
from importlib import import_module

from gesta.evaluate.regexes.bounded import bound_of
from gesta.evaluate.regexes.finding import Held, patterns
from gesta.evaluate.regexes.growth import slow_at, steep
from gesta.evaluate.regexes.shapes import ambiguous


def fault_of(held: Held) -> str | None:
    """What is wrong with the pattern, None where it is fast on every text it may be given."""
    if (sign := ambiguous(held.pattern)) is not None:
        return f"a run of {sign!r} can be shared out in exponentially many ways"
    bound = bound_of(held.name)
    if bound is None:
        found = steep(held.pattern, searches=held.searches)
    else:
        found = slow_at(held.pattern, bound.most, searches=held.searches)
    return f"slow on {found}" if found else None


def main() -> int:
    """List them; the exit status is 1 where there are any."""
    held = [each for name in ("gesta", "gesta_en") for each in patterns(import_module(name))]
    bad = 0
    for each in held:
        if fault := fault_of(each):
            bad += 1
            print(f"{each.name}\t{each.pattern.pattern!r}\t{fault}", flush=True)
    print(f"{len(held)} patterns, {bad} of them slow on some text", file=sys.stderr)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
