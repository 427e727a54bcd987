"""The batch path: one result for every order, and components that can be done again by themselves."""

from __future__ import annotations

import random

from gesta.evaluate.merge_profiles import made_profiles
from gesta.merge.across.cluster import clusters
from gesta.merge.across.merging import merge
from gesta.model.profiles import Profile

PROFILES: list[Profile] = [profile for profile, _ in made_profiles(300)]


def test_the_order_of_reports_changes_nothing() -> None:
    whole = merge(PROFILES)
    shuffled = PROFILES[:]
    random.Random(3).shuffle(shuffled)
    assert merge(shuffled) == whole
    assert sorted(each for cluster in whole.clusters for each in cluster) == sorted(each.account for each in PROFILES)


def test_a_component_clustered_again_ends_where_the_batch_ended() -> None:
    whole = merge(PROFILES)
    table = {each.account: each for each in PROFILES}
    for cluster in whole.clusters[:20]:
        near = {cluster[0]}
        while True:
            grown = near | {
                end for link in whole.links if link.one in near or link.other in near for end in (link.one, link.other)
            }
            if grown == near:
                break
            near = grown
        part = {account: table[account] for account in near}
        links = [link for link in whole.links if link.one in near]
        assert cluster in clusters(part, links)


def test_judgements_pass_through_the_batch() -> None:
    one, other = PROFILES[0].account, PROFILES[-1].account
    together = merge(PROFILES, same=[(one, other)])
    assert any({one, other} <= set(cluster) for cluster in together.clusters)
