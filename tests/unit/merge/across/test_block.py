"""Blocks: near accounts share a key, pairs are a function of the members, giant blocks stay bounded."""

from __future__ import annotations

import random
from collections.abc import Callable

from gesta.merge.across.block import keys, neighbourhood, pairs
from gesta.model.profiles import Profile

Make = Callable[..., Profile]


def test_days_within_three_and_towns_within_forty_km_share_a_key(account: Make) -> None:
    one = account("a")
    day = one.first_day or 0
    for gap in range(4):
        for lat, lon in ((12.3, 8.7), (11.7, 8.3), (12.0, 8.9)):
            other = account("b", first_day=day + gap, last_day=day + gap, published=day + gap + 40, lat=lat, lon=lon)
            assert set(keys(one)) & set(keys(other)), (gap, lat, lon)


def test_a_rare_name_is_a_key_where_day_and_place_are_not_told(account: Make) -> None:
    one = account("a", words="okonjo bridge")
    other = account("b", words="okonjo", first_day=None, last_day=None, lat=None, lon=None)
    assert set(keys(one)) & set(keys(other))


def test_pairs_do_not_depend_on_order_and_come_once(account: Make) -> None:
    block = [account(f"{index:03d}", words=f"word{index % 7} other{index % 11}") for index in range(200)]
    found = list(pairs(block))
    random.Random(1).shuffle(block)
    assert list(pairs(block)) == found
    assert len({(one.account, other.account) for one, other in found}) == len(found)
    assert all(one.account < other.account for one, other in found)


def test_cost_of_a_giant_block_is_near_linear(account: Make) -> None:
    small, large = (
        sum(1 for _ in pairs([account(f"{index:05d}", words="summit mayor siege") for index in range(size)]))
        for size in (500, 2000)
    )
    assert large <= 4.2 * small
    assert large <= 2000 * 40


def test_a_small_block_is_compared_all_with_all(account: Make) -> None:
    assert len(list(pairs([account(str(index)) for index in range(5)]))) == 10


def test_keys_of_one_quarter_and_region_are_neighbours(account: Make) -> None:
    found = {neighbourhood(key) for key in keys(account("a", words="okonjo bridge", lat=-12.3, lon=-8.7))}
    quarters, regions = {quarter for quarter, _ in found}, {region for _, region in found if "," in region}
    day = account("a").published or 0
    assert quarters <= {day // 90 - 1, day // 90, day // 90 + 1}
    assert len(regions) <= 4
    assert neighbourhood("copies of sha256:1f") == (-1, "copies of sha256:1f")
