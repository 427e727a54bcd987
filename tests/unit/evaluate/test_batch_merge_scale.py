"""Made-up accounts as a batch end in the links and clusters of all accounts at once, skew and all."""

from __future__ import annotations

from pathlib import Path

import pytest

from gesta.batch.folder import Folder
from gesta.batch.shuffle import Sizes
from gesta.evaluate.batch_merge_scale import clustered, f1, stages, write_accounts
from gesta.evaluate.merge_profiles import made_profiles
from gesta.merge.across.block import WHOLE
from gesta.merge.across.merging import candidates, merge


@pytest.mark.parametrize("famous", [0.02, 0.7])
def test_a_batch_links_and_clusters_as_all_at_once(famous: float, tmp_path: Path) -> None:
    """With an occurrence that most reports tell there are blocks too large to compare all with all."""
    folder = Folder(str(tmp_path))
    made = list(made_profiles(400, famous=famous))
    truth = write_accounts(folder, iter(made))
    outcomes = clustered(folder, 1, Sizes(bucket=200, compared=1000, clustered=100))
    wanted = merge(profile for profile, _ in made)
    links = [row for name in folder.names("links") for row in folder.read_table(name).to_pylist()]
    assert sorted((row["one"], row["other"], row["weight"]) for row in links) == [
        (link.one, link.other, link.weight) for link in wanted.links
    ]
    members: dict[str, list[str]] = {}
    for name in folder.names("members"):
        for row in folder.read_table(name).to_pylist():
            members.setdefault(row["incident"], []).append(row["account"])
    assert sorted(tuple(sorted(each)) for each in members.values()) == list(wanted.clusters)
    assert len({each.name for each in outcomes if each.stage == "merge/compared"}) > 2
    assert f1(folder, truth) > 0.9
    assert list(stages(outcomes))[-1].startswith("all: ")
    compared = sum(each.counts["pairs"] for each in outcomes if each.stage == "merge/compared")
    once = sum(1 for _ in candidates(profile for profile, _ in made))
    assert compared >= once
    largest = max(each.counts["largest"] for each in outcomes if each.stage == "merge/blocks")
    assert (largest > 2 * WHOLE) == (famous > 0.5)
