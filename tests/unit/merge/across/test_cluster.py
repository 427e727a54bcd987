"""Clusters: order-independent, each component by itself, a person's word before every link."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from gesta.merge.across.cluster import clusters
from gesta.model.merged import Link
from gesta.model.profiles import Profile
from gesta.model.terms import IncidentId

Make = Callable[..., Profile]


def links(*pairs: tuple[str, str, float]) -> list[Link]:
    return [Link(IncidentId(f"inc_{one}"), IncidentId(f"inc_{other}"), weight, ()) for one, other, weight in pairs]


def ids(*names: str) -> tuple[IncidentId, ...]:
    return tuple(IncidentId(f"inc_{name}") for name in names)


def never(one: Profile, other: Profile) -> float | None:
    """Every pair that was not linked is clearly two."""
    return -5.0


def test_what_nothing_links_stays_alone(account: Make) -> None:
    assert clusters([account("b"), account("a")], []) == (ids("a"), ids("b"))


def test_one_link_does_not_outweigh_what_speaks_against_it(account: Make) -> None:
    told = [account(name) for name in "abcd"]
    found = clusters(told, links(("a", "b", 4.0), ("c", "d", 4.0), ("b", "c", 3.0)), weight=never)
    assert found == (ids("a", "b"), ids("c", "d"))


def test_accounts_of_one_report_stay_apart(account: Make) -> None:
    told = [account("a"), account("b"), account("c", report="report a")]
    found = clusters(told, links(("a", "b", 4.0), ("b", "c", 5.0)), weight=lambda one, other: 3.0)
    assert sorted(map(len, found)) == [1, 2]


def test_judged_the_same_is_one_even_in_one_report(account: Make) -> None:
    told = [account("a"), account("b", report="report a")]
    assert clusters(told, [], same=[ids("b", "a")], weight=never) == (ids("a", "b"),)


def test_judged_different_stays_apart_whatever_links_it(account: Make) -> None:
    told = [account(name) for name in "abc"]
    linked = links(("a", "b", 9.0), ("b", "c", 9.0), ("a", "c", 9.0))
    found = clusters(told, linked, different=[ids("a", "c")])
    assert not any(set(ids("a", "c")) <= set(cluster) for cluster in found)
    both = clusters(told, linked, same=[ids("a", "b"), ids("b", "c")], different=[ids("c", "a")])
    assert not any(set(ids("a", "c")) <= set(cluster) for cluster in both)


def test_undoing_a_judgement_returns_to_the_start(account: Make) -> None:
    told = [account(name) for name in "abc"]
    linked = links(("a", "b", 2.0))
    before = clusters(told, linked)
    assert clusters(told, linked, same=[ids("b", "c")]) != before
    assert clusters(told, linked) == before


@given(st.integers(min_value=0, max_value=10_000))
def test_clusters_do_not_depend_on_order_nor_on_other_components(seed: int) -> None:
    chance = random.Random(seed)
    names = [f"{part}{index}" for part in "xy" for index in range(5)]
    weights = {
        pair: chance.choice((-3.0, -1.0, 0.5, 2.0, 4.0)) for pair in combinations(names, 2) if pair[0][0] == pair[1][0]
    }
    told = {ids(name)[0]: _bare(name, chance.choice("rst")) for name in names}

    def weight(one: Profile, other: Profile) -> float | None:
        return weights.get((one.account[4:], other.account[4:]))

    linked = links(*((one, other, value) for (one, other), value in weights.items() if value >= 0))
    whole = clusters(told, linked, weight=weight)
    shuffled = list(told.items())
    chance.shuffle(shuffled)
    assert clusters(dict(shuffled), reversed(linked), weight=weight) == whole
    part = {account: profile for account, profile in told.items() if account.startswith("inc_x")}
    alone = clusters(part, linked, weight=weight)
    assert alone == tuple(cluster for cluster in whole if cluster[0].startswith("inc_x"))


def _bare(name: str, report: str) -> Profile:
    import msgspec

    return msgspec.convert(
        [f"inc_{name}", f"{report}{name[0]}", "event", "bombing", "remote_violence", ["bombing"], "actual", False,
         name < "x3", None, None, None, None, False, None, None, None, None, "unknown", None, None, None, None, False,
         None, None, [], [], [], [], b"", b"", b"", b"", b""], Profile)  # fmt: skip
